package scorecard

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scorecard/scorecardtest"
)

// whole is a programme of all metrics and deductions.
func whole() Programme {
	p := weighing()
	p.Rules = nil
	for _, key := range []string{"revenue_attainment", "revenue_growth", "territory_share", "active_customers", "new_customers", "repeat_rate", "mix_breadth", "satisfaction", "nps",
		"report_timeliness", "data_quality", "price_compliance", "territory_compliance", "conflict_response", "conflicts_upheld", "training_completion", "manager_review"} {
		b := bounds("0.3", "70", "90")
		if !metrics[key].HigherIsBetter {
			b = bounds("48", "24", "0")
		}
		p.Rules = append(p.Rules, Rule{Key: key, Weight: d("5.5"), Month: b, Quarter: b, Year: b})
	}
	return p
}

// anything is inputs of which some are known.
func anything(random *rand.Rand, p period.Period) Inputs {
	n := func(most int64) int64 { return random.Int64N(most + 1) }
	amount := func() decimal.Decimal { return decimal.New(random.Int64N(2_000_000)-200_000, -4) }
	maybe := func() decimal.NullDecimal {
		if n(2) == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(amount())
	}
	in := Inputs{Period: p, Reported: n(4) > 0, Joined: day("2010-01-01"), Absent: int(n(int64(p.Months())))}
	in.sales = sales{Lines: n(3), Voided: n(1), Lost: maybe(), Revenue: amount(), Credit: maybe(), LastYear: amount(), Before: amount(), Target: maybe(),
		Active: n(9), Repeating: n(9), Fresh: n(9), Sold: n(7), Assigned: n(7), Market: maybe(), MarketRevenue: amount(), MarketLines: n(1)}
	if !in.Reported {
		in.Lines, in.Revenue = 0, in.Credit.Decimal
	}
	if in.Lines == 0 {
		in.Active, in.Repeating, in.Fresh, in.Sold = 0, 0, 0, 0
	}
	due := n(3)
	in.reporting = reporting{MonthsDue: due, MonthsOnTime: n(due), RowsAccepted: n(997), RowsRejected: n(7)}
	in.feedback = feedback{Marks: n(7), Stars: n(35), Answers: n(7), Promoters: n(3), Detractors: n(3), WithdrawnMarks: n(1)}
	in.conflicts = conflicts{PriceBreach: amount().Abs(), TerritoryBreach: amount().Abs(), Upheld: make([]caseAgainst, n(2)), Warnings: make([]caseAgainst, n(3))}
	for range n(4) {
		in.Responses = append(in.Responses, decimal.New(random.Int64N(400_000_000_000), -6))
	}
	slices.SortFunc(in.Responses, decimal.Decimal.Cmp) // as they are read
	in.people = people{Required: n(3), Passed: n(3), Reviews: n(3), Rubric: n(45)}
	return in
}

// The program that shares no code with this one reckons the same cards from what is exported.
func TestCardsAreReckonedAnewByAnotherProgram(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	var documents [][]byte
	for n := range 400 {
		kind := []period.Kind{period.Month, period.Quarter, period.Year}[n%3]
		card := assemble(uuid.New(), brand(), whole(), []Inputs{anything(random, period.Of(kind, july().Start))}, Whole)
		document, err := card.Export()
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, document)
	}
	scorecardtest.MustAgree(t, documents...)
}

func TestAnAlteredDocumentIsFoundOut(t *testing.T) {
	t.Parallel()
	in := sold(q3(), 50, 20)
	in.Absent, in.Upheld, in.Responses = 1, make([]caseAgainst, 1), []decimal.Decimal{d("7200"), d("10800")}
	p := weighing()
	p.Rules = append(p.Rules, Rule{Key: "conflict_response", Weight: d("10"), Quarter: bounds("48", "24", "0")}, Rule{Key: "nps", Weight: d("10"), Quarter: bounds("0", "50", "80")})
	p.Rules[0].Weight, p.Rules[1].Weight = d("50"), d("30")
	card := assemble(uuid.New(), brand(), p, []Inputs{in}, Whole)
	document, err := card.Export()
	if err != nil {
		t.Fatal(err)
	}
	scorecardtest.MustAgree(t, document)
	for _, c := range []struct{ name, from, to, says string }{
		{"an input", `"key":"rows_accepted","money":false,"value":"50"`, `"key":"rows_accepted","money":false,"value":"51"`, "data_quality value is 50 in the document, 50.49"},
		{"a weight", `"weight":"30"`, `"weight":"31"`, "base is"},
		{"a bound", `"target":"30"`, `"target":"60"`, "active_customers score is 100 in the document, 50.0"},
		{"who was there", `"present":{"months":2`, `"present":{"months":3`, "active_customers score"},
		{"a single answer", `"each":["7200"`, `"each":["3600"`, "conflict_response value is 2.5 in the document, 2.0"},
		{"an answer too few", `"each":["7200",`, `"each":[`, "lists 1"},
		{"a deduction", `"deductions":[{"conflict"`, `"deductions":[{"key":"warning","points":"2"},{"conflict"`, "composite is shown as"},
		{"points of a deduction", `"points":"10"}],"distributor"`, `"points":"1"}],"distributor"`, "a deduction upheld_conflict takes 1 in the document"},
		{"the grade", `"grade":"C"`, `"grade":"A"`, "grade is A in the document, C"},
		{"a grade's bound", `"C":"60"`, `"C":"66"`, "grade is C in the document, D"},
		{"a metric without data", `"key":"answers","money":false,"value":"0"`, `"key":"answers","money":false,"value":"9"`, "do not say noAnswers"},
		{"what is shown", `"shown":{"score":"50"`, `"shown":{"score":"50.01"`, "data_quality score is shown as 50.01"},
	} {
		altered := strings.Replace(string(document), c.from, c.to, 1)
		if altered == string(document) {
			t.Errorf("%s: there is no %s in %s", c.name, c.from, document)
			continue
		}
		if said, agrees := scorecardtest.Recompute(t, []byte(altered)); agrees || !strings.Contains(said, c.says) {
			t.Errorf("%s: it says %q, not %q", c.name, said, c.says)
		}
	}
}

func TestAnExportIsCanonical(t *testing.T) {
	t.Parallel()
	in := sold(q3(), 33, 20)
	p := weighing()
	p.Name = "<Partner & Co> 通路"
	card := assemble(uuid.New(), brand(), p, []Inputs{in}, Whole)
	document, err := card.Export()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := card.Export()
	if !bytes.Equal(document, again) || !bytes.HasPrefix(document, []byte(`{"base":"`)) || !bytes.Contains(document, []byte(`"name":"<Partner & Co> 通路"`)) {
		t.Errorf("%s", document)
	}
	var kept Scorecard // a frozen card exports what the live one did
	written, _ := json.Marshal(card)
	if err := json.Unmarshal(written, &kept); err != nil {
		t.Fatal(err)
	}
	if frozen, err := kept.Export(); err != nil || !bytes.Equal(frozen, document) {
		t.Errorf("frozen it says\n%s\nlive\n%s", frozen, document)
	}
}
