package evaluate

import (
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
