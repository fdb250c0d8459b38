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

// Objection is a party's appeal.
type Objection struct {
	CaseID uuid.UUID
	Label  string
	Text   string
	MadeAt time.Time
}

// AppealsOf reads the appeals in cases that the caller may read: a party finds its own.
func (s *Service) AppealsOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID][]Objection, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Objection, error) {
		return postgres.Rows[Objection](tx.Query(ctx, `SELECT a.case_id, a.label, a.text, a.made_at FROM conflict_appeals a WHERE a.case_id = ANY(@cases) ORDER BY a.case_id, a.made_at, a.label`,
			postgres.Args{"cases": cases}))
	}, func(o Objection) uuid.UUID { return o.CaseID })
}

// Appeal takes the case to the brand's administrators, once, for the caller's organisation, with evidence that it has not given before.
// Returns NotFound, Invalid naming what is wrong, and what Case.Allows gives.
func (s *Service) Appeal(ctx context.Context, sc scope.Scope, id uuid.UUID, words string, fileIDs []uuid.UUID) (out *Case, err error) {
	var fields fault.Fields
	checkText(&fields, "text", words, maxText)
	if len(fileIDs) == 0 {
		fields.Add("fileIds", "list.length", fault.Params{"min": 1, "max": maxFiles})
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	err = s.withFiles(ctx, sc, func(tx pgx.Tx, copied func([]uuid.UUID)) error {
		c, standing, err := s.acting(ctx, tx, sc, id, Appeal)
		if err != nil {
			return err
		}
		label, now := *standing.Label, s.now()
		copies, err := s.attach(ctx, tx, sc, c, giving{part: partAppeal, label: &label, to: &label, fresh: true}, fileIDs)
		copied(copies)
		if err != nil {
			return err
		}
		b := &pgx.Batch{}
		b.Queue(`INSERT INTO conflict_appeals (case_id, label, text, made_at) VALUES (@case, @label, @text, @at)`, postgres.Args{"case": id, "label": label, "text": words, "at": now})
		b.Queue(`UPDATE conflict_sides SET appealed_at = @at WHERE case_id = @case AND label = @label`, postgres.Args{"case": id, "label": label, "at": now})
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		if err := s.appealed(ctx, tx, c, label); err != nil {
			return err
		}
		out, err = loadCase(ctx, tx, sc, id)
		return err
	})
	return out, err
}

func (s *Service) appealed(ctx context.Context, tx pgx.Tx, c *Case, label string) error {
	cal, err := workday.Load(ctx, tx)
	if err != nil {
		return err
	}
	if err := addEvent(ctx, tx, c.ID, event{Kind: "appealed", Label: &label, At: s.now()}); err != nil {
		return err
	}
	if err := move(ctx, tx, c, Appealed, cal, s.now(), nil); err != nil {
		return err
	}
	if err := record(ctx, tx, *c, "conflict.appeal", nil, map[string]any{"label": label}, ""); err != nil {
		return err
	}
	judges, err := admins(ctx, tx)
	if err != nil {
		return err
	}
	return post(ctx, tx, c, "conflict.appealed", nil, append(everybody(c), judges)...)
}

// DecideAppeal upholds what was decided, or overturns it: then its remedies are taken back, and the verdict's take their place, if it has any.
// Returns NotFound, Invalid naming what is wrong with the verdict, and what Case.Allows gives.
func (s *Service) DecideAppeal(ctx context.Context, sc scope.Scope, id uuid.UUID, overturn bool, v Verdict) (*Case, error) {
	return s.inCase(ctx, sc, id, DecideAppeal, func(tx pgx.Tx, c *Case, _ Standing, cal workday.Calendar) error {
		if !overturn {
			return s.uphold(ctx, tx, sc, c, v, cal)
		}
		d, err := s.decide(ctx, tx, sc, c, Overturned, decisionTaken, v)
		if err != nil {
			return err
		}
		if err := takeAgainst(ctx, tx, c.ID, d.Against); err != nil {
			return err
		}
		c.DueAt = nil // from here on the portal works by itself
		if err := saveState(ctx, tx, *c); err != nil {
			return err
		}
		if err := s.appealDecided(ctx, tx, c, "overturned", d, v); err != nil {
			return err
		}
		return s.queue.Settle(ctx, tx, c.ID)
	})
}

func (s *Service) uphold(ctx context.Context, tx pgx.Tx, sc scope.Scope, c *Case, v Verdict, cal workday.Calendar) error {
	var fields fault.Fields
	if len(v.Remedies) > 0 {
		fields.Add("remedies", "conflict.upheldAsItIs", nil)
	}
	if len(v.Against) > 0 {
		fields.Add("against", "conflict.upheldAsItIs", nil)
	}
	checkText(&fields, "text", v.Text, maxText)
	if err := fields.Err(); err != nil {
		return err
	}
	d, err := s.decide(ctx, tx, sc, c, Upheld, decisionApplied, v)
	if err != nil {
		return err
	}
	if err := s.appealDecided(ctx, tx, c, "upheld", d, v); err != nil {
		return err
	}
	c.Outcome = text(OutcomeUpheld)
	return move(ctx, tx, c, Closed, cal, s.now(), nil)
}

func (s *Service) appealDecided(ctx context.Context, tx pgx.Tx, c *Case, kind string, d Decision, v Verdict) error {
	if err := addEvent(ctx, tx, c.ID, event{Kind: kind, At: s.now()}); err != nil {
		return err
	}
	if err := record(ctx, tx, *c, "conflict.decideAppeal", nil, decided(d, v), ""); err != nil {
		return err
	}
	if err := changed(ctx, tx, c.ID); err != nil {
		return err
	}
	return post(ctx, tx, c, "conflict.appealDecided", nil, everybody(c)...)
}
