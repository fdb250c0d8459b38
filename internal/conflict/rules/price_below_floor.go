package rules

// priceBelowFloor finds lines sold below the floor price of the product in that channel on that day, by more than the tolerance. A channel type with a policy
// of its own goes by that, whether or not it has a floor. What is at stake is what the line lacks to the floor.
//
// Lines are first held against the floor at the highest rate that its currency ever had: the day's rate is looked up for the few that are below.
var priceBelowFloor = Rule{
	Name: "PRICE_BELOW_FLOOR", Moment: WithLines, Bands: bands(5_000, 50_000, 500_000),
	Values: []Value{{Key: "tolerance", Unit: Percent, Least: "0", Most: "50", Default: "3"}},
	Finds: []Find{{Lines, `
WITH l AS MATERIALIZED (SELECT * FROM ({lines}) s WHERE s.quantity > 0 AND s.sale_date >= @since AND s.sale_date < @before),
policy AS MATERIALIZED (
  SELECT q.product_id, q.channel_type, p.valid, p.floor_price, p.currency, p.channel_type IS NOT NULL AS own,
    p.floor_price * CASE WHEN p.currency = b.base_currency THEN 1 ELSE (SELECT max(x.rate) FROM exchange_rates x WHERE x.currency = p.currency) END AS highest
  FROM (SELECT DISTINCT product_id, channel_type FROM l) q CROSS JOIN brand_settings b
  JOIN price_policies p ON p.product_id = q.product_id AND (p.channel_type IS NULL OR p.channel_type = q.channel_type)),
low AS MATERIALIZED (
  SELECT l.*, p.floor_price, p.currency AS floor_currency FROM l JOIN policy p ON p.product_id = l.product_id AND p.channel_type = l.channel_type AND p.valid @> l.sale_date
  WHERE l.base_amount < l.quantity * p.highest * (1 - @tolerance::numeric / 100)
    AND (p.own OR NOT EXISTS (SELECT 1 FROM policy o WHERE o.own AND o.product_id = l.product_id AND o.channel_type = l.channel_type AND o.valid @> l.sale_date)))
SELECT 'seller:' || l.distributor_id || ' line:' || l.product_line_id || ' month:' || to_char(l.sale_date, 'YYYY-MM') AS subject, l.distributor_id, 'RESPONDENT' AS role,
  '{}'::uuid[] AS others, l.id AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, l.territory_id AS area_id, l.territory_id, l.product_line_id, l.product_id,
  l.channel_type, l.sale_date AS happened_on, l.quantity, l.quantity * f.floor - l.base_amount AS amount, NULL::text AS form,
  jsonb_build_object('belowFloor', round(100 * (1 - l.base_amount / l.quantity / f.floor), 1), 'floor', round(f.floor, 4), 'revenue', l.base_amount) AS measures
FROM low l CROSS JOIN LATERAL (SELECT l.floor_price * r.rate AS floor FROM (` + rateAt("l.floor_currency", "l.sale_date") + `) r) f
WHERE l.base_amount < l.quantity * f.floor * (1 - @tolerance::numeric / 100)`}},
}
