package graphtest

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Upload keeps a file as the person would by POST /files, and gives its id.
func (g *Graph) Upload(role, organization, name, text string) string {
	g.t.Helper()
	return typeid.Format(typeid.File, g.upload(role, organization, name, text))
}

func (g *Graph) upload(role, organization, name, text string) uuid.UUID {
	g.t.Helper()
	ctx, sc := g.actor(role, organization)
	blob, err := g.Resolver.Sales.Upload(ctx, sc, name, strings.NewReader(text))
	if err != nil {
		g.t.Fatalf("graphtest: uploading %s: %v", name, err)
	}
	return blob.ID
}

// Report brings a file of the distributor in to its end, its columns understood as the headers tell.
func (g *Graph) Report(distributor, name, text string) sale.Report {
	g.t.Helper()
	ctx, sc := g.actor("distributor_rep", distributor)
	file := g.upload("distributor_rep", distributor, name, text)
	worker := g.worker()
	r, err := g.Resolver.Sales.Ingest(ctx, sc, sc.Organization, file, func(ctx context.Context, r sale.Report) error {
		err := worker.Advance(ctx, r.DistributorID, r.ID)
		for ; errors.Is(err, sale.ErrBusy); err = worker.Advance(ctx, r.DistributorID, r.ID) {
			time.Sleep(20 * time.Millisecond) // Work is at it
		}
		return err
	})
	if err != nil {
		g.t.Fatalf("graphtest: reporting %s: %v", name, err)
	}
	return r
}

// actor is what the middleware and @can make of the person.
func (g *Graph) actor(role, organization string) (context.Context, scope.Scope) {
	g.t.Helper()
	a := auth.Actor{User: g.User(role, organization), Organization: g.Organization(organization), Brand: organization == "BRAND", Role: role, Reach: scope.Own}
	return auth.With(context.Background(), a), a.Scope()
}

func (g *Graph) worker() *sale.Worker {
	return sale.NewWorker(g.DB.Engine(), g.Files, g.Queue, g.Detector, time.Now, slog.New(slog.DiscardHandler))
}

// Work does the jobs that requests enqueue, from now until the test ends, as the portal's own workers do.
func (g *Graph) Work() {
	g.t.Helper()
	worker, exporter := g.worker(), sale.NewExporter(g.DB.App(), g.Files, slog.New(slog.DiscardHandler))
	lists := customer.NewImportWorker(g.DB.Engine(), g.Files, g.Queue, time.Now, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	g.t.Cleanup(func() { stop(); <-done })
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			for _, job := range g.due(ctx, `SELECT distributor_id, id FROM sales_reports
				WHERE state IN ('RECEIVED', 'VALIDATING', 'IMPORTING', 'CANCELLING') AND heartbeat_at IS NULL ORDER BY id`) {
				_ = worker.Advance(ctx, job[0], job[1]) // what goes wrong shows in the report
			}
			for _, job := range g.due(ctx, `SELECT distributor_id, id FROM account_imports WHERE state IN ('RECEIVED', 'IMPORTING') AND heartbeat_at IS NULL ORDER BY id`) {
				_ = lists.Advance(ctx, job[0], job[1]) // and in the import
			}
			for _, job := range g.due(ctx, `SELECT organization_id, id FROM exports WHERE state = 'RUNNING' ORDER BY id`) {
				_ = exporter.Write(ctx, job[0], job[1]) // and in the export
			}
			select {
			case <-ctx.Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
}

// Look does the jobs that look for conflicts in what was brought in, changed or registered since.
func (g *Graph) Look() {
	g.t.Helper()
	err := g.Detector.Drain(context.Background())
	for _, code := range []string{"NORTH", "SOUTH"} {
		err = errors.Join(err, g.Detector.LookBack(context.Background(), g.Organization(code)))
	}
	if err != nil {
		g.t.Fatalf("graphtest: looking for conflicts: %v", err)
	}
}

// due gives the two ids of each job that waits.
func (g *Graph) due(ctx context.Context, sql string) (jobs [][2]uuid.UUID) {
	rows, err := g.DB.Owner().Query(ctx, sql)
	if err != nil {
		return nil // the test is over
	}
	defer rows.Close()
	for rows.Next() {
		var job [2]uuid.UUID
		if rows.Scan(&job[0], &job[1]) == nil {
			jobs = append(jobs, job)
		}
	}
	return jobs
}
