package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

func scorecardModel(c scorecard.Scorecard) model.Scorecard {
	m := model.Scorecard{
		DistributorID: c.DistributorID, Period: c.Period, From: c.Period.Start, Until: c.Period.Last(), Provisional: c.Provisional,
		Programme: programmeModel(c.Programme), Version: c.Version, FrozenAt: c.FrozenAt,
		Composite: numberOrNone(c.Composite), Revenue: model.Money{Amount: c.Revenue, Currency: c.Currency},
		Target: moneyOrNone(c.Target, c.Currency), Metrics: make([]model.ScorecardMetric, len(c.Results)),
	}
	if c.Grade != "" {
		grade := model.Grade(c.Grade)
		m.Grade = &grade
	}
	for i, r := range c.Results {
		m.Metrics[i] = scorecardMetricModel(c, r)
	}
	explainCard(&m, c)
	return m
}

func scorecardMetricModel(c scorecard.Scorecard, r scorecard.Result) model.ScorecardMetric {
	m := model.ScorecardMetric{
		DistributorID: c.DistributorID, Period: c.Period, CardVersion: c.Version, Key: r.Key, Value: numberOrNone(r.Value), Unit: model.MetricUnit(r.Unit),
		HigherIsBetter: r.HigherIsBetter, Floor: r.Floor, Target: r.Target, Stretch: r.Stretch,
		Score: numberOrNone(r.Score), Weight: r.Weight, Trend: make([]model.TrendPoint, len(r.Trend)),
		Explanation: model.MetricExplanation{Formula: messageModel(r.Formula.Key, r.Formula.Params), Inputs: make([]model.MetricInput, len(r.Inputs)),
			Exclusions: exclusionModels(r.Exclusions)},
	}
	if r.NoData != nil {
		why := messageModel(r.NoData.Key, r.NoData.Params)
		m.Explanation.NoData = &why
	}
	if since := c.Caveat(r); since != nil {
		m.Explanation.Caveat = new(messageModel(since.Key, since.Params))
	}
	for i, p := range r.Trend {
		m.Trend[i] = model.TrendPoint{Period: p.Period, Value: numberOrNone(p.Value)}
	}
	for i, in := range r.Inputs {
		m.Explanation.Inputs[i] = metricInputModel(c, in)
	}
	return m
}

func metricInputModel(c scorecard.Scorecard, in scorecard.Input) model.MetricInput {
	m := model.MetricInput{Key: in.Key, Value: numberOrNone(in.Value)}
	if in.Money {
		m.Currency = &c.Currency
	}
	if in.Lines != nil {
		m.Lines = &model.SaleSelection{DistributorID: typeid.Format(typeid.Distributor, c.DistributorID), From: in.Lines.From, Until: in.Lines.Until}
		if in.Lines.PurchasesAlone {
			m.Lines.Returns = new(bool)
		}
		if in.Lines.Breach != "" {
			m.Lines.Breach = new(model.BreachKind(in.Lines.Breach))
		}
	}
	if in.Credits != nil {
		m.Credits = &model.CreditSelection{DistributorID: typeid.Format(typeid.Distributor, c.DistributorID), Period: *in.Credits}
	}
	return m
}

func scorecardConnection(ctx context.Context, p page.Page[scorecard.Scorecard]) *model.ScorecardConnection {
	expectStandings(ctx, p.Items)
	expectFrozen(ctx, p.Items)
	expectRemarks(ctx, p.Items)
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(c scorecard.Scorecard) uuid.UUID { return c.DistributorID }))
	return &model.ScorecardConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, c scorecard.Scorecard) model.ScorecardEdge {
		return model.ScorecardEdge{Cursor: cursor, Node: scorecardModel(c)}
	})}
}

func scorecardFilter(f *model.ScorecardFilter) (filter scorecard.Filter, err error) {
	if f == nil {
		return filter, nil
	}
	if search := given(f.Search); search != nil {
		filter.Search = *search
	}
	for _, t := range f.Tiers.Value() {
		filter.Tiers = append(filter.Tiers, string(t))
	}
	for _, g := range f.Grades.Value() {
		filter.Grades = append(filter.Grades, string(g))
	}
	filter.Distributors, err = parseIDs(typeid.Distributor, "filter.distributors", f.Distributors.Value())
	return filter, err
}

func scorecardSort(s *model.ScorecardSort) scorecard.Sort {
	if s == nil {
		return scorecard.Sort{}
	}
	sort := scorecard.Sort{By: scorecard.SortField(s.Field), Descending: s.Direction == model.SortDirectionDesc}
	if metric := given(s.Metric); metric != nil {
		sort.Metric = *metric
	}
	return sort
}

func overviewModel(o scorecard.Overview) *model.PortfolioOverview {
	in := func(amount decimal.Decimal) model.Money { return model.Money{Amount: amount, Currency: o.Currency} }
	m := &model.PortfolioOverview{Period: o.Period, Distributors: o.Distributors, Revenue: in(o.Revenue), Target: moneyOrNone(o.Target, o.Currency),
		LastYear: in(o.LastYear), Months: make([]model.PortfolioMonth, len(o.Months)), MissingIDs: o.Missing, MissingReportCount: o.MissingCount,
		Rose: []model.RevenueChange{}, Fell: []model.RevenueChange{}}
	for i, month := range o.Months {
		m.Months[i] = model.PortfolioMonth{Period: month.Period, Revenue: in(month.Revenue), Target: moneyOrNone(month.Target, o.Currency), LastYear: in(month.LastYear)}
	}
	change := func(c scorecard.Change) model.RevenueChange {
		return model.RevenueChange{DistributorID: c.DistributorID, Revenue: in(c.Revenue), Before: in(c.Before)}
	}
	for _, c := range o.Rose {
		m.Rose = append(m.Rose, change(c))
	}
	for _, c := range o.Fell {
		m.Fell = append(m.Fell, change(c))
	}
	return m
}

// distributorOf gives the distributor that a row belongs to.
func distributorOf(ctx context.Context, id uuid.UUID) (*model.Distributor, error) {
	return related(ctx, distributors, id, distributorModel, "distributor")
}

// distributorRevenue is the revenue field of a distributor.
func distributorRevenue(ctx context.Context, distributor uuid.UUID, p period.Period) (*model.RevenueAgainstTarget, error) {
	r, err := revenues.of(ctx, p).load(ctx, distributor)
	if err != nil || r == nil {
		return nil, err
	}
	in := func(amount decimal.Decimal) model.Money { return model.Money{Amount: amount, Currency: r.Currency} }
	return &model.RevenueAgainstTarget{Revenue: in(r.Revenue), Target: moneyOrNone(r.Target, r.Currency),
		Attainment: numberOrNone(r.Attainment()), LastYear: in(r.LastYear)}, nil
}

func numberOrNone(d decimal.NullDecimal) *decimal.Decimal {
	if !d.Valid {
		return nil
	}
	return &d.Decimal
}

func moneyOrNone(d decimal.NullDecimal, currency string) *model.Money {
	if !d.Valid {
		return nil
	}
	return &model.Money{Amount: d.Decimal, Currency: currency}
}
