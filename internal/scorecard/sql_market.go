package scorecard

// voidedSQL gives what of a period counts no more, by an index of nothing but such lines.
const voidedSQL = `
SELECT l.distributor_id, count(*) AS lines, sum(l.base_amount) AS amount
FROM sale_lines l
WHERE l.distributor_id = ANY(@ids) AND l.voided_at IS NOT NULL AND l.sale_date >= @from AND l.sale_date < @until AND `

// marketSQL is followed by the scope's condition on assignments a and by marketEndSQL. A market counts that lies within an assignment
// of some day of the period: one of a wider territory or of more lines can't be shared out. Of those that overlap the widest counts,
// for the others are parts of it; so no revenue and no size counts twice.
const marketSQL = `
WITH held AS MATERIALIZED (
  SELECT DISTINCT a.distributor_id, p.start, p.next, m.id, m.product_line_id, m.amount, t.depth, t.span
  FROM assignments a
  JOIN unnest(@starts::date[], @nexts::date[]) AS p (start, next) ON a.valid && daterange(p.start, p.next)
  JOIN market_sizes m ON m.year = extract(year FROM p.start) AND (a.product_line_id IS NULL OR a.product_line_id = m.product_line_id)
  JOIN territories t ON t.id = m.territory_id AND a.territory_span @> t.span
  WHERE a.distributor_id = ANY(@ids) AND `

const marketEndSQL = `
), markets AS MATERIALIZED (
  SELECT h.* FROM held h WHERE NOT EXISTS (SELECT FROM held w WHERE w.distributor_id = h.distributor_id AND w.start = h.start AND w.id <> h.id
    AND w.span && h.span AND (w.product_line_id IS NULL OR h.product_line_id IS NULL OR w.product_line_id = h.product_line_id)
    AND (w.depth, w.product_line_id IS NOT NULL, w.id) < (h.depth, h.product_line_id IS NOT NULL, h.id))
), own AS MATERIALIZED (
  SELECT k.distributor_id, k.start, s.territory_id, s.product_line_id, sum(s.revenue) AS revenue, sum(s.lines) AS lines
  FROM (SELECT DISTINCT distributor_id, start, next FROM markets) k
  CROSS JOIN LATERAL (SELECT * FROM sales_by_product b WHERE b.distributor_id = k.distributor_id AND b.month >= k.start AND b.month < k.next) s
  GROUP BY 1, 2, 3, 4
), sizes AS (
  SELECT distributor_id, start, sum(amount) AS size FROM markets GROUP BY 1, 2
), revenues AS (
  SELECT o.distributor_id, o.start, sum(o.revenue) AS revenue, sum(o.lines) AS lines
  FROM own o JOIN territories t ON t.id = o.territory_id
  JOIN markets m ON m.distributor_id = o.distributor_id AND m.start = o.start AND m.span @> t.span
    AND (m.product_line_id IS NULL OR m.product_line_id = o.product_line_id)
  GROUP BY 1, 2
)
SELECT z.distributor_id, z.start, z.size, coalesce(r.revenue, 0) AS revenue, coalesce(r.lines, 0)::bigint AS lines
FROM sizes z LEFT JOIN revenues r ON r.distributor_id = z.distributor_id AND r.start = z.start ORDER BY 1, 2`
