package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/seed"
)

// site is a portal's database on a Postgres of its own, with the demo's settings, and its files.
type site struct {
	dir    string
	stays  bool // the folder outlives the run
	server *postgres.Embedded
	app    *postgres.Pool
	engine *postgres.Pool
	files  *files.Store
	sales  *sale.Service
	worker *sale.Worker
	clock  time.Time
}

// newSite makes an empty one, which is thrown away in the end.
func newSite(ctx context.Context) (*site, error) {
	dir, err := os.MkdirTemp("", "portal-bench-")
	if err != nil {
		return nil, err
	}
	return openSite(ctx, dir, false)
}

// invented gives one that is filled, and how long that took: a new one, or the one that an earlier run has left.
func invented(ctx context.Context, o options, scale seed.Scale) (*site, time.Duration, error) {
	if o.Sites == "" {
		s, err := newSite(ctx)
		if err != nil {
			return nil, 0, err
		}
		begin := time.Now()
		err = s.invent(ctx, scale)
		return s, time.Since(begin), err
	}
	dir := filepath.Join(o.Sites, string(scale))
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return nil, 0, err
	}
	s, err := openSite(ctx, dir, true)
	if err != nil {
		return nil, 0, err
	}
	filled := filepath.Join(dir, "filled-in")
	if text, err := os.ReadFile(filled); err == nil {
		took, err := time.ParseDuration(string(text))
		return s, took, err
	}
	begin := time.Now()
	if err := s.invent(ctx, scale); err != nil {
		return s, 0, err
	}
	took := time.Since(begin).Round(time.Second)
	return s, took, os.WriteFile(filled, []byte(took.String()), 0o600)
}

func openSite(ctx context.Context, dir string, stays bool) (s *site, err error) {
	s = &site{dir: dir, stays: stays, clock: time.Date(2025, 1, 6, 2, 0, 0, 0, time.UTC)}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if err := os.Chmod(s.dir, 0o711); err != nil { // the server may run as another user
		return nil, err
	}
	s.server, err = postgres.Start(ctx, postgres.StartOptions{DataDir: filepath.Join(s.dir, "postgres"), BinDir: os.Getenv("PG_BINDIR")})
	if err != nil {
		return nil, err
	}
	if err := postgres.Migrate(ctx, s.server.URL()); err != nil {
		return nil, err
	}
	if s.app, err = postgres.Open(ctx, s.server.URL(), postgres.RoleApp, postgres.WithMaxConns(4)); err != nil {
		return nil, err
	}
	if s.engine, err = postgres.Open(ctx, s.server.URL(), postgres.RoleEngine, postgres.WithMaxConns(4)); err != nil {
		return nil, err
	}
	if s.files, err = files.Open(filepath.Join(s.dir, "files")); err != nil {
		return nil, err
	}
	now := func() time.Time { return s.clock }
	s.sales = sale.New(s.app, s.files, byHand{}, sale.NoRules{}, now)
	s.worker = sale.NewWorker(s.engine, s.files, byHand{}, sale.NoRules{}, now, slog.New(slog.DiscardHandler))
	return s, nil
}

func (s *site) close() {
	if s.app != nil {
		s.app.Close()
	}
	if s.engine != nil {
		s.engine.Close()
	}
	if s.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		_ = s.server.Stop(ctx) // it is thrown away, or recovers when it is opened
	}
	if !s.stays {
		_ = os.RemoveAll(s.dir)
	}
}

// byHand is a queue whose jobs the measurement does itself.
type byHand struct{}

// Advance enqueues nothing.
func (byHand) Advance(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Export enqueues nothing.
func (byHand) Export(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Match enqueues nothing.
func (byHand) Match(context.Context, pgx.Tx) error { return nil }

// report brings a file in, from its upload to the report's end.
func (s *site) report(ctx context.Context, distributor uuid.UUID, name string, text io.Reader) (sale.Report, error) {
	sc := scope.Of(distributor)
	blob, err := s.sales.Upload(ctx, sc, name, text)
	if err != nil {
		return sale.Report{}, err
	}
	r, err := s.sales.Ingest(ctx, sc, distributor, blob.ID, func(ctx context.Context, r sale.Report) error {
		return s.worker.Advance(ctx, r.DistributorID, r.ID)
	})
	if err == nil && r.State != sale.Accepted {
		err = fmt.Errorf("the report is %s, %+v", r.State, r.Failure)
	}
	return r, err
}

// owner runs fn on a connection of the database's owner, for which row security does not hold.
func (s *site) owner(ctx context.Context, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, s.server.URL())
	if err != nil {
		return err
	}
	return errors.Join(fn(conn), conn.Close(ctx))
}

// settle writes out what is dirty, so that one measurement does not pay for what was before it.
func (s *site) settle(ctx context.Context) error {
	return s.owner(ctx, func(c *pgx.Conn) error { _, err := c.Exec(ctx, "CHECKPOINT"); return err })
}
