package sale

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/jobs"
)

// advanceJob moves a report along.
type advanceJob struct {
	Distributor uuid.UUID `json:"distributor"`
	Report      uuid.UUID `json:"report"`
}

// Kind names the job in its table.
func (advanceJob) Kind() string { return "sale_report_advance" }

// InsertOpts puts imports into a queue of their own, so that large files do not hold up small jobs. What can't go on
// is ended by Advance, which counts attempts without progress: a job must never give up before it.
func (advanceJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: jobs.QueueImport, MaxAttempts: 10_000}
}

// Jobs enqueues this domain's jobs. It is the Queue of Service and Worker.
type Jobs struct{ Client *jobs.Client }

// Advance enqueues the job that moves the report.
func (j Jobs) Advance(ctx context.Context, tx pgx.Tx, distributor, report uuid.UUID) error {
	return j.Client.Insert(ctx, tx, advanceJob{distributor, report})
}

// Export enqueues the job that writes the export.
func (j Jobs) Export(ctx context.Context, tx pgx.Tx, organization, export uuid.UUID) error {
	return j.Client.Insert(ctx, tx, exportJob{organization, export})
}

type advanceWorker struct {
	river.WorkerDefaults[advanceJob]
	worker *Worker
}

func (a *advanceWorker) Work(ctx context.Context, job *river.Job[advanceJob]) error {
	err := a.worker.Advance(ctx, job.Args.Distributor, job.Args.Report)
	if errors.Is(err, ErrBusy) {
		return river.JobSnooze(time.Second)
	}
	return err
}

// Timeout bounds the longest import: a million rows of a workbook take a few minutes.
func (a *advanceWorker) Timeout(*river.Job[advanceJob]) time.Duration { return 6 * time.Hour }

// NextRetry is soon: what fails an import without failing its report is a database that was away.
func (a *advanceWorker) NextRetry(*river.Job[advanceJob]) time.Time {
	return time.Now().Add(2 * time.Second)
}

type exportJob struct {
	Organization uuid.UUID `json:"organization"`
	Export       uuid.UUID `json:"export"`
}

// Kind names the job in its table.
func (exportJob) Kind() string { return "sale_export" }

type exportWorker struct {
	river.WorkerDefaults[exportJob]
	exporter *Exporter
}

func (e *exportWorker) Work(ctx context.Context, job *river.Job[exportJob]) error {
	return e.exporter.Write(ctx, job.Args.Organization, job.Args.Export)
}

// Timeout bounds the longest export.
func (e *exportWorker) Timeout(*river.Job[exportJob]) time.Duration { return time.Hour }

// Register adds this domain's workers.
func Register(workers *river.Workers, w *Worker, e *Exporter) {
	river.AddWorker(workers, &advanceWorker{worker: w})
	river.AddWorker(workers, &exportWorker{exporter: e})
}
