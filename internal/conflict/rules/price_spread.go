package rules

// priceSpread raises a signal for a month in which the prices of a product line in a territory spread more than before: the standard deviation of what was paid, each
// in shares of the product's mean there, is half as much again as in the three months before, and five points more.
var priceSpread = Rule{
	Name: "PRICE_SPREAD", Moment: AfterReport, Signals: true,
	Values: []Value{
		{Key: "times", Unit: Number, Least: "1.1", Most: "10", Default: "1.5"},
		{Key: "points", Unit: Percent, Least: "1", Most: "100", Default: "5"},
		{Key: "leastLines", Unit: Number, Least: "5", Most: "10000", Default: "30"},
		{Key: "depth", Unit: Number, Least: "0", Most: "5", Default: "1"},
	},
	Finds: []Find{{Weeks, `
WITH months AS MATERIALIZED (SELECT DISTINCT date_trunc('month', week::timestamp)::date AS month FROM ({weeks}) w UNION SELECT date_trunc('month', (week + 6)::timestamp)::date FROM ({weeks}) w),
l AS MATERIALIZED (
  SELECT x.month, k.distributor_id, k.product_line_id, a.id AS area, k.sale_date, k.base_amount,
    100 * k.base_amount / k.quantity / nullif(avg(k.base_amount / k.quantity) OVER (PARTITION BY x.month, a.id, k.product_id), 0) AS share, k.sale_date >= x.month AS is_now
  FROM months x CROSS JOIN LATERAL (SELECT * FROM sale_lines s WHERE s.sale_date >= x.month - interval '3 months' AND s.sale_date < x.month + interval '1 month' AND s.voided_at IS NULL AND s.quantity > 0 OFFSET 0) k
  JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span AND a.depth = least(t.depth, @depth::int)),
spread AS (
  SELECT month, product_line_id, area, stddev_pop(share) FILTER (WHERE is_now) AS now_is, stddev_pop(share) FILTER (WHERE NOT is_now) AS was,
    sum(base_amount) FILTER (WHERE is_now) AS revenue, array_agg(DISTINCT distributor_id) FILTER (WHERE is_now) AS sellers
  FROM l GROUP BY 1, 2, 3 HAVING count(*) FILTER (WHERE is_now) >= @leastLines::int AND count(*) FILTER (WHERE NOT is_now) >= @leastLines::int)
SELECT 'month:' || to_char(month, 'YYYY-MM') || ' line:' || product_line_id || ' territory:' || area AS subject, ` + brand + ` AS distributor_id, 'PEER' AS role, sellers AS others,
  NULL::uuid AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, area AS area_id, area AS territory_id, product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type,
  month AS happened_on, NULL::numeric AS quantity, revenue AS amount, NULL::text AS form,
  jsonb_build_object('until', (month + interval '1 month')::date - 1, 'spread', round(now_is, 1), 'before', round(was, 1),
    'strength', round(now_is / greatest(was * @times::numeric, was + @points::numeric), 2)) AS measures
FROM spread WHERE now_is > was * @times::numeric AND now_is > was + @points::numeric`}},
}
