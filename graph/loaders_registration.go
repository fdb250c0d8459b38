package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	registrations = loaderOf(func(r *Resolver) byIDs[registration.Registration] { return r.Registrations.ByIDs },
		func(x registration.Registration) uuid.UUID { return x.ID })
	activitiesOf        = loaderBy(func(r *Resolver) byKeys[[]registration.Activity] { return r.Registrations.Activities })
	registrationHistory = loaderBy(func(r *Resolver) byKeys[[]registration.Event] { return r.Registrations.History })
	rivalsOf            = loaderBy(func(r *Resolver) byKeys[[]registration.Ranked] { return r.Registrations.Rivals })
	casesRegistered     = loaderBy(func(r *Resolver) byKeys[uuid.UUID] { return r.Conflicts.OfRegistrations })
	customersRegistered = loaderBy(func(r *Resolver) byKeys[customer.Customer] { return r.customersOfAccounts })

	_ = registerNode(typeid.Registration, "registration", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		found, err := registrations.load(ctx, id)
		if err != nil || found == nil {
			return nil, err
		}
		return r.registrationModel(*found), nil
	})
)

// readsCustomers gives the scope in which the caller reads customers, whatever the field at hand reaches: a channel manager, whose
// registrations are its portfolio's, reads all of them.
func readsCustomers(ctx context.Context) (sc scope.Scope, may bool) {
	actor, _ := auth.ActorOf(ctx)
	if actor.Reach, may = policy.Allow(actor.Role, "customer", "read"); !may {
		return scope.Scope{}, false
	}
	return actor.Scope(), true
}

// customersOfAccounts reads which customers accounts stand for, for those who read customers.
func (r *Resolver) customersOfAccounts(ctx context.Context, _ scope.Scope, accounts []uuid.UUID) (map[uuid.UUID]customer.Customer, error) {
	sc, may := readsCustomers(ctx)
	if !may {
		return nil, nil
	}
	of, err := r.Customers.CustomersOf(ctx, sc, accounts)
	if err != nil {
		return nil, err
	}
	found, err := r.Customers.CustomersByID(ctx, sc, idsOf(accounts, func(id uuid.UUID) uuid.UUID { return of[id] }))
	if err != nil {
		return nil, err
	}
	byID := map[uuid.UUID]customer.Customer{}
	for _, c := range found {
		byID[c.ID] = c
	}
	out := map[uuid.UUID]customer.Customer{}
	for account, id := range of {
		if c, ok := byID[id]; ok {
			out[account] = c
		}
	}
	return out, nil
}

// accountsOfCustomer reads the accounts that stand for a customer; none for those who don't read customers.
func (r *Resolver) accountsOfCustomer(ctx context.Context, id uuid.UUID) (*[]uuid.UUID, error) {
	ids := []uuid.UUID{}
	sc, may := readsCustomers(ctx)
	if !may {
		return &ids, nil
	}
	members, err := r.Customers.Members(ctx, sc, []uuid.UUID{id})
	for _, a := range members[id] {
		ids = append(ids, a.ID)
	}
	return &ids, err
}

// registrationRivals gives the claims beside a registration, as far as the caller reaches them.
func (r *Resolver) registrationRivals(ctx context.Context, id uuid.UUID) ([]model.RegistrationRival, error) {
	ranked, err := rivalsOf.load(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := registrations.loadAll(ctx, idsOf(valueOf(ranked), func(c registration.Ranked) uuid.UUID { return c.ID }))
	if err != nil {
		return nil, err
	}
	byID := map[uuid.UUID]registration.Registration{}
	for _, x := range rows {
		byID[x.ID] = x
	}
	out := []model.RegistrationRival{}
	for _, c := range valueOf(ranked) {
		x, ok := byID[c.ID]
		if !ok {
			continue
		}
		rival := model.RegistrationRival{Registration: *r.registrationModel(x), Place: c.Place}
		for _, g := range c.Grounds {
			rival.Grounds = append(rival.Grounds, model.Message{Key: g.Key, Params: g.Params})
		}
		out = append(out, rival)
	}
	return out, nil
}

// conflictOfRegistration gives the open case that a registration is part of, when the caller may see it.
func (r *Resolver) conflictOfRegistration(ctx context.Context, id uuid.UUID) (*model.Conflict, error) {
	found, err := casesRegistered.load(ctx, id)
	if err != nil || found == nil {
		return nil, err
	}
	return r.conflictByID(ctx, *found)
}
