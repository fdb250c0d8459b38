package scorecard

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Filter says which scorecards to list; its zero value means all.
type Filter struct {
	Search string   // part of the distributor's code or name
	Tiers  []string // of these tiers alone
}

// Sort says how scorecards are listed: by the distributor's name unless told otherwise.
type Sort struct {
	ByRevenue  bool
	Descending bool
}

// row is a distributor with its sort keys.
type row struct {
	ID      uuid.UUID
	Name    string
	Revenue decimal.Decimal
}

func (s Sort) key(r row) []string {
	if s.ByRevenue {
		return []string{r.Revenue.String(), r.ID.String()}
	}
	return []string{r.Name, r.ID.String()}
}

const countSQL = `SELECT count(*) FROM distributors d WHERE `

// listByRevenueSQL is followed by the scope's condition and by listByRevenueEndSQL.
const listByRevenueSQL = `
SELECT d.id, d.name, coalesce(r.revenue, 0) AS revenue
FROM distributors d LEFT JOIN (
  SELECT s.distributor_id, sum(s.revenue) AS revenue FROM sales_by_line s
  WHERE s.month >= @from AND s.month < @until AND `

const listByRevenueEndSQL = ` GROUP BY 1) r ON r.distributor_id = d.id
WHERE `

const listByNameSQL = `SELECT d.id, d.name, 0::numeric AS revenue FROM distributors d WHERE `

// where composes the conditions of the filter.
func (f Filter) where(sc scope.Scope, a args) string {
	conditions := []string{sc.Where("d.id", a)}
	if f.Search != "" {
		a["search"] = "%" + likeText.Replace(f.Search) + "%"
		conditions = append(conditions, `concat_ws(E'\n', d.code, d.name, d.name_hant, d.name_hans) ILIKE @search`)
	}
	if len(f.Tiers) > 0 {
		a["tiers"] = f.Tiers
		conditions = append(conditions, `d.tier = ANY(@tiers)`)
	}
	return strings.Join(conditions, " AND ")
}

var likeText = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// readRows gives r.Limit+1 distributors in the direction of r.
func readRows(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, f Filter, s Sort, r page.Request) ([]row, error) {
	a := args{}
	sql, column := listByNameSQL, page.Column{SQL: "d.name", Type: "text"}
	if s.ByRevenue {
		a["from"], a["until"] = p.Start, p.Next()
		sql = listByRevenueSQL + sc.Where("s.distributor_id", a) + listByRevenueEndSQL
		column = page.Column{SQL: "coalesce(r.revenue, 0)", Type: "numeric"}
	}
	after, order, err := r.Keyset(s.Descending, a, column, page.Column{SQL: "d.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	sql += f.where(sc, a) + " AND " + after + " " + order
	return postgres.Rows[row](q.Query(ctx, sql, pgx.StrictNamedArgs(a)))
}

func countRows(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter) (n int, err error) {
	a := args{}
	sql := countSQL + f.where(sc, a)
	err = q.QueryRow(ctx, sql, pgx.StrictNamedArgs(a)).Scan(&n)
	return n, err
}
