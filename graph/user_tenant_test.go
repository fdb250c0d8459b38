package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// NORTH's administrator tries each of SOUTH's people by each field, and learns nothing.
func TestADistributorSeesNothingOfAnothersPeople(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	north := g.As("distributor_admin", "NORTH")
	theirs, nobodys := userID(g, "distributor_rep", "SOUTH"), typeid.Format(typeid.User, typeid.New())
	south := typeid.Format(typeid.Organization, g.Organization("SOUTH"))

	for name, query := range map[string]string{
		"node":           "query($id: ID!) { node(id: $id) { id } }",
		"setUserRole":    "mutation($id: ID!) { setUserRole(input: {id: $id, role: DISTRIBUTOR_VIEWER}) { user { id } } }",
		"deactivateUser": "mutation($id: ID!) { deactivateUser(input: {id: $id}) { user { id } } }",
		"reactivateUser": "mutation($id: ID!) { reactivateUser(input: {id: $id}) { user { id } } }",
		"auditEntries":   "query($id: ID!) { auditEntries(filter: {subjectId: $id}) { totalCount edges { node { id } } } }",
		"actor":          "query($id: ID!) { auditEntries(filter: {actorId: $id}) { totalCount edges { node { id } } } }",
	} {
		got, none := north.Do(t, query, object{"id": theirs}), north.Do(t, query, object{"id": nobodys})
		if got.Body != none.Body || got.Status != none.Status {
			t.Errorf("%s: their user gives %s, no user %s", name, got.Body, none.Body)
		}
	}
	for name, query := range map[string]string{
		"node":       "query($id: ID!) { node(id: $id) { id } }",
		"users":      "query($id: ID!) { users(filter: {organizationId: $id}) { totalCount edges { node { id } } } }",
		"inviteUser": `mutation($id: ID!) { inviteUser(input: {email: "x@y.example", name: "X", role: DISTRIBUTOR_REP, organizationId: $id}) { user { id } } }`,
	} {
		got, none := north.Do(t, query, object{"id": south}), north.Do(t, query, object{"id": typeid.Format(typeid.Organization, typeid.New())})
		if got.Body != none.Body || got.Status != none.Status {
			t.Errorf("%s: their organisation gives %s, none %s", name, got.Body, none.Body)
		}
	}
	everything := `{ users { totalCount edges { cursor node { id email name organization { id name } portfolio { id } } } }
		auditEntries { totalCount edges { node { id before after actor { id } } } } viewer { user { id } organization { id } distributor { id } } }`
	g.As("distributor_admin", "SOUTH").Do(t, `mutation { setLocale(input: {locale: "en"}) { viewer { locale } } }`, nil).Want(t, "")
	answer := north.Do(t, everything, nil).Want(t, "")
	for _, secret := range []string{"south", "South", south, theirs, typeid.Format(typeid.Distributor, g.Organization("SOUTH"))} {
		if strings.Contains(answer.Body, secret) {
			t.Errorf("NORTH reads %q in %s", secret, answer.Body)
		}
	}
}

// Whoever has an address, the answer to inviting it is the same.
func TestATakenAddressDoesNotTellWhere(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	var first string
	for _, taken := range []string{
		graphtest.Email("distributor_rep", "NORTH"), graphtest.Email("distributor_rep", "SOUTH"), graphtest.Email("auditor", "BRAND"),
	} {
		answer := g.As("distributor_admin", "NORTH").Do(t, inviteMutation, object{"input": object{"email": taken, "name": "N", "role": "DISTRIBUTOR_REP"}}).Want(t, "INVALID")
		if first == "" {
			first = answer.Body
		}
		if answer.Body != first || strings.Contains(answer.Body, taken) {
			t.Errorf("%s: %s, want %s", taken, answer.Body, first)
		}
	}
}
