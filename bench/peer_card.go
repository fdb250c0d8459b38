package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// cardSQL is all that a card of eight metrics and eight quarters is made of, from the same rollups, as one JSON text: $1 the distributor, $2 the quarter.
const cardSQL = `
WITH q AS MATERIALIZED (
  SELECT s::date AS start, (s + interval '3 months')::date AS next FROM generate_series($2::date - interval '21 months', $2::date, interval '3 months') s
), sales AS MATERIALIZED (
  SELECT date_trunc('quarter', s.month::timestamp)::date AS start, sum(s.lines) AS lines, sum(s.revenue) AS revenue,
    count(DISTINCT s.product_line_id) FILTER (WHERE s.lines > 0) AS sold
  FROM sales_by_line s WHERE s.distributor_id = $1 AND s.month >= $2::date - interval '33 months' AND s.month < $2::date + interval '3 months' GROUP BY 1
), said AS (
  SELECT t.kind, t.start, coalesce(max(t.amount) FILTER (WHERE t.product_line_id IS NULL), sum(t.amount) FILTER (WHERE t.product_line_id IS NOT NULL)) AS amount
  FROM targets t WHERE t.distributor_id = $1 AND t.start >= $2::date - interval '21 months' AND t.start < $2::date + interval '3 months' GROUP BY 1, 2
), target AS (
  SELECT start, coalesce(s.amount, m.amount) AS amount FROM (SELECT start, amount FROM said WHERE kind = 'quarter') s
  FULL JOIN (SELECT date_trunc('quarter', start::timestamp)::date AS start, sum(amount) AS amount FROM said WHERE kind = 'month' GROUP BY 1) m USING (start)
), months AS (
  SELECT m::date AS month, ((m + interval '1 month')::date + b.report_due_day)::timestamp AT TIME ZONE b.time_zone AS due
  FROM brand_settings b, generate_series($2::date - interval '21 months', $2::date + interval '2 months', interval '1 month') m
), timely AS (
  SELECT date_trunc('quarter', m.month::timestamp)::date AS start, count(*) AS due, count(*) FILTER (WHERE r.reported_at < m.due) AS on_time
  FROM distributors d JOIN months m ON m.due <= now() AND m.month >= date_trunc('month', d.joined_on::timestamp) AND (d.left_on IS NULL OR m.month <= d.left_on)
  LEFT JOIN reported_months r ON r.distributor_id = $1 AND r.month = m.month AND r.lines > 0 WHERE d.id = $1 GROUP BY 1
), quality AS (
  SELECT date_trunc('quarter', month::timestamp)::date AS start, sum(accepted) AS accepted, sum(rejected) AS rejected
  FROM quality_months WHERE distributor_id = $1 AND month >= $2::date - interval '21 months' AND month < $2::date + interval '3 months' GROUP BY 1
), assigned AS (
  SELECT q.start, CASE WHEN bool_or(a.product_line_id IS NULL) THEN (SELECT count(*) FROM product_lines) ELSE count(DISTINCT a.product_line_id) END AS assigned
  FROM assignments a JOIN q ON a.valid && daterange(q.start, q.next) WHERE a.distributor_id = $1 GROUP BY 1
)
SELECT json_build_object('currency', b.base_currency, 'today', (now() AT TIME ZONE b.time_zone)::date, 'dueDay', b.report_due_day, 'joined', d.joined_on, 'left', d.left_on,
  'rules', p.metrics, 'a', p.grade_a, 'b', p.grade_b, 'c', p.grade_c,
  'quarters', (SELECT json_agg(json_build_object('start', q.start, 'lines', coalesce(s.lines, 0), 'revenue', coalesce(s.revenue, 0), 'sold', coalesce(s.sold, 0),
      'lastYear', coalesce(y.revenue, 0), 'before', coalesce(o.revenue, 0), 'target', t.amount, 'active', coalesce(c.active, 0), 'repeating', coalesce(c.repeating, 0),
      'fresh', coalesce(c.fresh, 0), 'assigned', coalesce(a.assigned, 0), 'due', coalesce(m.due, 0), 'onTime', coalesce(m.on_time, 0),
      'accepted', coalesce(l.accepted, 0), 'rejected', coalesce(l.rejected, 0)) ORDER BY q.start)
    FROM q LEFT JOIN sales s USING (start) LEFT JOIN sales y ON y.start = (q.start - interval '1 year')::date LEFT JOIN sales o ON o.start = (q.start - interval '3 months')::date
    LEFT JOIN target t ON t.start = q.start LEFT JOIN customer_counts c ON c.distributor_id = $1 AND c.kind = 'quarter' AND c.start = q.start
    LEFT JOIN assigned a ON a.start = q.start LEFT JOIN timely m ON m.start = q.start LEFT JOIN quality l ON l.start = q.start))::text
FROM brand_settings b, distributors d, (SELECT * FROM scorecard_programmes WHERE valid_from <= $2 ORDER BY valid_from DESC, version DESC LIMIT 1) p
WHERE d.id = $1`

type cardFacts struct {
	Currency string
	Today    string
	DueDay   int
	Joined   string
	Left     *string
	Rules    []cardRule
	A, B, C  decimal.Decimal
	Quarters []quarter
}

type cardRule struct {
	Key     string
	Weight  decimal.Decimal
	Quarter struct{ Floor, Target, Stretch decimal.Decimal }
}

type quarter struct {
	Start                                                                            string
	Lines, Sold, Active, Repeating, Fresh, Assigned, Due, OnTime, Accepted, Rejected int64
	Revenue, LastYear, Before                                                        decimal.Decimal
	Target                                                                           decimal.NullDecimal
}

var hundred = decimal.NewFromInt(100)

func percentOf(part, whole decimal.Decimal) decimal.NullDecimal {
	return decimal.NewNullDecimal(part.Mul(hundred).DivRound(whole, 24))
}

func shareOf(part, whole int64) decimal.NullDecimal {
	return percentOf(decimal.NewFromInt(part), decimal.NewFromInt(whole))
}

// value is the metric's; none without data.
func (q quarter) value(key, lastDue string) (none decimal.NullDecimal) {
	reported := q.Lines > 0 || q.Start <= lastDue
	number := func(n int64) decimal.NullDecimal {
		if q.Lines == 0 && q.Due == 0 {
			return none
		}
		return decimal.NewNullDecimal(decimal.NewFromInt(n))
	}
	switch {
	case key == "revenue_attainment" && q.Target.Valid && q.Target.Decimal.IsPositive() && reported:
		return percentOf(q.Revenue, q.Target.Decimal)
	case key == "revenue_growth" && reported:
		base := q.LastYear
		if !base.IsPositive() {
			base = q.Before
		}
		if base.IsPositive() {
			return percentOf(q.Revenue.Sub(base), base)
		}
	case key == "active_customers":
		return number(q.Active)
	case key == "new_customers":
		return number(q.Fresh)
	case key == "repeat_rate" && q.Active > 0:
		return shareOf(q.Repeating, q.Active)
	case key == "mix_breadth" && q.Assigned > 0 && reported:
		return shareOf(q.Sold, q.Assigned)
	case key == "report_timeliness" && q.Due > 0:
		return shareOf(q.OnTime, q.Due)
	case key == "data_quality" && q.Accepted+q.Rejected > 0:
		return shareOf(q.Accepted, q.Accepted+q.Rejected)
	}
	return none
}

// score is linear between the bounds, which count in part where the distributor was there for some of the months.
func (r cardRule) score(v decimal.Decimal, months int64) decimal.Decimal {
	low, mid, high := r.Quarter.Floor, r.Quarter.Target, r.Quarter.Stretch
	if (r.Key == "active_customers" || r.Key == "new_customers") && months < 3 {
		part := func(d decimal.Decimal) decimal.Decimal {
			return d.Mul(decimal.NewFromInt(months)).DivRound(decimal.NewFromInt(3), 24)
		}
		low, mid, high = part(low), part(mid), part(high)
	}
	switch {
	case v.GreaterThanOrEqual(high):
		return decimal.NewFromInt(120)
	case v.GreaterThanOrEqual(mid):
		return hundred.Add(v.Sub(mid).Mul(decimal.NewFromInt(20)).DivRound(high.Sub(mid), 24))
	case v.GreaterThan(low):
		return v.Sub(low).Mul(hundred).DivRound(mid.Sub(low), 24)
	}
	return decimal.Zero
}

type cardMoney struct {
	Amount   decimal.Decimal `json:"amount"`
	Currency string          `json:"currency"`
}

type cardPoint struct {
	Period string           `json:"period"`
	Value  *decimal.Decimal `json:"value"`
}

type cardMetric struct {
	Key    string           `json:"key"`
	Value  *decimal.Decimal `json:"value"`
	Unit   string           `json:"unit"`
	Score  *decimal.Decimal `json:"score"`
	Weight decimal.Decimal  `json:"weight"`
	Trend  []cardPoint      `json:"trend"`
}

type cardAnswer struct {
	Period      string           `json:"period"`
	Provisional bool             `json:"provisional"`
	Composite   *decimal.Decimal `json:"composite"`
	Grade       *string          `json:"grade"`
	Revenue     cardMoney        `json:"revenue"`
	Target      *cardMoney       `json:"target"`
	Metrics     []cardMetric     `json:"metrics"`
}

func rounded(d decimal.NullDecimal) *decimal.Decimal {
	if !d.Valid {
		return nil
	}
	r := d.Decimal.RoundBank(2)
	return &r
}

// answer makes the card's JSON of the statement's.
func cardOf(text []byte) ([]byte, error) {
	var f cardFacts
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, err
	}
	today, err := time.Parse(time.DateOnly, f.Today)
	if err != nil {
		return nil, err
	}
	back := -1
	if today.Day() <= f.DueDay {
		back = -2
	}
	lastDue := time.Date(today.Year(), today.Month()+time.Month(back), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	now := f.Quarters[len(f.Quarters)-1]
	start, err := time.Parse(time.DateOnly, now.Start)
	if err != nil {
		return nil, err
	}
	months := int64(0)
	for i := range 3 {
		month := start.AddDate(0, i, 0)
		if f.Joined <= month.AddDate(0, 1, -1).Format(time.DateOnly) && (f.Left == nil || *f.Left >= month.Format(time.DateOnly)) {
			months++
		}
	}
	a := cardAnswer{Period: nameOf(start), Provisional: !today.After(start.AddDate(0, 3, -1)), Revenue: cardMoney{now.Revenue, f.Currency}, Metrics: make([]cardMetric, len(f.Rules))}
	if now.Target.Valid {
		a.Target = &cardMoney{now.Target.Decimal, f.Currency}
	}
	sum, weights := decimal.Zero, decimal.Zero
	for i, r := range f.Rules {
		v := now.value(r.Key, lastDue)
		m := cardMetric{Key: r.Key, Value: rounded(v), Unit: "PERCENT", Weight: r.Weight, Trend: make([]cardPoint, len(f.Quarters))}
		if r.Key == "active_customers" || r.Key == "new_customers" {
			m.Unit = "COUNT"
		}
		if v.Valid {
			s := r.score(v.Decimal, months)
			sum, weights = sum.Add(s.Mul(r.Weight)), weights.Add(r.Weight)
			m.Score = rounded(decimal.NewNullDecimal(s))
		}
		for j, q := range f.Quarters {
			day, _ := time.Parse(time.DateOnly, q.Start) // the statement made it
			m.Trend[j] = cardPoint{nameOf(day), rounded(q.value(r.Key, lastDue))}
		}
		a.Metrics[i] = m
	}
	if weights.IsPositive() {
		a.Composite = rounded(decimal.NewNullDecimal(sum.DivRound(weights, 24)))
		grade := "D"
		switch c := *a.Composite; {
		case c.GreaterThanOrEqual(f.A):
			grade = "A"
		case c.GreaterThanOrEqual(f.B):
			grade = "B"
		case c.GreaterThanOrEqual(f.C):
			grade = "C"
		}
		a.Grade = &grade
	}
	return json.Marshal(map[string]any{"data": map[string]any{"scorecard": a}})
}

func nameOf(start time.Time) string {
	return start.Format("2006") + "-Q" + string(rune('1'+(int(start.Month())-1)/3))
}

// card answers with a card that it reckons from one statement.
func (p *peer) card(w http.ResponseWriter, r *http.Request) {
	p.sendCard(w, r, func(ctx context.Context, id uuid.UUID, text *[]byte) error {
		return p.plain.QueryRow(ctx, cardSQL, id, r.PathValue("start")).Scan(text)
	})
}

// cardInScope does the same under row security, as the portal reads.
func (p *peer) cardInScope(w http.ResponseWriter, r *http.Request) {
	p.sendCard(w, r, func(ctx context.Context, id uuid.UUID, text *[]byte) error {
		return p.scoped.Read(ctx, scope.Of(id), func(q postgres.Querier) error { return q.QueryRow(ctx, cardSQL, id, r.PathValue("start")).Scan(text) })
	})
}

func (p *peer) sendCard(w http.ResponseWriter, r *http.Request, read func(context.Context, uuid.UUID, *[]byte) error) {
	id, err := uuid.Parse(r.PathValue("distributor"))
	var text []byte
	if err == nil {
		err = read(r.Context(), id, &text)
	}
	if err == nil {
		text, err = cardOf(text)
	}
	send(w, text, err)
}
