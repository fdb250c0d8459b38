package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

// cardParts are the parts of cards that the query asks for below the field being resolved.
func cardParts(ctx context.Context) (parts scorecard.Parts) {
	for name, part := range map[string]scorecard.Parts{"trend": scorecard.WithTrends, "movement": scorecard.WithMovement, "lifts": scorecard.WithLifts, "explanation": scorecard.WithExplanations} {
		if mentioned(ctx, name) {
			parts |= part
		}
	}
	return parts
}

// explainCard adds what a card says of itself beside its metrics.
func explainCard(m *model.Scorecard, c scorecard.Scorecard) {
	m.Base = numberOrNone(c.Base)
	m.Deductions = make([]model.ScorecardDeduction, len(c.Deductions))
	for i, t := range c.Deductions {
		m.Deductions[i] = model.ScorecardDeduction{Key: t.Key, Points: t.Points, On: t.On, Reason: messageModel(t.Reason.Key, t.Reason.Params)}
		if t.ConflictID != nil {
			id := typeid.Format(typeid.Conflict, *t.ConflictID)
			m.Deductions[i].ConflictID = &id
		}
	}
	m.Notes = make([]model.Message, len(c.Notes))
	for i, n := range c.Notes {
		m.Notes[i] = messageModel(n.Key, n.Params)
	}
	m.Movement = movementModel(c)
	m.Lifts = make([]model.ScorecardLift, len(c.Lifts))
	for i, l := range c.Lifts {
		m.Lifts[i] = model.ScorecardLift{Key: l.Key, Grade: model.Grade(l.Grade), Value: numberOrNone(l.Value), Composite: l.Composite}
	}
}

func movementModel(c scorecard.Scorecard) model.ScorecardMovement {
	if c.Movement == nil {
		return model.ScorecardMovement{Period: c.Period.Shift(-1), To: numberOrNone(c.Composite), Parts: []model.MovementPart{}}
	}
	m := model.ScorecardMovement{Period: c.Movement.Period, From: numberOrNone(c.Movement.From), To: numberOrNone(c.Movement.To),
		Parts: make([]model.MovementPart, len(c.Movement.Parts))}
	for i, p := range c.Movement.Parts {
		m.Parts[i] = model.MovementPart{Key: p.Key, Points: p.Points}
	}
	return m
}

func exclusionModels(all []scorecard.Exclusion) []model.MetricExclusion {
	models := make([]model.MetricExclusion, len(all))
	for i, x := range all {
		models[i] = model.MetricExclusion{Reason: messageModel(x.Reason.Key, x.Reason.Params), Count: int(x.Count), Amount: numberOrNone(x.Amount)}
	}
	return models
}

// exportOf gives the document of a card, nil when there is none that the caller may see.
func (r *Resolver) exportOf(ctx context.Context, distributor uuid.UUID, p period.Period, version *int) (*model.ScorecardExport, error) {
	card, err := r.scorecardOf(ctx, distributor, p, version, scorecard.Whole)
	if err != nil || card == nil {
		return nil, err
	}
	document, err := card.Export()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(document)
	return &model.ScorecardExport{Document: string(document), Sha256: hex.EncodeToString(sum[:])}, nil
}
