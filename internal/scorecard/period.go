package scorecard

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// mostClosing is how long it may take to close a period: a December of 5,000 distributors has 15,000 cards, with its quarter and its year.
const mostClosing = 10 * time.Minute

// ClosePeriod closes the months of a period that is over, and freezes their cards, and those of the quarters and years whose last
// open month that was, in one transaction. Once begun it goes on without its caller, whose connection may not last as long. Closing
// closed months freezes nothing. Returns Conflict when the period is not over where the brand is, and while a report with lines of it
// is being read in or taken back.
func (s *Service) ClosePeriod(ctx context.Context, sc scope.Scope, p period.Period) (sale.Accounting, error) {
	if err := ctx.Err(); err != nil {
		return sale.Accounting{}, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mostClosing)
	defer cancel()
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (sale.Accounting, error) {
		if err := s.closePeriod(ctx, tx, sc, p); err != nil {
			return sale.Accounting{}, err
		}
		return loadMonth(ctx, tx, period.Of(period.Month, p.Last()))
	})
}

func (s *Service) closePeriod(ctx context.Context, tx pgx.Tx, sc scope.Scope, p period.Period) error {
	home, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return err
	}
	if home.Today.Before(p.Next()) {
		return fault.New(fault.Conflict, "period.notOver", fault.Params{"period": p.String()})
	}
	if err := sale.HoldMonths(ctx, tx); err != nil {
		return err
	}
	if err := sale.RefuseUnderWay(ctx, tx, p, nil); err != nil {
		return err
	}
	actor, _ := auth.ActorOf(ctx)
	now := s.now()
	closed, err := sale.CloseMonths(ctx, tx, p, actor.User, now)
	if err != nil || len(closed) == 0 {
		return err
	}
	spans, err := closedWith(ctx, tx, closed)
	if err != nil {
		return err
	}
	for _, span := range spans {
		reason, err := reopenedFor(ctx, tx, span)
		if err != nil {
			return err
		}
		if err := freezeAll(ctx, tx, sc, span, freezing{At: now, By: actor.User, Reason: reason}); err != nil {
			return err
		}
	}
	if err := partner.TouchShared(ctx, tx, partner.SharedPeriods); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: home.ID, Action: "period.close", SubjectType: "period",
		After: map[string]any{"period": p.String(), "months": len(closed)}})
}

// closedWith gives the periods that the closing of the months has closed: themselves, and each quarter and year all of whose months are
// closed now. Shorter ones come first.
func closedWith(ctx context.Context, q postgres.Querier, months []time.Time) ([]period.Period, error) {
	var spans []period.Period
	for _, kind := range []period.Kind{period.Month, period.Quarter, period.Year} {
		for _, month := range months {
			if p := period.Of(kind, month); !slices.Contains(spans, p) {
				spans = append(spans, p)
			}
		}
	}
	var out []period.Period
	for _, p := range spans {
		closed, err := isClosed(ctx, q, p)
		if err != nil {
			return nil, err
		}
		if closed {
			out = append(out, p)
		}
	}
	return out, nil
}

// isClosed tells whether all months of the period are closed.
func isClosed(ctx context.Context, q postgres.Querier, p period.Period) (closed bool, err error) {
	err = q.QueryRow(ctx, `SELECT count(*) = @months::int FROM accounting_periods WHERE closed_at IS NOT NULL AND month >= @start AND month < @next`,
		postgres.Args{"months": p.Months(), "start": p.Start, "next": p.Next()}).Scan(&closed)
	if err != nil {
		err = fmt.Errorf("reading whether %s is closed: %w", p, err)
	}
	return closed, err
}

// loadMonth reads a month's state.
func loadMonth(ctx context.Context, q postgres.Querier, month period.Period) (sale.Accounting, error) {
	found, err := postgres.Rows[struct {
		ClosedAt *time.Time
		ClosedBy *uuid.UUID
	}](q.Query(ctx, `SELECT closed_at, closed_by FROM accounting_periods WHERE month = @month ORDER BY 1`, postgres.Args{"month": month.Start}))
	out := sale.Accounting{Period: month}
	if len(found) > 0 {
		out.ClosedAt, out.ClosedBy = found[0].ClosedAt, found[0].ClosedBy
	}
	return out, err
}

// home is the brand and its calendar day.
type home struct {
	ID    uuid.UUID
	Today time.Time
}

func homeOf(ctx context.Context, q postgres.Querier, now time.Time) (home, error) {
	h, err := postgres.Row[home](q.Query(ctx, `SELECT brand_id AS id, (@now::timestamptz AT TIME ZONE time_zone)::date AS today FROM brand_settings ORDER BY 1`,
		postgres.Args{"now": now}))
	if err != nil {
		err = fmt.Errorf("reading the brand's settings: %w", err)
	}
	return h, err
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
