package conflict

import (
	"context"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/postgres"
)

// Frozen is the SQL of what a piece of evidence's hash is made of: all that is frozen of it, the owner's part included; neither its case nor
// its label, which a merger changes. e has the columns of conflict_evidence, o those of conflict_evidence_own.
const Frozen = `sha256(convert_to(jsonb_build_object('id', e.id, 'distributor', o.distributor_id, 'happenedOn', e.happened_on, 'product', e.product_id,
  'productLine', e.product_line_id, 'territory', e.territory_id, 'channel', e.channel_type, 'quantity', e.quantity, 'amount', e.amount, 'form', e.form,
  'measures', e.measures, 'line', o.line_id, 'registration', o.registration_id, 'invoice', o.invoice_no, 'lineNo', o.line_no, 'account', o.account_id,
  'unitPrice', o.unit_price, 'netAmount', o.net_amount, 'currency', o.currency, 'serial', o.serial)::text, 'UTF8'))`

// addEvidence freezes the facts. What the owner alone may read of a line is the line's own.
const addEvidence = `
WITH x AS MATERIALIZED (
  SELECT f.case_id, f.rule, ` + `md5(f.rule || ' ' || f.subject)::uuid AS subject,
    (SELECT p.label FROM conflict_parties p WHERE p.distributor_id = f.distributor_id AND p.case_id = f.case_id) AS label, f.distributor_id, gen_random_uuid() AS id, f.happened_on, f.product_id, f.product_line_id,
    f.territory_id, f.channel_type, f.quantity::numeric(18,4) AS quantity, f.amount::numeric(18,4) AS amount, f.form, coalesce(f.measures, '{}') AS measures, f.line_id,
    f.registration_id, l.invoice_no, l.line_no, l.account_id, l.unit_price, l.net_amount, l.currency, nullif(l.serial, '') AS serial
  FROM found f LEFT JOIN LATERAL (SELECT * FROM sale_lines s WHERE s.distributor_id = f.distributor_id AND s.id = f.line_id OFFSET 0) l ON true),
shown AS (
  INSERT INTO conflict_evidence (case_id, id, label, happened_on, product_id, product_line_id, territory_id, channel_type, quantity, amount, form, measures, hash, found_at)
  SELECT e.case_id, e.id, e.label, e.happened_on, e.product_id, e.product_line_id, e.territory_id, e.channel_type, e.quantity, e.amount, e.form, e.measures, ` + Frozen + `, @now
  FROM x e, LATERAL (SELECT e.*) o ORDER BY e.case_id, e.happened_on, e.id)
INSERT INTO conflict_evidence_own (distributor_id, evidence_id, case_id, line_id, registration_id, invoice_no, line_no, account_id, unit_price, net_amount, currency, serial, rule, subject)
SELECT distributor_id, id, case_id, line_id, registration_id, invoice_no, line_no, account_id, unit_price, net_amount, currency, serial, rule, subject
FROM x ORDER BY distributor_id, id`

// addFacts adds to what a case says of its evidence what has just joined it, so that a chunk costs the same however much is there.
const addFacts = `
UPDATE conflicts c SET amount = c.amount + f.amount, facts = c.facts + f.facts, is_exclusive = c.is_exclusive OR f.is_exclusive,
  forms = ARRAY(SELECT DISTINCT x FROM unnest(c.forms || f.forms) x ORDER BY x),
  happened_from = least(c.happened_from, f.first), happened_until = greatest(c.happened_until, f.last)
FROM (SELECT case_id, sum(amount::numeric(18,4)) AS amount, count(*)::int AS facts, min(happened_on) AS first, max(happened_on) AS last,
    coalesce(array_agg(DISTINCT form) FILTER (WHERE form IS NOT NULL), '{}') AS forms, coalesce(bool_or(measures ->> 'exclusive' = 'true'), false) AS is_exclusive
  FROM found GROUP BY 1) f
WHERE c.id = f.case_id AND c.id = ANY(@cases)`

// reckonFacts brings what a case says of its evidence in line with the evidence that holds.
const reckonFacts = `
UPDATE conflicts c SET amount = coalesce(h.amount, 0), facts = coalesce(h.facts, 0), forms = coalesce(h.forms, '{}'), is_exclusive = coalesce(h.is_exclusive, false),
  happened_from = coalesce(h.first, c.happened_from), happened_until = coalesce(h.last, c.happened_until)
FROM unnest(@cases::uuid[]) k (id) LEFT JOIN (
  SELECT case_id, sum(amount) AS amount, count(*)::int AS facts, min(happened_on) AS first, max(happened_on) AS last,
    array_agg(DISTINCT form ORDER BY form) FILTER (WHERE form IS NOT NULL) AS forms, bool_or(measures ->> 'exclusive' = 'true') AS is_exclusive
  FROM conflict_evidence WHERE case_id = ANY(@cases) AND withdrawn_at IS NULL GROUP BY 1) h ON h.case_id = k.id
WHERE c.id = k.id AND c.id = ANY(@cases)`

// reckonSeverity grades cases anew: by the amount's band, a step more when an exclusive assignment is breached, and a step more when the respondent was that
// in a case of the same rule over something that happened earlier, within twelve months, and that was not dismissed. A case whose rule is no rule's keeps its severity.
//
// It is asked of thousands of new cases at once, which statistics don't know yet: so the respondents' cases are read once, whatever their number, and put
// in the order of their days, and none is compared with each.
const reckonSeverity = `
WITH respondents AS MATERIALIZED (
  SELECT DISTINCT p.distributor_id FROM conflict_sides s JOIN conflict_parties p ON p.case_id = s.case_id AND p.label = s.label
  WHERE s.case_id = ANY(@cases) AND s.role = 'RESPONDENT'
), theirs AS MATERIALIZED (
  SELECT p.distributor_id, p.case_id, c.rule, c.happened_from, c.state <> 'DISMISSED' AND c.facts > 0 AND c.happened_from IS NOT NULL AS counts
  FROM respondents r JOIN conflict_parties p ON p.distributor_id = r.distributor_id
  JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label AND s.role = 'RESPONDENT'
  JOIN conflicts c ON c.id = p.case_id
), earlier AS MATERIALIZED (
  SELECT case_id, count(*) FILTER (WHERE counts) OVER (PARTITION BY distributor_id, rule ORDER BY happened_from
    RANGE BETWEEN interval '1 year' PRECEDING AND interval '1 day' PRECEDING) AS cases FROM theirs
), graded AS MATERIALIZED (
  SELECT c.id, c.severity AS was, (ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + least(3,
    (c.amount >= n.medium)::int + (c.amount >= n.high)::int + (c.amount >= n.critical)::int
    + c.is_exclusive::int + (c.id IN (SELECT case_id FROM earlier WHERE cases > 0))::int)] AS grade
  FROM conflicts c JOIN rule_now n ON n.rule = c.rule AND n.version = c.rule_version WHERE c.id = ANY(@cases))
UPDATE conflicts c SET severity = g.grade FROM graded g WHERE g.id = c.id RETURNING c.id, g.was, c.severity, c.state`

// reckon brings the cases in line with their evidence by addFacts or reckonFacts, and grades them anew.
func (p *pass) reckon(ctx context.Context, facts string, cases []*concerned, ids []uuid.UUID) error {
	if _, err := p.tx.Exec(ctx, facts, postgres.Args{"cases": ids}); err != nil {
		return err
	}
	type graded struct {
		ID            uuid.UUID
		Was, Severity Severity
		State         State
	}
	rows, err := postgres.Rows[graded](p.tx.Query(ctx, reckonSeverity, postgres.Args{"cases": ids}))
	if err != nil {
		return err
	}
	by := map[uuid.UUID]graded{}
	for _, r := range rows {
		by[r.ID] = r
	}
	for _, c := range cases {
		if g, ok := by[c.ID]; ok {
			c.was, c.is, c.State = g.Was, g.Severity, g.State
		}
	}
	return nil
}

// tellSeverity notes on the timeline that a case that there was is more or less severe now.
func (p *pass) tellSeverity(ctx context.Context, c *concerned) error {
	if c.IsNew || c.was == c.is {
		return nil
	}
	return addEvent(ctx, p.tx, c.ID, event{Kind: "severityChanged", Params: map[string]any{"from": c.was, "to": c.is}, At: p.at})
}
