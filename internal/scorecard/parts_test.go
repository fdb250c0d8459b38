package scorecard

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/period"
)

// Leaving out parts of a card changes nothing else of it.
func TestPartsAreAllThatIsLeftOut(t *testing.T) {
	t.Parallel()
	whole := everything()
	b, p := brand(), Programme{Version: 1, GradeA: d("90"), GradeB: d("75"), GradeC: d("60"), Deductions: []Deduction{{Key: Warning, Points: d("1"), Most: d("5")}}}
	for key := range metrics {
		p.Rules = append(p.Rules, Rule{Key: key, Weight: d("6.25"), Month: Bounds{}, Quarter: within(metrics[key]), Year: Bounds{}})
	}
	inputs := func(parts Parts) []Inputs {
		var all []Inputs
		for _, of := range parts.periods(whole.Period) {
			in := whole
			in.Period = of
			in.Revenue = in.Revenue.Add(d("10").Mul(d(of.String()[len(of.String())-1:])))
			all = append(all, in)
		}
		return all
	}
	for parts := range Whole + 1 {
		want := assemble(uuid.Nil, b, p, inputs(Whole), Whole)
		if want.Movement == nil || len(want.Lifts) == 0 || len(want.Results[0].Inputs) == 0 || len(want.Results[0].Trend) != TrendLength(period.Quarter) {
			t.Fatalf("the whole card has not all its parts: %+v", want)
		}
		if !parts.has(WithMovement) {
			want.Movement = nil
		}
		if !parts.has(WithLifts) {
			want.Lifts = nil
		}
		for i := range want.Results {
			r := &want.Results[i]
			switch {
			case parts.has(WithTrends):
			case parts.has(WithChanges):
				r.Trend = r.Trend[len(r.Trend)-2:]
			default:
				r.Trend = nil
			}
			if !parts.has(WithExplanations) {
				r.Inputs, r.Exclusions = nil, nil
			}
		}
		if got, want := frozenText(t, assemble(uuid.Nil, b, p, inputs(parts), parts)), frozenText(t, want); got != want {
			t.Fatalf("with the parts %b\n got %s\nwant %s", parts, got, want)
		}
	}
}

func frozenText(t *testing.T, card Scorecard) string {
	t.Helper()
	text, err := json.Marshal(card)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// within are bounds that all values lie between.
func within(m Metric) Bounds {
	if m.HigherIsBetter {
		return bounds("-1", "1000000", "2000000")
	}
	return bounds("1000000", "-1", "-2")
}
