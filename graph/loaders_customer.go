package graph

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	customers   = loaderOf(func(r *Resolver) byIDs[customer.Customer] { return r.Customers.CustomersByID }, func(c customer.Customer) uuid.UUID { return c.ID })
	pairs       = loaderOf(func(r *Resolver) byIDs[customer.Pair] { return r.Customers.PairsByID }, func(p customer.Pair) uuid.UUID { return p.ID })
	customersOf = loaderBy(func(r *Resolver) byKeys[uuid.UUID] { return r.Customers.CustomersOf })
	membersOf   = loaderBy(func(r *Resolver) byKeys[[]customer.Account] { return r.Customers.Members })
	pinsOf      = loaderBy(func(r *Resolver) byKeys[[]customer.Pin] { return r.Customers.Pins })
	openPairsOf = loaderBy(func(r *Resolver) byKeys[[]customer.Pair] { return r.Customers.OpenPairsOf })
	boughtBy    = loaderBy(func(r *Resolver) byKeys[[]sale.Purchase] { return r.boughtBy })

	_ = registerNode(typeid.Customer, "customer", nodeOf(customers, customerModel))
	_ = registerNode(typeid.MatchPair, "customer", nodeOf(pairs, pairModel))
)

// longestBack is how far back what a customer bought is read, in months.
const longestBack = 60

// boughtBy reads what the accounts of customers bought, by customer.
func (r *Resolver) boughtBy(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]sale.Purchase, error) {
	members, err := r.Customers.Members(ctx, sc, ids)
	if err != nil {
		return nil, err
	}
	var all []uuid.UUID
	of := map[uuid.UUID]uuid.UUID{}
	for id, rows := range members {
		for _, a := range rows {
			all = append(all, a.ID)
			of[a.ID] = id
		}
	}
	months := longestBack
	since, err := monthsBack(time.Now().UTC(), &months)
	if err != nil {
		return nil, err
	}
	bought, err := r.Sales.Purchases(ctx, sc, all, since)
	if err != nil {
		return nil, err
	}
	out := make(map[uuid.UUID][]sale.Purchase, len(ids))
	for _, p := range bought {
		out[of[p.AccountID]] = append(out[of[p.AccountID]], p)
	}
	return out, nil
}

// membersOfCustomer gives the accounts that stand for a customer.
func membersOfCustomer(ctx context.Context, id uuid.UUID) ([]customer.Account, error) {
	found, err := membersOf.load(ctx, id)
	if err != nil || found == nil {
		return nil, err
	}
	return *found, nil
}

// bought gives what a customer bought, latest month first.
func bought(ctx context.Context, id uuid.UUID) ([]sale.Purchase, error) {
	found, err := boughtBy.load(ctx, id)
	if err != nil || found == nil {
		return nil, err
	}
	return *found, nil
}

// customerOf gives a customer, nil when there is none within reach.
func customerOf(ctx context.Context, id *uuid.UUID) (*model.Customer, error) {
	if id == nil {
		return nil, nil
	}
	found, err := customers.load(ctx, *id)
	if err != nil || found == nil {
		return nil, err
	}
	return customerModel(*found), nil
}

// customer gives the customer of the id, or the one that it was merged into; nil when there is none.
func (r *Resolver) customer(ctx context.Context, text string) (*model.Customer, error) {
	id, err := typeid.Parse(typeid.Customer, "id", text)
	if err != nil {
		return nil, err
	}
	c, err := r.Customers.Customer(ctx, auth.ScopeOf(ctx), id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return customerModel(c), nil
}

// accountNeeded gives an account that must be within reach.
func accountNeeded(ctx context.Context, id uuid.UUID) (*model.Account, error) {
	a, err := accountOf(ctx, &id)
	if err == nil && a == nil {
		err = fault.Missing("account")
	}
	return a, err
}

// customersOfPair gives the customers that a pair's accounts stand for: one when they are linked.
func customersOfPair(ctx context.Context, p customer.Pair) ([]model.Customer, error) {
	at, err := customersOf.loadAll(ctx, []uuid.UUID{p.FirstAccount, p.SecondAccount})
	if err != nil {
		return nil, err
	}
	rows, err := customers.loadAll(ctx, slices.Compact(at))
	return customerModels(rows), err
}

func historyPage(ctx context.Context, p page.Page[customer.Event]) *model.CustomerEventConnection {
	users.expect(ctx, "edges.node.by", idsOf(p.Items, func(e customer.Event) uuid.UUID { return orNil(e.DoneBy) }))
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(e customer.Event) uuid.UUID { return orNil(e.AccountID) }))
	customers.expect(ctx, "edges.node.other", idsOf(p.Items, func(e customer.Event) uuid.UUID { return orNil(e.OtherID) }))
	return &model.CustomerEventConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, e customer.Event) model.CustomerEventEdge {
		return model.CustomerEventEdge{Cursor: cursor, Node: customerEventModel(e)}
	})}
}

// revenueSince sums what was bought in the months since a day.
func revenueSince(all []sale.Purchase, since time.Time) (sum decimal.Decimal) {
	for _, p := range all {
		if !p.Month.Before(since) {
			sum = sum.Add(p.Revenue)
		}
	}
	return sum
}

// firstSale is the first sale to any of the accounts.
func firstSale(all []customer.Account) (first *time.Time) {
	for _, a := range all {
		if a.FirstSaleOn != nil && (first == nil || a.FirstSaleOn.Before(*first)) {
			first = a.FirstSaleOn
		}
	}
	return first
}
