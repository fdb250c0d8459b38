package share

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/jobs"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// settle does what follows from how a lead stands: who accepted it gets to see the contact details, the other offers close, and with them what
// the others saw. Of a withdrawn or expired lead nothing stays open but what was accepted in time. It may run any number of times.
func settle(ctx context.Context, tx pgx.Tx, id uuid.UUID, now time.Time) error {
	l, err := loadLead(ctx, tx, id)
	if err != nil {
		return err
	}
	offers, err := postgres.Rows[Offer](tx.Query(ctx, "SELECT "+offerColumns+" FROM lead_offers o WHERE o.lead_id = @lead ORDER BY o.distributor_id FOR UPDATE", postgres.Args{"lead": id}))
	if err != nil {
		return err
	}
	var taken *Offer
	for i := range offers {
		if offers[i].State == Accepted {
			taken = &offers[i]
		}
	}
	over := taken != nil || l.WithdrawnAt != nil || !now.Before(l.AcceptUntil)
	var closing []uuid.UUID
	for _, o := range offers {
		if over && o.State == Offered {
			closing = append(closing, o.ID)
		}
	}
	b := &pgx.Batch{}
	b.Queue(`UPDATE lead_offers SET state = 'CLOSED', decided_at = @now WHERE id = ANY(@ids)`, postgres.Args{"ids": closing, "now": now})
	b.Queue(`UPDATE shares s SET revoked_at = @now WHERE s.lead_id = @lead AND s.revoked_at IS NULL AND (@withdrawn OR EXISTS (
		SELECT 1 FROM lead_offers o WHERE o.lead_id = @lead AND o.distributor_id = s.distributor_id AND o.state IN ('CLOSED', 'DECLINED')))`,
		postgres.Args{"lead": id, "now": now, "withdrawn": l.WithdrawnAt != nil})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	brand, err := brandOf(ctx, tx)
	if err != nil {
		return err
	}
	if len(closing) > 0 {
		if err := audit.Record(ctx, tx, audit.Entry{Organization: brand, Action: "lead.settle", SubjectType: "account", SubjectID: audit.ID(l.AccountID),
			After: map[string]any{"lead": l.NodeID(), "closedOffers": len(closing), "accepted": taken != nil}}); err != nil {
			return err
		}
	}
	if taken == nil || l.WithdrawnAt != nil {
		return nil
	}
	var opened bool
	if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM shares WHERE lead_id = @lead AND level = 'CONTACTS')`, postgres.Args{"lead": id}).Scan(&opened); err != nil || opened {
		return err
	}
	s := Share{DistributorID: taken.DistributorID, ID: typeid.New(), OwnerID: brand, AccountID: l.AccountID, GranteeID: taken.DistributorID, Level: Contacts,
		StartsOn: today(now), EndsOn: today(now).AddDate(0, 0, l.ShareDays), Reason: cut(l.Message), LeadID: &l.ID, GrantedBy: l.CreatedBy, GrantedAt: now}
	if err := insertShare(ctx, tx, s); err != nil {
		return err
	}
	return granted(ctx, tx, s)
}

// Settler settles leads in jobs. It works as portal_engine: it needs all offers of a lead.
type Settler struct {
	pool *postgres.Pool
	now  func() time.Time
}

// NewSettler makes the settler over portal_engine's pool.
func NewSettler(pool *postgres.Pool, now func() time.Time) *Settler {
	return &Settler{pool: pool, now: now}
}

// Settle does what follows from how a lead stands.
func (s *Settler) Settle(ctx context.Context, lead uuid.UUID) error {
	return s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return settle(ctx, tx, lead, s.now()) })
}

// settleJob settles a lead.
type settleJob struct {
	Lead uuid.UUID `json:"lead"`
}

// Kind names the job in its table.
func (settleJob) Kind() string { return "share_settle_lead" }

// Jobs enqueues this domain's jobs. It is the Queue of Service.
type Jobs struct{ Client *jobs.Client }

// SettleLead has what follows from a lead done, at once or at a time.
func (j Jobs) SettleLead(ctx context.Context, tx pgx.Tx, lead uuid.UUID, at time.Time) error {
	if at.IsZero() {
		return j.Client.Insert(ctx, tx, settleJob{lead})
	}
	return j.Client.InsertWith(ctx, tx, settleJob{lead}, &river.InsertOpts{ScheduledAt: at})
}

type settleWorker struct {
	river.WorkerDefaults[settleJob]
	settler *Settler
}

func (w *settleWorker) Work(ctx context.Context, job *river.Job[settleJob]) error {
	return w.settler.Settle(ctx, job.Args.Lead)
}

// Register adds this domain's workers.
func Register(workers *river.Workers, s *Settler) {
	river.AddWorker(workers, &settleWorker{settler: s})
}
