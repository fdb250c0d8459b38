package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	distributors  = loaderBy(func(r *Resolver) byKeys[partner.Distributor] { return r.Partners.DistributorsByID })
	territories   = loaderBy(func(r *Resolver) byKeys[partner.Territory] { return r.Partners.TerritoriesByID })
	assignmentsOf = loaderBy(func(r *Resolver) byKeys[[]partner.Assignment] { return r.Partners.AssignmentsOf })

	_ = registerNode(typeid.Distributor, "distributor", nodeOf(distributors, distributorModel))
	_ = registerNode(typeid.Territory, "territory", nodeOf(territories, territoryModel))
	_ = registerNode(typeid.Assignment, "assignment", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
		a, err := r.Partners.Assignment(ctx, sc, id)
		return assignmentModel(a), err
	}))
	_ = registerNode(typeid.Target, "target", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
		t, err := r.Partners.Target(ctx, sc, id)
		if err != nil {
			return nil, err
		}
		return r.targetInBase(ctx, t)
	}))
)

// nodeBy makes a load of registerNode from a use case, whose NotFound is no node.
func nodeBy(get func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error)) func(context.Context, *Resolver, uuid.UUID) (model.Node, error) {
	return func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		node, err := get(ctx, r, auth.ScopeOf(ctx), id)
		if fault.Is(err, fault.NotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return node, nil
	}
}

// related gives what a row refers to, NotFound with the noun when the context doesn't reach it.
func related[T, M any](ctx context.Context, from *loader[T], id uuid.UUID, convert func(T) M, noun string) (*M, error) {
	row, err := from.load(ctx, id)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, fault.Missing(noun)
	}
	m := convert(*row)
	return &m, nil
}

// optional is related for a reference that may be empty, or out of reach.
func optional[T, M any](ctx context.Context, from *loader[T], id *uuid.UUID, convert func(T) M) (*M, error) {
	if id == nil {
		return nil, nil
	}
	row, err := from.load(ctx, *id)
	if err != nil || row == nil {
		return nil, err
	}
	m := convert(*row)
	return &m, nil
}
