package scorecard

// What readings read of: @since is the first day of the oldest period that a trend compares with, @from that of the oldest period
// of the trend, @last that of the newest, @until the day after it. Each is bounded by the distributors asked for and by the span.
// The scope's condition follows, and most are grouped by distributor and period then.

const brandSQL = `
SELECT base_currency AS currency, (@now::timestamptz AT TIME ZONE time_zone)::date AS today, report_due_day AS due_day
FROM brand_settings ORDER BY 1 LIMIT 1`

const revenueSQL = `
SELECT s.distributor_id, date_trunc(@kind::text, s.month::timestamp)::date AS start, sum(s.lines)::bigint AS lines,
  sum(s.revenue) AS revenue, count(DISTINCT s.product_line_id) FILTER (WHERE s.lines > 0) AS sold
FROM sales_by_line s
WHERE s.distributor_id = ANY(@ids) AND s.month >= @since AND s.month < @until AND `

const creditSQL = `
SELECT c.distributor_id, date_trunc(@kind::text, c.month::timestamp)::date AS start, sum(c.amount) AS amount
FROM credit_entries c
WHERE c.distributor_id = ANY(@ids) AND c.reversed_at IS NULL AND c.month >= @from AND c.month < @until AND `

// targetsSQL is followed by conditions on targets t and by targetsOfKindSQL: the target of each
// distributor and period of @kind within them. The direct target counts (no product line), else the sum
// of the product lines', else that of the months of a quarter or the quarters of a year by the same rule.
const targetsSQL = `
WITH said AS (
  SELECT t.distributor_id, t.kind, t.start, coalesce(
    max(t.amount) FILTER (WHERE t.product_line_id IS NULL),
    sum(t.amount) FILTER (WHERE t.product_line_id IS NOT NULL)) AS amount
  FROM targets t WHERE t.start >= @from AND t.start < @until AND `

const targetsOfKindSQL = `
  GROUP BY 1, 2, 3
), quarters AS (
  SELECT distributor_id, start, coalesce(said.amount, months.amount) AS amount
  FROM (SELECT distributor_id, start, amount FROM said WHERE kind = 'quarter') said
  FULL JOIN (SELECT distributor_id, date_trunc('quarter', start::timestamp)::date AS start, sum(amount) AS amount
    FROM said WHERE kind = 'month' GROUP BY 1, 2) months USING (distributor_id, start)
), years AS (
  SELECT distributor_id, start, coalesce(said.amount, quarters.amount) AS amount
  FROM (SELECT distributor_id, start, amount FROM said WHERE kind = 'year') said
  FULL JOIN (SELECT distributor_id, date_trunc('year', start::timestamp)::date AS start, sum(amount) AS amount
    FROM quarters GROUP BY 1, 2) quarters USING (distributor_id, start)
), resolved AS (
  SELECT 'month' AS kind, distributor_id, start, amount FROM said WHERE kind = 'month'
  UNION ALL SELECT 'quarter', distributor_id, start, amount FROM quarters
  UNION ALL SELECT 'year', distributor_id, start, amount FROM years
)
`

// voidedSQL gives what of the newest period counts no more, by an index of nothing but such lines.
const voidedSQL = `
SELECT l.distributor_id, @last::date AS start, count(*) AS lines, sum(l.base_amount) AS amount
FROM sale_lines l
WHERE l.distributor_id = ANY(@ids) AND l.voided_at IS NOT NULL AND l.sale_date >= @last AND l.sale_date < @until AND `

const customersSQL = `
SELECT c.distributor_id, c.start, c.active::bigint AS active, c.repeating::bigint AS repeating, c.fresh::bigint AS fresh
FROM customer_counts c
WHERE c.kind = @kind AND c.distributor_id = ANY(@ids) AND c.start >= @from AND c.start < @until AND `

// An assignment without a product line is one of each.
const assignedSQL = `
SELECT a.distributor_id, p.start, CASE WHEN bool_or(a.product_line_id IS NULL)
  THEN (SELECT count(*) FROM product_lines) ELSE count(DISTINCT a.product_line_id) END AS assigned
FROM assignments a JOIN unnest(@starts::date[], @nexts::date[]) AS p (start, next) ON a.valid && daterange(p.start, p.next)
WHERE a.distributor_id = ANY(@ids) AND `

// A month is due at the end of the due day of the month after it, where the brand is. Months before a
// distributor joined or after it left are not due from it.
const timelinessSQL = `
WITH months AS (
  SELECT m::date AS month, ((m + interval '1 month')::date + b.report_due_day)::timestamp AT TIME ZONE b.time_zone AS due
  FROM brand_settings b, generate_series(@from::date::timestamp, @until::date::timestamp - interval '1 day', interval '1 month') m
)
SELECT d.id AS distributor_id, date_trunc(@kind::text, m.month::timestamp)::date AS start,
  count(*) AS due, count(*) FILTER (WHERE r.reported_at < m.due) AS on_time,
  array_agg(m.month ORDER BY m.month) FILTER (WHERE (r.reported_at < m.due) IS NOT TRUE) AS late
FROM distributors d
JOIN months m ON m.due <= @now::timestamptz AND m.month >= date_trunc('month', d.joined_on::timestamp)
  AND (d.left_on IS NULL OR m.month <= d.left_on)
LEFT JOIN reported_months r ON r.distributor_id = d.id AND r.month = m.month AND r.lines > 0
  AND r.distributor_id = ANY(@ids) AND r.month >= @from AND r.month < @until -- or the whole table is read
WHERE d.id = ANY(@ids) AND `

const qualitySQL = `
SELECT q.distributor_id, date_trunc(@kind::text, q.month::timestamp)::date AS start,
  sum(q.accepted)::bigint AS accepted, sum(q.rejected)::bigint AS rejected
FROM quality_months q
WHERE q.distributor_id = ANY(@ids) AND q.month >= @from AND q.month < @until AND `

const byDistributorAndPeriod = ` GROUP BY 1, 2`
