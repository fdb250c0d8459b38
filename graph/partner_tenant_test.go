package graph_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// partnerQuery asks for all there is.
const partnerQuery = `{
	distributors { totalCount pageInfo { hasNextPage } edges { node { id code name { default } parent { code } managers { name } assignments { id } } } }
	assignments { totalCount edges { node { id distributor { code } } } }
	targets { totalCount edges { node { id amount { amount } distributor { code } } } }
	products { edges { node { code aliases { alias distributor { code } } } } }
}`

func TestADistributorSeesItselfAlone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Exec(`UPDATE distributors SET parent_id = $1 WHERE code = 'SOUTH'`, g.Organization("NORTH"))
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		for of, other := range map[string]string{"NORTH": "SOUTH", "SOUTH": "NORTH"} {
			answer := g.As(role, of).Do(t, partnerQuery, nil)
			data := dataOf(t, answer)
			for _, list := range []string{"distributors", "assignments", "targets"} {
				if n := at(data, list, "totalCount"); n != 1.0 {
					t.Errorf("%s of %s counts %v %s", role, of, n, list)
				}
			}
			hidden := []string{other, strings.ToLower(other), other[:1] + strings.ToLower(other[1:]), typeid.Format(typeid.Distributor, g.Organization(other)),
				typeid.Format(typeid.Assignment, g.ID("assignment:"+other)), typeid.Format(typeid.Target, g.ID("target:"+other))}
			for _, text := range hidden {
				if strings.Contains(answer.Body, text) {
					t.Errorf("%s of %s reads %s: %s", role, of, text, answer.Body)
				}
			}
			manager := at(data, "distributors", "edges", 0, "node", "managers", 0, "name")
			if want := map[string]any{"NORTH": "channel_manager of BRAND", "SOUTH": nil}[of]; manager != want {
				t.Errorf("%s of %s sees the manager %v, want %v", role, of, manager, want)
			}
		}
	}
}

// What belongs to another is as what doesn't exist: the same answer, to the byte.
func TestAnothersPartnerDataIsNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	tests := []struct {
		query, prefix string
		id            uuid.UUID
	}{
		{`query($id: ID!) { node(id: $id) { id } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`query($id: ID!) { node(id: $id) { id } }`, typeid.Assignment, g.ID("assignment:SOUTH")},
		{`query($id: ID!) { node(id: $id) { id } }`, typeid.Target, g.ID("target:SOUTH")},
		{`query($id: ID!) { distributor(id: $id) { id } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`query($id: ID!) { distributors(filter: {parentId: $id}) { totalCount edges { node { id } } } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`query($id: ID!) { assignments(filter: {distributorId: $id}) { totalCount edges { node { id } } } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`query($id: ID!) { targets(filter: {distributorId: $id}) { totalCount edges { node { id } } } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`mutation($id: ID!) { setProductAlias(input: {distributorId: $id, alias: "x"}) { product { id } } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`mutation($id: ID!) { setTarget(input: {distributorId: $id, period: "2024"}) { target { id } } }`, typeid.Distributor, g.Organization("SOUTH")},
		{`mutation($id: ID!) { endAssignment(input: {id: $id, until: "2024-01-01"}) { assignment { id } } }`, typeid.Assignment, g.ID("assignment:SOUTH")},
	}
	for _, c := range []struct{ role, of string }{{"distributor_admin", "NORTH"}, {"distributor_viewer", "NORTH"}, {"channel_manager", "BRAND"}} {
		for _, tt := range tests {
			theirs := g.As(c.role, c.of).Do(t, tt.query, map[string]any{"id": typeid.Format(tt.prefix, tt.id)}).Body
			none := g.As(c.role, c.of).Do(t, tt.query, map[string]any{"id": typeid.Format(tt.prefix, typeid.New())}).Body
			if theirs != none {
				t.Errorf("%s: %s\n%s\n%s", c.role, tt.query, theirs, none)
			}
		}
	}
}

// The parent is the brand's to know, also for who is below.
func TestParentIsTheBrandsToKnow(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Exec(`UPDATE distributors SET parent_id = $1 WHERE code = 'SOUTH'`, g.Organization("NORTH"))
	south := typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
	query := `query($id: ID!) { distributor(id: $id) { parent { code } } }`
	data := dataOf(t, g.As("brand_analyst", "BRAND").Do(t, query, map[string]any{"id": south}))
	if at(data, "distributor", "parent", "code") != "NORTH" {
		t.Errorf("the brand sees %v", data)
	}
	data = dataOf(t, g.As("distributor_admin", "SOUTH").Do(t, query, map[string]any{"id": south}))
	if at(data, "distributor", "parent") != nil {
		t.Errorf("SOUTH sees %v", data)
	}
	north := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	data = dataOf(t, g.As("distributor_admin", "SOUTH").Do(t, `query($id: ID!) { distributors(filter: {parentId: $id}) { totalCount } }`, map[string]any{"id": north}))
	if at(data, "distributors", "totalCount") != 0.0 {
		t.Errorf("SOUTH finds out whom it buys from: %v", data)
	}
}
