package customer

import (
	"context"
	"reflect"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Accounts lists the accounts of one owner. Returns Invalid for arguments that page.Check refuses, and for a search, a tag or an
// order by what the caller may not read.
func (s *Service) Accounts(ctx context.Context, sc scope.Scope, f AccountFilter, o AccountOrder, args page.Args) (page.Page[Account], error) {
	r, err := page.Check(args, 2)
	if err == nil {
		err = f.check(sc, o)
	}
	if err != nil {
		return page.Page[Account]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Account, error) { return listAccounts(ctx, q, sc, f, o, r) })
	if err != nil {
		return page.Page[Account]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countAccounts(ctx, q, sc, f, o) })
	}
	return page.Make(r, rows, o.key, count), nil
}

// Contacts reads how to reach those of the accounts that are the scope's own organisation's.
func (s *Service) Contacts(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID]Contact, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Contact, error) { return loadContacts(ctx, q, sc, accounts) })
	out := make(map[uuid.UUID]Contact, len(found))
	for _, c := range found {
		out[c.AccountID] = c
	}
	return out, err
}

// People reads whom one speaks with at those of the accounts that are the scope's own organisation's.
func (s *Service) People(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID][]Person, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Person, error) { return loadPeople(ctx, q, sc, accounts) })
	out := map[uuid.UUID][]Person{}
	for _, p := range found {
		out[p.AccountID] = append(out[p.AccountID], p)
	}
	return out, err
}

// Saved is an account as it stands after a change, with what was noticed about it.
type Saved struct {
	Account  Account
	Warnings fault.Fields
}

// CreateAccount makes an account of the scope's organisation. A repeated key gives the first one again. What it does and
// answers is the same whoever else has the customer.
// Returns Invalid with all fields at fault; Conflict naming the code, or without one the name, that another account of the list has.
func (s *Service) CreateAccount(ctx context.Context, sc scope.Scope, key *string, source Source, f Facts) (saved Saved, err error) {
	f = f.Trim()
	var fields fault.Fields
	f.Check(fields.Add)
	if err := fields.Err(); err != nil {
		return saved, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createAccount", key, f, func() (uuid.UUID, error) {
			if err := partner.Touch(ctx, tx, sc.Organization); err != nil {
				return uuid.Nil, err
			}
			now := s.now()
			a := Account{DistributorID: sc.Organization, ID: typeid.New(), Source: source, CreatedAt: now, UpdatedAt: now}
			return a.ID, s.save(ctx, tx, a, Facts{}, f, "account.create", KeyOf(a.DistributorID, f.Code, f.Name))
		})
		if err != nil {
			return err
		}
		return s.reread(ctx, tx, sc, id, f, &saved)
	})
	return saved, err
}

// reread reads the account that was saved and what is odd about it.
func (s *Service) reread(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID, f Facts, saved *Saved) error {
	home, err := homeOf(ctx, tx, sc.Organization)
	if err != nil {
		return err
	}
	saved.Warnings = f.Warnings(home)
	saved.Account, err = loadAccount(ctx, tx, sc, id)
	return err
}

// save writes the account, has it listed, found and matched, and notes the change. before is what was said of it until now. The caller
// holds the owner's data version.
func (s *Service) save(ctx context.Context, tx pgx.Tx, a Account, before, f Facts, action string, key []byte) error {
	if f.InCharge != nil && (before.InCharge == nil || *before.InCharge != *f.InCharge) {
		if does, err := worksFor(ctx, tx, a.DistributorID, *f.InCharge); err != nil || !does {
			return wrong(err, "inChargeId", "account.inChargeUnknown")
		}
	}
	if !reflect.DeepEqual(before.Contact.place(), f.Contact.place()) {
		home, err := homeOf(ctx, tx, a.DistributorID)
		if err != nil {
			return err
		}
		tree, err := partner.LoadTerritoryIndex(ctx, tx)
		if err != nil {
			return err
		}
		a.TerritoryID = TerritoryOf(tree, f.Contact, home)
	}
	if err := saveAccount(ctx, tx, a, f, key); err != nil {
		return err
	}
	if err := touched(ctx, tx, s.queue, a.DistributorID, a.ID); err != nil {
		return err
	}
	a.Name, a.Code, a.OtherNames = &f.Name, f.Code, append(slices.Clone(f.OtherNames), f.Contact.OtherNames...)
	if err := Index(ctx, tx, a); err != nil {
		return err
	}
	e := audit.Entry{Organization: a.DistributorID, Action: action, SubjectType: "account", SubjectID: audit.ID(a.ID), After: noted(before, f)}
	if action != "account.create" {
		e.Before = before.profile()
	}
	return audit.Record(ctx, tx, e)
}

// wrong is the error, or the fault of a field that the database knows better about.
func wrong(err error, path, key string) error {
	if err != nil {
		return err
	}
	var fields fault.Fields
	fields.Add(path, key, nil)
	return fields.Err()
}

// Change tells what becomes of what is said of an account.
type Change func(*Facts)

// UpdateAccount changes an account of the scope's organisation. Its key follows the code that files name it by; an account without
// one that sales lines made keeps the name that they know it by.
// Returns NotFound, Conflict for an account that was merged or erased and for a code that is taken, Invalid with all fields at fault.
func (s *Service) UpdateAccount(ctx context.Context, sc scope.Scope, id uuid.UUID, change Change) (saved Saved, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := partner.Touch(ctx, tx, sc.Organization); err != nil { // whoever else changes it waits
			return err
		}
		a, err := ownAccount(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		before, err := factsOf(ctx, tx, sc, a)
		if err != nil {
			return err
		}
		f := before.copy()
		change(&f)
		f = f.Trim()
		var fields fault.Fields
		f.Check(fields.Add)
		if err := fields.Err(); err != nil {
			return err
		}
		if !reflect.DeepEqual(before, f) {
			var key []byte
			if f.Code != before.Code || f.Code == "" && f.Name != before.Name && a.Source != FromSales {
				key = KeyOf(a.DistributorID, f.Code, f.Name)
			}
			a.UpdatedAt = s.now()
			if err := s.save(ctx, tx, a, before, f, "account.update", key); err != nil {
				return err
			}
		}
		return s.reread(ctx, tx, sc, id, f, &saved)
	})
	return saved, err
}

// ownAccount reads an account of the scope's organisation that stands. Returns NotFound, Conflict.
func ownAccount(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) (Account, error) {
	a, err := loadAccount(ctx, tx, sc, id)
	switch {
	case err != nil:
		return a, err
	case a.DistributorID != sc.Organization:
		return a, fault.Missing("account")
	case a.ErasedAt != nil:
		return a, fault.New(fault.Conflict, "account.erased", nil)
	case a.MergedInto != nil:
		return a, fault.New(fault.Conflict, "account.merged", nil)
	}
	return a, nil
}

// factsOf reads what the owner says of its account.
func factsOf(ctx context.Context, tx pgx.Tx, sc scope.Scope, a Account) (Facts, error) {
	contacts, err := loadContacts(ctx, tx, sc, []uuid.UUID{a.ID})
	if err != nil {
		return Facts{}, err
	}
	f := Facts{Code: a.Code, Name: nameOf(a), IsOrganization: a.IsOrganization, TaxID: a.TaxID, LegalTaxID: a.LegalTaxID, ChannelType: a.ChannelType,
		Tags: a.Tags, InCharge: a.InCharge}
	if len(contacts) > 0 {
		f.Contact = contacts[0]
	}
	if a.IsOrganization { // what sales lines said when it was taken for a person
		f.OtherNames, f.Contact.OtherNames, f.Contact.TaxID = a.OtherNames, nil, ""
	}
	f.Contact.DistributorID, f.Contact.AccountID, f.Contact.Name = uuid.Nil, uuid.Nil, ""
	people, err := loadPeople(ctx, tx, sc, []uuid.UUID{a.ID})
	for _, p := range people {
		f.People = append(f.People, Person{Name: p.Name, Role: p.Role, Phone: p.Phone, Email: p.Email})
	}
	return f.Trim(), err
}

// copy gives facts that can be changed without changing these.
func (f Facts) copy() Facts {
	f.OtherNames, f.Tags, f.People, f.Contact.OtherNames = slices.Clone(f.OtherNames), slices.Clone(f.Tags), slices.Clone(f.People), slices.Clone(f.Contact.OtherNames)
	return f
}

// place is the contact without what tells nothing of where it is.
func (c Contact) place() [5]string {
	return [...]string{c.Country, c.Region, c.City, c.District, c.PostalCode}
}
