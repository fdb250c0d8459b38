package scorecard

// The statements of a channel view. @now are the months of the period, @before those a year before; @from is the first day
// of the period and @until the day after it. {s}, {d}, {m}, {t}, {f} and {a} stand for the scope's condition on the table of that
// alias.

// keptSQL tells the distributors whose channel months are at hand from those that moved since they were added up: of these the view reads
// the rollups themselves, one distributor after the other, for no statistics say how few they are.
const keptSQL = `
WITH kept AS MATERIALIZED (
  SELECT k.distributor_id AS id FROM channel_keeps k LEFT JOIN data_versions v ON v.distributor_id = k.distributor_id
  WHERE k.seen = coalesce(v.version, 0) AND k.inputs = (` + channelInputs + `)
), moved AS MATERIALIZED (
  SELECT d.id FROM distributors d WHERE d.id NOT IN (SELECT id FROM kept) AND {d}
)`

// listedSQL finds the list price of each cell of product, channel and month, and the rate of each price's currency. Of several policies the
// one for the channel counts before the one for all, and the latest of the month. A price in a currency without a rate is none.
func listedSQL(cells string) string {
	return `
, listed AS (
  SELECT DISTINCT ON (c.channel_type, c.product_id, c.month) c.*, p.list_price, p.currency
  FROM ` + cells + ` c JOIN price_policies p ON p.product_id = c.product_id AND (p.channel_type IS NULL OR p.channel_type = c.channel_type)
    AND p.valid && daterange(c.month, (c.month + interval '1 month')::date)
  ORDER BY c.channel_type, c.product_id, c.month, p.channel_type NULLS LAST, lower(p.valid) DESC
), rates AS (
  SELECT k.currency, k.month, CASE WHEN k.currency = b.base_currency THEN 1 ELSE (SELECT x.rate FROM exchange_rates x
    WHERE x.currency = k.currency AND x.valid_from < k.month + interval '1 month' ORDER BY x.valid_from DESC LIMIT 1) END AS rate
  FROM (SELECT DISTINCT currency, month FROM listed) k CROSS JOIN brand_settings b
)`
}

// What each kind of channel sold, and how its net prices compare with list prices: Σ revenue ÷ Σ quantity × list price, over
// the cells of product, channel and month that have a list price then. Last year's revenue has no prices to be compared with.
var kindsSQL = keptSQL + `, cells AS MATERIALIZED (
  SELECT s.channel_type, s.product_id, s.month, sum(s.revenue) AS revenue, sum(s.quantity) AS quantity
  FROM moved x CROSS JOIN LATERAL (SELECT * FROM sales_by_product s WHERE s.distributor_id = x.id AND s.month = ANY(@now::date[]) OFFSET 0) s GROUP BY 1, 2, 3
)` + listedSQL("cells") + `
, levels AS (
  SELECT l.channel_type, l.revenue, l.quantity * l.list_price * r.rate AS listed
  FROM listed l JOIN rates r ON r.currency = l.currency AND r.month = l.month WHERE r.rate IS NOT NULL
), sums AS (
  SELECT channel_type, sum(revenue) AS revenue, sum(last_year) AS last_year, sum(net) AS net, sum(listed) AS listed FROM (
    SELECT m.channel_type, m.revenue, 0 AS last_year, m.net, m.listed FROM channel_months m
      WHERE m.month = ANY(@now::date[]) AND m.distributor_id IN (SELECT id FROM kept) AND {m}
    UNION ALL SELECT m.channel_type, 0, m.revenue, 0, 0 FROM channel_months m
      WHERE m.month = ANY(@before::date[]) AND m.distributor_id IN (SELECT id FROM kept) AND {m}
    UNION ALL SELECT channel_type, revenue, 0, 0, 0 FROM cells
    UNION ALL SELECT s.channel_type, 0, s.revenue, 0, 0
      FROM moved x CROSS JOIN LATERAL (SELECT * FROM sales_by_territory s WHERE s.distributor_id = x.id AND s.month = ANY(@before::date[]) OFFSET 0) s
    UNION ALL SELECT channel_type, 0, 0, revenue, listed FROM levels) x GROUP BY 1
)
SELECT channel_type, revenue, last_year, net, listed FROM sums ORDER BY 1`

// What each distributor sold in the period and in the one before, @since its first day, and everybody in each month of the year around the
// period: rows of the one and of the other.
const soldSQL = keptSQL + `, cells AS (
  SELECT m.distributor_id, m.month, m.lines, m.revenue FROM channel_months m
  WHERE m.month >= @first AND m.month < @last AND m.distributor_id IN (SELECT id FROM kept) AND {m}
  UNION ALL SELECT x.id, s.month, s.lines, s.revenue
  FROM moved x CROSS JOIN LATERAL (SELECT * FROM sales_by_line s WHERE s.distributor_id = x.id AND s.month >= @first AND s.month < @last OFFSET 0) s
), sums AS MATERIALIZED (
  SELECT distributor_id, month, coalesce(sum(lines) FILTER (WHERE month >= @from AND month < @until), 0)::bigint AS lines,
    coalesce(sum(revenue) FILTER (WHERE month >= @from AND month < @until), 0) AS revenue,
    coalesce(sum(revenue) FILTER (WHERE month >= @since AND month < @from), 0) AS before, sum(revenue) AS all_revenue
  FROM cells GROUP BY GROUPING SETS ((distributor_id), (month))
)
SELECT s.distributor_id, s.month, d.channel_types[1] AS channel_type, s.lines, s.revenue, s.before, s.all_revenue
FROM sums s LEFT JOIN distributors d ON d.id = s.distributor_id ORDER BY s.revenue DESC, s.distributor_id, s.month`

// The customers of the distributors of each first channel type.
const kindCustomersSQL = `
SELECT d.channel_types[1] AS channel_type,
  coalesce(sum(c.active), 0)::bigint AS active, coalesce(sum(c.repeating), 0)::bigint AS repeating, coalesce(sum(c.fresh), 0)::bigint AS fresh
FROM distributors d
LEFT JOIN customer_counts c ON c.distributor_id = d.id AND c.kind = @kind AND c.start = @from
WHERE {d} GROUP BY 1 ORDER BY 1`

// @from to @until for targets resolved by the rule of targetsSQL.
const kindTargetsSQL = `
SELECT d.channel_types[1] AS channel_type, sum(r.amount) AS amount
FROM resolved r JOIN distributors d ON d.id = r.distributor_id
WHERE r.kind = @kind AND r.start = @from GROUP BY 1 ORDER BY 1`

const kindFeedbackSQL = `
SELECT d.channel_types[1] AS channel_type, avg(f.csat) AS csat, count(f.nps) AS answers,
  count(*) FILTER (WHERE f.nps >= 9) - count(*) FILTER (WHERE f.nps <= 6) AS lead
FROM feedback f JOIN distributors d ON d.id = f.distributor_id
WHERE f.withdrawn_at IS NULL AND f.responded_on >= @from AND f.responded_on < @until AND {f} GROUP BY 1 ORDER BY 1`

const budgetsSQL = `SELECT channel_type, amount FROM budgets WHERE year = @year ORDER BY 1`

// A distributor that sells for the brand itself is at level 1, one that sells for that one at level 2. Of a chain whose upper
// end is out of reach a single further level is known.
const territoriesSQL = `
WITH RECURSIVE mine AS MATERIALIZED (
  SELECT d.id, d.parent_id FROM distributors d WHERE {d}
), levels AS (
  SELECT m.id, CASE WHEN m.parent_id IS NULL THEN 1 ELSE 2 END AS level FROM mine m
  WHERE m.parent_id IS NULL OR NOT EXISTS (SELECT FROM mine p WHERE p.id = m.parent_id)
  UNION ALL
  SELECT m.id, l.level + 1 FROM mine m JOIN levels l ON l.id = m.parent_id WHERE l.level < 100
), cells AS MATERIALIZED (
  SELECT s.territory_id, s.distributor_id, s.product_line_id, sum(s.lines) AS lines, sum(s.revenue) AS revenue
  FROM sales_by_territory s WHERE s.month = ANY(@now::date[]) AND ` + sellers + ` AND {s} GROUP BY 1, 2, 3
), yielded AS (
  SELECT territory_id, sum(revenue) AS revenue, 0 AS last_year FROM cells GROUP BY 1
  UNION ALL
  SELECT s.territory_id, 0, sum(s.revenue) FROM sales_by_territory s WHERE s.month = ANY(@before::date[]) AND ` + sellers + ` AND {s} GROUP BY 1
), within AS MATERIALIZED (
  SELECT t.id, b.id AS below FROM territories t JOIN territories b ON b.span <@ t.span
), sums AS (
  SELECT w.id, sum(y.revenue) AS revenue, sum(y.last_year) AS last_year FROM yielded y JOIN within w ON w.below = y.territory_id GROUP BY 1
), sold AS (
  SELECT p.id, p.distributor_id, count(*) AS lines
  FROM (SELECT DISTINCT w.id, c.distributor_id, c.product_line_id FROM cells c JOIN within w ON w.below = c.territory_id WHERE c.lines > 0) p GROUP BY 1, 2
), breadths AS (
  SELECT s.id, count(*) AS breadth, avg(l.level) AS length, avg(s.lines) AS depth
  FROM sold s JOIN levels l ON l.id = s.distributor_id GROUP BY 1
), assigned AS (
  SELECT t.id, count(DISTINCT a.distributor_id) AS assigned
  FROM assignments a JOIN territories t ON t.span && a.territory_span
  WHERE a.valid && daterange(@from::date, @until::date) AND {a} GROUP BY 1
), regions AS (
  SELECT t.id, count(*) AS regions
  FROM territories t JOIN territories b ON b.span <@ t.span AND b.id <> t.id
  WHERE NOT EXISTS (SELECT FROM territories c WHERE c.parent_id = b.id) GROUP BY 1
)
SELECT t.id AS territory_id, coalesce(s.revenue, 0) AS revenue, coalesce(s.last_year, 0) AS last_year, coalesce(b.breadth, 0) AS breadth, b.length, b.depth,
  coalesce(r.regions, 0) AS regions, coalesce(a.assigned, 0) AS assigned
FROM territories t
LEFT JOIN sums s ON s.id = t.id LEFT JOIN breadths b ON b.id = t.id LEFT JOIN assigned a ON a.id = t.id LEFT JOIN regions r ON r.id = t.id
WHERE s.id IS NOT NULL OR a.id IS NOT NULL
ORDER BY revenue DESC, t.depth, t.code LIMIT @most`
