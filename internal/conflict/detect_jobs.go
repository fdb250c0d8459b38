package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
)

// Looks enqueues the jobs of rules that don't run with what they look at.
type Looks interface {
	// Look has what waits in rule_pending looked at, at once.
	Look(ctx context.Context, tx pgx.Tx) error
	// LookBack has the weeks looked at that reports brought lines of, when no more have come for a while.
	LookBack(ctx context.Context, tx pgx.Tx, distributor uuid.UUID) error
}

// lookBackAfter is how long other reports are waited for that come at the same time.
const lookBackAfter = 20 * time.Second

type lookJob struct{}

// Kind names the job in its table.
func (lookJob) Kind() string { return "conflict_look" }

type lookBackJob struct {
	Distributor uuid.UUID `json:"distributor"`
}

// Kind names the job in its table.
func (lookBackJob) Kind() string { return "conflict_look_back" }

// Look has what waits in rule_pending looked at.
func (j Jobs) Look(ctx context.Context, tx pgx.Tx) error { return j.Client.Insert(ctx, tx, lookJob{}) }

// LookBack has the weeks of the distributor's reports looked at.
func (j Jobs) LookBack(ctx context.Context, tx pgx.Tx, distributor uuid.UUID) error {
	return j.Client.InsertWith(ctx, tx, lookBackJob{distributor}, &river.InsertOpts{ScheduledAt: time.Now().Add(lookBackAfter)})
}

type lookWorker struct {
	river.WorkerDefaults[lookJob]
	detector *Detector
}

func (w *lookWorker) Work(ctx context.Context, _ *river.Job[lookJob]) error {
	return w.detector.Drain(ctx)
}

// Timeout bounds the looking at all that came in at once.
func (w *lookWorker) Timeout(*river.Job[lookJob]) time.Duration { return 6 * time.Hour }

type lookBackWorker struct {
	river.WorkerDefaults[lookBackJob]
	detector *Detector
}

func (w *lookBackWorker) Work(ctx context.Context, job *river.Job[lookBackJob]) error {
	return w.detector.LookBack(ctx, job.Args.Distributor)
}

// Timeout bounds the looking at all that came in at once.
func (w *lookBackWorker) Timeout(*river.Job[lookBackJob]) time.Duration { return 6 * time.Hour }

// RegisterRules adds the workers of the rules.
func RegisterRules(workers *river.Workers, d *Detector) {
	river.AddWorker(workers, &lookWorker{detector: d})
	river.AddWorker(workers, &lookBackWorker{detector: d})
}
