package registration

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
)

// How long a protection is, in days.
const (
	usualWindow   = 90
	longestWindow = 365
	extension     = 30 // by which it is made longer at most, and how old proof of work for that may be
)

// remindBefore are the days before its end at which the owner of a protection is reminded, each once.
var remindBefore = []int{30, 14, 7}

// nextReminder is the day on which the owner is to be reminded next, after today; nil when no reminder is left.
func nextReminder(until, today time.Time) *time.Time {
	for _, days := range remindBefore {
		if on := until.AddDate(0, 0, -days); on.After(today) {
			return &on
		}
	}
	return nil
}

// Review takes a registration up.
func (s *Service) Review(ctx context.Context, sc scope.Scope, id uuid.UUID) (Registration, error) {
	return s.act(ctx, sc, id, Review, "review", func(_ context.Context, c *change, _ *Registration) error {
		c.note("reviewed", nil)
		return nil
	})
}

// RequestChanges asks for changes of named fields: its owner may change those and no others. The brand's clock stops meanwhile. Returns Invalid.
func (s *Service) RequestChanges(ctx context.Context, sc scope.Scope, id uuid.UUID, asked []string, text string) (Registration, error) {
	var fields fault.Fields
	if len(asked) == 0 {
		fields.Add("input.fields", "required", nil)
	}
	text = strings.TrimSpace(text)
	checkText(&fields, "input.text", text, 1, longestText)
	if err := fields.Err(); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, RequestChanges, "requestChanges", func(_ context.Context, c *change, r *Registration) error {
		asked = slices.Compact(slices.Sorted(slices.Values(asked)))
		r.RequestedFields, r.RequestText = asked, &text
		c.note("changesRequested", map[string]any{"fields": asked, "text": text})
		c.after["fields"] = asked
		c.tellOwner(*r, "registration.changesRequested", nil)
		return nil
	})
}

// Approve protects the customer for the line from today on, for so many days; nil: 90. It is decided behind a lock on the customer, so that of two who
// approve at once one finds the other's protection. Returns Invalid for days out of bounds and when an earlier claim is passed over without a
// reason, Conflict when another distributor's protection holds. Neither the history that the owner reads nor its notice tells of another claim.
func (s *Service) Approve(ctx context.Context, sc scope.Scope, id uuid.UUID, asked *int, reason string) (Registration, error) {
	days := usualWindow
	set(&days, asked)
	reason = strings.TrimSpace(reason)
	var fields fault.Fields
	if days < 1 || days > longestWindow {
		fields.Add("input.days", "number.range", fault.Params{"min": 1, "max": longestWindow})
	}
	checkText(&fields, "input.reason", reason, 0, longestText)
	if err := fields.Err(); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, Approve, "approve", func(ctx context.Context, c *change, r *Registration) error {
		if err := lockCustomer(ctx, c.tx, *r); err != nil {
			return err
		}
		if err := c.weigh(ctx, sc, *r, reason); err != nil {
			return err
		}
		r.protect(c, c.cal.Today(c.now).AddDate(0, 0, days))
		c.note("approved", map[string]any{"until": r.ProtectedUntil.Format(time.DateOnly)})
		c.after["until"], c.reason = r.ProtectedUntil.Format(time.DateOnly), reason
		c.tellOwner(*r, "registration.approved", map[string]any{"until": r.ProtectedUntil.Format(time.DateOnly)})
		return nil
	})
}

// weigh looks at the claims beside one that is to be approved.
func (c *change) weigh(ctx context.Context, sc scope.Scope, r Registration, reason string) error {
	others, err := claimsBeside(ctx, c.tx, []uuid.UUID{r.ID})
	if err != nil {
		return err
	}
	own, err := ownClaims(ctx, c.tx, sc, []uuid.UUID{r.ID})
	if err != nil {
		return err
	}
	today, passed := c.cal.Today(c.now), 0
	for _, o := range others {
		switch {
		case o.State.Protects() && !o.ProtectedUntil.Before(today):
			return fault.New(fault.Conflict, "registration.protected", nil)
		case o.State.Lives() && precede(o, own[0]) < 0:
			passed++
		}
	}
	if passed == 0 {
		return nil
	}
	if reason == "" {
		var fields fault.Fields
		fields.Add("input.reason", "registration.passesOver", fault.Params{"count": passed})
		return fields.Err()
	}
	c.noteForBrand("passedOver", map[string]any{"count": passed, "reason": reason})
	return nil
}

// protect protects the customer from today to the day until.
func (r *Registration) protect(c *change, until time.Time) {
	from := c.cal.Today(c.now)
	r.ProtectedFrom, r.ProtectedUntil, r.RemindOn = &from, &until, nextReminder(until, from)
	r.DecidedAt, r.DecidedBy, r.Reason, r.ReasonText = &c.now, c.by, nil, nil
}

// Reject says no, with a reason that tells of nobody else. Returns Invalid for a text that is too long, and when the reason is another one
// and no text says which.
func (s *Service) Reject(ctx context.Context, sc scope.Scope, id uuid.UUID, reason, text string) (Registration, error) {
	text = strings.TrimSpace(text)
	var fields fault.Fields
	least := 0
	if reason == "OTHER" {
		least = 1
	}
	checkText(&fields, "input.text", text, least, longestText)
	if err := fields.Err(); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, Reject, "reject", func(_ context.Context, c *change, r *Registration) error {
		r.DecidedAt, r.DecidedBy, r.Reason, r.ReasonText = &c.now, c.by, &reason, orNil(text)
		c.note("rejected", map[string]any{"reason": reason, "text": text})
		c.after["reason"], c.reason = reason, text
		c.tellOwner(*r, "registration.rejected", nil)
		return nil
	})
}

// Extend makes the protection longer by so many days; nil: by 30. Returns Invalid for more, Conflict without proof of work of the last 30 days that is
// newer than the last time it was made longer, and when the protection is over.
func (s *Service) Extend(ctx context.Context, sc scope.Scope, id uuid.UUID, asked *int, reason string) (Registration, error) {
	days := extension
	set(&days, asked)
	reason = strings.TrimSpace(reason)
	var fields fault.Fields
	if days < 1 || days > extension {
		fields.Add("input.days", "number.range", fault.Params{"min": 1, "max": extension})
	}
	checkText(&fields, "input.reason", reason, 0, longestText)
	if err := fields.Err(); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, Extend, "extend", func(ctx context.Context, c *change, r *Registration) error {
		today := c.cal.Today(c.now)
		if r.ProtectedUntil.Before(today) { // it hasn't been taken away yet
			return fault.New(fault.Conflict, "registration.over", nil)
		}
		if fresh, err := freshProof(ctx, c.tx, *r, today.AddDate(0, 0, -extension)); err != nil || !fresh {
			if err == nil {
				err = fault.New(fault.Conflict, "registration.noActivity", fault.Params{"days": extension})
			}
			return err
		}
		until := r.ProtectedUntil.AddDate(0, 0, days)
		r.ProtectedUntil, r.RemindOn, r.ExtendedAt = &until, nextReminder(until, today), &c.now
		r.Extensions++
		c.note("extended", map[string]any{"until": until.Format(time.DateOnly), "days": days, "reason": reason})
		c.after["until"], c.reason = until.Format(time.DateOnly), reason
		c.tellOwner(*r, "registration.extended", map[string]any{"until": until.Format(time.DateOnly)})
		return nil
	})
}

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
