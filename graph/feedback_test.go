package graph_test

import (
	"fmt"
	"maps"
	"strings"
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
	lookAt      = `query ($t: String!) { survey(token: $t) { name { default zhHant zhHans } distributorName brandName } }`
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
