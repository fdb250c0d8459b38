package match

import (
	"math"
)

// Weights are the probabilities of Fellegi and Sunter for one kind of customer. M[f][l] is how often field f is at level l in two records of one
// customer that both have it, U[f][l] how often in two records of different ones.
type Weights struct {
	M, U [fieldCount][mostLevels]float64
	// Prior is how probable it is that two records taken blindly are one customer, times the number of records: how many others of itself a record
	// is expected to have.
	Prior float64
}

// Model is all that scoring needs. It is plain data: it may be kept as JSON.
type Model struct {
	Person, Organization Weights
	// Words are those that many organisations' names hold, with the share of names that do.
	Words map[string]float64
	// Common are the values that many records hold.
	Common Frequencies
	// Upper and Lower bound what is decided: at Upper and above two records are linked, below Lower they are two customers, and between a person is asked.
	Upper, Lower float64
}

// Frequencies tell how many records hold a value, by its key, of how many in all.
type Frequencies struct {
	Records int
	Counts  map[Key]int
	// Cap, when set, is where counting stopped: a count that reached it says "so many or more".
	Cap int `json:",omitempty"`
}

// Bounds for linking without asking and for asking at all; the same for all data.
const (
	UpperBound = 0.99
	LowerBound = 0.3
)

// Part says what one field gave.
type Part struct {
	Field     Field
	Level     int8
	Agreement Agreement
	// Weight in bits: by how many doublings the field makes it likelier that both are one; negative makes it less likely.
	Weight float64
}

// Score is what a comparison amounts to.
type Score struct {
	// Weight is the sum of the parts and of the prior, in bits. Plain is what it would be if no value were rarer than another: what candidates
	// are ranked by, for to agree wholly on a common name is still nearer than to agree on a part of it.
	Weight, Plain float64
	Probability   float64
	Parts         []Part
	Veto          Veto
	// Corroborated: two fields that don't follow from each other speak for it, or a tax id does. Without that nothing is linked unasked.
	Corroborated bool
}

// Decision is what follows from a score.
type Decision uint8

const (
	New  Decision = iota // two customers
	Ask                  // a person decides
	Link                 // one customer
)

// Compare compares two profiles, knowing which words are common.
func (m *Model) Compare(a, b *Profile) Comparison { return compare(a, b, m.Words) }

// Score adds up what the levels weigh: log2(m/u) each (Fellegi and Sunter 1969). Where the two agree on a value whose share s of all records is
// known, u is s: agreeing on a rare value says more (Winkler's frequency-based matching, 2000). known may be empty; then the model's own counts of common values serve.
func (m *Model) Score(c Comparison, known Frequencies) Score {
	w := m.weights(c.Organization)
	records := max(known.Records, m.Common.Records, 2)
	prior := math.Log2(w.Prior / float64(records))
	s := Score{Weight: prior, Plain: prior, Veto: c.Veto, Parts: make([]Part, 0, fieldCount)}
	var spoke [fieldCount]bool
	for f := range fieldCount {
		level := c.Levels[f]
		if level == Missing {
			continue
		}
		part := Part{f, level, c.Agreement(f), w.bits(f, level)}
		s.Plain += part.Weight
		if share, ok := m.share(c.Terms[f], known, w.U[f][level]); ok {
			part.Weight = max(0, min(max(0, part.Weight)+mostRare, math.Log2(w.M[f][level]/share)))
		}
		if (f == FieldDistrict || f == FieldPlace) && part.Weight > 0 && c.Levels[FieldStreet] >= 4 {
			part.Weight *= followsStreet
		}
		s.Parts = append(s.Parts, part)
		s.Weight += part.Weight
		spoke[f] = part.Weight >= leastSpeaking
	}
	s.Corroborated = c.corroborated(&spoke)
	s.Probability = 1 / (1 + math.Exp2(-s.Weight))
	if s.Veto != NoVeto {
		s.Probability = 0
	}
	return s
}

// leastSpeaking is the weight, in bits, from which a field speaks for two records being one.
const leastSpeaking = 1.5

// corroborated tells whether two things that don't follow from each other speak for it: a name, an address, a phone, an email, an id, a date of birth. An
// organisation's name must be one of them, unless the id is the same; what is said of a company doesn't hold of its branch; and whose given names
// differ are a household rather than one person, unless they were born on one day.
func (c *Comparison) corroborated(spoke *[fieldCount]bool) bool {
	same := c.Levels[FieldID] == top[FieldID]
	name := spoke[FieldName] || spoke[FieldGiven] || spoke[FieldFamily]
	address := spoke[FieldStreet] || spoke[FieldDistrict] || spoke[FieldPlace]
	speaking := 0
	for _, spoken := range []bool{name, address, spoke[FieldPhone], spoke[FieldEmail], spoke[FieldID], spoke[FieldBirth], same && c.Organization} {
		if spoken {
			speaking++
		}
	}
	household := c.Levels[FieldGiven] == 0 && !spoke[FieldBirth]
	return speaking >= 2 && (name || same) && !c.Branch && !household
}

// followsStreet is what part of a place's weight counts where the street agrees, for the one follows from the other.
const followsStreet = 0.5

// mostRare bounds what rarity adds, in bits: a value may be rare because it was written wrongly.
const mostRare = 9

// share gives what part of the other records hold a value both records hold. Few records say little of it: usual, the chance of agreeing on any
// value, counts as so many records as believed.
func (m *Model) share(term Key, known Frequencies, usual float64) (float64, bool) {
	if term == (Key{}) {
		return 0, false
	}
	count, ok := known.Counts[term]
	records := known.Records
	if capped := ok && known.Cap > 0 && count >= known.Cap; !ok || capped {
		common, listed := m.Common.Counts[term]
		switch {
		case listed:
			count, records = common, m.Common.Records
		case capped:
			return max(usual, float64(count)/float64(max(records, count))), true
		default:
			return 0, false
		}
	}
	const believed = 1000
	return (float64(max(count-2, 0)) + believed*usual) / (float64(max(records-2, 0)) + believed), true
}

func (m *Model) weights(organization bool) *Weights {
	if organization {
		return &m.Organization
	}
	return &m.Person
}

// bits is log2(m/u) of a level.
func (w *Weights) bits(f Field, level int8) float64 {
	return math.Log2(w.M[f][level] / w.U[f][level])
}

// Decide turns a score into what to do.
func (m *Model) Decide(s Score) Decision {
	switch {
	case s.Veto != NoVeto || s.Probability < m.Lower:
		return New
	case s.Probability >= m.Upper && s.Corroborated:
		return Link
	}
	return Ask
}
