package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Accounting is a period's state for accounting: once closed, its numbers do not move.
type Accounting struct {
	Period   period.Period
	ClosedAt *time.Time
	ClosedBy *uuid.UUID
}

// periodsLock is the advisory lock that lets writers of lines and closers of months wait for each other:
// writers share it.
const periodsLock = 7_302_417

// closedMonths gives the first days of all closed months, and keeps them as they are for the transaction.
func closedMonths(ctx context.Context, tx pgx.Tx) ([]time.Time, error) {
	b := &pgx.Batch{}
	b.Queue(`SELECT pg_advisory_xact_lock_shared($1)`, periodsLock)
	b.Queue(`SELECT month FROM accounting_periods WHERE closed_at IS NOT NULL ORDER BY month`)
	results := tx.SendBatch(ctx, b)
	defer results.Close()
	if _, err := results.Exec(); err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[time.Time])
}

// refuseClosed returns Conflict naming the month when one of the days that the query gives lies in a closed one.
func refuseClosed(ctx context.Context, tx pgx.Tx, what, days string, args pgx.StrictNamedArgs) error {
	closed, err := closedMonths(ctx, tx)
	if err != nil || len(closed) == 0 {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT DISTINCT date_trunc('month', sale_date)::date AS month FROM (`+days+`) d
		JOIN accounting_periods p ON p.month = date_trunc('month', d.sale_date)::date AND p.closed_at IS NOT NULL ORDER BY 1 LIMIT 1`, args)
	if err != nil {
		return err
	}
	months, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
	if err == nil && len(months) > 0 {
		err = fault.New(fault.Conflict, what+".monthClosed", fault.Params{"month": months[0].Format("2006-01")})
	}
	return err
}

// Periods gives the twelve months of a year.
func (s *Service) Periods(ctx context.Context, sc scope.Scope, year int) ([]Accounting, error) {
	if year < period.FirstYear || year > period.LastYear {
		var fields fault.Fields
		fields.Add("year", "scalar.period", fault.Params{"value": year})
		return nil, fields.Err()
	}
	start := period.Of(period.Year, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Accounting, error) { return loadPeriods(ctx, tx, start) })
}

func loadPeriods(ctx context.Context, tx pgx.Tx, p period.Period) ([]Accounting, error) {
	type row struct {
		Month    time.Time
		ClosedAt *time.Time
		ClosedBy *uuid.UUID
	}
	rows, err := postgres.Rows[row](tx.Query(ctx, `SELECT month, closed_at, closed_by FROM accounting_periods
		WHERE month >= @start AND month < @next ORDER BY month`, pgx.StrictNamedArgs{"start": p.Start, "next": p.Next()}))
	if err != nil {
		return nil, err
	}
	out := make([]Accounting, p.Months())
	for i := range out {
		out[i].Period = period.Of(period.Month, p.Start.AddDate(0, i, 0))
		for _, r := range rows {
			if r.Month.Equal(out[i].Period.Start) {
				out[i].ClosedAt, out[i].ClosedBy = r.ClosedAt, r.ClosedBy
			}
		}
	}
	return out, nil
}

// ClosePeriod closes the months of a period that is over: no line of them is added, corrected or voided any more.
// Closing a closed month changes nothing. Returns Conflict when the period is not over in the brand's time zone.
func (s *Service) ClosePeriod(ctx context.Context, sc scope.Scope, p period.Period) (Accounting, error) {
	return s.setClosed(ctx, sc, p, true, "")
}

// ReopenPeriod opens the months of a period again. Returns Invalid without a reason.
func (s *Service) ReopenPeriod(ctx context.Context, sc scope.Scope, p period.Period, reason string) (Accounting, error) {
	if reason == "" {
		var fields fault.Fields
		fields.Add("reason", "required", nil)
		return Accounting{}, fields.Err()
	}
	return s.setClosed(ctx, sc, p, false, reason)
}

func (s *Service) setClosed(ctx context.Context, sc scope.Scope, p period.Period, closed bool, reason string) (Accounting, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Accounting, error) {
		out := Accounting{Period: p}
		settings, err := partner.LoadSettings(ctx, tx)
		if err != nil {
			return out, err
		}
		if closed && dayAt(s.now(), settings.TimeZone).Before(p.Next()) {
			return out, fault.New(fault.Conflict, "period.notOver", fault.Params{"period": p.String()})
		}
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, periodsLock); err != nil {
			return out, err
		}
		actor, _ := auth.ActorOf(ctx)
		now, action := s.now(), "period.close"
		set := `INSERT INTO accounting_periods AS p (month, closed_at, closed_by)
			SELECT m::date, @now, @by FROM generate_series(@start::timestamp, @last::timestamp, interval '1 month') m
			ON CONFLICT (month) DO UPDATE SET closed_at = excluded.closed_at, closed_by = excluded.closed_by WHERE p.closed_at IS NULL`
		args := pgx.StrictNamedArgs{"start": p.Start, "last": p.Last(), "now": now, "by": actor.User}
		if !closed {
			action = "period.reopen"
			set = `UPDATE accounting_periods SET closed_at = NULL, closed_by = NULL WHERE month BETWEEN @start AND @last AND closed_at IS NOT NULL`
			args = pgx.StrictNamedArgs{"start": p.Start, "last": p.Last()}
		}
		tag, err := tx.Exec(ctx, set, args)
		if err != nil {
			return out, fmt.Errorf("%s: %w", action, err)
		}
		if tag.RowsAffected() > 0 {
			err := audit.Record(ctx, tx, audit.Entry{Organization: settings.BrandID, Action: action, SubjectType: "period",
				After: map[string]any{"period": p.String(), "months": tag.RowsAffected()}, Reason: reason})
			if err != nil {
				return out, err
			}
		}
		months, err := loadPeriods(ctx, tx, p)
		if err != nil {
			return out, err
		}
		if closed {
			out.ClosedAt, out.ClosedBy = months[0].ClosedAt, months[0].ClosedBy
		}
		return out, nil
	})
}
