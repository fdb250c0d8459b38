package verify

// A sale is counted once. The unique index holds it; this looks without the index.
const identity = `
SELECT distributor_id, format('invoice %s line %s stands in %s live lines', invoice_no, line_no, count(*)) AS detail
FROM sale_lines WHERE voided_at IS NULL GROUP BY distributor_id, invoice_no, line_no HAVING count(*) > 1`

// A line is voided whole, with a reason, and its replacement is a line of the same distributor.
const voids = `
SELECT v.distributor_id, format('line %s %s', v.id, CASE
  WHEN v.voided_at IS NULL THEN 'is live and says who voided it, why, or what replaced it'
  WHEN coalesce(v.void_reason, '') = '' THEN 'is voided without a reason'
  WHEN v.replaced_by = v.id THEN 'is replaced by itself'
  ELSE format('is replaced by %s, which is no line of this distributor', v.replaced_by) END) AS detail
FROM sale_lines v LEFT JOIN sale_lines n ON n.distributor_id = v.distributor_id AND n.id = v.replaced_by
WHERE (v.voided_at IS NOT NULL OR v.voided_by IS NOT NULL OR v.void_reason IS NOT NULL OR v.replaced_by IS NOT NULL)
  AND (v.voided_at IS NULL OR coalesce(v.void_reason, '') = '' OR v.replaced_by = v.id OR v.replaced_by IS NOT NULL AND n.id IS NULL)`

// What foreign keys would hold, which lines don't have for the sake of the import.
const references = `
SELECT l.distributor_id, format('line %s names %s', l.id, concat_ws(' and ',
  CASE WHEN r.id IS NULL THEN format('report %s, which is none', l.report_id) END,
  CASE WHEN l.account_id IS NOT NULL AND a.id IS NULL THEN format('account %s, which is none', l.account_id) END,
  CASE WHEN p.id IS NULL THEN format('product %s, which is none', l.product_id) END)) AS detail
FROM sale_lines l
LEFT JOIN sales_reports r ON r.distributor_id = l.distributor_id AND r.id = l.report_id
LEFT JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
LEFT JOIN products p ON p.id = l.product_id
WHERE r.id IS NULL OR l.account_id IS NOT NULL AND a.id IS NULL OR p.id IS NULL`

// An account was merged into one of the same organisation that stands itself, and its lines count there.
const mergedAccounts = `
SELECT m.distributor_id, format('account %s is merged into %s, which %s', m.id, m.merged_into,
  CASE WHEN s.id IS NULL THEN 'is none of this organisation' WHEN s.id = m.id THEN 'is itself' ELSE 'is merged itself' END) AS detail
FROM accounts m LEFT JOIN accounts s ON s.distributor_id = m.distributor_id AND s.id = m.merged_into
WHERE m.merged_into IS NOT NULL AND (s.id IS NULL OR s.merged_into IS NOT NULL)`

// Nothing accepted disappears: a report still has a line, live or voided, for each row that it accepted.
// Lines that replaced others may have come without a row.
const acceptedLines = `
WITH replacements AS (
  SELECT DISTINCT distributor_id, replaced_by AS id FROM sale_lines WHERE replaced_by IS NOT NULL
), kept AS (
  SELECT l.distributor_id, l.report_id, count(*) AS lines, count(*) FILTER (WHERE n.id IS NULL) AS of_rows
  FROM sale_lines l LEFT JOIN replacements n ON n.distributor_id = l.distributor_id AND n.id = l.id GROUP BY 1, 2
)
SELECT r.distributor_id, format('report %s accepted %s rows and has %s lines, %s of them replacements', r.id, r.rows_accepted,
  coalesce(k.lines, 0), coalesce(k.lines - k.of_rows, 0)) AS detail
FROM sales_reports r LEFT JOIN kept k ON k.distributor_id = r.distributor_id AND k.report_id = r.id
WHERE r.rows_accepted NOT BETWEEN coalesce(k.of_rows, 0) AND coalesce(k.lines, 0)`
