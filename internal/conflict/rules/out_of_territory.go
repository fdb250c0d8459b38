package rules

// outOfTerritory finds diversion: lines shipped to where others are assigned on that day and product line and the seller is not.
//
// An assignment covers its territory's descendants, and the nearest assigned ancestor of a region counts. So there are, for each region
// and product line that lines were shipped to, spans of days in which the seller may not; there are few of them and mostly none, and lines meet
// those spans alone.
//
// The claimants are those who have the area alone, where somebody has: else all to whom it is assigned.
//
// A breach has one form at most, the one that tells most: a return of the same product was booked shortly before, free goods of it were, the
// seller has no online channel but sold online, the price lies far below the list, or the region borders on the seller's own.
var outOfTerritory = Rule{
	Name: "OUT_OF_TERRITORY", Moment: WithLines, Bands: bands(10_000, 100_000, 1_000_000),
	Values: []Value{
		{Key: "groupBy", Unit: Choice, Choices: []string{"MONTH", "ORDER"}, Default: "MONTH"},
		{Key: "dumpingBelow", Unit: Percent, Least: "1", Most: "100", Default: "25"},
		{Key: "returnWithin", Unit: Days, Least: "0", Most: "365", Default: "30"},
		{Key: "freeWithin", Unit: Days, Least: "0", Most: "365", Default: "90"},
	},
	Finds: []Find{{Lines, `
WITH l AS MATERIALIZED (SELECT * FROM ({lines}) s WHERE s.territory_id IS NOT NULL AND s.quantity > 0 AND s.sale_date >= @since AND s.sale_date < @before),
place AS MATERIALIZED (SELECT DISTINCT distributor_id AS seller, territory_id, product_line_id FROM l),
held AS MATERIALIZED (
  SELECT p.*, a.distributor_id, a.territory_id AS assigned, a.valid, a.exclusive, g.depth
  FROM place p JOIN territories t ON t.id = p.territory_id JOIN product_lines n ON n.id = p.product_line_id
  JOIN assignments a ON a.territory_span @> t.span AND a.line_span @> n.ordinal
  JOIN territories g ON g.id = a.territory_id),
spans AS (
  SELECT seller, territory_id, product_line_id, day AS first, lead(day, 1, 'infinity') OVER (PARTITION BY seller, territory_id, product_line_id ORDER BY day) AS next
  FROM (SELECT seller, territory_id, product_line_id, lower(valid) AS day FROM held
    UNION SELECT seller, territory_id, product_line_id, upper(valid) FROM held WHERE NOT upper_inf(valid)) d),
nearest AS (
  SELECT s.*, h.assigned, h.distributor_id, h.exclusive,
    h.depth = max(h.depth) OVER (PARTITION BY s.seller, s.territory_id, s.product_line_id, s.first) AS counts
  FROM spans s JOIN held h USING (seller, territory_id, product_line_id) WHERE h.valid @> s.first),
breach AS MATERIALIZED (
  SELECT seller, territory_id, product_line_id, first, next, assigned, coalesce(array_agg(DISTINCT distributor_id) FILTER (WHERE exclusive), array_agg(DISTINCT distributor_id)) AS others, bool_or(exclusive) AS exclusive
  FROM nearest WHERE counts GROUP BY 1, 2, 3, 4, 5, 6 HAVING NOT bool_or(distributor_id = seller))
SELECT 'seller:' || l.distributor_id || CASE @groupBy WHEN 'ORDER' THEN ' order:' || l.invoice_no
    ELSE ' territory:' || b.assigned || ' month:' || to_char(l.sale_date, 'YYYY-MM') END AS subject,
  l.distributor_id, 'RESPONDENT' AS role, b.others, l.id AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, b.assigned AS area_id,
  l.territory_id, l.product_line_id, l.product_id, l.channel_type, l.sale_date AS happened_on, l.quantity, l.base_amount AS amount,
  CASE
    WHEN EXISTS (SELECT 1 FROM sale_lines r WHERE r.distributor_id = l.distributor_id AND r.product_id = l.product_id AND r.voided_at IS NULL
      AND r.quantity < 0 AND r.sale_date BETWEEN l.sale_date - @returnWithin::int AND l.sale_date) THEN 'FAKE_RETURN'
    WHEN EXISTS (SELECT 1 FROM sale_lines r WHERE r.distributor_id = l.distributor_id AND r.product_id = l.product_id AND r.voided_at IS NULL AND r.id <> l.id
      AND r.base_amount <= 0.01 * r.quantity AND r.quantity > 0 AND r.sale_date BETWEEN l.sale_date - @freeWithin::int AND l.sale_date) THEN 'FREE_GOODS_RESOLD'
    WHEN l.channel_type = 'ECOMMERCE' AND NOT EXISTS (SELECT 1 FROM distributors d WHERE d.id = l.distributor_id AND 'ECOMMERCE' = ANY(d.channel_types)) THEN 'ONLINE_RESALE'
    WHEN l.base_amount < l.quantity * p.list * (1 - @dumpingBelow::numeric / 100) THEN 'PRICE_DUMPING'
    WHEN EXISTS (SELECT 1 FROM assignments o JOIN territories own ON own.id = o.territory_id JOIN product_lines n ON n.id = l.product_line_id
      JOIN territories t ON t.id IN (l.territory_id, b.assigned) AND t.parent_id = own.parent_id
      WHERE o.distributor_id = l.distributor_id AND o.valid @> l.sale_date AND o.line_span @> n.ordinal) THEN 'BORDER_DRIFT'
  END AS form,
  jsonb_strip_nulls(jsonb_build_object('exclusive', nullif(b.exclusive, false),
    'belowList', CASE WHEN p.list > 0 THEN round(100 * (1 - l.base_amount / l.quantity / p.list), 1) END)) AS measures
FROM l JOIN breach b ON b.seller = l.distributor_id AND b.territory_id = l.territory_id AND b.product_line_id = l.product_line_id
  AND l.sale_date >= b.first AND l.sale_date < b.next
LEFT JOIN LATERAL ` + policyAt("l.product_id", "l.channel_type", "l.sale_date") + ` p ON true`}},
}
