package partner_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/migrations"
)

// past is what NORTH and SOUTH were, in the order of time.
func (w *world) past() (text string) {
	w.Helper()
	w.must(w.db.Owner().QueryRow(w.Context(), `SELECT coalesce(string_agg(concat_ws(' ', d.code, h.until, h.tier, array_to_string(h.channel_types, '+')), ', ' ORDER BY d.code, h.until), '')
		FROM distributor_history h JOIN distributors d ON d.id = h.distributor_id`).Scan(&text))
	return text
}

func TestWhatDistributorsWereIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	change := func(c partner.DistributorChange) {
		t.Helper()
		_, err := w.s.UpdateDistributor(t.Context(), all, w.north, c)
		w.must(err)
	}
	change(partner.DistributorChange{Country: new("JP")}) // neither tier nor channel types
	if got := w.past(); got != "" {
		t.Errorf("kept is %s", got)
	}
	taipei, err := time.LoadLocation("Asia/Taipei")
	w.must(err)
	today := time.Now().In(taipei).Format(time.DateOnly)
	change(partner.DistributorChange{Tier: new(partner.Tier2)})
	change(partner.DistributorChange{Tier: new(partner.Tier3)}) // what it was for less than a day counts on no day
	_, err = w.load("distributors", distributorHeader+"SOUTH,South,,,TIER_1,ACTIVE,STORE|ECOMMERCE,TWD,TW,Asia/Taipei,2012-01-01,\nNORTH,North,,,TIER_3,ACTIVE,STORE,TWD,TW,Asia/Taipei,2012-01-01,\n")
	w.must(err)
	north := "NORTH " + today + " TIER_1 STORE"
	if got := w.past(); got != north+", SOUTH "+today+" TIER_1 STORE" {
		t.Errorf("kept is %s", got)
	}
	// The migration finds the same in the log, but for what a file changed.
	_, err = w.db.Owner().Exec(t.Context(), `DELETE FROM distributor_history`)
	w.must(err)
	text, err := migrations.Files.ReadFile("0031_distributor_history.sql")
	w.must(err)
	_, filling, _ := strings.Cut(string(text), "INSERT INTO")
	_, err = w.db.Owner().Exec(t.Context(), "INSERT INTO"+filling)
	w.must(err)
	if got := w.past(); got != north {
		t.Errorf("the log tells %s", got)
	}
}
