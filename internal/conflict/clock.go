package conflict

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Clock does what follows from a time that has passed. It works as portal_engine, in jobs.
type Clock struct {
	pool *postgres.Pool
	now  func() time.Time
}

// NewClock makes the clock over portal_engine's pool.
func NewClock(pool *postgres.Pool, now func() time.Time) *Clock { return &Clock{pool: pool, now: now} }

// atOnce is how many cases one transaction takes, so that none holds its locks for long.
const atOnce = 20

// Tick goes through the cases that are overdue, in batches. Several clocks may tick at once: each takes what the others have not locked. A case
// that can't be gone on with doesn't keep the others from it, and is tried again with the next tick.
func (k *Clock) Tick(ctx context.Context) error {
	now := k.now()
	failed := []uuid.UUID{}
	var problems []error
	for {
		taken := 0
		err := k.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			if err := touchUnanswered(ctx, tx, now); err != nil {
				return err
			}
			due, err := postgres.Rows[Case](tx.Query(ctx, "SELECT "+caseColumns+` FROM conflicts c WHERE c.due_at IS NOT NULL AND coalesce(c.wake_at, c.due_at) <= @now AND c.id <> ALL(@failed)
				ORDER BY coalesce(c.wake_at, c.due_at), c.id LIMIT @limit FOR UPDATE SKIP LOCKED`, postgres.Args{"now": now, "limit": atOnce, "failed": failed}))
			if taken = len(due); err != nil || taken == 0 {
				return err
			}
			cal, err := workday.Load(ctx, tx)
			if err != nil {
				return err
			}
			for i := range due {
				err := pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error { return overdue(ctx, tx, &due[i], cal, now) })
				if err != nil {
					failed, problems = append(failed, due[i].ID), append(problems, fmt.Errorf("the clock of %s: %w", due[i].NodeID(), err))
				}
			}
			return nil
		})
		if err != nil {
			return errors.Join(append(problems, err)...)
		}
		if taken < atOnce {
			return errors.Join(problems...)
		}
	}
}

// overdue does what follows for one case: the next state where the silence of who was asked brings it there by itself, else the next person up.
func overdue(ctx context.Context, tx pgx.Tx, c *Case, cal workday.Calendar, now time.Time) error {
	switch c.State {
	case AwaitingResponse:
		return passOver(ctx, tx, c, cal, now)
	case Proposed:
		silent, err := proposalUnanswered(ctx, tx, c, now)
		if err != nil {
			return err
		}
		if silent {
			return reject(ctx, tx, c, cal, now)
		}
	case Resolved:
		if err := addEvent(ctx, tx, c.ID, event{Kind: "closed", At: now}); err != nil {
			return err
		}
		return move(ctx, tx, c, Closed, cal, now, nil)
	}
	return escalate(ctx, tx, c, cal, now)
}

// passOver goes on without the parties that did not answer: their statement is that they said nothing.
func passOver(ctx context.Context, tx pgx.Tx, c *Case, cal workday.Calendar, now time.Time) error {
	rows, err := tx.Query(ctx, `UPDATE conflict_sides SET was_silent = true WHERE case_id = @case AND answered_at IS NULL AND NOT was_silent RETURNING label`, postgres.Args{"case": c.ID})
	if err != nil {
		return err
	}
	labels, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, label := range labels {
		if err := addEvent(ctx, tx, c.ID, event{Kind: "silent", Label: &label, At: now}); err != nil {
			return err
		}
	}
	return openStatements(ctx, tx, c, cal, now)
}

// proposalUnanswered reports whether the parties had their say on a proposal until now, and notes who was silent: to each party its own silence, for how
// the others answered stays with the brand.
func proposalUnanswered(ctx context.Context, tx pgx.Tx, c *Case, now time.Time) (bool, error) {
	rows, err := tx.Query(ctx, `SELECT s.label FROM conflict_decisions d JOIN conflict_sides s ON s.case_id = d.case_id
		WHERE d.case_id = @case AND d.kind = 'PROPOSAL' AND d.state = 'PENDING'
			AND NOT EXISTS (SELECT 1 FROM conflict_answers a WHERE a.case_id = d.case_id AND a.decision_id = d.id AND a.label = s.label) ORDER BY s.label`, postgres.Args{"case": c.ID})
	if err != nil {
		return false, err
	}
	labels, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, label := range labels {
		if err := addEvent(ctx, tx, c.ID, event{Kind: "silent", Label: &label, ToLabel: &label, At: now}); err != nil {
			return false, err
		}
	}
	return len(labels) > 0, err
}

// escalate tells the next person up, again on each business day: the mediator first where there is one, then the brand's administrators.
func escalate(ctx context.Context, tx pgx.Tx, c *Case, cal workday.Calendar, now time.Time) error {
	c.Escalations++
	again := cal.After(now, 1)
	if _, err := tx.Exec(ctx, `UPDATE conflicts SET escalations = @level, wake_at = @again WHERE id = @id`, postgres.Args{"id": c.ID, "level": c.Escalations, "again": again}); err != nil {
		return err
	}
	told := map[string]any{"state": c.State, "level": c.Escalations}
	if err := addEvent(ctx, tx, c.ID, event{Kind: "escalated", Brand: true, Params: told, At: now}); err != nil {
		return err
	}
	if err := record(ctx, tx, *c, "conflict.escalate", nil, told, ""); err != nil {
		return err
	}
	to := mediatorOf(c)
	if c.Escalations > 1 || c.State == Open || c.State == Appealed {
		all, err := admins(ctx, tx)
		if err != nil {
			return err
		}
		to = all
	}
	if err := post(ctx, tx, c, "conflict.escalated", told, to); err != nil {
		return err
	}
	return changed(ctx, tx, c.ID)
}
