package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoMaySeeCustomers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	withAccounts(g, t)
	decide := `mutation { decideMatch(input: {id: "` + typeid.Format(typeid.MatchPair, typeid.New()) + `", decision: SKIP}) { candidate { id } } }`
	for _, c := range []struct{ role, of, read, decide string }{
		{"brand_admin", "BRAND", "", "NOT_FOUND"},
		{"channel_manager", "BRAND", "", "NOT_FOUND"},
		{"brand_analyst", "BRAND", "", "FORBIDDEN"},
		{"auditor", "BRAND", "FORBIDDEN", "FORBIDDEN"},
		{"distributor_admin", "NORTH", "FORBIDDEN", "FORBIDDEN"},
		{"distributor_rep", "NORTH", "FORBIDDEN", "FORBIDDEN"},
		{"distributor_viewer", "NORTH", "FORBIDDEN", "FORBIDDEN"},
	} {
		who := g.As(c.role, c.of)
		who.Do(t, customersQuery, nil).Want(t, c.read)
		who.Do(t, queueQuery, nil).Want(t, c.read)
		who.Do(t, decide, nil).Want(t, c.decide)
	}
	g.Nobody().Do(t, customersQuery, nil).Want(t, "UNAUTHENTICATED")
}
