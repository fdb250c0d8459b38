package conflict

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/share"
)

// undoApplied takes back the remedies of the decisions that are in the data, the last first.
// Returns Conflict when one can't be taken back, as for a line whose month has been closed since.
func (t *settlement) undoApplied(ctx context.Context, tx pgx.Tx) error {
	before, err := postgres.Rows[Decision](tx.Query(ctx, "SELECT "+decisionColumns+" FROM conflict_decisions d WHERE d.case_id = @case AND d.state = 'APPLIED' ORDER BY d.made_at DESC, d.id DESC",
		postgres.Args{"case": t.c.ID}))
	if err != nil {
		return err
	}
	if t.facts, err = readFacts(ctx, tx, t.c.ID, false); err != nil {
		return err
	}
	for _, d := range before {
		remedies, err := remediesOf(ctx, tx, []uuid.UUID{d.ID})
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(remedies) {
			if err := t.takeBack(ctx, tx, r); err != nil {
				return err
			}
		}
		if err := setDecision(ctx, tx, t.c.ID, d.ID, "UNDONE"); err != nil {
			return err
		}
	}
	return nil
}

// takeBack undoes a remedy and writes that down.
func (t *settlement) takeBack(ctx context.Context, tx pgx.Tx, r Remedy) error {
	var u undo
	if err := tx.QueryRow(ctx, `DELETE FROM conflict_undos WHERE remedy_id = @id RETURNING undo`, postgres.Args{"id": r.ID}).Scan(&u); err != nil {
		return fmt.Errorf("reading how remedy %s is undone: %w", r.ID, err)
	}
	if err := t.undo(ctx, tx, r, u); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE conflict_remedies SET state = 'UNDONE', undone_at = @now WHERE case_id = @case AND id = @id`,
		postgres.Args{"case": t.c.ID, "id": r.ID, "now": t.at})
	if err != nil {
		return err
	}
	told, err := effectsOf(ctx, tx, []uuid.UUID{r.ID})
	if err != nil {
		return err
	}
	for _, e := range told {
		if err := t.recordEffect(ctx, tx, r, "conflict.undo", t.facts.parties[e.Label], e.Effect.Revenue.Neg(), e.Effect.Lines); err != nil {
			return err
		}
	}
	return addEvent(ctx, tx, t.c.ID, event{Kind: "remedyUndone", Params: map[string]any{"kind": r.Kind}, At: t.at})
}

func (t *settlement) undo(ctx context.Context, tx pgx.Tx, r Remedy, u undo) error {
	switch r.Kind {
	case SplitCredit:
		return sale.UnsplitCredit(ctx, tx, r.ID, t.at)
	case VoidLines:
		// The rules are not told: what came back is what they found before, and the case over it has just been decided.
		for _, owner := range inOrder(u.Lines) {
			if err := sale.RestoreDecided(ctx, tx, owner, u.Lines[owner], t.reason(r)); err != nil {
				return err
			}
		}
	case AssignOwner:
		return t.disown(ctx, tx, r, u)
	case ShareCustomer:
		return share.RevokeDecided(ctx, tx, r.ID, t.at)
	case ConfirmRegistration, ShortenRegistration, RevokeRegistration:
		for _, g := range slices.Backward(u.Registrations) {
			if err := registration.Restore(ctx, tx, t.claims, g.Distributor, g.ID, g.Undo, t.at); err != nil {
				return err
			}
		}
	case Warning:
		_, err := tx.Exec(ctx, `UPDATE warnings SET withdrawn_at = @now WHERE remedy_id = @id AND withdrawn_at IS NULL`, postgres.Args{"id": r.ID, "now": t.at})
		return err
	}
	return nil
}

// disown gives customers back to who owned them, and so those that they were merged into and that have their owner of them. One that has got another owner since keeps it.
func (t *settlement) disown(ctx context.Context, tx pgx.Tx, r Remedy, u undo) error {
	for _, b := range u.Owners {
		tag, err := tx.Exec(ctx, `UPDATE customers SET owner_id = @before::uuid, owner_from = CASE WHEN id = @id THEN @from::uuid WHEN @before::uuid IS NOT NULL THEN owner_from END
			WHERE (id = @id AND owner_from IS NULL OR owner_from = @id) AND owner_id = @owner`,
			postgres.Args{"id": b.Customer, "before": b.Owner, "from": b.From, "owner": u.Owner})
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			continue
		}
		err = audit.Record(ctx, tx, audit.Entry{Organization: t.facts.brand, Action: "customer.assignOwner", SubjectType: "customer", SubjectID: audit.ID(b.Customer),
			Before: map[string]any{"owner": u.Owner}, After: map[string]any{"owner": b.Owner, "remedy": r.NodeID()}, Reason: t.reason(r)})
		if err != nil {
			return err
		}
	}
	return nil
}
