package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// The types below are the rows as they are sealed, field by field in this order. What they hold never changes once it is written; changing a
// type would break every seal made before. The state of a decision, the case and the party of a piece of evidence and whether it was
// withdrawn do change, and are not part of them: the audit log has these changes.

type auditRow struct {
	Organization uuid.UUID       `json:"organization" db:"organization_id"`
	ID           uuid.UUID       `json:"id" db:"id"`
	At           time.Time       `json:"at" db:"at"`
	Actor        *uuid.UUID      `json:"actor" db:"actor_id"`
	Action       string          `json:"action" db:"action"`
	SubjectType  string          `json:"subjectType" db:"subject_type"`
	Subject      *uuid.UUID      `json:"subject" db:"subject_id"`
	Before       json.RawMessage `json:"before" db:"before"`
	After        json.RawMessage `json:"after" db:"after"`
	Reason       *string         `json:"reason" db:"reason"`
	Request      *string         `json:"request" db:"request_id"`
}

type decisionRow struct {
	Case    uuid.UUID  `json:"case" db:"case_id"`
	ID      uuid.UUID  `json:"id" db:"id"`
	Kind    string     `json:"kind" db:"kind"`
	Text    string     `json:"text" db:"text"`
	Against []string   `json:"against" db:"against"`
	MadeBy  *uuid.UUID `json:"madeBy" db:"made_by"`
	MadeAt  time.Time  `json:"madeAt" db:"made_at"`
}

type evidenceRow struct {
	Case    uuid.UUID `json:"-" db:"case_id"`
	ID      uuid.UUID `json:"id" db:"id"`
	Hash    []byte    `json:"hash" db:"hash"` // of all that was frozen
	FoundAt time.Time `json:"foundAt" db:"found_at"`
}

func (r auditRow) sealed() (record, error) {
	r.At = r.At.UTC()
	return recordOf(r.Organization, r.ID, r.At, r)
}

func (r decisionRow) sealed() (record, error) {
	r.MadeAt = r.MadeAt.UTC()
	return recordOf(r.Case, r.ID, r.MadeAt, r)
}

func (r evidenceRow) sealed() (record, error) {
	r.FoundAt = r.FoundAt.UTC()
	return recordOf(r.Case, r.ID, r.FoundAt, r)
}

// record is a row that is sealed or to be sealed.
type record struct {
	Owner, ID uuid.UUID
	At        time.Time
	Row       json.RawMessage
}

func recordOf(owner, id uuid.UUID, at time.Time, row any) (record, error) {
	text, err := asRow(row)
	return record{owner, id, at, text}, err
}

// source is a table whose rows are sealed.
type source struct {
	kind, table, owner, at, columns string
	read                            func(rows pgx.Rows, err error) ([]record, error)
}

var sources = []source{
	{kindAudit, "audit_entries", "organization_id", "at", "r.organization_id, r.id, r.at, r.actor_id, r.action, r.subject_type, r.subject_id, r.before, r.after, r.reason, r.request_id", records[auditRow]},
	{kindDecision, "conflict_decisions", "case_id", "made_at", "r.case_id, r.id, r.kind, r.text, r.against, r.made_by, r.made_at", records[decisionRow]},
	{kindEvidence, "conflict_evidence", "", "found_at", "r.case_id, r.id, r.hash, r.found_at", records[evidenceRow]},
}

func records[T interface{ sealed() (record, error) }](rows pgx.Rows, err error) ([]record, error) {
	found, err := postgres.Rows[T](rows, err)
	if err != nil {
		return nil, err
	}
	out := make([]record, len(found))
	for i, r := range found {
		if out[i], err = r.sealed(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unsealed reads rows without a seal that were written since the time, behind the cursor, oldest first.
func (s source) unsealed(ctx context.Context, q postgres.Querier, since time.Time, behind record, limit int) ([]record, error) {
	return s.read(q.Query(ctx, fmt.Sprintf(`SELECT %s FROM %s r
		WHERE r.%[3]s >= @since AND (r.%[3]s, r.id) > (@at, @id) AND NOT EXISTS (SELECT FROM chain_seals s WHERE s.kind = @kind AND s.row_id = r.id)
		ORDER BY r.%[3]s, r.id LIMIT @limit`, s.columns, s.table, s.at),
		postgres.Args{"since": since, "at": behind.At, "id": behind.ID, "kind": s.kind, "limit": limit}))
}

// key is where a sealed row stands.
type key struct{ Owner, ID uuid.UUID }

// rows reads the rows of the keys as they stand now.
func (s source) rows(ctx context.Context, q postgres.Querier, keys []key) (map[uuid.UUID]json.RawMessage, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	args, where := postgres.Args{}, "r.id = k.id"
	ids, owners := make([]uuid.UUID, len(keys)), make([]uuid.UUID, len(keys))
	for i, k := range keys {
		ids[i], owners[i] = k.ID, k.Owner
	}
	args["ids"], args["owners"] = ids, owners
	if s.owner != "" {
		where += " AND r." + s.owner + " = k.owner"
	}
	found, err := s.read(q.Query(ctx, "SELECT "+s.columns+" FROM unnest(@ids::uuid[], @owners::uuid[]) AS k (id, owner) JOIN "+s.table+" r ON "+where+" ORDER BY r.id", args))
	byID := map[uuid.UUID]json.RawMessage{}
	for _, r := range found {
		byID[r.ID] = r.Row
	}
	return byID, err
}
