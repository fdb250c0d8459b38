package evaluate

import (
	"time"

	"github.com/tonglu/portal/internal/customer/match"
)

// Bound is the one probability from which two records count as one, for every set.
const Bound = 0.5

// Result is what was measured on a set.
type Result struct {
	Set     string
	Records int
	// True pairs; those of them that candidate keys found.
	Pairs, Found int
	// Pairs put together and those of them that are right.
	Joined, Right int
	Elapsed       time.Duration
	Model         match.Model
}

func (r Result) Recall() float64     { return ratio(r.Right, r.Pairs) }
func (r Result) Precision() float64  { return ratio(r.Right, r.Joined) }
func (r Result) Candidates() float64 { return ratio(r.Found, r.Pairs) }
func (r Result) F1() float64         { return ratio(2*r.Right, r.Pairs+r.Joined) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Measure learns from a set without its labels, joins its records as the portal does, and counts pairs.
func Measure(s Set) Result {
	began := time.Now()
	r := Result{Set: s.Name, Records: len(s.Records), Pairs: truePairs(s.Entities)}
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
			if s.Entities[i] == s.Entities[j] {
				r.Found++
			}
			if score := model.Score(model.Compare(p, other), known); score.Probability >= Bound {
				pairs = append(pairs, match.Pair{A: i, B: j, Score: score})
			}
		}
	}
	of := match.Cluster(len(profiles), pairs, Bound, func(i, j int) match.Score {
		return model.Score(model.Compare(profiles[i], profiles[j]), known)
	})
	r.count(of, s.Entities)
	r.Elapsed, r.Model = time.Since(began), model
	return r
}

func truePairs(entities []string) int {
	sizes := make(map[string]int)
	n := 0
	for _, e := range entities {
		n += sizes[e]
		sizes[e]++
	}
	return n
}

func (r *Result) count(of []int, entities []string) {
	sizes := make(map[int]int)
	type both struct {
		cluster int
		entity  string
	}
	right := make(map[both]int)
	for i, c := range of {
		r.Joined += sizes[c]
		sizes[c]++
		b := both{c, entities[i]}
		r.Right += right[b]
		right[b]++
	}
}
