package match

import (
	"math/rand/v2"
	"testing"
)

// drawn gives comparisons whose fields are at their levels as often as w says for one customer, or for two.
func drawn(n int, w *Weights, one bool, rng *rand.Rand) []Comparison {
	out := make([]Comparison, n)
	for i := range out {
		for f := range fieldCount {
			chances, x := w.U[f], rng.Float64()
			if one {
				chances = w.M[f]
			}
			level := int8(0)
			for l := range int(top[f]) {
				if x -= chances[l]; x > 0 {
					level = int8(l + 1)
				}
			}
			out[i].Levels[f] = level
		}
	}
	return out
}

func TestWeightsAreFoundWithoutLabels(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	truth := defaultPerson
	truth.M[FieldGiven] = levels{0.40, 0.1, 0.1, 0.1, 0.30} // Unlike the weights begun with.
	truth.U[FieldPlace] = levels{0.50, 0.1, 0.1, 0.1, 0.1, 0.1}
	s := Sample{Records: 10_000, Looked: 10_000, Random: drawn(50_000, &truth, false, rng)}
	s.Candidates = append(drawn(4000, &truth, true, rng), drawn(20_000, &truth, false, rng)...)
	got := Default().Estimate(s).Person
	if m := got.M[FieldGiven][4]; m < 0.25 || m > 0.35 {
		t.Errorf("m of an equal given name is %.3f, drawn with 0.30", m)
	}
	if u := got.U[FieldPlace][0]; u < 0.45 || u > 0.55 {
		t.Errorf("u of another place is %.3f, drawn with 0.50", u)
	}
	if p := got.Prior; p < 0.7 || p > 0.9 {
		t.Errorf("each record is said to have %.2f others, drawn with 0.8", p)
	}
	for f := range fieldCount {
		for l := int8(1); l <= top[f]; l++ {
			if got.bits(f, l) < got.bits(f, l-1)-1e-6 {
				t.Errorf("%v: level %d weighs less than the one below", f, l)
			}
		}
	}
}

func TestASmallSampleMovesWeightsLittle(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	s := Sample{Records: 6, Looked: 6, Random: drawn(15, &defaultPerson, false, rng), Candidates: drawn(3, &defaultPerson, true, rng)}
	got, base := Default().Estimate(s), Default()
	for f := range fieldCount {
		for l := range int(top[f]) + 1 {
			if d := got.Person.bits(f, int8(l)) - base.Person.bits(f, int8(l)); d > 1.5 || d < -1.5 {
				t.Errorf("%v, level %d: moved by %.1f bits", f, l, d)
			}
		}
	}
	if got.Organization != base.Organization {
		t.Error("people's records moved the weights of organisations")
	}
}

func TestOneLikenessDoesNotChainCustomers(t *testing.T) {
	// 0 and 1 are one, 2 and 3 are one; 1 is like 2, but 0 is like neither 2 nor 3.
	score := func(i, j int) Score {
		switch [2]int{min(i, j), max(i, j)} {
		case [2]int{0, 1}, [2]int{2, 3}:
			return Score{Weight: 12, Probability: 0.999}
		case [2]int{1, 2}:
			return Score{Weight: 8, Probability: 0.99}
		}
		return Score{Weight: -9}
	}
	of := Cluster(4, []Pair{{0, 1, score(0, 1)}, {1, 2, score(1, 2)}, {2, 3, score(2, 3)}}, 0.5, score)
	if of[0] != of[1] || of[2] != of[3] || of[0] == of[2] {
		t.Errorf("clusters %v", of)
	}
	if Together([]Score{{Weight: 20, Probability: 1}, {Weight: 20, Veto: BranchesDiffer}}, 0.5) {
		t.Error("joined against a veto")
	}
}
