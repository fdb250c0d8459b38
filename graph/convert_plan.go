package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var _ = registerNode(typeid.MarketSize, "marketSize", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
	m, err := r.Partners.MarketSize(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	return r.marketSizeModel(ctx, m)
}))

// marketSizeModel writes an entry in the base currency, which the settings tell.
func (r *Resolver) marketSizeModel(ctx context.Context, m partner.MarketSize) (*model.MarketSize, error) {
	amount, err := r.inBase(ctx, m.Amount)
	if err != nil {
		return nil, err
	}
	return &model.MarketSize{ID: m.NodeID(), TerritoryID: m.TerritoryID, ProductLineID: m.ProductLineID, Year: m.Year, Amount: *amount, Source: m.Source}, nil
}

func (r *Resolver) marketSizePage(ctx context.Context, p page.Page[partner.MarketSize]) (*model.MarketSizeConnection, error) {
	territories.expect(ctx, "edges.node.territory", idsOf(p.Items, func(m partner.MarketSize) uuid.UUID { return m.TerritoryID }))
	productLines.expect(ctx, "edges.node.productLine", idsOf(p.Items, func(m partner.MarketSize) uuid.UUID { return orNil(m.ProductLineID) }))
	out := &model.MarketSizeConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: make([]model.MarketSizeEdge, len(p.Items))}
	for i, m := range p.Items {
		one, err := r.marketSizeModel(ctx, m)
		if err != nil {
			return nil, err
		}
		out.Edges[i] = model.MarketSizeEdge{Cursor: p.Cursors[i], Node: *one}
	}
	return out, nil
}

func marketFilter(in *model.MarketSizeFilter) (f partner.MarketFilter, err error) {
	if in == nil {
		return f, nil
	}
	f.Year = given(in.Year)
	f.TerritoryID, err = parseOptional(typeid.Territory, "filter.territoryId", given(in.TerritoryID))
	return f, err
}

// marketSizeOf reads an entry to set; without an amount it is to be removed.
func marketSizeOf(in model.SetMarketSizeInput) (m partner.MarketSize, remove bool, err error) {
	var errs [2]error
	m.TerritoryID, errs[0] = typeid.Parse(typeid.Territory, "territoryId", in.TerritoryID)
	m.ProductLineID, errs[1] = parseOptional(typeid.ProductLine, "productLineId", given(in.ProductLineID))
	m.Year = in.Year
	if source := given(in.Source); source != nil {
		m.Source = *source
	}
	amount := given(in.Amount)
	if amount != nil {
		m.Amount = *amount
	}
	return m, amount == nil, together(errs[:]...)
}

// budgetOf reads a budget to set; without an amount it is to be removed.
func budgetOf(in model.SetBudgetInput) (b partner.Budget, remove bool) {
	b = partner.Budget{Year: in.Year, ChannelType: string(in.ChannelType)}
	amount := given(in.Amount)
	if amount != nil {
		b.Amount = *amount
	}
	return b, amount == nil
}

func (r *Resolver) budgetModels(ctx context.Context, all []partner.Budget) ([]model.Budget, error) {
	out := make([]model.Budget, len(all))
	for i, b := range all {
		amount, err := r.inBase(ctx, b.Amount)
		if err != nil {
			return nil, err
		}
		out[i] = model.Budget{Year: b.Year, ChannelType: model.ChannelType(b.ChannelType), Amount: *amount}
	}
	return out, nil
}

func cascadeOf(in model.CascadeTargetInput) (c partner.Cascade, err error) {
	var errs [2]error
	c = partner.Cascade{Year: in.Year, Amount: in.Amount, Shape: partner.CascadeShape(in.Shape)}
	c.DistributorID, errs[0] = typeid.Parse(typeid.Distributor, "distributorId", in.DistributorID)
	c.ProductLineID, errs[1] = parseOptional(typeid.ProductLine, "productLineId", given(in.ProductLineID))
	return c, together(errs[:]...)
}

func (r *Resolver) cascadeModels(ctx context.Context, parts []partner.CascadePart) ([]model.CascadePart, error) {
	zero, err := r.inBase(ctx, decimal.Zero)
	if err != nil {
		return nil, err
	}
	out := make([]model.CascadePart, len(parts))
	for i, p := range parts {
		out[i] = model.CascadePart{Period: p.Period, Amount: model.Money{Amount: p.Amount, Currency: zero.Currency}, Before: moneyOrNone(p.Before, zero.Currency), Closed: p.Closed}
	}
	return out, nil
}
