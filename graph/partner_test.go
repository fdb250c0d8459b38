package graph_test

import (
	"fmt"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// dataOf reads an answer into maps, for tests that look at a few fields.
func dataOf(t *testing.T, r *graphtest.Response) map[string]any {
	t.Helper()
	var data map[string]any
	r.Into(t, &data)
	return data
}

// at follows keys and indexes into an answer's data.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func TestDistributorsAreAddedAndChanged(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	north := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	create := `mutation($in: CreateDistributorInput!) { createDistributor(input: $in) { distributor { id code status parent { code } name { default zhHant } channelTypes joinedOn leftOn } } }`
	in := map[string]any{"code": "EAST", "name": map[string]any{"default": "East", "zhHant": "東方"}, "tier": "TIER_2", "parentId": north, "channelTypes": []string{"STORE", "ECOMMERCE"},
		"currency": "TWD", "country": "TW", "timeZone": "Asia/Taipei", "joinedOn": "2024-01-01", "idempotencyKey": "east"}
	data := dataOf(t, admin.Do(t, create, map[string]any{"in": in}))
	east := at(data, "createDistributor", "distributor")
	if at(east, "parent", "code") != "NORTH" || at(east, "status") != "ACTIVE" || at(east, "name", "zhHant") != "東方" || at(east, "joinedOn") != "2024-01-01" {
		t.Errorf("%v", east)
	}
	again := dataOf(t, admin.Do(t, create, map[string]any{"in": in}))
	if at(again, "createDistributor", "distributor", "id") != at(east, "id") {
		t.Error("the same key gave another distributor")
	}
	in["name"] = map[string]any{"default": "Elsewhere"}
	admin.Do(t, create, map[string]any{"in": in}).Want(t, "CONFLICT")

	update := `mutation($in: UpdateDistributorInput!) { updateDistributor(input: $in) { distributor { status leftOn parent { code } name { default } } } }`
	data = dataOf(t, admin.Do(t, update, map[string]any{"in": map[string]any{"id": at(east, "id"), "status": "ENDED", "leftOn": "2024-12-31", "parentId": nil}}))
	changed := at(data, "updateDistributor", "distributor")
	if at(changed, "status") != "ENDED" || at(changed, "leftOn") != "2024-12-31" || at(changed, "parent") != nil || at(changed, "name", "default") != "East" {
		t.Errorf("%v", changed)
	}
	bad := admin.Do(t, update, map[string]any{"in": map[string]any{"id": at(east, "id"), "country": "XX", "leftOn": "2023-01-01"}}).Want(t, "INVALID")
	if n := len(bad.Errors[0].Extensions.Fields); n != 2 {
		t.Errorf("%d fields at fault: %s", n, bad.Body)
	}
	admin.Do(t, update, map[string]any{"in": map[string]any{"id": typeid.Format(typeid.User, typeid.New())}}).Want(t, "INVALID")
	admin.Do(t, update, map[string]any{"in": map[string]any{"id": typeid.Format(typeid.Distributor, typeid.New()), "status": "ENDED"}}).Want(t, "NOT_FOUND")
}

func TestTerritoriesAreAddedAndAssigned(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	data := dataOf(t, admin.Do(t, `mutation($in: CreateTerritoryInput!) { createTerritory(input: $in) { territory { id depth parentId aliases } } }`, map[string]any{"in": map[string]any{
		"code": "XINYI", "name": map[string]any{"default": "Xinyi"}, "kind": "DISTRICT", "parentId": typeid.Format(typeid.Territory, g.ID("TPE")), "aliases": []string{"110", "信義區"}}}))
	xinyi := at(data, "createTerritory", "territory")
	if at(xinyi, "depth") != 2.0 || at(xinyi, "aliases", 1) != "信義區" {
		t.Errorf("%v", xinyi)
	}
	assign := `mutation($in: AssignTerritoryInput!) { assignTerritory(input: $in) { assignment { id from until exclusive distributor { code } territory { code } productLine { code } } } }`
	in := map[string]any{"distributorId": typeid.Format(typeid.Distributor, g.Organization("SOUTH")), "territoryId": at(xinyi, "id"), "from": "2024-01-01", "exclusive": true}
	refused := admin.Do(t, assign, map[string]any{"in": in}).Want(t, "CONFLICT")
	if p := refused.Errors[0].Extensions.Params; refused.Key() != "assignment.overlaps" || p["territoryCode"] != "TPE" || p["from"] != "2020-01-01" {
		t.Errorf("%s", refused.Body)
	}
	in["exclusive"], in["until"], in["productLineId"] = false, "2024-12-31", typeid.Format(typeid.ProductLine, g.ID("TOOLS"))
	made := at(dataOf(t, admin.Do(t, assign, map[string]any{"in": in})), "assignTerritory", "assignment")
	if at(made, "distributor", "code") != "SOUTH" || at(made, "territory", "code") != "XINYI" || at(made, "productLine", "code") != "TOOLS" || at(made, "until") != "2024-12-31" {
		t.Errorf("%v", made)
	}
	end := `mutation($id: ID!, $day: Date!) { endAssignment(input: {id: $id, until: $day}) { assignment { until } } }`
	ended := dataOf(t, admin.Do(t, end, map[string]any{"id": at(made, "id"), "day": "2024-06-30"}))
	if at(ended, "endAssignment", "assignment", "until") != "2024-06-30" {
		t.Errorf("%v", ended)
	}
	gone := dataOf(t, admin.Do(t, end, map[string]any{"id": at(made, "id"), "day": "2023-12-31"}))
	if at(gone, "endAssignment", "assignment") != nil {
		t.Errorf("%v", gone)
	}
	data = dataOf(t, admin.Do(t, `query($t: ID!) { territories { code } assignments(filter: {territoryId: $t, on: "2024-03-01"}, sort: {field: FROM, direction: DESC}) { totalCount edges { node { id } } } }`,
		map[string]any{"t": typeid.Format(typeid.Territory, g.ID("TW"))}))
	if at(data, "territories", 2, "code") != "TPE" || at(data, "territories", 3, "code") != "XINYI" || at(data, "assignments", "totalCount") != 2.0 {
		t.Errorf("%v", data)
	}
	data = dataOf(t, admin.Do(t, `mutation($id: ID!) { updateTerritory(input: {id: $id, name: {default: "Hsinyi"}}) { territory { name { default } aliases } } }`, map[string]any{"id": at(xinyi, "id")}))
	if at(data, "updateTerritory", "territory", "name", "default") != "Hsinyi" || at(data, "updateTerritory", "territory", "aliases", 0) != "110" {
		t.Errorf("%v", data)
	}
}

func TestTargetsAreSetAndTakenAway(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	set := `mutation($in: SetTargetInput!) { setTarget(input: $in) { target { id period amount { amount currency } productLine { code } distributor { code } } } }`
	in := map[string]any{"distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-Q1", "productLineId": typeid.Format(typeid.ProductLine, g.ID("PARTS")), "amount": "1000.5"}
	made := at(dataOf(t, admin.Do(t, set, map[string]any{"in": in})), "setTarget", "target")
	if at(made, "period") != "2024-Q1" || at(made, "amount", "amount") != "1000.5" || at(made, "amount", "currency") != "TWD" || at(made, "productLine", "code") != "PARTS" {
		t.Errorf("%v", made)
	}
	data := dataOf(t, admin.Do(t, `query($id: ID!) { node(id: $id) { ... on Target { distributor { code } } } targets(filter: {year: 2024}, sort: {field: AMOUNT, direction: ASC}) { totalCount edges { node { amount { amount } } } } }`,
		map[string]any{"id": at(made, "id")}))
	if at(data, "node", "distributor", "code") != "NORTH" || at(data, "targets", "totalCount") != 3.0 || at(data, "targets", "edges", 0, "node", "amount", "amount") != "1000.5" {
		t.Errorf("%v", data)
	}
	in["amount"] = nil
	if gone := dataOf(t, admin.Do(t, set, map[string]any{"in": in})); at(gone, "setTarget", "target") != nil {
		t.Errorf("%v", gone)
	}
	in["amount"] = "-1"
	if bad := admin.Do(t, set, map[string]any{"in": in}).Want(t, "INVALID"); bad.Errors[0].Extensions.Fields[0].Path != "input.amount" {
		t.Errorf("%s", bad.Body)
	}
	admin.Do(t, `{ targets(after: "bm9uc2Vuc2U") { totalCount } }`, nil).Want(t, "INVALID")
}

// A list costs as many statements with two distributors as with forty.
// fewest asks some times and gives the fewest statements: a busy machine splits a batch in two now and then, never each time,
// and a statement for each row would be there every time.
func fewest(ask func() int) int {
	n := ask()
	for range 7 {
		n = min(n, ask())
	}
	return n
}

func TestStatementsDoNotGrowWithTheList(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	query := `{ distributors(first: 40) { edges { node { code parent { code } managers { name } assignments { territory { code } productLine { code } distributor { code } } } } }
		products(first: 40) { edges { node { code productLine { code } aliases { alias distributor { code } } } } } }`
	ask := func() int { return len(g.Counter.During(func() { admin.Do(t, query, nil).Want(t, "") })) }
	ask() // what is held for a second
	few := fewest(ask)
	for i := range 38 {
		id := typeid.New()
		code := fmt.Sprintf("D%02d", i)
		g.Exec(`INSERT INTO organizations (id, kind, name) VALUES ($1, 'DISTRIBUTOR', $2)`, id, code)
		g.Exec(`INSERT INTO distributors (id, code, name, parent_id, tier, status, channel_types, currency, country, time_zone, joined_on)
			VALUES ($1, $2, $2, $3, 'TIER_2', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01')`, id, code, g.Organization("NORTH"))
		g.Exec(`INSERT INTO assignments (distributor_id, id, territory_id, product_line_id, valid, exclusive, territory_span, line_span)
			SELECT $1, $2, t.id, l.id, '[2020-01-01,)', false, t.span, int4range(l.ordinal, l.ordinal, '[]') FROM territories t, product_lines l WHERE t.code = 'TPE' AND l.code = 'TOOLS'`, id, typeid.New())
		g.Exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, g.User("channel_manager", "BRAND"), id)
		product := typeid.New()
		g.Exec(`INSERT INTO products (id, code, name, product_line_id) VALUES ($1, $2, $2, $3)`, product, code, g.ID("PARTS"))
		g.Exec(`INSERT INTO product_aliases (distributor_id, alias, product_id) VALUES ($1, 'x', $2)`, id, product)
	}
	// Forty rows take longer to ask than a batch waits, so that a loader below them may go twice; forty lists of their own would be forty more.
	if many := fewest(ask); many > few+6 {
		t.Errorf("%d statements for two distributors, %d for forty", few, many)
	}
}

// A manager sees who else looks after its distributors, and of nobody else's.
func TestManagersSeeTheirColleagues(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Exec(`INSERT INTO users (id, organization_id, email, name, role, status) SELECT gen_random_uuid(), $1, lower(n) || '@brand.example', n, 'channel_manager', 'ACTIVE' FROM unnest(ARRAY['Shared', 'Elsewhere']) n`, g.Brand)
	for name, of := range map[string]string{"Shared": "NORTH", "Elsewhere": "SOUTH"} {
		g.Exec("INSERT INTO portfolio_members (user_id, distributor_id) SELECT id, $2 FROM users WHERE name = $1", name, g.Organization(of))
	}
	manager := g.As("channel_manager", "BRAND")
	data := dataOf(t, manager.Do(t, `{ distributors { edges { node { code managers { id name lastLoginAt portfolioCount portfolio { id } } } } } users(filter: {role: CHANNEL_MANAGER}) { totalCount } }`, nil))
	found := at(data, "distributors", "edges").([]any)
	seen := at(found[0], "node", "managers").([]any)
	if len(found) != 1 || len(seen) != 2 || at(seen[0], "name") != "Shared" || at(seen[0], "portfolioCount") != 0.0 || at(data, "users", "totalCount") != 0.0 {
		t.Errorf("%v", data)
	}
	// Their account is not the manager's to read.
	if node := at(dataOf(t, manager.Do(t, `query($id: ID!) { node(id: $id) { id } }`, object{"id": at(seen[0], "id")})), "node"); node != nil {
		t.Errorf("the colleague as a node: %v", node)
	}
	g.Exec("UPDATE users SET last_login_at = now()")
	data = dataOf(t, manager.Do(t, `{ distributors { edges { node { managers { lastLoginAt } } } } }`, nil))
	for _, m := range at(data, "distributors", "edges", 0, "node", "managers").([]any) {
		if at(m, "lastLoginAt") != nil {
			t.Errorf("a colleague's last login: %v", data)
		}
	}
}
