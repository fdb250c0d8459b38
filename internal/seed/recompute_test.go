package seed

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/scorecard/scorecardtest"
)

// recompute has a program that shares no code with the server reckon the cards of all distributors anew, from what is exported of them:
// those of closed periods as they were frozen, and those of now.
func recompute(t *testing.T, db *pgtest.DB, today time.Time) {
	t.Helper()
	rows, err := db.Owner().Query(t.Context(), `SELECT id FROM distributors ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil || len(ids) == 0 {
		t.Fatal(len(ids), err)
	}
	cards := scorecard.New(db.App(), func() time.Time { return today })
	var documents [][]byte
	known := 0
	for _, kind := range []period.Kind{period.Month, period.Quarter, period.Year} {
		now := period.Of(kind, today)
		for _, p := range []period.Period{now, now.Shift(-1), now.Shift(-2)} {
			for _, id := range ids {
				card, err := cards.Scorecard(t.Context(), scope.System(), id, p, scorecard.Whole)
				if err != nil || card == nil {
					t.Fatal(id, p, err)
				}
				document, err := card.Export()
				if err != nil {
					t.Fatal(err)
				}
				documents = append(documents, document)
				if card.Composite.Valid {
					known++
				}
			}
		}
	}
	if known < len(documents)/2 {
		t.Errorf("%d of %d cards have a composite", known, len(documents))
	}
	scorecardtest.MustAgree(t, documents...)
}
