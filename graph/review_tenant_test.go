package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

// Nobody reads, answers or takes back what lies beyond its reach, and nobody learns that it is there.
func TestReviewsAndContestsAreOnesOwn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, manager := g.As("brand_admin", "BRAND"), g.As("channel_manager", "BRAND")
	contests := map[string]string{}
	for _, code := range []string{"NORTH", "SOUTH"} {
		admin.Do(t, reviewIt, object{"in": reviewOf(g, code)}).Want(t, "")
		contests[code] = contest(t, g, code, "data_quality")
	}
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		who := g.As(role, "NORTH")
		reviews, made := who.Do(t, listReviews, nil).Want(t, "").Body, who.Do(t, listContests, nil).Want(t, "").Body
		for _, body := range []string{reviews, made} {
			if strings.Contains(body, "SOUTH") || strings.Contains(body, contests["SOUTH"]) || !strings.Contains(body, `"totalCount":1`) {
				t.Errorf("%s reads %s", role, body)
			}
		}
		// Who of the brand wrote it is not told: the brand did.
		if !strings.Contains(reviews, `"reviewer":"`+scanned[string](t, g, `SELECT name FROM organizations WHERE kind = 'BRAND'`)+`"`) {
			t.Errorf("%s reads who wrote it: %s", role, reviews)
		}
		for id, found := range map[string]bool{contests["NORTH"]: true, contests["SOUTH"]: false} {
			if body := who.Do(t, nodeOfIt, object{"id": id}).Want(t, "").Body; strings.Contains(body, `"node":null`) == found {
				t.Errorf("%s finds %s: %s", role, id, body)
			}
		}
	}
	rep := g.As("distributor_rep", "NORTH")
	rep.Do(t, contestIt, object{"in": contestOf(g, "SOUTH", "repeat_rate")}).Want(t, "NOT_FOUND")
	rep.Do(t, dropContest, object{"id": contests["SOUTH"]}).Want(t, "NOT_FOUND")
	// The manager looks after NORTH alone.
	manager.Do(t, reviewIt, object{"in": reviewOf(g, "SOUTH")}).Want(t, "NOT_FOUND")
	manager.Do(t, answerContest, object{"id": contests["SOUTH"], "yes": true, "text": "x"}).Want(t, "NOT_FOUND")
	if body := manager.Do(t, listContests, nil).Want(t, "").Body; strings.Contains(body, "SOUTH") || !strings.Contains(body, "NORTH") {
		t.Errorf("the manager reads %s", body)
	}
	manager.Do(t, answerContest, object{"id": contests["NORTH"], "yes": true, "text": "x"}).Want(t, "")
}

// Market sizes and budgets are the brand's; targets are spread and imported for those within reach.
func TestPlansAreTheBrands(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	manager := g.As("channel_manager", "BRAND")
	cascade := object{"distributorId": distributorID(g, "SOUTH"), "year": 2030, "amount": "12", "shape": "EVENLY"}
	manager.Do(t, cascadeIt, object{"in": cascade}).Want(t, "NOT_FOUND")
	manager.Do(t, previewCascade, object{"in": cascade}).Want(t, "NOT_FOUND")
	g.As("distributor_rep", "NORTH").Do(t, previewCascade, object{"in": cascade}).Want(t, "NOT_FOUND")
	file := g.Upload("channel_manager", "BRAND", "targets.csv", "distributor,period,amount\nNORTH,2030-01,5\nSOUTH,2030-01,6\n")
	body := manager.Do(t, importTargets, object{"file": file}).Want(t, "").Body
	if !strings.Contains(body, `"accepted":1`) || !strings.Contains(body, `"row":3,"field":"distributor","problem":{"key":"row.code.unknown"`) {
		t.Errorf("imported: %s", body)
	}
	theirs := g.Upload("distributor_rep", "NORTH", "targets.csv", "distributor,period,amount\nNORTH,2030-02,5\n")
	manager.Do(t, importTargets, object{"file": theirs}).Want(t, "NOT_FOUND") // a file is its owner's alone
}
