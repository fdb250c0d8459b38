package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// assemble makes the card of the last of the periods, with the parts; the inputs are those of each period, oldest first.
func assemble(distributor uuid.UUID, b Brand, p Programme, inputs []Inputs, parts Parts) Scorecard {
	now := &inputs[len(inputs)-1]
	card := Scorecard{
		DistributorID: distributor, Period: now.Period, Provisional: !b.Today.After(now.Period.Last()), Notes: notes(p, now),
		Programme: p, Currency: b.Currency, Revenue: now.Revenue, Target: now.Target, Present: now.present(),
	}
	card.Results = results(p, now, parts.has(WithExplanations))
	card.Deductions = p.take(b, now)
	base := composite(card.Results)
	if mean := p.after(base, card.Deductions); mean.Valid {
		card.Composite, card.Grade = shown(mean), p.Grade(mean.Decimal)
	}
	if parts.has(WithMovement) {
		card.Movement = moved(b, p, card, inputs)
	}
	if parts.has(WithLifts) {
		card.Lifts = lifts(p, card.Results, base, card.Deductions)
	}
	card.ExactBase, card.Base = base, shown(base)
	for i := range card.Results { // only now: the mean is of exact scores
		r := &card.Results[i]
		if parts.has(WithTrends | WithChanges) {
			r.trace(inputs)
		}
		r.round()
	}
	return card
}

// results are the programme's metrics of a period, not rounded and without trends.
func results(p Programme, in *Inputs, explained bool) []Result {
	all := make([]Result, len(p.Rules))
	for i, rule := range p.Rules {
		metric := metrics[rule.Key]
		r := Result{Metric: metric, Bounds: rule.Bounds(in.Period.Kind), Weight: rule.Weight, Measure: metric.measure(in, explained)}
		if metric.proRata {
			r.Bounds = r.Bounds.part(in.present(), in.Period.Months())
		}
		r.Score = metric.score(r.Bounds, r.Value)
		all[i] = r
	}
	return all
}

// score is what a value scores, none without one.
func (m Metric) score(b Bounds, value decimal.NullDecimal) decimal.NullDecimal {
	if value.Valid {
		value.Decimal = b.Score(value.Decimal, m.HigherIsBetter)
	}
	return value
}

// trace adds the trend: of closed periods what they were frozen with.
func (r *Result) trace(inputs []Inputs) {
	r.Trend = make([]Point, len(inputs))
	for i := range inputs {
		value, frozen := inputs[i].Frozen.of(r.Key)
		if !frozen {
			value = shown(r.Metric.value(&inputs[i]).value)
		}
		r.Trend[i] = Point{inputs[i].Period, value}
	}
}

// round makes the numbers as they are shown, and keeps them as they were.
func (r *Result) round() {
	r.ExactValue, r.ExactScore = r.Value, r.Score
	r.Value, r.Score = shown(r.Value), shown(r.Score)
	if r.proRata {
		r.Bounds = r.Bounds.shown()
	}
}

// notes say what to know of the period.
func notes(p Programme, in *Inputs) (all []Message) {
	note := func(what string, day time.Time) {
		all = append(all, Message{"scorecard.note." + what, map[string]any{"on": day.Format(time.DateOnly)}})
	}
	last := in.Period.Last()
	switch {
	case in.Joined.After(last):
		note("notJoined", in.Joined)
	case in.Joined.After(in.Period.Start):
		note("joined", in.Joined)
	}
	switch {
	case in.Left == nil || !in.Left.Before(last):
	case in.Left.Before(in.Period.Start):
		note("gone", *in.Left)
	default:
		note("left", *in.Left)
	}
	if p.Version == 0 {
		all = append(all, Message{Key: "scorecard.note.noProgramme"})
	}
	return all
}
