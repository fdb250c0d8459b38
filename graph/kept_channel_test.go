package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// keptChannelQuery asks for all that a view is made of, names as well.
var keptChannelQuery = strings.NewReplacer("territory { code }", "territory { code name { default } }", "distributor { code }", "distributor { code name { default } }").Replace(channelQuery)

// channelChanges change each input of a channel view of January 2024, in this order.
func channelChanges(g *graphtest.Graph) []struct {
	input, role, of, mutation string
	in                        object
} {
	north, south := typeid.Format(typeid.Distributor, g.Organization("NORTH")), typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
	product, taipei := typeid.Format(typeid.Product, g.ID("T-1")), typeid.Format(typeid.Territory, g.ID("TPE"))
	const distributor = `mutation ($in: UpdateDistributorInput!) { updateDistributor(input: $in) { distributor { id } } }`
	const target = `mutation ($in: SetTargetInput!) { setTarget(input: $in) { target { id } } }`
	const budget = `mutation ($in: SetBudgetInput!) { setBudget(input: $in) { budgets { year } } }`
	const price = `mutation ($in: SetPricePolicyInput!) { setPricePolicy(input: $in) { pricePolicy { id } } }`
	sale := object{"invoiceNumber": "K-1", "saleDate": "2024-01-10", "productCode": "T-1", "quantity": "1", "unitPrice": "77", "customerName": "Acme Ltd", "shipToRegion": "KHH"}
	return []struct {
		input, role, of, mutation string
		in                        object
	}{
		{"a budget", "brand_admin", "BRAND", budget, object{"year": 2024, "channelType": "SOCIAL", "amount": "2400"}},
		{"a budget taken away", "brand_admin", "BRAND", budget, object{"year": 2024, "channelType": "SOCIAL"}},
		{"a target", "brand_admin", "BRAND", target, object{"distributorId": north, "period": "2024-01", "amount": "1234"}},
		{"a price for a channel", "brand_admin", "BRAND", price, object{"productId": product, "channelType": "STORE", "from": "2024-01-01", "listPrice": "3", "currency": "USD"}},
		{"an exchange rate", "brand_admin", "BRAND", `mutation ($in: SetExchangeRateInput!) { setExchangeRate(input: $in) { exchangeRate { rate } } }`, object{"currency": "USD", "from": "2024-01-15", "rate": "33"}},
		{"a list of prices", "brand_admin", "BRAND", price, object{"productId": product, "channelType": "SOCIAL", "from": "2024-01-01", "listPrice": "50", "currency": "TWD"}},
		{"an answer", "brand_admin", "BRAND", recordIt, object{"distributorId": north, "respondedOn": "2024-01-05", "csat": 5, "nps": 10}},
		{"a sale", "distributor_rep", "NORTH", submitSales, object{"distributorId": north, "lines": []any{sale}}},
		{"an assignment", "brand_admin", "BRAND", `mutation ($in: EndAssignmentInput!) { endAssignment(input: $in) { assignment { id } } }`,
			object{"id": typeid.Format(typeid.Assignment, g.ID("assignment:SOUTH")), "until": "2023-12-31"}},
		{"a territory's name", "brand_admin", "BRAND", `mutation ($in: UpdateTerritoryInput!) { updateTerritory(input: $in) { territory { id } } }`, object{"id": taipei, "name": object{"default": "Taipei City"}}},
		{"a new region", "brand_admin", "BRAND", `mutation ($in: CreateTerritoryInput!) { createTerritory(input: $in) { territory { id } } }`,
			object{"code": "TNN", "name": object{"default": "Tainan"}, "kind": "CITY", "parentId": typeid.Format(typeid.Territory, g.ID("TW"))}},
		{"a distributor's name", "brand_admin", "BRAND", distributor, object{"id": south, "name": object{"default": "Southern"}}},
		{"a distributor's channels", "brand_admin", "BRAND", distributor, object{"id": south, "channelTypes": []any{"SOCIAL"}}},
		{"a distributor's place in the chain", "brand_admin", "BRAND", distributor, object{"id": south, "parentId": north}},
	}
}

// What the view is made of has a version each: a change of any shows in the next view, which until then costs no statement.
func TestAKeptChannelViewFollowsEachOfItsInputs(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	soldInBoth(g)
	g.Work()
	node := g.Node(inProcess())
	admin := node.As("brand_admin", "BRAND")
	shown := admin.Do(t, keptChannelQuery, nil).Want(t, "").Body
	for _, c := range channelChanges(g) {
		for range 2 {
			admin.Do(t, keptChannelQuery, nil)
		}
		if statements := node.Counter.During(func() { admin.Do(t, keptChannelQuery, nil).Want(t, "") }); len(statements) > 0 {
			t.Errorf("before %s: a kept view costs %q", c.input, statements)
		}
		node.As(c.role, c.of).Do(t, c.mutation, map[string]any{"in": c.in}).Want(t, "")
		got, want := admin.Do(t, keptChannelQuery, nil).Want(t, "").Body, g.As("brand_admin", "BRAND").Do(t, keptChannelQuery, nil).Body
		if got != want {
			t.Errorf("after %s\n got %s\nwant %s", c.input, got, want)
		}
		if want == shown {
			t.Errorf("%s changes nothing in the view", c.input)
		}
		shown = want
	}
}

// A manager's view follows who is in the portfolio, and is nobody else's.
func TestAKeptChannelViewIsOfWhoAsks(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	soldInBoth(g)
	node := g.Node(inProcess())
	roles := []string{"brand_admin", "channel_manager", "brand_analyst", "auditor"}
	same := func(when string) {
		t.Helper()
		for range 3 {
			for _, role := range roles {
				if got, want := node.As(role, "BRAND").Do(t, keptChannelQuery, nil).Body, g.As(role, "BRAND").Do(t, keptChannelQuery, nil).Body; got != want {
					t.Errorf("%s, %s\n got %s\nwant %s", when, role, got, want)
				}
			}
		}
	}
	same("at first")
	for _, ids := range [][]string{{typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}, {}} {
		node.As("brand_admin", "BRAND").Do(t, `mutation ($user: ID!, $ids: [ID!]!) { setPortfolio(input: {userId: $user, distributorIds: $ids}) { user { id } } }`,
			map[string]any{"user": typeid.Format(typeid.User, g.User("channel_manager", "BRAND")), "ids": ids}).Want(t, "")
		same("with another portfolio")
	}
	node.As("distributor_rep", "NORTH").Do(t, keptChannelQuery, nil).Want(t, "FORBIDDEN")
}
