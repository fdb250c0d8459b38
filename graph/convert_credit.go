package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	credits = loaderOf(func(r *Resolver) byIDs[sale.Credit] { return r.Sales.CreditsByID }, func(c sale.Credit) uuid.UUID { return c.ID })

	_ = registerNode(typeid.Credit, "saleLine", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		found, err := credits.load(ctx, id)
		if err != nil || found == nil {
			return nil, err
		}
		return r.creditModel(ctx, *found)
	})
)

func (r *Resolver) creditModel(ctx context.Context, c sale.Credit) (*model.CreditEntry, error) {
	amount, err := r.inBase(ctx, c.Amount)
	if err != nil {
		return nil, err
	}
	return &model.CreditEntry{ID: c.NodeID(), Row: &c, Period: period.Of(period.Month, c.Month), ChannelType: model.ChannelType(c.ChannelType), Amount: *amount,
		IsCounter: c.Counters != nil, BookedAt: c.BookedAt, ReversedAt: c.ReversedAt}, nil
}

func creditFilter(in *model.CreditEntryFilter) (f sale.CreditFilter, err error) {
	if in == nil {
		return f, nil
	}
	f = sale.CreditFilter{Period: given(in.Period), Counts: given(in.Counts)}
	if f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID)); err != nil {
		return f, err
	}
	f.CaseID, err = parseOptional(typeid.Conflict, "filter.conflictId", given(in.ConflictID))
	return f, err
}

func (r *Resolver) creditPage(ctx context.Context, p page.Page[sale.Credit]) (*model.CreditEntryConnection, error) {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return c.DistributorID }))
	products.expect(ctx, "edges.node.product", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return c.ProductID }))
	productLines.expect(ctx, "edges.node.productLine", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return c.ProductLineID }))
	territories.expect(ctx, "edges.node.territory", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return orNil(c.TerritoryID) }))
	saleLines.expect(ctx, "edges.node.saleLine", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return orNil(c.LineID) }))
	conflicts.expect(ctx, "edges.node.conflict", idsOf(p.Items, func(c sale.Credit) uuid.UUID { return c.CaseID }))
	out := &model.CreditEntryConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: make([]model.CreditEntryEdge, len(p.Items))}
	for i, c := range p.Items {
		node, err := r.creditModel(ctx, c)
		if err != nil {
			return nil, err
		}
		out.Edges[i] = model.CreditEntryEdge{Cursor: p.Cursors[i], Node: *node}
	}
	return out, nil
}

// previewOf shows what remedies of the case would change.
func (r *Resolver) previewOf(ctx context.Context, id uuid.UUID, p conflict.Preview) (*model.ResolutionPreview, error) {
	sides, _, err := partiesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &model.ResolutionPreview{Remedies: make([]model.ConflictRemedy, len(p.Remedies)), Problems: []model.Message{}}
	for i, one := range p.Remedies {
		if out.Remedies[i], err = r.remedyModel(ctx, one, p.Effects[one.ID], sides); err != nil {
			return nil, err
		}
	}
	for _, x := range p.Problems {
		out.Problems = append(out.Problems, messageModel(x.Key, x.Params))
	}
	return out, nil
}
