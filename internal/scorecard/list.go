package scorecard

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Filter says which scorecards to list; its zero value means all.
type Filter struct {
	Search       string   // part of the distributor's code or name
	Tiers        []string // of these tiers alone
	Distributors []uuid.UUID
	Grades       []string // as the cohort was last looked at
}

// MaxListed is how many distributors a Filter may name.
const MaxListed = 50

func (f Filter) check(fields *fault.Fields) {
	if len(f.Distributors) > MaxListed {
		fields.Add("filter.distributors", "list.tooLong", fault.Params{"max": MaxListed})
	}
}

// SortField is what scorecards are sorted by.
type SortField string

// The sort fields. The last three go by the standings, as the cohort was last looked at.
const (
	ByName         SortField = "NAME" // of the distributor
	ByRevenue      SortField = "REVENUE"
	ByComposite    SortField = "COMPOSITE"
	ByMetric       SortField = "METRIC"
	ByMetricChange SortField = "METRIC_CHANGE" // since the period before
)

// Sort says how scorecards are listed: by the distributor's name unless told otherwise. Those without the value that is
// sorted by come last in either direction.
type Sort struct {
	By         SortField
	Metric     string // for ByMetric and ByMetricChange
	Descending bool
}

func (s Sort) check(fields *fault.Fields) { s.checkAt("sort.field", "sort.metric", fields) }

// checkAt names what is wrong at the paths of the field and of the metric.
func (s Sort) checkAt(field, metric string, fields *fault.Fields) {
	switch s.By {
	case "", ByName, ByRevenue, ByComposite:
	case ByMetric, ByMetricChange:
		if s.Metric == "" {
			fields.Add(metric, "required", nil)
		} else if _, known := metrics[s.Metric]; !known {
			fields.Add(metric, "value.unknown", fault.Params{"value": s.Metric})
		}
	default:
		fields.Add(field, "value.unknown", fault.Params{"value": string(s.By)})
	}
}

// standing reports whether the sort goes by the standings.
func (s Sort) standing() bool {
	return s.By == ByComposite || s.By == ByMetric || s.By == ByMetricChange
}

// row is a distributor with its sort keys.
type row struct {
	ID    uuid.UUID
	Name  string
	Value decimal.NullDecimal
}

func (s Sort) key(r row) []string {
	switch {
	case s.standing():
		first := "0"
		if r.Value.Valid == s.Descending {
			first = "1"
		}
		return []string{first, r.Value.Decimal.String(), r.ID.String()}
	case s.By == ByRevenue:
		return []string{r.Value.Decimal.String(), r.ID.String()}
	}
	return []string{r.Name, r.ID.String()}
}

// keys is how many parts the key has.
func (s Sort) keys() int { return len(s.key(row{})) }

const countSQL = `SELECT count(*) FROM distributors d WHERE `

const listByNameSQL = `SELECT d.id, d.name, NULL::numeric AS value FROM distributors d WHERE `

// listByRevenueSQL is followed by the scope's condition and by listByRevenueEndSQL.
const listByRevenueSQL = `
SELECT d.id, d.name, coalesce(r.revenue, 0) AS value
FROM distributors d LEFT JOIN (
  SELECT s.distributor_id, sum(s.revenue) AS revenue FROM sales_by_line s
  WHERE s.month >= @from AND s.month < @until AND `

const listByRevenueEndSQL = ` GROUP BY 1) r ON r.distributor_id = d.id
WHERE `

// The value of the metric that is sorted by, from the standings s.
const (
	metricSQL       = `(s.metrics #>> ARRAY[@metric::text, 'value'])::numeric`
	metricChangeSQL = `(s.metrics #>> ARRAY[@metric::text, 'change'])::numeric`
)

// query begins the statement that lists in this order, and gives the columns that make its key.
func (s Sort) query(sc scope.Scope, p period.Period, a args) (sql string, columns []page.Column) {
	id := page.Column{SQL: "d.id", Type: "uuid"}
	if s.By == ByRevenue {
		a["from"], a["until"] = p.Start, p.Next()
		return listByRevenueSQL + sc.Where("s.distributor_id", a) + listByRevenueEndSQL, []page.Column{{SQL: "coalesce(r.revenue, 0)", Type: "numeric"}, id}
	}
	if !s.standing() {
		return listByNameSQL, []page.Column{{SQL: "d.name", Type: "text"}, id}
	}
	value := "s.composite"
	switch s.By {
	case ByMetric:
		value, a["metric"] = metricSQL, s.Metric
	case ByMetricChange:
		value, a["metric"] = metricChangeSQL, s.Metric
	}
	a["start"], a["kind"] = p.Start, string(p.Kind)
	last := "(" + value + " IS NULL)::int"
	if s.Descending {
		last = "(" + value + " IS NOT NULL)::int"
	}
	return `SELECT d.id, d.name, ` + value + ` AS value
		FROM distributors d LEFT JOIN standings s ON s.distributor_id = d.id AND s.start = @start AND s.kind = @kind WHERE `,
		[]page.Column{{SQL: last, Type: "int"}, {SQL: "coalesce(" + value + ", 0)", Type: "numeric"}, id}
}

// where composes the conditions of the filter.
func (f Filter) where(sc scope.Scope, p period.Period, a args) string {
	conditions := []string{sc.Where("d.id", a)}
	if f.Search != "" {
		a["search"] = "%" + likeText.Replace(f.Search) + "%"
		conditions = append(conditions, `concat_ws(E'\n', d.code, d.name, d.name_hant, d.name_hans) ILIKE @search`)
	}
	if len(f.Tiers) > 0 {
		a["tiers"] = f.Tiers
		conditions = append(conditions, `d.tier = ANY(@tiers)`)
	}
	if len(f.Distributors) > 0 {
		a["only"] = f.Distributors
		conditions = append(conditions, `d.id = ANY(@only)`)
	}
	if len(f.Grades) > 0 {
		a["grades"], a["graded_start"], a["graded_kind"] = f.Grades, p.Start, string(p.Kind)
		conditions = append(conditions, `EXISTS (SELECT FROM distributor_bands g
			WHERE g.distributor_id = d.id AND g.start = @graded_start AND g.kind = @graded_kind AND g.grade = ANY(@grades::text[]))`)
	}
	return strings.Join(conditions, " AND ")
}

var likeText = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// readRows gives r.Limit+1 distributors in the direction of r.
func readRows(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, f Filter, s Sort, r page.Request) ([]row, error) {
	a := args{}
	sql, columns := s.query(sc, p, a)
	after, order, err := r.Keyset(s.Descending, a, columns...)
	if err != nil {
		return nil, err
	}
	sql += f.where(sc, p, a) + " AND " + after + " " + order
	return postgres.Rows[row](q.Query(ctx, sql, postgres.Args(a)))
}

func countRows(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, f Filter) (n int, err error) {
	a := args{}
	sql := countSQL + f.where(sc, p, a)
	err = q.QueryRow(ctx, sql, postgres.Args(a)).Scan(&n)
	return n, err
}
