package conflict

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const caseColumns = `c.id, c.rule, c.rule_version, c.state, c.severity, c.mode, c.legal_basis, c.jurisdiction, c.title, c.product_line_id, c.territory_id,
	c.happened_from, c.happened_until, c.amount, c.facts, c.forms, c.mediator_id, c.opened_at, c.opened_by, c.state_since, c.due_at, c.escalations,
	c.statements_opened_at, c.names_told_at, c.outcome, c.settled_at, c.merged_into`

// within is the condition that the scope reaches one of the case's parties: row-level security holds it again.
func within(sc scope.Scope, args map[string]any) string {
	switch sc.Reach {
	case scope.All:
		return "true"
	case scope.Portfolio:
		args["scope_mediator"] = sc.User
		return "EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = c.id AND (p.mediator_id = @scope_mediator OR " + sc.Where("p.distributor_id", args) + "))"
	}
	return "EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = c.id AND p.told_at IS NOT NULL AND " + sc.Where("p.distributor_id", args) + ")"
}

// lockCase reads a case to change it: others who want to wait until the transaction ends. Returns NotFound.
func lockCase(ctx context.Context, tx postgres.Querier, sc scope.Scope, id uuid.UUID) (*Case, error) {
	return oneCase(ctx, tx, sc, id, " FOR UPDATE OF c")
}

// loadCase reads a case. Returns NotFound.
func loadCase(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (*Case, error) {
	return oneCase(ctx, q, sc, id, "")
}

func oneCase(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, lock string) (*Case, error) {
	args := map[string]any{"id": id}
	c, err := postgres.Row[Case](q.Query(ctx, "SELECT "+caseColumns+" FROM conflicts c WHERE c.id = @id AND "+within(sc, args)+lock, postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.Missing("conflict")
	}
	return &c, err
}

// saveState writes where the case stands. What it is about is the brand's to see: a party's step never changes whether it is open.
func saveState(ctx context.Context, tx postgres.Querier, c Case) error {
	b := &pgx.Batch{}
	b.Queue(`UPDATE conflicts SET state = @state, state_since = @since, due_at = @due, escalations = @escalations, outcome = @outcome, settled_at = @settled, wake_at = NULL WHERE id = @id`,
		postgres.Args{"id": c.ID, "state": c.State, "since": c.StateSince, "due": c.DueAt, "escalations": c.Escalations, "outcome": c.Outcome, "settled": c.SettledAt})
	b.Queue(`UPDATE conflict_subjects SET is_open = @open WHERE case_id = @id AND is_open <> @open`, postgres.Args{"id": c.ID, "open": c.State.IsOpen()})
	return tx.SendBatch(ctx, b).Close()
}
