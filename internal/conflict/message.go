package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Message is a message in a case.
type Message struct {
	CaseID    uuid.UUID
	ID        uuid.UUID
	FromLabel *string // nil: the brand
	ToLabel   *string // nil: for all; else between that party and the brand
	Text      string
	SentAt    time.Time
}

// NodeID is the message's id outside.
func (m Message) NodeID() string { return typeid.Format(typeid.CaseMessage, m.ID) }

const messageColumns = `m.case_id, m.id, m.from_label, m.to_label, m.text, m.sent_at`

// NewMessage is a message to write.
type NewMessage struct {
	CaseID uuid.UUID
	Text   string
	To     *string // a party's label; nil: all. A party's own label: the brand alone
	Files  []uuid.UUID
}

// Post writes a message for the caller's organisation, as a party or as the brand. A repeated key gives the first message again. A party writes to
// all or to the brand alone, and while statements are sealed to the brand alone.
// Returns NotFound, Invalid naming what is wrong, and what Case.Allows gives.
func (s *Service) Post(ctx context.Context, sc scope.Scope, key *string, n NewMessage) (m Message, err error) {
	var fields fault.Fields
	checkText(&fields, "text", n.Text, maxText)
	if err := fields.Err(); err != nil {
		return m, err
	}
	err = s.withFiles(ctx, sc, func(tx pgx.Tx, copied func([]uuid.UUID)) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "postConflictMessage", key, n, func() (uuid.UUID, error) { return s.write(ctx, tx, sc, n, copied) })
		if err != nil {
			return err
		}
		m, err = postgres.Row[Message](tx.Query(ctx, "SELECT "+messageColumns+" FROM conflict_messages m WHERE m.case_id = @case AND m.id = @id",
			postgres.Args{"case": n.CaseID, "id": id}))
		return err
	})
	return m, err
}

func (s *Service) write(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewMessage, copied func([]uuid.UUID)) (uuid.UUID, error) {
	c, standing, err := s.acting(ctx, tx, sc, n.CaseID, Write)
	if err != nil {
		return uuid.Nil, err
	}
	actor, _ := auth.ActorOf(ctx)
	from := standing.Label
	if actor.Brand {
		from = nil
	}
	if err := checkReader(ctx, tx, c, from, n.To); err != nil {
		return uuid.Nil, err
	}
	m := Message{CaseID: c.ID, ID: typeid.New(), FromLabel: from, ToLabel: n.To, Text: n.Text, SentAt: s.now()}
	if _, err := tx.Exec(ctx, `INSERT INTO conflict_messages (case_id, id, from_label, to_label, text, sent_at) VALUES (@case, @id, @from, @to, @text, @at)`, postgres.Args{
		"case": m.CaseID, "id": m.ID, "from": m.FromLabel, "to": m.ToLabel, "text": m.Text, "at": m.SentAt}); err != nil {
		return uuid.Nil, err
	}
	copies, err := s.attach(ctx, tx, sc, c, giving{part: partMessage, label: from, to: n.To, messageID: &m.ID}, n.Files)
	copied(copies)
	if err != nil {
		return uuid.Nil, err
	}
	if err := record(ctx, tx, *c, "conflict.message", nil, map[string]any{"message": m.NodeID(), "files": len(n.Files)}, ""); err != nil {
		return uuid.Nil, err
	}
	if err := post(ctx, tx, c, "conflict.message", nil, readers(c, m)...); err != nil {
		return uuid.Nil, err
	}
	change := notify.Change{Kind: notify.Conflict, ID: c.ID}
	if m.ToLabel != nil { // the other side is not to know that there was a message
		change.Labels = []string{*m.ToLabel}
	}
	return m.ID, notify.Changed(ctx, tx, change)
}

// checkReader returns Invalid for a message that may not go where it is meant to.
func checkReader(ctx context.Context, tx pgx.Tx, c *Case, from, to *string) error {
	var fields fault.Fields
	switch {
	case from != nil && to == nil && c.State == AwaitingResponse:
		fields.Add("to", "conflict.sealed", nil)
	case from != nil && to != nil && *to != *from:
		fields.Add("to", "conflict.toOther", nil)
	case from == nil && to != nil:
		if err := checkLabels(ctx, tx, c.ID, &fields, "to", *to); err != nil {
			return err
		}
	}
	return fields.Err()
}

// readers are those a message is for, and the mediator where a party wrote it.
func readers(c *Case, m Message) []notify.Audience {
	switch {
	case m.ToLabel == nil:
		return everybody(c)
	case m.FromLabel == nil:
		return []notify.Audience{sideOf(c.ID, *m.ToLabel)}
	}
	return []notify.Audience{mediatorOf(c)}
}
