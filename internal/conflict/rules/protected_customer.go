package rules

// protectedCustomer finds sales to a customer inside the window in which another's registration protects it for that product line, unless the seller was
// protected that day as well. The claimant shows its registration.
var protectedCustomer = Rule{
	Name: "PROTECTED_CUSTOMER", Moment: WithRegistration, Bands: bands(10_000, 100_000, 1_000_000),
	Finds: []Find{{Customers, `
WITH ` + protecting + `,
breach AS MATERIALIZED (
  SELECT s.id, s.customer_id, s.product_line_id, s.distributor_id, array_agg(DISTINCT p.distributor_id) AS others, array_agg(DISTINCT p.id) AS registrations, min(p.protected_from) AS first
  FROM sold s JOIN protecting p ON p.customer_id = s.customer_id AND p.product_line_id = s.product_line_id AND p.distributor_id <> s.distributor_id
    AND s.sale_date BETWEEN p.protected_from AND p.protected_until
  WHERE s.sale_date >= @since AND s.sale_date < @before AND s.distributor_id <> ` + brand + `
    AND NOT EXISTS (SELECT 1 FROM protecting own WHERE own.customer_id = s.customer_id AND own.product_line_id = s.product_line_id
      AND own.distributor_id = s.distributor_id AND s.sale_date BETWEEN own.protected_from AND own.protected_until)
  GROUP BY 1, 2, 3, 4)
SELECT 'customer:' || b.customer_id || ' line:' || b.product_line_id || ' seller:' || b.distributor_id AS subject, b.distributor_id, 'RESPONDENT' AS role, b.others,
  s.id AS line_id, NULL::uuid AS registration_id, b.customer_id, s.territory_id AS area_id, s.territory_id, s.product_line_id, s.product_id, s.channel_type,
  s.sale_date AS happened_on, s.quantity, s.base_amount AS amount, NULL::text AS form, jsonb_build_object('protectedFrom', b.first) AS measures
FROM breach b JOIN sold s ON s.id = b.id
UNION ALL
SELECT DISTINCT 'customer:' || b.customer_id || ' line:' || b.product_line_id || ' seller:' || b.distributor_id, p.distributor_id, 'CLAIMANT', '{}'::uuid[],
  NULL::uuid, p.id, b.customer_id, NULL::uuid, NULL::uuid, p.product_line_id, NULL::uuid, NULL::text,
  p.protected_from, NULL::numeric, 0::numeric, NULL::text, jsonb_build_object('protectedFrom', p.protected_from, 'protectedUntil', p.protected_until)
FROM breach b JOIN protecting p ON p.id = ANY(b.registrations)`}},
}
