package registration

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
)

// A remedy changes a registration in the engine's transaction that follows a decision, and can be taken back. Two protections may hold side by side then: who
// decided knew of both, and the order of the remedies doesn't matter.

// standing is what a remedy changes.
type standing struct {
	State       State      `json:"state"`
	From        *time.Time `json:"from"`
	Until       *time.Time `json:"until"`
	Remind      *time.Time `json:"remind"`
	Due         *time.Time `json:"due"`
	Escalate    *time.Time `json:"escalate"`
	Escalations int        `json:"escalations"`
	DecidedAt   *time.Time `json:"decidedAt"`
	DecidedBy   *uuid.UUID `json:"decidedBy"`
	ReasonText  *string    `json:"reasonText"`
	Fields      []string   `json:"fields"`
	Request     *string    `json:"request"`
}

func (r Registration) standing() standing {
	return standing{r.State, r.ProtectedFrom, r.ProtectedUntil, r.RemindOn, r.DueAt, r.EscalateAt, r.Escalations, r.DecidedAt, r.DecidedBy, r.ReasonText, r.RequestedFields, r.RequestText}
}

func (r *Registration) stand(s standing) {
	r.State, r.ProtectedFrom, r.ProtectedUntil, r.RemindOn, r.DueAt, r.EscalateAt, r.Escalations = s.State, s.From, s.Until, s.Remind, s.Due, s.Escalate, s.Escalations
	r.DecidedAt, r.DecidedBy, r.ReasonText, r.RequestedFields, r.RequestText = s.DecidedAt, s.DecidedBy, s.ReasonText, s.Fields, s.Request
}

// undo is how a registration stood before a remedy, and how the remedy left it.
type undo struct {
	Before standing `json:"before"`
	After  standing `json:"after"`
}

// Confirm protects the customer until the day, 90 days from now when nil: one that waits is approved, a protection that ends sooner is made longer.
// Returns Conflict for a registration that is over.
func Confirm(ctx context.Context, tx pgx.Tx, rules Rules, distributor, id uuid.UUID, until *time.Time, now time.Time) (json.RawMessage, error) {
	return remedy(ctx, tx, rules, distributor, id, now, "confirm", func(c *change, r *Registration) error {
		if !r.State.Lives() {
			return refused(*r)
		}
		today := c.cal.Today(c.now)
		end := today.AddDate(0, 0, usualWindow)
		if until != nil {
			end = *until
		}
		if r.State.Protects() {
			if end.After(*r.ProtectedUntil) {
				r.ProtectedUntil, r.RemindOn = &end, nextReminder(end, today)
			}
		} else {
			r.enter(Approved)
			r.protect(c, end)
		}
		c.note("confirmed", map[string]any{"until": r.ProtectedUntil.Format(time.DateOnly)})
		return nil
	})
}

// Shorten has the protection end on the day. Returns Conflict for a registration that doesn't protect, or ends sooner.
func Shorten(ctx context.Context, tx pgx.Tx, rules Rules, distributor, id uuid.UUID, until, now time.Time) (json.RawMessage, error) {
	return remedy(ctx, tx, rules, distributor, id, now, "shorten", func(c *change, r *Registration) error {
		if !r.State.Protects() || until.After(*r.ProtectedUntil) || until.Before(*r.ProtectedFrom) {
			return refused(*r)
		}
		r.ProtectedUntil, r.RemindOn = &until, nextReminder(until, c.cal.Today(c.now))
		c.note("shortened", map[string]any{"until": until.Format(time.DateOnly)})
		return nil
	})
}

// Revoke takes the registration away. Returns Conflict for one that is over.
func Revoke(ctx context.Context, tx pgx.Tx, rules Rules, distributor, id uuid.UUID, now time.Time) (json.RawMessage, error) {
	return remedy(ctx, tx, rules, distributor, id, now, "revoke", func(c *change, r *Registration) error {
		if !r.State.Lives() {
			return refused(*r)
		}
		r.enter(Released)
		c.note("revoked", nil)
		return nil
	})
}

// Restore takes a remedy back: the registration stands as it did before. What its owner or time did since to what the remedy left stays:
// a registration that was let go of, became a sale or was made longer is no remedy's any more.
func Restore(ctx context.Context, tx pgx.Tx, rules Rules, distributor, id uuid.UUID, how json.RawMessage, now time.Time) error {
	var u undo
	if err := json.Unmarshal(how, &u); err != nil {
		return fmt.Errorf("reading how a registration stood: %w", err)
	}
	_, err := remedy(ctx, tx, rules, distributor, id, now, "restore", func(c *change, r *Registration) error {
		asLeft := r.State == u.After.State && sameDay(r.ProtectedUntil, u.After.Until)
		if lapsed := r.State == Expired && u.After.State.Protects() && sameDay(r.ProtectedUntil, u.After.Until); !asLeft && !lapsed {
			c.note("restoredNot", nil)
			return nil
		}
		r.stand(u.Before)
		if r.State.Protects() {
			r.RemindOn = nextReminder(*r.ProtectedUntil, c.cal.Today(c.now))
		}
		c.note("restored", nil)
		return nil
	})
	return err
}

// remedy changes a registration and gives what it takes to restore it. Returns NotFound.
func remedy(ctx context.Context, tx pgx.Tx, rules Rules, distributor, id uuid.UUID, now time.Time, action string, do func(*change, *Registration) error) (json.RawMessage, error) {
	r, err := lock(ctx, tx, scope.System(), id)
	if err == nil && r.DistributorID != distributor {
		err = fault.Missing("registration")
	}
	if err != nil {
		return nil, err
	}
	c, err := begin(ctx, tx, rules, now, action)
	if err != nil {
		return nil, err
	}
	u := undo{Before: r.standing()}
	was := r
	c.was = &was
	if err := do(c, &r); err != nil {
		return nil, err
	}
	u.After = r.standing()
	if r.ProtectedUntil != nil {
		c.after["until"] = r.ProtectedUntil.Format(time.DateOnly)
	}
	if err := save(ctx, tx, r); err != nil {
		return nil, err
	}
	if err := c.end(ctx, r); err != nil {
		return nil, err
	}
	return json.Marshal(u)
}

func sameDay(a, b *time.Time) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(*b)
}
