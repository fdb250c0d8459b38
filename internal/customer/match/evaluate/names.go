package evaluate

import (
	"cmp"
	"slices"
	"time"

	"github.com/tonglu/portal/internal/customer/match"
)

// Ranking is what was measured on short names looked up among full ones.
type Ranking struct {
	Set                  string
	Records, Found, Best int
	Elapsed              time.Duration
	// Missed are short names with their full name and what was ranked first.
	Missed [][3]string
}

func (r Ranking) Candidates() float64 { return ratio(r.Found, r.Records) }
func (r Ranking) RecallAt1() float64  { return ratio(r.Best, r.Records) }

// Listed ranks the full names of Taiwan's listed companies for each short name, by names alone.
func Listed(folder string) (Ranking, error) {
	began := time.Now()
	rows, err := table(folder, "tw_listed_companies/twse_listed.csv")
	if err != nil {
		return Ranking{}, err
	}
	r := Ranking{Set: "tw_listed_companies", Records: len(rows)}
	var full []*match.Profile
	names := make(map[*match.Profile]string)
	for _, row := range rows {
		p := match.Normalise(match.Record{Organization: true, Names: some(row("company_name"))})
		full = append(full, p)
		names[p] = row("company_name")
	}
	model, index := match.Learn(full)
	known := index.Frequencies()
	for i, row := range rows {
		short := match.Normalise(match.Record{Organization: true, Names: some(row("short_name"))})
		candidates := index.Candidates(short)
		if slices.Contains(candidates, full[i]) {
			r.Found++
		}
		best, first := match.Ranked{}, ""
		for _, c := range candidates {
			compared := model.Compare(short, c)
			if rank := (match.Ranked{Score: model.Score(compared, known), Likeness: compared.Likeness}); first == "" || rank.Before(best) {
				best, first = rank, names[c]
			}
		}
		if first == row("company_name") {
			r.Best++
		} else {
			r.Missed = append(r.Missed, [3]string{row("short_name"), row("company_name"), first})
		}
	}
	r.Elapsed = time.Since(began)
	return r, nil
}

// KVK judges the candidate pairs of Dutch companies' names, on names alone.
func KVK(folder string) (Result, error) {
	began := time.Now()
	rows, err := table(folder, "kvk_name_pairs/name_pairs.csv")
	if err != nil {
		return Result{}, err
	}
	profile := func(name string) *match.Profile {
		return match.Normalise(match.Record{Organization: true, Names: some(name)})
	}
	var all []*match.Profile
	seen := make(map[string]bool)
	for _, row := range rows {
		for _, side := range [][2]string{{"L" + row("gt_entity_id"), row("gt_name")}, {"R" + row("entity_id"), row("name")}} {
			if !seen[side[0]] {
				seen[side[0]] = true
				all = append(all, profile(side[1]))
			}
		}
	}
	model, index := match.Learn(all)
	r := Result{Set: "kvk_name_pairs", Records: len(all)}
	for _, row := range rows {
		a, b := profile(row("gt_name")), profile(row("name"))
		right := row("correct") == "True"
		joined := model.Score(model.Compare(a, b), index.Frequencies()).Probability >= Bound
		if right {
			r.Pairs++
			if slices.ContainsFunc(a.Keys(), func(k match.Key) bool { return slices.Contains(b.Keys(), k) }) {
				r.Found++
			}
		}
		if joined {
			r.Joined++
			if right {
				r.Right++
			}
		}
	}
	r.Elapsed = time.Since(began)
	return r, nil
}

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
	places := make(map[string]row)
	geography, err := table(folder, "adventureworks/dim_geography.csv")
	if err != nil {
		return Apart{}, err
	}
	for _, g := range geography {
		places[g("GeographyKey")] = g
	}
	s, err := read(folder, "adventureworks/dim_reseller.csv", "adventureworks resellers", func(r row) (match.Record, string) {
		g := places[r("GeographyKey")]
		return match.Record{
			ID: r("ResellerKey"), Organization: true, Names: some(r("ResellerName")), Phones: some(r("Phone")), Street: r("AddressLine1"),
			City: g("City"), Region: g("StateProvinceName"), PostalCode: g("PostalCode"), Country: g("CountryRegionCode"),
		}, r("ResellerKey")
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
