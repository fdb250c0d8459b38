package auth

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/scope"
)

// Actor is who asks, on whose behalf, and how far the permission at hand reaches. The zero Actor is nobody.
type Actor struct {
	User         uuid.UUID     // the person, or for a key the one who made it
	Organization uuid.UUID     // on whose behalf; for a distributor's people, the distributor's id
	Brand        bool          // whether the organisation is the brand
	Role         string        // the role in force, as the policy names it
	Key          uuid.NullUUID // the API key, when it is one that asks
	Locale       string        // the language of choice, "" to follow the browser
	RequestID    string        // for the log and the audit entries
	Place        string        // where the request comes from: an IPv4 address, or an IPv6 network; for limits alone

	// Reach is set by the permission that was checked last: the scope that it grants. It is Own until then.
	Reach scope.Reach

	credential credential // what the caller showed
}

type actorKey struct{}

// With gives a context in which a acts. For somebody who is not signed in, a holds the request's id and place alone.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf gives who acts; ok is false when nobody is signed in.
func ActorOf(ctx context.Context) (a Actor, ok bool) {
	a, _ = ctx.Value(actorKey{}).(Actor)
	return a, a.User != uuid.Nil
}

// MustActor gives who acts. It panics when nobody is signed in: for code behind @can and @signedIn.
func MustActor(ctx context.Context) Actor {
	a, ok := ActorOf(ctx)
	if !ok {
		panic("auth: nobody is signed in")
	}
	return a
}

// ScopeOf gives the rows that the permission checked last reaches: none when nobody is signed in, and
// a distributor's own at most, whatever the policy says.
func ScopeOf(ctx context.Context) scope.Scope {
	a, ok := ActorOf(ctx)
	if !ok {
		return scope.Scope{}
	}
	return a.Scope()
}

// Scope is ScopeOf for the actor itself.
func (a Actor) Scope() scope.Scope {
	sc := scope.Scope{Reach: a.Reach, Organization: a.Organization, User: a.User}
	if !a.Brand {
		sc = sc.Narrow(scope.Own)
	}
	return sc
}

// RequestID gives the id of the request, "" outside of one.
func RequestID(ctx context.Context) string {
	a, _ := ActorOf(ctx)
	return a.RequestID
}

// PlaceOf names where the request comes from, whoever asks; "" outside of one.
func PlaceOf(ctx context.Context) string {
	a, _ := ActorOf(ctx)
	return a.Place
}
