package customer

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/jobs"
)

// matchJob matches the accounts that wait.
type matchJob struct{}

// Kind names the job in its table.
func (matchJob) Kind() string { return "customer_match" }

// Jobs enqueues this domain's jobs. It is the Queue of Service.
type Jobs struct{ Client *jobs.Client }

// Match has the accounts that wait in match_pending matched.
func (j Jobs) Match(ctx context.Context, tx pgx.Tx) error {
	return j.Client.Insert(ctx, tx, matchJob{})
}

type matchWorker struct {
	river.WorkerDefaults[matchJob]
	matcher *Matcher
}

func (w *matchWorker) Work(ctx context.Context, _ *river.Job[matchJob]) error {
	return w.matcher.Drain(ctx)
}

// Timeout bounds the matching of all accounts that came in at once.
func (w *matchWorker) Timeout(*river.Job[matchJob]) time.Duration { return 6 * time.Hour }

// Register adds this domain's workers.
func Register(workers *river.Workers, m *Matcher) {
	river.AddWorker(workers, &matchWorker{matcher: m})
}
