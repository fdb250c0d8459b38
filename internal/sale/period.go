package sale

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
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

// shareMonths keeps the months closed or open, as they are, for the transaction.
func shareMonths(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock_shared($1)`, periodsLock)
	return err
}

// HoldMonths puts the caller alone before whoever writes lines, and before others who close, open or restate months.
func HoldMonths(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, periodsLock)
	return err
}

// closedMonths gives the first days of the months that are closed to the distributor, and keeps them as they are for the
// transaction. A closed month that is being restated for it is open to it alone.
func closedMonths(ctx context.Context, tx pgx.Tx, distributor uuid.UUID) ([]time.Time, error) {
	b := &pgx.Batch{}
	b.Queue(`SELECT pg_advisory_xact_lock_shared($1)`, periodsLock)
	b.Queue(`SELECT p.month FROM accounting_periods p WHERE p.closed_at IS NOT NULL AND NOT EXISTS (
		  SELECT FROM restatements r WHERE r.distributor_id = $1 AND r.state = 'OPEN' AND r.span @> p.month)
		ORDER BY p.month`, distributor)
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

// refuseClosed returns Conflict naming the month when one of the days that the query gives lies in one that is closed to the distributor.
func refuseClosed(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, what, days string, args postgres.Args) error {
	closed, err := closedMonths(ctx, tx, distributor)
	if err != nil || len(closed) == 0 {
		return err
	}
	args = maps.Clone(args)
	args["closed"] = closed
	rows, err := tx.Query(ctx, `SELECT DISTINCT date_trunc('month', sale_date::timestamp)::date AS month FROM (`+days+`) d
		WHERE date_trunc('month', d.sale_date::timestamp)::date = ANY(@closed::date[]) ORDER BY 1 LIMIT 1`, args)
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
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Accounting, error) { return loadPeriods(ctx, q, start) })
}

func loadPeriods(ctx context.Context, tx postgres.Querier, p period.Period) ([]Accounting, error) {
	type row struct {
		Month    time.Time
		ClosedAt *time.Time
		ClosedBy *uuid.UUID
	}
	rows, err := postgres.Rows[row](tx.Query(ctx, `SELECT month, closed_at, closed_by FROM accounting_periods
		WHERE month >= @start AND month < @next ORDER BY month`, postgres.Args{"start": p.Start, "next": p.Next()}))
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

// CloseMonths closes the months of a period: no line of them is added, corrected or voided any more. It gives those that were
// open. The caller has held the months, knows that they are over, and freezes and audits in the same transaction.
func CloseMonths(ctx context.Context, tx pgx.Tx, p period.Period, by uuid.UUID, now time.Time) ([]time.Time, error) {
	rows, err := tx.Query(ctx, `INSERT INTO accounting_periods AS p (month, closed_at, closed_by)
		SELECT m::date, @now, @by FROM generate_series(@start::timestamp, @last::timestamp, interval '1 month') m
		ON CONFLICT (month) DO UPDATE SET closed_at = excluded.closed_at, closed_by = excluded.closed_by WHERE p.closed_at IS NULL
		RETURNING p.month`, postgres.Args{"start": p.Start, "last": p.Last(), "now": now, "by": by})
	if err != nil {
		return nil, fmt.Errorf("closing months: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[time.Time])
}

// RefuseUnderWay returns Conflict, naming one, while reports that have lines in the period are read in or taken back: the lines of one that fails
// or is cancelled would go after the period was closed, or restated. Reports are of one distributor, or of all. The caller has held the months.
func RefuseUnderWay(ctx context.Context, tx pgx.Tx, p period.Period, distributor *uuid.UUID) error {
	found, err := postgres.Rows[struct {
		ID       uuid.UUID
		FileName string
		Seller   string
		Reports  int
	}](tx.Query(ctx, `SELECT r.id, r.file_name, coalesce(d.code, o.name) AS seller, (count(*) OVER ())::int AS reports
		FROM sales_reports r JOIN organizations o ON o.id = r.distributor_id LEFT JOIN distributors d ON d.id = r.distributor_id
		WHERE r.state IN ('IMPORTING', 'CANCELLING') AND (@distributor::uuid IS NULL OR r.distributor_id = @distributor)
		  AND EXISTS (SELECT FROM sale_lines l WHERE l.distributor_id = r.distributor_id AND l.report_id = r.id AND l.voided_at IS NULL AND l.sale_date >= @start AND l.sale_date < @next)
		ORDER BY r.created_at, r.id LIMIT 1`, postgres.Args{"distributor": distributor, "start": p.Start, "next": p.Next()}))
	if err != nil {
		return fmt.Errorf("looking for reports that are under way: %w", err)
	}
	if len(found) == 0 {
		return nil
	}
	r := found[0]
	return fault.New(fault.Conflict, "period.reportUnderWay", fault.Params{"period": p.String(), "reports": r.Reports, "seller": r.Seller,
		"file": r.FileName, "report": typeid.Format(typeid.SalesReport, r.ID)})
}

// OpenMonth opens a closed month again, for whoever has held the months.
func OpenMonth(ctx context.Context, tx pgx.Tx, month time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE accounting_periods SET closed_at = NULL, closed_by = NULL WHERE month = @month`, postgres.Args{"month": month})
	if err != nil {
		return fmt.Errorf("opening a month: %w", err)
	}
	return nil
}
