package conflict

import (
	"context"
	"maps"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/workday"
)

// How a case ends.
const (
	OutcomeAgreed     = "AGREED"
	OutcomeRuled      = "RULED"
	OutcomeUpheld     = "UPHELD"
	OutcomeOverturned = "OVERTURNED"
	OutcomeDismissed  = "DISMISSED"
	OutcomeWithdrawn  = "WITHDRAWN"
	OutcomeMerged     = "MERGED"
)

// move brings a case that the caller has locked to its next state: its clock starts anew, and the timeline, the audit log and those who look at it
// are told. params go with the timeline's entry, which each party reads. Whoever dismisses, withdraws or merges a case, or closes it after an
// appeal, sets c.Outcome before; a case that is resolved was agreed or ruled as its state says.
// Returns Conflict, with the state that the case is in, when the next may not follow it.
func move(ctx context.Context, tx pgx.Tx, c *Case, next State, cal workday.Calendar, now time.Time, params map[string]any) error {
	return moveWithin(ctx, tx, c, next, steps[next].days, cal, now, params)
}

// moveWithin is move with another number of business days until the next step is due; 0: none is.
func moveWithin(ctx context.Context, tx pgx.Tx, c *Case, next State, days int, cal workday.Calendar, now time.Time, params map[string]any) error {
	if !c.State.CanFollow(next) {
		return moved(*c)
	}
	before := c.State
	c.enter(next, now)
	if days > 0 {
		due := cal.After(now, days)
		c.DueAt = &due
	}
	if err := saveState(ctx, tx, *c); err != nil {
		return err
	}
	if before == Open || next == Dismissed {
		if err := keepCaseBreaches(ctx, tx, c.ID); err != nil {
			return err
		}
	}
	told := map[string]any{"from": before, "to": next}
	if c.DueAt != nil {
		told["dueAt"] = c.DueAt.UTC().Format(time.RFC3339)
	}
	maps.Copy(told, params)
	if err := addEvent(ctx, tx, c.ID, event{Kind: "stateChanged", Params: told, At: now}); err != nil {
		return err
	}
	if err := record(ctx, tx, *c, "conflict.move", map[string]any{"state": before}, told, ""); err != nil {
		return err
	}
	return changed(ctx, tx, c.ID)
}

// enter is what a new state makes of the case, apart from its clock.
func (c *Case) enter(next State, now time.Time) {
	switch {
	case next == Resolved && c.State == Agreed:
		c.Outcome = text(OutcomeAgreed)
	case next == Resolved:
		c.Outcome = text(OutcomeRuled)
	case next == Dismissed && c.Outcome == nil:
		c.Outcome = text(OutcomeDismissed)
	}
	if !next.IsOpen() && c.SettledAt == nil {
		c.SettledAt = &now
	}
	c.State, c.StateSince, c.DueAt, c.Escalations = next, now, nil, 0
}

// moved says that a case is not where the caller took it to be.
func moved(c Case) error {
	return fault.New(fault.Conflict, "conflict.moved", fault.Params{"state": c.State})
}

// record notes a change of a case in the log: in that of whoever made it, or the brand's when the portal did by itself.
func record(ctx context.Context, tx postgres.Querier, c Case, action string, before, after any, reason string) error {
	organization, err := homeOf(ctx, tx)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: organization, Action: action, SubjectType: "conflict", SubjectID: audit.ID(c.ID), Before: before, After: after, Reason: reason})
}

func homeOf(ctx context.Context, q postgres.Querier) (uuid.UUID, error) {
	if actor, ok := auth.ActorOf(ctx); ok {
		return actor.Organization, nil
	}
	settings, err := partner.LoadSettings(ctx, q)
	return settings.BrandID, err
}

// changed tells those who look at the case.
func changed(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	return notify.Changed(ctx, tx, notify.Change{Kind: notify.Conflict, ID: id})
}

func text(s string) *string { return &s }
