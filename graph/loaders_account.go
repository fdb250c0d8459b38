package graph

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	accounts   = loaderOf(func(r *Resolver) byIDs[customer.Account] { return r.Customers.ByIDs }, func(x customer.Account) uuid.UUID { return x.ID })
	duplicates = loaderOf(func(r *Resolver) byIDs[customer.Duplicate] { return r.Customers.DuplicatesByID }, func(x customer.Duplicate) uuid.UUID { return x.ID })
	contactsOf = loaderBy(func(r *Resolver) byKeys[customer.Contact] { return r.Customers.Contacts })
	peopleOf   = loaderBy(func(r *Resolver) byKeys[[]customer.Person] { return r.Customers.People })
	consentsOf = loaderBy(func(r *Resolver) byKeys[[]customer.Consent] { return r.Customers.Consents })
	// What a survivor bought holds what accounts merged into it did: of both at once each is asked for apart.
	purchasesOf       = loaderBy(func(r *Resolver) byKeys[[]sale.Purchase] { return r.purchasesOfAccounts })
	purchasesOfMerged = loaderBy(func(r *Resolver) byKeys[[]sale.Purchase] { return r.purchasesOfAccounts })
	lastSales         = loaderBy(func(r *Resolver) byKeys[sale.LastSale] { return r.Sales.LastSales })
	sharesOf          = loaderBy(func(r *Resolver) byKeys[[]share.Share] { return r.Shares.Holding })

	_ = registerNode(typeid.Account, "account", func(ctx context.Context, _ *Resolver, id uuid.UUID) (model.Node, error) {
		if a, err := accountOf(ctx, &id); err != nil || a != nil {
			return a, err
		}
		return nil, nil
	})
	_ = registerNode(typeid.Duplicate, "contact", nodeOf(duplicates, duplicateModel))
)

// accountOf gives the account, nil when there is none within reach.
func accountOf(ctx context.Context, id *uuid.UUID) (*model.Account, error) {
	if id == nil {
		return nil, nil
	}
	found, err := accounts.load(ctx, *id)
	if err != nil || found == nil {
		return nil, err
	}
	return accountModel(ctx, *found), nil
}

// purchasesOfAccounts reads what the accounts bought as far back as is shown, latest month first.
func (r *Resolver) purchasesOfAccounts(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]sale.Purchase, error) {
	months := longestBack
	since, err := monthsBack(time.Now().UTC(), &months)
	if err != nil {
		return nil, err
	}
	all, err := r.Sales.Purchases(ctx, sc, ids, since)
	out := make(map[uuid.UUID][]sale.Purchase, len(ids))
	for _, p := range all {
		out[p.AccountID] = append(out[p.AccountID], p)
	}
	return out, err
}

// purchasesSince gives what an account bought since a day.
func purchasesSince(ctx context.Context, a customer.Account, since time.Time) ([]sale.Purchase, error) {
	from := purchasesOf
	if a.MergedInto != nil {
		from = purchasesOfMerged
	}
	found, err := from.load(ctx, a.ID)
	return slices.DeleteFunc(slices.Clone(valueOf(found)), func(p sale.Purchase) bool { return p.Month.Before(since) }), err
}

// contactOf gives the contact details of an account of the caller's own organisation, and a mask of others'.
func (r *Resolver) contactOf(ctx context.Context, a customer.Account) (model.AccountContact, error) {
	actor, _ := auth.ActorOf(ctx)
	switch {
	case a.ErasedAt != nil:
		return model.MaskedContact{Reason: model.MaskReasonErased}, nil
	case !readsContacts(ctx):
		return model.MaskedContact{Reason: model.MaskReasonRole}, nil
	case a.DistributorID != actor.Organization:
		return r.masked(ctx, a)
	}
	contact, err := contactsOf.load(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	people, err := peopleOf.load(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	home, err := distributors.load(ctx, a.DistributorID)
	if err != nil {
		return nil, err
	}
	return ownDetails(a, valueOf(contact), valueOf(people), valueOf(home).Country), nil
}

// masked says why another organisation's contact details are not shown.
func (r *Resolver) masked(ctx context.Context, a customer.Account) (model.AccountContact, error) {
	may, err := mayReveal(ctx, a)
	if may {
		return model.MaskedContact{Reason: model.MaskReasonRevealWithReason}, err
	}
	return model.MaskedContact{Reason: model.MaskReasonNotShared}, err
}

// ownDetails writes the contact details of an own account; home is the owner's country.
func ownDetails(a customer.Account, c customer.Contact, people []customer.Person, home string) model.ContactDetails {
	m := model.ContactDetails{Phone: c.Phone, PhoneE164: textOrNone(match.E164(c.Phone, c.CountryOr(home))), Email: c.Email, Street: c.Street, District: c.District, City: c.City,
		Region: c.Region, PostalCode: c.PostalCode, Country: c.Country, People: make([]model.ContactPerson, len(people))}
	if !a.IsOrganization {
		m.Name, m.OtherNames, m.PersonalID, m.BirthDate = c.Name, c.OtherNames, c.TaxID, c.BirthDate
	}
	for i, p := range people {
		m.People[i] = model.ContactPerson{Name: p.Name, Role: p.Role, Phone: p.Phone, Email: p.Email}
	}
	return m
}
