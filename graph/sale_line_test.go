package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	correctLine = `mutation($in: CorrectSaleLineInput!) { correctSaleLine(input: $in) { voided { id voidedAt voidReason replacedBy { id } canCorrect: viewerCan(action: "correct") }
		saleLine { id invoiceNumber lineNumber saleDate quantity netAmount { amount } baseAmount { amount currency } product { code } territory { code } channelType account { name } note salesPerson report { id total { amount } } canVoid: viewerCan(action: "void") } } }`
	voidLines = `mutation($in: VoidSaleLinesInput!) { voidSaleLines(input: $in) { removed { amount currency } saleLines { id voidedAt voidReason replacedBy { id } } } }`
)

// lineIDs gives the ids of the caller's live lines by invoice and line number.
func lineIDs(t *testing.T, c *graphtest.Caller) map[string]string {
	t.Helper()
	data := dataOf(t, c.Do(t, `{ saleLines(first: 100) { edges { node { id invoiceNumber lineNumber } } } }`, nil))
	out := map[string]string{}
	for _, e := range at(data, "saleLines", "edges").([]any) {
		out[at(e, "node", "invoiceNumber").(string)+"/"+at(e, "node", "lineNumber").(string)] = at(e, "node", "id").(string)
	}
	return out
}

func TestALineIsCorrectedByAnother(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	rep := g.As("distributor_rep", "NORTH")
	id := lineIDs(t, rep)["A-2/1"]
	in := object{"id": id, "reason": "typed wrong", "idempotencyKey": "c-1", "line": object{"quantity": "2", "unitPrice": "40", "saleDate": "2024-03-06", "productCode": "NORTH-T1", "shipToRegion": "KHH", "channelType": "DIRECT", "note": "mended"}}
	data := at(dataOf(t, rep.Do(t, correctLine, object{"in": in})), "correctSaleLine")
	old, now := at(data, "voided"), at(data, "saleLine")
	if at(old, "id") != id || at(old, "voidedAt") == nil || at(old, "voidReason") != "typed wrong" || at(old, "replacedBy", "id") != at(now, "id") || at(old, "canCorrect") != false {
		t.Errorf("old: %v", old)
	}
	// 2 × 40 USD at 30; what was not said stays.
	if at(now, "baseAmount", "amount") != "2400" || at(now, "product", "code") != "T-1" || at(now, "territory", "code") != "KHH" || at(now, "channelType") != "DIRECT" ||
		at(now, "saleDate") != "2024-03-06" || at(now, "note") != "mended" || at(now, "salesPerson") != "Wang" || at(now, "account", "name") != "王小明" || at(now, "canVoid") != true {
		t.Errorf("new: %v", now)
	}
	if at(now, "report", "total", "amount") != "2651" { // 1751 − 1500 + 2400
		t.Errorf("the report's total: %v", at(now, "report"))
	}
	if again := dataOf(t, rep.Do(t, correctLine, object{"in": in})); at(again, "correctSaleLine", "saleLine", "id") != at(now, "id") {
		t.Errorf("the same key: %v", again)
	}
	in["reason"] = "another"
	rep.Do(t, correctLine, object{"in": in}).Want(t, "CONFLICT")
	delete(in, "idempotencyKey")
	if answer := rep.Do(t, correctLine, object{"in": in}).Want(t, "CONFLICT"); answer.Key() != "line.alreadyVoided" {
		t.Errorf("%s", answer.Body)
	}
	wrong := rep.Do(t, correctLine, object{"in": object{"id": at(now, "id"), "reason": "all wrong", "line": object{"quantity": "0", "productCode": "T-11", "saleDate": "2099-01-01", "shipToRegion": "Atlantis"}}}).Want(t, "INVALID")
	got := map[string]graphtest.Field{}
	for _, f := range wrong.Errors[0].Extensions.Fields {
		got[f.Path] = f
	}
	if len(got) != 4 || got["input.line.productCode"].Params["nearest"] != "T-1, P-1, T-2" || got["input.line.saleDate"].Key != "row.date.future" || got["input.line.quantity"].Key != "row.quantity.zero" || got["input.line.shipToRegion"].Key == "" {
		t.Errorf("%s", wrong.Body)
	}
	rep.Do(t, correctLine, object{"in": object{"id": at(now, "id"), "reason": "", "line": object{}}}).Want(t, "INVALID")
	long := rep.Do(t, correctLine, object{"in": object{"id": at(now, "id"), "reason": "x", "line": object{"serial": strings.Repeat("x", 101)}}}).Want(t, "INVALID")
	if f := long.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "input.line.serial" || f[0].Params["max"] != 100.0 {
		t.Errorf("%s", long.Body)
	}
}

// The corrected file, sent again, is what stands already.
func TestACorrectedLineIsADuplicateOfTheMendedFile(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	rep := g.As("distributor_rep", "NORTH")
	rep.Do(t, correctLine, object{"in": object{"id": lineIDs(t, rep)["A-1/1"], "reason": "typed wrong", "line": object{"quantity": "3", "netAmount": "300"}}}).Want(t, "")
	mended := strings.Replace(march, "T-1,2,100,200.00", "T-1,3,100,300.00", 1)
	if r := g.Report("NORTH", "mended.csv", mended); r.RowsDuplicate != 5 || r.RowsRejected != 2 {
		t.Errorf("%d duplicates, %d rejected", r.RowsDuplicate, r.RowsRejected)
	}
}

func TestLinesAreVoided(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	rep := g.As("distributor_rep", "NORTH")
	ids := lineIDs(t, rep)
	two := []string{ids["A-1/1"], ids["A-3/1"]}
	data := at(dataOf(t, rep.Do(t, voidLines, object{"in": object{"ids": two, "reason": "not ours"}})), "voidSaleLines")
	if at(data, "removed", "amount") != "120" || at(data, "removed", "currency") != "TWD" || at(data, "saleLines", 1, "voidReason") != "not ours" || at(data, "saleLines", 0, "replacedBy") != nil {
		t.Errorf("%v", data)
	}
	again := at(dataOf(t, rep.Do(t, voidLines, object{"in": object{"ids": two, "reason": "again"}})), "voidSaleLines")
	if at(again, "removed", "amount") != "0" || at(again, "saleLines", 0, "voidReason") != "not ours" {
		t.Errorf("again: %v", again)
	}
	many := make([]string, 1001)
	for i := range many {
		many[i] = typeid.Format(typeid.SaleLine, typeid.New())
	}
	for name, c := range map[string]struct {
		ids    []string
		reason string
		fields string
	}{
		"none":         {[]string{}, "x", "input.ids"},
		"too many":     {many, "x", "input.ids"},
		"no reason":    {two, "", "input.reason"},
		"another kind": {[]string{ids["A-1/2"], typeid.Format(typeid.Product, g.ID("T-1"))}, "x", "input.ids.1"},
	} {
		answer := rep.Do(t, voidLines, object{"in": object{"ids": c.ids, "reason": c.reason}}).Want(t, "INVALID")
		if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != c.fields {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	rep.Do(t, voidLines, object{"in": object{"ids": []string{ids["A-1/2"], many[0]}, "reason": "x"}}).Want(t, "NOT_FOUND")
	if n := len(lineIDs(t, rep)); n != 3 {
		t.Errorf("%d lines stand, want 3", n)
	}
}

func TestAClosedMonthStandsStill(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	report := g.Report("NORTH", "march.csv", march).NodeID()
	admin, rep := g.As("brand_admin", "BRAND"), g.As("distributor_rep", "NORTH")
	ids := lineIDs(t, rep)
	const closePeriod = `mutation($p: Period!) { closePeriod(input: {period: $p}) { period { period closed closedAt closedBy { email } } } }`
	closed := at(dataOf(t, admin.Do(t, closePeriod, object{"p": "2024-03"})), "closePeriod", "period")
	if at(closed, "closed") != true || at(closed, "closedBy", "email") != graphtest.Email("brand_admin", "BRAND") || at(closed, "period") != "2024-03" {
		t.Errorf("%v", closed)
	}
	if answer := admin.Do(t, closePeriod, object{"p": "2099-01"}).Want(t, "CONFLICT"); answer.Key() != "period.notOver" {
		t.Errorf("%s", answer.Body)
	}
	for what, c := range map[string]struct {
		query string
		in    object
	}{
		"correct":      {correctLine, object{"id": ids["A-1/1"], "reason": "x", "line": object{"quantity": "1"}}},
		"correct into": {correctLine, object{"id": ids["A-4/1"], "reason": "x", "line": object{"saleDate": "2024-03-31"}}},
		"void":         {voidLines, object{"ids": []string{ids["A-4/1"], ids["A-1/1"]}, "reason": "x"}},
		"cancel":       {cancelReport, object{"id": report, "reason": "x"}},
	} {
		answer := rep.Do(t, c.query, object{"in": c.in}).Want(t, "CONFLICT")
		if !strings.HasSuffix(answer.Key(), ".monthClosed") || answer.Errors[0].Extensions.Params["month"] != "2024-03" {
			t.Errorf("%s: %s", what, answer.Body)
		}
	}
	r := at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": []object{invoiceLine("C-1", "1", nil), invoiceLine("C-1", "2", object{"saleDate": "2024-04-01"})}}})), "submitSales", "salesReport")
	if got := counts(r); got[2] != 1.0 || got[4] != 1.0 {
		t.Errorf("%v", r)
	}
	p := at(dataOf(t, rep.Do(t, listedRows, object{"id": at(r, "id")})), "salesReport", "rejectedRows", "edges", 0, "node", "problems", 0)
	if at(p, "field") != "SALE_DATE" || at(p, "message", "key") != "row.date.closed" || at(p, "message", "params", "month") != "2024-03" || at(p, "value") != "2024-03-01" {
		t.Errorf("%v", p)
	}
	if n := len(lineIDs(t, rep)); n != 6 {
		t.Errorf("%d lines, want 6", n)
	}

	const (
		reopen  = `mutation($reason: String!) { reopenPeriod(input: {period: "2024-03", reason: $reason}) { period { closed reopening { id } } } }`
		confirm = `mutation($id: ID!) { confirmReopening(input: {id: $id}) { period { closed closedAt } } }`
	)
	admin.Do(t, reopen, object{"reason": ""}).Want(t, "INVALID")
	asked := at(dataOf(t, admin.Do(t, reopen, object{"reason": "restated"})), "reopenPeriod", "period")
	if opened := dataOf(t, secondAdmin(g).Do(t, confirm, object{"id": at(asked, "reopening", "id")})); at(asked, "closed") != true || at(opened, "confirmReopening", "period", "closed") != false {
		t.Errorf("%v, %v", asked, opened)
	}
	rep.Do(t, voidLines, object{"in": object{"ids": []string{ids["A-1/1"]}, "reason": "x"}}).Want(t, "")
	months := at(dataOf(t, rep.Do(t, `{ accountingPeriods(year: 2024) { period closed } }`, nil)), "accountingPeriods").([]any)
	if len(months) != 12 || at(months[2], "closed") != false {
		t.Errorf("%v", months)
	}
	rep.Do(t, `{ accountingPeriods(year: 99999) { period } }`, nil).Want(t, "INVALID")
}

func TestLinesAreListedBothWays(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := g.Report("NORTH", "march.csv", march).NodeID()
	rep, reader := g.As("distributor_rep", "NORTH"), g.As("distributor_rep", "NORTH")
	list := func(arguments string) any {
		return at(dataOf(t, reader.Do(t, `{ saleLines`+arguments+` { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { invoiceNumber lineNumber account { id } } } } }`, nil)), "saleLines")
	}
	names := func(page any) string {
		var out []string
		for _, e := range at(page, "edges").([]any) {
			out = append(out, fmt.Sprint(at(e, "node", "invoiceNumber"), "/", at(e, "node", "lineNumber")))
		}
		return strings.Join(out, " ")
	}
	for _, order := range []struct{ sort, want string }{
		{"", "A-4/1 A-3/1 A-2/1 A-1/2 A-1/1"},
		{"sort: {field: SALE_DATE, direction: ASC}", "A-1/1 A-1/2 A-2/1 A-3/1 A-4/1"},
		{"sort: {field: BASE_AMOUNT}", "A-2/1 A-1/1 A-1/2 A-4/1 A-3/1"},
		{"sort: {field: BASE_AMOUNT, direction: ASC}", "A-3/1 A-4/1 A-1/2 A-1/1 A-2/1"},
	} {
		forward, cursor := []string{}, ""
		for more := true; more && len(forward) < 5; {
			page := list(fmt.Sprintf("(first: 2%s %s)", cursor, order.sort))
			forward = append(forward, names(page))
			if at(page, "totalCount") != 5.0 {
				t.Errorf("%s: total %v", order.sort, at(page, "totalCount"))
			}
			more, cursor = at(page, "pageInfo", "hasNextPage").(bool), fmt.Sprintf(` after: "%s"`, at(page, "pageInfo", "endCursor"))
		}
		if got := strings.Join(forward, " "); got != order.want || len(forward) != 3 {
			t.Errorf("%s forward: %s, want %s", order.sort, got, order.want)
		}
		backward, cursor := "", ""
		for more := true; more; {
			page := list(fmt.Sprintf("(last: 2%s %s)", cursor, order.sort))
			backward = strings.TrimSpace(names(page) + " " + backward)
			more, cursor = at(page, "pageInfo", "hasPreviousPage").(bool), fmt.Sprintf(` before: "%s"`, at(page, "pageInfo", "startCursor"))
		}
		if backward != order.want {
			t.Errorf("%s backward: %s, want %s", order.sort, backward, order.want)
		}
	}
	alpha := at(list(`(filter: {invoiceNumber: "A-3"})`), "edges", 0, "node", "account", "id")
	rep.Do(t, voidLines, object{"in": object{"ids": []string{lineIDs(t, rep)["A-2/1"]}, "reason": "sold twice"}}).Want(t, "")
	narrowed := map[string]string{
		`period: "2024-04"`: "A-4/1", `period: "2024-Q1", returns: true`: "A-3/1", `from: "2024-03-05", until: "2024-03-06", returns: false`: "",
		`invoiceNumber: "A-2"`: "", `invoiceNumber: "A-2", includeVoided: true`: "A-2/1", `invoiceNumber: "A-1", includeVoided: true`: "A-1/2 A-1/1",
		`includeVoided: true, from: "2024-03-05", until: "2024-03-06"`: "A-3/1 A-2/1", `invoiceNumber: "none"`: "",
		`channelType: ECOMMERCE`: "", `invoiceNumber: "A-1"`: "A-1/2 A-1/1", fmt.Sprintf(`reportId: "%s", from: "2024-04-01"`, id): "A-4/1",
		fmt.Sprintf(`accountId: "%s"`, alpha):                                                          "A-3/1 A-1/2 A-1/1",
		fmt.Sprintf(`productId: "%s"`, typeid.Format(typeid.Product, g.ID("T-1"))):                     "A-1/2 A-1/1",
		fmt.Sprintf(`productLineId: "%s"`, typeid.Format(typeid.ProductLine, g.ID("PARTS"))):           "A-4/1",
		fmt.Sprintf(`territoryId: "%s"`, typeid.Format(typeid.Territory, g.ID("TW"))):                  "A-4/1 A-3/1 A-1/2 A-1/1",
		fmt.Sprintf(`distributorId: "%s"`, typeid.Format(typeid.Distributor, g.Organization("SOUTH"))): "",
	}
	for _, who := range []struct{ role, of string }{{"distributor_rep", "NORTH"}, {"brand_admin", "BRAND"}, {"channel_manager", "BRAND"}} {
		reader = g.As(who.role, who.of)
		for filter, want := range narrowed {
			page := list("(filter: {" + filter + "})")
			if got := names(page); got != want || int(at(page, "totalCount").(float64)) != len(strings.Fields(want)) {
				t.Errorf("%s: %s: %s (%v), want %s", who.role, filter, got, at(page, "totalCount"), want)
			}
		}
	}
	for _, arguments := range []string{`(first: 0)`, `(first: 101)`, `(first: 1, last: 1)`, `(after: "nonsense")`, `(filter: {reportId: "sln_x"})`, `(filter: {period: "2024-13"})`} {
		rep.Do(t, `{ saleLines`+arguments+` { totalCount } }`, nil).Want(t, "INVALID")
	}
}

func TestSumsAreSplitByEachDimension(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	g.Report("SOUTH", "south.csv", "Invoice,Line,Date,Product,Qty,Net amount,Channel type\nB-1,1,2023-12-09,T-1,1,10,ECOMMERCE\n")
	admin := g.As("brand_admin", "BRAND")
	for by, want := range map[string]string{
		"":                         "()6:1761",
		"YEAR":                     "(2023 <nil>)1:10 (2024 <nil>)5:1751",
		"QUARTER":                  "(2023-Q4 <nil>)1:10 (2024-Q1 <nil>)4:1720 (2024-Q2 <nil>)1:31",
		"MONTH":                    "(2023-12 <nil>)1:10 (2024-03 <nil>)4:1720 (2024-04 <nil>)1:31",
		"DISTRIBUTOR":              "(dst North Trading)5:1751 (dst South Trading)1:10",
		"PRODUCT_LINE":             "(pln PARTS)2:1531 (pln TOOLS)4:230",
		"PRODUCT":                  "(prd P-1)1:1500 (prd T-1)3:310 (prd P-2)1:31 (prd T-2)1:-80",
		"TERRITORY":                "( <nil>)2:1510 (ter Taipei)3:220 (ter Kaohsiung)1:31",
		"CHANNEL_TYPE":             "(STORE <nil>)5:1751 (ECOMMERCE <nil>)1:10",
		"YEAR DISTRIBUTOR PRODUCT": "(2023 <nil>|dst South Trading|prd T-1)1:10",
	} {
		answer := admin.Do(t, `query($by: [SaleDimension!]!) { salesSummary(groupBy: $by) { lines revenue { amount currency } quantity groups { key name { default } } } }`, object{"by": strings.Fields(by)})
		var rows []string
		for _, r := range at(dataOf(t, answer), "salesSummary").([]any) {
			var groups []string
			for _, group := range at(r, "groups").([]any) {
				key := at(group, "key").(string)
				if prefix, _, isID := strings.Cut(key, "_"); isID {
					key = prefix
				}
				groups = append(groups, fmt.Sprint(key, " ", at(group, "name", "default")))
			}
			rows = append(rows, fmt.Sprintf("(%s)%v:%v", strings.Join(groups, "|"), at(r, "lines"), at(r, "revenue", "amount")))
		}
		if got := strings.Join(rows, " "); !strings.HasPrefix(got, want) {
			t.Errorf("by %s: %s\nwant %s", by, got, want)
		}
	}
	for query, path := range map[string]string{
		`groupBy: [YEAR, MONTH, PRODUCT, TERRITORY]`:  "groupBy",
		`groupBy: [], filter: {from: "2024-03-02"}`:   "filter.from",
		`groupBy: [], filter: {until: "2024-03-30"}`:  "filter.until",
		`groupBy: [], filter: {invoiceNumber: "A-1"}`: "filter.invoiceNumber",
		`groupBy: [], filter: {includeVoided: true}`:  "filter.includeVoided",
		`groupBy: [], filter: {productId: "dst_1"}`:   "filter.productId",
		`groupBy: [], filter: {from: "2024-02-30"}`:   "filter.from",
	} {
		answer := admin.Do(t, `{ salesSummary(`+query+`) { lines } }`, nil).Want(t, "INVALID")
		if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != path {
			t.Errorf("%s: %s", query, answer.Body)
		}
	}
}
