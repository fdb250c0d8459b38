package scorecard

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

func null(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(d(text))
}

func july() period.Period {
	return period.Of(period.Month, time.Date(2013, 7, 1, 0, 0, 0, 0, time.UTC))
}

func TestMetricsSayTheirValueOrWhyThereIsNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, metric string
		in           Inputs
		want, noData string // the value as shown, or the reason
		formula      string // when other than the metric's key
	}{
		{"attained", "revenue_attainment", Inputs{Reported: true, Revenue: d("80"), Target: null("120")}, "66.67", "", ""},
		{"half-even", "revenue_attainment", Inputs{Reported: true, Revenue: d("100.125"), Target: null("100")}, "100.12", "", ""},
		{"more returns than sales", "revenue_attainment", Inputs{Reported: true, Revenue: d("-5"), Target: null("100")}, "-5", "", ""},
		{"silence when due is 0", "revenue_attainment", Inputs{Reported: true, Target: null("100")}, "0", "", ""},
		{"silence before it is due", "revenue_attainment", Inputs{Target: null("100")}, "", "notReported", ""},
		{"no target", "revenue_attainment", Inputs{Reported: true, Revenue: d("80")}, "", "noTarget", ""},
		{"a target of 0", "revenue_attainment", Inputs{Reported: true, Revenue: d("80"), Target: null("0")}, "", "zeroTarget", ""},

		{"against last year", "revenue_growth", Inputs{Reported: true, Revenue: d("110"), LastYear: d("100"), Before: d("1")}, "10", "", ""},
		{"against the period before", "revenue_growth", Inputs{Reported: true, Revenue: d("90"), Before: d("120")}, "-25", "", "revenue_growth_previous"},
		{"last year was all returns", "revenue_growth", Inputs{Reported: true, Revenue: d("90"), LastYear: d("-1"), Before: d("60")}, "50", "", "revenue_growth_previous"},
		{"nothing to compare with", "revenue_growth", Inputs{Reported: true, Revenue: d("90")}, "", "noBase", ""},
		{"not known yet", "revenue_growth", Inputs{LastYear: d("90")}, "", "notReported", ""},

		{"customers", "active_customers", Inputs{Lines: 9, Active: 4}, "4", "", ""},
		{"none though due", "active_customers", Inputs{MonthsDue: 1}, "0", "", ""},
		{"none and nothing due", "active_customers", Inputs{Reported: true}, "", "notReported", ""},
		{"first purchases", "new_customers", Inputs{Lines: 9, Active: 4, Fresh: 3}, "3", "", ""},
		{"no first purchase", "new_customers", Inputs{Lines: 9, Active: 4}, "0", "", ""},

		{"repeating", "repeat_rate", Inputs{Active: 3, Repeating: 1}, "33.33", "", ""},
		{"nobody repeats", "repeat_rate", Inputs{Active: 3}, "0", "", ""},
		{"nobody bought", "repeat_rate", Inputs{MonthsDue: 1}, "", "noCustomers", ""},

		{"mix", "mix_breadth", Inputs{Reported: true, Sold: 3, Assigned: 8}, "37.5", "", ""},
		{"more than assigned", "mix_breadth", Inputs{Reported: true, Sold: 3, Assigned: 2}, "150", "", ""},
		{"nothing assigned", "mix_breadth", Inputs{Reported: true, Sold: 3}, "", "noAssignment", ""},

		{"timely", "report_timeliness", Inputs{MonthsDue: 3, MonthsOnTime: 2}, "66.67", "", ""},
		{"never", "report_timeliness", Inputs{MonthsDue: 3}, "0", "", ""},
		{"nothing due", "report_timeliness", Inputs{Lines: 5}, "", "notDue", ""},

		{"quality", "data_quality", Inputs{RowsAccepted: 995, RowsRejected: 5}, "99.5", "", ""},
		{"all rejected", "data_quality", Inputs{RowsRejected: 5}, "0", "", ""},
		{"no rows", "data_quality", Inputs{}, "", "noRows", ""},
	} {
		c.in.Period = july()
		m := metrics[c.metric].measure(c.in)
		got, formula, noData := shown(m.Value), c.metric, ""
		if c.formula != "" {
			formula = c.formula
		}
		if m.NoData != nil {
			noData = m.NoData.Key
		}
		if want := null(c.want); got.Valid != want.Valid || got.Valid && !got.Decimal.Equal(want.Decimal) {
			t.Errorf("%s, %s: %v, want %v", c.metric, c.name, got, want)
		}
		if c.noData != "" && noData != "scorecard.noData."+c.noData || c.noData == "" && noData != "" {
			t.Errorf("%s, %s: no data for %q, want %q", c.metric, c.name, noData, c.noData)
		}
		if m.Formula.Key != "scorecard.formula."+formula {
			t.Errorf("%s, %s: formula %s, want %s", c.metric, c.name, m.Formula.Key, formula)
		}
	}
}

func TestInputsNameTheLinesTheyAreMadeOf(t *testing.T) {
	t.Parallel()
	in := Inputs{Period: july(), Before: d("5")}
	growth := revenueGrowth(in).Inputs
	if until := growth[0].Lines.Until; !growth[0].Money || until.Format(time.DateOnly) != "2013-07-31" {
		t.Errorf("revenue is of lines until %s", until)
	}
	if from := growth[1].Lines.From; growth[1].Key != "revenue_previous" || from.Format(time.DateOnly) != "2013-06-01" {
		t.Errorf("%s is of lines from %s", growth[1].Key, from)
	}
	if customers := activeCustomers(in).Inputs[0]; !customers.Lines.PurchasesAlone {
		t.Error("customers are counted by returns")
	}
	if target := revenueAttainment(in).Inputs[1]; target.Lines != nil || target.Value.Valid {
		t.Error("a missing target has lines or a value")
	}
}

func TestTheLastMonthDueIsOverItsDueDay(t *testing.T) {
	t.Parallel()
	for today, want := range map[string]string{
		"2013-08-10": "2013-06-01", "2013-08-11": "2013-07-01", "2013-08-31": "2013-07-01", "2013-01-10": "2012-11-01",
	} {
		day, _ := time.Parse(time.DateOnly, today)
		if got := (Brand{Today: day, DueDay: 10}).LastMonthDue().Format(time.DateOnly); got != want {
			t.Errorf("on %s it is %s, want %s", today, got, want)
		}
	}
}

func TestACardWithoutDataHasNeitherCompositeNorGrade(t *testing.T) {
	t.Parallel()
	rules := []Rule{{Key: "revenue_attainment", Weight: d("1")}, {Key: "data_quality", Weight: d("1")}}
	card := assemble(uuid.Nil, Brand{Today: july().Last()}, Programme{Rules: rules}, []Inputs{{Period: july()}})
	if card.Composite.Valid || card.Grade != "" || !card.Provisional || len(card.Results) != 2 {
		t.Errorf("%+v", card)
	}
	for _, r := range card.Results {
		if r.Value.Valid || r.Score.Valid || r.NoData == nil {
			t.Errorf("%s has a value without data", r.Key)
		}
	}
}
