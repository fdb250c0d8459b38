// Package scope says which rows a caller may reach.
//
// A Scope is a required parameter of every store method: the store puts it into
// the WHERE clause, and the transaction hands it to row-level security, which
// holds it a second time. The zero Scope sees nothing. Ground: imports nothing of ours.
package scope

import "github.com/google/uuid"

// Reach is how far a scope goes.
type Reach string

// The reaches, narrowest first. They are the values of app.reach in row-level security.
const (
	None      Reach = ""          // nothing
	Own       Reach = "own"       // the rows of one organisation
	Portfolio Reach = "portfolio" // the rows of the distributors assigned to a user
	All       Reach = "all"       // every row
	Login     Reach = "login"     // users, keys and invitations, before anybody is known
)

// Scope is the set of rows a caller may reach.
type Scope struct {
	Reach        Reach
	Organization uuid.UUID // the caller's organisation; for a distributor, its distributor id
	User         uuid.UUID // the caller, uuid.Nil for jobs
}

// System is the scope of the portal's own jobs: every row, no user.
func System() Scope { return Scope{Reach: All} }

// ForLogin is the scope in which a person is recognised: only the tables that tell who is who.
func ForLogin() Scope { return Scope{Reach: Login} }

// Of is the scope of one organisation without a user, for jobs that work for it.
func Of(organization uuid.UUID) Scope {
	return Scope{Reach: Own, Organization: organization}
}

// Narrow gives s with the smaller reach of the two, so that a permission can only take away.
func (s Scope) Narrow(to Reach) Scope {
	if order[to] < order[s.Reach] {
		s.Reach = to
	}
	return s
}

var order = map[Reach]int{None: 0, Login: 1, Own: 2, Portfolio: 3, All: 4}

// Where gives the SQL condition that holds column (a distributor's or organisation's id) within the
// scope, and adds its named arguments to args. The column is written by us, never by a caller.
func (s Scope) Where(column string, args map[string]any) string {
	switch s.Reach {
	case All:
		return "true"
	case Portfolio:
		args["scope_user"] = s.User
		return column + " IN (SELECT distributor_id FROM portfolio_members WHERE user_id = @scope_user)"
	case Own:
		args["scope_organization"] = s.Organization
		return column + " = @scope_organization"
	default:
		return "false"
	}
}

// Holds reports whether the scope surely reaches the organisation without asking the database:
// true for All, equality for Own, false otherwise (a portfolio is the database's to know).
func (s Scope) Holds(organization uuid.UUID) bool {
	return s.Reach == All || s.Reach == Own && s.Organization == organization
}
