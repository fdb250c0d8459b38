package seed

import (
	"context"
	"fmt"
	"io"
	"sort"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// couriers is how many distributors hand in their files at once.
const couriers = 2

// noQueue enqueues nothing: the courier itself moves its reports along.
type noQueue struct{}

// Advance does nothing.
func (noQueue) Advance(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Export does nothing: nobody asks for an export here.
func (noQueue) Export(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Match does nothing: the accounts wait in their table for the portal's own job.
func (noQueue) Match(context.Context, pgx.Tx) error { return nil }

// Look does nothing: what waits is looked at when all is in.
func (noQueue) Look(context.Context, pgx.Tx) error { return nil }

// LookBack does nothing, for the same reason.
func (noQueue) LookBack(context.Context, pgx.Tx, uuid.UUID) error { return nil }

// courier hands in the files of one distributor at a time, each at its own time.
type courier struct {
	*loader
	at     time.Time // what its clock shows
	sales  *sale.Service
	worker *sale.Worker
}

func (l *loader) newCourier() *courier {
	c := &courier{loader: l}
	clock := func() time.Time { return c.at }
	detector := conflict.NewDetector(l.Engine, noQueue{}, clock)
	c.sales = sale.New(l.App, l.Files, noQueue{}, detector, clock)
	c.worker = sale.NewWorker(l.Engine, l.Files, noQueue{}, detector, clock, l.Log)
	return c
}

// deliverAll hands in all files of all distributors, the largest first.
func (l *loader) deliverAll(ctx context.Context, sum *Summary) error {
	order := make([]int, len(l.w.Distributors))
	sold := make([]int, len(order))
	for d := range order {
		order[d] = d
		for _, n := range l.w.counts[d] {
			sold[d] += n
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return sold[order[a]] > sold[order[b]] })
	next := make(chan int)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(next)
		for _, d := range order {
			select {
			case next <- d:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	var mu sync.Mutex
	for range couriers {
		c := l.newCourier()
		g.Go(func() error {
			for d := range next {
				err := c.deliver(ctx, d, func(r sale.Report) {
					mu.Lock()
					defer mu.Unlock()
					sum.Files++
					sum.Lines += r.RowsAccepted
					sum.Rejected += r.RowsRejected
					l.Progress(sum.Lines, l.w.size.lines)
				})
				if err != nil {
					return fmt.Errorf("%s: %w", l.w.Distributors[d].Code, err)
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// deliver hands in a distributor's files, in the name of its clerk.
func (c *courier) deliver(ctx context.Context, distributor int, done func(sale.Report)) error {
	monthsPerFile := 1
	if c.w.size.lines > exactLines {
		monthsPerFile = fullMonths + 1
	}
	s := c.w.Seller(distributor)
	id, who := c.ids[s.Code], c.admin
	if clerk, ok := c.clerks[s.Code]; ok {
		who = clerk
	}
	ctx = auth.With(ctx, auth.Actor{User: who, Organization: id, Role: "distributor_rep", Reach: scope.Own})
	sc := auth.ScopeOf(ctx)
	for _, sub := range c.w.Submissions(distributor, monthsPerFile) {
		c.at = sub.At
		r, err := c.handIn(ctx, sc, s, sub)
		if err != nil {
			return fmt.Errorf("%s: %w", sub.Name, err)
		}
		done(r)
	}
	return nil
}

// handIn uploads a file and sees it through. The first of a layout is confirmed by hand.
func (c *courier) handIn(ctx context.Context, sc scope.Scope, s *Seller, sub Submission) (sale.Report, error) {
	from, to := io.Pipe()
	go func() {
		_, err := s.Write(to, sub)
		to.CloseWithError(err)
	}()
	file, err := c.sales.Upload(ctx, sc, sub.Name, from)
	from.Close()
	if err != nil {
		return sale.Report{}, fmt.Errorf("uploading: %w", err)
	}
	r, err := c.sales.Create(ctx, sc, nil, sale.NewReport{DistributorID: sc.Organization, FileID: file.ID})
	if err != nil {
		return r, fmt.Errorf("reporting: %w", err)
	}
	for {
		if err := c.worker.Advance(ctx, r.DistributorID, r.ID); err != nil {
			return r, err
		}
		if r, err = c.sales.Report(ctx, sc, r.ID); err != nil || r.State != sale.AwaitingConfirm {
			break
		}
		c.at = c.at.Add(90 * time.Second) // a person looks at it
		if r, err = c.sales.Confirm(ctx, sc, r.ID, nil); err != nil {
			return r, fmt.Errorf("confirming: %w", err)
		}
	}
	if err == nil && r.State != sale.Accepted && r.State != sale.AcceptedWithRejects {
		err = fmt.Errorf("the report is %s: %+v", r.State, r.Failure)
	}
	return r, err
}
