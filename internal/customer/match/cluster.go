package match

import (
	"cmp"
	"slices"
)

// Pair is two records, by their places in a list, with the score of their comparison.
type Pair struct {
	A, B  int
	Score Score
}

// mostJoined bounds a cluster in which every pair is looked at before another is joined to it.
const mostJoined = 200

// Cluster joins n records to customers: pairs of at least the probability bound, the most probable first, unless two records of the clusters to be joined
// forbid it. It gives the cluster of each record, named by its first record.
func Cluster(n int, pairs []Pair, bound float64, forbid func(i, j int) bool) []int {
	pairs = slices.Clone(pairs)
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.Score.Weight, a.Score.Weight) })
	of := make([]int, n)
	members := make([][]int, n)
	for i := range n {
		of[i], members[i] = i, []int{i}
	}
	for _, p := range pairs {
		a, b := of[p.A], of[p.B]
		if a == b || p.Score.Probability < bound || len(members[a])*len(members[b]) > mostJoined*mostJoined/4 || forbidden(members[a], members[b], forbid) {
			continue
		}
		a, b = min(a, b), max(a, b)
		for _, i := range members[b] {
			of[i] = a
		}
		members[a], members[b] = append(members[a], members[b]...), nil
	}
	return of
}

func forbidden(a, b []int, forbid func(i, j int) bool) bool {
	for _, i := range a {
		for _, j := range b {
			if forbid(i, j) {
				return true
			}
		}
	}
	return false
}

// Forbids tells whether a rule keeps two profiles from ever being linked.
func Forbids(a, b *Profile) bool {
	c := compare(a, b, nil)
	return c.Veto != NoVeto
}
