package graph_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// ask makes links of accounts and gives their tokens.
func ask(t *testing.T, g *graphtest.Graph, code string, accounts ...uuid.UUID) (tokens, ids []string) {
	t.Helper()
	in := object{"distributorId": distributorID(g, code), "expiresOn": brandDay(7)}
	if len(accounts) > 0 {
		var of []string
		for _, id := range accounts {
			of = append(of, accountID(id))
		}
		in["accountIds"] = of
	}
	var got linksAnswer
	g.As("brand_admin", "BRAND").Do(t, askThem, object{"in": in}).Into(t, &got)
	for _, l := range got.CreateSurveyLinks.Links {
		token, ok := strings.CutPrefix(*l.URL, "https://portal.example/survey/")
		if !ok || len(token) < 20 {
			t.Fatalf("the address is %s", *l.URL)
		}
		tokens, ids = append(tokens, token), append(ids, l.Link.ID)
	}
	return tokens, ids
}

func TestACustomerAnswersOnce(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	tokens, _ := ask(t, g, "SOUTH", s.person)
	nobody, south := g.Nobody(), g.Organization("SOUTH")
	g.Exec(`UPDATE distributors SET name_hant = '南方貿易' WHERE code = 'SOUTH'`)
	names := `"name":{"default":"South Trading","zhHant":"南方貿易","zhHans":null},"distributorName":"South Trading"`
	if body := nobody.Do(t, lookAt, object{"t": tokens[0]}).Want(t, "").Body; !strings.Contains(body, names) || !strings.Contains(body, `"brandName":"Brand"`) {
		t.Errorf("the survey: %s", body)
	}
	nobody.Do(t, answerIt, object{"t": tokens[0]}).WantField(t, "input.csat")
	nobody.Do(t, answerIt, object{"t": tokens[0], "csat": 0}).WantField(t, "input.csat")
	nobody.Do(t, answerIt, object{"t": tokens[0], "nps": 3, "c": strings.Repeat("x", 2001)}).WantField(t, "input.comment")

	before := scanned[int](t, g, versionOf, south)
	codes := make([]string, 4)
	var wait sync.WaitGroup
	for i := range codes {
		wait.Go(func() {
			codes[i] = nobody.Do(t, answerIt, object{"t": tokens[0], "csat": 4, "nps": 8, "c": "服務很好"}).Code()
		})
	}
	wait.Wait()
	slices.Sort(codes)
	if !slices.Equal(codes, []string{"", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"}) {
		t.Errorf("four at once: %q", codes)
	}
	if kept := scanned[string](t, g, `SELECT string_agg(concat_ws(' ', distributor_id = $1, account_id = $2, csat, nps, comment, source, recorded_by IS NULL), ', ') FROM feedback`, south, s.person); kept != "t t 4 8 服務很好 SURVEY t" {
		t.Errorf("kept: %s", kept)
	}
	if now := scanned[int](t, g, versionOf, south); now != before+1 {
		t.Errorf("the data version went from %d to %d", before, now)
	}
	if done := scanned[string](t, g, lastActions, south); done != "survey.create feedback.answer" {
		t.Errorf("the log has %s", done)
	}
	if kept := scanned[int](t, g, `SELECT count(*) FROM survey_links WHERE token = convert_to($1, 'UTF8') OR token::text LIKE '%' || $1 || '%'`, tokens[0]); kept != 0 {
		t.Error("the token is kept")
	}
}

// A link that is unknown, answered, revoked or over is the same to who looks at it or answers: the same answer, by the same statements.
func TestADeadLinkTellsNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	tokens, ids := ask(t, g, "SOUTH", s.south, s.lone, s.person)
	nobody := g.Nobody()
	nobody.Do(t, answerIt, object{"t": tokens[0], "csat": 5}).Want(t, "")
	g.As("brand_admin", "BRAND").Do(t, endLink, object{"id": ids[1]}).Want(t, "")
	g.Exec(`UPDATE survey_links SET expires_on = current_date - 3 WHERE account_id = $1`, s.person)
	g.As("brand_admin", "BRAND").Do(t, endLink, object{"id": ids[0]}).Want(t, "CONFLICT")
	dead := map[string]string{"unknown": "AAAAAAAAAAAAAAAAAAAAAA", "no token at all": "", "answered": tokens[0], "revoked": tokens[1], "over": tokens[2]}
	for _, query := range []string{lookAt, answerIt} {
		var want string
		for name, token := range dead {
			var body string
			statements := g.Counter.During(func() { body = nobody.Do(t, query, object{"t": token, "csat": 5}).Body })
			got := body + strings.Join(statements, "\n")
			if want == "" {
				want = got
			}
			if got != want || len(statements) != 1 {
				t.Errorf("%s: %s\n%d statements", name, body, len(statements))
			}
		}
	}
	if n := scanned[int](t, g, `SELECT count(*) FROM feedback`); n != 1 {
		t.Errorf("%d answers were kept", n)
	}
}

func TestPublicDoorsAreLimitedByPlace(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	tokens, _ := ask(t, g, "SOUTH", s.south)
	g.Limits.Refused = "survey-"
	for _, query := range []string{lookAt, answerIt} {
		if answer := g.Nobody().Do(t, query, object{"t": tokens[0], "csat": 5}); answer.Code() != "RATE_LIMITED" || answer.Errors[0].Extensions.Params["seconds"] != 90.0 {
			t.Errorf("beyond the limit: %s", answer.Body)
		}
	}
	if want := []string{"survey-look:192.0.2.1", "survey-answer:192.0.2.1"}; !slices.Equal(g.Limits.Keys, want) { // where httptest asks from
		t.Errorf("limited by %q", g.Limits.Keys)
	}
	g.Limits.Refused = ""
	g.Nobody().Do(t, answerIt, object{"t": tokens[0], "csat": 5}).Want(t, "")
}

func TestWhoIsAskedIsChosen(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	in := object{"distributorId": distributorID(g, "SOUTH"), "expiresOn": brandDay(1), "accountIds": []string{accountID(s.south), accountID(s.north), accountID(typeid.New())}}
	answer := admin.Do(t, askThem, object{"in": in}).WantField(t, "input.accountIds.1").WantField(t, "input.accountIds.2")
	if len(answer.Errors[0].Extensions.Fields) != 2 {
		t.Errorf("faults: %s", answer.Body)
	}
	for field, change := range map[string]object{"input.expiresOn": {"expiresOn": brandDay(-1)}, "input.accountIds": {"accountIds": []string{}}} {
		admin.Do(t, askThem, object{"in": changedBy(object{"distributorId": in["distributorId"], "expiresOn": brandDay(1), "accountIds": []string{accountID(s.south)}}, change)}).WantField(t, field)
	}
	admin.Do(t, askThem, object{"in": object{"distributorId": in["distributorId"], "expiresOn": brandDay(370), "accountIds": []string{accountID(s.south)}}}).WantField(t, "input.expiresOn")
	// Nobody bought in the last quarter; then two did, and one of them long ago.
	best := object{"distributorId": in["distributorId"], "expiresOn": brandDay(1), "idempotencyKey": "best"}
	admin.Do(t, askThem, object{"in": best}).WantField(t, "input.accountIds")
	for account, sold := range map[uuid.UUID]string{s.south: "date_trunc('quarter', current_date) - interval '20 days'", s.person: "date_trunc('quarter', current_date) - interval '30 days'",
		s.lone: "date_trunc('quarter', current_date) - interval '200 days'"} {
		amount := 100
		if account == s.person {
			amount = 500
		}
		g.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts)
			VALUES ($1, gen_random_uuid(), gen_random_uuid(), 1, $2::uuid::text, '1', (`+sold+`)::date, $3, $4, $2, 'STORE', 1, $5, 'TWD', $5, '\x00')`, g.Organization("SOUTH"), account, g.ID("T-1"), g.ID("TOOLS"), amount)
	}
	var got, again linksAnswer
	admin.Do(t, askThem, object{"in": best}).Into(t, &got)
	admin.Do(t, askThem, object{"in": best}).Into(t, &again)
	links, told := got.CreateSurveyLinks.Links, again.CreateSurveyLinks.Links
	if len(links) != 2 || links[0].Link.Account.ID != accountID(s.person) || links[1].Link.Account.ID != accountID(s.south) {
		t.Fatalf("asked: %+v", links)
	}
	if len(told) != 2 || told[0].URL != nil || told[0].Link.ID != links[0].Link.ID {
		t.Errorf("the same key: %+v", told)
	}
	// Who is asked anew is asked by the new link alone.
	tokens, _ := ask(t, g, "SOUTH", s.person)
	old, _ := strings.CutPrefix(*links[0].URL, "https://portal.example/survey/")
	if body := g.Nobody().Do(t, lookAt, object{"t": old}).Want(t, "").Body; !strings.Contains(body, `"survey":null`) {
		t.Errorf("the old link: %s", body)
	}
	if body := g.Nobody().Do(t, lookAt, object{"t": tokens[0]}).Want(t, "").Body; strings.Contains(body, `"survey":null`) {
		t.Errorf("the new link: %s", body)
	}
	for waiting, want := range map[bool]string{true: `"totalCount":2`, false: `"totalCount":1`} {
		if body := admin.Do(t, listLinks, object{"f": object{"waiting": waiting}}).Want(t, "").Body; !strings.Contains(body, want) {
			t.Errorf("waiting %v: %s", waiting, body)
		}
	}
}
