package rules

// channelsPromoting raises a signal for a month in which online and offline both push a product line in a territory: on either side several lines were sold well below the list,
// on the whole, and by more than one distributor.
var channelsPromoting = Rule{
	Name: "CHANNELS_PROMOTING", Moment: AfterReport, Signals: true,
	Values: []Value{
		{Key: "belowList", Unit: Percent, Least: "1", Most: "100", Default: "15"},
		{Key: "leastLines", Unit: Number, Least: "1", Most: "10000", Default: "8"},
		{Key: "depth", Unit: Number, Least: "0", Most: "5", Default: "1"},
	},
	Finds: []Find{{Weeks, `
WITH months AS MATERIALIZED (SELECT DISTINCT date_trunc('month', week::timestamp)::date AS month FROM ({weeks}) w UNION SELECT date_trunc('month', (week + 6)::timestamp)::date FROM ({weeks}) w),
l AS MATERIALIZED (
  SELECT x.month, k.*, a.id AS area FROM months x
  CROSS JOIN LATERAL (SELECT * FROM sale_lines s WHERE s.sale_date >= x.month AND s.sale_date < x.month + interval '1 month' AND s.voided_at IS NULL AND s.quantity > 0 OFFSET 0) k
  JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span AND a.depth = least(t.depth, @depth::int)),
both_sides AS MATERIALIZED (
  SELECT month, product_line_id, area FROM l GROUP BY 1, 2, 3 HAVING count(*) FILTER (WHERE channel_type = 'ECOMMERCE') >= @leastLines::int
    AND count(*) FILTER (WHERE channel_type <> 'ECOMMERCE') >= @leastLines::int AND count(DISTINCT distributor_id) > 1),
priced AS (
  SELECT l.month, l.product_line_id, l.area, l.distributor_id, l.channel_type = 'ECOMMERCE' AS online, l.base_amount AS paid, l.quantity * p.list AS list
  FROM l JOIN both_sides b USING (month, product_line_id, area) CROSS JOIN LATERAL ` + policyAt("l.product_id", "l.channel_type", "l.sale_date") + ` p WHERE p.list > 0),
sides AS (
  SELECT month, product_line_id, area, sum(paid) AS revenue, array_agg(DISTINCT distributor_id) AS sellers,
    100 * (1 - sum(paid) FILTER (WHERE online) / sum(list) FILTER (WHERE online)) AS online, 100 * (1 - sum(paid) FILTER (WHERE NOT online) / sum(list) FILTER (WHERE NOT online)) AS offline
  FROM priced GROUP BY 1, 2, 3)
SELECT 'month:' || to_char(month, 'YYYY-MM') || ' line:' || product_line_id || ' territory:' || area AS subject, ` + brand + ` AS distributor_id, 'PEER' AS role, sellers AS others,
  NULL::uuid AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, area AS area_id, area AS territory_id, product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type,
  month AS happened_on, NULL::numeric AS quantity, revenue AS amount, NULL::text AS form,
  jsonb_build_object('until', (month + interval '1 month')::date - 1, 'online', round(online, 1), 'offline', round(offline, 1),
    'strength', round(least(online, offline) / @belowList::numeric, 2)) AS measures
FROM sides WHERE online >= @belowList::numeric AND offline >= @belowList::numeric`}},
}
