package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/tonglu/portal/internal/period"
)

// KeyPeriod says that a cell is no year, quarter or month.
const KeyPeriod = "row.period.unreadable"

// Period reads a year, a quarter or a month; the zero Period when there is none or it can't be read, which is noted.
func (c *Cells) Period(field *Place) period.Period {
	value := c.Value(field)
	if value == "" {
		return period.Period{}
	}
	p, ok := ParsePeriod(value)
	if !ok {
		c.Reject(field, KeyPeriod, nil)
	}
	return p
}

// LooksLikePeriod reports whether the cell is a period, however written.
func LooksLikePeriod(cell string) bool {
	_, ok := ParsePeriod(cell)
	return ok
}

// The ways in which people write periods, after folding and without spaces.
var (
	aYear         = regexp.MustCompile(`^(?:FY)?(\d{4})(?:年|年度)?$`)
	aQuarter      = regexp.MustCompile(`^(\d{4})年?[-/.]?(?:Q|第)([1-4一二三四])(?:季|季度)?$`)
	aQuarterFirst = regexp.MustCompile(`^Q([1-4])[-/.]?(\d{4})$`)
	aMonth        = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月|(\d{2}))$`)
	aMonthFirst   = regexp.MustCompile(`^(\d{1,2})[-/.](\d{4})$`)
	aNamedMonth   = regexp.MustCompile(`^([A-Z]{3,9})[-/.,]?(\d{4})$|^(\d{4})[-/.]?([A-Z]{3,9})$`)
	aFirstDay     = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.]0?1(?:[T\d:]*)$`)
)

// ParsePeriod reads a period as people write it: 2026, 2026年度, 2026-Q3, Q3 2026, 2026年第三季, 2026-07, 2026/7, 202607, 2026年7月,
// Jul 2026. A month's first day means the month, for that is what spreadsheets make of it. It gives false for anything else.
func ParsePeriod(cell string) (period.Period, bool) {
	text := strings.ToUpper(strings.Join(strings.Fields(Fold(cell)), ""))
	if len(text) > 40 {
		return period.Period{}, false
	}
	if m := aYear.FindStringSubmatch(text); m != nil {
		return periodOf(period.Year, m[1], 1)
	}
	if m := aQuarter.FindStringSubmatch(text); m != nil {
		return periodOf(period.Quarter, m[1], 3*quarterOf(m[2])-2)
	}
	if m := aQuarterFirst.FindStringSubmatch(text); m != nil {
		return periodOf(period.Quarter, m[2], 3*quarterOf(m[1])-2)
	}
	if m := aMonth.FindStringSubmatch(text); m != nil {
		return periodOf(period.Month, m[1], number(m[2]+m[3]+m[4]))
	}
	if m := aMonthFirst.FindStringSubmatch(text); m != nil {
		return periodOf(period.Month, m[2], number(m[1]))
	}
	if m := aFirstDay.FindStringSubmatch(text); m != nil {
		return periodOf(period.Month, m[1], number(m[2]))
	}
	if m := aNamedMonth.FindStringSubmatch(text); m != nil {
		for i, name := range months {
			if word := m[1] + m[4]; strings.HasPrefix(name, word) || word == "SEPT" && i == 8 {
				return periodOf(period.Month, m[2]+m[3], i+1)
			}
		}
	}
	return period.Period{}, false
}

// periodOf is the period of the kind that begins with the month of the year.
func periodOf(kind period.Kind, year string, month int) (period.Period, bool) {
	y := number(year)
	if y < period.FirstYear || y > period.LastYear || month < 1 || month > 12 {
		return period.Period{}, false
	}
	return period.Of(kind, time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)), true
}

func quarterOf(text string) int {
	if i := strings.Index("一二三四", text); i >= 0 && len(text) > 1 {
		return i/len("一") + 1
	}
	return number(text)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
