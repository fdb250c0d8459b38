package scorecard

import (
	"math/bits"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// forgetting takes out what a source gave.
var forgetting = map[source]func(*Inputs){
	ofCustomers:   func(in *Inputs) { in.Active, in.Repeating, in.Fresh = 0, 0, 0 },
	ofAssignments: func(in *Inputs) { in.Assigned = 0 },
	ofVoided:      func(in *Inputs) { in.Voided, in.Lost = 0, decimal.NullDecimal{} },
	ofMarkets:     func(in *Inputs) { in.Market, in.MarketRevenue, in.MarketLines = decimal.NullDecimal{}, decimal.Zero, 0 },
	ofMonths:      func(in *Inputs) { in.MonthsDue, in.MonthsOnTime, in.MonthsLate = 0, 0, nil },
	ofRows:        func(in *Inputs) { in.RowsAccepted, in.RowsRejected = 0, 0 },
	ofAnswers:     func(in *Inputs) { in.feedback = feedback{} },
	ofBreaches:    func(in *Inputs) { in.PriceBreach, in.TerritoryBreach = decimal.Zero, decimal.Zero },
	ofCases:       func(in *Inputs) { in.Responses, in.Silent, in.Upheld, in.Advisory = nil, 0, nil, 0 },
	ofWarnings:    func(in *Inputs) { in.Warnings = nil },
	ofCourses:     func(in *Inputs) { in.Required, in.Passed, in.Expired = 0, 0, 0 },
	ofReviews:     func(in *Inputs) { in.Reviews, in.Rubric, in.Superseded = 0, 0, 0 },
}

func everything() Inputs {
	d, day := func(n int64) decimal.Decimal { return decimal.NewFromInt(n) }, time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	return Inputs{
		Period: period.Of(period.Quarter, day), Reported: true,
		sales: sales{Voided: 2, Lost: decimal.NewNullDecimal(d(7)), Revenue: d(900), LastYear: d(800), Before: d(700), Target: decimal.NewNullDecimal(d(1000)),
			Active: 9, Repeating: 4, Fresh: 3, Sold: 2, Assigned: 5, Market: decimal.NewNullDecimal(d(8000)), MarketRevenue: d(600), MarketLines: 6},
		reporting: reporting{MonthsDue: 3, MonthsOnTime: 2, MonthsLate: []time.Time{day}, RowsAccepted: 90, RowsRejected: 10},
		feedback:  feedback{Marks: 4, Stars: 15, Answers: 4, Promoters: 2, Detractors: 1, WithdrawnMarks: 1, WithdrawnAnswers: 1},
		conflicts: conflicts{PriceBreach: d(20), TerritoryBreach: d(30), Responses: []decimal.Decimal{d(7200)}, Silent: 1,
			Upheld: []caseAgainst{{uuid.New(), day}}, Advisory: 1, Warnings: []caseAgainst{{uuid.New(), day}}},
		people: people{Required: 5, Passed: 3, Expired: 1, Reviews: 1, Rubric: 12, Superseded: 1},
	}
}

// A card reads the sources of its metrics alone: what one is made of must be in them, and nothing else need be.
func TestMetricsNameTheirSources(t *testing.T) {
	t.Parallel()
	if all := bits.OnesCount(uint(2*ofWarnings - 1 - ofMoney)); len(forgetting) != all {
		t.Fatalf("%d sources are looked at, of %d", len(forgetting), all)
	}
	for key, m := range metrics {
		whole := everything()
		if m.of&ofMonths != 0 {
			whole.Upheld = nil // who has no case and was due nothing has no count of them
		}
		want := m.measure(&whole, true)
		for of, forget := range forgetting {
			in := whole
			forget(&in)
			same := reflect.DeepEqual(m.measure(&in, true), want)
			if read := m.of&of != 0; read == same {
				t.Errorf("%s: source %b is named: %v, and without it the measure is the same: %v", key, of, read, same)
			}
		}
	}
}

func TestProgrammesNameTheSourcesOfDeductions(t *testing.T) {
	t.Parallel()
	for key, of := range map[string]source{UpheldConflict: ofCases, Warning: ofWarnings, LateReport: ofMonths} {
		p := Programme{Deductions: []Deduction{{Key: key, Points: decimal.NewFromInt(1), Most: decimal.NewFromInt(5)}}}
		if p.sources() != of {
			t.Errorf("%s reads %b, want %b", key, p.sources(), of)
		}
		whole := everything()
		forgetting[of](&whole)
		if taken := p.take(Brand{}, &whole); len(taken) != 0 {
			t.Errorf("%s is taken without its source: %v", key, taken)
		}
	}
}
