package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Propose puts a resolution to the parties.
// Returns NotFound, Invalid naming what is wrong with it, and what Case.Allows gives.
func (s *Service) Propose(ctx context.Context, sc scope.Scope, id uuid.UUID, v Verdict) (*Case, error) {
	return s.inCase(ctx, sc, id, Propose, func(tx pgx.Tx, c *Case, _ Standing, cal workday.Calendar) error {
		d, err := s.decide(ctx, tx, sc, c, Proposal, decisionPending, v)
		if err != nil {
			return err
		}
		if err := addEvent(ctx, tx, c.ID, event{Kind: "proposed", At: s.now()}); err != nil {
			return err
		}
		if err := move(ctx, tx, c, Proposed, cal, s.now(), nil); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.propose", nil, decided(d, v), ""); err != nil {
			return err
		}
		return post(ctx, tx, c, "conflict.proposed", nil, everybody(c)[0])
	})
}

// decided is a decision for the log: its words are the parties', and stand in the case.
func decided(d Decision, v Verdict) map[string]any {
	kinds := make([]RemedyKind, len(v.Remedies))
	for i, r := range v.Remedies {
		kinds[i] = r.Kind
	}
	return map[string]any{"decision": d.NodeID(), "against": d.Against, "remedies": kinds}
}

// AnswerProposal accepts or rejects the proposal for the caller's organisation. When all accept, it is agreed and the remedies are applied; when one
// rejects it, the mediator is to rule.
// Returns NotFound, Conflict for another proposal than the present one, and what Case.Allows gives.
func (s *Service) AnswerProposal(ctx context.Context, sc scope.Scope, id, decision uuid.UUID, accept bool, words string) (*Case, error) {
	if len([]rune(words)) > maxText || words != "" && !printable(words) {
		var fields fault.Fields
		fields.Add("text", "text.length", fault.Params{"min": 0, "max": maxText})
		return nil, fields.Err()
	}
	return s.inCase(ctx, sc, id, Answer, func(tx pgx.Tx, c *Case, standing Standing, cal workday.Calendar) error {
		if *standing.Pending != decision {
			return fault.New(fault.Conflict, "conflict.otherProposal", nil)
		}
		label := *standing.Label
		if _, err := tx.Exec(ctx, `INSERT INTO conflict_answers (case_id, decision_id, label, accepted, text, given_at) VALUES (@case, @decision, @label, @accepted, @text, @at)`,
			postgres.Args{"case": id, "decision": decision, "label": label, "accepted": accept, "text": words, "at": s.now()}); err != nil {
			return err
		}
		said := map[bool]string{true: "accepted", false: "rejected"}[accept]
		if err := addEvent(ctx, tx, id, event{Kind: said, Label: &label, ToLabel: &label, At: s.now()}); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.answer", nil, map[string]any{"label": label, "accepted": accept}, ""); err != nil {
			return err
		}
		if !accept {
			return reject(ctx, tx, c, cal, s.now())
		}
		return s.agree(ctx, tx, c, decision, standing.Sides, cal)
	})
}

// agree makes the proposal the parties' agreement, if all have accepted it.
func (s *Service) agree(ctx context.Context, tx pgx.Tx, c *Case, decision uuid.UUID, sides int, cal workday.Calendar) error {
	var accepted int
	if err := tx.QueryRow(ctx, `SELECT case_accepted(@case, @decision)`, postgres.Args{"case": c.ID, "decision": decision}).Scan(&accepted); err != nil {
		return err
	}
	if accepted < sides {
		return changed(ctx, tx, c.ID)
	}
	d, err := postgres.Row[Decision](tx.Query(ctx, "UPDATE conflict_decisions d SET state = 'TAKEN' WHERE d.case_id = @case AND d.id = @id RETURNING "+decisionColumns,
		postgres.Args{"case": c.ID, "id": decision}))
	if err != nil {
		return err
	}
	if err := takeAgainst(ctx, tx, c.ID, d.Against); err != nil {
		return err
	}
	if err := move(ctx, tx, c, Agreed, cal, s.now(), nil); err != nil {
		return err
	}
	return s.queue.Settle(ctx, tx, c.ID)
}

// reject ends the proposal: the mediator is to rule, within as many days as the parties had.
func reject(ctx context.Context, tx pgx.Tx, c *Case, cal workday.Calendar, now time.Time) error {
	if err := endProposal(ctx, tx, c.ID, decisionRejected); err != nil {
		return err
	}
	due := cal.After(now, steps[Proposed].days)
	c.DueAt, c.Escalations = &due, 0
	if err := saveState(ctx, tx, *c); err != nil {
		return err
	}
	if err := post(ctx, tx, c, "conflict.rejected", nil, everybody(c)[0]); err != nil { // it doesn't say by whom
		return err
	}
	if err := post(ctx, tx, c, "conflict.toRule", nil, mediatorOf(c)); err != nil {
		return err
	}
	return changed(ctx, tx, c.ID)
}

// Rule decides where the parties did not agree. Of two who rule at once one does; the other is told where the case is.
// Returns NotFound, Invalid naming what is wrong with the ruling, and what Case.Allows gives.
func (s *Service) Rule(ctx context.Context, sc scope.Scope, id uuid.UUID, v Verdict) (*Case, error) {
	return s.inCase(ctx, sc, id, Rule, func(tx pgx.Tx, c *Case, _ Standing, cal workday.Calendar) error {
		d, err := s.decide(ctx, tx, sc, c, Ruling, decisionTaken, v)
		if err != nil {
			return err
		}
		if err := takeAgainst(ctx, tx, c.ID, d.Against); err != nil {
			return err
		}
		if err := addEvent(ctx, tx, c.ID, event{Kind: "ruled", At: s.now()}); err != nil {
			return err
		}
		if err := move(ctx, tx, c, Ruled, cal, s.now(), nil); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.rule", nil, decided(d, v), ""); err != nil {
			return err
		}
		return s.queue.Settle(ctx, tx, c.ID)
	})
}

// inCase does something in a case that the caller may do, and gives the case as it is then.
func (s *Service) inCase(ctx context.Context, sc scope.Scope, id uuid.UUID, action Action, do func(tx pgx.Tx, c *Case, standing Standing, cal workday.Calendar) error) (out *Case, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		c, standing, err := s.acting(ctx, tx, sc, id, action)
		if err != nil {
			return err
		}
		cal, err := workday.Load(ctx, tx)
		if err != nil {
			return err
		}
		if err := do(tx, c, standing, cal); err != nil {
			return err
		}
		out, err = loadCase(ctx, tx, sc, id)
		return err
	})
	return out, err
}
