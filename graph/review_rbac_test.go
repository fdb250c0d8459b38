package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// Each role does with reviews, contests and plans what the policy says.
func TestWhoMayDoWhatWithReviewsAndPlans(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	north, none := distributorID(g, "NORTH"), typeid.Format(typeid.Contest, typeid.New())
	cascade := object{"distributorId": north, "year": 2030, "amount": "12", "shape": "EVENLY"}
	doing := []struct {
		what  string
		query string
		vars  object
	}{
		{"read reviews", listReviews, nil}, {"read contests", listContests, nil}, {"read markets", listMarkets, nil}, {"read budgets", listBudgets, nil}, {"preview", previewCascade, object{"in": cascade}},
		{"review", reviewIt, object{"in": reviewOf(g, "NORTH")}}, {"contest", contestIt, object{"in": contestOf(g, "NORTH", "data_quality")}},
		{"answer", answerContest, object{"id": none, "yes": true, "text": "x"}}, {"withdraw", dropContest, object{"id": none}},
		{"enter markets", setMarket, object{"in": object{"territoryId": typeid.Format(typeid.Territory, g.ID("TW")), "year": 2030, "amount": "5"}}},
		{"enter budgets", setBudget, object{"in": object{"year": 2030, "channelType": "STORE", "amount": "5"}}},
		{"cascade", cascadeIt, object{"in": cascade}}, {"import targets", importTargets, object{"file": typeid.Format(typeid.File, typeid.New())}},
	}
	for _, k := range []struct{ role, of, may string }{
		{"brand_admin", "BRAND", "read reviews, read contests, read markets, read budgets, preview, review, answer, enter markets, enter budgets, cascade, import targets"},
		{"channel_manager", "BRAND", "read reviews, read contests, read markets, read budgets, preview, review, answer, enter markets, cascade, import targets"},
		{"brand_analyst", "BRAND", "read reviews, read contests, read markets, read budgets, preview"},
		{"auditor", "BRAND", ""},
		{"distributor_admin", "NORTH", "read reviews, read contests, preview, contest, withdraw"},
		{"distributor_rep", "NORTH", "read reviews, read contests, preview, contest, withdraw"},
		{"distributor_viewer", "NORTH", "read reviews, read contests, preview"},
	} {
		who, may := g.As(k.role, k.of), strings.Split(k.may, ", ")
		for _, d := range doing {
			code, allowed := who.Do(t, d.query, d.vars).Code(), false
			for _, one := range may {
				allowed = allowed || one == d.what
			}
			if allowed == (code == "FORBIDDEN") || code != "" && code != "FORBIDDEN" && code != "NOT_FOUND" && code != "CONFLICT" {
				t.Errorf("%s: %s: %q", k.role, d.what, code)
			}
		}
	}
	for _, d := range doing {
		g.Nobody().Do(t, d.query, d.vars).Want(t, "UNAUTHENTICATED")
	}
}
