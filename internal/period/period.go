// Package period holds the spans that targets and scorecards are about: a year, a quarter, a month.
// Days are time.Time at UTC midnight. Ground: imports nothing of ours.
package period

import (
	"fmt"
	"strconv"
	"time"
)

// Kind is a period's length.
type Kind string

// The kinds, as they stand in the database.
const (
	Month   Kind = "month"
	Quarter Kind = "quarter"
	Year    Kind = "year"
)

// Period is a year, quarter or month of the calendar. The zero Period is none.
type Period struct {
	Kind  Kind
	Start time.Time // its first day
}

// First and last year that a period may lie in.
const (
	FirstYear = 1900
	LastYear  = 2999
)

// Of gives the period of the kind that holds the day.
func Of(kind Kind, day time.Time) Period {
	y, m, _ := day.Date()
	switch kind {
	case Year:
		m = time.January
	case Quarter:
		m = (m-1)/3*3 + 1
	}
	return Period{Kind: kind, Start: time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)}
}

// Parse reads "2013", "2013-Q3" or "2013-07".
func Parse(text string) (Period, error) {
	wrong := fmt.Errorf("period %q is none of 2013, 2013-Q3, 2013-07", text)
	if len(text) < 4 {
		return Period{}, wrong
	}
	year, err := strconv.Atoi(text[:4])
	if err != nil || year < FirstYear || year > LastYear {
		return Period{}, wrong
	}
	start := func(m int) time.Time { return time.Date(year, time.Month(m), 1, 0, 0, 0, 0, time.UTC) }
	switch rest := text[4:]; {
	case rest == "":
		return Period{Year, start(1)}, nil
	case len(rest) == 3 && rest[:2] == "-Q" && rest[2] >= '1' && rest[2] <= '4':
		return Period{Quarter, start(int(rest[2]-'1')*3 + 1)}, nil
	case len(rest) == 3 && rest[0] == '-':
		if m, err := strconv.Atoi(rest[1:]); err == nil && m >= 1 && m <= 12 && rest[1] != '+' {
			return Period{Month, start(m)}, nil
		}
	}
	return Period{}, wrong
}

// String writes the period as Parse reads it.
func (p Period) String() string {
	switch p.Kind {
	case Year:
		return p.Start.Format("2006")
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.Start.Year(), (int(p.Start.Month())+2)/3)
	default:
		return p.Start.Format("2006-01")
	}
}

// Months is how many months the period has.
func (p Period) Months() int {
	switch p.Kind {
	case Year:
		return 12
	case Quarter:
		return 3
	default:
		return 1
	}
}

// Next is the first day after the period.
func (p Period) Next() time.Time { return p.Start.AddDate(0, p.Months(), 0) }

// Last is the last day of the period.
func (p Period) Last() time.Time { return p.Next().AddDate(0, 0, -1) }

// Shift moves the period by n of its own length: Shift(-1) is the one before.
func (p Period) Shift(n int) Period {
	return Period{p.Kind, p.Start.AddDate(0, n*p.Months(), 0)}
}

// LastYear is the same period a year before.
func (p Period) LastYear() Period { return Period{p.Kind, p.Start.AddDate(-1, 0, 0)} }

// Holds reports whether the day lies in the period.
func (p Period) Holds(day time.Time) bool { return !day.Before(p.Start) && day.Before(p.Next()) }

// MarshalText writes the period as String does, so that JSON holds "2013-Q3".
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the period as Parse does.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = Parse(string(text))
	return err
}
