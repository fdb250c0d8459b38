package verify

// Rows count in the month in which their report came in (UTC), for as long as it is not taken back.
const qualityMonths = `
SELECT distributor_id, format('month %s: %s accepted, %s rejected; the reports say %s, %s', month,
  coalesce(q.accepted, 0), coalesce(q.rejected, 0), coalesce(r.accepted, 0), coalesce(r.rejected, 0)) AS detail
FROM (
  SELECT r.distributor_id, date_trunc('month', r.created_at AT TIME ZONE 'UTC')::date AS month,
    sum(r.rows_accepted)::bigint AS accepted, coalesce(sum(u.rows), 0)::bigint AS rejected
  FROM sales_reports r LEFT JOIN (
    SELECT distributor_id, report_id, count(*) AS rows FROM report_rows WHERE outcome = 'REJECTED' AND mended_at IS NULL GROUP BY 1, 2) u
  ON u.distributor_id = r.distributor_id AND u.report_id = r.id
  WHERE r.state NOT IN ('FAILED', 'CANCELLED') GROUP BY 1, 2) r
FULL JOIN quality_months q USING (distributor_id, month)
WHERE (coalesce(q.accepted, 0), coalesce(q.rejected, 0)) <> (coalesce(r.accepted, 0), coalesce(r.rejected, 0))`

const reportTotal = `
SELECT r.distributor_id, format('report %s has a total of %s; its lines say %s', r.id, r.total, coalesce(l.total, 0)) AS detail
FROM sales_reports r LEFT JOIN (
  SELECT distributor_id, report_id, sum(base_amount) AS total FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2) l
ON l.distributor_id = r.distributor_id AND l.report_id = r.id
WHERE r.total <> coalesce(l.total, 0)`

// Every row read has ended one way, and those that are listed are there. Blank rows are ignored without being listed.
const reportRows = `
SELECT r.distributor_id, format('report %s read %s rows: %s accepted, %s duplicate, %s rejected (%s mended), %s ignored, %s warned of; listed are %s rejected (%s mended), %s ignored, %s warned of',
  r.id, r.rows_total, r.rows_accepted, r.rows_duplicate, r.rows_rejected, r.rows_mended, r.rows_ignored, r.rows_warned,
  coalesce(w.rejected, 0), coalesce(w.mended, 0), coalesce(w.ignored, 0), coalesce(w.warned, 0)) AS detail
FROM sales_reports r LEFT JOIN (
  SELECT distributor_id, report_id, count(*) FILTER (WHERE outcome = 'REJECTED') AS rejected,
    count(*) FILTER (WHERE outcome = 'REJECTED' AND mended_at IS NOT NULL) AS mended,
    count(*) FILTER (WHERE outcome = 'IGNORED') AS ignored, count(*) FILTER (WHERE outcome = 'WARNED') AS warned
  FROM report_rows GROUP BY 1, 2) w
ON w.distributor_id = r.distributor_id AND w.report_id = r.id
WHERE r.state IN ('ACCEPTED', 'ACCEPTED_WITH_REJECTS')
    AND r.rows_total IS DISTINCT FROM r.rows_accepted + r.rows_duplicate + r.rows_rejected + r.rows_ignored
  OR (r.rows_rejected, r.rows_mended, r.rows_warned) <> (coalesce(w.rejected, 0), coalesce(w.mended, 0), coalesce(w.warned, 0))
  OR r.rows_ignored < coalesce(w.ignored, 0)`

// A report whose bytes were recognised is finished as it is created.
const auditOfReports = `
SELECT r.distributor_id, format('report %s is %s and no audit entry says so', r.id, r.state) AS detail
FROM sales_reports r
WHERE r.state IN ('ACCEPTED', 'ACCEPTED_WITH_REJECTS', 'FAILED', 'CANCELLED') AND NOT EXISTS (
  SELECT FROM audit_entries e WHERE e.organization_id = r.distributor_id AND e.subject_id = r.id AND e.action = CASE
    WHEN r.state = 'FAILED' THEN 'salesReport.fail' WHEN r.state = 'CANCELLED' THEN 'salesReport.cancel'
    WHEN r.same_as IS NOT NULL THEN 'salesReport.create' ELSE 'salesReport.accept' END)`

// Lines are audited by the chunk in which they came in.
const auditOfChunks = `
SELECT r.distributor_id, format('report %s accepted %s rows; its audit entries say %s', r.id, r.rows_accepted, coalesce(e.rows, 0)) AS detail
FROM sales_reports r LEFT JOIN (
  SELECT organization_id, subject_id, sum((after->>'rows')::bigint) AS rows FROM audit_entries WHERE action = 'saleLine.acceptChunk' GROUP BY 1, 2) e
ON e.organization_id = r.distributor_id AND e.subject_id = r.id
WHERE r.rows_accepted <> coalesce(e.rows, 0)`

// A voided line was voided by itself, corrected (the entry is about the line in its place), or went with its report.
const auditOfVoids = `
WITH said AS (
  SELECT organization_id, subject_id AS id FROM audit_entries
  WHERE action IN ('saleLine.correct', 'saleLine.void', 'salesReport.requestCancel', 'salesReport.cancel', 'salesReport.fail') GROUP BY 1, 2
)
SELECT l.distributor_id, format('line %s is voided and no audit entry says so', l.id) AS detail
FROM sale_lines l
WHERE l.voided_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM said e WHERE e.organization_id = l.distributor_id AND e.id = l.id)
  AND NOT EXISTS (SELECT FROM said e WHERE e.organization_id = l.distributor_id AND e.id = l.replaced_by)
  AND NOT EXISTS (SELECT FROM said e WHERE e.organization_id = l.distributor_id AND e.id = l.report_id)`
