package verify

// Revenue in breach of prices and territories equals what the evidence of cases says of live lines, each counted once for its kind.
const breaches = `
WITH said AS (
  SELECT DISTINCT o.distributor_id, o.line_id, CASE o.rule WHEN 'PRICE_BELOW_FLOOR' THEN 'PRICE' ELSE 'TERRITORY' END AS kind,
    date_trunc('month', l.sale_date::timestamp)::date AS month, l.base_amount AS revenue
  FROM conflict_evidence_own o
  JOIN conflict_evidence e ON e.case_id = o.case_id AND e.id = o.evidence_id
  JOIN conflicts c ON c.id = o.case_id
  JOIN sale_lines l ON l.distributor_id = o.distributor_id AND l.id = o.line_id
  WHERE o.rule IN ('PRICE_BELOW_FLOOR', 'OUT_OF_TERRITORY') AND e.withdrawn_at IS NULL AND l.voided_at IS NULL AND c.state NOT IN ('OPEN', 'DISMISSED')
), months AS (
  SELECT distributor_id, month, kind, count(*) AS lines, sum(revenue) AS revenue FROM said GROUP BY 1, 2, 3
)
SELECT distributor_id, format('month %s %s: %s lines, revenue %s; the cases say %s, %s', month, lower(kind),
  coalesce(r.lines, 0), coalesce(r.revenue, 0), coalesce(s.lines, 0), coalesce(s.revenue, 0)) AS detail
FROM months s FULL JOIN breach_months r USING (distributor_id, month, kind)
WHERE (coalesce(s.lines, 0), coalesce(s.revenue, 0)) <> (coalesce(r.lines, 0), coalesce(r.revenue, 0))
UNION ALL
SELECT distributor_id, format('line %s %s', line_id, CASE WHEN b.line_id IS NULL THEN 'breaches and is not counted' ELSE 'is counted and does not breach' END)
FROM said s FULL JOIN breach_lines b USING (distributor_id, line_id, kind) WHERE s.revenue IS NULL OR b.revenue IS NULL OR (s.month, s.revenue) <> (b.month, b.revenue)`
