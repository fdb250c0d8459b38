package scorecard_test

import (
	"strings"
	"testing"
	"time"

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
