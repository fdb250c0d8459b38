package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// partnerRoles are all roles, with an organisation of each.
var partnerRoles = []struct{ role, of string }{
	{"brand_admin", "BRAND"}, {"channel_manager", "BRAND"}, {"brand_analyst", "BRAND"}, {"auditor", "BRAND"},
	{"distributor_admin", "NORTH"}, {"distributor_rep", "NORTH"}, {"distributor_viewer", "NORTH"},
}

// may checks that just these roles may ask; the others are told FORBIDDEN, and nobody UNAUTHENTICATED.
func may(t *testing.T, g *graphtest.Graph, query string, vars map[string]any, roles ...string) {
	t.Helper()
	allowed := map[string]bool{}
	for _, role := range roles {
		allowed[role] = true
	}
	for _, r := range partnerRoles {
		answer := g.As(r.role, r.of).Do(t, query, vars)
		if forbidden := answer.Code() == "FORBIDDEN"; forbidden == allowed[r.role] {
			t.Errorf("%s as %s: %s", query, r.role, answer.Body)
		}
	}
	g.Nobody().Do(t, query, vars).Want(t, "UNAUTHENTICATED")
}

var readers = []string{"brand_admin", "channel_manager", "brand_analyst", "distributor_admin", "distributor_rep", "distributor_viewer"}

func TestWhoMayReadPartners(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, query := range []string{`{ distributors { totalCount } }`, `{ territories { id } }`, `{ assignments { totalCount } }`, `{ targets { totalCount } }`} {
		may(t, g, query, nil, readers...)
	}
	may(t, g, `query($id: ID!) { distributor(id: $id) { code } }`, map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}, readers...)
}

func TestWhoMayChangePartners(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	vars := map[string]any{
		"d": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "t": typeid.Format(typeid.Territory, g.ID("TPE")),
		"a": typeid.Format(typeid.Assignment, typeid.New()),
	}
	one := func(names ...string) map[string]any {
		out := map[string]any{}
		for _, n := range names {
			out[n] = vars[n]
		}
		return out
	}
	may(t, g, `mutation { createDistributor(input: {code: "", name: {default: ""}, tier: TIER_1, channelTypes: [], currency: "TWD", country: "", timeZone: "", joinedOn: "2024-01-01"}) { distributor { id } } }`, nil, "brand_admin")
	may(t, g, `mutation($d: ID!) { updateDistributor(input: {id: $d, status: ACTIVE}) { distributor { id } } }`, one("d"), "brand_admin", "channel_manager")
	may(t, g, `mutation { createTerritory(input: {code: "", name: {default: ""}, kind: CITY}) { territory { id } } }`, nil, "brand_admin")
	may(t, g, `mutation($t: ID!) { updateTerritory(input: {id: $t}) { territory { id } } }`, one("t"), "brand_admin")
	may(t, g, `mutation($d: ID!, $t: ID!) { assignTerritory(input: {distributorId: $d, territoryId: $t, from: "2024-01-01", exclusive: false}) { assignment { id } } }`, one("d", "t"), "brand_admin", "channel_manager")
	may(t, g, `mutation($a: ID!) { endAssignment(input: {id: $a, until: "2024-01-01"}) { assignment { id } } }`, one("a"), "brand_admin", "channel_manager")
	may(t, g, `mutation($d: ID!) { setTarget(input: {distributorId: $d, period: "2024", amount: "1"}) { target { id } } }`, one("d"), "brand_admin", "channel_manager")
}

// A manager changes what is in its portfolio, and nothing else.
func TestManagersChangeTheirPortfolioOnly(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	manager := g.As("channel_manager", "BRAND")
	for of, code := range map[string]string{"NORTH": "", "SOUTH": "NOT_FOUND"} {
		id := typeid.Format(typeid.Distributor, g.Organization(of))
		assignment := typeid.Format(typeid.Assignment, g.ID("assignment:"+of))
		manager.Do(t, `mutation($d: ID!) { updateDistributor(input: {id: $d, status: SUSPENDED}) { distributor { id } } }`, map[string]any{"d": id}).Want(t, code)
		manager.Do(t, `mutation($d: ID!) { setTarget(input: {distributorId: $d, period: "2024", amount: "1"}) { target { id } } }`, map[string]any{"d": id}).Want(t, code)
		manager.Do(t, `mutation($d: ID!, $t: ID!) { assignTerritory(input: {distributorId: $d, territoryId: $t, from: "2024-01-01", exclusive: false}) { assignment { id } } }`,
			map[string]any{"d": id, "t": typeid.Format(typeid.Territory, g.ID("TPE"))}).Want(t, code)
		manager.Do(t, `mutation($a: ID!) { endAssignment(input: {id: $a, until: "2024-01-01"}) { assignment { id } } }`, map[string]any{"a": assignment}).Want(t, code)
	}
	south := typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
	north := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	manager.Do(t, `mutation($d: ID!, $p: ID!) { updateDistributor(input: {id: $d, parentId: $p}) { distributor { id } } }`, map[string]any{"d": north, "p": south}).Want(t, "FORBIDDEN")
}
