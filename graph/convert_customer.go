package graph

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

func customerModel(c customer.Customer) *model.Customer {
	return &model.Customer{ID: c.NodeID(), Row: &c, IsOrganization: c.IsOrganization, Name: c.Name, OtherNames: c.OtherNames, TaxID: taxIDModel(c.TaxID),
		LegalTaxID: taxIDModel(c.LegalTaxID), ChannelType: enumOrNil[model.ChannelType](c.ChannelType), AccountCount: c.Accounts,
		OrganizationCount: c.Organizations, CreatedAt: c.CreatedAt}
}

func customerModels(rows []customer.Customer) []model.Customer {
	out := make([]model.Customer, len(rows))
	for i, c := range rows {
		out[i] = *customerModel(c)
	}
	return out
}

func pairModel(p customer.Pair) *model.MatchCandidate {
	m := &model.MatchCandidate{ID: p.NodeID(), Row: &p, Probability: fraction(p.Probability, 4), Weight: fraction(p.Weight, 2), State: model.MatchState(p.State),
		Automatic: p.Automatic, DecidedAt: p.DecidedAt, CreatedAt: p.CreatedAt, Fields: make([]model.MatchFieldWeight, len(p.Fields))}
	for i, f := range p.Fields {
		m.Fields[i] = model.MatchFieldWeight{Field: model.MatchFieldName(f.Field), Agreement: model.MatchAgreement(f.Agreement), Weight: fraction(f.Weight, 2)}
	}
	return m
}

func pairModels(rows []customer.Pair) []model.MatchCandidate {
	out := make([]model.MatchCandidate, len(rows))
	for i, p := range rows {
		out[i] = *pairModel(p)
	}
	return out
}

// fraction gives a measured number with so many decimals.
func fraction(x float64, places int32) decimal.Decimal { return decimal.NewFromFloat(x).Round(places) }

func customerEventModel(e customer.Event) model.CustomerEvent {
	return model.CustomerEvent{Row: &e, Kind: model.CustomerEventKind(e.Kind), At: e.DoneAt, Field: enumOrNil[model.CustomerField](e.Field), Reason: e.Reason}
}

// customerFilter reads the filter of the customers list.
func customerFilter(in *model.CustomerFilter) (f customer.Filter, err error) {
	if in == nil {
		return f, nil
	}
	f = customer.Filter{Search: given(in.Search), IsOrganization: given(in.IsOrganization), MinOrganizations: given(in.MinOrganizations)}
	if f.TerritoryID, err = parseOptional(typeid.Territory, "filter.territoryId", given(in.TerritoryID)); err != nil {
		return f, err
	}
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

// customerSort reads in which order customers come: the latest first by default.
func customerSort(in *model.CustomerSort) (by customer.SortBy, desc bool) {
	if in == nil {
		return customer.ByCreated, true
	}
	by = map[model.CustomerSortField]customer.SortBy{model.CustomerSortFieldName: customer.ByName, model.CustomerSortFieldOrganizations: customer.ByOrganizations}[in.Field]
	return by, in.Direction == model.SortDirectionDesc
}

func pairFilter(in *model.MatchFilter) customer.PairFilter {
	if in == nil {
		return customer.PairFilter{}
	}
	f := customer.PairFilter{IsOrganization: given(in.IsOrganization), MinProbability: given(in.MinProbability), Automatic: given(in.Automatic)}
	for _, s := range in.States.Value() {
		f.States = append(f.States, customer.PairState(s))
	}
	return f
}

// provenance says where each value of a customer comes from.
func provenance(c customer.Customer, pins []customer.Pin) []model.FieldProvenance {
	out := []model.FieldProvenance{}
	for _, f := range []customer.Field{customer.FieldName, customer.FieldTaxID, customer.FieldLegalTaxID, customer.FieldTerritory, customer.FieldChannelType} {
		from, ok := c.Sources[f]
		if !ok {
			continue
		}
		p := model.FieldProvenance{Field: model.CustomerField(f), Rule: model.SurvivorshipRule(from.Rule), AccountID: from.Account}
		if at := slices.IndexFunc(pins, func(p customer.Pin) bool { return p.Field == f }); at >= 0 && from.Rule == customer.Pinned {
			p.Reason, p.PinnedByID = &pins[at].Reason, pins[at].PinnedBy
		}
		out = append(out, p)
	}
	return out
}

// pinnedValue reads a value to settle: territories come by their id.
func pinnedValue(field model.CustomerField, value *string) (*string, error) {
	if value == nil || field != model.CustomerFieldTerritory {
		return value, nil
	}
	id, err := typeid.Parse(typeid.Territory, "input.value", *value)
	if err != nil {
		return nil, err
	}
	text := id.String()
	return &text, nil
}

// monthsBack is the first day of the month so many months before now, this one counted. Returns Invalid beyond 60.
func monthsBack(now time.Time, months *int) (time.Time, error) {
	n := 24
	if months != nil {
		n = *months
	}
	if n < 1 || n > 60 {
		var fields fault.Fields
		fields.Add("months", "number.range", fault.Params{"min": 1, "max": 60})
		return time.Time{}, fields.Err()
	}
	return time.Date(now.Year(), now.Month()-time.Month(n-1), 1, 0, 0, 0, 0, time.UTC), nil
}

// customerPurchases sums what the accounts of one customer bought by month, distributor and channel type, latest month first.
func (r *Resolver) customerPurchases(ctx context.Context, bought []sale.Purchase, since time.Time) ([]model.CustomerPurchases, error) {
	type cell struct {
		month       time.Time
		distributor uuid.UUID
		channel     string
	}
	at, out := map[cell]int{}, []model.CustomerPurchases{}
	distributors.expect(ctx, "distributor", idsOf(bought, func(p sale.Purchase) uuid.UUID { return p.DistributorID }))
	for _, p := range bought {
		if p.Month.Before(since) {
			continue
		}
		key := cell{p.Month, p.DistributorID, p.ChannelType}
		i, seen := at[key]
		if !seen {
			zero, err := r.inBase(ctx, decimal.Zero)
			if err != nil {
				return nil, err
			}
			i = len(out)
			at[key] = i
			out = append(out, model.CustomerPurchases{Month: p.Month, DistributorID: p.DistributorID, ChannelType: model.ChannelType(p.ChannelType), Revenue: *zero})
		}
		out[i].Revenue.Amount = out[i].Revenue.Amount.Add(p.Revenue)
		out[i].Quantity = out[i].Quantity.Add(p.Quantity)
		out[i].Lines += p.Lines
	}
	return out, nil
}

func customerPage(ctx context.Context, p page.Page[customer.Customer]) (*model.CustomerConnection, error) {
	ids := idsOf(p.Items, func(c customer.Customer) uuid.UUID { return c.ID })
	territories.expect(ctx, "edges.node.territory", idsOf(p.Items, func(c customer.Customer) uuid.UUID { return orNil(c.TerritoryID) }))
	membersOf.expect(ctx, "edges.node.accounts", ids)
	boughtBy.expect(ctx, "edges.node.revenue", ids)
	boughtBy.expect(ctx, "edges.node.purchases", ids)
	pinsOf.expect(ctx, "edges.node.provenance", ids)
	openPairsOf.expect(ctx, "edges.node.openMatches", ids)
	var sources []uuid.UUID
	for _, c := range p.Items {
		for _, from := range c.Sources {
			sources = append(sources, orNil(from.Account))
		}
	}
	accounts.expect(ctx, "edges.node.provenance.account", idsOf(sources, func(id uuid.UUID) uuid.UUID { return id }))
	if err := expectOwners(ctx, ids); err != nil {
		return nil, err
	}
	return &model.CustomerConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, c customer.Customer) model.CustomerEdge {
		return model.CustomerEdge{Cursor: cursor, Node: *customerModel(c)}
	})}, nil
}

// expectOwners has the distributors of a page's accounts and purchases read at once.
func expectOwners(ctx context.Context, customers []uuid.UUID) error {
	var owners []uuid.UUID
	if selected(ctx, "edges.node.accounts.distributor") != nil {
		members, err := membersOf.loadAll(ctx, customers)
		if err != nil {
			return err
		}
		for _, rows := range members {
			owners = append(owners, idsOf(rows, func(a customer.Account) uuid.UUID { return a.DistributorID })...)
		}
	}
	if selected(ctx, "edges.node.purchases.distributor") != nil {
		bought, err := boughtBy.loadAll(ctx, customers)
		if err != nil {
			return err
		}
		for _, rows := range bought {
			owners = append(owners, idsOf(rows, func(p sale.Purchase) uuid.UUID { return p.DistributorID })...)
		}
	}
	if len(owners) > 0 {
		distributors.in(ctx).LoadAllThunk(ctx, idsOf(owners, func(id uuid.UUID) uuid.UUID { return id }))
	}
	return nil
}

func pairPage(ctx context.Context, p page.Page[customer.Pair]) *model.MatchCandidateConnection {
	firsts := idsOf(p.Items, func(x customer.Pair) uuid.UUID { return x.FirstAccount })
	seconds := idsOf(p.Items, func(x customer.Pair) uuid.UUID { return x.SecondAccount })
	accounts.expect(ctx, "edges.node.first", append(firsts, seconds...))
	customersOf.expect(ctx, "edges.node.customers", append(slices.Clone(firsts), seconds...))
	return &model.MatchCandidateConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, x customer.Pair) model.MatchCandidateEdge {
		return model.MatchCandidateEdge{Cursor: cursor, Node: *pairModel(x)}
	})}
}

func relinkedModel(ctx context.Context, got customer.Relinked) *model.AccountLinkPayload {
	out := &model.AccountLinkPayload{Account: *accountModel(ctx, got.Account), Customer: *customerModel(got.Now)}
	if got.Before != nil {
		out.Before = customerModel(*got.Before)
	}
	return out
}
