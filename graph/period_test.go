package graph_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	closeIt       = `mutation($p: Period!) { closePeriod(input: {period: $p}) { period { period closed } } }`
	restateIt     = `mutation($in: RestatePeriodInput!) { restatePeriod(input: $in) { restatement { id state reason openedBy version period distributor { code } publish: viewerCan(action: "publish") other: viewerCan(action: "eat") changes { key } } } }`
	publishIt     = `mutation($id: ID!) { publishRestatement(input: {id: $id}) { restatement { id state version endedAt publish: viewerCan(action: "publish") changes { key before after scoreBefore scoreAfter } } } }`
	cancelIt      = `mutation($id: ID!) { cancelRestatement(input: {id: $id}) { restatement { id state } } }`
	frozenCard    = `query($id: ID!, $p: Period!, $v: Int) { scorecard(distributorId: $id, period: $p, version: $v) { version frozenAt revenue { amount } restatement { id reason } versions { version reason by composite changes { key before after } } } }`
	restatedList  = `query($f: RestatementFilter) { restatements(filter: $f) { totalCount edges { node { id state openedBy distributor { code } changes { key } } } } }`
	correctAmount = `mutation($id: ID!, $n: Decimal!) { correctSaleLine(input: {id: $id, reason: "a credit note came", line: {netAmount: $n}}) { saleLine { id } } }`
)

// secondAdmin makes the brand's analyst another administrator.
func secondAdmin(g *graphtest.Graph) *graphtest.Caller {
	id := g.User("brand_analyst", "BRAND")
	g.Exec(`UPDATE users SET role = 'brand_admin' WHERE id = $1`, id)
	g.Exec(`UPDATE api_keys SET role = 'brand_admin' WHERE user_id = $1`, id)
	return g.As("brand_analyst", "BRAND")
}

// sold submits a line of a distributor and gives the line's id.
func sold(t *testing.T, g *graphtest.Graph, code, invoice, day string) string {
	t.Helper()
	rep := g.As("distributor_rep", code)
	r := at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": []object{invoiceLine(invoice, "1", object{"saleDate": day})}}})), "submitSales", "salesReport")
	if at(r, "rowsAccepted") != 1.0 {
		t.Fatalf("%s %s: %v", code, invoice, r)
	}
	return lineIDs(t, rep)[invoice+"/1"]
}

func TestAClosedQuarterIsRestated(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	north, south := typeid.Format(typeid.Distributor, g.Organization("NORTH")), typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
	line, others := sold(t, g, "NORTH", "N-1", "2024-02-20"), sold(t, g, "SOUTH", "S-1", "2024-02-20")
	admin, manager, rep, viewer := g.As("brand_admin", "BRAND"), g.As("channel_manager", "BRAND"), g.As("distributor_rep", "NORTH"), g.As("distributor_viewer", "NORTH")
	for _, month := range []string{"2024-01", "2024-02", "2024-03"} {
		admin.Do(t, closeIt, object{"p": month}).Want(t, "")
	}
	card := func(who *graphtest.Caller, id, period string, version any) any {
		t.Helper()
		return at(dataOf(t, who.Do(t, frozenCard, object{"id": id, "p": period, "v": version})), "scorecard")
	}
	if c := card(viewer, north, "2024-Q1", nil); at(c, "version") != 1.0 || at(c, "revenue", "amount") != "200" || at(c, "frozenAt") == nil || at(c, "restatement") != nil {
		t.Errorf("the closed quarter: %v", c)
	}
	if answer := rep.Do(t, correctAmount, object{"id": line, "n": "150"}).Want(t, "CONFLICT"); answer.Key() != "line.monthClosed" {
		t.Errorf("%s", answer.Body)
	}

	in := object{"distributorId": north, "period": "2024-Q1", "reason": "a credit note came late", "idempotencyKey": "r-1"}
	opened := at(dataOf(t, manager.Do(t, restateIt, object{"in": in})), "restatePeriod", "restatement")
	if at(opened, "state") != "OPEN" || at(opened, "publish") != true || at(opened, "other") != false || at(opened, "distributor", "code") != "NORTH" || len(at(opened, "changes").([]any)) != 0 {
		t.Errorf("opened: %v", opened)
	}
	if again := at(dataOf(t, manager.Do(t, restateIt, object{"in": in})), "restatePeriod", "restatement", "id"); again != at(opened, "id") {
		t.Errorf("the same key: %v", again)
	}
	manager.Do(t, restateIt, object{"in": object{"distributorId": south, "period": "2024-Q1", "reason": "not mine"}}).Want(t, "NOT_FOUND")
	if answer := admin.Do(t, restateIt, object{"in": object{"distributorId": north, "period": "2024-02", "reason": "at once"}}).Want(t, "CONFLICT"); answer.Key() != "restatement.open" {
		t.Errorf("%s", answer.Body)
	}

	// NORTH alone may change what is of the quarter; nobody else, and nothing else.
	if answer := g.As("distributor_rep", "SOUTH").Do(t, correctAmount, object{"id": others, "n": "1"}).Want(t, "CONFLICT"); answer.Key() != "line.monthClosed" {
		t.Errorf("%s", answer.Body)
	}
	admin.Do(t, closeIt, object{"p": "2024-04"}).Want(t, "")
	late := object{"lines": []object{invoiceLine("N-2", "1", object{"saleDate": "2024-03-09"}), invoiceLine("N-3", "1", object{"saleDate": "2024-04-09"})}}
	if r := at(dataOf(t, rep.Do(t, submitSales, object{"in": late})), "submitSales", "salesReport"); at(r, "rowsAccepted") != 1.0 || at(r, "rowsRejected") != 1.0 {
		t.Errorf("late lines: %v", r)
	}
	late["lines"] = []object{invoiceLine("S-2", "1", object{"saleDate": "2024-03-09"})}
	if r := at(dataOf(t, g.As("distributor_rep", "SOUTH").Do(t, submitSales, object{"in": late})), "submitSales", "salesReport"); at(r, "rowsRejected") != 1.0 {
		t.Errorf("another's late line: %v", r)
	}
	rep.Do(t, correctAmount, object{"id": line, "n": "150"}).Want(t, "")
	if answer := manager.Do(t, cancelIt, object{"id": at(opened, "id")}).Want(t, "CONFLICT"); answer.Key() != "restatement.changed" {
		t.Errorf("%s", answer.Body)
	}
	if c := card(viewer, north, "2024-Q1", nil); at(c, "version") != 1.0 || at(c, "revenue", "amount") != "200" || at(c, "restatement", "reason") != "a credit note came late" {
		t.Errorf("while it is restated: %v", c)
	}
	if c := card(viewer, north, "2024-02", nil); at(c, "restatement", "id") != at(opened, "id") {
		t.Errorf("a month of it: %v", c)
	}

	published := at(dataOf(t, manager.Do(t, publishIt, object{"id": at(opened, "id")})), "publishRestatement", "restatement")
	told := map[string]string{}
	for _, c := range at(published, "changes").([]any) {
		told[at(c, "key").(string)] = fmt.Sprint(at(c, "before"), ">", at(c, "after"))
	}
	if at(published, "state") != "PUBLISHED" || at(published, "version") != 2.0 || at(published, "publish") != false || told["revenue"] != "200>350" {
		t.Errorf("published: %v", published)
	}
	// A distributor knows its managers by name, and of others that they are the brand's.
	for who, by := range map[*graphtest.Caller]string{viewer: "Brand", admin: "brand_admin of BRAND"} {
		c := card(who, north, "2024-Q1", nil)
		newest := at(c, "versions", 0)
		if at(c, "version") != 2.0 || at(c, "revenue", "amount") != "350" || at(newest, "version") != 2.0 || at(newest, "reason") != "a credit note came late" || at(newest, "by") != "channel_manager of BRAND" || at(c, "versions", 1, "by") != by ||
			at(newest, "changes", 0, "key") != "revenue" || at(c, "versions", 1, "version") != 1.0 || at(c, "restatement") != nil {
			t.Errorf("%s reads %v", by, c)
		}
	}
	if c := card(viewer, north, "2024-Q1", 1); at(c, "version") != 1.0 || at(c, "revenue", "amount") != "200" {
		t.Errorf("the first version: %v", c)
	}
	if c := card(viewer, north, "2024-Q1", 3); c != nil {
		t.Errorf("a version that there isn't: %v", c)
	}
	if answer := rep.Do(t, correctAmount, object{"id": lineIDs(t, rep)["N-2/1"], "n": "1"}).Want(t, "CONFLICT"); answer.Key() != "line.monthClosed" {
		t.Errorf("afterwards: %s", answer.Body)
	}
	var audited, noticed int
	err := g.DB.Owner().QueryRow(context.Background(), `SELECT (SELECT count(*) FROM audit_entries WHERE organization_id = $1 AND action IN ('restatement.open', 'restatement.publish') AND reason = 'a credit note came late'),
		(SELECT count(*) FROM notices WHERE kind = 'scorecard.restated')`, g.Organization("NORTH")).Scan(&audited, &noticed)
	if err != nil || audited != 2 || noticed != 1 {
		t.Errorf("audited %d, noticed %d, %v", audited, noticed, err)
	}
}

func TestRestatementsAreTheirDistributorsOwn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, closeIt, object{"p": "2024-01"}).Want(t, "")
	ids := map[string]any{}
	for _, code := range []string{"NORTH", "SOUTH"} {
		in := object{"distributorId": typeid.Format(typeid.Distributor, g.Organization(code)), "period": "2024-01", "reason": "secret of " + code}
		ids[code] = at(dataOf(t, admin.Do(t, restateIt, object{"in": in})), "restatePeriod", "restatement", "id")
	}
	node := `query($id: ID!) { node(id: $id) { id ... on Restatement { reason } } }`
	for _, who := range []*graphtest.Caller{g.As("distributor_admin", "NORTH"), g.As("channel_manager", "BRAND")} {
		list := who.Do(t, restatedList, nil).Want(t, "")
		if !strings.Contains(list.Body, `"totalCount":1`) || strings.Contains(list.Body, "SOUTH") {
			t.Errorf("%s", list.Body)
		}
		if found := dataOf(t, who.Do(t, node, object{"id": ids["SOUTH"]})); at(found, "node") != nil {
			t.Errorf("%v", found)
		}
		if found := dataOf(t, who.Do(t, node, object{"id": ids["NORTH"]})); at(found, "node", "reason") != "secret of NORTH" {
			t.Errorf("%v", found)
		}
	}
	g.As("channel_manager", "BRAND").Do(t, publishIt, object{"id": ids["SOUTH"]}).Want(t, "NOT_FOUND")
	g.As("channel_manager", "BRAND").Do(t, cancelIt, object{"id": ids["SOUTH"]}).Want(t, "NOT_FOUND")
	card := g.As("distributor_viewer", "SOUTH").Do(t, frozenCard, object{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "p": "2024-01", "v": 1})
	if at(dataOf(t, card), "scorecard") != nil {
		t.Errorf("%s", card.Body)
	}
	// Whatever is listed, as many statements: of one and of two restatements, of one and of two cards.
	count := func(query string, vars map[string]any) int {
		return fewest(func() int {
			return len(g.Counter.During(func() { admin.Do(t, query, vars).Want(t, "") }))
		})
	}
	one, two := count(restatedList, object{"f": object{"distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}}), count(restatedList, nil)
	if two > one {
		t.Errorf("one restatement takes %d statements, two take %d", one, two)
	}
	cards := `query($n: Int!) { scorecards(period: "2024-01", first: $n) { edges { node { version versions { changes { key } } restatement { reason } } } } }`
	if one, two := count(cards, object{"n": 1}), count(cards, object{"n": 2}); two > one {
		t.Errorf("one card takes %d statements, two take %d", one, two)
	}
}

func TestTwoPersonsOpenAMonth(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	first, second := g.As("brand_admin", "BRAND"), secondAdmin(g)
	first.Do(t, closeIt, object{"p": "2024-03"}).Want(t, "")
	const (
		ask     = `mutation { reopenPeriod(input: {period: "2024-03", reason: "an auditor asked"}) { period { closed reopening { id reason viewerCanConfirm requestedBy { email } } } } }`
		months  = `{ accountingPeriods(year: 2024) { period closed reopening { id viewerCanConfirm } } }`
		confirm = `mutation($id: ID!) { confirmReopening(input: {id: $id}) { period { closed reopening { id } } } }`
		cancel  = `mutation($id: ID!) { cancelReopening(input: {id: $id}) { period { closed reopening { id } } } }`
	)
	asked := at(dataOf(t, first.Do(t, ask, nil)), "reopenPeriod", "period")
	id := at(asked, "reopening", "id")
	if at(asked, "closed") != true || at(asked, "reopening", "viewerCanConfirm") != false || at(asked, "reopening", "requestedBy", "email") != graphtest.Email("brand_admin", "BRAND") {
		t.Errorf("%v", asked)
	}
	if got := dataOf(t, second.Do(t, months, nil)); at(got, "accountingPeriods", 2, "reopening", "viewerCanConfirm") != true || at(got, "accountingPeriods", 1, "reopening") != nil {
		t.Errorf("%v", got)
	}
	if got := dataOf(t, g.As("distributor_viewer", "NORTH").Do(t, months, nil)); at(got, "accountingPeriods", 2, "reopening") != nil {
		t.Errorf("a distributor is told of it: %v", got)
	}
	if answer := first.Do(t, confirm, object{"id": id}).Want(t, "FORBIDDEN"); answer.Key() != "reopening.samePerson" {
		t.Errorf("%s", answer.Body)
	}
	if got := at(dataOf(t, first.Do(t, cancel, object{"id": id})), "cancelReopening", "period"); at(got, "closed") != true || at(got, "reopening") != nil {
		t.Errorf("%v", got)
	}
	id = at(dataOf(t, first.Do(t, ask, nil)), "reopenPeriod", "period", "reopening", "id")
	if got := at(dataOf(t, second.Do(t, confirm, object{"id": id})), "confirmReopening", "period"); at(got, "closed") != false || at(got, "reopening") != nil {
		t.Errorf("%v", got)
	}
	var told int
	if err := g.DB.Owner().QueryRow(context.Background(), `SELECT count(*) FROM notices WHERE kind = 'period.reopening'`).Scan(&told); err != nil || told != 2 {
		t.Errorf("told %d times, %v", told, err)
	}
}

func TestWhoMayWhatOfPeriods(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	nothing := object{"id": typeid.Format(typeid.Restatement, typeid.New()), "r": typeid.Format(typeid.Reopening, typeid.New()), "d": typeid.Format(typeid.Distributor, typeid.New())}
	only := func(name string) object { return object{name: nothing[name]} }
	may(t, g, `mutation($r: ID!) { confirmReopening(input: {id: $r}) { period { closed } } }`, only("r"), "brand_admin")
	may(t, g, `mutation($r: ID!) { cancelReopening(input: {id: $r}) { period { closed } } }`, only("r"), "brand_admin")
	may(t, g, `mutation($d: ID!) { restatePeriod(input: {distributorId: $d, period: "2024-01", reason: "x"}) { restatement { id } } }`, only("d"), "brand_admin", "channel_manager")
	may(t, g, publishIt, only("id"), "brand_admin", "channel_manager")
	may(t, g, cancelIt, only("id"), "brand_admin", "channel_manager")
	may(t, g, `{ restatements { totalCount } }`, nil, "brand_admin", "channel_manager", "brand_analyst", "distributor_admin", "distributor_rep", "distributor_viewer")
}
