package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// A distributor reads its own people's passes and the brand's courses; of others nothing.
func TestADistributorReadsItsOwnPasses(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	course := courseOf(t, g, object{"requiredTiers": []string{"TIER_1"}})
	mine, theirs := passed(t, g, "NORTH", course, "Lin of NORTH", "2026-01-01"), passed(t, g, "SOUTH", course, "Ho of SOUTH", "2026-01-01")
	south, none := distributorID(g, "SOUTH"), typeid.Format(typeid.Distributor, typeid.New())
	for _, who := range []*graphtest.Caller{g.As("distributor_admin", "NORTH"), g.As("distributor_rep", "NORTH"), g.As("distributor_viewer", "NORTH"), g.As("channel_manager", "BRAND")} {
		body := who.Do(t, listPasses, nil).Want(t, "").Body
		if !strings.Contains(body, "Lin of NORTH") || strings.Contains(body, "SOUTH") || !strings.Contains(body, `"totalCount":1`) {
			t.Errorf("it reads %s", body)
		}
		if body := who.Do(t, listPasses, object{"f": object{"distributorId": south}}).Want(t, "").Body; !strings.Contains(body, `"totalCount":0`) {
			t.Errorf("of SOUTH: %s", body)
		}
		if a, b := who.Do(t, requirements, object{"id": south}), who.Do(t, requirements, object{"id": none}); a.Body != b.Body || !strings.Contains(a.Body, `"trainingRequirements":null`) {
			t.Errorf("requirements of SOUTH: %s, of nobody: %s", a.Body, b.Body)
		}
		for id, found := range map[string]bool{mine: true, theirs: false, course: true} {
			if body := who.Do(t, nodeOfIt, object{"id": id}).Want(t, "").Body; strings.Contains(body, `"node":null`) == found {
				t.Errorf("%s: %s", id, body)
			}
		}
	}
	manager := g.As("channel_manager", "BRAND")
	manager.Do(t, dropPass, object{"id": theirs, "reason": "x"}).Want(t, "NOT_FOUND")
	manager.Do(t, recordPass, object{"in": object{"distributorId": south, "courseId": course, "trainee": "A", "passedOn": "2026-01-02"}}).Want(t, "NOT_FOUND")
}
