package scorecard

// voidedSQL gives what of a period counts no more, by an index of nothing but such lines.
const voidedSQL = `
SELECT l.distributor_id, count(*) AS lines, sum(l.base_amount) AS amount
FROM sale_lines l
WHERE l.distributor_id = ANY(@ids) AND l.voided_at IS NOT NULL AND l.sale_date >= @from AND l.sale_date < @until AND `

// marketSQL is followed by the scope's condition on assignments a and by marketEndSQL. A market counts that lies within an assignment
// of some day of the period: one of a wider territory or of more lines can't be shared out. Of those that overlap the widest counts,
// for the others are parts of it; so no revenue and no size counts twice. Spans of territories hold each other or have nothing in
// common: in the order of their beginnings, the widest first, one lies in another when one before it ends no sooner.
const marketSQL = `
WITH held AS MATERIALIZED (
  SELECT DISTINCT a.distributor_id, p.start, p.next, m.id, m.product_line_id, m.amount, lower(t.span) AS first, upper(t.span) AS last
  FROM assignments a
  JOIN unnest(@starts::date[], @nexts::date[]) AS p (start, next) ON a.valid && daterange(p.start, p.next)
  JOIN market_sizes m ON m.year = extract(year FROM p.start) AND (a.product_line_id IS NULL OR a.product_line_id = m.product_line_id)
  JOIN territories t ON t.id = m.territory_id AND a.territory_span @> t.span
  WHERE a.distributor_id = ANY(@ids) AND `

const marketEndSQL = `
), measured AS (
  SELECT h.*, max(last) OVER every AS any_line, max(last) FILTER (WHERE product_line_id IS NULL) OVER every AS all_lines, max(last) OVER same AS same_line
  FROM held h
  WINDOW every AS (PARTITION BY distributor_id, start ORDER BY first, last DESC, product_line_id NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    same AS (PARTITION BY distributor_id, start, product_line_id ORDER BY first, last DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), markets AS MATERIALIZED (
  SELECT distributor_id, start, next, product_line_id, amount, first, last FROM measured
  WHERE coalesce(CASE WHEN product_line_id IS NULL THEN any_line ELSE greatest(all_lines, same_line) END < last, true)
), own AS MATERIALIZED (
  SELECT k.distributor_id, k.start, s.*
  FROM (SELECT DISTINCT distributor_id, start, next FROM markets) k
  CROSS JOIN LATERAL (SELECT b.territory_id, b.product_line_id, sum(b.revenue) AS revenue, sum(b.lines) AS lines
    FROM sales_by_product b WHERE b.distributor_id = k.distributor_id AND b.month >= k.start AND b.month < k.next GROUP BY 1, 2) s
), beside AS (
  SELECT distributor_id, start, product_line_id, first, last, amount, NULL::numeric AS revenue, NULL::numeric AS lines, true AS market FROM markets
  UNION ALL SELECT o.distributor_id, o.start, o.product_line_id, lower(t.span), upper(t.span), NULL, o.revenue, o.lines, false FROM own o JOIN territories t ON t.id = o.territory_id
), reached AS (
  SELECT b.*, greatest(max(last) FILTER (WHERE market AND product_line_id IS NULL) OVER every, max(last) FILTER (WHERE market) OVER same) AS reach
  FROM beside b
  WINDOW every AS (PARTITION BY distributor_id, start ORDER BY first, last DESC, market DESC ROWS UNBOUNDED PRECEDING),
    same AS (PARTITION BY distributor_id, start, product_line_id ORDER BY first, last DESC, market DESC ROWS UNBOUNDED PRECEDING)
)
SELECT distributor_id, start, sum(amount) AS size, coalesce(sum(revenue) FILTER (WHERE NOT market AND reach >= last), 0) AS revenue,
  coalesce(sum(lines) FILTER (WHERE NOT market AND reach >= last), 0)::bigint AS lines
FROM reached GROUP BY 1, 2 ORDER BY 1, 2`
