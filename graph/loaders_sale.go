package graph

import (
	"context"
	"sync"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	salesReports = loaderOf(func(r *Resolver) byIDs[sale.Report] { return r.Sales.ReportsByID }, func(x sale.Report) uuid.UUID { return x.ID })
	saleLines    = loaderOf(func(r *Resolver) byIDs[sale.Line] { return r.Sales.LinesByID }, func(x sale.Line) uuid.UUID { return x.ID })

	_ = registerNode(typeid.SalesReport, "salesReport", func(ctx context.Context, _ *Resolver, id uuid.UUID) (model.Node, error) {
		r, err := salesReports.load(ctx, id)
		if err != nil || r == nil {
			return nil, err
		}
		return seen(ctx, reportModel(*r)), nil
	})
	_ = registerNode(typeid.SaleLine, "saleLine", nodeOf(saleLines, lineModel))
	_ = registerNode(typeid.Export, "saleLine", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		e, err := r.Sales.Export(ctx, auth.ScopeOf(ctx), id)
		if fault.Is(err, fault.NotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return exportModel(e), nil
	})
)

type settingsKey struct{}

// settings gives the brand's settings, asked for once however many amounts a root field has.
func (r *Resolver) settings(ctx context.Context) (partner.Settings, error) {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	ask, ok := all.kinds[settingsKey{}].(func() (partner.Settings, error))
	if !ok {
		ask = sync.OnceValues(func() (partner.Settings, error) { return r.Partners.Settings(ctx, all.scope) })
		all.kinds[settingsKey{}] = ask
	}
	all.mu.Unlock()
	return ask()
}

// inBase writes an amount in the base currency.
func (r *Resolver) inBase(ctx context.Context, amount decimal.Decimal) (*model.Money, error) {
	settings, err := r.settings(ctx)
	if err != nil {
		return nil, err
	}
	return &model.Money{Amount: amount, Currency: settings.BaseCurrency}, nil
}

func reportPage(ctx context.Context, p page.Page[sale.Report]) *model.SalesReportConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(r sale.Report) uuid.UUID { return r.DistributorID }))
	users.expect(ctx, "edges.node.createdBy", idsOf(p.Items, func(r sale.Report) uuid.UUID { return orNil(r.CreatedBy) }))
	salesReports.expect(ctx, "edges.node.sameAs", idsOf(p.Items, func(r sale.Report) uuid.UUID { return orNil(r.SameAs) }))
	return &model.SalesReportConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, r sale.Report) model.SalesReportEdge {
		return model.SalesReportEdge{Cursor: cursor, Node: *seen(ctx, reportModel(r))}
	})}
}

func linePage(ctx context.Context, p page.Page[sale.Line]) *model.SaleLineConnection {
	distributors.begin(ctx, "edges.node.distributor", idsOf(p.Items, func(l sale.Line) uuid.UUID { return l.DistributorID }))
	salesReports.begin(ctx, "edges.node.report", idsOf(p.Items, func(l sale.Line) uuid.UUID { return l.ReportID }))
	products.begin(ctx, "edges.node.product", idsOf(p.Items, func(l sale.Line) uuid.UUID { return l.ProductID }))
	accounts.begin(ctx, "edges.node.account", idsOf(p.Items, func(l sale.Line) uuid.UUID { return orNil(l.AccountID) }))
	territories.begin(ctx, "edges.node.territory", idsOf(p.Items, func(l sale.Line) uuid.UUID { return orNil(l.TerritoryID) }))
	return &model.SaleLineConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, l sale.Line) model.SaleLineEdge {
		return model.SaleLineEdge{Cursor: cursor, Node: *lineModel(l)}
	})}
}
