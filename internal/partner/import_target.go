package partner

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// TargetRow is a target in a file, by codes.
type TargetRow struct {
	Line        int `json:"-"`
	Distributor string
	Period      period.Period
	ProductLine string // empty for all together
	Amount      decimal.Decimal
}

func readTargets(r io.Reader, faults *sheet.Faults) ([]TargetRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("distributor"), sheet.Must("period"), sheet.May("product_line"), sheet.Must("amount"),
	}, faults)
	rows := make([]TargetRow, len(cells))
	for i, c := range cells {
		rows[i] = TargetRow{Line: c.Line, Distributor: c.Text("distributor"), Period: c.Period("period"),
			ProductLine: c.Text("product_line"), Amount: c.Decimal("amount")}
	}
	return rows, err
}

// ImportTargets sets the targets. What a file doesn't name stays as it is.
func (s *Service) ImportTargets(ctx context.Context, sc scope.Scope, rows []TargetRow) (Summary, error) {
	return s.importTargets(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importTargets(ctx context.Context, sc scope.Scope, rows []TargetRow, faults *sheet.Faults) (Summary, error) {
	done := Summary{Kind: "targets", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		names, err := loadNames(ctx, tx)
		if err != nil {
			return err
		}
		targets := planTargets(rows, names, faults)
		if err := refuseClosedTargets(ctx, tx, rows, faults); err != nil {
			return err
		}
		if err := faults.Err(); err != nil {
			return err
		}
		var touched []uuid.UUID
		if done.Added, done.Changed, touched, err = putTargets(ctx, tx, targets); err != nil {
			return fmt.Errorf("importing targets: %w", err)
		}
		if err := Touch(ctx, tx, touched...); err != nil {
			return err
		}
		return RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

func planTargets(rows []TargetRow, names names, faults *sheet.Faults) []Target {
	type key struct {
		distributor, line uuid.UUID
		periodKey
	}
	targets := make([]Target, 0, len(rows))
	seen := make(map[key]int, len(rows))
	for i, row := range rows {
		at := LineOf(row.Line, i)
		report := RowReport(faults, at)
		CheckAmount("amount", row.Amount, report)
		line := find(names.lines, report, "productLine", row.ProductLine)
		distributor := find(names.distributors, report, "distributor", row.Distributor)
		if distributor == nil || row.Period.Start.IsZero() {
			continue
		}
		k := key{distributor: *distributor, periodKey: keyOf(row.Period)}
		if line != nil {
			k.line = *line
		}
		if earlier, ok := seen[k]; ok {
			Repeated(report, "period", earlier)
			continue
		}
		seen[k] = at
		targets = append(targets, Target{typeid.New(), *distributor, row.Period, line, row.Amount})
	}
	return targets
}

// refuseClosedTargets notes the rows whose period is closed.
func refuseClosedTargets(ctx context.Context, tx pgx.Tx, rows []TargetRow, faults *sheet.Faults) error {
	known := map[period.Period]bool{}
	for i, row := range rows {
		closed, asked := known[row.Period]
		if !asked && !row.Period.Start.IsZero() {
			var err error
			if closed, err = periodClosed(ctx, tx, row.Period); err != nil {
				return err
			}
			known[row.Period] = closed
		}
		if closed {
			RowReport(faults, LineOf(row.Line, i))("period", "target.periodClosed", fault.Params{"period": row.Period.String()})
		}
	}
	return nil
}
