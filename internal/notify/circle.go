package notify

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// circles are those who may hear of the changes of a burst.
type circles struct {
	cases    map[uuid.UUID]Concerned
	managers map[uuid.UUID][]uuid.UUID // by distributor
	unread   map[uuid.UUID]int         // by user, of those whose inbox changed and who watch
}

// readable is what one must be allowed to read to hear of a kind of change.
var readable = map[string]string{Conflict: "conflict", Registration: "registration", Signal: "signal", SalesReport: "salesReport", Scorecard: "scorecard"}

// draw reads the circles of the burst, in three statements at most.
func draw(ctx context.Context, q postgres.Querier, parties Parties, watchers []*watcher, burst []heard) (c circles, err error) {
	watching := map[uuid.UUID]bool{}
	for _, w := range watchers {
		watching[w.actor.User] = true
	}
	cases, organizations, users := []uuid.UUID{}, []uuid.UUID{}, []uuid.UUID{}
	for _, n := range burst {
		if n.Kind == Conflict {
			cases = append(cases, n.ID)
		}
		organizations = append(organizations, n.Organizations...)
		for _, user := range n.owners() {
			if watching[user] {
				users = append(users, user)
			}
		}
	}
	if c.cases, err = concerned(ctx, q, parties, cases); err != nil {
		return c, err
	}
	for _, one := range c.cases {
		for _, p := range one.Parties {
			organizations = append(organizations, p.Organization)
		}
	}
	if c.managers, err = managersOf(ctx, q, organizations); err != nil {
		return c, err
	}
	c.unread, err = unreadOf(ctx, q, users)
	return c, err
}

// owners gives whose inbox changed.
func (n heard) owners() []uuid.UUID {
	users := slices.Clone(n.Users)
	for _, a := range n.Arrivals {
		users = append(users, a.UserID)
	}
	return users
}

// heardBy gives what the actor hears of a notification; ok is false when it is none of its business.
func (c circles) heardBy(actor auth.Actor, n heard) (Change, bool) {
	if n.Kind == Inbox {
		return c.inbox(actor, n)
	}
	reach, ok := policy.Allow(actor.Role, readable[n.Kind], "read")
	if !ok {
		return Change{}, false
	}
	if !actor.Brand && reach != scope.None {
		reach = scope.Own
	}
	if n.Kind == Registration && actor.Brand && !slices.Contains(n.Organizations, actor.Organization) {
		return Change{}, false // a draft is its owner's alone
	}
	change := Change{Kind: n.Kind, ID: n.ID}
	if n.Everybody {
		return change, reach != scope.None
	}
	switch reach {
	case scope.All:
		return change, true
	case scope.Portfolio:
		return change, c.manages(actor.User, n)
	case scope.Own:
		return change, c.owns(actor.Organization, n)
	}
	return Change{}, false
}

// owns reports whether the change is of the organisation's own: of a case only once it was told of it,
// and of what concerns others alone not at all.
func (c circles) owns(organization uuid.UUID, n heard) bool {
	if n.Kind != Conflict {
		return slices.Contains(n.Organizations, organization)
	}
	for _, p := range c.cases[n.ID].Parties {
		if p.Organization == organization {
			return p.Told && !n.BrandAlone && (len(n.Labels) == 0 || slices.Contains(n.Labels, p.Label))
		}
	}
	return false
}

// manages reports whether the user looks after one of those concerned, or mediates the case.
func (c circles) manages(user uuid.UUID, n heard) bool {
	for _, organization := range n.Organizations {
		if slices.Contains(c.managers[organization], user) {
			return true
		}
	}
	if n.Kind != Conflict {
		return false
	}
	one := c.cases[n.ID]
	if one.Mediator != nil && *one.Mediator == user {
		return true
	}
	for _, p := range one.Parties {
		if slices.Contains(c.managers[p.Organization], user) {
			return true
		}
	}
	return false
}

func (c circles) inbox(actor auth.Actor, n heard) (Change, bool) {
	if !slices.Contains(n.owners(), actor.User) {
		return Change{}, false
	}
	change := Change{Kind: Inbox, unread: c.unread[actor.User]}
	for _, a := range n.Arrivals {
		if a.UserID == actor.User {
			change.items = append(change.items, a.ID)
		}
	}
	return change, true
}

// unreadOf counts the users' unread items.
func unreadOf(ctx context.Context, q postgres.Querier, users []uuid.UUID) (map[uuid.UUID]int, error) {
	counts := map[uuid.UUID]int{}
	if len(users) == 0 {
		return counts, nil
	}
	type count struct {
		UserID uuid.UUID
		Unread int
	}
	found, err := postgres.Rows[count](q.Query(ctx, `SELECT user_id, count(*) AS unread FROM inbox_items
		WHERE user_id = ANY(@users) AND read_at IS NULL GROUP BY user_id ORDER BY user_id`, postgres.Args{"users": users}))
	for _, one := range found {
		counts[one.UserID] = one.Unread
	}
	return counts, err
}
