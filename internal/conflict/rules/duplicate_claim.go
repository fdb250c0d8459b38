package rules

// duplicateClaim finds sales that several distributors report as theirs: one serial number that more than one of them has sold and not taken back, or
// the same product in the same quantity to the same customer within a few days. Two serial numbers are two sales.
var duplicateClaim = Rule{
	Name: "DUPLICATE_CLAIM", Moment: WithLines, Bands: bands(10_000, 100_000, 1_000_000),
	Values: []Value{{Key: "within", Unit: Days, Least: "0", Most: "60", Default: "3"}},
	Finds: []Find{
		{Lines, `
WITH named AS MATERIALIZED (SELECT DISTINCT distributor_id, product_id, serial FROM ({lines}) l WHERE serial <> ''),
met AS MATERIALIZED (
  SELECT DISTINCT product_id, serial FROM named n WHERE (SELECT true FROM sale_lines k WHERE k.product_id = n.product_id AND k.serial = n.serial AND k.serial <> ''
    AND k.voided_at IS NULL AND k.distributor_id <> n.distributor_id LIMIT 1)),
same AS MATERIALIZED (
  SELECT k.* FROM met m CROSS JOIN LATERAL (SELECT * FROM sale_lines k WHERE k.product_id = m.product_id AND k.serial = m.serial AND k.serial <> '' AND k.voided_at IS NULL OFFSET 0) k),
claims AS (
  SELECT product_id, serial, array_agg(distributor_id) AS sellers FROM (
    SELECT product_id, serial, distributor_id FROM same GROUP BY 1, 2, 3 HAVING sum(quantity) > 0) h GROUP BY 1, 2 HAVING count(*) > 1)
SELECT 'product:' || s.product_id || ' serial:' || s.serial AS subject, s.distributor_id, 'PEER' AS role, array_remove(c.sellers, s.distributor_id) AS others,
  s.id AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, s.territory_id AS area_id, s.territory_id, s.product_line_id, s.product_id, s.channel_type,
  s.sale_date AS happened_on, s.quantity, s.base_amount AS amount, NULL::text AS form, '{}'::jsonb AS measures
FROM same s JOIN claims c USING (product_id, serial)
WHERE s.distributor_id = ANY(c.sellers) AND s.quantity > 0 AND s.sale_date >= @since AND s.sale_date < @before`},
		{Customers, `
WITH claims AS MATERIALIZED (
  SELECT s.id, array_agg(DISTINCT o.distributor_id) AS others, min(abs(o.sale_date - s.sale_date)) AS apart
  FROM sold s JOIN sold o ON o.customer_id = s.customer_id AND o.product_id = s.product_id AND o.quantity = s.quantity AND o.distributor_id <> s.distributor_id
    AND o.sale_date BETWEEN s.sale_date - @within::int AND s.sale_date + @within::int AND (s.serial = o.serial OR s.serial = '' OR o.serial = '')
  WHERE s.sale_date >= @since AND s.sale_date < @before AND ` + brand + ` NOT IN (s.distributor_id, o.distributor_id) GROUP BY 1)
SELECT 'customer:' || s.customer_id || ' product:' || s.product_id || ' quantity:' || trim_scale(s.quantity) AS subject, s.distributor_id, 'PEER' AS role, c.others,
  s.id AS line_id, NULL::uuid AS registration_id, s.customer_id, s.territory_id AS area_id, s.territory_id, s.product_line_id, s.product_id, s.channel_type,
  s.sale_date AS happened_on, s.quantity, s.base_amount AS amount, NULL::text AS form, jsonb_build_object('daysApart', c.apart) AS measures
FROM sold s JOIN claims c USING (id)`},
	},
}
