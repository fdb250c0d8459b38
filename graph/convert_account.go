package graph

import (
	"context"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/policy"
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
	if _, may := policy.Allow(actor.Role, "contact", "read"); !a.IsOrganization && !(may && m.IsOwn) {
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

func enumOrNil[T ~string](text *string) *T {
	if text == nil {
		return nil
	}
	value := T(*text)
	return &value
}
