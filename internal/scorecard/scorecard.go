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
	Notes         []Message           // what to know of the period
	Results       []Result            // in the programme's order
	Base          decimal.NullDecimal // 0 to 120: the weighted mean, before deductions
	Deductions    []Taken
	Composite     decimal.NullDecimal // 0 to 120
	Grade         string              // "" without a composite
	Currency      string              // the base currency
	Revenue       decimal.Decimal
	Target        decimal.NullDecimal
	Movement      *Movement // since the period before; nil without one
	Lifts         []Lift    // to the next grade; the least first
	Present       int       // of how many of the period's months the distributor was there
	ExactBase     decimal.NullDecimal
	Version       int        // of the frozen cards of the period; 0 for what is reckoned now
	FrozenAt      *time.Time // nil for what is reckoned now
}

// Result is one metric of a scorecard. Value, Score and Bounds are rounded half-even to two digits.
type Result struct {
	Metric
	Bounds
	Weight decimal.Decimal
	Score  decimal.NullDecimal
	Trend  []Point // oldest first; the last is this period
	Measure
	// As they were before they were rounded to be shown.
	ExactValue, ExactScore decimal.NullDecimal
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
