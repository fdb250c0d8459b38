package graph_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

const nodeOfIt = `query ($id: ID!) { node(id: $id) { __typename id } }`

// A distributor reads what is said of it, of others nothing, and of links not even its own.
func TestADistributorReadsItsOwnAnswers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	ids := map[string]string{}
	for _, code := range []string{"NORTH", "SOUTH"} {
		var got saidAnswer
		admin.Do(t, recordIt, object{"in": object{"distributorId": distributorID(g, code), "respondedOn": brandDay(0), "csat": 4, "comment": "of " + code}}).Into(t, &got)
		ids[code] = got.RecordFeedback.Feedback.ID
	}
	_, link := ask(t, g, "NORTH", s.north)
	_, theirs := ask(t, g, "SOUTH", s.south)
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		who := g.As(role, "NORTH")
		body := who.Do(t, listSaid, nil).Want(t, "").Body
		if !strings.Contains(body, "of NORTH") || strings.Contains(body, "SOUTH") || !strings.Contains(body, `"totalCount":1`) {
			t.Errorf("%s reads %s", role, body)
		}
		if body := who.Do(t, listSaid, object{"f": object{"distributorId": distributorID(g, "SOUTH")}}).Want(t, "").Body; !strings.Contains(body, `"totalCount":0`) {
			t.Errorf("%s asks for SOUTH's: %s", role, body)
		}
		for what, id := range map[string]string{"another's answer": ids["SOUTH"], "a link about itself": link[0], "another's link": theirs[0], "none": typeid.Format(typeid.Feedback, typeid.New())} {
			if body := who.Do(t, nodeOfIt, object{"id": id}).Want(t, "").Body; !strings.Contains(body, `"node":null`) {
				t.Errorf("%s finds %s: %s", role, what, body)
			}
		}
		if body := who.Do(t, nodeOfIt, object{"id": ids["NORTH"]}).Want(t, "").Body; !strings.Contains(body, "Feedback") {
			t.Errorf("%s does not find its own: %s", role, body)
		}
	}
	if body := g.As("brand_analyst", "BRAND").Do(t, nodeOfIt, object{"id": link[0]}).Want(t, "").Body; !strings.Contains(body, `"node":null`) {
		t.Errorf("an analyst finds a link: %s", body)
	}

	manager := g.As("channel_manager", "BRAND")
	if body := manager.Do(t, listSaid, nil).Want(t, "").Body; !strings.Contains(body, "of NORTH") || strings.Contains(body, "SOUTH") {
		t.Errorf("the manager reads %s", body)
	}
	if body := manager.Do(t, listLinks, nil).Want(t, "").Body; !strings.Contains(body, link[0]) || strings.Contains(body, theirs[0]) {
		t.Errorf("the manager reads the links %s", body)
	}
	south := object{"distributorId": distributorID(g, "SOUTH"), "respondedOn": brandDay(0), "csat": 4}
	for what, answer := range map[string]*graphtest.Response{
		"recording":   manager.Do(t, recordIt, object{"in": south}),
		"withdrawing": manager.Do(t, takeBack, object{"id": ids["SOUTH"], "reason": "x"}),
		"asking":      manager.Do(t, askThem, object{"in": object{"distributorId": distributorID(g, "SOUTH"), "expiresOn": brandDay(1)}}),
		"revoking":    manager.Do(t, endLink, object{"id": theirs[0]}),
	} {
		if answer.Code() != "NOT_FOUND" {
			t.Errorf("%s beyond the portfolio: %s", what, answer.Body)
		}
	}
}

// The third lock holds by itself: in a distributor's own scope the database takes no answer, no pass and no look at a link.
func TestADistributorCannotAnswerItself(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	ask(t, g, "NORTH", s.north)
	north := g.Organization("NORTH")
	try := func(sql string, args ...any) (n int64, err error) {
		err = g.DB.App().InTx(t.Context(), scope.Of(north), func(tx pgx.Tx) error {
			tag, err := tx.Exec(t.Context(), sql, args...)
			n = tag.RowsAffected()
			return err
		})
		return n, err
	}
	for _, sql := range []string{`INSERT INTO feedback (distributor_id, id, responded_on, csat, source) VALUES ($1, gen_random_uuid(), current_date, 5, 'SURVEY')`,
		`INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, recorded_by) VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'A', current_date, $1)`,
		`INSERT INTO survey_links (distributor_id, id, batch_id, token, expires_on, created_by) VALUES ($1, gen_random_uuid(), gen_random_uuid(), '\x00', current_date, $1)`} {
		if _, err := try(sql, north); err == nil {
			t.Errorf("%s: it was let", sql)
		}
	}
	g.Exec(`INSERT INTO feedback (distributor_id, id, responded_on, csat, source) VALUES ($1, gen_random_uuid(), current_date, 1, 'SURVEY')`, north)
	for _, sql := range []string{`SELECT id FROM survey_links`, `UPDATE survey_links SET revoked_at = now()`, `UPDATE feedback SET withdrawn_at = now()`} {
		if n, err := try(sql); n != 0 || err != nil {
			t.Errorf("%s: %d rows, %v", sql, n, err)
		}
	}
}
