package verify

const salesByLine = `
SELECT distributor_id, format('month %s product line %s: %s lines, quantity %s, revenue %s; the lines say %s, %s, %s', month, product_line_id,
  coalesce(r.lines, 0), coalesce(r.quantity, 0), coalesce(r.revenue, 0), coalesce(l.lines, 0), coalesce(l.quantity, 0), coalesce(l.revenue, 0)) AS detail
FROM (
  SELECT distributor_id, month, product_line_id, sum(lines)::bigint AS lines, sum(quantity) AS quantity, sum(revenue) AS revenue FROM (
    SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date AS month, product_line_id,
      count(*) AS lines, sum(quantity) AS quantity, sum(base_amount) AS revenue
    FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2, 3
    UNION ALL SELECT distributor_id, month, product_line_id, 0, 0, sum(amount) FROM credit_entries WHERE reversed_at IS NULL GROUP BY 1, 2, 3) s GROUP BY 1, 2, 3) l
FULL JOIN sales_by_line r USING (distributor_id, month, product_line_id)
WHERE (coalesce(l.lines, 0), coalesce(l.quantity, 0), coalesce(l.revenue, 0)) <> (coalesce(r.lines, 0), coalesce(r.quantity, 0), coalesce(r.revenue, 0))`

const salesByProduct = `
SELECT distributor_id, format('month %s product %s territory %s channel %s: %s lines, quantity %s, revenue %s; the lines say %s, %s, %s',
  month, product_id, territory_id, channel_type,
  coalesce(r.lines, 0), coalesce(r.quantity, 0), coalesce(r.revenue, 0), coalesce(l.lines, 0), coalesce(l.quantity, 0), coalesce(l.revenue, 0)) AS detail
FROM (
  SELECT distributor_id, month, product_id, territory_id, channel_type, sum(lines)::bigint AS lines, sum(quantity) AS quantity, sum(revenue) AS revenue FROM (
    SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date AS month, product_id,
      coalesce(territory_id, '00000000-0000-0000-0000-000000000000') AS territory_id, channel_type,
      count(*) AS lines, sum(quantity) AS quantity, sum(base_amount) AS revenue
    FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5
    UNION ALL SELECT distributor_id, month, product_id, coalesce(territory_id, '00000000-0000-0000-0000-000000000000'), channel_type, 0, 0, sum(amount)
    FROM credit_entries WHERE reversed_at IS NULL GROUP BY 1, 2, 3, 4, 5) s GROUP BY 1, 2, 3, 4, 5) l
FULL JOIN sales_by_product r USING (distributor_id, month, product_id, territory_id, channel_type)
WHERE (coalesce(l.lines, 0), coalesce(l.quantity, 0), coalesce(l.revenue, 0)) <> (coalesce(r.lines, 0), coalesce(r.quantity, 0), coalesce(r.revenue, 0))`

const salesByTerritory = `
SELECT distributor_id, format('month %s territory %s product line %s channel %s: %s lines, revenue %s; the lines say %s, %s',
  month, territory_id, product_line_id, channel_type, coalesce(r.lines, 0), coalesce(r.revenue, 0), coalesce(l.lines, 0), coalesce(l.revenue, 0)) AS detail
FROM (
  SELECT distributor_id, month, territory_id, product_line_id, channel_type, sum(lines)::bigint AS lines, sum(revenue) AS revenue FROM (
    SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date AS month, coalesce(territory_id, '00000000-0000-0000-0000-000000000000') AS territory_id,
      product_line_id, channel_type, count(*) AS lines, sum(base_amount) AS revenue
    FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5
    UNION ALL SELECT distributor_id, month, coalesce(territory_id, '00000000-0000-0000-0000-000000000000'), product_line_id, channel_type, 0, sum(amount)
    FROM credit_entries WHERE reversed_at IS NULL GROUP BY 1, 2, 3, 4, 5) s GROUP BY 1, 2, 3, 4, 5) l
FULL JOIN sales_by_territory r USING (distributor_id, month, territory_id, product_line_id, channel_type)
WHERE (coalesce(l.lines, 0), coalesce(l.revenue, 0)) <> (coalesce(r.lines, 0), coalesce(r.revenue, 0))`

// What is added up beforehand counts while the distributor's data is what it was then.
const channelMonths = `
SELECT distributor_id, format('month %s channel %s: %s lines, revenue %s; the products say %s, %s',
  month, channel_type, coalesce(r.lines, 0), coalesce(r.revenue, 0), coalesce(s.lines, 0), coalesce(s.revenue, 0)) AS detail
FROM (SELECT distributor_id, month, channel_type, sum(lines)::bigint AS lines, sum(revenue) AS revenue FROM sales_by_product GROUP BY 1, 2, 3) s
FULL JOIN channel_months r USING (distributor_id, month, channel_type)
JOIN channel_keeps k USING (distributor_id) LEFT JOIN data_versions v USING (distributor_id)
WHERE k.seen = coalesce(v.version, 0) AND (coalesce(s.lines, 0), coalesce(s.revenue, 0)) <> (coalesce(r.lines, 0), coalesce(r.revenue, 0))`

// A month was reported when the first of its live lines came in.
const reportedMonths = `
SELECT distributor_id, format('month %s: %s lines, reported at %s; the lines say %s, %s', month,
  coalesce(r.lines, 0), r.reported_at, coalesce(l.lines, 0), l.reported_at) AS detail
FROM (
  SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date AS month, count(*) AS lines, min(created_at) AS reported_at
  FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2) l
FULL JOIN reported_months r USING (distributor_id, month)
WHERE coalesce(l.lines, 0) <> coalesce(r.lines, 0) OR l.lines > 0 AND l.reported_at <> r.reported_at`

// What counts as an account's purchase: a positive live line of its own or of an account that was merged into it.
const purchases = `
  SELECT l.distributor_id, coalesce(a.merged_into, l.account_id) AS account_id, l.sale_date
  FROM sale_lines l LEFT JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
  WHERE l.voided_at IS NULL AND l.quantity > 0 AND l.account_id IS NOT NULL`

// An account's purchase days: bit 0 is January 1, set by a positive live line.
const accountYears = `
SELECT distributor_id, format('account %s year %s: %s purchase days; the lines say %s%s', account_id, year,
  coalesce(bit_count(r.days), 0), coalesce(bit_count(l.days), 0),
  CASE WHEN bit_count(r.days) = bit_count(l.days) THEN ', and others' ELSE '' END) AS detail
FROM (
  SELECT distributor_id, account_id, extract(year FROM sale_date)::int AS year,
    bit_or(set_bit(repeat('0', 366)::bit(366), extract(doy FROM sale_date)::int - 1, 1)) AS days
  FROM (` + purchases + `) p GROUP BY 1, 2, 3) l
FULL JOIN account_years r USING (distributor_id, account_id, year)
WHERE coalesce(l.days, repeat('0', 366)::bit(366)) <> coalesce(r.days, repeat('0', 366)::bit(366))`

const firstSales = `
SELECT a.distributor_id, format('account %s first bought on %s; the lines say %s', a.id,
  coalesce(a.first_sale_on::text, 'no day'), coalesce(l.first_sale_on::text, 'no day')) AS detail
FROM accounts a LEFT JOIN (
  SELECT distributor_id, account_id, min(sale_date) AS first_sale_on FROM (` + purchases + `) p GROUP BY 1, 2) l
ON l.distributor_id = a.distributor_id AND l.account_id = a.id
WHERE a.first_sale_on IS DISTINCT FROM l.first_sale_on`

// Accounts with one purchase day in the period, with two, and with the first ever.
const customerCounts = `
WITH days AS (
  SELECT distributor_id, account_id, sale_date AS day, row_number() OVER (PARTITION BY distributor_id, account_id ORDER BY sale_date) = 1 AS first
  FROM (` + purchases + `) p GROUP BY 1, 2, 3
), periods AS (
  SELECT distributor_id, account_id, kind, date_trunc(kind, day::timestamp)::date AS start, count(*) AS days, bool_or(first) AS fresh
  FROM days CROSS JOIN (VALUES ('month'), ('quarter'), ('year')) kinds (kind) GROUP BY 1, 2, 3, 4
), said AS (
  SELECT distributor_id, kind, start, count(*) AS active, count(*) FILTER (WHERE days >= 2) AS repeating, count(*) FILTER (WHERE fresh) AS fresh
  FROM periods GROUP BY 1, 2, 3
)
SELECT distributor_id, format('%s %s: %s active, %s repeating, %s new; the lines say %s, %s, %s', kind, start,
  coalesce(r.active, 0), coalesce(r.repeating, 0), coalesce(r.fresh, 0), coalesce(l.active, 0), coalesce(l.repeating, 0), coalesce(l.fresh, 0)) AS detail
FROM said l FULL JOIN customer_counts r USING (distributor_id, kind, start)
WHERE (coalesce(l.active, 0), coalesce(l.repeating, 0), coalesce(l.fresh, 0)) <> (coalesce(r.active, 0), coalesce(r.repeating, 0), coalesce(r.fresh, 0))`
