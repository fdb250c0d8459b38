package scorecard

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

func said(m *Movement) string {
	var parts []string
	for _, p := range m.Parts {
		parts = append(parts, fmt.Sprint(p.Key, " ", p.Points))
	}
	return fmt.Sprintf("%s -> %s: %s", m.From.Decimal, m.To.Decimal, strings.Join(parts, ", "))
}

func TestWhatMovedACompositeIsSaidByMetric(t *testing.T) {
	t.Parallel()
	before, now := sold(q3().Shift(-1), 50, 30), sold(q3(), 80, 15)
	before.MonthsLate = []time.Time{day("2013-04-01")}
	card := assemble(uuid.Nil, brand(), weighing(), []Inputs{before, now}, Whole)
	// 30 + 40 − 5, then 48 + 20.
	if got, want := said(card.Movement), "65 -> 68: data_quality 18, active_customers -20, deductions 5"; got != want || card.Movement.Period != q3().Shift(-1) {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestAMetricThatHadNoDataMovesWithWhatItTookFromTheOthers(t *testing.T) {
	t.Parallel()
	before, now := sold(q3().Shift(-1), 50, 30), sold(q3(), 50, 30)
	before.reporting = reporting{}
	card := assemble(uuid.Nil, brand(), weighing(), []Inputs{before, now}, Whole)
	if got, want := said(card.Movement), "100 -> 70: data_quality 30, active_customers -60, deductions 0"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestWithoutABeforeNothingMoved(t *testing.T) {
	t.Parallel()
	card := assemble(uuid.Nil, brand(), weighing(), []Inputs{{Period: q3().Shift(-1)}, sold(q3(), 50, 30)}, Whole)
	if m := card.Movement; m.From.Valid || !m.To.Valid || len(m.Parts) > 0 {
		t.Errorf("%+v", m)
	}
}

// Whatever moved, the parts add up to what is shown, and none is off by more than rounding.
func TestPartsAddUpToTheDifference(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	p := weighing()
	for i := range p.Rules {
		p.Rules[i].Weight = decimal.New(random.Int64N(9999)+1, -2)
		p.Rules[i].Quarter = Bounds{d("0"), decimal.New(random.Int64N(9000)+1, -1), d("1000")}
	}
	for range 500 {
		card := assemble(uuid.Nil, brand(), p, []Inputs{sold(q3().Shift(-1), random.Int64N(101), random.Int64N(70)), sold(q3(), random.Int64N(101), random.Int64N(70))}, Whole)
		m, sum := card.Movement, decimal.Zero
		for _, part := range m.Parts {
			sum = sum.Add(part.Points)
		}
		if !sum.Equal(m.To.Decimal.Sub(m.From.Decimal)) {
			t.Fatalf("%s: the parts add up to %s", said(m), sum)
		}
	}
	parts := []Part{{"a", d("0.334")}, {"b", d("0.333")}, {"c", d("0.333")}}
	addUp(parts, d("1"))
	if parts[0].Points.String() != "0.34" || parts[1].Points.String() != "0.33" {
		t.Errorf("the rest went elsewhere: %v", parts)
	}
	down := []Part{{"a", d("-0.336")}, {"b", d("-0.332")}, {"c", d("-0.332")}}
	addUp(down, d("-1"))
	if down[0].Points.String() != "-0.34" || down[1].Points.Add(down[2].Points).String() != "-0.66" {
		t.Errorf("the rest went elsewhere: %v", down)
	}
}
