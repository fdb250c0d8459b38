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
WITH ` + nearby + `,
months AS MATERIALIZED (` + lookedMonths + `),
` + sellersIn("months") + `,
policies AS MATERIALIZED (SELECT product_id, channel_type, valid, list_price, currency FROM price_policies),
rates AS MATERIALIZED (
  SELECT c.currency, d.day, r.rate FROM unnest(ARRAY(SELECT DISTINCT currency FROM policies)) AS c (currency)
  CROSS JOIN unnest(ARRAY(SELECT generate_series(month, month + interval '1 month' - interval '1 day', interval '1 day')::date FROM months)) AS d (day)
  CROSS JOIN LATERAL (` + rateAt("c.currency", "d.day") + `) r),
parts AS MATERIALIZED (
  SELECT l.month, l.area, l.distributor_id, l.product_line_id, l.channel_type = 'ECOMMERCE' AS online, count(*) AS lines,
    count(*) FILTER (WHERE p.price * r.rate > 0) AS priced, sum(l.base_amount) FILTER (WHERE p.price * r.rate > 0) AS paid, sum(l.quantity * p.price * r.rate) FILTER (WHERE p.price * r.rate > 0) AS list
  FROM (SELECT s.month, c.area, k.distributor_id, k.product_line_id, k.product_id, k.channel_type, k.sale_date, k.quantity, k.base_amount FROM sellers s CROSS JOIN LATERAL (
      SELECT * FROM sale_lines o WHERE o.distributor_id = s.distributor_id AND o.sale_date >= s.month AND o.sale_date < s.month + interval '1 month' AND o.voided_at IS NULL AND o.quantity > 0 OFFSET 0) k
    JOIN cells c ON c.territory_id = k.territory_id OFFSET 0) l
  LEFT JOIN policies own ON own.product_id = l.product_id AND own.channel_type = l.channel_type AND own.valid @> l.sale_date
  LEFT JOIN policies anyones ON anyones.product_id = l.product_id AND anyones.channel_type IS NULL AND anyones.valid @> l.sale_date
  CROSS JOIN LATERAL (SELECT CASE WHEN own.product_id IS NULL THEN anyones.list_price ELSE own.list_price END AS price,
    CASE WHEN own.product_id IS NULL THEN anyones.currency ELSE own.currency END AS currency) p
  LEFT JOIN rates r ON r.currency = p.currency AND r.day = l.sale_date
  GROUP BY 1, 2, 3, 4, 5),
sides AS (
  SELECT month, product_line_id, area, sum(paid) AS revenue, array_agg(DISTINCT distributor_id) FILTER (WHERE priced > 0) AS sellers,
    100 * (1 - sum(paid) FILTER (WHERE online) / sum(list) FILTER (WHERE online)) AS online, 100 * (1 - sum(paid) FILTER (WHERE NOT online) / sum(list) FILTER (WHERE NOT online)) AS offline
  FROM parts GROUP BY 1, 2, 3
  HAVING sum(lines) FILTER (WHERE online) >= @leastLines::int AND sum(lines) FILTER (WHERE NOT online) >= @leastLines::int AND count(DISTINCT distributor_id) > 1)
SELECT 'month:' || to_char(month, 'YYYY-MM') || ' line:' || product_line_id || ' territory:' || area AS subject, ` + brand + ` AS distributor_id, 'PEER' AS role, sellers AS others,
  NULL::uuid AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, area AS area_id, area AS territory_id, product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type,
  month AS happened_on, NULL::numeric AS quantity, revenue AS amount, NULL::text AS form,
  jsonb_build_object('until', (month + interval '1 month')::date - 1, 'online', round(online, 1), 'offline', round(offline, 1),
    'strength', round(least(online, offline) / @belowList::numeric, 2)) AS measures
FROM sides WHERE online >= @belowList::numeric AND offline >= @belowList::numeric`}},
	Decides: `s.happened_from IN (` + lookedMonths + `) AND ` + ofTouched,
}
