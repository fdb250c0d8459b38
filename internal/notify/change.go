package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// The kinds of changes that streams hear of.
const (
	Conflict     = "CONFLICT"
	Registration = "REGISTRATION"
	Signal       = "SIGNAL"
	SalesReport  = "SALES_REPORT"
)

// Change is that something changed which is shown somewhere.
type Change struct {
	Kind          string      `json:"kind"`
	ID            uuid.UUID   `json:"id"`
	Organizations []uuid.UUID `json:"organizations,omitempty"` // whose it is, besides the parties of a case, which are found by its id
}

// channel is the one channel of Postgres on which nodes hear of changes and of notices to be delivered.
const channel = "portal_live"

// posted and inboxed are kinds of payloads that are no change of anything shown to several: there are notices to
// deliver, and somebody's inbox changed.
const (
	posted  = "POSTED"
	inboxed = "INBOX"
)

// together is how many organisations a payload names, which Postgres limits to 8,000 bytes.
const together = 150

// Changed tells all nodes of the change once the transaction is committed. The same change twice in a transaction tells once.
func Changed(ctx context.Context, tx postgres.Querier, c Change) error {
	b := &pgx.Batch{}
	for part := range slices.Chunk(append([]uuid.UUID{}, c.Organizations...), together) {
		if err := queueChange(b, Change{c.Kind, c.ID, part}); err != nil {
			return err
		}
	}
	if len(c.Organizations) == 0 {
		if err := queueChange(b, c); err != nil {
			return err
		}
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("telling of a change: %w", err)
	}
	return nil
}

func queueChange(b *pgx.Batch, c Change) error {
	payload, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("telling of a change: %w", err)
	}
	b.Queue(`SELECT pg_notify(@channel, @payload)`, pgx.StrictNamedArgs{"channel": channel, "payload": string(payload)})
	return nil
}
