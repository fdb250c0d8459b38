package rules

// Known are the temporary tables that queries read, by what they go over, and what fills them. Over customers: members, the accounts by which organisations know the
// customers that are looked at, those that were merged into them included; and sold, the lines that were sold to them, each with its customer. A line that
// was returned was sold all the same. Over weeks: looked, which is just these.
var Known = []Table{
	{Customers, "members", "customer_id uuid, distributor_id uuid, account_id uuid", `
SELECT k.customer_id, k.distributor_id, k.account_id FROM ({customers}) c JOIN customer_links k USING (customer_id)
  JOIN accounts a ON a.distributor_id = k.distributor_id AND a.id = k.account_id AND a.merged_into IS NULL
UNION SELECT k.customer_id, m.distributor_id, m.id FROM ({customers}) c JOIN customer_links k USING (customer_id)
  JOIN accounts m ON m.distributor_id = k.distributor_id AND m.merged_into = k.account_id`},
	{Customers, "sold", `customer_id uuid, distributor_id uuid, id uuid, sale_date date, product_id uuid, product_line_id uuid, territory_id uuid, channel_type text, quantity numeric,
  base_amount numeric, serial text`, `
SELECT m.customer_id, l.* FROM members m CROSS JOIN LATERAL (
  SELECT s.distributor_id, s.id, s.sale_date, s.product_id, s.product_line_id, s.territory_id, s.channel_type, s.quantity, s.base_amount, s.serial
  FROM sale_lines s WHERE s.distributor_id = m.distributor_id AND s.account_id = m.account_id AND s.voided_at IS NULL AND s.quantity > 0 OFFSET 0) l`},
	{Weeks, "looked", "week date, territory_id uuid", `SELECT week, territory_id FROM ({weeks}) w`},
}

// Table is a temporary table that queries read.
type Table struct {
	Over                  Over
	Name, Columns, Filled string
}

// brand is the SQL of the brand's own organisation.
const brand = `(SELECT brand_id FROM brand_settings)`

// protecting is the SQL of a named query over members: the windows in which registrations protect the whole of a customer or did until they were over. One that was
// released or revoked protects nothing. One of a single site protects that site, of which lines say nothing.
const protecting = `protecting AS MATERIALIZED (
  SELECT m.customer_id, r.distributor_id, r.id, r.product_line_id, r.protected_from, r.protected_until, r.submitted_at
  FROM members m JOIN registrations r ON r.distributor_id = m.distributor_id AND r.account_id = m.account_id
  WHERE r.state IN ('APPROVED', 'EXTENDED', 'EXPIRED', 'CONVERTED') AND r.protected_from IS NOT NULL AND r.site = '')`
