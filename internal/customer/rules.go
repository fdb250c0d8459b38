package customer

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Rules look for conflicts over customers. Package conflict fills them: it stands right of this one.
type Rules interface {
	// Linked looks at customers whose accounts came or went, in the transaction that moved them.
	Linked(ctx context.Context, tx pgx.Tx, customers []uuid.UUID) error
}

// NoRules looks for nothing.
type NoRules struct{}

// Linked looks at nothing.
func (NoRules) Linked(context.Context, pgx.Tx, []uuid.UUID) error { return nil }

// relinked collects the customers whose accounts came or went in a transaction.
type relinked map[uuid.UUID]bool

func (r relinked) add(customers ...uuid.UUID) {
	for _, id := range customers {
		r[id] = true
	}
}

// look has the rules look at what was collected, once.
func (r relinked) look(ctx context.Context, tx pgx.Tx, rules Rules) error {
	ids := make([]uuid.UUID, 0, len(r))
	for id := range r {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return rules.Linked(ctx, tx, ids)
}
