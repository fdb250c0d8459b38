package match

import (
	"cmp"
	"math"
	"slices"
)

// Pair is two records, by their places in a list, with the score of their comparison.
type Pair struct {
	A, B  int
	Score Score
}

// mostJoined bounds a cluster, and with it the work of joining two.
const mostJoined = 400

// Cluster joins n records to customers: pairs of at least the probability bound, the most probable first, where Together allows it for all
// records that come to be one so. compare scores two records; it gives the cluster of each record, named by its first record.
func Cluster(n int, pairs []Pair, bound float64, compare func(i, j int) Score) []int {
	pairs = slices.Clone(pairs)
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.Score.Weight, a.Score.Weight) })
	of := make([]int, n)
	members := make([][]int, n)
	for i := range n {
		of[i], members[i] = i, []int{i}
	}
	var scores []Score
	for _, p := range pairs {
		a, b := min(of[p.A], of[p.B]), max(of[p.A], of[p.B])
		if a == b || p.Score.Probability < bound || len(members[a])+len(members[b]) > mostJoined {
			continue
		}
		scores = scores[:0]
		for _, i := range members[a] {
			for _, j := range members[b] {
				scores = append(scores, compare(i, j))
			}
		}
		if !Together(scores, bound) {
			continue
		}
		for _, i := range members[b] {
			of[i] = a
		}
		members[a], members[b] = append(members[a], members[b]...), nil
	}
	return of
}

// mostVoice bounds, in bits, what one pair says when clusters are joined.
const mostVoice = 8

// Together tells whether a record, or a customer, may be joined to another customer, by the scores against each of its accounts: none forbids it, and on the
// average, in bits, they speak for it as bound asks. So one likeness doesn't chain two customers together.
func Together(scores []Score, bound float64) bool {
	sum, least := 0.0, math.Log2(bound/(1-bound))
	for _, s := range scores {
		if s.Veto != NoVeto {
			return false
		}
		sum += max(-mostVoice, min(mostVoice, s.Weight-least))
	}
	return len(scores) > 0 && sum >= 0
}
