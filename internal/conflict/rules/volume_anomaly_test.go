package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// signals writes the open signals of a kind, one a line: severity, subject without ids, and what was measured.
func (w *world) signals(kind string) string {
	w.t.Helper()
	rows, err := w.engine.Pgx().Query(w.t.Context(), `SELECT severity || ' ' || happened_from || ' ' || happened_until || ' ' || measures::text || ' ' || (SELECT string_agg(code, '+' ORDER BY code) FROM distributors WHERE id = ANY(s.distributors))
		FROM signals s WHERE kind = $1 AND state = 'OPEN' ORDER BY 1`, kind)
	w.must(err)
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	return strings.Join(lines, "\n")
}

func TestVolumeAnomaly(t *testing.T) {
	w := newWorld(t)
	monday := time.Date(2023, 12, 4, 0, 0, 0, 0, time.UTC)
	var rows []string
	for week := range 16 {
		sold := []int{100, 104, 96, 110, 90}[week%5] // median 100, deviations of 4 in the middle: a tenth of 100 counts
		if week == 12 {
			sold = 190 // nine deviations
		}
		rows = append(rows, fmt.Sprintf("A%d,1,%s,P-1,%d,100,C1,TPE,STORE,", week, monday.AddDate(0, 0, 7*week).Format(time.DateOnly), sold))
	}
	// Eleven weeks are no history.
	w.report("NORTH", rows[:11]...)
	if got := w.signals("VOLUME_ANOMALY"); got != "" {
		t.Error(got)
	}
	w.report("NORTH", rows[11:]...)
	want := `HIGH 2024-02-26 2024-03-03 {"median": 100.00, "volume": 190, "deviations": 9.0} NORTH`
	if got := w.signals("VOLUME_ANOMALY"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// It is gone with the lines, and back with them; what a person dismissed stays dismissed.
	w.void("NORTH", "A12")
	if got := w.signals("VOLUME_ANOMALY"); got != "" {
		t.Error(got)
	}
	w.report("NORTH", "B12,1,2024-02-27,P-1,190,100,C1,TPE,STORE,")
	if got := w.signals("VOLUME_ANOMALY"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.exec(`UPDATE signals SET state = 'DISMISSED'`)
	w.report("NORTH", "B13,1,2024-02-28,P-1,1,100,C1,TPE,STORE,")
	if got := w.signals("VOLUME_ANOMALY"); got != "" {
		t.Error(got)
	}
}
