package notify

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/jobs"
)

// mailJob sends one mail.
type mailJob struct{ Letter }

// Kind names the job in its table.
func (mailJob) Kind() string { return "notify_mail" }

// Jobs has mails sent by jobs. It is the MailQueue of Deliverer and Mailer.
type Jobs struct{ Client *jobs.Client }

// Mail adds a job for each letter.
func (j Jobs) Mail(ctx context.Context, tx pgx.Tx, letters []Letter) error {
	many := make([]river.JobArgs, len(letters))
	for i, l := range letters {
		many[i] = mailJob{l}
	}
	return j.Client.InsertMany(ctx, tx, many)
}

type mailWorker struct {
	river.WorkerDefaults[mailJob]
	mailer *Mailer
}

func (w *mailWorker) Work(ctx context.Context, job *river.Job[mailJob]) error {
	return w.mailer.Send(ctx, job.Args.Letter)
}

// Timeout bounds one attempt; a server that is away is tried again for three weeks, at growing intervals.
func (*mailWorker) Timeout(*river.Job[mailJob]) time.Duration { return time.Minute }

// Register adds the worker that sends mails.
func Register(workers *river.Workers, m *Mailer) { river.AddWorker(workers, &mailWorker{mailer: m}) }
