package rules_test

import (
	"fmt"
	"slices"
	"testing"
)

func TestPriceSpread(t *testing.T) {
	const want = `MEDIUM 2024-03-01 2024-03-31 {"before": 5.5, "spread": 20.0} NORTH`
	before := slices.Concat(spreading("2024-01", 95, 105), spreading("2024-02", 94, 106)) // 5 points, and 6
	now := spreading("2024-03", 80, 120)                                                  // 20, after 5.5
	w := newWorld(t)
	w.report("NORTH", before...)
	if got := w.signals("PRICE_SPREAD"); got != "" {
		t.Error(got)
	}
	w.report("NORTH", now...)
	if got := w.signals("PRICE_SPREAD"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestPriceSpreadAfterALateReport looks at the months again that a late one is what they are compared with.
func TestPriceSpreadAfterALateReport(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", spreading("2024-03", 80, 120)...)
	if got := w.signals("PRICE_SPREAD"); got != "" {
		t.Error(got)
	}
	w.report("SOUTH", spreading("2023-12", 95, 105)...)
	if got, want := w.signals("PRICE_SPREAD"), `HIGH 2024-03-01 2024-03-31 {"before": 5.0, "spread": 20.0} NORTH`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.report("SOUTH", spreading("2024-01", 80, 120)...)
	if got, want := w.signals("PRICE_SPREAD"), `HIGH 2024-01-01 2024-01-31 {"before": 5.0, "spread": 20.0} SOUTH`; got != want { // March is as January
		t.Errorf("%s, want %s", got, want)
	}
}

// spreading gives thirty rows of a month at two prices.
func spreading(month string, low, high int) (rows []string) {
	for i := range 30 {
		price := low
		if i%2 == 0 {
			price = high
		}
		rows = append(rows, fmt.Sprintf("%s-%d,1,%s-%02d,P-1,1,%d,C1,TPE,STORE,", month, i, month, i%28+1, price))
	}
	return rows
}
