package audit

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// Entry is one change, without who did it and when, which the context and the clock tell.
type Entry struct {
	Organization uuid.UUID     // whose data it is; the brand's for what belongs to no distributor
	Action       string        // "target.set"
	SubjectType  string        // "target"
	SubjectID    uuid.NullUUID // what was changed, when it has an id
	Before       any           // written as JSON; nil for a new thing
	After        any           // written as JSON; nil for a removed thing
	Reason       string        // why, where a reason was asked for
}

// Record adds the entry to the log in the transaction of the change. The actor is the context's; there is none
// for the portal's own jobs. The transaction's scope must reach the organisation.
func Record(ctx context.Context, tx postgres.Querier, e Entry) error {
	before, err := asJSON(e.Before)
	if err != nil {
		return fmt.Errorf("auditing %s: %w", e.Action, err)
	}
	after, err := asJSON(e.After)
	if err != nil {
		return fmt.Errorf("auditing %s: %w", e.Action, err)
	}
	actor, signedIn := auth.ActorOf(ctx)
	_, err = tx.Exec(ctx, `
		INSERT INTO audit_entries (organization_id, id, actor_id, action, subject_type, subject_id, before, after, reason, request_id)
		VALUES (@organization, @id, @actor, @action, @subject_type, @subject, @before, @after, nullif(@reason, ''), nullif(@request, ''))`,
		postgres.Args{
			"organization": e.Organization, "id": typeid.New(), "actor": uuid.NullUUID{UUID: actor.User, Valid: signedIn},
			"action": e.Action, "subject_type": e.SubjectType, "subject": e.SubjectID,
			"before": before, "after": after, "reason": e.Reason, "request": actor.RequestID,
		})
	if err != nil {
		return fmt.Errorf("auditing %s: %w", e.Action, err)
	}
	return nil
}

// ID wraps an id for Entry.SubjectID.
func ID(id uuid.UUID) uuid.NullUUID { return uuid.NullUUID{UUID: id, Valid: true} }

func asJSON(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}
