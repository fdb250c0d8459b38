package graph

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	remediesOf = loaderBy(func(r *Resolver) byKeys[[]conflict.Remedy] { return r.Conflicts.RemediesOf })
	effectsOf  = loaderBy(func(r *Resolver) byKeys[[]conflict.PartyEffect] { return r.Conflicts.EffectsOf })
)

// readDecisions reads what decisions do, changed and were answered, all at once: they are asked for one after another.
func readDecisions(ctx context.Context, all []conflict.Decision) error {
	ids := idsOf(all, func(d conflict.Decision) uuid.UUID { return d.ID })
	if len(ids) == 0 {
		return nil
	}
	found, err := remediesOf.loadAll(ctx, ids)
	if err != nil {
		return err
	}
	if remedies := idsOf(slices.Concat(found...), func(r conflict.Remedy) uuid.UUID { return r.ID }); len(remedies) > 0 {
		if _, err := effectsOf.loadAll(ctx, remedies); err != nil {
			return err
		}
	}
	_, err = repliesOf.loadAll(ctx, ids)
	return err
}

// remediesOf gives what a decision does, and what it changed for those parties that the caller may see.
func (r *Resolver) remediesOf(ctx context.Context, d conflict.Decision, sides parties) ([]model.ConflictRemedy, error) {
	found, err := remediesOf.load(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	out := make([]model.ConflictRemedy, len(valueOf(found)))
	for i, one := range valueOf(found) {
		effects, err := effectsOf.load(ctx, one.ID)
		if err != nil {
			return nil, err
		}
		if out[i], err = r.remedyModel(ctx, one, valueOf(effects), sides); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *Resolver) remedyModel(ctx context.Context, one conflict.Remedy, effects []conflict.PartyEffect, sides parties) (model.ConflictRemedy, error) {
	settings, err := r.settings(ctx)
	if err != nil {
		return model.ConflictRemedy{}, err
	}
	base := func(amount decimal.Decimal) model.Money {
		return model.Money{Amount: amount, Currency: settings.BaseCurrency}
	}
	m := model.ConflictRemedy{ID: one.NodeID(), Kind: model.RemedyKind(one.Kind), State: model.RemedyState(one.State), Party: sides.of(one.Spec.Party), Other: sides.of(one.Spec.Other),
		Shares: []model.CreditShare{}, EvidenceIds: []string{}, Level: convertedOrNone[model.ShareLevel](one.Spec.Level), Until: dayOrNone(one.Spec.Until), Note: one.Spec.Note,
		AppliedAt: one.AppliedAt, UndoneAt: one.UndoneAt, Effects: []model.RemedyEffect{}}
	for _, s := range one.Spec.Shares {
		m.Shares = append(m.Shares, model.CreditShare{Party: sides.at(s.Party), Percent: s.Percent})
	}
	for _, id := range one.Spec.Evidence {
		m.EvidenceIds = append(m.EvidenceIds, typeid.Format(typeid.Evidence, id))
	}
	if one.Spec.Amount != nil {
		m.Amount = new(base(*one.Spec.Amount))
	}
	for _, e := range effects {
		m.Effects = append(m.Effects, effectModel(e, sides, base))
	}
	return m, nil
}

func effectModel(e conflict.PartyEffect, sides parties, base func(decimal.Decimal) model.Money) model.RemedyEffect {
	m := model.RemedyEffect{Party: sides.at(e.Label), Revenue: base(e.Effect.Revenue), Lines: e.Effect.Lines, Months: []model.RemedyMonth{}, Changes: []model.Message{}}
	for _, x := range e.Effect.Months {
		m.Months = append(m.Months, model.RemedyMonth{Period: period.Of(period.Month, x.Month), Revenue: base(x.Revenue), Before: base(x.Before), After: base(x.After)})
	}
	for _, c := range e.Effect.Changes {
		m.Changes = append(m.Changes, messageModel(c.Key, c.Params))
	}
	return m
}

// dayOrNone reads a day that a remedy keeps as text.
func dayOrNone(text *string) *time.Time {
	if text == nil {
		return nil
	}
	day, err := time.Parse(time.DateOnly, *text)
	if err != nil {
		return nil
	}
	return &day
}
