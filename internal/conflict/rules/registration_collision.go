package rules

// registrationCollision finds registrations of one customer and product line by several distributors whose windows overlap: the granted one, or, while
// a claim waits for its decision, the one that it asks for. Claims for two different sites don't meet.
var registrationCollision = Rule{
	Name: "REGISTRATION_COLLISION", Moment: WithRegistration, Bands: bands(50_000, 500_000, 5_000_000),
	Values: []Value{{Key: "window", Unit: Days, Least: "1", Most: "730", Default: "90"}},
	Finds: []Find{{Customers, `
WITH claims AS MATERIALIZED (
  SELECT m.customer_id, r.distributor_id, r.id, r.product_line_id, r.site, r.expected_amount * x.rate AS amount, x.day,
    coalesce(r.protected_from, x.day) AS first, coalesce(r.protected_until, x.day + @window::int) AS last
  FROM members m JOIN registrations r ON r.distributor_id = m.distributor_id AND r.account_id = m.account_id
  CROSS JOIN LATERAL (SELECT (r.submitted_at AT TIME ZONE 'UTC')::date AS day) d
  CROSS JOIN LATERAL (SELECT d.day, rate FROM (` + rateAt("r.currency", "d.day") + `) q) x
  WHERE r.state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED') AND r.submitted_at IS NOT NULL),
met AS (
  SELECT c.id, array_agg(DISTINCT o.distributor_id) AS others FROM claims c JOIN claims o ON o.customer_id = c.customer_id AND o.product_line_id = c.product_line_id
    AND o.distributor_id <> c.distributor_id AND o.first <= c.last AND o.last >= c.first AND (o.site = c.site OR '' IN (o.site, c.site))
  WHERE c.day >= @since AND c.day < @before GROUP BY 1)
SELECT 'customer:' || c.customer_id || ' line:' || c.product_line_id AS subject, c.distributor_id, 'PEER' AS role, m.others, NULL::uuid AS line_id, c.id AS registration_id,
  c.customer_id, NULL::uuid AS area_id, NULL::uuid AS territory_id, c.product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type, c.day AS happened_on,
  NULL::numeric AS quantity, coalesce(c.amount, 0) AS amount, NULL::text AS form, jsonb_build_object('from', c.first, 'until', c.last) AS measures
FROM claims c JOIN met m USING (id)`}},
}
