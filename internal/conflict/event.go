package conflict

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// event is something to note on a case's timeline.
type event struct {
	Kind    string
	Label   *string        // who did it, or whom it is about; nil: the brand or the portal itself
	ToLabel *string        // for one party alone
	Brand   bool           // for the brand alone
	Params  map[string]any // numbers, dates, labels: nobody's name
	At      time.Time      // now when zero
}

// Event is an entry of a case's timeline.
type Event struct {
	CaseID uuid.UUID
	ID     uuid.UUID
	Kind   string
	Label  *string
	Params map[string]any
	At     time.Time
}

// addEvent notes something on the timeline.
func addEvent(ctx context.Context, tx postgres.Querier, caseID uuid.UUID, e event) error {
	if e.Params == nil {
		e.Params = map[string]any{}
	}
	params, err := json.Marshal(e.Params)
	if err != nil {
		return err
	}
	if e.At.IsZero() {
		e.At = time.Now()
	}
	_, err = tx.Exec(ctx, `INSERT INTO conflict_events (case_id, id, kind, label, to_label, brand, params, at)
		VALUES (@case, @id, @kind, @label, @to, @brand, @params, @at)`, postgres.Args{"case": caseID, "id": typeid.New(), "kind": e.Kind, "label": e.Label,
		"to": e.ToLabel, "brand": e.Brand, "params": json.RawMessage(params), "at": e.At})
	return err
}
