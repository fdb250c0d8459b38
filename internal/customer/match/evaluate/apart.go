package evaluate

import (
	"cmp"
	"slices"
	"time"

	"github.com/tonglu/portal/internal/customer/match"
)

// Apart is what was measured on records all of which should stay apart, but for a few that say the same.
type Apart struct {
	Set     string
	Records int
	// Wrong pairs of different entities linked unasked, pairs that a person would be asked about, and the size of the largest cluster.
	Wrong, Asked, Largest int
	Elapsed               time.Duration
	// Examples of what was linked wrongly.
	Examples []string
}

// keepApart links as the portal does unasked: Decide, then Together.
func keepApart(s Set) Apart {
	began := time.Now()
	r := Apart{Set: s.Name, Records: len(s.Records)}
	profiles := make([]*match.Profile, len(s.Records))
	at := make(map[*match.Profile]int)
	for i, rec := range s.Records {
		profiles[i] = match.Normalise(rec)
		at[profiles[i]] = i
	}
	model, index := match.Learn(profiles)
	known := index.Frequencies()
	var pairs []match.Pair
	for i, p := range profiles {
		for _, other := range index.Candidates(p) {
			j := at[other]
			if j > i {
				continue
			}
			score := model.Score(model.Compare(p, other), known)
			switch model.Decide(score) {
			case match.Link:
				pairs = append(pairs, match.Pair{A: i, B: j, Score: score})
			case match.Ask:
				r.Asked++
			}
		}
	}
	of := match.Cluster(len(profiles), pairs, model.Upper, func(i, j int) match.Score { return model.Score(model.Compare(profiles[i], profiles[j]), known) })
	members := make(map[int][]int)
	for i, c := range of {
		for _, j := range members[c] {
			if s.Entities[i] != s.Entities[j] {
				r.Wrong++
				if len(r.Examples) < 10 {
					r.Examples = append(r.Examples, describe(s.Records[j])+" = "+describe(s.Records[i]))
				}
			}
		}
		members[c] = append(members[c], i)
		r.Largest = max(r.Largest, len(members[c]))
	}
	r.Elapsed = time.Since(began)
	return r
}

func describe(r match.Record) string {
	return cmp.Or(append(slices.Clone(r.Names), "")...) + ", " + r.Street + " " + r.TaxID
}

// Resellers keeps the resellers of AdventureWorks apart: 48 phones are shared, two names occur twice.
func Resellers(folder string) (Apart, error) {
	return adventureWorks(folder, "dim_reseller.csv", "adventureworks resellers", func(r row) (match.Record, string) {
		return match.Record{Organization: true, Names: some(r("ResellerName"))}, r("ResellerKey")
	})
}

// People keeps the direct customers of AdventureWorks apart: of few given and family names, and with numbered emails of one domain.
func People(folder string) (Apart, error) {
	return adventureWorks(folder, "dim_customer_direct.csv", "adventureworks people", func(r row) (match.Record, string) {
		return match.Record{GivenName: r("FirstName"), FamilyName: r("LastName"), Emails: some(r("EmailAddress"))}, r("CustomerKey")
	})
}

func adventureWorks(folder, file, name string, record func(row) (match.Record, string)) (Apart, error) {
	geography, err := table(folder, "adventureworks/dim_geography.csv")
	if err != nil {
		return Apart{}, err
	}
	places := make(map[string]row)
	for _, g := range geography {
		places[g("GeographyKey")] = g
	}
	s, err := read(folder, "adventureworks/"+file, name, func(r row) (match.Record, string) {
		rec, entity := record(r)
		rec.ID, rec.Phones, rec.Street = entity, some(r("Phone")), r("AddressLine1")
		if g := places[r("GeographyKey")]; g != nil {
			rec.City, rec.Region, rec.PostalCode, rec.Country = g("City"), g("StateProvinceName"), g("PostalCode"), g("CountryRegionCode")
		}
		return rec, entity
	})
	if err != nil {
		return Apart{}, err
	}
	return keepApart(s), nil
}

// Whose tax id the branches carry.
const (
	OwnTaxID     = "own tax id"
	CompanyTaxID = "company's tax id"
	NoTaxID      = "no tax id"
)

// Branches keeps branches of store chains apart: most rows at most, each with the tax id that whose says.
func Branches(folder string, most int, whose string) (Apart, error) {
	s, err := read(folder, "tw_store_branches/branches.csv", "tw_store_branches, "+whose, func(r row) (match.Record, string) {
		rec := match.Record{ID: r("branch_tax_id"), Organization: true, Names: some(r("company_name") + r("branch_name")), Street: r("branch_address")}
		switch whose {
		case OwnTaxID:
			rec.TaxID = r("branch_tax_id")
		case CompanyTaxID:
			rec.TaxID = r("company_tax_id")
		}
		return rec, r("branch_tax_id")
	})
	if err != nil {
		return Apart{}, err
	}
	s.Records, s.Entities = s.Records[:min(most, len(s.Records))], s.Entities[:min(most, len(s.Entities))]
	return keepApart(s), nil
}
