package intake

import (
	"testing"
	"time"
)

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	day, month, year := Style{Seen: 9, DateOrder: DayFirst}, Style{Seen: 9, DateOrder: MonthFirst}, Style{Seen: 9, DateOrder: YearFirst}
	roc := Style{Seen: 9, ROC: true, DateOrder: YearFirst}
	serial := Style{Seen: 9, Serial: true}
	for _, c := range []struct {
		cell      string
		style     Style
		fallback  string
		want      string // "" is unreadable
		ambiguous bool
	}{
		{"2024-03-05", Style{}, "", "2024-03-05", false},
		{"2024/3/5", Style{}, "", "2024-03-05", false},
		{"2024.03.05", Style{}, "", "2024-03-05", false},
		{"20240305", Style{}, "", "2024-03-05", false},
		{"2024年3月5日", Style{}, "", "2024-03-05", false},
		{"２０２４／３／５", Style{}, "", "2024-03-05", false},
		{"2024-03-05T23:59:59Z", Style{}, "", "2024-03-05", false},
		{"2024-03-05T10:00:00+08:00", Style{}, "", "2024-03-05", false},
		{"2024-03-05T23:30:00-08:00", Style{}, "", "2024-03-05", false},
		{"２０２４年３月５日", Style{}, "", "2024-03-05", false},
		{"１１３／１０／０１", Style{}, "", "2024-10-01", false},
		{"2024-03-05 23:59:59+08:00", Style{}, "", "2024-03-05", false},
		{"2024/3/5 下午 11:59:00", Style{}, "", "2024-03-05", false},
		{"2024/3/5 (二)", Style{}, "", "2024-03-05", false},
		{"20240305235959", Style{}, "", "2024-03-05", false},
		{"5 Mar 2024", Style{}, "", "2024-03-05", false},
		{"05-MAR-24", Style{}, "", "2024-03-05", false},
		{"March 5, 2024", Style{}, "", "2024-03-05", false},
		{"Tue, 5 March 2024 10:00", Style{}, "", "2024-03-05", false},
		{"2024-Mar-05", Style{}, "", "2024-03-05", false},

		{"民國113/10/01", Style{}, "", "2024-10-01", false},
		{"中華民國113年10月1日", Style{}, "", "2024-10-01", false},
		{"113/10/01", Style{}, "", "2024-10-01", false},
		{"113.10.01", Style{}, "", "2024-10-01", false},
		{"113年10月1日", Style{}, "", "2024-10-01", false},
		{"1131001", Style{}, "", "2024-10-01", false},
		{"民國99年1月5日", Style{}, "", "2010-01-05", false},
		{"99/01/05", roc, "", "2010-01-05", false},
		{"990105", roc, "", "2010-01-05", false},

		{"25/03/2024", Style{}, "", "2024-03-25", false},
		{"03/25/2024", Style{}, "", "2024-03-25", false},
		{"03/04/2024", day, "", "2024-04-03", false},
		{"03/04/2024", month, "", "2024-03-04", false},
		{"03/04/2024", Style{}, "", "2024-03-04", true},
		{"03/04/2024", Style{}, DayFirst, "2024-04-03", true},
		{"05.03.2024", day, "", "2024-03-05", false},
		{"05.03.2024", Style{}, "", "2024-03-05", true},
		{"05.03.2024", month, "", "2024-05-03", false},
		{"5.3.2024 10:30", Style{}, MonthFirst, "2024-03-05", true},
		{"05.03.24", day, "", "2024-03-05", false},
		{"04/04/2024", Style{}, "", "2024-04-04", false},
		{"03/25/2024", day, "", "", false},
		{"25.03.24", day, "", "2024-03-25", false},
		{"24/03/05", year, "", "2024-03-05", false},
		{"24/03/05", Style{}, "", "2024-03-05", true},

		{"45292", serial, "", "2024-01-01", false},
		{"45292", Style{}, "", "2024-01-01", false},
		{"45356", serial, "", "2024-03-05", false},
		{"45356.75", serial, "", "2024-03-05", false},
		{"45356", year, "", "", false},

		{"2024-02-30", Style{}, "", "", false},
		{"2024-13-01", Style{}, "", "", false},
		{"1131301", Style{}, "", "", false},
		{"12:30", Style{}, "", "", false},
		{"2024-03", Style{}, "", "", false},
		{"SO43659", Style{}, "", "", false},
		{"2024-03-05 by hand", Style{}, "", "", false},
		{"123", Style{}, "", "", false},
		{"", Style{}, "", "", false},
	} {
		got, ok := parseDate(c.cell, c.style, c.fallback)
		text := ""
		if ok {
			text = got.day.Format(time.DateOnly)
		}
		if text != c.want || ok && got.ambiguous != c.ambiguous {
			t.Errorf("%q (%+v, %q) = %q, ambiguous %v; want %q, %v", c.cell, c.style, c.fallback, text, got.ambiguous, c.want, c.ambiguous)
		}
	}
}

func TestOrderOfDayAndMonthIsDecidedPerColumn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		cells []string
		want  Style
	}{
		{"a 25th in front", []string{"03/04/2024", "25/04/2024"}, Style{DateOrder: DayFirst}},
		{"a 25th in the middle", []string{"03/04/2024", "04/25/2024"}, Style{DateOrder: MonthFirst}},
		{"both contradict", []string{"25/04/2024", "04/25/2024"}, Style{}},
		{"no evidence", []string{"03/04/2024"}, Style{}},
		{"ISO", []string{"2024-03-04"}, Style{DateOrder: YearFirst}},
		{"serials", []string{"45356", "45357", "45358.5"}, Style{Serial: true}},
		{"Republic of China", []string{"99/12/31", "100/01/01"}, Style{DateOrder: YearFirst, ROC: true}},
		{"compact years of the Republic", []string{"990101", "1131001"}, Style{DateOrder: YearFirst, ROC: true}},
	} {
		var e evidence
		for _, cell := range c.cells {
			e.observe(cell)
		}
		got := e.style()
		got.Seen = 0
		if got != c.want {
			t.Errorf("%s: %q = %+v, want %+v", c.name, c.cells, got, c.want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2024-03-05", "113/10/01", "民國113年10月1日", "5 Mar 2024", "45356.5", "1131001", "(", "2024/3/5 (二)", "20240305T101010Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		for _, style := range []Style{{}, {Seen: 1, Serial: true}, {Seen: 1, ROC: true}, {Seen: 1, DateOrder: DayFirst}} {
			if d, ok := parseDate(cell, style, DayFirst); ok && (d.day.IsZero() || d.day.Hour() != 0) {
				t.Errorf("%q is read as %v", cell, d.day)
			}
		}
		var e evidence
		e.observe(cell)
	})
}
