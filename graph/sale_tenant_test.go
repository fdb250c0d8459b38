package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

// salesQuery asks for all there is of sales.
const salesQuery = `{
	salesReports { totalCount pageInfo { hasNextPage } edges { cursor node { ` + reportFields + `
		rejected: rejectedRows(outcome: REJECTED, first: 5) { totalCount edges { node { id rowNumber cells problems { column value message { key params } } } } }
		ignored: rejectedRows(outcome: IGNORED, first: 5) { totalCount edges { node { cells problems { value } } } }
		warned: rejectedRows(outcome: WARNED, first: 5) { totalCount edges { node { cells problems { value message { params } } } } } } } }
	saleLines(filter: {includeVoided: true}) { totalCount edges { node { id invoiceNumber lineNumber serial note salesPerson voidReason distributor { code } report { id fileName preview }
		account { id code name } territory { code } product { code aliases { alias } } baseAmount { amount } } } }
	salesSummary(groupBy: [DISTRIBUTOR, PRODUCT, TERRITORY]) { lines quantity revenue { amount } groups { key name { default } } }
}`

// south is a file of SOUTH's.
const south = "Invoice,Line,Date,Product,Qty,Net amount,Customer\nS-1,1,2024-03-02,P-1,1,7,South Store\nS-2,1,2024-03-02,P-7,1,8,South Store\n"

// sales gives both distributors reports, lines, rejected rows and an export, and NORTH a voided line. It gives the
// ids of what is NORTH's by their prefix.
func sales(t *testing.T, g *graphtest.Graph) map[string]uuid.UUID {
	t.Helper()
	report := g.Report("NORTH", "north march.csv", march)
	g.Report("SOUTH", "south.csv", south)
	rep := g.As("distributor_rep", "NORTH")
	ids := lineIDs(t, rep)
	rep.Do(t, voidLines, object{"in": object{"ids": []string{ids["A-3/1"]}, "reason": "secret reason"}}).Want(t, "")
	var account, row uuid.UUID
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT a.id, r.id FROM accounts a, report_rows r WHERE a.distributor_id = $1 AND r.distributor_id = $1 LIMIT 1`, g.Organization("NORTH")).Scan(&account, &row); err != nil {
		t.Fatal(err)
	}
	made := at(dataOf(t, rep.Do(t, `mutation { requestExport(input: {format: CSV}) { export { id } } }`, nil)), "requestExport", "export", "id").(string)
	_, export, _ := typeid.Split(made)
	_, line, _ := typeid.Split(ids["A-1/1"])
	return map[string]uuid.UUID{typeid.SalesReport: report.ID, typeid.SaleLine: line, typeid.Account: account, typeid.RejectedRow: row, typeid.Export: export,
		typeid.File: report.FileID, typeid.Distributor: g.Organization("NORTH")}
}

func TestADistributorSeesItsOwnSalesAlone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	ids := sales(t, g)
	hidden := []string{"NORTH", "North", "north", "A-1", "A-2", "Alpha", "王小明", "Wang", "Lee", "secret", "rush", "1720", "1751"}
	for prefix, id := range ids {
		hidden = append(hidden, typeid.Format(prefix, id))
	}
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		answer := g.As(role, "SOUTH").Do(t, salesQuery, nil)
		data := dataOf(t, answer)
		for _, text := range hidden {
			if strings.Contains(answer.Body, text) {
				t.Errorf("%s of SOUTH reads %s: %s", role, text, answer.Body)
			}
		}
		if at(data, "salesReports", "totalCount") != 1.0 || at(data, "saleLines", "totalCount") != 1.0 || at(data, "salesSummary", 0, "revenue", "amount") != "7" || len(at(data, "salesSummary").([]any)) != 1 {
			t.Errorf("%s of SOUTH: %s", role, answer.Body)
		}
	}
	// Nor does the manager see what is not in its portfolio.
	if answer := g.As("channel_manager", "BRAND").Do(t, salesQuery, nil); strings.Contains(answer.Body, "South") || strings.Contains(answer.Body, "S-1") {
		t.Errorf("the manager: %s", answer.Body)
	}
}

// What is another's is as what does not exist: the same answer but for the id itself, and nothing is changed.
func TestAnothersSalesAreNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	ids := sales(t, g)
	const page = `{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { id } } } }`
	tests := []struct{ prefix, query string }{
		{typeid.SalesReport, `query($id: ID!) { salesReport(id: $id) { id } }`},
		{typeid.SalesReport, `query($id: ID!) { saleLines(filter: {reportId: $id}) ` + page},
		{typeid.Account, `query($id: ID!) { saleLines(filter: {accountId: $id}) ` + page},
		{typeid.Distributor, `query($id: ID!) { saleLines(filter: {distributorId: $id, includeVoided: true}) ` + page},
		{typeid.Distributor, `query($id: ID!) { salesReports(filter: {distributorId: $id}) ` + page},
		{typeid.Distributor, `query($id: ID!) { salesSummary(filter: {distributorId: $id}, groupBy: []) { lines revenue { amount } } }`},
		{typeid.Distributor, `query($id: ID!) { salesSummary(filter: {distributorId: $id}, groupBy: [MONTH]) { lines } }`},
		{typeid.File, `mutation($id: ID!) { createSalesReport(input: {fileId: $id}) { salesReport { id } } }`},
		{typeid.Distributor, `mutation($id: ID!) { submitSales(input: {distributorId: $id, lines: [{invoiceNumber: "A-1", lineNumber: "1", saleDate: "2024-03-01", productCode: "T-1", quantity: "2", netAmount: "200"}]}) { salesReport { id } } }`},
		{typeid.SalesReport, `mutation($id: ID!) { confirmSalesReport(input: {id: $id}) { salesReport { id } } }`},
		{typeid.SalesReport, `mutation($id: ID!) { inspectSalesReport(input: {id: $id, layout: {}}) { salesReport { id } } }`},
		{typeid.SalesReport, `mutation($id: ID!) { cancelSalesReport(input: {id: $id}) { salesReport { id } } }`},
		{typeid.SaleLine, `mutation($id: ID!) { correctSaleLine(input: {id: $id, reason: "x", line: {quantity: "0"}}) { saleLine { id } } }`},
		{typeid.SaleLine, `mutation($id: ID!) { voidSaleLines(input: {ids: [$id], reason: "x"}) { removed { amount } } }`},
	}
	for prefix := range ids {
		tests = append(tests, struct{ prefix, query string }{prefix, `query($id: ID!) { node(id: $id) { id } }`})
	}
	g.Exec(`DELETE FROM portfolio_members`)
	for _, c := range []struct{ role, of string }{{"distributor_admin", "SOUTH"}, {"distributor_rep", "SOUTH"}, {"channel_manager", "BRAND"}} {
		for _, tt := range tests {
			if c.of == "BRAND" && strings.Contains(tt.query, "createSalesReport") {
				continue // it has to say for whom
			}
			var theirs, none string
			moved := changed(t, g, func() {
				theirs = g.As(c.role, c.of).Do(t, tt.query, object{"id": typeid.Format(tt.prefix, ids[tt.prefix])}).Body
				none = g.As(c.role, c.of).Do(t, tt.query, object{"id": typeid.Format(tt.prefix, typeid.New())}).Body
			})
			if theirs != none || moved != "" {
				t.Errorf("%s of %s: %s changed %q\n%s\n%s", c.role, c.of, tt.query, moved, theirs, none)
			}
		}
	}
	// A word of another's file name finds nothing, and one line of one's own doesn't open another's.
	rep := g.As("distributor_rep", "SOUTH")
	if n := at(dataOf(t, rep.Do(t, `{ salesReports(filter: {search: "march"}) { totalCount } }`, nil)), "salesReports", "totalCount"); n != 0.0 {
		t.Errorf("a search finds %v", n)
	}
	own := lineIDs(t, rep)["S-1/1"]
	rep.Do(t, voidLines, object{"in": object{"ids": []string{own, typeid.Format(typeid.SaleLine, ids[typeid.SaleLine])}, "reason": "x"}}).Want(t, "NOT_FOUND")
	if len(lineIDs(t, rep)) != 1 {
		t.Error("half of a refused request was done")
	}
}

// A cursor, a key and an invoice number of another's mean nothing here.
func TestNothingOfAnotherCanBeProbed(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	sales(t, g)
	north, rep := g.As("distributor_rep", "NORTH"), g.As("distributor_rep", "SOUTH")
	cursor := at(dataOf(t, north.Do(t, `{ saleLines(first: 1) { pageInfo { endCursor } } }`, nil)), "saleLines", "pageInfo", "endCursor")
	answer := rep.Do(t, `query($c: String) { saleLines(after: $c) { totalCount edges { node { invoiceNumber } } } }`, object{"c": cursor}).Want(t, "")
	if strings.Contains(answer.Body, "A-") {
		t.Errorf("%s", answer.Body)
	}
	in := object{"lines": []object{invoiceLine("A-1", "1", nil)}, "idempotencyKey": "k"}
	north.Do(t, submitSales, object{"in": in}).Want(t, "")
	in["lines"] = []object{invoiceLine("A-1", "1", object{"netAmount": "5"})}
	r := at(dataOf(t, rep.Do(t, submitSales, object{"in": in})), "submitSales", "salesReport")
	if at(r, "state") != "ACCEPTED" || at(r, "rowsAccepted") != 1.0 || at(r, "total", "amount") != "5" {
		t.Errorf("NORTH's invoice number and key: %v", r)
	}
	// An alias is one distributor's own.
	r = at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": []object{invoiceLine("A-9", "1", object{"productCode": "NORTH-T1"})}}})), "submitSales", "salesReport")
	rejected := rep.Do(t, listedRows, object{"id": at(r, "id")})
	if at(r, "rowsRejected") != 1.0 || strings.Contains(fmt.Sprint(at(dataOf(t, rejected), "salesReport", "rejectedRows", "edges", 0, "node", "problems", 0, "message")), "NORTH") {
		t.Errorf("NORTH's alias: %s", rejected.Body)
	}
}

// The brand sees reports and lines, never the file itself: its rows, names and contacts of persons, sales people and notes.
func TestTheBrandNeverSeesTheFileItself(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	ids := sales(t, g)
	private := []string{"王小明", "陳秘密", "0912345678", "0987654321", "Wang", "Lee", "rush", "SUM(A1)", "NORTH-T1,", "/rejects/"}
	own := g.As("distributor_viewer", "NORTH").Do(t, salesQuery, nil)
	for _, text := range []string{"王小明", "陳秘密", "0912345678", "Wang", "rush", "/rejects/"} {
		if !strings.Contains(own.Body, text) {
			t.Errorf("NORTH itself does not see %s", text)
		}
	}
	for _, role := range []string{"brand_admin", "channel_manager", "brand_analyst"} {
		c := g.As(role, "BRAND")
		answer := c.Do(t, salesQuery, nil).Want(t, "")
		node := c.Do(t, `query($r: ID!, $l: ID!, $a: ID!) { r: node(id: $r) { ... on SalesReport { preview rejectsUrl rejectedRows { edges { node { cells problems { value } } } } } }
			l: node(id: $l) { ... on SaleLine { note salesPerson account { name } } } a: node(id: $a) { ... on Account { name } } }`,
			object{"r": typeid.Format(typeid.SalesReport, ids[typeid.SalesReport]), "l": typeid.Format(typeid.SaleLine, ids[typeid.SaleLine]), "a": typeid.Format(typeid.Account, ids[typeid.Account])}).Want(t, "")
		for _, text := range private {
			if strings.Contains(answer.Body, text) || strings.Contains(node.Body, text) {
				t.Errorf("%s reads %s:\n%s\n%s", role, text, answer.Body, node.Body)
			}
		}
		if !strings.Contains(answer.Body, "Alpha Store") || !strings.Contains(answer.Body, "A-1") || !strings.Contains(answer.Body, "row.product.unknown") {
			t.Errorf("%s does not see what it may: %s", role, answer.Body)
		}
		// Nor by the ways of HTTP.
		a := auth.Actor{User: g.User(role, "BRAND"), Organization: g.Brand, Brand: true, Role: role, Reach: "all"}
		ctx := auth.With(t.Context(), a)
		if _, _, err := g.Resolver.Sales.Download(ctx, a.Scope(), ids[typeid.File]); err == nil {
			t.Errorf("%s downloads the raw file", role)
		}
		r, err := g.Resolver.Sales.Report(ctx, a.Scope(), ids[typeid.SalesReport])
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := g.Resolver.Sales.WriteRejects(ctx, a.Scope(), r, "en", sale.Reason, &out); err == nil || out.Len() > 0 {
			t.Errorf("%s downloads rejected rows: %s", role, out.String())
		}
	}
	// The log, too, keeps what was done, never what the file says.
	log := g.As("brand_admin", "BRAND").Do(t, `{ auditEntries(first: 100) { edges { node { action before after reason } } } }`, nil).Want(t, "")
	for _, text := range private[:8] {
		if strings.Contains(log.Body, text) {
			t.Errorf("the audit log tells %s: %s", text, log.Body)
		}
	}
}

// A file without a header row has its first sale for one: the brand learns what the columns hold, never what stands there.
func TestTheBrandNeverReadsAHeaderRow(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	const bare = "X-77,2024-03-01,T-1,2,200.00,陳秘密,+886 912 345 678\nX-78,2024-03-02,T-9,0,200.00,Lee,x\n"
	file := g.Upload("distributor_rep", "NORTH", "bare.csv", bare)
	made := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file, "layout": object{"headerRow": 1}}})), "createSalesReport", "salesReport")
	id := at(made, "id")
	const rows = `rejectedRows(first: 5) { edges { node { problems { field column value } } } }`
	ask := `query($id: ID!) { salesReport(id: $id) { ` + reportFields + rows + ` } node(id: $id) { ... on SalesReport { ` + reportFields + rows + ` } } salesReports { edges { node { ` + reportFields + rows + ` } } }
		saleLines { edges { node { report { ` + reportFields + ` } } } } }`
	private := []string{"X-77", "陳秘密", "886"}
	look := func(when string) {
		t.Helper()
		own := rep.Do(t, ask, object{"id": id}).Want(t, "")
		for _, role := range []string{"brand_admin", "channel_manager", "brand_analyst"} {
			answer := g.As(role, "BRAND").Do(t, ask, object{"id": id}).Want(t, "")
			for _, text := range private {
				if strings.Contains(answer.Body, text) {
					t.Errorf("%s, %s reads %s: %s", when, role, text, answer.Body)
				}
			}
			if len(at(dataOf(t, answer), "salesReport", "mapping").([]any)) != len(at(dataOf(t, own), "salesReport", "mapping").([]any)) {
				t.Errorf("%s, %s misses columns: %s", when, role, answer.Body)
			}
		}
		if !strings.Contains(own.Body, "X-77") {
			t.Errorf("%s, NORTH itself does not see its headers: %s", when, own.Body)
		}
	}
	look("waiting")
	manager := g.As("channel_manager", "BRAND")
	for _, in := range []object{{"id": id, "mapping": []object{{"index": 0, "header": "x", "field": "NOTE"}}}, {"id": id, "mapping": []object{{"index": 0, "field": "NOTE"}, {"index": 1, "field": "NOTE"}}}} {
		answer := manager.Do(t, confirmReport, object{"in": in}).Want(t, "FORBIDDEN")
		if answer.Key() != "report.notYourFile" || strings.Contains(answer.Body, "X-7") {
			t.Errorf("%s", answer.Body)
		}
	}
	manager.Do(t, inspectReport, object{"in": object{"id": id, "layout": object{"headerRow": 2}}}).Want(t, "FORBIDDEN")
	if can := at(dataOf(t, manager.Do(t, oneReport, object{"id": id})), "salesReport", "canConfirm"); can != false {
		t.Errorf("the manager can confirm: %v", can)
	}
	fields := []string{"INVOICE_NUMBER", "SALE_DATE", "PRODUCT_CODE", "QUANTITY", "NET_AMOUNT", "CUSTOMER_NAME", "PHONE"}
	mapping := make([]object, len(fields))
	for i, f := range fields {
		mapping[i] = object{"index": i, "field": f}
	}
	rep.Do(t, confirmReport, object{"in": object{"id": id, "mapping": mapping}}).Want(t, "")
	settled(t, rep, id)
	look("read")
	log := g.As("brand_admin", "BRAND").Do(t, `{ auditEntries(first: 100) { edges { node { action before after } } } }`, nil).Want(t, "")
	for _, text := range private {
		if strings.Contains(log.Body, text) {
			t.Errorf("the audit log tells %s: %s", text, log.Body)
		}
	}
	own := rep.Do(t, ask, object{"id": id}).Want(t, "")
	if !strings.Contains(own.Body, `"column":"T-1"`) {
		t.Errorf("NORTH itself does not see the column at fault: %s", own.Body)
	}
}

// A page costs as many statements with two rows as with fifty.
func TestStatementsDoNotGrowWithTheSales(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	query := `{ salesReports(first: 50) { totalCount edges { node { id fileName total { amount } distributor { code } createdBy { name } sameAs { id } } } }
		saleLines(first: 50) { totalCount edges { node { id baseAmount { amount } distributor { code } product { code productLine { code } } account { name } territory { code } report { id fileName } } } }
		salesSummary(groupBy: [PRODUCT, TERRITORY]) { groups { name { default } } } }`
	admin := g.As("brand_admin", "BRAND")
	var last []string
	ask := func() int { last = g.Counter.During(func() { admin.Do(t, query, nil).Want(t, "") }); return len(last) }
	file := func(i int) string {
		return fmt.Sprintf("Invoice,Line,Date,Product,Qty,Net amount,Customer,Region\nI-%d,1,2024-03-01,%s,1,10,Store %d Ltd,%s\n", i, []string{"T-1", "T-2", "P-1", "P-2"}[i%4], i, []string{"TPE", "KHH", "TW"}[i%3])
	}
	for i := range 2 {
		g.Report([]string{"NORTH", "SOUTH"}[i%2], "a.csv", file(i))
	}
	few := ask()
	for i := 2; i < 50; i++ {
		g.Report([]string{"NORTH", "SOUTH"}[i%2], "a.csv", file(i))
	}
	// A busy machine may split a batch in two; fifty lists of their own would be fifty more.
	time.Sleep(time.Second) // what is held for so long is asked for again
	if many := ask(); many > few+6 {
		t.Errorf("%d statements for two rows, %d for fifty:\n%s", few, many, strings.Join(last, "\n"))
	}
}
