package registration

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Rules look for conflicts over registrations. Package conflict fills them: it stands right of this one.
type Rules interface {
	// Registered has a registration looked at whose claim or protection came, changed or went, right after the transaction that did it: it must
	// take the same statements whether there are others or not.
	Registered(ctx context.Context, tx pgx.Tx, distributor, id uuid.UUID) error
}

// NoRules looks for nothing.
type NoRules struct{}

// Registered looks at nothing.
func (NoRules) Registered(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }
