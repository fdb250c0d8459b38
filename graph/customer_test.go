package graph_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/typeid"
)

// shared is the company that NORTH and SOUTH both keep an account of; lone stands alone, and so does a person of SOUTH.
type shared struct{ north, south, lone, person uuid.UUID }

// withAccounts has the two distributors keep accounts, and matches them.
func withAccounts(g *graphtest.Graph, t *testing.T) shared {
	t.Helper()
	s := shared{typeid.New(), typeid.New(), typeid.New(), typeid.New()}
	add := func(owner string, id uuid.UUID, name any, organization bool, person, phone, street string) {
		g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, code, name, is_organization, territory_id, channel_type) VALUES ($1, $2, uuid_send($2), 'C-' || left($2::text, 4), $3, $4, $5, 'STORE')`,
			g.Organization(owner), id, name, organization, g.ID("TPE"))
		g.Exec(`INSERT INTO account_contacts (distributor_id, account_id, name, phone, street, city, country) VALUES ($1, $2, $3, $4, $5, '臺北市', 'TW')`,
			g.Organization(owner), id, person, phone, street)
		g.Exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, g.Organization(owner), id)
	}
	add("NORTH", s.north, "大同股份有限公司", true, "", "02-2592-5252", "中山北路三段22號")
	add("SOUTH", s.south, "大同(股)公司", true, "", "+886 2 2592 5252", "中山北路3段22號")
	add("SOUTH", s.lone, "聲寶股份有限公司", true, "", "02-2392-6161", "信義路二段1號")
	add("SOUTH", s.person, nil, false, "王小明", "0912-345-678", "信義路二段1號")
	matchAll(g, t)
	return s
}

func matchAll(g *graphtest.Graph, t *testing.T) {
	t.Helper()
	if err := customer.NewMatcher(g.DB.Engine(), g.Detector, time.Now, slog.New(slog.DiscardHandler)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func accountID(id uuid.UUID) string { return typeid.Format(typeid.Account, id) }

const customersQuery = `query ($filter: CustomerFilter, $sort: CustomerSort) { customers(filter: $filter, sort: $sort, first: 50) { totalCount edges { node {
	id name otherNames isOrganization accountCount organizationCount channelType territory { code } revenue { amount currency } firstSaleOn
	provenance { field rule account { id } reason pinnedBy { name } }
	accounts { id name isOwn distributor { code } }
	purchases(months: 60) { month distributor { code } channelType revenue { amount } lines } } } } }`

type customersAnswer struct {
	Customers struct {
		TotalCount int
		Edges      []struct{ Node customerNode }
	}
}

type customerNode struct {
	ID, Name                        string
	OtherNames                      []string
	AccountCount, OrganizationCount int
	Revenue                         struct{ Amount string }
	Provenance                      []struct {
		Field, Rule, Reason string
		Account             *struct{ ID string }
		PinnedBy            *struct{ Name string }
	}
	Accounts []struct {
		ID, Name    string
		Distributor struct{ Code string }
	}
	Purchases []struct {
		Month, ChannelType string
		Distributor        struct{ Code string }
		Revenue            struct{ Amount string }
		Lines              int
	}
}

func TestOneCustomerShowsAllItsAccounts(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	for owner, account := range map[string]uuid.UUID{"NORTH": s.north, "SOUTH": s.south} {
		g.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts)
			VALUES ($1, gen_random_uuid(), gen_random_uuid(), 1, 'I', '1', current_date - 40, $2, $3, $4, 'STORE', 2, 100, 'TWD', 100, '\x00')`,
			g.Organization(owner), g.ID("T-1"), g.ID("TOOLS"), account)
	}
	admin := g.As("brand_admin", "BRAND")
	var got customersAnswer
	admin.Do(t, customersQuery, map[string]any{"filter": map[string]any{"search": "大同"}}).Into(t, &got)
	if got.Customers.TotalCount != 1 || len(got.Customers.Edges) != 1 {
		t.Fatalf("searching found %+v", got)
	}
	c := got.Customers.Edges[0].Node
	if c.AccountCount != 2 || c.OrganizationCount != 2 || len(c.Accounts) != 2 || len(c.Purchases) != 2 || !strings.HasPrefix(c.Revenue.Amount, "200") || len(c.OtherNames) != 1 {
		t.Errorf("customer = %+v", c)
	}
	for _, p := range c.Provenance {
		if p.Account == nil || p.Rule != "MOST_RECENT" && p.Rule != "MOST_COMMON" {
			t.Errorf("provenance = %+v", p)
		}
	}
	admin.Do(t, customersQuery, map[string]any{"filter": map[string]any{"minOrganizations": 2}, "sort": map[string]any{"field": "ORGANIZATIONS", "direction": "DESC"}}).Into(t, &got)
	if got.Customers.TotalCount != 1 {
		t.Errorf("shared customers: %+v", got)
	}
	// A person's name is nowhere in the brand's answers.
	if body := admin.Do(t, customersQuery, nil).Want(t, "").Body; strings.Contains(body, "王小明") {
		t.Errorf("the brand reads a person's name: %s", body)
	}
	var pinned struct {
		PinCustomerField struct{ Customer customerNode }
	}
	admin.Do(t, `mutation ($id: ID!) { pinCustomerField(input: {customerId: $id, field: NAME, value: "Tatung", reason: "as on the contract"}) {
		customer { name provenance { field rule reason pinnedBy { name } } } } }`, map[string]any{"id": c.ID}).Into(t, &pinned)
	if p := pinned.PinCustomerField.Customer; p.Name != "Tatung" || p.Provenance[0].Rule != "PINNED" || p.Provenance[0].Reason != "as on the contract" || p.Provenance[0].PinnedBy == nil {
		t.Errorf("pinned: %+v", p)
	}
	admin.Do(t, `mutation ($id: ID!) { pinCustomerField(input: {customerId: $id, field: CHANNEL_TYPE, value: "SPACESHIP", reason: "x"}) { customer { id } } }`,
		map[string]any{"id": c.ID}).WantField(t, "input.value")
}

func TestStatementsOfCustomersDoNotGrow(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	count := func() int {
		return len(g.Counter.During(func() { admin.Do(t, customersQuery, nil).Want(t, "") }))
	}
	count() // who asks, and the settings, are known from now on
	few := fewest(count)
	for i := range 20 {
		id := typeid.New()
		g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization, territory_id) VALUES ($1, $2, uuid_send($2), $3, true, $4)`,
			g.Organization("NORTH"), id, fmt.Sprintf("Unlike %c%c Works", 'A'+i, 'Z'-i), g.ID("TPE"))
		g.Exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, g.Organization("NORTH"), id)
	}
	matchAll(g, t)
	if many := fewest(count); many > few {
		t.Errorf("%d statements for 3 customers, %d for 23", few, many)
	}
}

const queueQuery = `query ($states: [MatchState!]) { matchCandidates(filter: {states: $states}) { totalCount edges { node { id probability weight state automatic
	fields { field agreement weight } first { id name } second { id name } customers { id } decidedBy { name } } } } }`

type queueAnswer struct {
	MatchCandidates struct {
		TotalCount int
		Edges      []struct {
			Node struct {
				ID, Probability, Weight, State string
				Automatic                      bool
				Fields                         []struct{ Field, Agreement, Weight string }
				Customers                      []struct{ ID string }
			}
		}
	}
}

func TestADecisionIsUndoneWithNothingLost(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	manager := g.As("channel_manager", "BRAND")
	var queue queueAnswer
	manager.Do(t, queueQuery, map[string]any{"states": []string{"LINKED"}}).Into(t, &queue)
	if queue.MatchCandidates.TotalCount != 1 {
		t.Fatalf("queue = %+v", queue)
	}
	p := queue.MatchCandidates.Edges[0].Node
	if !p.Automatic || len(p.Customers) != 1 || len(p.Fields) < 2 || p.Fields[0].Field != "NAME" {
		t.Errorf("pair = %+v", p)
	}
	decide := func(what string) *graphtest.Response {
		return manager.Do(t, `mutation ($id: ID!, $what: MatchDecision!) { decideMatch(input: {id: $id, decision: $what, reason: "seen"}) { candidate { state customers { id } } } }`,
			map[string]any{"id": p.ID, "what": what})
	}
	if body := decide("UNDO").Want(t, "").Body; strings.Count(body, `"id"`) != 2 || !strings.Contains(body, "OPEN") {
		t.Errorf("undone: %s", body)
	}
	if body := decide("LINK").Want(t, "").Body; strings.Count(body, `"id"`) != 1 {
		t.Errorf("linked: %s", body)
	}
	unlink := `mutation ($id: ID!, $reason: String!) { unlinkAccount(input: {accountId: $id, reason: $reason}) { customer { id accountCount } before { id accountCount history { edges { node { kind by { name } account { id } } } } } } }`
	manager.Do(t, unlink, map[string]any{"id": accountID(s.south), "reason": ""}).WantField(t, "input.reason")
	if body := manager.Do(t, unlink, map[string]any{"id": accountID(s.south), "reason": "moved"}).Want(t, "").Body; strings.Count(body, `"accountCount":1`) != 2 || !strings.Contains(body, "UNLINKED") {
		t.Errorf("unlinked: %s", body)
	}
	manager.Do(t, unlink, map[string]any{"id": accountID(s.south), "reason": "again"}).Want(t, "CONFLICT")
	decide("LINK").Want(t, "")
}
