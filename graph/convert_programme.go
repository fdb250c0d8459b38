package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

func programmeModel(p scorecard.Programme) model.ScorecardProgramme {
	m := model.ScorecardProgramme{Version: p.Version, Name: p.Name, From: p.From, GradeA: p.GradeA, GradeB: p.GradeB, GradeC: p.GradeC,
		Rules: make([]model.ProgrammeRule, len(p.Rules)), Deductions: make([]model.ProgrammeDeduction, len(p.Deductions)),
		PublishedAt: p.PublishedAt, PublishedByID: p.PublishedBy, WithdrawnAt: p.WithdrawnAt,
		Eligibility: model.ProgrammeEligibility{Tiers: make([]model.DistributorTier, len(p.Eligibility.Tiers)),
			ChannelTypes: make([]model.ChannelType, len(p.Eligibility.ChannelTypes)), TerritoryIDs: p.Eligibility.Territories}}
	for i, r := range p.Rules {
		m.Rules[i] = model.ProgrammeRule{Key: r.Key, Weight: r.Weight, Month: model.MetricBounds(r.Month), Quarter: model.MetricBounds(r.Quarter), Year: model.MetricBounds(r.Year)}
	}
	for i, d := range p.Deductions {
		m.Deductions[i] = model.ProgrammeDeduction(d)
	}
	for i, t := range p.Eligibility.Tiers {
		m.Eligibility.Tiers[i] = model.DistributorTier(t)
	}
	for i, t := range p.Eligibility.ChannelTypes {
		m.Eligibility.ChannelTypes[i] = model.ChannelType(t)
	}
	return m
}

func programmeConnection(p page.Page[scorecard.Programme]) *model.ScorecardProgrammeConnection {
	return &model.ScorecardProgrammeConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, x scorecard.Programme) model.ScorecardProgrammeEdge {
		return model.ScorecardProgrammeEdge{Cursor: cursor, Node: programmeModel(x)}
	})}
}

// newProgramme reads a programme as it would be published; at is where it stands among the field's arguments.
func newProgramme(in model.ProgrammeInput, at string) (scorecard.Programme, error) {
	p := scorecard.Programme{Name: in.Name, From: in.From, GradeA: in.GradeA, GradeB: in.GradeB, GradeC: in.GradeC}
	for _, r := range in.Rules {
		p.Rules = append(p.Rules, scorecard.Rule{Key: r.Key, Weight: r.Weight, Month: scorecard.Bounds(r.Month), Quarter: scorecard.Bounds(r.Quarter), Year: scorecard.Bounds(r.Year)})
	}
	for _, d := range in.Deductions.Value() {
		p.Deductions = append(p.Deductions, scorecard.Deduction(d))
	}
	who := given(in.Eligibility)
	if who == nil {
		return p, nil
	}
	for _, t := range who.Tiers.Value() {
		p.Eligibility.Tiers = append(p.Eligibility.Tiers, string(t))
	}
	for _, t := range who.ChannelTypes.Value() {
		p.Eligibility.ChannelTypes = append(p.Eligibility.ChannelTypes, string(t))
	}
	var err error
	p.Eligibility.Territories, err = parseIDs(typeid.Territory, at+".eligibility.territoryIds", who.TerritoryIds.Value())
	return p, err
}

func definitionModels(all []scorecard.MetricDefinition) []model.MetricDefinition {
	out := make([]model.MetricDefinition, len(all))
	for i, d := range all {
		out[i] = model.MetricDefinition{Key: d.Key, Unit: model.MetricUnit(d.Unit), HigherIsBetter: d.HigherIsBetter,
			Month: model.MetricBounds(d.Month), Quarter: model.MetricBounds(d.Quarter), Year: model.MetricBounds(d.Year)}
	}
	return out
}

func simulationModel(ctx context.Context, s scorecard.Simulation) *model.ProgrammeSimulation {
	distributors.expect(ctx, "cards.edges.node.distributor", idsOf(s.Cards.Items, func(c scorecard.SimulatedCard) uuid.UUID { return c.DistributorID }))
	m := &model.ProgrammeSimulation{Period: s.Period, Mean: numberOrNone(s.Mean), SimulatedMean: numberOrNone(s.SimulatedMean), Grades: make([]model.GradeShift, len(s.Grades)),
		Cards: model.SimulatedCardConnection{PageInfo: pageInfo(s.Cards), Count: s.Cards.Total, Edges: edgesOf(s.Cards, func(cursor string, c scorecard.SimulatedCard) model.SimulatedCardEdge {
			return model.SimulatedCardEdge{Cursor: cursor, Node: model.SimulatedCard{DistributorID: c.DistributorID, Composite: numberOrNone(c.Composite), Grade: gradeModel(c.Grade),
				SimulatedComposite: numberOrNone(c.SimulatedComposite), SimulatedGrade: gradeModel(c.SimulatedGrade), Eligible: c.Eligible}}
		})}}
	for i, g := range s.Grades {
		m.Grades[i] = model.GradeShift{Grade: gradeModel(g.Grade), Now: g.Now, Then: g.Then}
	}
	return m
}

// gradeModel is a grade, nil for none.
func gradeModel(letter string) *model.Grade {
	if letter == "" {
		return nil
	}
	grade := model.Grade(letter)
	return &grade
}
