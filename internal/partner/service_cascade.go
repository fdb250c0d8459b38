package partner

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// CascadePreview says how the target would be spread; nothing is kept. The faults are those of Cascade.
func (s *Service) CascadePreview(ctx context.Context, sc scope.Scope, c Cascade) (parts []CascadePart, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := c.checkIn(ctx, tx, sc); err != nil {
			return err
		}
		parts, _, err = c.plan(ctx, tx, sc)
		return err
	})
	return parts, err
}

// CascadeTarget spreads a year's target over its months, so that month, quarter and year agree. It is audited as one change; what is so
// already stays as it is. Returns NotFound for a distributor out of scope, Invalid with the fields at fault (also when closed months
// have more than the amount), and Conflict when the whole year is closed.
func (s *Service) CascadeTarget(ctx context.Context, sc scope.Scope, c Cascade) (parts []CascadePart, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := c.checkIn(ctx, tx, sc); err != nil {
			return err
		}
		// The version's row lock puts those who set one distributor's targets in a row.
		if err := Touch(ctx, tx, c.DistributorID); err != nil {
			return err
		}
		var rows []Target
		if parts, rows, err = c.plan(ctx, tx, sc); err != nil {
			return err
		}
		return c.apply(ctx, tx, parts, rows)
	})
	return parts, err
}

func (c Cascade) check() error {
	var fields fault.Fields
	checkYear(c.Year, fields.Add)
	CheckAmount("amount", c.Amount, fields.Add)
	return fields.Err()
}

func (c Cascade) checkIn(ctx context.Context, tx pgx.Tx, sc scope.Scope) error {
	if _, err := LoadDistributor(ctx, tx, sc, c.DistributorID); err != nil {
		return err
	}
	ok, err := lineExists(ctx, tx, c.ProductLineID)
	if err != nil || ok {
		return err
	}
	var fields fault.Fields
	fields.Add("productLineId", "productLine.notFound", nil)
	return fields.Err()
}

// plan gives the parts, and the year's targets of the distributor as they are.
func (c Cascade) plan(ctx context.Context, q postgres.Querier, sc scope.Scope) ([]CascadePart, []Target, error) {
	year := yearOf(c.Year)
	rows, err := loadTargetRows(ctx, q, sc, []uuid.UUID{c.DistributorID}, year.Start, year.Next())
	if err != nil {
		return nil, nil, err
	}
	ofLine := rows
	if c.ProductLineID != nil {
		ofLine = nil
		for _, t := range rows {
			if sameLine(t.ProductLineID, c.ProductLineID) {
				ofLine = append(ofLine, t)
			}
		}
	}
	months, err := closedMonths(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	var closed [12]bool
	for _, m := range months {
		if m.Year() == c.Year {
			closed[m.Month()-1] = true
		}
	}
	var weights [12]decimal.Decimal
	if c.Shape == AsLastYear {
		if weights, err = monthlyRevenue(ctx, q, sc, c.DistributorID, c.ProductLineID, year.LastYear().Start); err != nil {
			return nil, nil, err
		}
	}
	parts, err := c.spread(NewTargetSet(ofLine), closed, weights)
	return parts, rows, err
}

// apply writes what the parts change.
func (c Cascade) apply(ctx context.Context, tx pgx.Tx, parts []CascadePart, rows []Target) error {
	set, gone := c.changes(parts, rows)
	if len(set)+len(gone) == 0 {
		return nil
	}
	for _, t := range gone {
		if err := deleteTarget(ctx, tx, t); err != nil {
			return fmt.Errorf("removing a target: %w", err)
		}
	}
	for i := range set {
		set[i].ID = typeid.New()
	}
	if _, _, _, err := putTargets(ctx, tx, set); err != nil {
		return fmt.Errorf("spreading a target: %w", err)
	}
	before, after := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
	for _, t := range rows {
		if sameLine(t.ProductLineID, c.ProductLineID) {
			before[t.Period.String()] = t.Amount
		}
	}
	for _, t := range set {
		after[t.Period.String()] = t.Amount
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: c.DistributorID, Action: "target.cascade", SubjectType: "target",
		Before: map[string]any{"targets": before}, After: map[string]any{"cascade": c, "targets": after}})
}

// monthlyRevenue gives the distributor's revenue of the line, of all lines for nil, in each of twelve months from start. The rollup is the sale
// domain's: it is read here alone, and in this one way.
func monthlyRevenue(ctx context.Context, q postgres.Querier, sc scope.Scope, distributor uuid.UUID, line *uuid.UUID, start time.Time) (months [12]decimal.Decimal, err error) {
	type row struct {
		Month   time.Time
		Revenue decimal.Decimal
	}
	args := postgres.Args{"distributor": distributor, "line": line, "from": start, "until": start.AddDate(1, 0, 0)}
	rows, err := postgres.Rows[row](q.Query(ctx, `SELECT s.month, sum(s.revenue) AS revenue FROM sales_by_line s
		WHERE s.distributor_id = @distributor AND s.month >= @from AND s.month < @until AND (@line::uuid IS NULL OR s.product_line_id = @line) AND `+
		sc.Where("s.distributor_id", args)+` GROUP BY 1 ORDER BY 1`, args))
	for _, r := range rows {
		months[r.Month.Month()-1] = r.Revenue
	}
	if err != nil {
		return months, fmt.Errorf("reading the revenue by month: %w", err)
	}
	return months, nil
}
