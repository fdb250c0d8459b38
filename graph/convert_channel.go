package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/scorecard"
)

// channelModel is a channel view. The distributors and territories that it names are read together, when the query asks for them.
func channelModel(ctx context.Context, c scorecard.Channel) *model.ChannelView {
	territories.expect(ctx, "territories.territory", idsOf(c.Territories, func(t scorecard.ChannelTerritory) uuid.UUID { return t.TerritoryID }))
	distributors.expect(ctx, "concentration.largest.distributor", idsOf(c.Concentration.Largest, func(l scorecard.Change) uuid.UUID { return l.DistributorID }))
	in := func(amount decimal.Decimal) model.Money { return model.Money{Amount: amount, Currency: c.Currency} }
	m := &model.ChannelView{Period: c.Period, Channels: make([]model.ChannelFigures, len(c.Kinds)), Territories: make([]model.TerritoryFigures, len(c.Territories)),
		Concentration: concentrationModel(c.Concentration, in), Months: make([]model.PlanMonth, len(c.Months))}
	for i, k := range c.Kinds {
		m.Channels[i] = model.ChannelFigures{ChannelType: model.ChannelType(k.ChannelType), Revenue: in(k.Revenue), Contribution: numberOrNone(k.Contribution),
			LastYear: in(k.LastYear), Budget: moneyOrNone(k.Budget, c.Currency), Target: moneyOrNone(k.Target, c.Currency), Distributors: k.Distributors,
			ActiveCustomers: int(k.Active), NewCustomers: int(k.Fresh), RepeatRate: numberOrNone(k.RepeatRate), PriceLevel: numberOrNone(k.PriceLevel),
			Csat: numberOrNone(k.CSAT), Nps: numberOrNone(k.NPS)}
	}
	for i, t := range c.Territories {
		m.Territories[i] = model.TerritoryFigures{TerritoryID: t.TerritoryID, Revenue: in(t.Revenue), LastYear: in(t.LastYear), Breadth: t.Breadth,
			Length: numberOrNone(t.Length), Depth: numberOrNone(t.Depth), Density: numberOrNone(t.Density), Assigned: t.Assigned}
	}
	for i, month := range c.Months {
		m.Months[i] = model.PlanMonth{Period: month.Period, Budget: moneyOrNone(month.Budget, c.Currency), Target: moneyOrNone(month.Target, c.Currency), Revenue: in(month.Revenue)}
	}
	return m
}

func concentrationModel(c scorecard.Concentration, in func(decimal.Decimal) model.Money) model.Concentration {
	m := model.Concentration{Distributors: c.Distributors, TopFifth: numberOrNone(c.TopFifth), ForEighty: c.ForEighty,
		Curve: make([]model.CurvePoint, len(c.Curve)), Largest: make([]model.RevenueChange, len(c.Largest))}
	for i, p := range c.Curve {
		m.Curve[i] = model.CurvePoint{Distributors: p.Distributors, Revenue: p.Revenue}
	}
	for i, l := range c.Largest {
		m.Largest[i] = model.RevenueChange{DistributorID: l.DistributorID, Revenue: in(l.Revenue), Before: in(l.Before)}
	}
	return m
}
