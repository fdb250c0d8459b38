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
	// Pairs put together and those of them that are right; the same when only what is linked unasked is put together.
	Joined, Right               int
	JoinedUnasked, RightUnasked int
	// Elapsed in all, and for finding and weighing the candidates of one record, in the mean.
	Elapsed, EachRecord time.Duration
}

func (r Result) Recall() float64     { return ratio(r.Right, r.Pairs) }
func (r Result) Precision() float64  { return ratio(r.Right, r.Joined) }
func (r Result) Candidates() float64 { return ratio(r.Found, r.Pairs) }
func (r Result) F1() float64         { return ratio(2*r.Right, r.Pairs+r.Joined) }

func (r Result) UnaskedPrecision() float64 { return ratio(r.RightUnasked, r.JoinedUnasked) }
func (r Result) UnaskedRecall() float64    { return ratio(r.RightUnasked, r.Pairs) }

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
	var pairs, unasked []match.Pair
	learned := time.Now()
	for i, p := range profiles {
		for _, other := range index.Candidates(p) {
			j := at[other]
			if j > i {
				continue
			}
			if s.Entities[i] == s.Entities[j] {
				r.Found++
			}
			score := model.Score(model.Compare(p, other), known)
			if score.Probability >= Bound {
				pairs = append(pairs, match.Pair{A: i, B: j, Score: score})
			}
			if model.Decide(score) == match.Link {
				unasked = append(unasked, match.Pair{A: i, B: j, Score: score})
			}
		}
	}
	r.EachRecord = time.Since(learned) / time.Duration(max(1, len(profiles)))
	compare := func(i, j int) match.Score { return model.Score(model.Compare(profiles[i], profiles[j]), known) }
	r.Joined, r.Right = count(match.Cluster(len(profiles), pairs, Bound, compare), s.Entities)
	r.JoinedUnasked, r.RightUnasked = count(match.Cluster(len(profiles), unasked, model.Upper, compare), s.Entities)
	r.Elapsed = time.Since(began)
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

// count gives the pairs within clusters, and those of them that are of one entity.
func count(of []int, entities []string) (joined, right int) {
	type both struct {
		cluster int
		entity  string
	}
	sizes := make(map[int]int)
	alike := make(map[both]int)
	for i, c := range of {
		b := both{c, entities[i]}
		joined, right = joined+sizes[c], right+alike[b]
		sizes[c]++
		alike[b]++
	}
	return joined, right
}
