package conflict

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/workday"
)

// forget withdraws the evidence of subjects that were looked at and that was not found again. subjects gives their rules and subjects. It comes before follow,
// while everything that was found is still there.
func (p *pass) forget(ctx context.Context, subjects string, args pgx.NamedArgs) error {
	return p.withdraw(ctx, `SELECT o.case_id, o.evidence_id AS id FROM (`+subjects+`) k
		CROSS JOIN LATERAL (SELECT * FROM conflict_evidence_own w WHERE w.subject = `+digest("k")+` OFFSET 0) o
		WHERE (SELECT e.withdrawn_at IS NULL FROM conflict_evidence e WHERE e.case_id = o.case_id AND e.id = o.evidence_id)
		  AND (SELECT true FROM found f WHERE coalesce(f.line_id, f.registration_id) = coalesce(o.line_id, o.registration_id)
		    AND f.rule = o.rule AND f.distributor_id = o.distributor_id LIMIT 1) IS NULL
		ORDER BY 1, 2`, args)
}

// voided withdraws lines that were voided, whatever rule found them.
func (p *pass) voided(ctx context.Context, distributor uuid.UUID, lines []uuid.UUID) error {
	return p.withdraw(ctx, `SELECT e.case_id, e.id FROM conflict_evidence_own o JOIN conflict_evidence e ON e.case_id = o.case_id AND e.id = o.evidence_id
		WHERE o.distributor_id = @distributor AND o.line_id = ANY(@lines) AND o.rule <> 'MANUAL' AND e.withdrawn_at IS NULL ORDER BY e.case_id, e.id`,
		pgx.NamedArgs{"distributor": distributor, "lines": lines})
}

// withdraw takes evidence back that the query gives. Of a case that is still to be settled it counts no more, and a case that nothing is left of is
// dismissed while nobody has decided on it. Once that has happened the case stays, and its mediator is told.
func (p *pass) withdraw(ctx context.Context, sql string, args pgx.NamedArgs) error {
	type piece struct {
		CaseID uuid.UUID
		ID     uuid.UUID
	}
	pieces, err := postgres.Rows[piece](p.tx.Query(ctx, sql, args))
	if err != nil {
		return fmt.Errorf("telling what holds no more: %w", err)
	}
	if len(pieces) == 0 {
		return nil
	}
	of := map[uuid.UUID][]uuid.UUID{}
	var ids []uuid.UUID
	for _, x := range pieces {
		if of[x.CaseID] == nil {
			ids = append(ids, x.CaseID)
		}
		of[x.CaseID] = append(of[x.CaseID], x.ID)
	}
	all, err := postgres.Rows[Case](p.tx.Query(ctx, `SELECT `+caseColumns+` FROM conflicts c WHERE c.id = ANY(@ids) ORDER BY c.id FOR UPDATE`, postgres.Args{"ids": ids}))
	if err != nil {
		return err
	}
	var open []*concerned
	var gone []uuid.UUID
	for _, c := range all {
		if c.State.IsOpen() {
			open, gone = append(open, &concerned{ID: c.ID, Rule: c.Rule, Facts: len(of[c.ID])}), append(gone, of[c.ID]...)
		}
	}
	if err := p.keepSettings(ctx); err != nil {
		return err
	}
	if _, err := p.tx.Exec(ctx, `UPDATE conflict_evidence SET withdrawn_at = @now WHERE case_id = ANY(@cases) AND id = ANY(@ids) AND withdrawn_at IS NULL`,
		postgres.Args{"now": p.at, "cases": ids, "ids": gone}); err != nil {
		return err
	}
	if err := p.keepWithdrawnBreaches(ctx, idsOf(open), gone); err != nil {
		return err
	}
	if err := p.reckon(ctx, reckonFacts, open, idsOf(open)); err != nil {
		return err
	}
	return p.tellWithdrawn(ctx, all, open)
}

func (p *pass) tellWithdrawn(ctx context.Context, all []Case, open []*concerned) error {
	left, err := p.left(ctx, all)
	if err != nil {
		return err
	}
	cal, err := workday.Load(ctx, p.tx)
	if err != nil {
		return err
	}
	for i := range all {
		c := &all[i]
		at := slices.IndexFunc(open, func(o *concerned) bool { return o.ID == c.ID })
		if at >= 0 {
			o := open[at]
			p.tally.of(c.Rule).Withdrawn += o.Facts
			if err := addEvent(ctx, p.tx, c.ID, event{Kind: "withdrawn", Params: map[string]any{"facts": o.Facts, "left": left[c.ID]}, At: p.at}); err != nil {
				return err
			}
			if err := p.tellSeverity(ctx, o); err != nil {
				return err
			}
		}
		if err := p.endWithdrawn(ctx, c, left[c.ID] == 0, cal); err != nil {
			return err
		}
	}
	return nil
}

// endWithdrawn dismisses a case that nothing is left of, or tells the mediator of one that is decided.
func (p *pass) endWithdrawn(ctx context.Context, c *Case, nothing bool, cal workday.Calendar) error {
	told := notify.Notice{Kind: "conflict.withdrawn", Subject: c.NodeID(), Params: map[string]any{"rule": c.Rule, "severity": c.Severity}}
	switch {
	case nothing && c.State.CanFollow(Dismissed):
		if c.State != Open {
			told.To = []notify.Audience{{Case: &c.ID}, {Case: &c.ID, Mediator: true}}
			if err := notify.Post(ctx, p.tx, told); err != nil {
				return err
			}
		}
		c.Outcome = text(OutcomeWithdrawn)
		return move(ctx, p.tx, c, Dismissed, cal, p.at, nil)
	case c.MediatorID != nil && slices.Contains([]State{Agreed, Ruled, Resolved, Appealed}, c.State):
		var ours bool // the decision itself voids the lines
		err := p.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM conflict_remedies WHERE case_id = @case AND kind = 'VOID_LINES' AND state IN ('PLANNED', 'APPLIED'))`,
			postgres.Args{"case": c.ID}).Scan(&ours)
		if err != nil || ours {
			return err
		}
		told.To = []notify.Audience{{Case: &c.ID, Mediator: true}}
		if err := notify.Post(ctx, p.tx, told); err != nil {
			return err
		}
	}
	return changed(ctx, p.tx, c.ID)
}

// left counts the pieces of evidence that hold, by case.
func (p *pass) left(ctx context.Context, all []Case) (map[uuid.UUID]int, error) {
	ids := make([]uuid.UUID, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	type count struct {
		CaseID uuid.UUID
		N      int
	}
	rows, err := postgres.Rows[count](p.tx.Query(ctx, `SELECT case_id, count(*)::int AS n FROM conflict_evidence WHERE case_id = ANY(@ids) AND withdrawn_at IS NULL GROUP BY 1 ORDER BY 1`,
		postgres.Args{"ids": ids}))
	out := map[uuid.UUID]int{}
	for _, r := range rows {
		out[r.CaseID] = r.N
	}
	return out, err
}
