package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// QueueImport is for imports: few at a time, each as fast as the database takes it.
const QueueImport = "import"

// Options say how much a client works.
type Options struct {
	Imports  int           // imports at a time, default 2
	Others   int           // other jobs at a time, default 10
	Patience time.Duration // that Stop has with running jobs before their contexts end, default 8 s
}

// Client inserts jobs, and works on them between Start and Stop.
type Client struct {
	river *river.Client[pgx.Tx]
	pulse *pulse
}

// New makes a client on the pool of portal_engine. Workers may be added until Start, so that a service that
// inserts jobs can be made first and its workers after it. An inserted job must have a worker there, even in a
// process that never starts.
func New(pool *postgres.Pool, workers *river.Workers, log *slog.Logger, o Options) (*Client, error) {
	id := typeid.New().String()
	client, err := river.NewClient(riverpgxv5.New(pool.Pgx()), &river.Config{
		ID:      id,
		Workers: workers,
		Queues: map[string]river.QueueConfig{
			QueueImport:        {MaxWorkers: cmp.Or(o.Imports, 2)},
			river.QueueDefault: {MaxWorkers: cmp.Or(o.Others, 10)},
		},
		FetchCooldown:     50 * time.Millisecond,
		FetchPollInterval: time.Second,
		JobTimeout:        10 * time.Minute, // of a worker that names none
		SoftStopTimeout:   cmp.Or(o.Patience, 8*time.Second),
		Logger:            slog.New(onlyWarnings{log.Handler()}),
		Middleware:        []rivertype.Middleware{&oneLine{log: log}},
	})
	if err != nil {
		return nil, fmt.Errorf("setting up jobs: %w", err)
	}
	return &Client{river: client, pulse: &pulse{id: id, pool: pool.Pgx(), log: log}}, nil
}

// Insert adds the job to the transaction: it exists when the transaction is committed and starts within a
// tenth of a second. tx may be of portal_app.
func (c *Client) Insert(ctx context.Context, tx pgx.Tx, args river.JobArgs) error {
	return c.InsertWith(ctx, tx, args, nil)
}

// InsertWith is Insert with options: a time to start at, a priority, uniqueness. Beware: unique by arguments without a
// period or states counts finished jobs too.
func (c *Client) InsertWith(ctx context.Context, tx pgx.Tx, args river.JobArgs, o *river.InsertOpts) error {
	if _, err := c.river.InsertTx(ctx, tx, args, o); err != nil {
		return fmt.Errorf("adding a job %s: %w", args.Kind(), err)
	}
	return nil
}

// InsertMany is Insert for several jobs at once.
func (c *Client) InsertMany(ctx context.Context, tx pgx.Tx, many []river.JobArgs) error {
	if len(many) == 0 {
		return nil
	}
	params := make([]river.InsertManyParams, len(many))
	for i, args := range many {
		params[i].Args = args
	}
	if _, err := c.river.InsertManyTx(ctx, tx, params); err != nil {
		return fmt.Errorf("adding %d jobs %s: %w", len(many), many[0].Kind(), err)
	}
	return nil
}

// Start works on jobs until Stop. A database that goes away later is waited for; at the start it must be there.
func (c *Client) Start(ctx context.Context) error {
	// The end of ctx is not the end of the work: Stop is, and gives running jobs their time.
	ctx = context.WithoutCancel(ctx)
	if err := c.pulse.start(ctx); err != nil {
		return fmt.Errorf("starting jobs: %w", err)
	}
	if err := c.river.Start(ctx); err != nil {
		c.pulse.stop()
		return fmt.Errorf("starting jobs: %w", err)
	}
	return nil
}

// Stop takes no further job, gives the running ones some time to end, then ends their contexts and hands them back:
// another process, or this one when it is started again, runs them at once. Call it before closing the pool.
func (c *Client) Stop(ctx context.Context) error {
	defer c.pulse.stop()
	if err := c.river.Stop(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopping jobs: %w", err)
	}
	return nil
}

// tidyJob runs what is to be done once a day.
type tidyJob struct{}

// Kind names the job in its table.
func (tidyJob) Kind() string { return "tidy" }

type tidyWorker struct {
	river.WorkerDefaults[tidyJob]
	tasks []func(context.Context) error
}

func (t *tidyWorker) Work(ctx context.Context, _ *river.Job[tidyJob]) error {
	var problems []error
	for _, task := range t.tasks {
		problems = append(problems, task(ctx))
	}
	return errors.Join(problems...)
}

// Daily has the tasks done once a day, and at the start: deleting what has been kept long enough.
// Call it once, before Start.
func (c *Client) Daily(workers *river.Workers, tasks ...func(context.Context) error) {
	river.AddWorker(workers, &tidyWorker{tasks: tasks})
	c.river.PeriodicJobs().Add(river.NewPeriodicJob(river.PeriodicInterval(24*time.Hour),
		func() (river.JobArgs, *river.InsertOpts) { return tidyJob{}, nil }, &river.PeriodicJobOpts{RunOnStart: true}))
}
