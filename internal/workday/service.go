package workday

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Day is a day with its name.
type Day struct {
	Day  time.Time
	Name string
}

// Settings are the brand's calendar as people keep it, from a year ago on.
type Settings struct {
	BrandID  uuid.UUID
	TimeZone string
	Weekend  []int // 0 is Sunday
	Holidays []Day
	Workdays []Day // of the weekend, worked to make up for a holiday
}

// Year is what the calendar of a year is to be.
type Year struct {
	Year     int
	Weekend  []int // nil: as it is
	Holidays []Day
	Workdays []Day
}

// The bounds of a calendar.
const (
	firstYear   = 2000
	lastYear    = 2100
	mostDays    = 366
	longestName = 100
)

// Service is the use cases of requests.
type Service struct {
	pool *postgres.Pool
	now  func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, now func() time.Time) *Service {
	return &Service{pool: pool, now: now}
}

// Settings reads the calendar. Everybody may: due times are in its days.
func (s *Service) Settings(ctx context.Context, sc scope.Scope) (out Settings, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, err = s.settings(ctx, tx)
		return err
	})
	return out, err
}

func (s *Service) settings(ctx context.Context, q postgres.Querier) (Settings, error) {
	type head struct {
		BrandID  uuid.UUID
		TimeZone string
		Weekend  []int
	}
	h, err := postgres.Row[head](q.Query(ctx, `SELECT brand_id, time_zone, weekend FROM brand_settings ORDER BY brand_id LIMIT 1`))
	if err != nil {
		return Settings{}, fmt.Errorf("reading the calendar: %w", err)
	}
	out := Settings{BrandID: h.BrandID, TimeZone: h.TimeZone, Weekend: h.Weekend}
	since := midnight(s.now()).AddDate(-1, 0, 0)
	if out.Holidays, err = daysSince(ctx, q, "holidays", since); err != nil {
		return out, err
	}
	out.Workdays, err = daysSince(ctx, q, "workdays", since)
	return out, err
}

func daysSince(ctx context.Context, q postgres.Querier, table string, since time.Time) ([]Day, error) {
	days, err := postgres.Rows[Day](q.Query(ctx, `SELECT day, name FROM `+table+` WHERE day >= @since ORDER BY day LIMIT 10000`, postgres.Args{"since": since}))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", table, err)
	}
	return days, nil
}

// Set makes the days all of their year's, and the weekend that of every year. What is due already stays due when it was. Returns Invalid naming
// what is wrong.
func (s *Service) Set(ctx context.Context, sc scope.Scope, y Year) (now Settings, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT 1 FROM brand_settings FOR UPDATE`); err != nil { // two at once: one after the other
			return err
		}
		before, err := s.settings(ctx, tx)
		if err != nil {
			return err
		}
		if err := y.check(before.Weekend); err != nil {
			return err
		}
		if err := Write(ctx, tx, y); err != nil {
			return err
		}
		if now, err = s.settings(ctx, tx); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: before.BrandID, Action: "calendar.set", SubjectType: "calendar",
			Before: before.of(y.Year), After: now.of(y.Year)})
	})
	return now, err
}

// check names all that is wrong with a year, where weekend is the one that is kept if none is given.
func (y *Year) check(weekend []int) error {
	var fields fault.Fields
	if y.Year < firstYear || y.Year > lastYear {
		fields.Add("input.year", "number.range", fault.Params{"min": firstYear, "max": lastYear})
	}
	if y.Weekend != nil {
		y.Weekend = slices.Compact(slices.Sorted(slices.Values(y.Weekend)))
		if len(y.Weekend) > 6 || len(y.Weekend) > 0 && (y.Weekend[0] < 0 || y.Weekend[len(y.Weekend)-1] > 6) {
			fields.Add("input.weekend", "calendar.weekend", nil)
		}
		weekend = y.Weekend
	}
	seen := map[time.Time]bool{}
	y.checkDays(&fields, "input.holidays", y.Holidays, seen)
	y.checkDays(&fields, "input.workdays", y.Workdays, seen)
	for i, d := range y.Workdays {
		if !slices.Contains(weekend, int(d.Day.Weekday())) {
			fields.Add(fmt.Sprintf("input.workdays.%d.day", i), "calendar.notWeekend", nil)
		}
	}
	return fields.Err()
}

func (y *Year) checkDays(fields *fault.Fields, path string, days []Day, seen map[time.Time]bool) {
	if len(days) > mostDays {
		fields.Add(path, "list.tooLong", fault.Params{"max": mostDays})
		return
	}
	for i := range days {
		days[i].Name = strings.TrimSpace(days[i].Name)
		at := fmt.Sprintf("%s.%d.", path, i)
		switch {
		case days[i].Day.Year() != y.Year:
			fields.Add(at+"day", "calendar.otherYear", fault.Params{"year": y.Year})
		case seen[days[i].Day]:
			fields.Add(at+"day", "calendar.twice", nil)
		}
		seen[days[i].Day] = true
		if n := len([]rune(days[i].Name)); n == 0 || n > longestName || strings.ContainsRune(days[i].Name, 0) {
			fields.Add(at+"name", "text.length", fault.Params{"min": 1, "max": longestName})
		}
	}
}

// Write writes a year that has been checked.
func Write(ctx context.Context, q postgres.Querier, y Year) error {
	b := &pgx.Batch{}
	if y.Weekend != nil {
		b.Queue(`UPDATE brand_settings SET weekend = @weekend`, postgres.Args{"weekend": y.Weekend})
	}
	for _, part := range []struct {
		table string
		days  []Day
	}{{"holidays", y.Holidays}, {"workdays", y.Workdays}} {
		var days []time.Time
		var names []string
		for _, d := range part.days {
			days, names = append(days, d.Day), append(names, d.Name)
		}
		b.Queue(`DELETE FROM `+part.table+` WHERE day >= make_date(@year, 1, 1) AND day < make_date(@year + 1, 1, 1)`, postgres.Args{"year": y.Year})
		b.Queue(`INSERT INTO `+part.table+` (day, name) SELECT day, name FROM unnest(@days::date[], @names::text[]) AS d (day, name) ORDER BY day`,
			postgres.Args{"days": days, "names": names})
	}
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("writing the calendar: %w", err)
	}
	return nil
}

// of gives what the log keeps of a year.
func (s Settings) of(year int) map[string]any {
	in := func(days []Day) []string {
		out := []string{}
		for _, d := range days {
			if d.Day.Year() == year {
				out = append(out, d.Day.Format(time.DateOnly)+" "+d.Name)
			}
		}
		return out
	}
	return map[string]any{"year": year, "weekend": s.Weekend, "holidays": in(s.Holidays), "workdays": in(s.Workdays)}
}
