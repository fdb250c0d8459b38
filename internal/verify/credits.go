package verify

// All entries of a line that count add up to nothing: what its owner lost is what all got.
const creditOfLines = `
SELECT k.owner_id AS distributor_id, format('the credit entries of line %s add up to %s', k.line_id, sum(e.amount)) AS detail
FROM credit_entries e JOIN credit_lines k ON k.entry_id = e.id WHERE e.reversed_at IS NULL GROUP BY k.owner_id, k.line_id HAVING sum(e.amount) <> 0`

// Each entry is of one line; only its owner's names it; and of a split that stands one entry takes the whole line away, in the facts of the line.
const creditParts = `
SELECT e.distributor_id, format('credit entry %s %s', e.id, CASE
  WHEN k.entry_id IS NULL THEN 'is of no line'
  WHEN e.line_id IS NOT NULL AND (e.line_id, e.distributor_id) <> (k.line_id, k.owner_id) THEN 'names a line of another'
  ELSE 'is of another product or channel than its line' END) AS detail
FROM credit_entries e LEFT JOIN credit_lines k ON k.entry_id = e.id LEFT JOIN sale_lines l ON l.distributor_id = k.owner_id AND l.id = k.line_id
WHERE k.entry_id IS NULL OR e.line_id IS NOT NULL AND (e.line_id, e.distributor_id) <> (k.line_id, k.owner_id)
  OR (l.product_id, l.product_line_id, l.territory_id, l.channel_type) IS DISTINCT FROM (e.product_id, e.product_line_id, e.territory_id, e.channel_type)
UNION ALL
SELECT s.distributor_id, format('line %s is split and no entry takes away its %s', s.line_id, l.base_amount)
FROM credit_splits s JOIN sale_lines l ON l.distributor_id = s.distributor_id AND l.id = s.line_id
WHERE s.released_at IS NULL AND l.base_amount <> 0 AND NOT EXISTS (SELECT FROM credit_entries e WHERE e.distributor_id = s.distributor_id AND e.line_id = s.line_id
  AND e.remedy_id = s.remedy_id AND e.amount = -l.base_amount AND e.reversed_at IS NULL)`

// A split line counts; the entries of a released split count no more, or are countered.
const splitLines = `
SELECT s.distributor_id, format('line %s is split and %s', s.line_id, CASE WHEN l.id IS NULL THEN 'does not exist' ELSE 'is voided' END) AS detail
FROM credit_splits s LEFT JOIN sale_lines l ON l.distributor_id = s.distributor_id AND l.id = s.line_id
WHERE s.released_at IS NULL AND (l.id IS NULL OR l.voided_at IS NOT NULL)
UNION ALL
SELECT e.distributor_id, format('remedy %s split line %s no more, and %s of it still count', s.remedy_id, s.line_id, sum(e.amount))
FROM credit_splits s JOIN credit_lines k ON k.owner_id = s.distributor_id AND k.line_id = s.line_id
JOIN credit_entries e ON e.id = k.entry_id AND e.remedy_id = s.remedy_id AND e.reversed_at IS NULL
WHERE s.released_at IS NOT NULL GROUP BY e.distributor_id, s.remedy_id, s.line_id HAVING sum(e.amount) <> 0`
