package rules

// customerOverlap finds distributors that sell the same product line to the same customer within a time: each of their lines that another's is near to.
var customerOverlap = Rule{
	Name: "CUSTOMER_OVERLAP", Moment: WithLink, Bands: bands(50_000, 500_000, 5_000_000), Quiet: 90,
	Values: []Value{
		{Key: "window", Unit: Days, Least: "0", Most: "3650", Default: "90"}, // 0: whenever
		{Key: "groupBy", Unit: Choice, Choices: []string{"LINE", "CUSTOMER"}, Default: "LINE"},
	},
	Finds: []Find{{Customers, `
WITH days AS MATERIALIZED (SELECT DISTINCT customer_id, product_line_id, distributor_id, sale_date FROM sold WHERE distributor_id <> ` + brand + `),
near AS MATERIALIZED (
  SELECT d.customer_id, d.product_line_id, d.distributor_id, d.sale_date, array_agg(DISTINCT o.distributor_id) AS others
  FROM days d JOIN days o ON o.customer_id = d.customer_id AND o.product_line_id = d.product_line_id AND o.distributor_id <> d.distributor_id
    AND (@window::int = 0 OR o.sale_date BETWEEN d.sale_date - @window::int AND d.sale_date + @window::int)
  WHERE d.sale_date >= @since AND d.sale_date < @before GROUP BY 1, 2, 3, 4)
SELECT 'customer:' || s.customer_id || CASE @groupBy WHEN 'LINE' THEN ' line:' || s.product_line_id ELSE '' END AS subject,
  s.distributor_id, 'PEER' AS role, n.others, s.id AS line_id, NULL::uuid AS registration_id, s.customer_id, s.territory_id AS area_id,
  s.territory_id, s.product_line_id, s.product_id, s.channel_type, s.sale_date AS happened_on, s.quantity, s.base_amount AS amount, NULL::text AS form, '{}'::jsonb AS measures
FROM sold s JOIN near n USING (customer_id, product_line_id, distributor_id, sale_date)`}},
}
