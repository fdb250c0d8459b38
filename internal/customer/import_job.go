package customer

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/jobs"
)

// importJob moves an import along.
type importJob struct {
	Owner  uuid.UUID `json:"owner"`
	Import uuid.UUID `json:"import"`
}

// Kind names the job in its table.
func (importJob) Kind() string { return "customer_import" }

// InsertOpts puts imports into the queue of imports. What can't go on is ended by Advance, which counts attempts
// without progress: a job must never give up before it.
func (importJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: jobs.QueueImport, MaxAttempts: 10_000}
}

// Import enqueues the job that moves the import.
func (j Jobs) Import(ctx context.Context, tx pgx.Tx, owner, id uuid.UUID) error {
	return j.Client.Insert(ctx, tx, importJob{owner, id})
}

type importRunner struct {
	river.WorkerDefaults[importJob]
	worker *ImportWorker
}

func (r *importRunner) Work(ctx context.Context, job *river.Job[importJob]) error {
	err := r.worker.Advance(ctx, job.Args.Owner, job.Args.Import)
	if errors.Is(err, ErrImportBusy) {
		return river.JobSnooze(time.Second)
	}
	return err
}

// Timeout bounds the longest import.
func (r *importRunner) Timeout(*river.Job[importJob]) time.Duration { return 6 * time.Hour }

// NextRetry is soon: what fails a job without failing its import is a database that was away.
func (r *importRunner) NextRetry(*river.Job[importJob]) time.Time {
	return time.Now().Add(2 * time.Second)
}

// RegisterImports adds the worker of account lists.
func RegisterImports(workers *river.Workers, w *ImportWorker) {
	river.AddWorker(workers, &importRunner{worker: w})
}
