package workday

import (
	"testing"
	"time"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func days(texts ...string) (all []time.Time) {
	for _, text := range texts {
		all = append(all, day(text))
	}
	return all
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAfterCountsBusinessDays(t *testing.T) {
	t.Parallel()
	// Taipei, around the new year of 2025: a holiday on Monday and Tuesday, made up for on the Saturday before.
	c := newCalendar(zone(t, "Asia/Taipei"), []int{6, 0}, days("2025-01-27", "2025-01-28", "2025-02-28"), days("2025-01-25", "2025-02-08"))
	for _, k := range []struct {
		name, from string
		days       int
		want       string
	}{
		{"the next day", "2025-01-21T10:30:15+08:00", 1, "2025-01-22T10:30:15+08:00"},
		{"across a weekend that isn't worked", "2025-01-17T10:30:00+08:00", 1, "2025-01-20T10:30:00+08:00"},
		{"a Saturday that makes up", "2025-01-24T10:30:00+08:00", 1, "2025-01-25T10:30:00+08:00"},
		{"across it, a Sunday and two holidays", "2025-01-24T10:30:00+08:00", 2, "2025-01-29T10:30:00+08:00"},
		{"asked for on a Saturday", "2025-01-18T23:59:00+08:00", 1, "2025-01-20T23:59:00+08:00"},
		{"asked for on a holiday", "2025-01-27T08:00:00+08:00", 2, "2025-01-30T08:00:00+08:00"},
		{"a holiday on a Friday", "2025-02-27T08:00:00+08:00", 1, "2025-03-03T08:00:00+08:00"},
		{"ten days", "2025-03-03T08:00:00+08:00", 10, "2025-03-17T08:00:00+08:00"},
		{"the day is the brand's", "2025-01-16T20:00:00Z", 1, "2025-01-20T04:00:00+08:00"}, // a Friday there already
		{"none", "2025-01-18T08:00:00+08:00", 0, "2025-01-18T08:00:00+08:00"},
	} {
		from, err := time.Parse(time.RFC3339, k.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.After(from, k.days); got.Format(time.RFC3339) != k.want && k.days > 0 || k.days == 0 && !got.Equal(from) {
			t.Errorf("%s: %s + %d = %s, want %s", k.name, k.from, k.days, got.Format(time.RFC3339), k.want)
		}
	}
}

func TestAfterKeepsTheLocalTimeWhateverTheClocksDo(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		name, zone, from string
		days             int
		want             string
	}{
		{"an hour is skipped between", "America/New_York", "2026-03-06T09:00:00-05:00", 1, "2026-03-09T09:00:00-04:00"},
		{"an hour comes twice between", "America/New_York", "2026-10-30T09:00:00-04:00", 1, "2026-11-02T09:00:00-05:00"},
		{"on the other half of the earth", "Australia/Sydney", "2026-10-02T17:00:00+10:00", 2, "2026-10-06T17:00:00+11:00"},
		{"half an hour", "Australia/Lord_Howe", "2026-04-03T12:00:00+11:00", 1, "2026-04-06T12:00:00+10:30"},
	} {
		c := newCalendar(zone(t, k.zone), []int{6, 0}, nil, nil)
		from, err := time.Parse(time.RFC3339, k.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.After(from, k.days).Format(time.RFC3339); got != k.want {
			t.Errorf("%s: %s + %d = %s, want %s", k.name, k.from, k.days, got, k.want)
		}
	}
	// People work on Sundays here, when the clocks change: 02:30 is not there once, and there twice once.
	c := newCalendar(zone(t, "America/New_York"), []int{5, 6}, nil, nil)
	for from, want := range map[string]string{"2026-03-05T02:30:00-05:00": "2026-03-08T03:30:00-04:00", "2026-10-29T01:30:00-04:00": "2026-11-01T01:30:00-04:00"} {
		at, err := time.Parse(time.RFC3339, from)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.After(at, 1).Format(time.RFC3339); got != want {
			t.Errorf("%s + 1 = %s, want %s", from, got, want)
		}
	}
}

func TestTodayIsTheBrands(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 1, 20, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{"Asia/Taipei": "2026-05-02", "UTC": "2026-05-01", "America/Los_Angeles": "2026-05-01"} {
		if got := newCalendar(zone(t, name), []int{6, 0}, nil, nil).Today(at).Format(time.DateOnly); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
