package conflict

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/typeid"
)

// undo is what it takes to take a remedy back; what its own tables tell is not repeated.
type undo struct {
	Lines         map[uuid.UUID][]uuid.UUID `json:"lines,omitempty"` // voided, by whose they are
	Owner         *uuid.UUID                `json:"owner,omitempty"` // that the customers got
	Owners        []ownedBefore             `json:"owners,omitempty"`
	Registrations []registrationBefore      `json:"registrations,omitempty"`
}

type ownedBefore struct {
	Customer uuid.UUID  `json:"customer"`
	Owner    *uuid.UUID `json:"owner"`
	From     *uuid.UUID `json:"from,omitempty"` // the customer that the owner came with
}

type registrationBefore struct {
	Distributor uuid.UUID       `json:"distributor"`
	ID          uuid.UUID       `json:"id"`
	Undo        json.RawMessage `json:"undo"`
}

// applyAll applies the decision's remedies in their order.
// Returns Conflict with what stands in the way of one.
func (t *settlement) applyAll(ctx context.Context, tx pgx.Tx) error {
	remedies, err := remediesOf(ctx, tx, []uuid.UUID{t.d.ID})
	if err != nil {
		return err
	}
	if t.facts, err = readFacts(ctx, tx, t.c.ID, false); err != nil {
		return err
	}
	for _, r := range remedies {
		p := t.facts.plan(r.Kind, r.Spec)
		if len(p.problems) > 0 {
			return fault.New(fault.Conflict, p.problems[0].Key, p.problems[0].Params)
		}
		u, err := t.apply(ctx, tx, r, p)
		if err != nil {
			return err
		}
		if err := t.keep(ctx, tx, r, p, u); err != nil {
			return err
		}
	}
	return nil
}

// apply does what was planned, and gives what it takes to undo it.
func (t *settlement) apply(ctx context.Context, tx pgx.Tx, r Remedy, p *planned) (u undo, err error) {
	switch r.Kind {
	case SplitCredit:
		_, err = sale.SplitCredit(ctx, tx, t.c.ID, r.ID, p.credit, p.parts, t.at)
	case VoidLines:
		u.Lines, err = t.void(ctx, tx, r, p)
	case AssignOwner:
		owner := t.facts.parties[*r.Spec.Party]
		u.Owner = &owner
		u.Owners, err = t.assign(ctx, tx, r, p.customers, owner)
	case ShareCustomer:
		err = t.share(ctx, tx, r, p)
	case ConfirmRegistration, ShortenRegistration, RevokeRegistration:
		u.Registrations, err = t.claim(ctx, tx, r, p)
	case Warning:
		_, err = tx.Exec(ctx, `INSERT INTO warnings (distributor_id, id, case_id, remedy_id, text, issued_at) VALUES (@distributor, @id, @case, @remedy, @text, @now)`,
			postgres.Args{"distributor": t.facts.parties[*r.Spec.Party], "id": typeid.New(), "case": t.c.ID, "remedy": r.ID, "text": r.Spec.Note, "now": t.at})
	}
	return u, err
}

// reason is what the parties read beside their data: what was said with the remedy, else with the decision.
func (t *settlement) reason(r Remedy) string {
	words := []rune(r.Spec.Note)
	if len(words) == 0 {
		words = []rune(t.d.Text)
	}
	return string(words[:min(len(words), 500)])
}

func (t *settlement) void(ctx context.Context, tx pgx.Tx, r Remedy, p *planned) (map[uuid.UUID][]uuid.UUID, error) {
	of := map[uuid.UUID][]uuid.UUID{}
	for _, l := range p.lines {
		of[l.DistributorID] = append(of[l.DistributorID], l.LineID)
	}
	for _, owner := range inOrder(of) {
		if err := sale.VoidDecided(ctx, tx, owner, of[owner], t.reason(r), t.at); err != nil {
			return nil, err
		}
		if err := t.lines.Changed(ctx, tx, owner, of[owner], nil); err != nil {
			return nil, err
		}
	}
	return of, nil
}

func inOrder[T any](of map[uuid.UUID]T) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func (t *settlement) assign(ctx context.Context, tx pgx.Tx, r Remedy, customers []uuid.UUID, owner uuid.UUID) ([]ownedBefore, error) {
	before, err := postgres.Rows[ownedBefore](tx.Query(ctx, `SELECT id AS customer, owner_id AS owner, owner_from AS "from" FROM customers WHERE id = ANY(@ids) ORDER BY id`, postgres.Args{"ids": customers}))
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, `UPDATE customers SET owner_id = @owner, owner_from = NULL WHERE id = ANY(@ids)`, postgres.Args{"ids": customers, "owner": owner}); err != nil {
		return nil, err
	}
	for _, b := range before {
		err := audit.Record(ctx, tx, audit.Entry{Organization: t.facts.brand, Action: "customer.assignOwner", SubjectType: "customer", SubjectID: audit.ID(b.Customer),
			Before: map[string]any{"owner": b.Owner}, After: map[string]any{"owner": owner, "remedy": r.NodeID()}, Reason: t.reason(r)})
		if err != nil {
			return nil, err
		}
	}
	return before, nil
}

func (t *settlement) share(ctx context.Context, tx pgx.Tx, r Remedy, p *planned) error {
	d := share.Decision{RemedyID: r.ID, OwnerID: t.facts.parties[*r.Spec.Party], Grantee: t.facts.parties[*r.Spec.Other], Level: share.Level(*r.Spec.Level),
		Until: *p.until, Reason: t.reason(r), By: t.d.MadeBy}
	for _, a := range p.accounts {
		d.Accounts = append(d.Accounts, a.AccountID)
	}
	if _, err := share.GrantDecided(ctx, tx, d, t.at); err != nil {
		return err
	}
	if len(t.facts.parties) > 2 {
		return nil // the share itself tells the two of each other; the others have no part in it
	}
	return tellNames(ctx, tx, t.c, t.at)
}

func (t *settlement) claim(ctx context.Context, tx pgx.Tx, r Remedy, p *planned) ([]registrationBefore, error) {
	var before []registrationBefore
	for _, g := range p.registrations {
		var how json.RawMessage
		var err error
		switch r.Kind {
		case ConfirmRegistration:
			how, err = registration.Confirm(ctx, tx, t.claims, g.DistributorID, g.RegistrationID, p.until, t.at)
		case ShortenRegistration:
			how, err = registration.Shorten(ctx, tx, t.claims, g.DistributorID, g.RegistrationID, *p.until, t.at)
		default:
			how, err = registration.Revoke(ctx, tx, t.claims, g.DistributorID, g.RegistrationID, t.at)
		}
		if err != nil {
			return nil, err
		}
		before = append(before, registrationBefore{g.DistributorID, g.RegistrationID, how})
	}
	return before, nil
}

// keep writes down that a remedy is applied: to whom it did what, and how it is taken back.
func (t *settlement) keep(ctx context.Context, tx pgx.Tx, r Remedy, p *planned, u undo) error {
	how, err := json.Marshal(u)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	b.Queue(`UPDATE conflict_remedies SET state = 'APPLIED', applied_at = @now WHERE case_id = @case AND id = @id`, postgres.Args{"case": t.c.ID, "id": r.ID, "now": t.at})
	b.Queue(`INSERT INTO conflict_undos (remedy_id, case_id, undo) VALUES (@id, @case, @undo)`, postgres.Args{"id": r.ID, "case": t.c.ID, "undo": json.RawMessage(how)})
	for label, e := range p.effects {
		effect, err := json.Marshal(e)
		if err != nil {
			return err
		}
		b.Queue(`INSERT INTO conflict_effects (distributor_id, remedy_id, case_id, effect) VALUES (@distributor, @id, @case, @effect)`,
			postgres.Args{"distributor": t.facts.parties[label], "id": r.ID, "case": t.c.ID, "effect": json.RawMessage(effect)})
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("keeping what a remedy did: %w", err)
	}
	for label, e := range p.effects {
		if err := t.recordEffect(ctx, tx, r, "conflict.apply", t.facts.parties[label], e.Revenue, e.Lines); err != nil {
			return err
		}
	}
	return addEvent(ctx, tx, t.c.ID, event{Kind: "remedyApplied", Params: map[string]any{"kind": r.Kind}, At: t.at})
}

// recordEffect notes in a party's own log what a remedy did to its numbers.
func (t *settlement) recordEffect(ctx context.Context, tx pgx.Tx, r Remedy, action string, party uuid.UUID, revenue decimal.Decimal, lines int) error {
	return audit.Record(ctx, tx, audit.Entry{Organization: party, Action: action, SubjectType: "conflict", SubjectID: audit.ID(t.c.ID),
		After: map[string]any{"remedy": r.NodeID(), "kind": r.Kind, "revenue": revenue, "lines": lines}})
}
