package scorecard

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Programme is a version of what counts, how much, and between which bounds. It is in force for the
// periods that begin on its day or later, until the next version's.
type Programme struct {
	Version                int
	From                   time.Time
	GradeA, GradeB, GradeC decimal.Decimal
	Rules                  []Rule // in the order of the card
}

// Rule is how one metric counts in a programme.
type Rule struct {
	Key     string          `json:"key"`
	Weight  decimal.Decimal `json:"weight"`
	Month   Bounds          `json:"month"`
	Quarter Bounds          `json:"quarter"`
	Year    Bounds          `json:"year"`
}

// Bounds are the rule's for a kind of period.
func (r Rule) Bounds(kind period.Kind) Bounds {
	switch kind {
	case period.Year:
		return r.Year
	case period.Quarter:
		return r.Quarter
	default:
		return r.Month
	}
}

// Grades.
const (
	GradeA = "A"
	GradeB = "B"
	GradeC = "C"
	GradeD = "D"
)

// Grade is the letter of a composite. It goes by the composite as shown, so that what reads 90.00 is
// never a B.
func (p Programme) Grade(composite decimal.Decimal) string {
	composite = composite.RoundBank(2)
	switch {
	case composite.GreaterThanOrEqual(p.GradeA):
		return GradeA
	case composite.GreaterThanOrEqual(p.GradeB):
		return GradeB
	case composite.GreaterThanOrEqual(p.GradeC):
		return GradeC
	default:
		return GradeD
	}
}

// readRules reads a programme's metrics. Returns an error for a metric that there is no formula for, and
// for bounds out of order.
func readRules(raw []byte) ([]Rule, error) {
	var rules []Rule
	if err := json.Unmarshal(raw, &rules); err != nil {
		return nil, fmt.Errorf("reading the scorecard programme: %w", err)
	}
	for _, r := range rules {
		m, known := metrics[r.Key]
		if !known {
			return nil, fmt.Errorf("the scorecard programme names the unknown metric %q", r.Key)
		}
		for _, b := range []Bounds{r.Month, r.Quarter, r.Year} {
			if !b.Ordered(m.HigherIsBetter) {
				return nil, fmt.Errorf("the scorecard programme has bounds of %q out of order", r.Key)
			}
		}
	}
	return rules, nil
}
