package scorecard

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Overview is how all distributors of a scope do together, in the base currency.
type Overview struct {
	Period       period.Period
	Currency     string
	Distributors int // active ones
	Revenue      decimal.Decimal
	Target       decimal.NullDecimal // the sum of the distributors'
	LastYear     decimal.Decimal
	Months       []OverviewMonth // the twelve of the year that the period lies in
	Rose, Fell   []Change        // against the period before; five each at most, the largest first
	Missing      []uuid.UUID     // active, and nothing reported for the last month due; twenty at most, the largest first
	MissingCount int
}

// OverviewMonth is one month of an Overview.
type OverviewMonth struct {
	Period   period.Period
	Revenue  decimal.Decimal
	Target   decimal.NullDecimal
	LastYear decimal.Decimal
}

// Change is how a distributor's revenue moved against the period before.
type Change struct {
	DistributorID uuid.UUID
	Revenue       decimal.Decimal
	Before        decimal.Decimal
}

const activeSQL = `SELECT count(*) AS n FROM distributors d WHERE d.status = 'ACTIVE' AND `

// sellers leaves the brand's own direct sales out.
const sellers = `s.distributor_id <> (SELECT brand_id FROM brand_settings)`

// The few sums are sorted, not the many rows: hence the CTE.
const monthsSQL = `
WITH months AS MATERIALIZED (
  SELECT s.month, sum(s.revenue) AS revenue FROM sales_by_line s WHERE s.month >= @since AND s.month < @until AND ` + sellers + ` AND `

const monthsEndSQL = ` GROUP BY 1
)
SELECT month, revenue FROM months ORDER BY 1`

const changesSQL = `
WITH moved AS (
  SELECT s.distributor_id, coalesce(sum(s.revenue) FILTER (WHERE s.month >= @from), 0) AS revenue,
    coalesce(sum(s.revenue) FILTER (WHERE s.month < @from), 0) AS before
  FROM sales_by_line s WHERE s.month >= @since AND s.month < @until AND ` + sellers + ` AND `

const changesEndSQL = ` GROUP BY 1
)
(SELECT distributor_id, revenue, before FROM moved WHERE revenue > before ORDER BY revenue - before DESC, distributor_id LIMIT 5)
UNION ALL
(SELECT distributor_id, revenue, before FROM moved WHERE revenue < before ORDER BY revenue - before, distributor_id LIMIT 5)`

// A distributor's size is its revenue in the twelve months up to the one that is missing. The month is
// materialised, for a condition with a function in it would be kept from the index by row security.
const missingSQL = `
WITH due AS MATERIALIZED (
  SELECT (date_trunc('month', today) - CASE WHEN extract(day FROM today) > report_due_day THEN interval '1 month' ELSE interval '2 months' END)::date AS month
  FROM (SELECT @now::timestamptz AT TIME ZONE time_zone AS today, report_due_day FROM brand_settings) b
), missing AS (
  SELECT d.id, due.month FROM distributors d CROSS JOIN due
  WHERE d.status = 'ACTIVE' AND d.joined_on < due.month + interval '1 month' AND (d.left_on IS NULL OR d.left_on >= due.month)
    AND NOT EXISTS (SELECT FROM reported_months r WHERE r.distributor_id = d.id AND r.month = due.month AND r.lines > 0) AND `

const missingEndSQL = `
)
SELECT m.id, count(*) OVER () AS n FROM missing m
ORDER BY (SELECT coalesce(sum(s.revenue), 0) FROM sales_by_line s
  WHERE s.distributor_id = m.id AND s.month > m.month - interval '1 year' AND s.month <= m.month) DESC, m.id LIMIT 20`

type sumRow struct {
	Kind   string
	Start  time.Time
	Amount decimal.Decimal
}

type monthRow struct {
	Month   time.Time
	Revenue decimal.Decimal
}

// readOverview gives the overview in one round trip of six statements.
func readOverview(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, now time.Time) (Overview, error) {
	year := period.Of(period.Year, p.Start)
	o := Overview{Period: p}
	var brand Brand
	revenues, targets := map[time.Time]decimal.Decimal{}, map[sumOf]decimal.Decimal{}
	b := &batch{sc: sc}
	b.plain(brandSQL, args{"now": now}, one(&brand, "the brand has no settings yet"))
	b.scoped(activeSQL, "d.id", ``, args{}, each(func(r struct{ N int }) { o.Distributors = r.N }))
	b.scoped(monthsSQL, "s.distributor_id", monthsEndSQL, args{"since": year.LastYear().Start, "until": year.Next()},
		each(func(r monthRow) { revenues[r.Month] = r.Revenue }))
	b.scoped(targetsSQL, "t.distributor_id", targetsOfKindSQL+
		`SELECT kind, start, sum(amount) AS amount FROM resolved GROUP BY 1, 2 ORDER BY 1, 2`, args{"from": year.Start, "until": year.Next()},
		each(func(r sumRow) { targets[sumOf{period.Kind(r.Kind), r.Start}] = r.Amount }))
	b.scoped(changesSQL, "s.distributor_id", changesEndSQL, args{"since": p.Shift(-1).Start, "from": p.Start, "until": p.Next()}, each(o.moved))
	b.scoped(missingSQL, "d.id", missingEndSQL, args{"now": now}, each(func(r struct {
		ID uuid.UUID
		N  int
	}) {
		o.Missing, o.MissingCount = append(o.Missing, r.ID), r.N
	}))
	if err := b.send(ctx, q); err != nil {
		return Overview{}, err
	}
	o.Currency = brand.Currency
	o.fill(year, revenues, targets)
	return o, nil
}

type sumOf struct {
	kind  period.Kind
	start time.Time
}

// moved takes a row of changesSQL, those that rose first and each in its order.
func (o *Overview) moved(c Change) {
	if c.Revenue.GreaterThan(c.Before) {
		o.Rose = append(o.Rose, c)
	} else {
		o.Fell = append(o.Fell, c)
	}
}

// fill sums the months up: those of the period and its twin a year before lie within both years.
func (o *Overview) fill(year period.Period, revenues map[time.Time]decimal.Decimal, targets map[sumOf]decimal.Decimal) {
	target := func(p period.Period) decimal.NullDecimal {
		amount, set := targets[sumOf{p.Kind, p.Start}]
		return decimal.NullDecimal{Decimal: amount, Valid: set}
	}
	o.Target = target(o.Period)
	for month := (period.Period{Kind: period.Month, Start: year.Start}); year.Holds(month.Start); month = month.Shift(1) {
		m := OverviewMonth{month, revenues[month.Start], target(month), revenues[month.LastYear().Start]}
		o.Months = append(o.Months, m)
		if o.Period.Holds(month.Start) {
			o.Revenue, o.LastYear = o.Revenue.Add(m.Revenue), o.LastYear.Add(m.LastYear)
		}
	}
}
