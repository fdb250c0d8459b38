package seed

import (
	"math/rand/v2"
	"sort"
)

// Kinds of streams: what the numbers are drawn for.
const (
	streamRates = iota + 1
	streamProducts
	streamDistributors
	streamCustomers
	streamMonth
	streamFile
	streamTargets
	streamPlants
	streamAccounts
	streamOpinions
	streamTraining
	streamReviews
	streamMarkets
)

// stream gives the random numbers of one thing: the same parts, the same numbers.
func stream(seed uint64, parts ...int) *rand.Rand {
	a, b := mix(seed), mix(seed+0x9E3779B97F4A7C15)
	for _, p := range parts {
		a, b = mix(a^uint64(p)), mix(b+uint64(p)*0xD1342543DE82EF95)
	}
	return rand.New(rand.NewPCG(a, b))
}

// mix is the finaliser of SplitMix64: it spreads neighbouring numbers.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// table draws indexes by weight.
type table struct{ sums []uint64 }

// newTable takes one weight for each index; at least one must be above 0.
func newTable(weights []float64) table {
	t := table{sums: make([]uint64, len(weights))}
	var sum uint64
	for i, w := range weights {
		// Whole numbers, so that machines which round differently draw the same.
		sum += uint64(w*1e6 + 0.5)
		t.sums[i] = sum
	}
	return t
}

func (t table) draw(r *rand.Rand) int {
	at := r.Uint64N(t.sums[len(t.sums)-1])
	return sort.Search(len(t.sums), func(i int) bool { return t.sums[i] > at })
}

func chance(r *rand.Rand, permille int) bool { return r.IntN(1000) < permille }

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// scatter gives the i-th of modulus numbers in a fixed, unordered sequence without
// repetition. step must share no factor with modulus.
func scatter(i, step, modulus uint64) uint64 { return (i%modulus*(step%modulus) + 7919) % modulus }

// portions divides total by weights into whole numbers that add up to it.
func portions(total int, weights []float64) []int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	out := make([]int, len(weights))
	if sum == 0 {
		return out
	}
	rest := make([]int, 0, len(weights))
	fraction := make([]float64, len(weights))
	left := total
	for i, w := range weights {
		exact := float64(total) * w / sum
		out[i] = int(exact)
		left -= out[i]
		if w > 0 {
			fraction[i] = exact - float64(out[i])
			rest = append(rest, i)
		}
	}
	sort.SliceStable(rest, func(a, b int) bool { return fraction[rest[a]] > fraction[rest[b]] })
	for i := range left {
		out[rest[i%len(rest)]]++
	}
	return out
}
