package conflict

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

type settleWorker struct {
	river.WorkerDefaults[settleJob]
	settler *Settler
}

func (w *settleWorker) Work(ctx context.Context, job *river.Job[settleJob]) error {
	return w.settler.Settle(ctx, job.Args.Case)
}

// NextRetry is soon: what keeps a decision from being followed is a database that was away, or somebody who held what it needs.
func (w *settleWorker) NextRetry(*river.Job[settleJob]) time.Time {
	return time.Now().Add(2 * time.Second)
}

// InsertOpts has a decision followed however long the database is away.
func (settleJob) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 10_000} }

// RegisterSettler adds the worker that follows decisions.
func RegisterSettler(workers *river.Workers, s *Settler) {
	river.AddWorker(workers, &settleWorker{settler: s})
}
