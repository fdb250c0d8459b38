package conflict

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/jobs"
)

// settleJob follows the decision of a case that is agreed, ruled, or overturned on appeal.
type settleJob struct {
	Case uuid.UUID `json:"case"`
}

// Kind names the job in its table.
func (settleJob) Kind() string { return "conflict_settle" }

// Jobs enqueues this domain's jobs. It is the Queue of Service.
type Jobs struct{ Client *jobs.Client }

// Settle has a case's decision followed.
func (j Jobs) Settle(ctx context.Context, tx pgx.Tx, caseID uuid.UUID) error {
	return j.Client.Insert(ctx, tx, settleJob{caseID})
}
