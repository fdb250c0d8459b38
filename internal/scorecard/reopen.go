package scorecard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Reopening is a wish to open a closed month again. One person has it, another confirms it.
type Reopening struct {
	ID          uuid.UUID
	Month       time.Time
	Reason      string
	RequestedBy uuid.UUID
	RequestedAt time.Time
	EndedAt     *time.Time
}

// Period is the month that it is about.
func (r Reopening) Period() period.Period { return period.Of(period.Month, r.Month) }

// NodeID is the id that callers know it by.
func (r Reopening) NodeID() string { return typeid.Format(typeid.Reopening, r.ID) }

// mostReason is how long a reason can be.
const mostReason = 2000

// Reopen asks to open a closed month again; brand administrators are told. Returns Invalid for another period than a month and
// without a reason, Conflict for a month that is not closed or while such a wish waits.
func (s *Service) Reopen(ctx context.Context, sc scope.Scope, p period.Period, reason string) (sale.Accounting, error) {
	var fields fault.Fields
	if p.Kind != period.Month {
		fields.Add("period", "period.month", nil)
	}
	partner.CheckText("reason", reason, true, mostReason, fields.Add)
	if err := fields.Err(); err != nil {
		return sale.Accounting{}, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (out sale.Accounting, err error) {
		if err := sale.HoldMonths(ctx, tx); err != nil {
			return out, err
		}
		if out, err = loadMonth(ctx, tx, p); err != nil {
			return out, err
		}
		if out.ClosedAt == nil {
			return out, fault.New(fault.Conflict, "period.notClosed", fault.Params{"period": p.String()})
		}
		actor, _ := auth.ActorOf(ctx)
		r := Reopening{ID: typeid.New(), Month: p.Start, Reason: reason, RequestedBy: actor.User, RequestedAt: s.now()}
		_, err = tx.Exec(ctx, `INSERT INTO period_reopenings (id, month, reason, requested_by, requested_at) VALUES (@id, @month, @reason, @by, @at)`,
			postgres.Args{"id": r.ID, "month": r.Month, "reason": r.Reason, "by": r.RequestedBy, "at": r.RequestedAt})
		var refused *pgconn.PgError
		if errors.As(err, &refused) && refused.ConstraintName == "period_reopenings_waiting" {
			return out, fault.New(fault.Conflict, "reopening.waiting", fault.Params{"period": p.String()})
		}
		if err != nil {
			return out, fmt.Errorf("asking to open a month again: %w", err)
		}
		home, err := homeOf(ctx, tx, s.now())
		if err != nil {
			return out, err
		}
		err = notify.Post(ctx, tx, notify.Notice{Kind: "period.reopening", Subject: r.NodeID(), Params: map[string]any{"period": p.String()},
			To: []notify.Audience{{Organization: &home.ID, Roles: []string{"brand_admin"}}}})
		if err != nil {
			return out, err
		}
		return out, recordReopening(ctx, tx, home.ID, "period.askReopening", r)
	})
}

// ConfirmReopening opens the month that another person asked to open: its cards are reckoned anew from then on, and frozen as the next
// version when it is closed. Returns NotFound, Forbidden to who asked, and Conflict for a wish that has ended and while numbers of the
// month are restated.
func (s *Service) ConfirmReopening(ctx context.Context, sc scope.Scope, id uuid.UUID) (sale.Accounting, error) {
	return s.endReopening(ctx, sc, id, true)
}

// CancelReopening takes a wish back, or refuses it. Returns NotFound, and Conflict for one that has ended.
func (s *Service) CancelReopening(ctx context.Context, sc scope.Scope, id uuid.UUID) (sale.Accounting, error) {
	return s.endReopening(ctx, sc, id, false)
}

func (s *Service) endReopening(ctx context.Context, sc scope.Scope, id uuid.UUID, confirmed bool) (sale.Accounting, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (out sale.Accounting, err error) {
		if err := sale.HoldMonths(ctx, tx); err != nil {
			return out, err
		}
		r, err := loadReopening(ctx, tx, id)
		if err != nil {
			return out, err
		}
		actor, _ := auth.ActorOf(ctx)
		if err := r.mayEnd(actor.User, confirmed); err != nil {
			return out, err
		}
		action := "period.refuseReopening"
		if confirmed {
			action = "period.reopen"
			if err := refuseRestated(ctx, tx, r.Period()); err != nil {
				return out, err
			}
			if err := sale.OpenMonth(ctx, tx, r.Month); err != nil {
				return out, err
			}
		}
		_, err = tx.Exec(ctx, `UPDATE period_reopenings SET ended_by = @by, ended_at = @at, confirmed = @confirmed WHERE id = @id`,
			postgres.Args{"id": r.ID, "by": actor.User, "at": s.now(), "confirmed": confirmed})
		if err != nil {
			return out, fmt.Errorf("ending the wish to open a month: %w", err)
		}
		if confirmed {
			if err := partner.TouchShared(ctx, tx, partner.SharedPeriods); err != nil {
				return out, err
			}
		}
		home, err := homeOf(ctx, tx, s.now())
		if err != nil {
			return out, err
		}
		if err := recordReopening(ctx, tx, home.ID, action, r); err != nil {
			return out, err
		}
		return loadMonth(ctx, tx, r.Period())
	})
}

// mayEnd tells whether the person may confirm or refuse the wish: two persons open a month.
func (r Reopening) mayEnd(by uuid.UUID, confirmed bool) error {
	switch {
	case r.EndedAt != nil:
		return fault.New(fault.Conflict, "reopening.ended", nil)
	case confirmed && by == r.RequestedBy:
		return fault.New(fault.Forbidden, "reopening.samePerson", nil)
	}
	return nil
}

func recordReopening(ctx context.Context, tx pgx.Tx, brand uuid.UUID, action string, r Reopening) error {
	return audit.Record(ctx, tx, audit.Entry{Organization: brand, Action: action, SubjectType: "period", SubjectID: audit.ID(r.ID),
		After: map[string]any{"period": r.Period().String()}, Reason: r.Reason})
}

const reopeningColumns = `SELECT id, month, reason, requested_by, requested_at, ended_at FROM period_reopenings `

func loadReopening(ctx context.Context, q postgres.Querier, id uuid.UUID) (Reopening, error) {
	r, err := postgres.Row[Reopening](q.Query(ctx, reopeningColumns+`WHERE id = @id`, postgres.Args{"id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.Missing("reopening")
	}
	if err != nil {
		return r, fmt.Errorf("reading the wish to open a month: %w", err)
	}
	return r, nil
}

// Reopenings gives the wishes that wait, by the month's first day; none to whom they are not shown.
func (s *Service) Reopenings(ctx context.Context, sc scope.Scope) (map[time.Time]Reopening, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[time.Time]Reopening, error) {
		found, err := postgres.Rows[Reopening](tx.Query(ctx, reopeningColumns+`WHERE ended_at IS NULL ORDER BY month LIMIT 1000`, postgres.Args{}))
		out := make(map[time.Time]Reopening, len(found))
		for _, r := range found {
			out[r.Month] = r
		}
		return out, err
	})
}

// reopenedFor gives the reason of the reopening since the period's cards were frozen last; "" without one.
func reopenedFor(ctx context.Context, q postgres.Querier, p period.Period) (reason string, err error) {
	err = q.QueryRow(ctx, `SELECT coalesce((SELECT r.reason FROM period_reopenings r
		WHERE r.confirmed AND r.month >= @start AND r.month < @next
		  AND r.ended_at >= (SELECT max(v.frozen_at) FROM scorecard_versions v WHERE v.kind = @kind AND v.start = @start)
		ORDER BY r.ended_at DESC LIMIT 1), '')`, postgres.Args{"kind": string(p.Kind), "start": p.Start, "next": p.Next()}).Scan(&reason)
	if err != nil {
		err = fmt.Errorf("reading why %s was opened: %w", p, err)
	}
	return reason, err
}
