package training

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

func TestEachFilledListMustHold(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		name            string
		tiers, channels []string
		want            bool
	}{
		{"both empty: nobody", nil, nil, false},
		{"its tier", []string{"TIER_2", "TIER_1"}, nil, true},
		{"another tier", []string{"TIER_2"}, nil, false},
		{"one of its channel types", nil, []string{"SOCIAL", "DIRECT"}, true},
		{"another channel type", nil, []string{"DIRECT"}, false},
		{"both", []string{"TIER_1"}, []string{"STORE"}, true},
		{"its tier, another channel type", []string{"TIER_1"}, []string{"DIRECT"}, false},
		{"another tier, its channel type", []string{"TIER_3"}, []string{"STORE"}, false},
	} {
		c := Course{RequiredTiers: k.tiers, RequiredChannelTypes: k.channels}
		if got := c.RequiredOf("TIER_1", []string{"STORE", "SOCIAL"}); got != k.want {
			t.Errorf("%s: %v", k.name, got)
		}
	}
}

func TestACourseIsRequiredFromADayOnUntilItIsRetired(t *testing.T) {
	t.Parallel()
	retired := day("2026-06-30")
	for on, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-06-29": true, "2026-06-30": false} {
		if got := (Course{Since: day("2026-01-01"), RetiredOn: &retired}).RequiredOn(day(on)); got != want {
			t.Errorf("%s: %v", on, got)
		}
	}
}

func TestTheLastDayOfAPass(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		passed string
		months int
		want   string
	}{
		{"2025-01-15", 12, "2026-01-14"}, {"2025-01-31", 1, "2025-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2024-02-29", 12, "2025-02-28"}, {"2025-03-01", 1, "2025-03-31"},
		{"2025-08-31", 6, "2026-02-28"}, {"2025-12-01", 1, "2025-12-31"}, {"2025-05-31", 120, "2035-05-30"},
	} {
		if got := (Course{ValidMonths: &k.months}).LastDay(day(k.passed)).Format(time.DateOnly); got != k.want {
			t.Errorf("%s and %d months: %s, not %s", k.passed, k.months, got, k.want)
		}
	}
	if got := (Course{}).LastDay(day("2025-01-15")); got != nil {
		t.Errorf("for ever ends on %s", got)
	}
}

func TestNamesAreWrittenInOneWay(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{" Lin  Mei\t": "Lin Mei", "林　美": "林 美", "Jose\u0301": "José", "": ""} {
		if got := cleanName(name); got != want {
			t.Errorf("%q is %q, not %q", name, got, want)
		}
	}
}
