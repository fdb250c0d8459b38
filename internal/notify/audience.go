package notify

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/postgres"
)

// person is somebody who may be told.
type person struct {
	ID             uuid.UUID
	OrganizationID uuid.UUID
	Role           string
	MailChoice     MailChoice
}

// directory is what it takes to work out the audiences of some notices: their cases, the people of their organisations, and who looks after whom.
type directory struct {
	cases    map[uuid.UUID]Concerned
	people   map[uuid.UUID]person
	managers map[uuid.UUID][]uuid.UUID // by distributor
}

// look reads the directory of the notices, in three statements at most.
func look(ctx context.Context, q postgres.Querier, parties Parties, notices []outgoing) (d directory, err error) {
	users, organizations, managed, cases := []uuid.UUID{}, []uuid.UUID{}, []uuid.UUID{}, []uuid.UUID{}
	for _, n := range notices {
		for _, a := range n.Audience {
			switch {
			case a.User != nil:
				users = append(users, *a.User)
			case a.Organization != nil:
				organizations = append(organizations, *a.Organization)
			case a.ManagersOf != nil:
				managed = append(managed, *a.ManagersOf)
			case a.Case != nil:
				cases = append(cases, *a.Case)
			}
		}
	}
	if d.cases, err = concerned(ctx, q, parties, cases); err != nil {
		return d, err
	}
	for _, c := range d.cases {
		if c.Mediator != nil {
			users = append(users, *c.Mediator)
		}
		for _, p := range c.Parties {
			if p.Told {
				organizations = append(organizations, p.Organization)
			}
		}
	}
	if d.managers, err = managersOf(ctx, q, managed); err != nil {
		return d, err
	}
	for _, ids := range d.managers {
		users = append(users, ids...)
	}
	people, err := postgres.Rows[person](q.Query(ctx, `SELECT id, organization_id, role, mail_choice FROM users
		WHERE status = 'ACTIVE' AND (id = ANY(@users) OR organization_id = ANY(@organizations)) ORDER BY id`,
		postgres.Args{"users": users, "organizations": organizations}))
	d.people = map[uuid.UUID]person{}
	for _, p := range people {
		d.people[p.ID] = p
	}
	return d, err
}

// concerned asks who is concerned by the cases, when there are any.
func concerned(ctx context.Context, q postgres.Querier, parties Parties, cases []uuid.UUID) (map[uuid.UUID]Concerned, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	slices.SortFunc(cases, compareIDs)
	return parties.Of(ctx, q, slices.Compact(cases))
}

// managersOf gives who looks after the distributors.
func managersOf(ctx context.Context, q postgres.Querier, distributors []uuid.UUID) (map[uuid.UUID][]uuid.UUID, error) {
	if len(distributors) == 0 {
		return nil, nil
	}
	type member struct{ UserID, DistributorID uuid.UUID }
	members, err := postgres.Rows[member](q.Query(ctx, `SELECT m.user_id, m.distributor_id FROM portfolio_members m
		WHERE m.distributor_id = ANY(@distributors) ORDER BY m.distributor_id, m.user_id`, postgres.Args{"distributors": distributors}))
	found := map[uuid.UUID][]uuid.UUID{}
	for _, m := range members {
		found[m.DistributorID] = append(found[m.DistributorID], m.UserID)
	}
	return found, err
}

// recipients gives who is told of the notice, each once, in order.
func (d directory) recipients(n outgoing) []person {
	chosen := map[uuid.UUID]person{}
	for _, a := range n.Audience {
		for _, id := range d.meant(a) {
			p, active := d.people[id]
			if active && (a.User != nil || n.ActorID == nil || *n.ActorID != id) {
				chosen[id] = p
			}
		}
	}
	out := make([]person, 0, len(chosen))
	for _, p := range chosen {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b person) int { return compareIDs(a.ID, b.ID) })
	return out
}

// meant gives the users that one audience names; some may not be active.
func (d directory) meant(a Audience) (ids []uuid.UUID) {
	switch {
	case a.User != nil:
		return []uuid.UUID{*a.User}
	case a.Organization != nil:
		return d.staff(*a.Organization, a.Roles)
	case a.ManagersOf != nil:
		return d.managers[*a.ManagersOf]
	case a.Case != nil:
		c := d.cases[*a.Case]
		if a.Mediator && c.Mediator != nil {
			ids = append(ids, *c.Mediator)
		}
		for _, p := range c.Parties {
			wanted := len(a.Labels) == 0 && !a.Mediator || slices.Contains(a.Labels, p.Label)
			if p.Told && wanted {
				ids = append(ids, d.staff(p.Organization, a.Roles)...)
			}
		}
	}
	return ids
}

func (d directory) staff(organization uuid.UUID, roles []string) (ids []uuid.UUID) {
	if len(roles) == 0 {
		roles = workingRoles
	}
	for id, p := range d.people {
		if p.OrganizationID == organization && slices.Contains(roles, p.Role) {
			ids = append(ids, id)
		}
	}
	return ids
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
