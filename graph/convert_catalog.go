package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

func productLineModel(l catalog.ProductLine) model.ProductLine {
	return model.ProductLine{ID: typeid.Format(typeid.ProductLine, l.ID), Code: l.Code, Name: nameModel(l.Name)}
}

func productLineModels(lines []catalog.ProductLine) []model.ProductLine {
	out := make([]model.ProductLine, len(lines))
	for i, l := range lines {
		out[i] = productLineModel(l)
	}
	return out
}

func productModel(p catalog.Product) model.Product {
	return model.Product{
		ID: typeid.Format(typeid.Product, p.ID), Code: p.Code, Name: nameModel(p.Name), Gtin: textOrNone(catalog.ShownGTIN(p.GTIN)),
		Unit: p.Unit, Status: model.ProductStatus(p.Status), ProductID: p.ID, ProductLineID: p.ProductLineID,
	}
}

func productConnection(p page.Page[catalog.Product]) *model.ProductConnection {
	return &model.ProductConnection{
		Edges: edgesOf(p, func(cursor string, x catalog.Product) model.ProductEdge {
			return model.ProductEdge{Cursor: cursor, Node: productModel(x)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

func productFilter(f *model.ProductFilter) (catalog.ProductFilter, error) {
	if f == nil {
		return catalog.ProductFilter{}, nil
	}
	line, err := parseOptional(typeid.ProductLine, "filter.productLineId", given(f.ProductLineID))
	return catalog.ProductFilter{Search: valueOf(given(f.Search)), ProductLineID: line, Status: catalog.Status(valueOf(given(f.Status)))}, err
}

func productSort(s *model.ProductSort) catalog.ProductSort {
	if s == nil {
		return catalog.ProductSort{}
	}
	return catalog.ProductSort{ByName: s.Field == model.ProductSortFieldName, Desc: s.Direction == model.SortDirectionDesc}
}

func newProduct(in model.CreateProductInput) (catalog.Product, error) {
	line, err := typeid.Parse(typeid.ProductLine, "productLineId", in.ProductLineID)
	return catalog.Product{Code: in.Code, Name: nameOf(in.Name), ProductLineID: line, GTIN: valueOf(given(in.Gtin)), Unit: in.Unit}, err
}

func productChange(in model.UpdateProductInput) catalog.ProductChange {
	c := catalog.ProductChange{Name: nameOrNone(given(in.Name)), Unit: given(in.Unit), Status: convertedOrNone[catalog.Status](given(in.Status))}
	if in.Gtin.IsSet() {
		c.GTIN = new(valueOf(in.Gtin.Value()))
	}
	return c
}

func aliasModels(aliases []catalog.Alias) []model.ProductAlias {
	out := make([]model.ProductAlias, len(aliases))
	for i, a := range aliases {
		out[i] = model.ProductAlias{Alias: a.Alias, DistributorID: a.DistributorID}
	}
	return out
}

// aliasOwner is whose alias the input sets: the caller's own distributor unless told; the brand must tell.
func aliasOwner(ctx context.Context, in model.SetProductAliasInput) (uuid.UUID, error) {
	if text := given(in.DistributorID); text != nil {
		return typeid.Parse(typeid.Distributor, "distributorId", *text)
	}
	actor := auth.MustActor(ctx)
	if actor.Brand {
		var fields fault.Fields
		fields.Add("distributorId", "required", nil)
		return uuid.Nil, fields.Err()
	}
	return actor.Organization, nil
}

func pricePolicyModel(p catalog.PricePolicy) model.PricePolicy {
	m := model.PricePolicy{
		ID: typeid.Format(typeid.PricePolicy, p.ID), From: p.From, Until: p.Until,
		ListPrice: model.Money{Amount: p.ListPrice, Currency: p.Currency}, FloorPrice: moneyOrNil(p.FloorPrice, p.Currency), ProductID: p.ProductID,
	}
	if p.ChannelType != "" {
		m.ChannelType = new(model.ChannelType(p.ChannelType))
	}
	return m
}

func pricePolicyConnection(p page.Page[catalog.PricePolicy]) *model.PricePolicyConnection {
	return &model.PricePolicyConnection{
		Edges: edgesOf(p, func(cursor string, x catalog.PricePolicy) model.PricePolicyEdge {
			return model.PricePolicyEdge{Cursor: cursor, Node: pricePolicyModel(x)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

func pricePolicyFilter(f *model.PricePolicyFilter) (catalog.PolicyFilter, error) {
	if f == nil {
		return catalog.PolicyFilter{}, nil
	}
	product, err := parseOptional(typeid.Product, "filter.productId", given(f.ProductID))
	return catalog.PolicyFilter{ProductID: product, On: given(f.On), ChannelType: partner.ChannelType(valueOf(given(f.ChannelType)))}, err
}

func pricePolicyOf(in model.SetPricePolicyInput) (catalog.PricePolicy, error) {
	product, err := typeid.Parse(typeid.Product, "productId", in.ProductID)
	p := catalog.PricePolicy{ProductID: product, ChannelType: partner.ChannelType(valueOf(given(in.ChannelType))), From: in.From,
		Until: given(in.Until), ListPrice: in.ListPrice, Currency: in.Currency}
	if floor := given(in.FloorPrice); floor != nil {
		p.FloorPrice = decimal.NewNullDecimal(*floor)
	}
	return p, err
}

func exchangeRateModel(r catalog.ExchangeRate) model.ExchangeRate {
	return model.ExchangeRate{Currency: r.Currency, From: r.From, Rate: r.Rate}
}

func exchangeRateConnection(p page.Page[catalog.ExchangeRate]) *model.ExchangeRateConnection {
	return &model.ExchangeRateConnection{
		Edges: edgesOf(p, func(cursor string, x catalog.ExchangeRate) model.ExchangeRateEdge {
			return model.ExchangeRateEdge{Cursor: cursor, Node: exchangeRateModel(x)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}
