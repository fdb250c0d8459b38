package scorecard_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scorecard"
)

// NORTH is TIER_1 and sells in stores. What was required of it in July goes by what it was on the last day of July.
func TestCoursesAreRequiredByWhatADistributorWasThen(t *testing.T) {
	t.Parallel()
	for past, want := range map[string]string{
		"('2013-08-01', 'TIER_2', '{STORE}'), ('2013-09-01', 'TIER_1', '{STORE}')":  "training_completion noCourses",          // the next change after July counts
		"('2013-08-02', 'TIER_1', '{ECOMMERCE}')":                                   "training_completion 27.27 -expired 1 -", // of 2 and 9 people 3 passed
		"('2013-07-31', 'TIER_2', '{STORE}'), ('2013-01-01', 'TIER_3', '{SOCIAL}')": "training_completion 100 -expired 1 -",   // over by then
	} {
		db := pgtest.New(t)
		_, err := db.Owner().Exec(t.Context(), world+dealings+`INSERT INTO distributor_history SELECT '00000000-0000-7000-8000-0000000000d1', v.until::date, v.tier, v.channels::text[] FROM (VALUES `+past+`) v (until, tier, channels)`)
		if err != nil {
			t.Fatal(err)
		}
		s := scorecard.New(db.App(), func() time.Time { return time.Date(2013, 9, 20, 12, 0, 0, 0, time.UTC) })
		if got := numbers(card(t, s, north, "2013-07")); !strings.Contains(got, want+"\n") {
			t.Errorf("after %s July is\n%s\nwant %s", past, got, want)
		}
		if got := numbers(card(t, s, north, "2013-09")); !strings.Contains(got, "training_completion 66.67 -expired 2 -\n") {
			t.Errorf("after %s September goes by what it is:\n%s", past, got)
		}
	}
}

// NORTH is TIER_1 and sells in stores now. Version 2 is for others' tier, version 3 for others' channel; each month goes by what NORTH was on its last day.
func TestAProgrammeIsForWhatADistributorWasThen(t *testing.T) {
	o := newOffice(t)
	tiers, channels := only(t, "2013-02-01"), only(t, "2013-07-01")
	tiers.Eligibility.Tiers, channels.Eligibility.ChannelTypes = []string{"TIER_3"}, []string{"ONLINE"}
	o.publish(tiers)
	o.publish(channels)
	o.exec(`INSERT INTO distributor_history SELECT '00000000-0000-7000-8000-0000000000d1', v.until::date, v.tier, v.channels::text[]
		FROM (VALUES ('2013-04-01', 'TIER_3', '{STORE}'), ('2013-05-31', 'TIER_1', '{ONLINE}'), ('2013-07-10', 'TIER_3', '{STORE}'), ('2013-08-31', 'TIER_1', '{ONLINE}'),
		  ('2013-09-01', 'TIER_3', '{STORE,ONLINE}')) v (until, tier, channels)`)
	for p, want := range map[string]struct {
		version  int
		eligible bool // for the programme by channel, had it been in force
	}{
		"2013-01": {1, false},
		"2013-03": {2, false}, // what ended on the first day after it held to its last
		"2013-05": {2, false}, // what began on its last day
		"2013-07": {3, true},
		"2013-08": {3, true}, // both lists would have it, the later one counts
		"2013-09": {1, false},
		"2013-Q3": {1, false},
		"2013-Q1": {1, false}, // version 2 is younger
		"2013-Q2": {2, false},
	} {
		if got := card(t, o.s, north, p).Programme.Version; got != want.version {
			t.Errorf("%s is weighed by %d, want %d", p, got, want.version)
		}
		s, err := o.s.Simulate(o.a, all, channels, of(t, p), page.Args{})
		if got := fmt.Sprint(s.Cards.Items[0].Eligible); err != nil || got != fmt.Sprint(want.eligible) {
			t.Errorf("the other programme for %s: %s, %v", p, got, err)
		}
	}
}
