package registration

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// change is one thing that is done to a registration, with all that goes with it: its history, the log, who is told, and the rules.
type change struct {
	tx         pgx.Tx
	rules      Rules
	cal        workday.Calendar
	now        time.Time
	brand      uuid.UUID // the organisation
	by         *uuid.UUID
	byTheBrand bool

	action string        // as the log names it
	was    *Registration // before; nil: it is new
	events []Event
	notice *notify.Notice
	reason string // for the log
	after  map[string]any
}

// begin gathers what every change needs, in the same two statements whatever it is.
func begin(ctx context.Context, tx pgx.Tx, rules Rules, now time.Time, action string) (*change, error) {
	settings, err := partner.LoadSettings(ctx, tx)
	if err != nil {
		return nil, err
	}
	cal, err := workday.Load(ctx, tx)
	if err != nil {
		return nil, err
	}
	c := &change{tx: tx, rules: rules, cal: cal, now: now.Truncate(time.Microsecond), brand: settings.BrandID, action: action, after: map[string]any{}}
	if actor, ok := auth.ActorOf(ctx); ok {
		c.by, c.byTheBrand = &actor.User, actor.Organization == settings.BrandID
	}
	return c, nil
}

// note adds to the history what its owner may read.
func (c *change) note(kind string, params map[string]any) {
	c.events = append(c.events, Event{Kind: kind, Params: params})
}

// noteForBrand adds to the history what the owner may not know.
func (c *change) noteForBrand(kind string, params map[string]any) {
	c.events = append(c.events, Event{Kind: kind, Params: params, Brand: true})
}

// tellOwner has the people told who work for the distributor.
func (c *change) tellOwner(r Registration, kind string, params map[string]any) {
	c.notice = &notify.Notice{Kind: kind, Subject: r.NodeID(), Params: params, To: []notify.Audience{{Organization: &r.DistributorID}}}
}

// tellManagers has the people of the brand told who look after the distributor.
func (c *change) tellManagers(r Registration, kind string, params map[string]any) {
	c.notice = &notify.Notice{Kind: kind, Subject: r.NodeID(), Params: params, DueAt: r.DueAt, To: []notify.Audience{{ManagersOf: &r.DistributorID}}}
}

// end writes what goes with a change that has been saved. What the brand's people do stands in the brand's log, so that the owner's doesn't say who decided.
func (c *change) end(ctx context.Context, r Registration) error {
	for _, e := range c.events {
		e.DistributorID, e.RegistrationID, e.ByBrand, e.DoneBy, e.At = r.DistributorID, r.ID, c.byTheBrand, c.by, c.now
		if err := insertEvent(ctx, c.tx, e); err != nil {
			return err
		}
	}
	organization := r.DistributorID
	if c.byTheBrand {
		organization = c.brand
	}
	c.after["state"] = r.State
	var before any
	if c.was != nil {
		before = map[string]any{"state": c.was.State}
	}
	if err := audit.Record(ctx, c.tx, audit.Entry{Organization: organization, Action: "registration." + c.action, SubjectType: "registration", SubjectID: audit.ID(r.ID),
		Before: before, After: c.after, Reason: c.reason}); err != nil {
		return err
	}
	if c.notice != nil {
		if err := notify.Post(ctx, c.tx, *c.notice); err != nil {
			return err
		}
	}
	concerned := []uuid.UUID{r.DistributorID}
	if r.SubmittedAt != nil {
		concerned = append(concerned, c.brand)
		if c.was == nil || r.claimsOther(*c.was) {
			if err := c.rules.Registered(ctx, c.tx, r.DistributorID, r.ID); err != nil {
				return err
			}
		}
	}
	return notify.Changed(ctx, c.tx, notify.Change{Kind: notify.Registration, ID: r.ID, Organizations: concerned})
}

// act takes an action on a registration: do changes it, where its state allows the action to whoever asks. Returns NotFound, and Conflict with the state where it does not.
func (s *Service) act(ctx context.Context, sc scope.Scope, id uuid.UUID, action Action, name string, do func(ctx context.Context, c *change, r *Registration) error) (out Registration, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, err = s.acted(ctx, tx, sc, id, action, name, do)
		return err
	})
	return out, err
}

func (s *Service) acted(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID, action Action, name string, do func(ctx context.Context, c *change, r *Registration) error) (Registration, error) {
	r, err := lock(ctx, tx, sc, id)
	if err != nil {
		return r, err
	}
	c, err := begin(ctx, tx, s.rules, s.now(), name)
	if err != nil {
		return r, err
	}
	if !r.State.Allows(action, sc.Organization != r.DistributorID) {
		return r, refused(r)
	}
	was := r
	c.was = &was
	if to := steps[action].to; to != "" {
		r.enter(to)
	}
	if err := do(ctx, c, &r); err != nil {
		return r, err
	}
	if err := save(ctx, tx, r); err != nil {
		return r, err
	}
	if err := c.end(ctx, r); err != nil {
		return r, fmt.Errorf("changing a registration: %w", err)
	}
	return r, nil
}

// enter is what any new state makes of a registration: its clock stops, and nothing is asked for any more.
func (r *Registration) enter(to State) {
	if r.State != to && to != InReview { // being looked at doesn't stop the brand's clock
		r.DueAt, r.EscalateAt, r.Escalations = nil, nil, 0
	}
	if to != InReview {
		r.RequestedFields, r.RequestText = nil, nil
	}
	if !to.Protects() {
		r.RemindOn = nil
	}
	r.State = to
}

// claimsOther reports whether what is claimed or protected is other than before.
func (r Registration) claimsOther(was Registration) bool {
	return r.State != was.State || r.AccountID != was.AccountID || r.ProductLineID != was.ProductLineID || !sameDay(r.ProtectedUntil, was.ProtectedUntil)
}

// refused says that the registration's state doesn't allow it.
func refused(r Registration) error {
	return fault.New(fault.Conflict, "registration.state", fault.Params{"state": r.State})
}
