package feedback

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/workday"
)

// Limiter bounds how often something is done.
type Limiter interface {
	Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration)
}

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's row is NotFound.
type Service struct {
	pool      *postgres.Pool
	uploads   *sale.Service
	limiter   Limiter
	publicURL string
	now       func() time.Time
}

// New makes the service over portal_app's pool. Links lead to the public address; files to import are read from uploads.
func New(pool *postgres.Pool, uploads *sale.Service, limiter Limiter, publicURL string, now func() time.Time) *Service {
	return &Service{pool: pool, uploads: uploads, limiter: limiter, publicURL: publicURL, now: now}
}

// today is the brand's day.
func (s *Service) today(ctx context.Context, q postgres.Querier) (time.Time, error) {
	cal, err := workday.Load(ctx, q)
	return cal.Today(s.now()), err
}

// Record writes an answer down. A repeated key gives the first one again. Returns Invalid naming what is wrong, NotFound for a distributor or account
// out of reach, and Conflict for an account that was erased.
func (s *Service) Record(ctx context.Context, sc scope.Scope, key *string, n NewFeedback) (out Feedback, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "recordFeedback", key, n, func() (uuid.UUID, error) { return s.record(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		out, err = load(ctx, tx, sc, id, false)
		return err
	})
	return out, err
}

func (s *Service) record(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewFeedback) (uuid.UUID, error) {
	today, err := s.today(ctx, tx)
	if err != nil {
		return uuid.Nil, err
	}
	if err := n.check(today); err != nil {
		return uuid.Nil, err
	}
	if _, err := partner.LoadDistributor(ctx, tx, sc, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	if n.AccountID != nil {
		if n.AccountID, err = accountOf(ctx, tx, sc, n.DistributorID, *n.AccountID); err != nil {
			return uuid.Nil, err
		}
	}
	f := Feedback{DistributorID: n.DistributorID, ID: typeid.New(), AccountID: n.AccountID, RespondedOn: n.RespondedOn, CSAT: n.CSAT, NPS: n.NPS, Comment: n.Comment,
		Source: Recorded, RecordedBy: actorOf(ctx)}
	if _, err := insert(ctx, tx, []added{{Feedback: f}}); err != nil {
		return uuid.Nil, err
	}
	return f.ID, changed(ctx, tx, f, "feedback.record", "")
}

// accountOf gives the account of the distributor that stands for the one named.
func accountOf(ctx context.Context, tx pgx.Tx, sc scope.Scope, distributor, id uuid.UUID) (*uuid.UUID, error) {
	a, err := customer.Load(ctx, tx, sc, id)
	switch {
	case err != nil:
		return nil, err
	case a.DistributorID != distributor:
		var fields fault.Fields
		fields.Add("input.accountId", "feedback.otherDistributor", nil)
		return nil, fields.Err()
	case a.ErasedAt != nil:
		return nil, fault.New(fault.Conflict, "account.gone", nil)
	case a.MergedInto != nil:
		return a.MergedInto, nil
	}
	return &a.ID, nil
}

// changed notes what was done to an answer: its marks, never its words.
func changed(ctx context.Context, tx pgx.Tx, f Feedback, action, reason string) error {
	says := map[string]any{"source": f.Source, "respondedOn": f.RespondedOn.Format(time.DateOnly), "csat": f.CSAT, "nps": f.NPS}
	e := audit.Entry{Organization: f.DistributorID, Action: action, SubjectType: "feedback", SubjectID: audit.ID(f.ID), Reason: reason}
	if f.WithdrawnAt == nil {
		e.After = says
	} else {
		e.Before = says
	}
	if err := audit.Record(ctx, tx, e); err != nil {
		return err
	}
	return partner.Touch(ctx, tx, f.DistributorID)
}

func actorOf(ctx context.Context) *uuid.UUID {
	if actor, ok := auth.ActorOf(ctx); ok {
		return &actor.User
	}
	return nil
}

// Withdraw takes an answer back that was a mistake: it counts no more. Withdrawing it again changes nothing. Returns NotFound, Invalid without a reason.
func (s *Service) Withdraw(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (out Feedback, err error) {
	if err := checkReason(reason); err != nil {
		return out, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = load(ctx, tx, sc, id, true); err != nil || out.WithdrawnAt != nil {
			return err
		}
		now := s.now().Truncate(time.Microsecond) // as the database keeps it
		if _, err := tx.Exec(ctx, `UPDATE feedback SET withdrawn_at = @now WHERE distributor_id = @distributor AND id = @id`,
			postgres.Args{"now": now, "distributor": out.DistributorID, "id": id}); err != nil {
			return err
		}
		out.WithdrawnAt = &now
		return changed(ctx, tx, out, "feedback.withdraw", reason)
	})
	return out, err
}

// Feedback lists answers, those of the latest day first, withdrawn ones too.
func (s *Service) Feedback(ctx context.Context, sc scope.Scope, f Filter, args page.Args) (page.Page[Feedback], error) {
	r, err := page.Check(args, len(latestFirst))
	if err != nil {
		return page.Page[Feedback]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Feedback, error) { return list(ctx, tx, sc, f, r) })
	if err != nil {
		return page.Page[Feedback]{}, err
	}
	return page.Make(r, rows, func(f Feedback) []string { return []string{f.RespondedOn.Format(time.DateOnly), f.ID.String()} }, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return count(ctx, tx, sc, f) })
	}), nil
}

// ByIDs reads those of the answers that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Feedback, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Feedback, error) { return byID(ctx, tx, sc, ids) })
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
