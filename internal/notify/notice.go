package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// Notice is something that somebody should know of.
type Notice struct {
	Kind    string         // one of Kinds
	Subject string         // the TypeID of what it is about
	Params  map[string]any // values for the words: rule, severity, days, period, … never anybody's name
	DueAt   *time.Time     // by when something is asked
	To      []Audience     // whoever is meant twice is told once
}

// Audience is whom a notice is for; one of User, Organization, Case and ManagersOf is set. Only active users are told. Who made
// the change is not told of it, unless meant by User.
type Audience struct {
	User         *uuid.UUID `json:"user,omitempty"`
	Organization *uuid.UUID `json:"organization,omitempty"`
	Case         *uuid.UUID `json:"case,omitempty"`
	Labels       []string   `json:"labels,omitempty"`     // of Case: these parties, as far as they were told of it; none: all that were told
	Mediator     bool       `json:"mediator,omitempty"`   // of Case: its mediator, and no party unless Labels name one
	Roles        []string   `json:"roles,omitempty"`      // of the organisations; none: the working roles
	ManagersOf   *uuid.UUID `json:"managersOf,omitempty"` // the channel managers who look after this distributor
}

// workingRoles are those who act on what they are told.
var workingRoles = []string{"distributor_admin", "distributor_rep", "brand_admin"}

// Kinds are the kinds of notices. Each has its words in text/*.json and in the web app's inbox.json.
var Kinds = []string{
	"conflict.assigned", "conflict.told", "conflict.statementsOpened", "conflict.message", "conflict.proposed", "conflict.rejected",
	"conflict.toRule", "conflict.settled", "conflict.refused", "conflict.appealed", "conflict.appealDecided", "conflict.dismissed",
	"conflict.escalated", "conflict.withdrawn",
	"registration.submitted", "registration.changesRequested", "registration.approved", "registration.rejected", "registration.extended",
	"registration.reminder", "registration.expired", "registration.released", "registration.escalated",
	"scorecard.reviewed", "scorecard.contested", "scorecard.contestAnswered", "scorecard.restated", "period.reopening",
}

// Post adds the notice to the transaction: it is delivered once that is committed. Any scope that is set may post.
func Post(ctx context.Context, tx postgres.Querier, n Notice) error {
	if !known[n.Kind] {
		return fmt.Errorf("posting a notice: %q is no kind", n.Kind)
	}
	if n.Params == nil {
		n.Params = map[string]any{}
	}
	params, err := json.Marshal(n.Params)
	if err != nil {
		return fmt.Errorf("posting %s: %w", n.Kind, err)
	}
	to, err := json.Marshal(n.To)
	if err != nil {
		return fmt.Errorf("posting %s: %w", n.Kind, err)
	}
	actor, signedIn := auth.ActorOf(ctx)
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO notices (id, kind, subject, params, due_at, audience, actor_id) VALUES (@id, @kind, @subject, @params, @due, @to, @actor)`,
		postgres.Args{"id": typeid.New(), "kind": n.Kind, "subject": n.Subject, "params": params, "due": n.DueAt, "to": to,
			"actor": uuid.NullUUID{UUID: actor.User, Valid: signedIn}})
	b.Queue(`SELECT pg_notify(@channel, @payload)`, postgres.Args{"channel": channel, "payload": `{"kind":"` + posted + `"}`})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("posting %s: %w", n.Kind, err)
	}
	return nil
}

var known = func() map[string]bool {
	m := map[string]bool{}
	for _, kind := range Kinds {
		m[kind] = true
	}
	return m
}()
