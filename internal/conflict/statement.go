package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Statement is a party's answer, as far as the caller may read it.
type Statement struct {
	CaseID  uuid.UUID
	Label   string
	Text    string
	GivenAt time.Time
}

// StatementsOf reads the statements of cases that are open to the caller: its own, and all once they are opened.
func (s *Service) StatementsOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID][]Statement, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Statement, error) {
		return postgres.Rows[Statement](tx.Query(ctx, `SELECT s.case_id, s.label, s.text, s.given_at FROM conflict_statements s WHERE s.case_id = ANY(@cases) ORDER BY s.case_id, s.label`,
			postgres.Args{"cases": cases}))
	}, func(x Statement) uuid.UUID { return x.CaseID })
}

// maxText is the greatest length of what somebody writes in a case.
const maxText = 10_000

// checkText wants a text that people can read: not empty, not too long.
func checkText(fields *fault.Fields, path, text string, longest int) {
	if n := len([]rune(text)); n == 0 || n > longest || !printable(text) {
		fields.Add(path, "text.length", fault.Params{"min": 1, "max": longest})
	}
}

// printable reports whether there is something to read in the text, and nothing that the database can't keep.
func printable(text string) bool {
	seen := false
	for _, r := range text {
		if r == 0 {
			return false
		}
		seen = seen || r > ' '
	}
	return seen
}

// Respond gives the one answer of the caller's organisation. The last one opens the statements of all.
// Returns NotFound, Invalid naming what is wrong, Forbidden for who is no party, and Conflict for a second answer and one that comes too late.
func (s *Service) Respond(ctx context.Context, sc scope.Scope, id uuid.UUID, words string, fileIDs []uuid.UUID) (c *Case, err error) {
	var fields fault.Fields
	checkText(&fields, "text", words, maxText)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	err = s.withFiles(ctx, sc, func(tx pgx.Tx, copied func([]uuid.UUID)) error {
		var standing Standing
		if c, standing, err = s.acting(ctx, tx, sc, id, Respond); err != nil {
			return err
		}
		label, now := *standing.Label, s.now()
		copies, err := s.attach(ctx, tx, sc, c, giving{part: partStatement, label: &label}, fileIDs)
		copied(copies)
		if err != nil {
			return err
		}
		b := &pgx.Batch{}
		b.Queue(`INSERT INTO conflict_statements (case_id, label, text, given_at) VALUES (@case, @label, @text, @at)`, postgres.Args{"case": id, "label": label, "text": words, "at": now})
		b.Queue(`UPDATE conflict_sides SET answered_at = @at WHERE case_id = @case AND label = @label`, postgres.Args{"case": id, "label": label, "at": now})
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		if err := addEvent(ctx, tx, id, event{Kind: "answered", Label: &label, At: now}); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.respond", nil, map[string]any{"label": label, "files": len(fileIDs)}, ""); err != nil {
			return err
		}
		return s.answered(ctx, tx, c)
	})
	return c, err
}

// answered opens the statements when the last party has given its own.
func (s *Service) answered(ctx context.Context, tx pgx.Tx, c *Case) error {
	var waiting int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM conflict_sides WHERE case_id = @case AND answered_at IS NULL AND NOT was_silent`, postgres.Args{"case": c.ID}).Scan(&waiting); err != nil {
		return err
	}
	if waiting > 0 {
		return changed(ctx, tx, c.ID)
	}
	cal, err := workday.Load(ctx, tx)
	if err != nil {
		return err
	}
	return openStatements(ctx, tx, c, cal, s.now())
}

// openStatements lets all in the case read what all have said, and begins the mediation.
func openStatements(ctx context.Context, tx pgx.Tx, c *Case, cal workday.Calendar, now time.Time) error {
	if _, err := tx.Exec(ctx, `UPDATE conflicts SET statements_opened_at = @now WHERE id = @id`, postgres.Args{"id": c.ID, "now": now}); err != nil {
		return err
	}
	c.StatementsOpenedAt = &now
	if err := addEvent(ctx, tx, c.ID, event{Kind: "statementsOpened", At: now}); err != nil {
		return err
	}
	if err := move(ctx, tx, c, InMediation, cal, now, nil); err != nil {
		return err
	}
	return post(ctx, tx, c, "conflict.statementsOpened", nil, everybody(c)...)
}
