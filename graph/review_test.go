package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	reviewIt      = `mutation ($in: ReviewDistributorInput!) { reviewDistributor(input: $in) { review { id communication service commitment comment reviewer period replacedAt distributor { code } } } }`
	listReviews   = `query ($f: ReviewFilter, $first: Int, $after: String) { reviews(filter: $f, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { id comment reviewer replacedAt distributor { code } } } } }`
	contestIt     = `mutation ($in: ContestMetricInput!) { contestMetric(input: $in) { contest { id state metric reason answer saleLine { id } distributor { code } viewerCan(action: "withdraw") } } }`
	answerContest = `mutation ($id: ID!, $yes: Boolean!, $text: String!) { answerContest(input: {id: $id, accept: $yes, answer: $text}) { contest { id state answer endedAt } } }`
	dropContest   = `mutation ($id: ID!) { withdrawContest(input: {id: $id}) { contest { id state } } }`
	listContests  = `query ($f: ContestFilter) { contests(filter: $f) { totalCount edges { node { id state metric saleLine { id } distributor { code } answer: viewerCan(action: "answer") withdraw: viewerCan(action: "withdraw") other: viewerCan(action: "x") } } } }`
	cardRemarks   = `query ($id: ID!, $p: Period!) { scorecard(distributorId: $id, period: $p) { reviews { comment reviewer } contests { state metric } metrics { key contested } } }`
)

// thisMonth is the month of the brand's today.
func thisMonth() string { return brandDay(0)[:7] }

func reviewOf(g *graphtest.Graph, code string) object {
	return object{"distributorId": distributorID(g, code), "period": thisMonth(), "communication": 4, "service": 3, "commitment": 5, "comment": "of " + code}
}

func contestOf(g *graphtest.Graph, code, metric string) object {
	return object{"distributorId": distributorID(g, code), "period": thisMonth(), "metric": metric, "reason": "wrong"}
}

type contestMade struct {
	ContestMetric struct {
		Contest struct {
			ID, State string
			SaleLine  *struct{ ID string }
			ViewerCan bool
		}
	}
}

// contest has the distributor's representative contest a metric, and gives the contest's id.
func contest(t *testing.T, g *graphtest.Graph, code, metric string) string {
	t.Helper()
	var made contestMade
	g.As("distributor_rep", code).Do(t, contestIt, object{"in": contestOf(g, code, metric)}).Into(t, &made)
	return made.ContestMetric.Contest.ID
}

func TestAReviewIsOnTheCard(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, rep := g.As("brand_admin", "BRAND"), g.As("distributor_rep", "NORTH")
	in := reviewOf(g, "NORTH")
	in["idempotencyKey"] = "a"
	first := admin.Do(t, reviewIt, object{"in": in}).Want(t, "").Body
	if again := admin.Do(t, reviewIt, object{"in": in}).Want(t, "").Body; again != first {
		t.Errorf("the same key: %s, then %s", first, again)
	}
	in["service"], in["comment"] = 6, ""
	bad := admin.Do(t, reviewIt, object{"in": in})
	bad.WantField(t, "input.service")
	bad.WantField(t, "input.comment")
	in = reviewOf(g, "NORTH")
	in["comment"] = "anew"
	admin.Do(t, reviewIt, object{"in": in}).Want(t, "")
	for what, f := range map[string]struct {
		filter object
		want   int
	}{"that count": {object{}, 1}, "all": {object{"replaced": true}, 2}, "of SOUTH": {object{"distributorId": distributorID(g, "SOUTH")}, 0}, "of another period": {object{"period": "2020", "replaced": true}, 0}} {
		if body := rep.Do(t, listReviews, object{"f": f.filter}).Want(t, "").Body; !strings.Contains(body, fmt.Sprintf(`"totalCount":%d`, f.want)) {
			t.Errorf("%s: %s", what, body)
		}
	}
	body := rep.Do(t, cardRemarks, object{"id": distributorID(g, "NORTH"), "p": thisMonth()}).Want(t, "").Body
	if !strings.Contains(body, `"reviews":[{"comment":"anew","reviewer":"`) || strings.Contains(body, "of NORTH") {
		t.Errorf("the card: %s", body)
	}
	if got := scanned[string](t, g, `SELECT string_agg(action, ' ') FROM audit_entries WHERE organization_id = $1 AND action LIKE 'review.%'`, g.Organization("NORTH")); got != "review.write review.write" {
		t.Errorf("the log: %s", got)
	}
}

func TestAContestIsAnswered(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, rep := g.As("brand_admin", "BRAND"), g.As("distributor_rep", "NORTH")
	north := g.Organization("NORTH")
	line := typeid.New()
	g.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts)
		VALUES ($1, $2, $2, 1, 'A', '1', $3::date, $4, $5, 'STORE', 1, 1, 'TWD', 1, '')`, north, line, thisMonth()+"-01", g.ID("T-1"), g.ID("TOOLS"))
	before := scanned[int](t, g, versionOf, north)
	in := contestOf(g, "NORTH", "revenue_growth")
	in["saleLineId"], in["idempotencyKey"] = typeid.Format(typeid.SaleLine, line), "a"
	var made contestMade
	rep.Do(t, contestIt, object{"in": in}).Into(t, &made)
	if c := made.ContestMetric.Contest; c.State != "OPEN" || c.SaleLine == nil || c.SaleLine.ID != in["saleLineId"] || !c.ViewerCan {
		t.Errorf("contested: %+v", made)
	}
	delete(in, "idempotencyKey")
	rep.Do(t, contestIt, object{"in": in}).Want(t, "CONFLICT")
	in["metric"] = "no_such"
	rep.Do(t, contestIt, object{"in": in}).WantField(t, "input.metric")
	card := object{"id": distributorID(g, "NORTH"), "p": thisMonth()}
	if body := rep.Do(t, cardRemarks, card).Want(t, "").Body; !strings.Contains(body, `{"key":"revenue_growth","contested":true}`) || strings.Count(body, `"contested":true`) != 1 {
		t.Errorf("the card: %s", body)
	}
	if now := scanned[int](t, g, versionOf, north); now != before+1 {
		t.Errorf("the data version went from %d to %d", before, now)
	}
	id := made.ContestMetric.Contest.ID
	if body := admin.Do(t, listContests, nil).Want(t, "").Body; !strings.Contains(body, `"answer":true,"withdraw":false,"other":false`) {
		t.Errorf("the brand may %s", body)
	}
	admin.Do(t, answerContest, object{"id": id, "yes": true, "text": ""}).WantField(t, "input.answer")
	if body := admin.Do(t, answerContest, object{"id": id, "yes": true, "text": "Right."}).Want(t, "").Body; !strings.Contains(body, `"state":"ACCEPTED","answer":"Right."`) {
		t.Errorf("answered: %s", body)
	}
	admin.Do(t, answerContest, object{"id": id, "yes": false, "text": "No."}).Want(t, "CONFLICT")
	rep.Do(t, dropContest, object{"id": id}).Want(t, "CONFLICT")
	if body := rep.Do(t, cardRemarks, card).Want(t, "").Body; strings.Contains(body, `"contested":true`) || !strings.Contains(body, `"contests":[{"state":"ACCEPTED"`) {
		t.Errorf("the card then: %s", body)
	}
	if body := rep.Do(t, listContests, object{"f": object{"states": []string{"ACCEPTED"}}}).Want(t, "").Body; !strings.Contains(body, `"answer":false,"withdraw":false`) {
		t.Errorf("an ended contest: %s", body)
	}
}

// Whom it concerns finds it in the inbox, and nobody else does.
func TestWhoIsToldOfReviewsAndContests(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, reviewIt, object{"in": reviewOf(g, "NORTH")}).Want(t, "")
	id := contest(t, g, "NORTH", "data_quality")
	contest(t, g, "SOUTH", "data_quality")
	admin.Do(t, answerContest, object{"id": id, "yes": false, "text": "No."}).Want(t, "")
	g.Deliver()
	for who, want := range map[string]string{
		"brand_admin@BRAND": "scorecard.contested scorecard.contested", "channel_manager@BRAND": "scorecard.contested", "brand_analyst@BRAND": "",
		"distributor_rep@NORTH": "scorecard.contestAnswered scorecard.reviewed", "distributor_rep@SOUTH": "", "distributor_viewer@NORTH": "",
	} {
		role, home, _ := strings.Cut(who, "@")
		got := scanned[string](t, g, `SELECT coalesce(string_agg(kind, ' ' ORDER BY kind), '') FROM inbox_items WHERE user_id = $1`, g.User(role, home))
		if got != want {
			t.Errorf("%s is told %q, want %q", who, got, want)
		}
	}
}

// Lists cost the same however long they are.
func TestRemarksCostTheSameHoweverMany(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	contest(t, g, "NORTH", "data_quality")
	admin.Do(t, reviewIt, object{"in": reviewOf(g, "NORTH")}).Want(t, "")
	everything := `query ($p: Period!) { scorecards(period: $p) { edges { node { distributor { code } reviews { comment } contests { state } metrics { contested } } } }
		reviews(filter: {replaced: true}) { edges { node { distributor { code } } } } contests { edges { node { distributor { code } saleLine { id } } } } }`
	ask := func() int {
		return len(g.Counter.During(func() { admin.Do(t, everything, object{"p": thisMonth()}).Want(t, "") }))
	}
	few := fewest(ask)
	for _, metric := range []string{"data_quality", "report_timeliness", "revenue_growth", "repeat_rate"} {
		contest(t, g, "SOUTH", metric)
		admin.Do(t, reviewIt, object{"in": reviewOf(g, "SOUTH")}).Want(t, "")
	}
	if many := fewest(ask); many > few {
		t.Errorf("%d statements for a few, %d for more", few, many)
	}
}

// An open card is read again when its metric is contested.
func TestAContestIsHeardOfLive(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Live()
	stream := g.As("channel_manager", "BRAND").Watch(t, `subscription { events { kind subjectId } }`, nil)
	contest(t, g, "SOUTH", "data_quality") // beyond the portfolio
	contest(t, g, "NORTH", "data_quality")
	limit := time.After(10 * time.Second)
	for {
		select {
		case e := <-stream:
			if strings.Contains(e.Body, distributorID(g, "SOUTH")) {
				t.Errorf("the manager hears %s", e.Body)
			}
			if strings.Contains(e.Body, "SCORECARD") && strings.Contains(e.Body, distributorID(g, "NORTH")) {
				return
			}
		case <-limit:
			t.Fatal("nothing was heard")
		}
	}
}
