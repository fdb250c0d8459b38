package scorecard

import (
	"bytes"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// A pack says beside a frozen card's revenue in breach what its screen says, and nothing beside other numbers.
func TestAPackSaysThatLaterCasesAreNotInAFrozenCard(t *testing.T) {
	t.Parallel()
	frozen := time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	inBreach := Result{Metric: Metric{Key: "price_compliance"}, Measure: Measure{Inputs: []Input{money(revenueInBreach, decimal.NewFromInt(5))}}}
	for _, c := range []struct {
		language string
		frozenAt *time.Time
		want     string
	}{
		{"en", nil, ""}, {"en", &frozen, wordsByLanguage["en"]["scorecard.caveat.casesSince"]}, {"zh-Hant", &frozen, wordsByLanguage["zh-Hant"]["scorecard.caveat.casesSince"]},
	} {
		book, err := newPackBook(Pack{Language: c.language}, false)
		if err != nil {
			t.Fatal(err)
		}
		card := Scorecard{FrozenAt: c.frozenAt, Results: []Result{inBreach, {Metric: Metric{Key: "nps"}}}}
		if err := book.card(packed{Code: "NORTH"}, card, Standing{}, nil); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := book.write(&out); err != nil {
			t.Fatal(err)
		}
		read, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := read.GetRows(wordsByLanguage[c.language]["pack.sheet.metrics"])
		if err != nil || len(rows) != 3 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		last := len(rows[0])
		for i, want := range []string{c.want, ""} {
			got := ""
			if len(rows[i+1]) == last {
				got = rows[i+1][last-1]
			}
			if got != want {
				t.Errorf("%s, frozen %v: beside %s it says %q, want %q", c.language, c.frozenAt, rows[i+1][2], got, want)
			}
		}
	}
}
