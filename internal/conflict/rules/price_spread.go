package rules

// priceSpread raises a signal for a month in which the prices of a product line in a territory spread more than before: the standard deviation of what was paid, each
// in shares of the product's mean there, is half as much again as in the three months before, and five points more. What a month brings also moves what the next three
// are compared with.
//
// Lines are added up once, by seller, month and product, to their number, their prices and the squares of these. A month and the three before it are then put together from
// such sums, for what each line's share adds to the deviation is a sum, too.
var priceSpread = Rule{
	Name: "PRICE_SPREAD", Moment: AfterReport, Signals: true,
	Values: []Value{
		{Key: "times", Unit: Number, Least: "1.1", Most: "10", Default: "1.5"},
		{Key: "points", Unit: Percent, Least: "1", Most: "100", Default: "5"},
		{Key: "leastLines", Unit: Number, Least: "5", Most: "10000", Default: "30"},
		{Key: "depth", Unit: Number, Least: "0", Most: "5", Default: "1"},
	},
	Finds: []Find{{Weeks, `
WITH ` + nearby + `,
months AS MATERIALIZED (` + spreadMonths + `),
read AS MATERIALIZED (SELECT DISTINCT (month - back * interval '1 month')::date AS month FROM months CROSS JOIN generate_series(0, 3) back),
` + sellersIn("read") + `,
parts AS MATERIALIZED (
  SELECT s.month, c.area, s.distributor_id, l.product_line_id, l.product_id, l.lines, l.prices, l.squares, l.revenue FROM sellers s CROSS JOIN LATERAL (
    SELECT territory_id, product_line_id, product_id, count(*) AS lines, sum(price) AS prices, sum(price * price) AS squares, sum(base_amount) AS revenue
    FROM (SELECT k.*, k.base_amount / k.quantity AS price FROM sale_lines k WHERE k.distributor_id = s.distributor_id AND k.sale_date >= s.month AND k.sale_date < s.month + interval '1 month'
      AND k.voided_at IS NULL AND k.quantity > 0 OFFSET 0) k GROUP BY 1, 2, 3) l
  JOIN cells c ON c.territory_id = l.territory_id),
sums AS MATERIALIZED (
  SELECT month, area, product_line_id, product_id, sum(lines) AS lines, sum(prices) AS prices, sum(squares) AS squares, sum(revenue) AS revenue FROM parts GROUP BY 1, 2, 3, 4),
shares AS (
  SELECT *, CASE WHEN mean <> 0 THEN lines ELSE 0 END AS n, 100 * prices / nullif(mean, 0) AS share, 10000 * squares / nullif(mean * mean, 0) AS square
  FROM (SELECT x.month, s.area, s.product_line_id, s.month = x.month AS is_now, s.lines, s.prices, s.squares, s.revenue, sum(s.prices) OVER same / sum(s.lines) OVER same AS mean
    FROM months x JOIN sums s ON s.month >= x.month - interval '3 months' AND s.month <= x.month WINDOW same AS (PARTITION BY x.month, s.area, s.product_id)) p),
sides AS (
  SELECT month, area, product_line_id, is_now, sum(lines) AS lines, sum(revenue) AS revenue,
    sqrt(greatest(0, (sum(n) * sum(square) - sum(share) * sum(share)) / nullif(sum(n) * sum(n), 0))) AS deviation
  FROM shares GROUP BY 1, 2, 3, 4),
spread AS MATERIALIZED (
  SELECT month, area, product_line_id, n.revenue, n.deviation AS now_is, w.deviation AS was
  FROM (SELECT * FROM sides WHERE is_now AND lines >= @leastLines::int) n JOIN (SELECT * FROM sides WHERE NOT is_now AND lines >= @leastLines::int) w USING (month, area, product_line_id)
  WHERE n.deviation > w.deviation * @times::numeric AND n.deviation > w.deviation + @points::numeric),
who AS (
  SELECT month, area, product_line_id, array_agg(DISTINCT distributor_id) AS sellers FROM parts JOIN spread USING (month, area, product_line_id) GROUP BY 1, 2, 3)
SELECT 'month:' || to_char(month, 'YYYY-MM') || ' line:' || product_line_id || ' territory:' || area AS subject, ` + brand + ` AS distributor_id, 'PEER' AS role,
  sellers AS others,
  NULL::uuid AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, area AS area_id, area AS territory_id, product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type,
  month AS happened_on, NULL::numeric AS quantity, revenue AS amount, NULL::text AS form,
  jsonb_build_object('until', (month + interval '1 month')::date - 1, 'spread', round(now_is, 1), 'before', round(was, 1),
    'strength', round(now_is / greatest(was * @times::numeric, was + @points::numeric), 2)) AS measures
FROM spread JOIN who USING (month, area, product_line_id)`}},
	Decides: `s.happened_from IN (` + spreadMonths + `) AND ` + ofTouched,
}

// spreadMonths is the SQL of the months whose prices are compared anew: those that are looked at, and those whose three months before these are among.
const spreadMonths = `SELECT DISTINCT (month + ahead * interval '1 month')::date AS month FROM (` + lookedMonths + `) m CROSS JOIN generate_series(0, 3) ahead`
