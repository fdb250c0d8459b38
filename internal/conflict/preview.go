package conflict

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Preview is what remedies would change.
type Preview struct {
	Remedies []Remedy // as they would be; nothing of them is written down
	Effects  map[uuid.UUID][]PartyEffect
	Problems []Change // what stands in their way; remedy: which it is, from 1
}

// Preview reckons what remedies would change, for who may mediate the case: the same reckoning that applies them, over what stands now. Of an
// appealed case it takes the remedies that an overturning would undo as undone.
// Returns NotFound, Forbidden for who may not mediate it, and Invalid naming what is wrong with the remedies themselves.
func (s *Service) Preview(ctx context.Context, sc scope.Scope, id uuid.UUID, in []NewRemedy) (out Preview, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		c, err := s.previewed(ctx, tx, sc, id, in)
		if err != nil {
			return err
		}
		facts, err := readFacts(ctx, tx, id, c.State == Appealed)
		if err != nil {
			return err
		}
		out = facts.preview(in)
		return nil
	})
	return out, err
}

// previewed reads the case, and makes sure that the caller may mediate it and that the remedies can be reckoned.
func (s *Service) previewed(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID, in []NewRemedy) (*Case, error) {
	c, err := loadCase(ctx, tx, sc, id)
	if err != nil {
		return nil, err
	}
	all, err := standings(ctx, tx, sc, []uuid.UUID{id})
	if err != nil {
		return nil, err
	}
	actor, _ := auth.ActorOf(ctx)
	if err := c.mediates(actor, all[id]); err != nil {
		return nil, err
	}
	var fields fault.Fields
	if err := checkWords(ctx, tx, c, Proposal, in, &fields); err != nil {
		return nil, err
	}
	return c, fields.Err()
}

func (f *standingFacts) preview(in []NewRemedy) Preview {
	out := Preview{Effects: map[uuid.UUID][]PartyEffect{}, Problems: []Change{}}
	for i, n := range in {
		r := Remedy{CaseID: f.caseID, ID: typeid.New(), Ordinal: i, Kind: n.Kind, Spec: n.spec(), State: "PLANNED"}
		p := f.plan(r.Kind, r.Spec)
		out.Remedies = append(out.Remedies, r)
		for _, label := range f.labels() {
			out.Effects[r.ID] = append(out.Effects[r.ID], PartyEffect{r.ID, label, *p.effects[label]})
		}
		for _, x := range p.problems {
			params := fault.Params{"remedy": i + 1}
			for k, v := range x.Params {
				params[k] = v
			}
			out.Problems = append(out.Problems, Change{x.Key, params})
		}
	}
	return out
}
