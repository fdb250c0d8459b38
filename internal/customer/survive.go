package customer

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer/match"
)

// golden gives what a customer's accounts say together. Erased and merged accounts have no say. An organisation has one
// voice however many accounts it keeps: of those the one that changed last. A pinned value goes before the brand's
// own, that before what most organisations say, and of values said equally often the one said last counts.
func golden(id uuid.UUID, accounts []Account, pins []Pin, brand uuid.UUID) Customer {
	c := Customer{ID: id, Sources: map[Field]Origin{}, Accounts: len(accounts)}
	owners := map[uuid.UUID]bool{}
	accounts = slices.Clone(accounts)
	slices.SortFunc(accounts, func(a, b Account) int {
		if d := b.UpdatedAt.Compare(a.UpdatedAt); d != 0 {
			return d
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	for _, a := range accounts {
		owners[a.DistributorID] = true
		c.IsOrganization = c.IsOrganization || a.IsOrganization
	}
	c.Organizations = len(owners)
	said := func(f Field, of func(Account) string) string {
		value, origin := chosen(f, accounts, pins, brand, of)
		if value != "" {
			c.Sources[f] = origin
		}
		return value
	}
	if c.IsOrganization {
		if name := said(FieldName, nameOf); name != "" {
			c.Name, c.Sort, c.OtherNames = &name, sortKey(name), otherNames(name, accounts)
		}
		c.TaxID = said(FieldTaxID, func(a Account) string { return a.TaxID })
		c.LegalTaxID = said(FieldLegalTaxID, func(a Account) string { return a.LegalTaxID })
	}
	if text := said(FieldTerritory, func(a Account) string { return textOf(a.TerritoryID) }); text != "" {
		if id, err := uuid.Parse(text); err == nil {
			c.TerritoryID = &id
		}
	}
	if channel := said(FieldChannelType, func(a Account) string { return orEmpty(a.ChannelType) }); channel != "" {
		c.ChannelType = &channel
	}
	return c
}

// chosen gives one value of the accounts, which come latest first, and where it is from.
func chosen(f Field, accounts []Account, pins []Pin, brand uuid.UUID, of func(Account) string) (string, Origin) {
	if at := slices.IndexFunc(pins, func(p Pin) bool { return p.Field == f }); at >= 0 {
		return pins[at].Value, Origin{Rule: Pinned}
	}
	type voice struct {
		account Account
		value   string
		votes   int
	}
	var voices []voice
	heard := map[uuid.UUID]bool{}
	for _, a := range accounts {
		value := of(a)
		if value == "" || !a.Stands() || heard[a.DistributorID] {
			continue
		}
		heard[a.DistributorID] = true
		if a.DistributorID == brand {
			return value, Origin{OfBrand, &a.DistributorID, &a.ID}
		}
		if at := slices.IndexFunc(voices, func(v voice) bool { return match.Fold(v.value) == match.Fold(value) }); at >= 0 {
			voices[at].votes++
			continue
		}
		voices = append(voices, voice{a, value, 1})
	}
	if len(voices) == 0 {
		return "", Origin{}
	}
	best, ties := voices[0], 0
	for _, v := range voices {
		if v.votes > best.votes {
			best = v
		}
	}
	for _, v := range voices {
		if v.votes == best.votes {
			ties++
		}
	}
	rule := MostCommon
	if ties > 1 || best.votes == 1 {
		rule = MostRecent
	}
	return best.value, Origin{rule, &best.account.DistributorID, &best.account.ID}
}

// otherNames gives the names that accounts know the customer by besides the chosen one, ten at most.
func otherNames(name string, accounts []Account) []string {
	seen, names := map[string]bool{match.Fold(name): true}, []string{}
	for _, a := range accounts {
		for _, n := range append([]string{nameOf(a)}, a.OtherNames...) {
			if key := match.Fold(n); a.Stands() && n != "" && !seen[key] && len(names) < 10 {
				seen[key] = true
				names = append(names, n)
			}
		}
	}
	return names
}

func nameOf(a Account) string { return orEmpty(a.Name) }

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func textOf(id *uuid.UUID) string {
	if id == nil {
		return ""
	}
	return id.String()
}
