package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/jobs"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

type note struct {
	Text string `json:"text"`
}

func (note) Kind() string { return "note" }

// worker says what it works on, and then does as the test wants.
type worker struct {
	river.WorkerDefaults[note]
	seen chan string
	work func(ctx context.Context, text string) error
}

func (w *worker) Work(ctx context.Context, job *river.Job[note]) error {
	w.seen <- job.Args.Text
	if w.work != nil {
		return w.work(ctx, job.Args.Text)
	}
	return nil
}

func newClient(t *testing.T, engine *postgres.Pool, work func(context.Context, string) error) (*jobs.Client, *worker) {
	t.Helper()
	workers := river.NewWorkers()
	c, err := jobs.New(engine, workers, slog.New(slog.DiscardHandler), jobs.Options{Patience: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	w := &worker{seen: make(chan string, 100), work: work}
	river.AddWorker(workers, w)
	return c, w
}

func startClient(t *testing.T, c *jobs.Client) {
	t.Helper()
	if err := c.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func stopClient(t *testing.T, c *jobs.Client) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := c.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func insert(ctx context.Context, pool *postgres.Pool, c *jobs.Client, text string) error {
	return pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return c.Insert(ctx, tx, note{text}) })
}

func expect(t *testing.T, w *worker, want string, within time.Duration) {
	t.Helper()
	select {
	case got := <-w.seen:
		if got != want {
			t.Errorf("job %q, want %q", got, want)
		}
	case <-time.After(within):
		t.Fatalf("no job %q within %v", want, within)
	}
}

func TestAJobIsPartOfItsTransaction(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c, w := newClient(t, db.Engine(), nil)
	startClient(t, c)
	defer stopClient(t, c)
	undo := errors.New("undo")
	err := db.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
		if err := c.Insert(t.Context(), tx, note{"undone"}); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	for _, pool := range []*postgres.Pool{db.App(), db.Engine()} {
		if err := insert(t.Context(), pool, c, "done"); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		expect(t, w, "done", 5*time.Second)
		t.Logf("started after %v", time.Since(begin))
	}
}

func TestAUniqueJobIsInsertedOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c, _ := newClient(t, db.Engine(), nil)
	for range 2 {
		err := db.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
			return c.InsertWith(t.Context(), tx, note{"once"}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := db.Owner().QueryRow(t.Context(), "select count(*) from river_job").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d jobs, %v", n, err)
	}
}

func TestStopHandsRunningJobsBack(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	untilStopped := func(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() }
	first, w := newClient(t, db.Engine(), untilStopped)
	startClient(t, first)
	if err := insert(t.Context(), db.App(), first, "long"); err != nil {
		t.Fatal(err)
	}
	expect(t, w, "long", 5*time.Second)
	stopClient(t, first)
	second, w := newClient(t, db.Engine(), nil)
	startClient(t, second)
	defer stopClient(t, second)
	expect(t, w, "long", 3*time.Second)
}

// A client that is gone without Stop has lost its lock; a living one keeps its long job to itself.
func TestJobsOfTheDeadStartAgainAndOnlyThose(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	alive, w := newClient(t, db.Engine(), func(ctx context.Context, text string) error {
		if text == "long" {
			<-ctx.Done()
		}
		return ctx.Err()
	})
	startClient(t, alive)
	defer stopClient(t, alive)
	if err := insert(t.Context(), db.App(), alive, "long"); err != nil {
		t.Fatal(err)
	}
	expect(t, w, "long", 5*time.Second)
	_, err := db.Owner().Exec(t.Context(), `insert into river_job (args, kind, max_attempts, attempt, state, attempted_at, attempted_by)
		values ('{"text": "left"}', 'note', 1, 1, 'running', now(), array['somebody else', 'who is gone'])`)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, w, "left", 15*time.Second)
	select {
	case again := <-w.seen:
		t.Errorf("job %q runs twice", again)
	case <-time.After(5 * time.Second):
	}
}

func TestWorkGoesOnAfterTheDatabaseWasAway(t *testing.T) {
	t.Parallel()
	dir, err := pgtest.TempDir()
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	e, err := postgres.Start(t.Context(), postgres.StartOptions{DataDir: dir, Disposable: false})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Stop(context.Background())
	if err := postgres.Migrate(t.Context(), e.URL()); err != nil {
		t.Fatal(err)
	}
	engine, err := postgres.Open(t.Context(), e.URL(), postgres.RoleEngine)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	c, w := newClient(t, engine, nil)
	startClient(t, c)
	defer stopClient(t, c)
	if err := insert(t.Context(), engine, c, "before"); err != nil {
		t.Fatal(err)
	}
	expect(t, w, "before", 5*time.Second)
	if err := syscall.Kill(e.PID(), syscall.SIGQUIT); err != nil { // what pg_ctl stop -m immediate sends
		t.Fatal(err)
	}
	<-e.Done()
	time.Sleep(time.Second)
	if err := e.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); insert(t.Context(), engine, c, "after") != nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the pool does not come back")
		}
	}
	expect(t, w, "after", 15*time.Second)
}

func TestATaskIsDoneAgainAndAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	workers := river.NewWorkers()
	c, err := jobs.New(db.Engine(), workers, slog.New(slog.DiscardHandler), jobs.Options{Patience: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	quick, failing, slow := make(chan bool, 100), make(chan bool, 100), make(chan bool, 100)
	c.Every(workers,
		jobs.Task{Name: "quick", Every: time.Second, Do: func(context.Context) error { quick <- true; return nil }},
		jobs.Task{Name: "failing", Every: time.Second, Do: func(context.Context) error { failing <- true; return errors.New("not this time") }},
		jobs.Task{Name: "slow", Every: time.Second, Do: func(ctx context.Context) error { slow <- true; <-ctx.Done(); return ctx.Err() }})
	startClient(t, c)
	defer stopClient(t, c)
	for range 3 {
		for name, done := range map[string]chan bool{"quick": quick, "failing": failing} {
			select {
			case <-done:
			case <-time.After(15 * time.Second):
				t.Fatalf("%s is not done again", name)
			}
		}
	}
	if n := len(slow); n != 1 {
		t.Errorf("the slow task was begun %d times while it ran", n)
	}
}
