package catalog

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

func TestParseGTIN(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"4006381333931":   "04006381333931", // 13
		"036000291452":    "00036000291452", // 12
		"96385074":        "00000096385074", // 8
		"10614141000415":  "10614141000415", // 14
		"4006381-333931 ": "04006381333931",
		"4006381333932":   "", // wrong check digit
		"400638133393":    "",
		"40063813339X1":   "",
		"00000000":        "",
		"":                "",
	} {
		got, ok := ParseGTIN(text)
		if got != want || ok != (want != "") {
			t.Errorf("ParseGTIN(%q) = %q, %v, want %q", text, got, ok, want)
		}
		if ok && ShownGTIN(got) != strings.NewReplacer(" ", "", "-", "").Replace(text) {
			t.Errorf("ShownGTIN(%q) = %q", got, ShownGTIN(got))
		}
	}
}

func TestFindTakesAliasCodeAndGTIN(t *testing.T) {
	t.Parallel()
	bike := Product{ID: typeid.New(), ProductLineID: typeid.New(), Code: "BK-R93R-62", GTIN: "00036000291452"}
	helmet := Product{ID: typeid.New(), ProductLineID: typeid.New(), Code: "HL-U509"}
	x := NewIndex([]Product{bike, helmet}, []Alias{{Alias: "212", ProductID: helmet.ID}, {Alias: "bk-r93r-62", ProductID: helmet.ID}, {Alias: "公路車", ProductID: bike.ID}})
	for code, want := range map[string]Product{
		"212": helmet, " ２１２ ": helmet, "hl-u509": helmet, "ＨＬ－Ｕ５０９": helmet,
		"BK-R93R-62": helmet, // the distributor's own word comes first
		"公路車":        bike, "036000291452": bike, "36000291452": bike, "0036000291452": bike, "0 36000 29145 2": bike,
	} {
		if got, ok := x.Find(code); !ok || got.ProductID != want.ID || got.ProductLineID != want.ProductLineID {
			t.Errorf("Find(%q) = %v, %v", code, got, ok)
		}
	}
	for _, code := range []string{"", " ", "213", "3600029145", "9936000291452", "123456789012345678"} {
		if got, ok := x.Find(code); ok {
			t.Errorf("Find(%q) = %v, want none", code, got)
		}
	}
}

// levenshtein is the textbook's, to compare with.
func levenshtein(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			above := row[j+1]
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(above+1, row[j]+1, diagonal+cost)
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestDistanceIsLevenshteins(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("ab-1車")
	word := func(most int) []rune {
		w := make([]rune, r.IntN(most+1))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return w
	}
	for range 5000 {
		a, b := word(maxDistance), word(80)
		if got, want := newDistance(a).to(b), levenshtein(a, b); got != want {
			t.Fatalf("distance of %q and %q is %d, want %d", string(a), string(b), got, want)
		}
	}
}

func TestNearestCodes(t *testing.T) {
	t.Parallel()
	var products []Product
	for i := range 3000 {
		products = append(products, Product{ID: typeid.New(), Code: fmt.Sprintf("BK-%05d-X", i*7)})
	}
	products = append(products, Product{ID: typeid.New(), Code: "HELMET"}, Product{ID: typeid.New(), Code: "HELMET-2"})
	for _, budget := range []int{nearBudget, 0} {
		x := NewIndex(products, []Alias{{Alias: "Helm", ProductID: products[0].ID}})
		x.budget = budget
		for code, want := range map[string]string{"helmt": "Helm HELMET", "BK-00014-Y": "BK-00014-X", "CK-00014-X": "BK-00014-X", "BK-0014-X": "BK-00014-X"} {
			got := strings.Join(x.Nearest(code, 3), " ")
			if !strings.HasPrefix(got, want) || len(strings.Fields(got)) != 3 {
				t.Errorf("budget %d: Nearest(%q) = %s, want %s first", budget, code, got, want)
			}
		}
		if got := x.Nearest(strings.Repeat("長", 500), 3); len(got) > 3 {
			t.Errorf("a very long code: %v", got)
		}
	}
	if got := NewIndex(nil, nil).Nearest("x", 3); len(got) != 0 {
		t.Errorf("an empty catalogue: %v", got)
	}
}

func TestRateOn(t *testing.T) {
	t.Parallel()
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	rates := NewRates("USD", []ExchangeRate{{"TWD", day("2013-07-01"), decimal.RequireFromString("0.034")}, {"TWD", day("2013-01-01"), decimal.RequireFromString("0.033")}})
	for _, tt := range []struct{ currency, day, want string }{
		{"USD", "1990-01-01", "1"}, {"TWD", "2012-12-31", ""}, {"TWD", "2013-01-01", "0.033"}, {"TWD", "2013-06-30", "0.033"},
		{"TWD", "2013-07-01", "0.034"}, {"TWD", "2030-01-01", "0.034"}, {"EUR", "2013-07-01", ""},
	} {
		rate, ok := rates.RateOn(tt.currency, day(tt.day))
		if ok != (tt.want != "") || ok && rate.String() != tt.want {
			t.Errorf("RateOn(%s, %s) = %v, %v, want %s", tt.currency, tt.day, rate, ok, tt.want)
		}
	}
}

func large() *Index {
	var products []Product
	for i := range 100_000 {
		products = append(products, Product{ID: typeid.New(), Code: fmt.Sprintf("PRD-%08d", i*13)})
	}
	return NewIndex(products, nil)
}

func BenchmarkFind(b *testing.B) {
	x := large()
	for b.Loop() {
		x.Find("PRD-00000013")
	}
}

func BenchmarkNearestAll(b *testing.B) {
	x, i := large(), 0
	for b.Loop() {
		x.budget = nearBudget
		i++
		x.Nearest(fmt.Sprintf("PRX-%07d", i), 3)
	}
}

func BenchmarkNearestWindow(b *testing.B) {
	x, i := large(), 0
	x.budget = 0
	for b.Loop() {
		i++
		x.Nearest(fmt.Sprintf("PRX-%07d", i), 3)
	}
}
