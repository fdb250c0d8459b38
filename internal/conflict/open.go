package conflict

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/workday"
)

// NewCase is a case that a person opens.
type NewCase struct {
	Title      string
	Parties    []uuid.UUID // distributors
	Respondent *uuid.UUID  // one of them; nil: all are in the same position
	Lines      []uuid.UUID // the evidence
	CustomerID *uuid.UUID
	SignalID   *uuid.UUID
}

// Bounds of a case that a person opens.
const (
	maxTitle   = 200
	maxParties = 20
	maxLines   = 1000
)

func (n NewCase) check() error {
	var fields fault.Fields
	checkText(&fields, "title", n.Title, maxTitle)
	if len(n.Parties) == 0 || len(n.Parties) > maxParties {
		fields.Add("partyIds", "list.length", fault.Params{"min": 1, "max": maxParties})
	}
	for i, id := range n.Parties {
		if slices.Index(n.Parties, id) < i {
			fields.Add(fmt.Sprintf("partyIds.%d", i), "list.twice", nil)
		}
	}
	if n.Respondent != nil && !slices.Contains(n.Parties, *n.Respondent) {
		fields.Add("respondentId", "conflict.respondent", nil)
	}
	if len(n.Lines) > maxLines {
		fields.Add("saleLineIds", "list.length", fault.Params{"min": 0, "max": maxLines})
	}
	return fields.Err()
}

// Open opens a case by hand. A repeated key gives the first one again.
// Returns NotFound for a customer or signal out of reach, and Invalid naming what is wrong: a party out of reach, a line of nobody who is a party.
func (s *Service) Open(ctx context.Context, sc scope.Scope, key *string, n NewCase) (c *Case, err error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "openConflict", key, n, func() (uuid.UUID, error) { return s.open(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		c, err = loadCase(ctx, tx, sc, id)
		return err
	})
	return c, err
}

func (s *Service) open(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewCase) (uuid.UUID, error) {
	if err := reachable(ctx, tx, sc, n); err != nil {
		return uuid.Nil, err
	}
	c := Case{ID: typeid.New(), Rule: Manual, State: Open, Title: n.Title, OpenedBy: &sc.User}
	parties := make([]seat, len(n.Parties))
	for i, id := range n.Parties {
		parties[i] = seat{id, labelAt(i), "PEER"}
		if n.Respondent != nil {
			parties[i].Role = "CLAIMANT"
		}
	}
	if n.Respondent != nil { // who is looked at is A
		at := slices.Index(n.Parties, *n.Respondent)
		parties[0].Organization, parties[at].Organization = parties[at].Organization, parties[0].Organization
		parties[0].Role = "RESPONDENT"
	}
	if err := s.insertCase(ctx, tx, &c, parties, "by hand "+c.ID.String(), n.CustomerID); err != nil {
		return uuid.Nil, err
	}
	if err := freezeLines(ctx, tx, c.ID, n.Lines); err != nil {
		return uuid.Nil, err
	}
	if err := reckonByHand(ctx, tx, c.ID); err != nil {
		return uuid.Nil, err
	}
	if n.SignalID != nil {
		if err := signalTaken(ctx, tx, sc, *n.SignalID, c.ID); err != nil {
			return uuid.Nil, err
		}
	}
	return c.ID, record(ctx, tx, c, "conflict.open", nil, map[string]any{"parties": n.Parties, "lines": len(n.Lines)}, "")
}

// reachable makes sure that the caller reaches all that the case is to be about.
func reachable(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewCase) error {
	var fields fault.Fields
	for i, id := range n.Parties {
		if _, err := partner.LoadDistributor(ctx, tx, sc, id); fault.Is(err, fault.NotFound) {
			fields.Add(fmt.Sprintf("partyIds.%d", i), "distributor.notFound", nil)
		} else if err != nil {
			return err
		}
	}
	rows, err := tx.Query(ctx, `SELECT id FROM sale_lines WHERE id = ANY(@ids) AND distributor_id = ANY(@parties) AND voided_at IS NULL ORDER BY id`, postgres.Args{"ids": n.Lines, "parties": n.Parties})
	if err != nil {
		return err
	}
	known, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return err
	}
	for i, id := range n.Lines {
		if !slices.Contains(known, id) {
			fields.Add(fmt.Sprintf("saleLineIds.%d", i), "conflict.noPartysLine", nil)
		}
	}
	if n.CustomerID != nil {
		var found bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM customers WHERE id = @id)`, postgres.Args{"id": *n.CustomerID}).Scan(&found); err != nil {
			return err
		}
		if !found {
			return fault.Missing("customer")
		}
	}
	return fields.Err()
}

// seat is a party's place in a case.
type seat struct {
	Organization uuid.UUID
	Label, Role  string
}

// insertCase writes a case that begins, with its parties, who are not told of it yet. Who reaches only its parties reaches the case once they are there.
func (s *Service) insertCase(ctx context.Context, tx pgx.Tx, c *Case, parties []seat, subject string, customer *uuid.UUID) error {
	cal, err := workday.Load(ctx, tx)
	if err != nil {
		return err
	}
	now := s.now()
	due := cal.After(now, steps[Open].days)
	c.OpenedAt, c.StateSince, c.DueAt = now, now, &due
	b := &pgx.Batch{}
	for _, p := range parties {
		b.Queue(`INSERT INTO conflict_parties (distributor_id, case_id, label) VALUES (@organization, @case, @label)`, postgres.Args{"organization": p.Organization, "case": c.ID, "label": p.Label})
	}
	b.Queue(`INSERT INTO conflicts (id, rule, rule_version, state, severity, mode, legal_basis, jurisdiction, title, product_line_id, territory_id, opened_at, opened_by, state_since, due_at)
		VALUES (@id, @rule, @version, @state, @severity, @mode, @basis, @jurisdiction, @title, @line, @territory, @now, @by, @now, @due)`, postgres.Args{
		"id": c.ID, "rule": c.Rule, "version": c.RuleVersion, "state": c.State, "severity": orText(string(c.Severity), string(Low)), "mode": orText(c.Mode, Advisory), "basis": c.LegalBasis, "jurisdiction": c.Jurisdiction,
		"title": c.Title, "line": c.ProductLineID, "territory": c.TerritoryID, "now": now, "by": c.OpenedBy, "due": due})
	b.Queue(`INSERT INTO conflict_subjects (case_id, rule, subject, customer_id) VALUES (@case, @rule, @subject, @customer)`,
		postgres.Args{"case": c.ID, "rule": c.Rule, "subject": subject, "customer": customer})
	for _, p := range parties {
		b.Queue(`INSERT INTO conflict_sides (case_id, label, role) VALUES (@case, @label, @role)`, postgres.Args{"case": c.ID, "label": p.Label, "role": p.Role})
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := addEvent(ctx, tx, c.ID, event{Kind: "opened", At: now}); err != nil {
		return err
	}
	return changed(ctx, tx, c.ID)
}

func orText(s, or string) string {
	if s == "" {
		return or
	}
	return s
}

// freezeLines makes evidence of lines of the case's parties.
func freezeLines(ctx context.Context, tx postgres.Querier, caseID uuid.UUID, lines []uuid.UUID) error {
	if len(lines) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `
		WITH x AS MATERIALIZED (
			SELECT p.case_id, p.label, l.distributor_id, gen_random_uuid() AS id, l.sale_date AS happened_on, l.product_id, l.product_line_id, l.territory_id, l.channel_type, l.quantity,
				l.base_amount AS amount, NULL::text AS form, '{}'::jsonb AS measures, l.id AS line_id, NULL::uuid AS registration_id, l.invoice_no, l.line_no, l.account_id, l.unit_price,
				l.net_amount, l.currency, nullif(l.serial, '') AS serial
			FROM sale_lines l JOIN conflict_parties p ON p.distributor_id = l.distributor_id AND p.case_id = @case WHERE l.id = ANY(@lines) AND l.voided_at IS NULL),
		shown AS (
			INSERT INTO conflict_evidence (case_id, id, label, happened_on, product_id, product_line_id, territory_id, channel_type, quantity, amount, form, measures, hash)
			SELECT e.case_id, e.id, e.label, e.happened_on, e.product_id, e.product_line_id, e.territory_id, e.channel_type, e.quantity, e.amount, e.form, e.measures, `+Frozen+`
			FROM x e, LATERAL (SELECT e.*) o ORDER BY e.happened_on, e.id)
		INSERT INTO conflict_evidence_own (distributor_id, evidence_id, case_id, line_id, invoice_no, line_no, account_id, unit_price, net_amount, currency, serial)
		SELECT distributor_id, id, case_id, line_id, invoice_no, line_no, account_id, unit_price, net_amount, currency, serial FROM x ORDER BY distributor_id, id`,
		postgres.Args{"case": caseID, "lines": lines})
	return err
}

// reckonByHand brings a case that a person makes in line with its evidence: the one product line and territory that all of it is about, if there is one, and
// how severe it is by the bands that rules begin with.
func reckonByHand(ctx context.Context, tx postgres.Querier, caseID uuid.UUID) error {
	b := &pgx.Batch{}
	b.Queue(reckonFacts, postgres.Args{"cases": []uuid.UUID{caseID}})
	b.Queue(`UPDATE conflicts c SET product_line_id = coalesce(c.product_line_id, e.line), territory_id = coalesce(c.territory_id, e.territory),
			severity = (ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + (c.amount >= 100000)::int + (c.amount >= 500000)::int + (c.amount >= 2000000)::int]
		FROM (SELECT CASE WHEN count(DISTINCT product_line_id) = 1 THEN min(product_line_id::text)::uuid END AS line,
			CASE WHEN count(DISTINCT territory_id) = 1 THEN min(territory_id::text)::uuid END AS territory FROM conflict_evidence WHERE case_id = @case) e WHERE c.id = @case`,
		postgres.Args{"case": caseID})
	return tx.SendBatch(ctx, b).Close()
}

// signalTaken notes that a signal became a case. Returns NotFound, and Conflict for one that somebody has decided on.
func signalTaken(ctx context.Context, tx pgx.Tx, sc scope.Scope, id, caseID uuid.UUID) error {
	args := map[string]any{"id": id}
	var state string
	err := tx.QueryRow(ctx, "SELECT s.state FROM signals s WHERE s.id = @id AND "+sc.Where("s.distributor_id", args)+" FOR UPDATE", postgres.Args(args)).Scan(&state)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.Missing("signal")
	case err != nil:
		return err
	case state != "OPEN":
		return fault.New(fault.Conflict, "signal.moved", fault.Params{"state": state})
	}
	_, err = tx.Exec(ctx, `UPDATE signals SET state = 'CASE', case_id = @case, decided_by = @by WHERE id = @id`, postgres.Args{"id": id, "case": caseID, "by": sc.User})
	return err
}
