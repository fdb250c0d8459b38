package customer

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// What is done to customers' records.
const (
	eventCreated  = "CREATED"
	eventLinked   = "LINKED"
	eventUnlinked = "UNLINKED"
	eventMerged   = "MERGED"
	eventPinned   = "PINNED"
	eventUnpinned = "UNPINNED"
)

// addEvents writes into the customers' histories. Ids and times are made here.
func addEvents(ctx context.Context, q postgres.Querier, events ...Event) error {
	if len(events) == 0 {
		return nil
	}
	b := &pgx.Batch{}
	for _, e := range events {
		b.Queue(`INSERT INTO customer_events (customer_id, id, kind, distributor_id, account_id, other_id, field, how, reason, done_by, done_at)
			VALUES (@customer, @id, @kind, @distributor, @account, @other, @field, @how, @reason, @by, @at)`, postgres.Args{
			"customer": e.CustomerID, "id": typeid.New(), "kind": e.Kind, "distributor": e.DistributorID, "account": e.AccountID,
			"other": e.OtherID, "field": e.Field, "how": e.How, "reason": e.Reason, "by": e.DoneBy, "at": e.DoneAt})
	}
	return q.SendBatch(ctx, b).Close()
}

// ref wraps an id for a column that may be empty.
func ref(id uuid.UUID) *uuid.UUID { return &id }

// orNil gives nil for an empty text.
func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
