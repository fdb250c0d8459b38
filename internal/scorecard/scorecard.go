package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Scorecard is how a distributor did in a period. Its numbers are as shown.
type Scorecard struct {
	DistributorID uuid.UUID
	Period        period.Period
	Provisional   bool // the period is still going on or to come
	Programme     Programme
	Results       []Result            // in the programme's order
	Composite     decimal.NullDecimal // 0 to 120
	Grade         string              // "" without a composite
	Currency      string              // the base currency
	Revenue       decimal.Decimal
	Target        decimal.NullDecimal
	Version       int        // of the frozen cards of the period; 0 for what is reckoned now
	FrozenAt      *time.Time // nil for what is reckoned now
}

// Result is one metric of a scorecard. Value and Score are rounded half-even to two digits.
type Result struct {
	Metric
	Bounds
	Weight decimal.Decimal
	Score  decimal.NullDecimal
	Trend  []Point // oldest first; the last is this period
	Measure
}

// Point is a metric's value in one period.
type Point struct {
	Period period.Period
	Value  decimal.NullDecimal
}

// TrendLength is how many periods of the kind a trend has.
func TrendLength(kind period.Kind) int {
	switch kind {
	case period.Year:
		return 3
	case period.Quarter:
		return 8
	default:
		return 12
	}
}

// Brand is what the brand's settings say to scorecards.
type Brand struct {
	Currency string
	Today    time.Time // the brand's calendar day
	DueDay   int       // of the next month, the last day to report a month
}

// LastMonthDue is the first day of the last month whose report should be in: the due day is over.
func (b Brand) LastMonthDue() time.Time {
	back := -1
	if b.Today.Day() <= b.DueDay {
		back = -2
	}
	return period.Of(period.Month, b.Today).Shift(back).Start
}

// assemble makes the card of the last of the periods; the inputs are those of each, oldest first.
func assemble(distributor uuid.UUID, b Brand, p Programme, inputs []Inputs) Scorecard {
	now := inputs[len(inputs)-1]
	card := Scorecard{
		DistributorID: distributor, Period: now.Period, Provisional: !b.Today.After(now.Period.Last()),
		Programme: p, Currency: b.Currency, Revenue: now.Revenue, Target: now.Target,
	}
	for _, rule := range p.Rules {
		card.Results = append(card.Results, result(rule, inputs))
	}
	if mean := composite(card.Results); mean.Valid {
		card.Composite, card.Grade = shown(mean), p.Grade(mean.Decimal)
	}
	for i := range card.Results { // only now: the mean is of exact scores
		r := &card.Results[i]
		r.Score, r.Value = shown(r.Score), shown(r.Value)
	}
	return card
}

func result(rule Rule, inputs []Inputs) Result {
	metric := metrics[rule.Key]
	now := inputs[len(inputs)-1]
	r := Result{Metric: metric, Bounds: rule.Bounds(now.Period.Kind), Weight: rule.Weight, Measure: metric.measure(now)}
	if r.Value.Valid {
		r.Score = decimal.NewNullDecimal(r.Bounds.Score(r.Value.Decimal, metric.HigherIsBetter))
	}
	for _, in := range inputs {
		value, frozen := in.Frozen[rule.Key]
		if !frozen {
			value = shown(metric.measure(in).Value)
		}
		r.Trend = append(r.Trend, Point{in.Period, value})
	}
	return r
}
