package sale

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const creditColumns = `c.distributor_id, c.id, c.case_id, c.remedy_id, c.month, c.product_id, c.product_line_id, c.territory_id, c.channel_type, c.amount,
	c.line_id, c.counters, c.booked_at, c.reversed_at`

// CreditFilter narrows credit entries; nil parts do not.
type CreditFilter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	CaseID        *uuid.UUID
	Counts        *bool // false: those that were taken back
}

func (f CreditFilter) where(sc scope.Scope, args map[string]any) string {
	parts := []string{sc.Where("c.distributor_id", args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.DistributorID != nil {
		add("c.distributor_id = @distributor", "distributor", *f.DistributorID)
	}
	if f.Period != nil {
		add("c.month >= @period_start", "period_start", f.Period.Start)
		add("c.month <= @period_last", "period_last", f.Period.Last())
	}
	if f.CaseID != nil {
		add("c.case_id = @case", "case", *f.CaseID)
	}
	if f.Counts != nil && *f.Counts {
		parts = append(parts, "c.reversed_at IS NULL")
	} else if f.Counts != nil {
		parts = append(parts, "c.reversed_at IS NOT NULL")
	}
	return strings.Join(parts, " AND ")
}

var creditOrder = []page.Column{{SQL: "c.booked_at", Type: "timestamptz"}, {SQL: "c.id", Type: "uuid"}}

func (c Credit) key() []string { return []string{c.BookedAt.Format(time.RFC3339Nano), c.ID.String()} }

// Credits lists the credit entries of the scope, latest first.
func (s *Service) Credits(ctx context.Context, sc scope.Scope, f CreditFilter, args page.Args) (page.Page[Credit], error) {
	r, err := page.Check(args, len(creditOrder))
	if err != nil {
		return page.Page[Credit]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Credit, error) {
		args := map[string]any{}
		where := f.where(sc, args)
		from, order, err := r.Keyset(true, args, creditOrder...)
		if err != nil {
			return nil, err
		}
		return postgres.Rows[Credit](tx.Query(ctx, "SELECT "+creditColumns+" FROM credit_entries c WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
	})
	if err != nil {
		return page.Page[Credit]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			args := map[string]any{}
			err = tx.QueryRow(ctx, "SELECT count(*) FROM credit_entries c WHERE "+f.where(sc, args), postgres.Args(args)).Scan(&n)
			return n, err
		})
	}
	return page.Make(r, rows, Credit.key, count), nil
}

// CreditsByID reads those of the ids that the scope reaches.
func (s *Service) CreditsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Credit, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Credit, error) {
		args := map[string]any{"ids": ids}
		return postgres.Rows[Credit](tx.Query(ctx, "SELECT "+creditColumns+" FROM credit_entries c WHERE c.id = ANY(@ids) AND "+sc.Where("c.distributor_id", args)+" ORDER BY c.id",
			postgres.Args(args)))
	})
}
