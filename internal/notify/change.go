package notify

import (
	"context"
	"encoding/json"
	"fmt"

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
	Scorecard    = "SCORECARD" // of the distributor whose id it is
	Inbox        = "INBOX"     // the stream's own user's
	Resync       = "RESYNC"    // changes may have been missed: what is shown has to be read again
)

// Change is that something changed which is shown somewhere.
type Change struct {
	Kind          string      `json:"kind"`
	ID            uuid.UUID   `json:"id"`
	Organizations []uuid.UUID `json:"organizations,omitempty"` // whose it is, and the brand when it sees a registration by now; the parties of a case are found by its id
	Labels        []string    `json:"labels,omitempty"`        // of a case: the parties that hear of it; none: all that were told
	BrandAlone    bool        `json:"brandAlone,omitempty"`    // no party hears of it, whatever it was told
	Everybody     bool        `json:"everybody,omitempty"`     // all of the kind may have changed, for all who read any of it; there is no id

	// Of Inbox, for the streams: how many items are unread, and which are new.
	unread int
	items  []uuid.UUID
}

// channel is the one channel of Postgres on which nodes hear of changes and of notices to be delivered.
const channel = "portal_live"

// posted is the kind of a payload that is no change of anything shown: there are notices to deliver.
const posted = "POSTED"

// together is how many organisations a payload names, which Postgres limits to 8,000 bytes.
const together = 150

// Changed tells all nodes of the changes once the transaction is committed. The same change twice in a transaction tells once.
func Changed(ctx context.Context, tx postgres.Querier, changes ...Change) error {
	b := &pgx.Batch{}
	for _, c := range changes {
		for rest := c.Organizations; ; {
			n := min(len(rest), together)
			c.Organizations, rest = rest[:n], rest[n:]
			payload, err := json.Marshal(c)
			if err != nil {
				return fmt.Errorf("telling of a change: %w", err)
			}
			b.Queue(`SELECT pg_notify(@channel, @payload)`, postgres.Args{"channel": channel, "payload": string(payload)})
			if len(rest) == 0 {
				break
			}
		}
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("telling of a change: %w", err)
	}
	return nil
}
