package scorecard

import "github.com/tonglu/portal/internal/period"

// Parts are what a card has beside its numbers. Who leaves one out spares what it is read from and reckoned by; a frozen card has them all.
type Parts uint

// The parts.
const (
	WithTrends  Parts = 1 << iota
	WithChanges       // trends of this period and the one before alone
	WithMovement
	WithLifts
	WithExplanations // inputs and exclusions
)

// Whole is a card with all its parts.
const Whole = WithTrends | WithChanges | WithMovement | WithLifts | WithExplanations

func (p Parts) has(any Parts) bool { return p&any != 0 }

// periods are those that a card of the period is made of, oldest first.
func (p Parts) periods(of period.Period) []period.Period {
	n := 1
	switch {
	case p.has(WithTrends):
		n = TrendLength(of.Kind)
	case p.has(WithMovement | WithChanges):
		n = 2
	}
	periods := make([]period.Period, n)
	for i := range periods {
		periods[i] = of.Shift(i - n + 1)
	}
	return periods
}
