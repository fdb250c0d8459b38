package scorecard

import "github.com/shopspring/decimal"

// Scores at the target and at the stretch; the floor scores 0. See domain.md, "Scorecards".
var (
	scoreAtTarget  = decimal.NewFromInt(100)
	scoreAtStretch = decimal.NewFromInt(120)
)

// precision is how many digits after the point a quotient keeps before it is rounded to be shown.
const precision = 24

// shown rounds half-even to the two digits that a percentage or score is shown with.
func shown(d decimal.NullDecimal) decimal.NullDecimal {
	d.Decimal = d.Decimal.RoundBank(2)
	return d
}

// Bounds are the values that score 0, 100 and 120.
type Bounds struct {
	Floor   decimal.Decimal `json:"floor"`
	Target  decimal.Decimal `json:"target"`
	Stretch decimal.Decimal `json:"stretch"`
}

// Ordered reports whether the bounds go up, or down where lower is better. Two may be the same.
func (b Bounds) Ordered(higherIsBetter bool) bool {
	if !higherIsBetter {
		b = b.negated()
	}
	return b.Floor.LessThanOrEqual(b.Target) && b.Target.LessThanOrEqual(b.Stretch)
}

// Score is piecewise linear from 0 at the floor over 100 at the target to 120 at the stretch, held
// within 0 and 120. Where two bounds are the same value, reaching it counts as the better of the two.
func (b Bounds) Score(value decimal.Decimal, higherIsBetter bool) decimal.Decimal {
	if !higherIsBetter {
		value, b = value.Neg(), b.negated()
	}
	switch {
	case value.GreaterThanOrEqual(b.Stretch):
		return scoreAtStretch
	case value.GreaterThanOrEqual(b.Target):
		return scoreAtTarget.Add(between(value, b.Target, b.Stretch, scoreAtStretch.Sub(scoreAtTarget)))
	case value.GreaterThan(b.Floor):
		return between(value, b.Floor, b.Target, scoreAtTarget)
	default:
		return decimal.Zero
	}
}

func (b Bounds) negated() Bounds { return Bounds{b.Floor.Neg(), b.Target.Neg(), b.Stretch.Neg()} }

// between is height × (value − low) ÷ (high − low), for low < high.
func between(value, low, high, height decimal.Decimal) decimal.Decimal {
	return value.Sub(low).Mul(height).DivRound(high.Sub(low), precision)
}

// at is the value that scores as much, which is above 0.
func (b Bounds) at(score decimal.Decimal) decimal.Decimal {
	if score.LessThanOrEqual(scoreAtTarget) {
		return b.Floor.Add(b.Target.Sub(b.Floor).Mul(score).DivRound(scoreAtTarget, precision))
	}
	return b.Target.Add(b.Stretch.Sub(b.Target).Mul(score.Sub(scoreAtTarget)).DivRound(scoreAtStretch.Sub(scoreAtTarget), precision))
}

// part is the bounds of a count over some of the months alone.
func (b Bounds) part(months, of int) Bounds {
	if months == of {
		return b
	}
	scale := func(d decimal.Decimal) decimal.Decimal {
		return d.Mul(decimal.NewFromInt(int64(months))).DivRound(decimal.NewFromInt(int64(of)), precision)
	}
	return Bounds{scale(b.Floor), scale(b.Target), scale(b.Stretch)}
}

// shown are the bounds as they are shown.
func (b Bounds) shown() Bounds {
	return Bounds{b.Floor.RoundBank(2), b.Target.RoundBank(2), b.Stretch.RoundBank(2)}
}

// composite is the weighted mean of the scores that there are: Σ weight × score ÷ Σ weight. There is
// none when no metric with a weight has data.
func composite(results []Result) (mean decimal.NullDecimal) {
	var sum, weights decimal.Decimal
	for _, r := range results {
		if r.Score.Valid {
			sum = sum.Add(r.Weight.Mul(r.Score.Decimal))
			weights = weights.Add(r.Weight)
		}
	}
	if weights.IsPositive() {
		mean = decimal.NewNullDecimal(sum.DivRound(weights, precision))
	}
	return mean
}
