package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

// accountModel gives the account as the caller may see it: persons' names only to the owner's people who may read
// contact details.
func accountModel(ctx context.Context, a customer.Account) *model.Account {
	actor, _ := auth.ActorOf(ctx)
	m := &model.Account{ID: a.NodeID(), Row: &a, IsOwn: a.DistributorID == actor.Organization, Code: a.Code, Name: a.Name, OtherNames: a.OtherNames,
		IsOrganization: a.IsOrganization, TaxID: taxIDModel(a.TaxID), LegalTaxID: taxIDModel(a.LegalTaxID), ChannelType: enumOrNil[model.ChannelType](a.ChannelType),
		Source: model.AccountSource(a.Source), FirstSaleOn: a.FirstSaleOn, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt, ErasedAt: a.ErasedAt}
	if m.IsOwn {
		m.Tags = a.Tags
	}
	if !a.IsOrganization && !(m.IsOwn && readsContacts(ctx)) {
		m.Name, m.OtherNames = nil, nil
	}
	return m
}

// taxIDModel says what the check digit says of a tax id; nil when there is none.
func taxIDModel(text string) *model.TaxID {
	if text == "" {
		return nil
	}
	check := model.TaxIDCheckUnknown
	switch id := match.ReadTaxID(text, ""); {
	case id.Valid:
		check = model.TaxIDCheckValid
	case id.Wrong:
		check = model.TaxIDCheckInvalid
	}
	return &model.TaxID{Value: text, Check: check}
}

// setText takes a text that was given; null is the empty one.
func setText(to *string, in graphql.Omittable[*string]) {
	if in.IsSet() {
		*to = valueOf(in.Value())
	}
}

// setAny takes a value that was given.
func setAny[T any](to *T, in graphql.Omittable[T]) {
	if in.IsSet() {
		*to = in.Value()
	}
}

func enumOrNil[T ~string](text *string) *T {
	if text == nil {
		return nil
	}
	value := T(*text)
	return &value
}

// readsContacts reports whether the caller's role may read contact details, of accounts that are its own.
func readsContacts(ctx context.Context) bool {
	actor, _ := auth.ActorOf(ctx)
	_, may := policy.Allow(actor.Role, "contact", "read")
	return may
}

// accountCan reports whether the caller may do this to the account now.
func accountCan(ctx context.Context, a customer.Account, action model.AccountAction) (bool, error) {
	actor, _ := auth.ActorOf(ctx)
	may := func(what string) bool {
		_, may := policy.Allow(actor.Role, "account", what)
		return may && a.DistributorID == actor.Organization
	}
	switch action {
	case model.AccountActionUpdate:
		return may("update") && a.Stands(), nil
	case model.AccountActionMerge:
		return may("merge") && a.Stands(), nil
	case model.AccountActionUnmerge:
		return may("merge") && a.MergedInto != nil && a.ErasedAt == nil, nil
	case model.AccountActionReveal:
		return mayReveal(ctx, a)
	case model.AccountActionShare:
		_, may := policy.Allow(actor.Role, "share", "create")
		return may && a.DistributorID == actor.Organization && a.Stands(), nil
	case model.AccountActionErase:
		_, may := policy.Allow(actor.Role, "privacy", "erase")
		return may && a.DistributorID == actor.Organization && !a.IsOrganization && a.ErasedAt == nil, nil
	}
	return false, nil
}

func accountFilter(ctx context.Context, in *model.AccountFilter) (f customer.AccountFilter, err error) {
	f.ReadsContacts = readsContacts(ctx)
	if in == nil {
		return f, nil
	}
	if f.Owner, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID)); err != nil {
		return f, err
	}
	f.Search, f.IsOrganization, f.Tag, f.IncludeMerged = valueOf(given(in.Search)), given(in.IsOrganization), valueOf(given(in.Tag)), valueOf(given(in.IncludeMerged))
	for _, source := range in.Sources.Value() {
		f.Sources = append(f.Sources, customer.Source(source))
	}
	return f, nil
}

func accountOrder(in *model.AccountSort) customer.AccountOrder {
	if in == nil {
		return customer.AccountOrder{Desc: true}
	}
	return customer.AccountOrder{ByName: in.Field == model.AccountSortFieldName, Desc: in.Direction == model.SortDirectionDesc}
}

func newFacts(in model.CreateAccountInput) (f customer.Facts, err error) {
	f = customer.Facts{Code: valueOf(given(in.Code)), Name: in.Name, OtherNames: in.OtherNames.Value(), IsOrganization: in.IsOrganization, TaxID: valueOf(given(in.TaxID)),
		LegalTaxID: valueOf(given(in.LegalTaxID)), ChannelType: convertedOrNone[string](given(in.ChannelType)), Tags: in.Tags.Value()}
	changeContact(&f, given(in.Contact))
	f.InCharge, err = parseOptional(typeid.User, "inChargeId", given(in.InChargeID))
	return f, err
}

// accountChange changes what was given: null clears as an empty text does.
func accountChange(in model.UpdateAccountInput) (customer.Change, error) {
	inCharge, err := parseOptional(typeid.User, "inChargeId", given(in.InChargeID))
	return func(f *customer.Facts) {
		setText(&f.Code, in.Code)
		setText(&f.Name, in.Name)
		setText(&f.TaxID, in.TaxID)
		setText(&f.LegalTaxID, in.LegalTaxID)
		setAny(&f.OtherNames, in.OtherNames)
		setAny(&f.Tags, in.Tags)
		if is := given(in.IsOrganization); is != nil {
			f.IsOrganization = *is
		}
		if in.ChannelType.IsSet() {
			f.ChannelType = convertedOrNone[string](given(in.ChannelType))
		}
		if in.InChargeID.IsSet() {
			f.InCharge = inCharge
		}
		changeContact(f, given(in.Contact))
	}, err
}

func changeContact(f *customer.Facts, in *model.ContactInput) {
	if in == nil {
		return
	}
	c := &f.Contact
	setAny(&c.OtherNames, in.OtherNames)
	setText(&c.TaxID, in.PersonalID)
	setText(&c.Phone, in.Phone)
	setText(&c.Email, in.Email)
	setText(&c.Street, in.Street)
	setText(&c.District, in.District)
	setText(&c.City, in.City)
	setText(&c.Region, in.Region)
	setText(&c.PostalCode, in.PostalCode)
	setText(&c.Country, in.Country)
	setAny(&c.BirthDate, in.BirthDate)
	if in.People.IsSet() {
		f.People = nil
		for _, p := range in.People.Value() {
			f.People = append(f.People, customer.Person{Name: p.Name, Role: valueOf(given(p.Role)), Phone: valueOf(given(p.Phone)), Email: valueOf(given(p.Email))})
		}
	}
}

// accountSource tells a program's accounts from those that somebody types in.
func accountSource(ctx context.Context) customer.Source {
	if actor, _ := auth.ActorOf(ctx); actor.Key.Valid {
		return customer.FromAPI
	}
	return customer.FromForm
}

func accountPayload(ctx context.Context, saved customer.Saved) *model.AccountPayload {
	return &model.AccountPayload{Account: *accountModel(ctx, saved.Account), Warnings: warningModels(saved.Warnings)}
}

func warningModels(odd fault.Fields) []model.FieldWarning {
	out := make([]model.FieldWarning, len(odd))
	for i, f := range odd {
		out[i] = model.FieldWarning{Path: "input." + f.Path, Message: messageModel(f.Key, f.Params)}
	}
	return out
}

func mergedModel(ctx context.Context, done customer.Merged) *model.MergeAccountsPayload {
	return &model.MergeAccountsPayload{Survivor: *accountModel(ctx, done.Survivor), Merged: *accountModel(ctx, done.Merged)}
}

func accountPage(ctx context.Context, p page.Page[customer.Account]) *model.AccountConnection {
	ids := idsOf(p.Items, func(a customer.Account) uuid.UUID { return a.ID })
	distributors.begin(ctx, "edges.node.distributor", idsOf(p.Items, func(a customer.Account) uuid.UUID { return a.DistributorID }))
	territories.begin(ctx, "edges.node.territory", idsOf(p.Items, func(a customer.Account) uuid.UUID { return orNil(a.TerritoryID) }))
	users.begin(ctx, "edges.node.inCharge", idsOf(p.Items, func(a customer.Account) uuid.UUID { return orNil(a.InCharge) }))
	accounts.begin(ctx, "edges.node.mergedInto", idsOf(p.Items, func(a customer.Account) uuid.UUID { return orNil(a.MergedInto) }))
	consentsOf.begin(ctx, "edges.node.consents", ids)
	purchasesOf.expect(ctx, "edges.node.purchases", idsOf(p.Items, standing))
	lastSales.begin(ctx, "edges.node.lastSale", ids)
	sharesOf.begin(ctx, "edges.node.shares", ids)
	if readsContacts(ctx) {
		own := idsOf(p.Items, func(a customer.Account) uuid.UUID { return ownOrNil(ctx, a) })
		contactsOf.expect(ctx, "edges.node.contact", own)
		peopleOf.expect(ctx, "edges.node.contact", own)
	}
	return &model.AccountConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, a customer.Account) model.AccountEdge {
		return model.AccountEdge{Cursor: cursor, Node: *accountModel(ctx, a)}
	})}
}

// lastSale gives the latest sale to the account.
func (r *Resolver) lastSale(ctx context.Context, account uuid.UUID) (*model.AccountSale, error) {
	found, err := lastSales.load(ctx, account)
	if err != nil || found == nil {
		return nil, err
	}
	amount, err := r.inBase(ctx, found.Amount)
	if err != nil {
		return nil, err
	}
	return &model.AccountSale{On: found.On, Amount: *amount}, nil
}

// sharesOfAccount gives the shares of the account that hold today.
func (r *Resolver) sharesOfAccount(ctx context.Context, account uuid.UUID) ([]model.Share, error) {
	found, err := sharesOf.load(ctx, account)
	out := []model.Share{}
	for _, s := range valueOf(found) {
		out = append(out, *r.shareModel(ctx, s))
	}
	return out, err
}

// ownOrNil is the account's id when its contact is the caller's to read.
func ownOrNil(ctx context.Context, a customer.Account) uuid.UUID {
	if actor, _ := auth.ActorOf(ctx); a.DistributorID != actor.Organization || a.ErasedAt != nil {
		return uuid.Nil
	}
	return a.ID
}

// standing is the account's id unless it was merged.
func standing(a customer.Account) uuid.UUID {
	if a.MergedInto != nil {
		return uuid.Nil
	}
	return a.ID
}

func entryModel(e customer.Entry) model.AccountEntry {
	return model.AccountEntry{Kind: model.AccountEntryKind(e.Kind), Text: e.Text, HappenedAt: e.HappenedAt, CreatedByID: e.CreatedBy}
}

func entryPage(ctx context.Context, p page.Page[customer.Entry]) *model.AccountEntryConnection {
	users.expect(ctx, "edges.node.createdBy", idsOf(p.Items, func(e customer.Entry) uuid.UUID { return orNil(e.CreatedBy) }))
	return &model.AccountEntryConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, e customer.Entry) model.AccountEntryEdge {
		return model.AccountEntryEdge{Cursor: cursor, Node: entryModel(e)}
	})}
}

func consentModels(all []customer.Consent) []model.Consent {
	out := make([]model.Consent, len(all))
	for i, c := range all {
		out[i] = model.Consent{Purpose: model.ConsentPurpose(c.Purpose), Granted: c.Granted, Source: c.Source, GivenOn: c.GivenOn}
	}
	return out
}

// purchaseMonths sums what was bought through all channel types, latest month first.
func (r *Resolver) purchaseMonths(ctx context.Context, all []sale.Purchase) ([]model.PurchaseMonth, error) {
	zero, err := r.inBase(ctx, decimal.Zero)
	out := []model.PurchaseMonth{}
	for _, p := range all {
		if n := len(out); n == 0 || !out[n-1].Month.Equal(p.Month) {
			out = append(out, model.PurchaseMonth{Month: p.Month})
			if err == nil {
				out[n].Revenue = *zero
			}
		}
		m := &out[len(out)-1]
		m.Revenue.Amount, m.Quantity, m.Lines = m.Revenue.Amount.Add(p.Revenue), m.Quantity.Add(p.Quantity), m.Lines+p.Lines
	}
	return out, err
}

func duplicateModel(d customer.Duplicate) *model.AccountDuplicate {
	m := &model.AccountDuplicate{ID: d.NodeID(), Row: &d, Likely: d.Likely, Fields: make([]model.DuplicateField, len(d.Fields))}
	for i, f := range d.Fields {
		m.Fields[i] = model.DuplicateField{Field: model.MatchFieldName(f.Field), Agreement: model.MatchAgreement(f.Agreement)}
	}
	if d.State == "MERGED" || d.State == "DIFFERENT" {
		m.Decision = new(model.DuplicateDecision(d.State))
	}
	return m
}

func duplicatePage(ctx context.Context, p page.Page[customer.Duplicate]) *model.AccountDuplicateConnection {
	accounts.expect(ctx, "edges.node.first", idsOf(p.Items, func(d customer.Duplicate) uuid.UUID { return d.AccountID }))
	accounts.expect(ctx, "edges.node.second", idsOf(p.Items, func(d customer.Duplicate) uuid.UUID { return d.OtherID }))
	return &model.AccountDuplicateConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, d customer.Duplicate) model.AccountDuplicateEdge {
		return model.AccountDuplicateEdge{Cursor: cursor, Node: *duplicateModel(d)}
	})}
}
