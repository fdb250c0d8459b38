package scorecard

// marketSQL is followed by the scope's condition on assignments a and by marketEndSQL. A market counts that lies within an assignment
// of some day of the period: one of a wider territory or of more lines can't be shared out. Of those that overlap the widest counts,
// for the others are parts of it; so no revenue and no size counts twice. Spans of territories hold each other or have nothing in
// common: in the order of their beginnings, the widest first, one lies in another when one before it ends no sooner.
//
// Each step is small and stands alone, for the planner knows the size of none: "pairs" has no periods yet, "within" each span once, and
// whether a sale lies in a market is looked up in a table of places, whatever their number.
const marketSQL = `
WITH areas AS MATERIALIZED (
  SELECT a.distributor_id, a.product_line_id, a.valid, lower(a.territory_span) AS first, upper(a.territory_span) AS last
  FROM assignments a WHERE a.distributor_id = ANY(@ids) AND `

const marketEndSQL = `
), periods AS MATERIALIZED (
  SELECT p.start, p.next, extract(year FROM p.start)::int AS year FROM unnest(@starts::date[], @nexts::date[]) AS p (start, next)
), sizes AS MATERIALIZED (
  SELECT m.year, m.product_line_id, m.amount, lower(t.span) AS first, upper(t.span) AS last
  FROM market_sizes m JOIN territories t ON t.id = m.territory_id WHERE m.year IN (SELECT year FROM periods)
), pairs AS MATERIALIZED (
  SELECT a.distributor_id, a.valid, m.* FROM areas a
  JOIN sizes m ON a.first <= m.first AND a.last >= m.last AND (a.product_line_id IS NULL OR a.product_line_id = m.product_line_id)
), held AS MATERIALIZED (
  SELECT DISTINCT m.distributor_id, p.start, p.next, m.product_line_id, m.amount, m.first, m.last
  FROM pairs m JOIN periods p ON p.year = m.year AND m.valid && daterange(p.start, p.next)
), measured AS (
  SELECT h.*, max(last) OVER every AS any_line, max(last) FILTER (WHERE product_line_id IS NULL) OVER every AS all_lines, max(last) OVER same AS same_line
  FROM held h
  WINDOW every AS (PARTITION BY distributor_id, start ORDER BY first, last DESC, product_line_id NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    same AS (PARTITION BY distributor_id, start, product_line_id ORDER BY first, last DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), markets AS MATERIALIZED (
  SELECT distributor_id, start, next, product_line_id, amount, first, last FROM measured
  WHERE coalesce(CASE WHEN product_line_id IS NULL THEN any_line ELSE greatest(all_lines, same_line) END < last, true)
), within AS MATERIALIZED (
  SELECT s.first, s.last, t.id FROM (SELECT DISTINCT first, last FROM markets) s JOIN territories t ON lower(t.span) >= s.first AND upper(t.span) <= s.last
), places AS MATERIALIZED (
  SELECT m.distributor_id, m.start, m.product_line_id, w.id FROM markets m JOIN within w ON w.first = m.first AND w.last = m.last
)
SELECT k.distributor_id, k.start, k.size, own.revenue, own.lines
FROM (SELECT distributor_id, start, next, sum(amount) AS size FROM markets GROUP BY 1, 2, 3) k
CROSS JOIN LATERAL (
  SELECT coalesce(sum(s.revenue), 0) AS revenue, coalesce(sum(s.lines), 0)::bigint AS lines
  FROM sales_by_territory s WHERE s.distributor_id = k.distributor_id AND s.month >= k.start AND s.month < k.next
    AND ((k.distributor_id, k.start, s.territory_id) IN (SELECT distributor_id, start, id FROM places WHERE product_line_id IS NULL)
      OR (k.distributor_id, k.start, s.territory_id, s.product_line_id) IN (SELECT distributor_id, start, id, product_line_id FROM places WHERE product_line_id IS NOT NULL))
) own`
