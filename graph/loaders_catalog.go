package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	products     = loaderBy(func(r *Resolver) byKeys[catalog.Product] { return r.Catalog.ProductsByID })
	productLines = loaderBy(func(r *Resolver) byKeys[catalog.ProductLine] { return r.Catalog.ProductLinesByID })
	aliasesOf    = loaderBy(func(r *Resolver) byKeys[[]catalog.Alias] { return r.Catalog.AliasesOf })

	_ = registerNode(typeid.Product, "product", nodeOf(products, productModel))
	_ = registerNode(typeid.ProductLine, "product", nodeOf(productLines, productLineModel))
	_ = registerNode(typeid.PricePolicy, "pricePolicy", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
		p, err := r.Catalog.PricePolicy(ctx, sc, id)
		return pricePolicyModel(p), err
	}))
)
