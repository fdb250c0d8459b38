package graph_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// A distributor learns nothing of customers, links and pairs by their ids, even right ones: the answer is that of an id of nobody.
func TestCustomersAreNobodysButTheBrands(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	var id uuid.UUID
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT customer_id FROM customer_links WHERE account_id = $1`, s.north).Scan(&id); err != nil {
		t.Fatal(err)
	}
	rep := g.As("distributor_rep", "NORTH")
	node := `query ($id: ID!) { node(id: $id) { __typename id } }`
	for _, prefix := range []string{typeid.Customer, typeid.MatchPair} {
		a := rep.Do(t, node, map[string]any{"id": typeid.Format(prefix, id)}).Body
		b := rep.Do(t, node, map[string]any{"id": typeid.Format(prefix, typeid.New())}).Body
		if a != b {
			t.Errorf("%s: %s and %s", prefix, a, b)
		}
	}
	// Of accounts it reads its own.
	if body := rep.Do(t, node, map[string]any{"id": accountID(s.north)}).Want(t, "").Body; !strings.Contains(body, "Account") {
		t.Errorf("its own account: %s", body)
	}
	if body := rep.Do(t, node, map[string]any{"id": accountID(s.south)}).Body; strings.Contains(body, "Account") {
		t.Errorf("another's account: %s", body)
	}
}
