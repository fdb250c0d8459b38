package scorecard

import (
	"testing"

	"github.com/shopspring/decimal"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func bounds(floor, target, stretch string) Bounds { return Bounds{d(floor), d(target), d(stretch)} }

func TestScoreIsPiecewiseLinearAndHeld(t *testing.T) {
	t.Parallel()
	up, down := bounds("50", "100", "120"), bounds("48", "24", "4")
	for _, c := range []struct {
		name   string
		bounds Bounds
		higher bool
		value  string
		want   string
	}{
		{"below the floor", up, true, "-10", "0"},
		{"at the floor", up, true, "50", "0"},
		{"half way to the target", up, true, "75", "50"},
		{"at the target", up, true, "100", "100"},
		{"half way to the stretch", up, true, "110", "110"},
		{"at the stretch", up, true, "120", "120"},
		{"beyond the stretch", up, true, "900", "120"},
		{"a third is exact to the last digit kept", bounds("0", "3", "6"), true, "1", "33.333333333333333333333333"},
		{"lower is better: above the floor", down, false, "72", "0"},
		{"lower is better: half way", down, false, "36", "50"},
		{"lower is better: at the target", down, false, "24", "100"},
		{"lower is better: half way to the stretch", down, false, "14", "110"},
		{"lower is better: none at all", down, false, "0", "120"},
		{"floor is the target: below", bounds("10", "10", "20"), true, "9.99", "0"},
		{"floor is the target: at it", bounds("10", "10", "20"), true, "10", "100"},
		{"floor is the target: above", bounds("10", "10", "20"), true, "15", "110"},
		{"target is the stretch: below", bounds("0", "100", "100"), true, "50", "50"},
		{"target is the stretch: at it", bounds("0", "100", "100"), true, "100", "120"},
		{"all the same: below", bounds("5", "5", "5"), true, "4", "0"},
		{"all the same: at it", bounds("5", "5", "5"), true, "5", "120"},
		{"all the same, lower is better: above", bounds("5", "5", "5"), false, "6", "0"},
	} {
		if got := c.bounds.Score(d(c.value), c.higher); !got.Equal(d(c.want)) {
			t.Errorf("%s: %s scores %s, want %s", c.name, c.value, got, c.want)
		}
	}
}

func TestCompositeIsTheWeightedMeanOfWhatHasData(t *testing.T) {
	t.Parallel()
	scored := func(weight, score string) Result {
		return Result{Weight: d(weight), Score: decimal.NewNullDecimal(d(score))}
	}
	blank := Result{Weight: d("70")}
	for _, c := range []struct {
		name    string
		results []Result
		want    string
	}{
		{"weighted", []Result{scored("30", "100"), scored("10", "60")}, "90"},
		{"no data is not 0", []Result{scored("30", "100"), blank}, "100"},
		{"a true 0 counts", []Result{scored("10", "0"), scored("10", "100")}, "50"},
	} {
		if got := composite(c.results); !got.Valid || !got.Decimal.Equal(d(c.want)) {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	for name, results := range map[string][]Result{
		"nothing": nil, "no data at all": {blank, blank}, "data without weight": {scored("0", "100"), blank},
	} {
		if got := composite(results); got.Valid {
			t.Errorf("%s: %s, want none", name, got.Decimal)
		}
	}
}

func TestGradeGoesByTheCompositeAsShown(t *testing.T) {
	t.Parallel()
	p := Programme{GradeA: d("90"), GradeB: d("75"), GradeC: d("60")}
	for composite, want := range map[string]string{
		"120": "A", "90": "A", "89.996": "A", "89.99": "B", "75": "B", "74.99": "C", "60": "C", "59.99": "D", "0": "D",
	} {
		if got := p.Grade(d(composite)); got != want {
			t.Errorf("%s earns %s, want %s", composite, got, want)
		}
	}
}

func TestProgrammesAreChecked(t *testing.T) {
	t.Parallel()
	const three = `"month": {"floor": 1, "target": 2.5, "stretch": 3}, "quarter": {"floor": 1, "target": 2, "stretch": 3}, "year": {"floor": 1, "target": 2, "stretch": 3}`
	rules, err := readRules([]byte(`[{"key": "repeat_rate", "weight": 12.5, ` + three + `}]`))
	if err != nil || !rules[0].Weight.Equal(d("12.5")) || !rules[0].Bounds("month").Target.Equal(d("2.5")) {
		t.Errorf("%v, %v", rules, err)
	}
	for name, raw := range map[string]string{
		"unknown metric":      `[{"key": "charm", "weight": 1, ` + three + `}]`,
		"bounds out of order": `[{"key": "repeat_rate", "weight": 1, "month": {"floor": 9, "target": 2, "stretch": 3}}]`,
		"no list":             `{}`,
	} {
		if _, err := readRules([]byte(raw)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
