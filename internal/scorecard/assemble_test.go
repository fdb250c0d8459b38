package scorecard

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func q3() period.Period { return period.Of(period.Quarter, july().Start) }

// weighing is a programme of two metrics, of which the second one's bounds are a count over the quarter, and of all deductions.
func weighing() Programme {
	return Programme{Version: 7, GradeA: d("90"), GradeB: d("75"), GradeC: d("60"),
		Rules: []Rule{
			{Key: "data_quality", Weight: d("60"), Quarter: bounds("0", "100", "100"), Month: bounds("0", "100", "100")},
			{Key: "active_customers", Weight: d("40"), Quarter: bounds("0", "30", "60"), Month: bounds("0", "10", "20")},
		},
		Deductions: []Deduction{{LateReport, d("5"), d("8")}, {UpheldConflict, d("10"), d("100")}, {Warning, d("2"), d("2")}}}
}

// sold is the inputs of a period in which so many of 100 rows were accepted and so many customers bought.
func sold(p period.Period, rows, customers int64) Inputs {
	return Inputs{Period: p, Reported: true, sales: sales{Lines: 1, Active: customers}, reporting: reporting{RowsAccepted: rows, RowsRejected: 100 - rows}}
}

func brand() Brand { return Brand{Currency: "USD", Today: day("2013-12-01"), DueDay: 10} }

func summary(c Scorecard) string {
	var out []string
	for _, r := range c.Results {
		out = append(out, fmt.Sprintf("%s %s:%s", r.Key, r.Value.Decimal, r.Score.Decimal))
	}
	return fmt.Sprintf("%s | %s = %s%s", strings.Join(out, ", "), c.Base.Decimal, c.Composite.Decimal, c.Grade)
}

func TestDeductionsAreLinesOfTheirOwn(t *testing.T) {
	t.Parallel()
	in := sold(q3(), 50, 30)
	in.MonthsLate = []time.Time{day("2013-07-01"), day("2013-09-01")}
	a, b := uuid.New(), uuid.New()
	in.Upheld = []caseAgainst{{a, day("2013-08-02")}}
	in.Warnings = []caseAgainst{{a, day("2013-08-02")}, {b, day("2013-08-03")}}
	card := assemble(uuid.Nil, brand(), weighing(), []Inputs{in}, Whole)
	// 60·50 + 40·100 is 70 of 100; late twice but 8 at most, a case 10, two warnings but 2 at most.
	if got, want := summary(card), "data_quality 50:50, active_customers 30:100 | 70 = 50D"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	var lines []string
	for _, taken := range card.Deductions {
		lines = append(lines, fmt.Sprint(taken.Key, " ", taken.Points, " ", taken.On.Format(time.DateOnly), " ", taken.Reason.Params["month"], " ", taken.ConflictID != nil))
		if taken.Reason.Key != "scorecard.deduction."+taken.Key {
			t.Errorf("%s is said as %s", taken.Key, taken.Reason.Key)
		}
	}
	if got, want := strings.Join(lines, "; "), "late_report 5 2013-08-10 2013-07 false; late_report 5 2013-10-10 2013-09 false; upheld_conflict 10 2013-08-02 <nil> true; "+
		"warning 2 2013-08-02 <nil> true; warning 2 2013-08-03 <nil> true"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestACompositeIsNeverBelow0(t *testing.T) {
	t.Parallel()
	in := sold(q3(), 5, 0)
	in.Upheld = make([]caseAgainst, 9)
	if card := assemble(uuid.Nil, brand(), weighing(), []Inputs{in}, Whole); summary(card) != "data_quality 5:5, active_customers 0:0 | 3 = 0D" {
		t.Error(summary(card))
	}
	silent := Inputs{Period: q3(), conflicts: in.conflicts}
	if card := assemble(uuid.Nil, brand(), weighing(), []Inputs{silent}, Whole); card.Composite.Valid || card.Base.Valid || card.Grade != "" || len(card.Deductions) != 9 {
		t.Errorf("deductions made a composite of nothing: %s", summary(card))
	}
}

func TestWhoWasThereForAPartIsMeasuredByAPart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, joined, left string
		absent             int
		notes              string
		want               string // target and score of the count
	}{
		{"always", "2010-01-01", "", 0, "", "30 66.67"},
		{"since its first day", "2013-07-01", "", 0, "", "30 66.67"},
		{"joined in the first month", "2013-07-15", "", 0, "joined 2013-07-15", "30 66.67"},
		{"joined in the second", "2013-08-31", "", 1, "joined 2013-08-31", "20 100"},
		{"joined in the third", "2013-09-01", "", 2, "joined 2013-09-01", "10 120"},
		{"left in the first", "2010-01-01", "2013-07-31", 2, "left 2013-07-31", "10 120"},
		{"there for a month", "2013-08-01", "2013-08-31", 2, "joined 2013-08-01, left 2013-08-31", "10 120"},
		{"until the last day", "2010-01-01", "2013-09-30", 0, "", "30 66.67"},
		{"not yet", "2013-10-01", "", 3, "notJoined 2013-10-01", "0 0"},
		{"no more", "2010-01-01", "2013-06-30", 3, "gone 2013-06-30", "0 0"},
	} {
		s := seen{JoinedOn: day(c.joined)}
		if c.left != "" {
			left := day(c.left)
			s.LeftOn = &left
		}
		in := sold(q3(), 50, 20)
		in.Joined, in.Left, in.Absent = s.JoinedOn, s.LeftOn, s.absent(q3())
		if in.Absent != c.absent {
			t.Errorf("%s: %d months away, want %d", c.name, in.Absent, c.absent)
		}
		card := assemble(uuid.Nil, brand(), weighing(), []Inputs{in}, Whole)
		var said []string
		for _, n := range card.Notes {
			said = append(said, fmt.Sprint(strings.TrimPrefix(n.Key, "scorecard.note."), " ", n.Params["on"]))
		}
		if got := strings.Join(said, ", "); got != c.notes {
			t.Errorf("%s: says %q, want %q", c.name, got, c.notes)
		}
		r := card.Results[1]
		if got := fmt.Sprint(r.Target, " ", r.Score.Decimal); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if away := c.absent == 3; away == card.Composite.Valid || away && r.NoData.Key != "scorecard.noData.absent" {
			t.Errorf("%s: %s, %v", c.name, summary(card), r.NoData)
		}
	}
}

func TestWithoutAProgrammeACardSaysSo(t *testing.T) {
	t.Parallel()
	card := assemble(uuid.Nil, brand(), Programme{}, []Inputs{sold(q3().Shift(-1), 1, 1), sold(q3(), 50, 20)}, Whole)
	if card.Composite.Valid || card.Grade != "" || len(card.Results) > 0 || len(card.Lifts) > 0 || len(card.Notes) != 1 || card.Notes[0].Key != "scorecard.note.noProgramme" {
		t.Errorf("%+v", card)
	}
}

// A card is kept as JSON when it is frozen, and comes back as it was.
func TestACardSurvivesBeingWritten(t *testing.T) {
	t.Parallel()
	in := sold(q3(), 33, 20)
	in.Joined, in.Absent, in.Upheld, in.Voided, in.Responses = day("2013-08-01"), 1, make([]caseAgainst, 1), 3, []decimal.Decimal{d("1.5")}
	p := weighing()
	p.Rules = append(p.Rules, Rule{Key: "conflict_response", Weight: d("1"), Quarter: bounds("48", "24", "4")})
	card := assemble(uuid.New(), brand(), p, []Inputs{sold(q3().Shift(-1), 90, 9), in}, Whole)
	written, err := json.Marshal(card)
	if err != nil {
		t.Fatal(err)
	}
	var read Scorecard
	if err := json.Unmarshal(written, &read); err != nil {
		t.Fatal(err)
	}
	for i := range card.Results {
		card.Results[i].definition = definition{} // how to reckon is no part of what was reckoned
	}
	again, _ := json.Marshal(read)
	if string(again) != string(written) || !reflect.DeepEqual(read.Deductions, card.Deductions) || len(read.Lifts) != len(card.Lifts) {
		t.Errorf("\n was %s\nread %s", written, again)
	}
}
