package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	conflicts    = loaderOf(func(r *Resolver) byIDs[conflict.Case] { return r.Conflicts.ByIDs }, func(c conflict.Case) uuid.UUID { return c.ID })
	sidesOf      = loaderBy(func(r *Resolver) byKeys[[]conflict.Side] { return r.Conflicts.SidesOf })
	standingsOf  = loaderBy(func(r *Resolver) byKeys[conflict.Standing] { return r.Conflicts.Standings })
	statementsOf = loaderBy(func(r *Resolver) byKeys[[]conflict.Statement] { return r.Conflicts.StatementsOf })
	caseFilesOf  = loaderBy(func(r *Resolver) byKeys[[]conflict.File] { return r.Conflicts.FilesOf })
	decisionsOf  = loaderBy(func(r *Resolver) byKeys[[]conflict.Decision] { return r.Conflicts.DecisionsOf })
	repliesOf    = loaderBy(func(r *Resolver) byKeys[[]conflict.Reply] { return r.Conflicts.RepliesOf })
	appealsOf    = loaderBy(func(r *Resolver) byKeys[[]conflict.Objection] { return r.Conflicts.AppealsOf })
	customersIn  = loaderBy(func(r *Resolver) byKeys[customer.Customer] { return r.customersOfCases })

	_ = registerNode(typeid.Conflict, "conflict", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		found, err := r.conflictByID(ctx, id)
		if err != nil || found == nil {
			return nil, err
		}
		return found, nil
	})
)

// conflictByID gives the case, nil when there is none within reach.
func (r *Resolver) conflictByID(ctx context.Context, id uuid.UUID) (*model.Conflict, error) {
	found, err := conflicts.load(ctx, id)
	if err != nil || found == nil {
		return nil, err
	}
	return r.conflictModel(ctx, *found)
}

// customersOfCases reads the customers that cases are about, for those who read customers.
func (r *Resolver) customersOfCases(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID]customer.Customer, error) {
	reads, may := readsCustomers(ctx)
	if !may {
		return nil, nil
	}
	of, err := r.Conflicts.CustomersOf(ctx, sc, cases)
	if err != nil {
		return nil, err
	}
	found, err := r.Customers.CustomersByID(ctx, reads, idsOf(cases, func(id uuid.UUID) uuid.UUID { return of[id] }))
	byID := map[uuid.UUID]customer.Customer{}
	for _, c := range found {
		byID[c.ID] = c
	}
	out := map[uuid.UUID]customer.Customer{}
	for id, customerID := range of {
		if c, ok := byID[customerID]; ok {
			out[id] = c
		}
	}
	return out, err
}
