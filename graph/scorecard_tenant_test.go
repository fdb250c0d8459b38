package graph_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// Another's scorecard is as one of nobody: the same answer, to the byte.
func TestAnothersScorecardIsNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	for role, of := range map[string]string{"distributor_admin": "NORTH", "distributor_rep": "NORTH", "channel_manager": "BRAND"} {
		var answers []string
		for _, id := range []uuid.UUID{g.Organization("SOUTH"), typeid.New()} {
			vars := map[string]any{"id": typeid.Format(typeid.Distributor, id), "period": "2024-01"}
			answers = append(answers, g.As(role, of).Do(t, cardQuery, vars).Want(t, "").Body)
		}
		if answers[0] != answers[1] || !strings.Contains(answers[0], `"scorecard":null`) {
			t.Errorf("%s of %s: %v", role, of, answers)
		}
	}
}

func TestListsAndOverviewsEndWhereTheScopeEnds(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	for _, c := range []struct{ role, of, sees, overview string }{
		{"distributor_viewer", "NORTH", "NORTH", "1: 2999999.9999/3000000, 3000000 before, 12 months, rose NORTH, 0 fell, missing 1: NORTH"},
		{"distributor_rep", "SOUTH", "SOUTH", "1: 500/2000000, 0 before, 12 months, rose SOUTH, 0 fell, missing 1: SOUTH"},
		{"channel_manager", "BRAND", "NORTH", "1: 2999999.9999/3000000, 3000000 before, 12 months, rose NORTH, 0 fell, missing 1: NORTH"},
	} {
		var all list
		g.As(c.role, c.of).Do(t, listQuery, nil).Into(t, &all)
		if s := all.Scorecards; s.TotalCount != 1 || len(s.Edges) != 1 || s.Edges[0].Node.Distributor.Code != c.sees {
			t.Errorf("%s of %s lists %+v", c.role, c.of, s)
		}
		var data overview
		g.As(c.role, c.of).Do(t, overviewQuery, nil).Into(t, &data)
		if got := data.line(); got != c.overview {
			t.Errorf("%s of %s\n got %s\nwant %s", c.role, c.of, got, c.overview)
		}
	}
}
