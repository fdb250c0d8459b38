package scorecard

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Lift is what one metric alone would have to reach to lift a card to the next grade.
type Lift struct {
	Key       string
	Grade     string
	Value     decimal.NullDecimal // none when its stretch alone would not do either
	Composite decimal.Decimal     // at that value, or at the stretch
	gain      decimal.Decimal     // in points of the metric's score
}

// mostLifts is how many a card names.
const mostLifts = 3

// lifts gives the metrics that would lift the card, those with the fewest points to gain first, then those that would not do alone, the
// closest first. Only what has data and may still rise is among them.
func lifts(p Programme, results []Result, base decimal.NullDecimal, taken []Taken) (all []Lift) {
	mean := p.after(base, taken)
	grade, needed := p.next(mean)
	if grade == "" {
		return nil
	}
	var weights decimal.Decimal
	for _, r := range results {
		if r.Score.Valid {
			weights = weights.Add(r.Weight)
		}
	}
	lost := p.sum(taken)
	for _, r := range results {
		if !r.Score.Valid || !r.Weight.IsPositive() || r.Score.Decimal.GreaterThanOrEqual(scoreAtStretch) {
			continue
		}
		at := func(score decimal.Decimal) decimal.Decimal { // the composite with that score
			raised := base.Decimal.Add(r.Weight.Mul(score.Sub(r.Score.Decimal)).DivRound(weights, precision))
			return decimal.Max(decimal.Zero, raised.Sub(lost))
		}
		gain := needed.Add(lost).Sub(base.Decimal).Mul(weights).DivRound(r.Weight, precision)
		l := Lift{Key: r.Key, Grade: grade, gain: gain}
		if score := r.Score.Decimal.Add(gain); score.LessThanOrEqual(scoreAtStretch) {
			value := r.reaching(score)
			l.Value = decimal.NewNullDecimal(value)
			l.Composite = at(r.Bounds.Score(value, r.HigherIsBetter)).RoundBank(2)
		} else {
			l.Composite = at(scoreAtStretch).RoundBank(2)
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b Lift) int {
		if a.Value.Valid != b.Value.Valid {
			if a.Value.Valid {
				return -1
			}
			return 1
		}
		if a.Value.Valid {
			return a.gain.Cmp(b.gain)
		}
		return b.Composite.Cmp(a.Composite)
	})
	return all[:min(len(all), mostLifts)]
}

// next is the grade above the composite's and what earns it, "" when there is none.
func (p Programme) next(composite decimal.NullDecimal) (grade string, needed decimal.Decimal) {
	if !composite.Valid {
		return "", needed
	}
	switch p.Grade(composite.Decimal) {
	case GradeD:
		return GradeC, p.GradeC
	case GradeC:
		return GradeB, p.GradeB
	case GradeB:
		return GradeA, p.GradeA
	}
	return "", needed
}

// reaching is the value that scores as much, rounded to what a value is shown with, on the side that does.
func (r Result) reaching(score decimal.Decimal) decimal.Decimal {
	value := r.Bounds.at(score)
	digits := int32(2)
	if r.Unit == Count {
		digits = 0
	}
	if r.HigherIsBetter {
		return value.RoundCeil(digits)
	}
	return value.RoundFloor(digits)
}
