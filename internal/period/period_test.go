package period_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/internal/period"
)

func TestParseAndString(t *testing.T) {
	t.Parallel()
	for text, last := range map[string]string{
		"2013": "2013-12-31", "2013-Q3": "2013-09-30", "2012-02": "2012-02-29", "2013-Q1": "2013-03-31",
	} {
		p, err := period.Parse(text)
		if err != nil || p.String() != text || p.Last().Format(time.DateOnly) != last {
			t.Errorf("%s: %v, %v, last %v", text, p, err, p.Last())
		}
	}
	for _, text := range []string{"", "13", "2013-", "2013-Q5", "2013-Q0", "2013-13", "2013-00", "2013-7", "2013-+7", "2013-07-01", "0013"} {
		if p, err := period.Parse(text); err == nil {
			t.Errorf("%q gave %v", text, p)
		}
	}
}

func TestShiftCrossesTheYear(t *testing.T) {
	t.Parallel()
	p, _ := period.Parse("2013-Q1")
	if got := p.Shift(-1).String(); got != "2012-Q4" {
		t.Errorf("before 2013-Q1 is %s", got)
	}
	if got := p.LastYear().String(); got != "2012-Q1" {
		t.Errorf("a year before 2013-Q1 is %s", got)
	}
	if day := time.Date(2013, 3, 31, 0, 0, 0, 0, time.UTC); !p.Holds(day) || p.Holds(day.AddDate(0, 0, 1)) {
		t.Error("2013-Q1 must hold its last day and not the next")
	}
}
