package scorecard

import (
	"fmt"
	"strings"
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
		{"attained", "revenue_attainment", Inputs{Reported: true, sales: sales{Revenue: d("80"), Target: null("120")}}, "66.67", "", ""},
		{"half-even", "revenue_attainment", Inputs{Reported: true, sales: sales{Revenue: d("100.125"), Target: null("100")}}, "100.12", "", ""},
		{"more returns than sales", "revenue_attainment", Inputs{Reported: true, sales: sales{Revenue: d("-5"), Target: null("100")}}, "-5", "", ""},
		{"silence when due is 0", "revenue_attainment", Inputs{Reported: true, sales: sales{Target: null("100")}}, "0", "", ""},
		{"silence before it is due", "revenue_attainment", Inputs{sales: sales{Target: null("100")}}, "", "notReported", ""},
		{"no target", "revenue_attainment", Inputs{Reported: true, sales: sales{Revenue: d("80")}}, "", "noTarget", ""},
		{"a target of 0", "revenue_attainment", Inputs{Reported: true, sales: sales{Revenue: d("80"), Target: null("0")}}, "", "zeroTarget", ""},

		{"against last year", "revenue_growth", Inputs{Reported: true, sales: sales{Revenue: d("110"), LastYear: d("100"), Before: d("1")}}, "10", "", ""},
		{"against the period before", "revenue_growth", Inputs{Reported: true, sales: sales{Revenue: d("90"), Before: d("120")}}, "-25", "", "revenue_growth_previous"},
		{"last year was all returns", "revenue_growth", Inputs{Reported: true, sales: sales{Revenue: d("90"), LastYear: d("-1"), Before: d("60")}}, "50", "", "revenue_growth_previous"},
		{"nothing to compare with", "revenue_growth", Inputs{Reported: true, sales: sales{Revenue: d("90")}}, "", "noBase", ""},
		{"not known yet", "revenue_growth", Inputs{sales: sales{LastYear: d("90")}}, "", "notReported", ""},

		{"customers", "active_customers", Inputs{sales: sales{Lines: 9, Active: 4}}, "4", "", ""},
		{"none though due", "active_customers", Inputs{reporting: reporting{MonthsDue: 1}}, "0", "", ""},
		{"none and nothing due", "active_customers", Inputs{Reported: true}, "", "notReported", ""},
		{"first purchases", "new_customers", Inputs{sales: sales{Lines: 9, Active: 4, Fresh: 3}}, "3", "", ""},
		{"no first purchase", "new_customers", Inputs{sales: sales{Lines: 9, Active: 4}}, "0", "", ""},

		{"repeating", "repeat_rate", Inputs{sales: sales{Active: 3, Repeating: 1}}, "33.33", "", ""},
		{"nobody repeats", "repeat_rate", Inputs{sales: sales{Active: 3}}, "0", "", ""},
		{"nobody bought", "repeat_rate", Inputs{reporting: reporting{MonthsDue: 1}}, "", "noCustomers", ""},

		{"mix", "mix_breadth", Inputs{Reported: true, sales: sales{Sold: 3, Assigned: 8}}, "37.5", "", ""},
		{"more than assigned", "mix_breadth", Inputs{Reported: true, sales: sales{Sold: 3, Assigned: 2}}, "150", "", ""},
		{"nothing assigned", "mix_breadth", Inputs{Reported: true, sales: sales{Sold: 3}}, "", "noAssignment", ""},

		{"timely", "report_timeliness", Inputs{reporting: reporting{MonthsDue: 3, MonthsOnTime: 2}}, "66.67", "", ""},
		{"never", "report_timeliness", Inputs{reporting: reporting{MonthsDue: 3}}, "0", "", ""},
		{"nothing due", "report_timeliness", Inputs{sales: sales{Lines: 5}}, "", "notDue", ""},

		{"quality", "data_quality", Inputs{reporting: reporting{RowsAccepted: 995, RowsRejected: 5}}, "99.5", "", ""},
		{"all rejected", "data_quality", Inputs{reporting: reporting{RowsRejected: 5}}, "0", "", ""},
		{"no rows", "data_quality", Inputs{}, "", "noRows", ""},

		{"of a market", "territory_share", Inputs{Reported: true, sales: sales{Market: null("1200"), MarketRevenue: d("25")}}, "25", "", ""},
		{"sold elsewhere", "territory_share", Inputs{Reported: true, sales: sales{Revenue: d("9"), Market: null("1200")}}, "0", "", ""},
		{"market of no size", "territory_share", Inputs{Reported: true, sales: sales{MarketRevenue: d("25")}}, "", "noMarket", ""},
		{"market not known yet", "territory_share", Inputs{sales: sales{Market: null("1200")}}, "", "notReported", ""},

		{"satisfied", "satisfaction", Inputs{feedback: feedback{Marks: 3, Stars: 13}}, "4.33", "", ""},
		{"all withdrew", "satisfaction", Inputs{feedback: feedback{WithdrawnMarks: 3}}, "", "noAnswers", ""},
		{"promoters", "nps", Inputs{feedback: feedback{Answers: 7, Promoters: 4, Detractors: 1}}, "42.86", "", ""},
		{"detractors", "nps", Inputs{feedback: feedback{Answers: 2, Detractors: 2}}, "-100", "", ""},
		{"nobody answered", "nps", Inputs{feedback: feedback{Marks: 3, Stars: 13}}, "", "noAnswers", ""},

		{"no breach", "price_compliance", Inputs{sales: sales{Revenue: d("300")}}, "100", "", ""},
		{"a breach", "price_compliance", Inputs{sales: sales{Revenue: d("300")}, conflicts: conflicts{PriceBreach: d("100"), TerritoryBreach: d("300")}}, "66.67", "", ""},
		{"credit has no price", "price_compliance", Inputs{sales: sales{Revenue: d("150"), Credit: null("-50")}, conflicts: conflicts{PriceBreach: d("200")}}, "0", "", ""},
		{"nothing sold", "price_compliance", Inputs{Reported: true}, "", "noRevenue", ""},
		{"all came back", "price_compliance", Inputs{sales: sales{Revenue: d("-1")}}, "", "noRevenue", ""},
		{"elsewhere", "territory_compliance", Inputs{sales: sales{Revenue: d("300")}, conflicts: conflicts{PriceBreach: d("100"), TerritoryBreach: d("300")}}, "0", "", ""},
		{"sold nowhere", "territory_compliance", Inputs{}, "", "noRevenue", ""},

		{"the middle one", "conflict_response", Inputs{conflicts: conflicts{Responses: []decimal.Decimal{d("60"), d("5400"), d("999999")}}}, "1.5", "", ""},
		{"between two", "conflict_response", Inputs{conflicts: conflicts{Responses: []decimal.Decimal{d("3600"), d("7200.5")}}}, "1.5", "", ""},
		{"asked nothing", "conflict_response", Inputs{Reported: true}, "", "noCases", ""},
		{"never lost", "conflicts_upheld", Inputs{reporting: reporting{MonthsDue: 1}}, "0", "", ""},
		{"lost", "conflicts_upheld", Inputs{sales: sales{Lines: 1}, conflicts: conflicts{Upheld: make([]caseAgainst, 2), Advisory: 5}}, "2", "", ""},
		{"lost before anything was due", "conflicts_upheld", Inputs{conflicts: conflicts{Upheld: make([]caseAgainst, 1)}}, "1", "", ""},
		{"not active yet", "conflicts_upheld", Inputs{Reported: true}, "", "notReported", ""},

		{"trained", "training_completion", Inputs{people: people{Required: 3, Passed: 2}}, "66.67", "", ""},
		{"untrained", "training_completion", Inputs{people: people{Required: 3}}, "0", "", ""},
		{"nothing required", "training_completion", Inputs{people: people{Expired: 1}}, "", "noCourses", ""},
		{"reviewed", "manager_review", Inputs{people: people{Reviews: 2, Rubric: 25}}, "4.17", "", ""},
		{"not reviewed", "manager_review", Inputs{people: people{Superseded: 1}}, "", "noReviews", ""},

		{"before it joined", "revenue_attainment", Inputs{Absent: 1, Reported: true, sales: sales{Revenue: d("1"), Target: null("1")}}, "", "absent", ""},
		{"after it left", "conflicts_upheld", Inputs{Absent: 1, reporting: reporting{MonthsDue: 1}}, "", "absent", ""},
	} {
		c.in.Period = july()
		m := metrics[c.metric].measure(&c.in, true)
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

func TestEveryMetricIsTested(t *testing.T) {
	t.Parallel()
	if len(metrics) != 17 {
		t.Errorf("%d metrics", len(metrics))
	}
	for key, m := range metrics {
		for _, in := range []Inputs{{Period: july()}, {Period: july(), Absent: 1}} { // nothing is known: no number, whatever is divided by what
			of := m.measure(&in, true)
			if m.Key != key || of.Value.Valid || of.NoData == nil || len(of.Inputs) == 0 {
				t.Errorf("%s of nothing is %v", key, of)
			}
		}
	}
}

func TestMarketsCountForTheMonthsThatItWasThere(t *testing.T) {
	t.Parallel()
	in := Inputs{Period: period.Of(period.Quarter, july().Start), Reported: true, sales: sales{Market: null("1200"), MarketRevenue: d("50")}}
	for absent, want := range map[int]string{0: "16.67", 1: "25", 2: "50"} {
		in.Absent = absent
		if got := shown(metrics["territory_share"].measure(&in, true).Value); !got.Decimal.Equal(d(want)) {
			t.Errorf("without %d months: %v, want %s", absent, got.Decimal, want)
		}
	}
}

func TestWhatIsLeftOutIsSaid(t *testing.T) {
	t.Parallel()
	in := Inputs{Period: july(), sales: sales{Lines: 10, Voided: 2, Lost: null("7"), Revenue: d("100"), Market: null("1"), MarketRevenue: d("60"), MarketLines: 6},
		reporting: reporting{RowsRejected: 4}, feedback: feedback{WithdrawnMarks: 1, WithdrawnAnswers: 2}, conflicts: conflicts{Advisory: 3},
		people: people{Expired: 5, Superseded: 6}}
	for key, want := range map[string]string{
		"revenue_attainment": "voided 2 7, rejected 4", "revenue_growth": "voided 2 7, rejected 4", "territory_share": "voided 2 7, noMarket 4 40",
		"active_customers": "voided 2 7", "mix_breadth": "voided 2 7", "price_compliance": "voided 2 7", "satisfaction": "withdrawnAnswers 1",
		"nps": "withdrawnAnswers 2", "conflicts_upheld": "advisory 3", "training_completion": "expired 5", "manager_review": "replacedReviews 6",
		"data_quality": "", "report_timeliness": "", "conflict_response": "",
	} {
		var said []string
		for _, e := range metrics[key].measure(&in, true).Exclusions {
			text := fmt.Sprint(strings.TrimPrefix(e.Reason.Key, "scorecard.exclusion."), " ", e.Count)
			if e.Amount.Valid {
				text += " " + e.Amount.Decimal.String()
			}
			said = append(said, text)
		}
		if got := strings.Join(said, ", "); got != want {
			t.Errorf("%s leaves out %q, want %q", key, got, want)
		}
		if m := metrics[key]; m.left != nil && len(m.left(&Inputs{Period: july()})) > 0 {
			t.Errorf("%s leaves out nothing and says so", key)
		}
	}
}

func TestInputsNameTheLinesTheyAreMadeOf(t *testing.T) {
	t.Parallel()
	in := Inputs{Period: july(), sales: sales{Before: d("5")}}
	growth := metrics["revenue_growth"].measure(&in, true).Inputs
	if until := growth[0].Lines.Until; !growth[0].Money || until.Format(time.DateOnly) != "2013-07-31" {
		t.Errorf("revenue is of lines until %s", until)
	}
	if from := growth[1].Lines.From; growth[1].Key != "revenue_previous" || from.Format(time.DateOnly) != "2013-06-01" {
		t.Errorf("%s is of lines from %s", growth[1].Key, from)
	}
	if customers := metrics["active_customers"].measure(&in, true).Inputs[0]; !customers.Lines.PurchasesAlone {
		t.Error("customers are counted by returns")
	}
	if target := metrics["revenue_attainment"].measure(&in, true).Inputs[1]; target.Lines != nil || target.Value.Valid {
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
	card := assemble(uuid.Nil, Brand{Today: july().Last()}, Programme{Rules: rules}, []Inputs{{Period: july()}}, Whole)
	if card.Composite.Valid || card.Grade != "" || !card.Provisional || len(card.Results) != 2 {
		t.Errorf("%+v", card)
	}
	for _, r := range card.Results {
		if r.Value.Valid || r.Score.Valid || r.NoData == nil {
			t.Errorf("%s has a value without data", r.Key)
		}
	}
}
