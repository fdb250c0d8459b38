package rules

// channelPriceGap finds products whose mean prices online and offline lie apart by more than the tolerance of the offline one, in a territory of the depth and a
// week, where several distributors sell. What is at stake is the gap times what was sold on the cheaper side.
var channelPriceGap = Rule{
	Name: "CHANNEL_PRICE_GAP", Moment: AfterReport, Bands: bands(5_000, 50_000, 500_000),
	Values: []Value{
		{Key: "tolerance", Unit: Percent, Least: "1", Most: "100", Default: "15"},
		{Key: "depth", Unit: Number, Least: "0", Most: "5", Default: "2"},
		{Key: "leastLines", Unit: Number, Least: "1", Most: "100", Default: "3"},
	},
	Finds: []Find{{Weeks, `
WITH ` + nearby + `,
weeks AS MATERIALIZED (
  SELECT DISTINCT week, greatest(week, @since::date) AS first, least(week + 7, @before::date) AS next FROM looked WHERE week + 7 > @since::date AND week < @before::date),
days AS MATERIALIZED (
  SELECT w.*, date_trunc('month', d.day::timestamp)::date AS month FROM weeks w CROSS JOIN LATERAL (SELECT w.first AS day UNION SELECT w.next - 1) d),
` + sellersIn("days") + `,
parts AS MATERIALIZED (
  SELECT w.week, c.area, w.distributor_id, l.product_id, l.online, l.lines, l.amount, l.quantity
  FROM (SELECT DISTINCT d.week, d.first, d.next, s.distributor_id FROM days d JOIN sellers s ON s.month = d.month) w CROSS JOIN LATERAL (
    SELECT k.territory_id, k.product_id, k.channel_type = 'ECOMMERCE' AS online, count(*) AS lines, sum(k.base_amount) AS amount, sum(k.quantity) AS quantity
    FROM sale_lines k WHERE k.distributor_id = w.distributor_id AND k.sale_date >= w.first AND k.sale_date < w.next AND k.voided_at IS NULL AND k.quantity > 0 GROUP BY 1, 2, 3) l
  JOIN cells c ON c.territory_id = l.territory_id),
gap AS MATERIALIZED (
  SELECT *, abs(online - offline) AS apart FROM (
    SELECT product_id, area, week, sum(amount) FILTER (WHERE online) / sum(quantity) FILTER (WHERE online) AS online,
      sum(amount) FILTER (WHERE NOT online) / sum(quantity) FILTER (WHERE NOT online) AS offline, array_agg(DISTINCT distributor_id) AS sellers
    FROM parts GROUP BY 1, 2, 3 HAVING sum(lines) FILTER (WHERE online) >= @leastLines::int AND sum(lines) FILTER (WHERE NOT online) >= @leastLines::int
      AND count(DISTINCT distributor_id) > 1) m
  WHERE offline > 0 AND abs(online - offline) > offline * @tolerance::numeric / 100)
SELECT 'week:' || g.week || ' product:' || g.product_id || ' territory:' || g.area AS subject, l.distributor_id, 'PEER' AS role, array_remove(g.sellers, l.distributor_id) AS others,
  l.id AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, g.area AS area_id, l.territory_id, l.product_line_id, l.product_id, l.channel_type,
  l.sale_date AS happened_on, l.quantity, CASE WHEN (l.channel_type = 'ECOMMERCE') = (g.online < g.offline) THEN round(l.quantity * g.apart, 4) ELSE 0 END AS amount, NULL::text AS form,
  jsonb_build_object('onlineMean', round(g.online, 4), 'offlineMean', round(g.offline, 4), 'gap', round(100 * g.apart / g.offline, 1)) AS measures
FROM gap g JOIN weeks w ON w.week = g.week CROSS JOIN LATERAL unnest(g.sellers) AS u (distributor_id) CROSS JOIN LATERAL (
  SELECT * FROM sale_lines k WHERE k.distributor_id = u.distributor_id AND k.sale_date >= w.first AND k.sale_date < w.next AND k.product_id = g.product_id
    AND k.voided_at IS NULL AND k.quantity > 0 OFFSET 0) l
JOIN cells c ON c.territory_id = l.territory_id AND c.area = g.area`}},
}
