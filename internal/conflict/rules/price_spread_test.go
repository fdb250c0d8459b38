package rules_test

import (
	"fmt"
	"testing"
)

func TestPriceSpread(t *testing.T) {
	w := newWorld(t)
	var rows []string
	add := func(month string, low, high int) {
		for i := range 30 {
			price := low
			if i%2 == 0 {
				price = high
			}
			rows = append(rows, fmt.Sprintf("%s-%d,1,%s-%02d,P-1,1,%d,C1,TPE,STORE,", month, i, month, i%28+1, price))
		}
	}
	add("2024-01", 95, 105) // 5 points
	add("2024-02", 94, 106) // 6
	w.report("NORTH", rows...)
	if got := w.signals("PRICE_SPREAD"); got != "" {
		t.Error(got)
	}
	rows = nil
	add("2024-03", 80, 120) // 20, after 5.5
	w.report("NORTH", rows...)
	if got, want := w.signals("PRICE_SPREAD"), `MEDIUM 2024-03-01 2024-03-31 {"before": 5.5, "spread": 20.0} NORTH`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
