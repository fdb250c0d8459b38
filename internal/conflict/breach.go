package conflict

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
)

// What cases say of a distributor stands on its scorecard: revenue in breach of prices and territories, how soon it answers, what was decided
// against it. Revenue in breach is a rollup, kept in the transactions in which evidence comes, goes, or begins and ceases to count: a line
// counts, once for each kind, while it is live and evidence that holds in a case that the parties know of and that was not dismissed.
// Whoever moves a distributor's numbers holds its version row first, before any case, as whoever settles and whoever brings lines in does.

// onCards are the actions that may move the numbers of a case's parties.
var onCards = []Action{Assign, Dismiss, Merge, Respond, DecideAppeal}

// touchCases raises the data versions of the cases' parties, and tells the cards of those that know of one.
func touchCases(ctx context.Context, tx pgx.Tx, cases ...uuid.UUID) error {
	return tellCards(ctx, tx, `SELECT touch_cases(@cases)`, postgres.Args{"cases": cases})
}

// touchUnanswered does so for the cases whose parties have let the time for their answer pass.
func touchUnanswered(ctx context.Context, tx pgx.Tx, now time.Time) error {
	return tellCards(ctx, tx, `SELECT touch_cases(ARRAY(SELECT c.id FROM conflicts c WHERE c.state = 'AWAITING_RESPONSE' AND c.due_at IS NOT NULL AND coalesce(c.wake_at, c.due_at) <= @now))`,
		postgres.Args{"now": now})
}

// keepBreaches brings the rollup in line with the evidence for some of a distributor's lines.
func keepBreaches(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, lines []uuid.UUID) error {
	if len(lines) == 0 {
		return nil
	}
	return tellCards(ctx, tx, `SELECT keep_breaches(array_fill(@distributor::uuid, ARRAY[cardinality(@lines::uuid[])]), @lines)`,
		postgres.Args{"distributor": distributor, "lines": lines})
}

// keepCaseBreaches does so for all lines that are evidence of a case.
func keepCaseBreaches(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	return tellCards(ctx, tx, `SELECT keep_case_breaches(@case)`, postgres.Args{"case": id})
}

// keepFoundBreaches does so for the lines that have become evidence of cases that are known to their parties.
func (p *pass) keepFoundBreaches(ctx context.Context) error {
	return tellCards(ctx, p.tx, `SELECT keep_breaches(x.owners, x.lines) FROM (
		SELECT array_agg(f.distributor_id) AS owners, array_agg(f.line_id) AS lines FROM found f
		WHERE f.rule IN ('PRICE_BELOW_FLOOR', 'OUT_OF_TERRITORY') AND f.line_id IS NOT NULL
		  AND (SELECT c.state <> 'OPEN' FROM conflicts c WHERE c.id = f.case_id)) x WHERE x.lines IS NOT NULL`, postgres.Args{})
}

// keepWithdrawnBreaches does so for evidence of cases that was withdrawn.
func (p *pass) keepWithdrawnBreaches(ctx context.Context, cases, evidence []uuid.UUID) error {
	return tellCards(ctx, p.tx, `SELECT keep_breaches(x.owners, x.lines) FROM (
		SELECT array_agg(o.distributor_id) AS owners, array_agg(o.line_id) AS lines FROM conflict_evidence_own o
		WHERE o.case_id = ANY(@cases) AND o.evidence_id = ANY(@evidence) AND o.line_id IS NOT NULL AND o.rule IN ('PRICE_BELOW_FLOOR', 'OUT_OF_TERRITORY')) x
		WHERE x.lines IS NOT NULL`, postgres.Args{"cases": cases, "evidence": evidence})
}

// tellCards does what gives distributors, and tells their cards.
func tellCards(ctx context.Context, tx pgx.Tx, sql string, args postgres.Args) error {
	rows, err := tx.Query(ctx, sql, args)
	if err != nil {
		return fmt.Errorf("keeping what cards say of cases: %w", err)
	}
	moved, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil || len(moved) == 0 {
		return err
	}
	changes := make([]notify.Change, len(moved))
	for i, id := range moved {
		changes[i] = notify.Change{Kind: notify.Scorecard, ID: id, Organizations: []uuid.UUID{id}}
	}
	return notify.Changed(ctx, tx, changes...)
}

// changedBooks are the distributors of what waits that may add to breaches or take from them.
func changedBooks(waiting []pending) (ids []uuid.UUID) {
	for _, w := range waiting {
		if len(w.IDs) > 0 && w.Kind != "REGISTRATION" {
			ids = append(ids, w.DistributorID)
		}
	}
	return ids
}
