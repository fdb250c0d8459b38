package conflict

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/workday"
)

// errMoved says that a case was settled while its new facts were being brought in: the transaction is to be tried again.
var errMoved = errors.New("a case was settled at the same moment")

// follow makes cases of what was found: new ones, and facts that join those that are open.
func (p *pass) follow(ctx context.Context) error {
	if p.found > 0 {
		if err := p.keepSettings(ctx); err != nil {
			return err
		}
		if err := p.leaveOut(ctx); err != nil {
			return fmt.Errorf("leaving out what is known: %w", err)
		}
		cases, err := p.assign(ctx)
		if err != nil {
			return fmt.Errorf("telling which cases the facts belong to: %w", err)
		}
		if len(cases) > 0 {
			if err := p.write(ctx, cases); err != nil {
				return fmt.Errorf("writing cases: %w", err)
			}
			if err := p.keepFoundBreaches(ctx); err != nil {
				return err
			}
		}
	}
	return p.note(ctx)
}

// leaveOut drops facts that are evidence already, and those of subjects that rest. What a claimant shows is evidence of its case only. Single rows are looked
// up by subqueries, here as in all that follows, which can't become scans of everything for each of many facts.
func (p *pass) leaveOut(ctx context.Context) error {
	b := &pgx.Batch{}
	for _, fact := range []string{"line_id", "registration_id"} {
		b.Queue(`DELETE FROM found f WHERE f.` + fact + ` IS NOT NULL AND (SELECT true FROM conflict_evidence_own o WHERE o.distributor_id = f.distributor_id AND o.` + fact + ` = f.` + fact + `
			AND o.rule = f.rule AND (f.role <> 'CLAIMANT' OR o.subject = ` + digest("f") + `)
			AND (SELECT e.withdrawn_at IS NULL FROM conflict_evidence e WHERE e.case_id = o.case_id AND e.id = o.evidence_id) LIMIT 1)`)
	}
	// Numbered in one go: without statistics, a look for each at the others would be by their rule alone.
	b.Queue(`DELETE FROM found WHERE ctid = ANY(ARRAY(SELECT ctid FROM (SELECT ctid,
		row_number() OVER (PARTITION BY coalesce(line_id, registration_id), rule, distributor_id ORDER BY subject, ctid) AS n, role FROM found) f WHERE n > 1 AND role <> 'CLAIMANT'))`)
	b.Queue(`DELETE FROM found f WHERE (SELECT true FROM rule_now n, conflict_subjects s, conflicts c
		WHERE n.rule = f.rule AND n.version = f.version AND n.quiet_days > 0 AND s.rule = f.rule AND s.subject = f.subject AND NOT s.is_open AND c.id = s.case_id
		  AND c.outcome NOT IN ('WITHDRAWN', 'MERGED') AND c.settled_at + n.quiet_days * interval '1 day' > @now LIMIT 1)`, postgres.Args{"now": p.at})
	b.Queue(`DELETE FROM found f WHERE f.role = 'CLAIMANT' AND (SELECT true FROM found g WHERE g.rule = f.rule AND g.subject = f.subject AND g.role <> 'CLAIMANT' LIMIT 1) IS NULL`)
	return p.tx.SendBatch(ctx, b).Close()
}

// digest gives the SQL of what evidence keeps of its subject, which may name a customer that its owner is not to know.
func digest(of string) string { return `md5(` + of + `.rule || ' ' || ` + of + `.subject)::uuid` }

// concerned is a case that facts were found for.
type concerned struct {
	ID         uuid.UUID
	Rule       string
	Facts      int
	IsNew      bool
	State      State
	MediatorID *uuid.UUID
	was, is    Severity
}

// assign finds each fact's case: the open one of its subject, the one that this was merged into, or a new one. Those that exist are locked.
func (p *pass) assign(ctx context.Context) ([]*concerned, error) {
	_, err := p.tx.Exec(ctx, `UPDATE found f SET case_id = (SELECT t.case_id FROM conflict_subjects s JOIN conflicts c ON c.id = s.case_id
		JOIN conflict_subjects t ON t.case_id = c.merged_into AND t.is_open WHERE s.rule = f.rule AND s.subject = f.subject AND NOT s.is_open LIMIT 1)`)
	if err != nil {
		return nil, err
	}
	type subject struct {
		Rule, Subject string
		CustomerID    *uuid.UUID
	}
	subjects, err := postgres.Rows[subject](p.tx.Query(ctx, `SELECT rule, subject, max(customer_id::text)::uuid AS customer_id FROM found WHERE case_id IS NULL GROUP BY 1, 2 ORDER BY 1, 2`))
	if err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	var names, texts []string
	var customers []*uuid.UUID
	for _, s := range subjects {
		ids, names, texts, customers = append(ids, typeid.New()), append(names, s.Rule), append(texts, s.Subject), append(customers, s.CustomerID)
	}
	rows, err := p.tx.Query(ctx, `INSERT INTO conflict_subjects (case_id, rule, subject, customer_id)
		SELECT * FROM unnest(@ids::uuid[], @rules::text[], @subjects::text[], @customers::uuid[]) AS u (id, rule, subject, customer) ORDER BY rule, subject
		ON CONFLICT (rule, subject) WHERE is_open DO NOTHING RETURNING case_id`, postgres.Args{"ids": ids, "rules": names, "subjects": texts, "customers": customers})
	if err != nil {
		return nil, err
	}
	added, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return nil, err
	}
	isNew := map[uuid.UUID]bool{}
	for _, id := range added {
		isNew[id] = true
	}
	b := &pgx.Batch{}
	b.Queue(`UPDATE found f SET case_id = (SELECT s.case_id FROM conflict_subjects s WHERE s.rule = f.rule AND s.subject = f.subject AND s.is_open) WHERE f.case_id IS NULL`)
	b.Queue(`SELECT 1 FROM conflicts WHERE id = ANY(ARRAY(SELECT DISTINCT case_id FROM found)) ORDER BY id FOR UPDATE`)
	if err := p.tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	rows, err = p.tx.Query(ctx, `SELECT f.case_id, f.rule, f.facts, c.state, c.mediator_id FROM (SELECT case_id, min(rule) AS rule, count(*)::int AS facts FROM found GROUP BY 1) f
		LEFT JOIN LATERAL (SELECT k.state, k.mediator_id FROM conflicts k WHERE k.id = f.case_id OFFSET 0) c ON true ORDER BY 1`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (*concerned, error) {
		var id *uuid.UUID
		var state *State
		c := &concerned{}
		if err := row.Scan(&id, &c.Rule, &c.Facts, &state, &c.MediatorID); err != nil {
			return nil, err
		}
		if id == nil || state == nil && !isNew[*id] || state != nil && !state.IsOpen() {
			return nil, errMoved
		}
		if c.ID, c.IsNew = *id, state == nil; state != nil {
			c.State = *state
		}
		return c, nil
	})
}

// write makes the new cases and brings the facts into theirs.
func (p *pass) write(ctx context.Context, cases []*concerned) error {
	cal, err := workday.Load(ctx, p.tx)
	if err != nil {
		return err
	}
	ids := idsOf(cases)
	args := postgres.Args{"now": p.at, "openDue": cal.After(p.at, steps[Open].days), "toldDue": cal.After(p.at, steps[AwaitingResponse].days)}
	b := &pgx.Batch{}
	b.Queue(addCases, args)
	b.Queue(addParties, postgres.Args{"now": p.at})
	b.Queue(addEvidence, postgres.Args{"now": p.at})
	if err := p.tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := p.reckon(ctx, addFacts, cases, ids); err != nil {
		return err
	}
	return p.tell(ctx, cases)
}

// addCases makes the cases that are new. A rule that is enforced is so where it has a legal basis.
const addCases = `
INSERT INTO conflicts (id, rule, rule_version, state, severity, mode, legal_basis, jurisdiction, product_line_id, territory_id, opened_at, state_since, due_at)
SELECT f.case_id, f.rule, f.version, CASE WHEN n.tells THEN 'AWAITING_RESPONSE' ELSE 'OPEN' END, 'LOW',
  CASE WHEN e.holds THEN 'ENFORCED' ELSE 'ADVISORY' END, CASE WHEN e.holds THEN n.legal_basis ELSE '' END, CASE WHEN e.holds THEN coalesce(j.code, '') ELSE '' END,
  f.product_line_id, f.area_id, @now, @now, CASE WHEN n.tells THEN @toldDue::timestamptz ELSE @openDue::timestamptz END
FROM (SELECT case_id, min(rule) AS rule, max(version) AS version,
    CASE WHEN count(DISTINCT product_line_id) = 1 THEN min(product_line_id::text)::uuid END AS product_line_id,
    CASE WHEN count(DISTINCT area_id) = 1 THEN min(area_id::text)::uuid END AS area_id
  FROM found GROUP BY case_id) f
JOIN rule_now n ON n.rule = f.rule AND n.version = f.version
LEFT JOIN LATERAL (SELECT o.code FROM territories t JOIN territories o ON o.span @> t.span WHERE t.id = f.area_id AND o.code = ANY(n.jurisdictions) ORDER BY o.depth DESC LIMIT 1) j ON true
CROSS JOIN LATERAL (SELECT n.mode = 'ENFORCED' AND (n.jurisdictions IS NULL OR j.code IS NOT NULL) AS holds) e
ON CONFLICT (id) DO NOTHING`

// addParties gives those who are concerned and not yet in the case their labels: the respondent the first, the others in an order that
// tells nothing of them. In a case that its parties know of they know of it at once, without the names that the brand told to the others: it may tell
// them anew.
const addParties = `
WITH said AS (
  SELECT DISTINCT case_id, distributor_id, role FROM found
  UNION SELECT o.case_id, x, CASE WHEN o.role = 'PEER' THEN 'PEER' ELSE 'CLAIMANT' END FROM (SELECT DISTINCT case_id, role, others FROM found) o, unnest(o.others) x),
new AS (
  SELECT s.case_id, s.distributor_id, c.mediator_id, CASE WHEN c.state <> 'OPEN' THEN @now::timestamptz END AS told_at,
    (ARRAY['RESPONDENT', 'PEER', 'CLAIMANT'])[min(CASE s.role WHEN 'RESPONDENT' THEN 1 WHEN 'PEER' THEN 2 ELSE 3 END)] AS role,
    (SELECT count(*) FROM conflict_parties p WHERE p.case_id = s.case_id) AS taken
  FROM said s CROSS JOIN LATERAL (SELECT k.state, k.mediator_id FROM conflicts k WHERE k.id = s.case_id OFFSET 0) c
  WHERE (SELECT true FROM conflict_parties p WHERE p.case_id = s.case_id AND p.distributor_id = s.distributor_id) IS NULL
  GROUP BY s.case_id, s.distributor_id, c.mediator_id, c.state),
numbered AS (
  SELECT n.*, (taken - 1 + row_number() OVER (PARTITION BY case_id ORDER BY role <> 'RESPONDENT', md5(case_id::text || distributor_id)))::int AS no FROM new n),
labelled AS MATERIALIZED (SELECT n.*, CASE WHEN no >= 26 THEN chr(64 + no / 26) ELSE '' END || chr(65 + no % 26) AS label FROM numbered n),
added AS (
  INSERT INTO conflict_parties (distributor_id, case_id, label, mediator_id, told_at)
  SELECT distributor_id, case_id, label, mediator_id, told_at FROM labelled ORDER BY case_id, no),
unnamed AS (
  UPDATE conflicts SET names_told_at = NULL WHERE id IN (SELECT case_id FROM labelled) AND names_told_at IS NOT NULL RETURNING id),
nameless AS (
  UPDATE conflict_sides SET name = NULL, name_hant = NULL, name_hans = NULL WHERE case_id IN (SELECT id FROM unnamed))
INSERT INTO conflict_sides (case_id, label, role) SELECT case_id, label, role FROM labelled ORDER BY case_id, no`

// tell writes the timeline, tells those who look and those who are asked, and counts for the log. However many cases there are, it takes as many
// round trips as for one.
func (p *pass) tell(ctx context.Context, cases []*concerned) error {
	b, changes := &pgx.Batch{}, make([]notify.Change, len(cases))
	note := func(c *concerned, kind string, params map[string]any) {
		b.Queue(`INSERT INTO conflict_events (case_id, id, kind, params, at) VALUES (@case, @id, @kind, @params, @at)`,
			postgres.Args{"case": c.ID, "id": typeid.New(), "kind": kind, "params": params, "at": p.at})
	}
	for i, c := range cases {
		n := p.tally.of(c.Rule)
		n.Facts += c.Facts
		kind := "joined"
		if c.IsNew {
			kind = "opened"
			n.Opened++
		} else {
			n.Joined++
		}
		note(c, kind, map[string]any{"facts": c.Facts})
		if !c.IsNew && c.was != c.is {
			note(c, "severityChanged", map[string]any{"from": c.was, "to": c.is})
		}
		changes[i] = notify.Change{Kind: notify.Conflict, ID: c.ID}
	}
	if err := p.tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := notify.Changed(ctx, p.tx, changes...); err != nil {
		return err
	}
	return p.ask(ctx, cases)
}

// ask tells the parties of new cases that go to them by themselves.
func (p *pass) ask(ctx context.Context, cases []*concerned) error {
	type told struct {
		ID       uuid.UUID
		Rule     string
		Severity Severity
		DueAt    *time.Time
	}
	var ids []uuid.UUID
	for _, c := range cases {
		if c.IsNew && c.State == AwaitingResponse {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := postgres.Rows[told](p.tx.Query(ctx, `SELECT id, rule, severity, due_at FROM conflicts WHERE id = ANY(@ids) ORDER BY id`, postgres.Args{"ids": ids}))
	if err != nil {
		return err
	}
	for _, r := range rows {
		params := map[string]any{"from": Open, "to": AwaitingResponse, "dueAt": r.DueAt.UTC().Format(time.RFC3339)}
		if err := addEvent(ctx, p.tx, r.ID, event{Kind: "stateChanged", Params: params, At: p.at}); err != nil {
			return err
		}
		err := notify.Post(ctx, p.tx, notify.Notice{Kind: "conflict.told", Subject: Case{ID: r.ID}.NodeID(), Params: map[string]any{"rule": r.Rule, "severity": r.Severity},
			DueAt: r.DueAt, To: []notify.Audience{{Case: &r.ID}}})
		if err != nil {
			return err
		}
	}
	return nil
}

// note writes into the log what the rules did: one entry for the pass, for each step stands in the cases' timelines.
func (p *pass) note(ctx context.Context) error {
	if len(p.tally) == 0 {
		return nil
	}
	settings, err := partner.LoadSettings(ctx, p.tx)
	if err != nil {
		return err
	}
	after := map[string]any{}
	for _, rule := range slices.Sorted(maps.Keys(p.tally)) {
		after[rule] = p.tally[rule]
	}
	return audit.Record(ctx, p.tx, audit.Entry{Organization: settings.BrandID, Action: "conflict.detect", SubjectType: "conflict", After: after})
}

func idsOf(cases []*concerned) []uuid.UUID {
	ids := make([]uuid.UUID, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	return ids
}
