package match

import (
	"cmp"
	"slices"
)

// How candidates are bounded: a key that more than MostHolders records hold finds nobody, and a record has at most MostCandidates.
const (
	MostHolders    = 50
	MostCandidates = 200
)

// Index finds candidates in memory, as the database's index does. Records are added once; it is not for concurrent use.
type Index struct {
	profiles []*Profile
	holders  map[Key][]int32
	counts   map[Key]int
}

func NewIndex() *Index {
	return &Index{holders: make(map[Key][]int32), counts: make(map[Key]int)}
}

// Add files a profile under its keys.
func (x *Index) Add(p *Profile) {
	at := int32(len(x.profiles))
	x.profiles = append(x.profiles, p)
	for _, k := range p.keys {
		if x.counts[k]++; x.counts[k] <= MostHolders {
			x.holders[k] = append(x.holders[k], at)
		} else {
			delete(x.holders, k)
		}
	}
	for _, t := range p.terms() {
		x.counts[t]++
	}
}

// Frequencies counts every key and term of the records added. The map is the index's own.
func (x *Index) Frequencies() Frequencies {
	return Frequencies{Records: len(x.profiles), Counts: x.counts}
}

// Candidates gives the profiles that share a key with p, the likeliest first: those that share keys which few hold. p itself is left out.
func (x *Index) Candidates(p *Profile) []*Profile {
	var found []*Profile
	for _, i := range x.lookUp(p) {
		if x.profiles[i] != p {
			found = append(found, x.profiles[i])
		}
	}
	return found
}

func (x *Index) lookUp(p *Profile) []int32 {
	type candidate struct {
		at     int32
		weight float64
	}
	weights := make(map[int32]float64)
	for _, k := range p.keys {
		holders := x.holders[k]
		for _, at := range holders {
			weights[at] += 1 / float64(len(holders))
		}
	}
	ranked := make([]candidate, 0, len(weights))
	for at, weight := range weights {
		ranked = append(ranked, candidate{at, weight})
	}
	slices.SortFunc(ranked, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.at, b.at))
	})
	found := make([]int32, 0, min(len(ranked), MostCandidates))
	for _, c := range ranked[:min(len(ranked), MostCandidates)] {
		found = append(found, c.at)
	}
	return found
}

// common gives the counts worth keeping in a model: of values that at least three records and leastShare of all hold, the most frequent ones.
func (x *Index) common() Frequencies {
	type counted struct {
		key   Key
		count int
	}
	var all []counted
	for k, n := range x.counts {
		if n >= 3 && float64(n) >= leastShare*float64(len(x.profiles)) && isTerm(k.Class) {
			all = append(all, counted{k, n})
		}
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.key.Class, b.key.Class), cmp.Compare(a.key.Hash, b.key.Hash))
	})
	f := Frequencies{Records: len(x.profiles), Counts: make(map[Key]int)}
	for _, c := range all[:min(len(all), mostCommon)] {
		f.Counts[c.key] = c.count
	}
	return f
}

func isTerm(class KeyClass) bool {
	switch class {
	case KeyID, KeyPhone, KeyEmail, KeyName, KeyCore, KeyBirth:
		return true
	}
	return class >= TermGiven
}

// terms are the values besides the candidate keys whose frequency counts in scoring.
func (p *Profile) terms() []Key {
	var l []Key
	add := func(class KeyClass, value string) {
		if value != "" {
			l = append(l, makeKey(class, value))
		}
	}
	for _, who := range p.persons {
		add(TermGiven, who.given)
		add(TermFamily, who.family)
	}
	add(TermCity, p.address.city)
	add(TermPostcode, p.address.postcode)
	add(TermDistrict, p.address.district)
	if p.address.street != "" {
		l = append(l, makeKey(TermStreet, p.address.number, p.address.street))
	}
	return l
}
