package graph_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	recordIt    = `mutation ($in: RecordFeedbackInput!) { recordFeedback(input: $in) { feedback { id csat nps comment source respondedOn withdrawnAt distributor { code } account { id } } } }`
	takeBack    = `mutation ($id: ID!, $reason: String!) { withdrawFeedback(input: {id: $id, reason: $reason}) { feedback { id withdrawnAt } } }`
	listSaid    = `query ($f: FeedbackFilter, $first: Int, $after: String) { feedback(filter: $f, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { id csat nps comment source distributor { code } account { id name } } } } }`
	importSaid  = `mutation ($file: ID!, $key: String) { importFeedback(input: {fileId: $file, idempotencyKey: $key}) { accepted duplicates rejected problems { row field problem { key params } } } }`
	askThem     = `mutation ($in: CreateSurveyLinksInput!) { createSurveyLinks(input: $in) { links { url link { id expiresOn answeredAt revokedAt account { id } distributor { code } } } } }`
	listLinks   = `query ($f: SurveyLinkFilter) { surveyLinks(filter: $f) { totalCount edges { node { id answeredAt revokedAt account { id } distributor { code } } } } }`
	endLink     = `mutation ($id: ID!) { revokeSurveyLink(input: {id: $id}) { link { id revokedAt } } }`
	lookAt      = `query ($t: String!) { survey(token: $t) { distributorName brandName } }`
	answerIt    = `mutation ($t: String!, $csat: Int, $nps: Int, $c: String) { answerSurvey(input: {token: $t, csat: $csat, nps: $nps, comment: $c}) { thanked } }`
	versionOf   = `SELECT coalesce(max(version), 0) FROM data_versions WHERE distributor_id = $1`
	lastActions = `SELECT coalesce(string_agg(action, ' ' ORDER BY id), '') FROM audit_entries WHERE organization_id = $1 AND action SIMILAR TO '(feedback|survey|training|course).%'`
)

// brandDay is the day of the brand, whose clock is Taipei's, so many days on.
func brandDay(n int) string {
	zone, _ := time.LoadLocation("Asia/Taipei")
	return time.Now().In(zone).AddDate(0, 0, n).Format(time.DateOnly)
}

func distributorID(g *graphtest.Graph, code string) string {
	return typeid.Format(typeid.Distributor, g.Organization(code))
}

// scanned reads one value as the owner.
func scanned[T any](t *testing.T, g *graphtest.Graph, sql string, args ...any) (value T) {
	t.Helper()
	if err := g.DB.Owner().QueryRow(t.Context(), sql, args...).Scan(&value); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return value
}

type saidAnswer struct {
	RecordFeedback struct {
		Feedback struct{ ID, Comment, Source string }
	}
}

func TestAnAnswerIsWrittenDownAndTakenBack(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin, north := g.As("brand_admin", "BRAND"), g.Organization("NORTH")
	before := scanned[int](t, g, versionOf, north)
	in := object{"distributorId": distributorID(g, "NORTH"), "accountId": accountID(s.north), "respondedOn": brandDay(-1), "csat": 2, "nps": 10, "comment": " slow delivery ", "idempotencyKey": "a"}
	var got, again saidAnswer
	admin.Do(t, recordIt, object{"in": in}).Into(t, &got)
	admin.Do(t, recordIt, object{"in": in}).Into(t, &again)
	if id := got.RecordFeedback.Feedback.ID; id == "" || again.RecordFeedback.Feedback.ID != id || got.RecordFeedback.Feedback.Comment != "slow delivery" || got.RecordFeedback.Feedback.Source != "RECORDED" {
		t.Errorf("recorded %+v, again %+v", got, again)
	}
	in["csat"] = 3
	admin.Do(t, recordIt, object{"in": in}).Want(t, "CONFLICT") // same key, other answer
	if now := scanned[int](t, g, versionOf, north); now != before+1 {
		t.Errorf("the data version went from %d to %d", before, now)
	}
	who := object{"id": got.RecordFeedback.Feedback.ID, "reason": "said of another"}
	admin.Do(t, takeBack, object{"id": who["id"], "reason": " "}).WantField(t, "input.reason")
	first := admin.Do(t, takeBack, who).Want(t, "").Body
	if second := admin.Do(t, takeBack, who).Want(t, "").Body; second != first || strings.Contains(first, `"withdrawnAt":null`) {
		t.Errorf("withdrawn: %s, then %s", first, second)
	}
	if done := scanned[string](t, g, lastActions, north); done != "feedback.record feedback.withdraw" {
		t.Errorf("the log has %s", done)
	}
	if told := scanned[int](t, g, `SELECT count(*) FROM audit_entries WHERE before::text || after::text LIKE '%slow delivery%'`); told != 0 {
		t.Error("the log holds a customer's words")
	}
	admin.Do(t, takeBack, object{"id": typeid.Format(typeid.Feedback, typeid.New()), "reason": "x"}).Want(t, "NOT_FOUND")
}

func TestWhatIsWrongWithAnAnswerIsNamed(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	for field, change := range map[string]object{
		"input.respondedOn": {"respondedOn": brandDay(1)}, "input.csat": {"csat": 6}, "input.nps": {"nps": -1}, "input.comment": {"comment": strings.Repeat("長", 2001)},
		"input.accountId": {"accountId": accountID(s.south)}, "input.distributorId": {"distributorId": accountID(s.north)},
	} {
		in := object{"distributorId": distributorID(g, "NORTH"), "respondedOn": brandDay(0), "csat": 4, "nps": 9}
		admin.Do(t, recordIt, object{"in": changedBy(in, change)}).WantField(t, field)
	}
	none := object{"distributorId": distributorID(g, "NORTH"), "respondedOn": brandDay(0)}
	admin.Do(t, recordIt, object{"in": none}).WantField(t, "input.csat")
	none["csat"], none["respondedOn"] = 1, "1999-12-31"
	admin.Do(t, recordIt, object{"in": none}).WantField(t, "input.respondedOn")
	none["comment"], none["respondedOn"] = "a\x00b", brandDay(0)
	admin.Do(t, recordIt, object{"in": none}).WantField(t, "input.comment")
	if n := scanned[int](t, g, `SELECT count(*) FROM feedback`); n != 0 {
		t.Errorf("%d answers were kept", n)
	}
}

type saidList struct {
	Feedback struct {
		TotalCount int
		PageInfo   struct {
			EndCursor   string
			HasNextPage bool
		}
		Edges []struct {
			Node struct {
				ID, Comment string
				Csat, Nps   *int
			}
		}
	}
}

func TestAnswersAreFiltered(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for i, marks := range []string{"1, NULL", "2, 9", "3, 6", "3, 7", "NULL, 0", "5, NULL", "NULL, 10"} {
		g.Exec(fmt.Sprintf(`INSERT INTO feedback (distributor_id, id, responded_on, csat, nps, source) VALUES ($1, gen_random_uuid(), date '2026-01-31' + %d, %s, 'RECORDED')`, i%3, marks), g.Organization("NORTH"))
	}
	g.Exec(`INSERT INTO feedback (distributor_id, id, responded_on, csat, source) VALUES ($1, gen_random_uuid(), '2026-01-31', 1, 'RECORDED')`, g.Organization("SOUTH"))
	admin := g.As("brand_admin", "BRAND")
	for name, k := range map[string]struct {
		filter object
		want   int
	}{
		"all": {object{}, 8}, "one distributor": {object{"distributorId": distributorID(g, "NORTH")}, 7}, "a month": {object{"period": "2026-01"}, 4}, "a quarter": {object{"period": "2026-Q1"}, 8},
		"unhappy": {object{"unhappy": true}, 5}, "happy": {object{"unhappy": false}, 3},
	} {
		var got saidList
		admin.Do(t, listSaid, object{"f": k.filter, "first": 100}).Into(t, &got)
		if got.Feedback.TotalCount != k.want || len(got.Feedback.Edges) != k.want {
			t.Errorf("%s: %d of %d, not %d", name, len(got.Feedback.Edges), got.Feedback.TotalCount, k.want)
		}
	}
	seen, after := map[string]bool{}, any(nil)
	for range 8 {
		var got saidList
		admin.Do(t, listSaid, object{"first": 3, "after": after}).Into(t, &got)
		for _, e := range got.Feedback.Edges {
			seen[e.Node.ID] = true
		}
		if after = got.Feedback.PageInfo.EndCursor; !got.Feedback.PageInfo.HasNextPage {
			break
		}
	}
	if len(seen) != 8 {
		t.Errorf("the pages held %d answers", len(seen))
	}
}

type rowsAnswer struct {
	Accepted, Duplicates, Rejected int
	Problems                       []struct {
		Row     int
		Field   string
		Problem struct {
			Key    string
			Params map[string]any
		}
	}
}

func (r rowsAnswer) String() string {
	text := fmt.Sprintf("%d+%d+%d", r.Accepted, r.Duplicates, r.Rejected)
	for _, p := range r.Problems {
		text += fmt.Sprintf(" %d %s %s", p.Row, p.Field, p.Problem.Key)
	}
	return text
}

func TestAFileOfAnswersIsTakenIn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	take := func(who *graphtest.Caller, file string, key any) rowsAnswer {
		t.Helper()
		var got struct{ ImportFeedback rowsAnswer }
		who.Do(t, importSaid, object{"file": file, "key": key}).Into(t, &got)
		return got.ImportFeedback
	}
	code := "C-" + s.north.String()[:4]
	text := strings.Join([]string{"經銷商代碼,客戶編號,填答日期,滿意度,推薦意願,意見", // row 1
		"NORTH," + code + ",2026-03-01,5,9,很好", "North Trading,大同股份有限公司,2026/3/2,４,,", // 2, 3
		"south,,2026-03-03,,0,", "SOUTH,,2026-03-03,,0,", // 4, 5: two who say the same, and are not named
		"WEST,,2026-03-03,3,,", "NORTH,nobody," + "2026-03-03,3,,", "NORTH,,soon,3,,", "NORTH,,2026-03-03,6,4.5,", "NORTH,,2026-03-03,,,", ",,2026-03-03,3,,", "NORTH,,2999-01-01,3,,", // 6 to 12
		"NORTH," + code + ",2026-03-01,5,9,很好", // 13: what row 2 says
		"SOUTH,王小明,2026-03-04,5,,",             // 14: a person's name is nobody's to ask for
		"", "經銷商代碼,客戶編號,填答日期,滿意度,推薦意願,意見"}, "\n") + "\n"
	file := g.Upload("brand_admin", "BRAND", "said.csv", text)
	want := "4+1+8 6 經銷商代碼 row.distributor.unknown 7 客戶編號 row.customer.unknown 8 填答日期 row.date.unreadable 9 滿意度 row.mark.range 9 推薦意願 row.mark.range " +
		"10 滿意度 row.mark.none 11 經銷商代碼 row.required 12 填答日期 row.date.future 14 客戶編號 row.customer.unknown"
	first := take(admin, file, "k")
	if first.String() != want {
		t.Errorf("taken in: %s\nwant      %s", first, want)
	}
	if again := take(admin, file, "k"); again.String() != want {
		t.Errorf("the same key: %s", again)
	}
	if again := take(admin, file, nil); again.Accepted != 0 || again.Duplicates != 5 || again.Rejected != 8 {
		t.Errorf("the same file: %s", again)
	}
	if got := scanned[string](t, g, `SELECT string_agg(concat_ws(' ', responded_on, csat, nps, comment, account_id IS NOT NULL), ', ' ORDER BY responded_on, id) FROM feedback`); got !=
		"2026-03-01 5 9 很好 t, 2026-03-02 4  t, 2026-03-03 0  f, 2026-03-03 0  f" {
		t.Errorf("kept: %s", got)
	}
	if done := scanned[string](t, g, lastActions, g.Organization("SOUTH")); done != "feedback.import" {
		t.Errorf("the log of SOUTH has %s", done)
	}
	// What the file names beyond a portfolio is as if it were not there.
	of := g.Upload("channel_manager", "BRAND", "said.csv", "Distributor,Date,CSAT\nNORTH,2026-04-01,3\nSOUTH,2026-04-01,3\n")
	if got := take(g.As("channel_manager", "BRAND"), of, nil); got.String() != "1+0+1 3 Distributor row.distributor.unknown" {
		t.Errorf("the manager's: %s", got)
	}
	for name, bad := range map[string]string{"input.mapping.distributor": "Date,CSAT\n2026-01-01,5\n", "input.mapping.csat": "Distributor,Date,Comment\nNORTH,2026-01-01,good\n"} {
		admin.Do(t, importSaid, object{"file": g.Upload("brand_admin", "BRAND", "bad.csv", bad)}).WantField(t, name)
	}
	long := "Distributor,Date,CSAT\n" + strings.Repeat("NORTH,2026-01-01,5\n", 5001)
	if answer := admin.Do(t, importSaid, object{"file": g.Upload("brand_admin", "BRAND", "long.csv", long)}); answer.Key() != "file.tooManyRows" {
		t.Errorf("5,001 rows: %s", answer.Body)
	}
	admin.Do(t, importSaid, object{"file": g.Upload("distributor_rep", "NORTH", "said.csv", text)}).Want(t, "NOT_FOUND")
}

type linksAnswer struct {
	CreateSurveyLinks struct {
		Links []struct {
			URL  *string
			Link struct {
				ID      string
				Account struct{ ID string }
			}
		}
	}
}

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
	if body := nobody.Do(t, lookAt, object{"t": tokens[0]}).Want(t, "").Body; !strings.Contains(body, `"distributorName":"South Trading"`) || !strings.Contains(body, `"brandName":"Brand"`) {
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
	if body := g.Nobody().Do(t, lookAt, object{"t": old}).Want(t, "").Body; !strings.Contains(body, "null") {
		t.Errorf("the old link: %s", body)
	}
	if body := g.Nobody().Do(t, lookAt, object{"t": tokens[0]}).Want(t, "").Body; strings.Contains(body, "null") {
		t.Errorf("the new link: %s", body)
	}
	for waiting, want := range map[bool]string{true: `"totalCount":2`, false: `"totalCount":1`} {
		if body := admin.Do(t, listLinks, object{"f": object{"waiting": waiting}}).Want(t, "").Body; !strings.Contains(body, want) {
			t.Errorf("waiting %v: %s", waiting, body)
		}
	}
}

// changedBy gives the object with other values.
func changedBy(o, change object) object {
	maps.Copy(o, change)
	return o
}

func TestStatementsDoNotGrowWithAnswers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	admin := g.As("brand_admin", "BRAND")
	count := func() int {
		return fewest(func() int {
			return len(g.Counter.During(func() {
				admin.Do(t, listSaid, object{"first": 50}).Want(t, "")
				admin.Do(t, listLinks, nil).Want(t, "")
			}))
		})
	}
	add := func(code string, account uuid.UUID) {
		g.Exec(`INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, source) VALUES ($1, gen_random_uuid(), $2, '2026-01-31', 1, 'RECORDED')`, g.Organization(code), account)
		g.Exec(`INSERT INTO survey_links (distributor_id, id, batch_id, account_id, token, expires_on, created_by, revoked_at) VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, uuid_send(gen_random_uuid()), current_date, $2, now())`, g.Organization(code), account)
	}
	add("NORTH", s.north)
	few := count()
	for range 6 {
		add("NORTH", s.north)
		add("SOUTH", s.south)
		add("SOUTH", s.lone)
		add("SOUTH", s.person)
	}
	if many := count(); many > few {
		t.Errorf("%d statements for one answer, %d for 25", few, many)
	}
}
