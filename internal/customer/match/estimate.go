package match

import (
	"math"
	"math/rand/v2"
)

// Sample is what weights are estimated from, without labels: pairs taken at random, nearly all of which are different customers, and the pairs that
// candidate keys found.
type Sample struct {
	// Records is how many records there are in all, Looked for how many of them the candidates were looked up.
	Records, Looked    int
	Random, Candidates []Comparison
}

// How much the weights begun with count against the sample: as so many pairs of one customer, so many of two, and
// so many records.
const (
	strengthM     = 40
	strengthU     = 400
	strengthPrior = 50
	rounds        = 25
)

// Estimate fits the weights of both kinds of customer: u over the random pairs, m and the prior over the candidates, by expectation maximisation
// (Dempster, Laird and Rubin 1977; Winkler 1988), where every pair that no key found counts as two customers. Both are drawn towards the weights begun with
// (a Dirichlet prior), so that a small or odd sample moves them little; and a higher level never weighs less than a lower one.
func (m Model) Estimate(s Sample) Model {
	m.Person = m.Person.estimate(s, false)
	m.Organization = m.Organization.estimate(s, true)
	return m
}

func (w Weights) estimate(s Sample, organization bool) Weights {
	random, candidates := ofKind(s.Random, organization), ofKind(s.Candidates, organization)
	if len(random) == 0 {
		return w
	}
	base := w
	share := float64(len(random)) / float64(max(1, len(s.Random)))
	others := math.Sqrt(share) * float64(s.Records) // Records of this kind.
	looked := math.Sqrt(share) * float64(s.Looked)
	for range rounds {
		t := w.table()
		w.countU(random, &base, others, &t)
		t = w.table()
		var counts [fieldCount][mostLevels]float64
		expected := 0.0
		for i := range candidates {
			p := t.posterior(&candidates[i], others, w.Prior)
			expected += p
			for f, level := range candidates[i].Levels {
				if level != Missing {
					counts[f][level] += p
				}
			}
		}
		pull := strengthPrior + 0.02*looked
		w.Prior = max((2*expected+pull*base.Prior)/(looked+pull), 1e-3)
		for f := range fieldCount {
			w.M[f] = mean(counts[f], base.M[f], strengthM, int(top[f])+1)
		}
		w.order()
	}
	return w
}

func ofKind(all []Comparison, organization bool) []Comparison {
	var some []Comparison
	for _, c := range all {
		if c.Organization == organization && c.Veto == NoVeto {
			some = append(some, c)
		}
	}
	return some
}

// countU counts the random pairs, each for as much as it is probably of two customers: a small set's random pairs hold true ones.
func (w *Weights) countU(random []Comparison, base *Weights, others float64, t *table) {
	var counts [fieldCount][mostLevels]float64
	for i := range random {
		p := 1 - t.posterior(&random[i], others, w.Prior)
		for f, level := range random[i].Levels {
			if level != Missing {
				counts[f][level] += p
			}
		}
	}
	for f := range fieldCount {
		w.U[f] = mean(counts[f], base.U[f], strengthU, int(top[f])+1)
		for l := range w.U[f] {
			w.U[f][l] = max(w.U[f][l], base.U[f][l]/mostSurprising)
		}
	}
}

// mean is the mean of the posterior distribution of a field's levels.
func mean(counts, base levels, strength float64, size int) levels {
	total := strength
	for _, n := range counts[:size] {
		total += n
	}
	var out levels
	for l := range size {
		out[l] = (counts[l] + strength*base[l]) / total
	}
	return out
}

// mostSurprising bounds by how much a chance agreement may be rarer than the weights begun with say: a sample can't show what it is too small to hold.
const mostSurprising = 10

// table holds m/u of each level, ready to be multiplied; column 0 is for missing.
type table [fieldCount][mostLevels + 1]float64

func (w *Weights) table() table {
	var t table
	for f := range fieldCount {
		t[f][0] = 1
		for l := range int(top[f]) + 1 {
			t[f][l+1] = w.M[f][l] / w.U[f][l]
		}
	}
	return t
}

// posterior is the probability that a pair is one customer.
func (t *table) posterior(c *Comparison, records, prior float64) float64 {
	odds := prior / max(2, records)
	for f, level := range c.Levels {
		odds *= t[f][level+1]
	}
	return odds / (1 + odds)
}

// order makes a higher level weigh at least what a lower one does, by pooling neighbours that are out of order (isotonic regression).
func (w *Weights) order() {
	for f := range fieldCount {
		size := int(top[f]) + 1
		for again := true; again; {
			again = false
			for l := 1; l < size; l++ {
				low, high := w.bits(f, int8(l-1)), w.bits(f, int8(l))
				if high < low-1e-9 {
					sumM, sumU := w.M[f][l-1]+w.M[f][l], w.U[f][l-1]+w.U[f][l]
					ratio := sumM / sumU
					w.M[f][l-1], w.M[f][l] = ratio*w.U[f][l-1], ratio*w.U[f][l]
					again = true
				}
			}
		}
	}
}

// What Learn looks at, at most.
const (
	mostLooked     = 20_000
	mostRandom     = 100_000
	mostCandidates = 400_000
	mostCommon     = 5_000
)

// Learn estimates a model from records: which words and values are common, then the weights. It is deterministic.
func Learn(profiles []*Profile) (Model, *Index) {
	index := NewIndex()
	for _, p := range profiles {
		index.Add(p)
	}
	return Default().learn(profiles, index), index
}

// DrawnFrom corrects what was learned from a sample drawn blindly from population records: few of the records that are one with another have
// that other in the sample too.
func (m Model) DrawnFrom(population int) Model {
	times := max(1, float64(population)/float64(max(1, m.Common.Records)))
	m.Person.Prior = min(m.Person.Prior*times, max(m.Person.Prior, mostPrior))
	m.Organization.Prior = min(m.Organization.Prior*times, max(m.Organization.Prior, mostPrior))
	return m
}

// mostPrior bounds how many others of itself a record is expected to have when that is not seen but reckoned.
const mostPrior = 2

func (m Model) learn(profiles []*Profile, index *Index) Model {
	m.Words = commonWords(profiles)
	m.Common = index.common()
	if len(profiles) < 2 {
		return m
	}
	s := Sample{Records: len(profiles)}
	rng := rand.New(rand.NewPCG(1, 2))
	if all := len(profiles) * (len(profiles) - 1) / 2; all <= mostRandom {
		for i, a := range profiles {
			for _, b := range profiles[:i] {
				s.Random = append(s.Random, m.sampled(a, b))
			}
		}
	} else {
		for len(s.Random) < mostRandom {
			if i, j := rng.IntN(len(profiles)), rng.IntN(len(profiles)); i != j {
				s.Random = append(s.Random, m.sampled(profiles[i], profiles[j]))
			}
		}
	}
	step := max(1, len(profiles)/mostLooked)
	for i := 0; i < len(profiles) && len(s.Candidates) < mostCandidates; i += step {
		s.Looked++
		for _, j := range index.lookUp(profiles[i]) {
			if step > 1 && int(j) != i || int(j) < i {
				s.Candidates = append(s.Candidates, m.sampled(profiles[i], profiles[j]))
			}
		}
	}
	if step > 1 {
		s.Looked *= 2 // Each pair is seen from one side, where below it is seen from both.
	}
	return m.Estimate(s)
}

// mostCommonShare is the part of all records from which on a value says so little that agreeing on it is left out of what is learned. Its own share
// weighs it when it is scored; counted in, it would make agreeing on any other value look like chance.
const mostCommonShare = 0.1

// sampled compares two profiles for learning.
func (m *Model) sampled(a, b *Profile) Comparison {
	c := m.Compare(a, b)
	for f, term := range c.Terms {
		if term != (Key{}) && float64(m.Common.Counts[term]) >= mostCommonShare*float64(m.Common.Records) {
			c.Levels[f] = Missing
		}
	}
	return c
}

// commonWords gives the words that at least leastShare of the organisations' names hold.
func commonWords(profiles []*Profile) map[string]float64 {
	counts := make(map[string]int)
	names := 0
	for _, p := range profiles {
		for i := range p.names {
			names++
			seen := make(map[string]bool, mostWords)
			for _, w := range p.names[i].words {
				if !seen[w.text] {
					seen[w.text] = true
					counts[w.text]++
				}
			}
		}
	}
	common := make(map[string]float64)
	for w, n := range counts {
		if share := float64(n) / float64(max(names, 1000)); n >= 3 && share >= leastShare {
			common[w] = share
		}
	}
	return common
}
