package workday

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tonglu/portal/internal/postgres"
)

// Calendar tells business days. The zero Calendar knows nobody's weekend, in UTC.
type Calendar struct {
	zone     *time.Location
	weekend  []int
	holidays map[time.Time]bool // by their midnight in UTC
	workdays map[time.Time]bool
}

// Load reads the brand's calendar, in one statement.
func Load(ctx context.Context, q postgres.Querier) (Calendar, error) {
	type row struct {
		TimeZone string
		Weekend  []int
		Holidays []time.Time
		Workdays []time.Time
	}
	r, err := postgres.Row[row](q.Query(ctx, `
		SELECT time_zone, weekend, ARRAY(SELECT day FROM holidays ORDER BY day LIMIT 10000) AS holidays,
			ARRAY(SELECT day FROM workdays ORDER BY day LIMIT 10000) AS workdays
		FROM brand_settings ORDER BY brand_id LIMIT 1`, postgres.Args{}))
	if err != nil {
		return Calendar{}, fmt.Errorf("reading the calendar: %w", err)
	}
	zone, err := time.LoadLocation(r.TimeZone)
	if err != nil {
		return Calendar{}, fmt.Errorf("reading the calendar: %w", err)
	}
	return newCalendar(zone, r.Weekend, r.Holidays, r.Workdays), nil
}

func newCalendar(zone *time.Location, weekend []int, holidays, workdays []time.Time) Calendar {
	c := Calendar{zone: zone, weekend: weekend, holidays: map[time.Time]bool{}, workdays: map[time.Time]bool{}}
	for _, day := range holidays {
		c.holidays[midnight(day)] = true
	}
	for _, day := range workdays {
		c.workdays[midnight(day)] = true
	}
	return c
}

// After gives the time that is so many business days later, at the same local time of the brand. The day of from itself never counts, so
// what is asked for on a Saturday is due like what is asked for on the Friday before. A local time that the clocks skip is the one they skip to;
// of one that comes twice it is the first.
func (c Calendar) After(from time.Time, days int) time.Time {
	local := from.In(c.in())
	if days <= 0 {
		return from
	}
	year, month, day := local.Date()
	at := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	for days > 0 {
		at = at.AddDate(0, 0, 1)
		if c.isWorked(at) {
			days--
		}
	}
	hour, minute, second := local.Clock()
	due := time.Date(at.Year(), at.Month(), at.Day(), hour, minute, second, local.Nanosecond(), c.in())
	if h, m, _ := due.Clock(); h*60+m < hour*60+minute { // a skipped time was read by the clock of before
		due = due.Add(time.Duration((hour-h)*60+minute-m) * time.Minute)
	}
	return due
}

// Today gives the brand's day at the time, at midnight in UTC as days are held.
func (c Calendar) Today(now time.Time) time.Time { return midnight(now.In(c.in())) }

// IsBusinessDay reports whether people work on the brand's day at the time.
func (c Calendar) IsBusinessDay(at time.Time) bool { return c.isWorked(c.Today(at)) }

func (c Calendar) isWorked(day time.Time) bool {
	if c.workdays[day] {
		return true
	}
	return !c.holidays[day] && !slices.Contains(c.weekend, int(day.Weekday()))
}

func (c Calendar) in() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
