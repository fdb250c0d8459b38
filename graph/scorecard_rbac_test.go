package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoMayReadScorecards(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	vars := map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-01"}
	for _, c := range []struct{ role, of, code string }{
		{"brand_admin", "BRAND", ""},
		{"channel_manager", "BRAND", ""},
		{"brand_analyst", "BRAND", ""},
		{"auditor", "BRAND", "FORBIDDEN"},
		{"distributor_admin", "NORTH", ""},
		{"distributor_rep", "NORTH", ""},
		{"distributor_viewer", "NORTH", ""},
	} {
		who := g.As(c.role, c.of)
		who.Do(t, cardQuery, vars).Want(t, c.code)
		who.Do(t, listQuery, nil).Want(t, c.code)
		who.Do(t, overviewQuery, nil).Want(t, c.code)
	}
	for _, query := range []string{cardQuery, listQuery, overviewQuery} {
		g.Nobody().Do(t, query, vars).Want(t, "UNAUTHENTICATED")
	}
}
