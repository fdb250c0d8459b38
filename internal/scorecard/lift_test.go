package scorecard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestWhatWouldLiftACardIsSaidTheLeastFirst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		rows, customers int64
		want            string
	}{
		// 60·60 + 40·50 is 56 of 100: 4 more are 6.67 points of the first metric, or 10 of the second.
		{"from D", 60, 15, "data_quality C 66.67 60; active_customers C 18 60"},
		{"from C", 60, 24, "data_quality B 71.67 75; active_customers B 30 76"},
		{"from B", 80, 24, "data_quality A 96.67 90; active_customers A 38 90.13"},
		{"at the best", 100, 30, ""},
		{"one alone can't", 15, 9, "data_quality C 80 60; active_customers C - 57"},
		{"neither alone can", 0, 0, "data_quality C 100 72; active_customers C - 48"},
	} {
		card := assemble(uuid.Nil, brand(), weighing(), []Inputs{sold(q3(), c.rows, c.customers)}, Whole)
		if got := liftsOf(card); got != c.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", c.name, summary(card), got, c.want)
		}
	}
}

func liftsOf(card Scorecard) string {
	var all []string
	for _, l := range card.Lifts {
		value := "-"
		if l.Value.Valid {
			value = l.Value.Decimal.String()
		}
		all = append(all, fmt.Sprint(l.Key, " ", l.Grade, " ", value, " ", l.Composite))
	}
	return strings.Join(all, "; ")
}

// Lower is better for hours; and what has no data, no weight or nothing to gain is not named.
func TestOnlyWhatMayRiseIsNamed(t *testing.T) {
	t.Parallel()
	p := weighing()
	p.Rules = []Rule{
		{Key: "conflict_response", Weight: d("50"), Quarter: bounds("48", "24", "4")},
		{Key: "nps", Weight: d("30"), Quarter: bounds("0", "50", "80")},
		{Key: "data_quality", Weight: d("0"), Quarter: bounds("0", "100", "100")},
		{Key: "active_customers", Weight: d("20"), Quarter: bounds("0", "10", "20")},
	}
	in := sold(q3(), 50, 40)
	in.Responses = in.Responses[:0]
	in.Responses = append(in.Responses, d("144000")) // 40 hours score 33.33
	card := assemble(uuid.Nil, brand(), p, []Inputs{in}, Whole)
	// (50·33.33 + 20·120) ÷ 70 is 58.09; C needs 36.
	if got, want := liftsOf(card), "conflict_response C 39.36 60"; got != want {
		t.Errorf("%s:\n got %s\nwant %s", summary(card), got, want)
	}
}

func TestBoundsGiveTheValueOfAScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		bounds      Bounds
		score, want string
	}{
		{bounds("50", "100", "120"), "50", "75"}, {bounds("50", "100", "120"), "100", "100"}, {bounds("50", "100", "120"), "110", "110"}, {bounds("48", "24", "4"), "110", "14"},
		{bounds("0", "100", "100"), "110", "100"}, {bounds("10", "10", "20"), "3", "10"},
	} {
		got := c.bounds.at(d(c.score))
		if !got.Equal(d(c.want)) {
			t.Errorf("%v: %s is scored at %s, want %s", c.bounds, c.score, got, c.want)
		}
		if back := c.bounds.Score(got, c.bounds.Floor.LessThanOrEqual(c.bounds.Target)); back.LessThan(d(c.score)) {
			t.Errorf("%v: %s scores %s, less than %s", c.bounds, got, back, c.score)
		}
	}
}
