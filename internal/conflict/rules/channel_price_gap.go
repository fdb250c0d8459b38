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
WITH l AS MATERIALIZED (
  SELECT k.*, w.week, a.id AS area, k.channel_type = 'ECOMMERCE' AS online FROM ({weeks}) w
  CROSS JOIN LATERAL (SELECT * FROM sale_lines s WHERE s.sale_date >= w.week AND s.sale_date < w.week + 7 AND s.voided_at IS NULL AND s.quantity > 0 OFFSET 0) k
  JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span AND a.depth = least(t.depth, @depth::int)
  WHERE k.sale_date >= @since AND k.sale_date < @before),
gap AS MATERIALIZED (
  SELECT *, abs(online - offline) AS apart FROM (
    SELECT product_id, area, week, sum(base_amount) FILTER (WHERE online) / sum(quantity) FILTER (WHERE online) AS online,
      sum(base_amount) FILTER (WHERE NOT online) / sum(quantity) FILTER (WHERE NOT online) AS offline, array_agg(DISTINCT distributor_id) AS sellers
    FROM l GROUP BY 1, 2, 3 HAVING count(*) FILTER (WHERE online) >= @leastLines::int AND count(*) FILTER (WHERE NOT online) >= @leastLines::int
      AND count(DISTINCT distributor_id) > 1) m
  WHERE offline > 0 AND abs(online - offline) > offline * @tolerance::numeric / 100)
SELECT 'week:' || l.week || ' product:' || l.product_id || ' territory:' || l.area AS subject, l.distributor_id, 'PEER' AS role, array_remove(g.sellers, l.distributor_id) AS others,
  l.id AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, l.area AS area_id, l.territory_id, l.product_line_id, l.product_id, l.channel_type,
  l.sale_date AS happened_on, l.quantity, CASE WHEN l.online = (g.online < g.offline) THEN round(l.quantity * g.apart, 4) ELSE 0 END AS amount, NULL::text AS form,
  jsonb_build_object('onlineMean', round(g.online, 4), 'offlineMean', round(g.offline, 4), 'gap', round(100 * g.apart / g.offline, 1)) AS measures
FROM l JOIN gap g ON g.product_id = l.product_id AND g.area = l.area AND g.week = l.week`}},
}
