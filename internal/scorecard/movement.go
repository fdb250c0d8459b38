package scorecard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Movement is what moved a composite since the period before, both under the card's own programme. Numbers are as shown, and the
// parts add up to the difference to the digit.
type Movement struct {
	Period   period.Period       // the one before
	From, To decimal.NullDecimal // none when there was none
	Parts    []Part              // in the programme's order; none unless there are both
}

// Part is what one metric, or deductions, added to a composite or took from it.
type Part struct {
	Key    string
	Points decimal.Decimal
}

// Deductions is the key of the part that deductions make.
const Deductions = "deductions"

// moved compares with the period before, if the inputs have one.
func moved(b Brand, p Programme, card Scorecard, inputs []Inputs) *Movement {
	if len(inputs) < 2 {
		return nil
	}
	in := &inputs[len(inputs)-2]
	was := results(p, in, false)
	base := composite(was)
	taken := p.take(b, in)
	m := &Movement{Period: in.Period, From: shown(p.after(base, taken)), To: card.Composite}
	if !m.From.Valid || !m.To.Valid {
		return m
	}
	now := composite(card.Results)
	after, before := contributions(card.Results), contributions(was)
	for i, rule := range p.Rules {
		m.Parts = append(m.Parts, Part{rule.Key, after[i].Sub(before[i])})
	}
	if len(p.Deductions) > 0 {
		lost := func(base decimal.NullDecimal, taken []Taken) decimal.Decimal {
			return p.after(base, taken).Decimal.Sub(base.Decimal)
		}
		m.Parts = append(m.Parts, Part{Deductions, lost(now, card.Deductions).Sub(lost(base, taken))})
	}
	addUp(m.Parts, m.To.Decimal.Sub(m.From.Decimal))
	return m
}

// contributions are the points of the mean that each result gives: weight × score ÷ Σ weight of those that have data.
func contributions(results []Result) []decimal.Decimal {
	var weights decimal.Decimal
	for _, r := range results {
		if r.Score.Valid {
			weights = weights.Add(r.Weight)
		}
	}
	points := make([]decimal.Decimal, len(results))
	for i, r := range results {
		if r.Score.Valid && weights.IsPositive() {
			points[i] = r.Weight.Mul(r.Score.Decimal).DivRound(weights, precision)
		}
	}
	return points
}

// addUp rounds the parts to two digits so that they add up to the sum: what rounding leaves goes, a hundredth each, to those that
// it changed the most.
func addUp(parts []Part, sum decimal.Decimal) {
	cent := decimal.New(1, -2)
	errors := make([]decimal.Decimal, len(parts)) // what rounding took from each
	order := make([]int, len(parts))
	for i, p := range parts {
		parts[i].Points = p.Points.RoundBank(2)
		errors[i], order[i] = p.Points.Sub(parts[i].Points), i
		sum = sum.Sub(parts[i].Points)
	}
	if sum.IsNegative() {
		cent = cent.Neg()
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(0, errors[a].Sub(errors[b]).Mul(cent).Sign()) })
	for n := 0; !sum.IsZero() && len(order) > 0; n++ {
		parts[order[n%len(order)]].Points = parts[order[n%len(order)]].Points.Add(cent)
		sum = sum.Sub(cent)
	}
}
