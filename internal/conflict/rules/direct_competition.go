package rules

// directCompetition finds the brand's own sales to customers that a distributor owns: that a case gave it, or that its registration protected that day
// for that product line.
var directCompetition = Rule{
	Name: "DIRECT_COMPETITION", Moment: WithLink, Bands: bands(50_000, 500_000, 5_000_000),
	Finds: []Find{{Customers, `
WITH ` + protecting + `,
owned AS MATERIALIZED (
  SELECT s.id, s.customer_id, array_agg(DISTINCT o.owner) AS others FROM sold s CROSS JOIN LATERAL (
    SELECT c.owner_id AS owner FROM customers c WHERE c.id = s.customer_id AND c.owner_id IS NOT NULL
    UNION SELECT p.distributor_id FROM protecting p WHERE p.customer_id = s.customer_id AND p.product_line_id = s.product_line_id
      AND p.distributor_id <> s.distributor_id AND s.sale_date BETWEEN p.protected_from AND p.protected_until) o
  WHERE s.distributor_id = ` + brand + ` AND s.sale_date >= @since AND s.sale_date < @before GROUP BY 1, 2)
SELECT 'customer:' || s.customer_id || ' line:' || s.product_line_id AS subject, s.distributor_id, 'RESPONDENT' AS role, o.others, s.id AS line_id, NULL::uuid AS registration_id,
  s.customer_id, s.territory_id AS area_id, s.territory_id, s.product_line_id, s.product_id, s.channel_type, s.sale_date AS happened_on, s.quantity, s.base_amount AS amount,
  NULL::text AS form, '{}'::jsonb AS measures
FROM owned o JOIN sold s ON s.id = o.id`}},
}
