package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// march is a file of NORTH's own system: five lines that count, two that do not, a blank row and a total.
const march = `Invoice,Line,Date,Product,Qty,Unit price,Net amount,Currency,Customer,Phone,Region,Sales person,Note
A-1,1,2024-03-01,T-1,2,100,200.00,TWD,Alpha Store,,Taipei,Wang,rush
A-1,2,2024-03-01,NORTH-T1,1,100,100.00,TWD,Alpha Store,,Taipei,Wang,
A-2,1,2024-03-05,P-1,1,50,50.00,USD,王小明,0912345678,,Wang,=SUM(A1)
A-3,1,2024-03-06,T-2,-1,80,-80.00,TWD,Alpha Store,,TPE,Lee,
A-4,1,2024-04-07,P-2,3,10,31.00,TWD,王小明,0912345678,KHH,Lee,
A-5,1,2024-03-07,T-9,1,10,10.00,TWD,Alpha Store,,TPE,Lee,
A-6,1,2024-03-08,P-2,0,10,10.00,TWD,陳秘密,0987654321,TPE,Lee,
,,,,,,,,,,,,
Total,,,,6,,291.00,,,,,,
`

const reportFields = `id state source fileName sha256 rowsTotal rowsDone rowsAccepted rowsDuplicate rowsRejected rowsMended rowsIgnored rowsWarned
	total { amount currency } salesFrom salesUntil failure { key params } sameAs { id } missingFields rejectsUrl
	layout { format encoding delimiter headerRow } mapping { index header field confidence } preview
	distributor { code } createdBy { email } startedAt finishedAt canConfirm: viewerCan(action: "confirm") canCancel: viewerCan(action: "cancel")`

const (
	createReport  = `mutation($in: CreateSalesReportInput!) { createSalesReport(input: $in) { salesReport { ` + reportFields + ` } } }`
	confirmReport = `mutation($in: ConfirmSalesReportInput!) { confirmSalesReport(input: $in) { salesReport { ` + reportFields + ` } } }`
	inspectReport = `mutation($in: InspectSalesReportInput!) { inspectSalesReport(input: $in) { salesReport { ` + reportFields + ` } } }`
	cancelReport  = `mutation($in: CancelSalesReportInput!) { cancelSalesReport(input: $in) { salesReport { ` + reportFields + ` } } }`
	oneReport     = `query($id: ID!) { salesReport(id: $id) { ` + reportFields + ` } }`
	listedRows    = `query($id: ID!, $outcome: RowOutcome) { salesReport(id: $id) { rejectedRows(outcome: $outcome, first: 10) { totalCount edges { node {
		rowNumber outcome cells mendedAt problems { field column value message { key params } } } } } } }`
)

// settled asks for the report until nothing more happens to it by itself.
func settled(t *testing.T, c *graphtest.Caller, id any) any {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		r := at(dataOf(t, c.Do(t, oneReport, object{"id": id})), "salesReport")
		switch state := at(r, "state"); state {
		case "RECEIVED", "VALIDATING", "IMPORTING", "CANCELLING":
			if time.Now().After(end) {
				t.Fatalf("the report stays %v", state)
			}
		default:
			return r
		}
	}
}

// counts writes how a report's rows ended.
func counts(r any) [6]any {
	return [6]any{at(r, "state"), at(r, "rowsTotal"), at(r, "rowsAccepted"), at(r, "rowsDuplicate"), at(r, "rowsRejected"), at(r, "rowsIgnored")}
}

func TestAFileBecomesLinesStepByStep(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "march.csv", march)
	made := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file, "idempotencyKey": "march"}})), "createSalesReport", "salesReport")
	if at(made, "state") != "AWAITING_CONFIRMATION" || at(made, "canConfirm") != true || at(made, "canCancel") != true || at(made, "distributor", "code") != "NORTH" ||
		at(made, "createdBy", "email") != graphtest.Email("distributor_rep", "NORTH") || at(made, "startedAt") != nil || at(made, "source") != "FILE" {
		t.Fatalf("created: %v", made)
	}
	if at(made, "layout", "format") != "csv" || at(made, "layout", "encoding") != "utf-8" || at(made, "layout", "headerRow") != 1.0 || len(at(made, "missingFields").([]any)) != 0 {
		t.Errorf("layout: %v", made)
	}
	fields := ""
	for _, c := range at(made, "mapping").([]any) {
		fields += " " + at(c, "field").(string)
	}
	if fields != " INVOICE_NUMBER LINE_NUMBER SALE_DATE PRODUCT_CODE QUANTITY UNIT_PRICE NET_AMOUNT CURRENCY CUSTOMER_NAME PHONE SHIP_TO_REGION SALES_PERSON NOTE" {
		t.Errorf("columns:%s", fields)
	}
	if preview := at(made, "preview"); at(preview, 2, 8) != "王小明" || at(preview, 0, 0) != "A-1" || len(preview.([]any)) > 10 {
		t.Errorf("preview: %v", preview)
	}

	id := at(made, "id")
	events := rep.Watch(t, `subscription($id: ID!) { salesReportProgress(id: $id) { state rowsDone rowsTotal } }`, object{"id": id})
	if first := next(t, events); at(dataOf(t, first), "salesReportProgress", "state") != "AWAITING_CONFIRMATION" {
		t.Errorf("first event: %s", first.Body)
	}
	confirmed := at(dataOf(t, rep.Do(t, confirmReport, object{"in": object{"id": id}})), "confirmSalesReport", "salesReport")
	if at(confirmed, "mapping", 0, "confidence") != "CONFIRMED" || at(confirmed, "startedAt") == nil {
		t.Errorf("confirmed: %v", confirmed)
	}
	rep.Do(t, confirmReport, object{"in": object{"id": id}}).Want(t, "CONFLICT")
	var last any
	for e := range events {
		last = at(dataOf(t, e), "salesReportProgress")
	}
	if at(last, "state") != "ACCEPTED_WITH_REJECTS" || at(last, "rowsDone") != 9.0 || at(last, "rowsTotal") != 9.0 {
		t.Errorf("last event: %v", last)
	}

	r := settled(t, rep, id)
	if got := counts(r); got != [6]any{"ACCEPTED_WITH_REJECTS", 9.0, 5.0, 0.0, 2.0, 2.0} {
		t.Errorf("rows: %v", got)
	}
	// 200 + 100 + 50 × 30 − 80 + 31; the last line's price × quantity is another amount.
	if at(r, "total", "amount") != "1751" || at(r, "total", "currency") != "TWD" || at(r, "rowsWarned") != 1.0 || at(r, "salesFrom") != "2024-03-01" ||
		at(r, "salesUntil") != "2024-04-07" || at(r, "rejectsUrl") != "/rejects/"+id.(string) || at(r, "finishedAt") == nil || at(r, "canConfirm") != false {
		t.Errorf("report: %v", r)
	}
	again := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file, "idempotencyKey": "march"}})), "createSalesReport", "salesReport", "id")
	if again != id {
		t.Errorf("the same key gives %v, want %v", again, id)
	}
	other := g.Upload("distributor_rep", "NORTH", "april.csv", march+"\n")
	rep.Do(t, createReport, object{"in": object{"fileId": other, "idempotencyKey": "march"}}).Want(t, "CONFLICT")
}

// Each listed row tells the field, the column, the value, and what would be right.
func TestRowsTellWhatIsWrongWithThem(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := g.Report("NORTH", "march.csv", march).NodeID()
	rep := g.As("distributor_rep", "NORTH")
	rows := func(outcome string) any {
		return at(dataOf(t, rep.Do(t, listedRows, object{"id": id, "outcome": outcome})), "salesReport", "rejectedRows")
	}
	rejected := rows("REJECTED")
	unknown, zero := at(rejected, "edges", 0, "node"), at(rejected, "edges", 1, "node")
	if p := at(unknown, "problems", 0); at(rejected, "totalCount") != 2.0 || at(unknown, "rowNumber") != 7.0 || at(p, "field") != "PRODUCT_CODE" || at(p, "column") != "Product" ||
		at(p, "value") != "T-9" || at(p, "message", "key") != "row.product.unknown" || len(strings.Split(at(p, "message", "params", "nearest").(string), ", ")) != 3 {
		t.Errorf("unknown product: %v", unknown)
	}
	if p := at(zero, "problems", 0); at(p, "field") != "QUANTITY" || at(p, "message", "key") != "row.quantity.zero" || at(zero, "cells", 8) != "陳秘密" {
		t.Errorf("quantity 0: %v", zero)
	}
	if ignored := rows("IGNORED"); at(ignored, "totalCount") != 2.0 || at(ignored, "edges", 1, "node", "problems", 0, "message", "key") != "row.ignored.TOTAL" {
		t.Errorf("ignored: %v", ignored)
	}
	if p := at(rows("WARNED"), "edges", 0, "node", "problems", 0); at(p, "field") != "NET_AMOUNT" {
		t.Errorf("warned: %v", p)
	}
}

func TestAFileThatWasAcceptedIsRecognised(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	good := strings.Join(strings.Split(march, "\n")[:5], "\n")
	first := g.Report("NORTH", "good.csv", good)
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "the same.csv", good)
	r := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file}})), "createSalesReport", "salesReport")
	if got := counts(r); got != [6]any{"ACCEPTED", 4.0, 0.0, 4.0, 0.0, 0.0} || at(r, "sameAs", "id") != first.NodeID() || at(r, "canCancel") != false {
		t.Errorf("%v", r)
	}
	rep.Do(t, cancelReport, object{"in": object{"id": at(r, "id"), "reason": "twice"}}).Want(t, "CONFLICT")
	// Another's bytes are not looked at.
	same := g.Upload("distributor_rep", "SOUTH", "good.csv", good)
	south := at(dataOf(t, g.As("distributor_rep", "SOUTH").Do(t, createReport, object{"in": object{"fileId": same}})), "createSalesReport", "salesReport")
	if at(south, "sameAs") != nil || at(south, "state") != "RECEIVED" {
		t.Errorf("SOUTH's: %v", south)
	}
}

// What was confirmed once is remembered for files of the same columns, and for them alone.
func TestAConfirmedLayoutIsRemembered(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	odd := "Beleg,Tag,Ware,Menge,Betrag\n%s,2024-03-01,T-1,1,10\n"
	create := func(text string, more object) any {
		in := object{"fileId": g.Upload("distributor_rep", "NORTH", "odd.csv", text)}
		for k, v := range more {
			in[k] = v
		}
		return at(dataOf(t, rep.Do(t, createReport, object{"in": in})), "createSalesReport", "salesReport")
	}
	first := create(strings.Replace(odd, "%s", "O-1", 1), nil)
	if at(first, "state") != "AWAITING_CONFIRMATION" {
		t.Fatalf("%v", first)
	}
	whole := []object{{"header": "Beleg", "field": "INVOICE_NUMBER"}, {"header": "Tag", "field": "SALE_DATE"}, {"header": "Ware", "field": "PRODUCT_CODE"},
		{"index": 3, "field": "QUANTITY"}, {"index": 4, "header": "Betrag", "field": "NET_AMOUNT"}}
	rep.Do(t, confirmReport, object{"in": object{"id": at(first, "id"), "mapping": whole}}).Want(t, "")
	if r := settled(t, rep, at(first, "id")); at(r, "state") != "ACCEPTED" {
		t.Errorf("first: %v", r)
	}
	if r := settled(t, rep, at(create(strings.Replace(odd, "%s", "O-2", 1), nil), "id")); at(r, "state") != "ACCEPTED" || at(r, "mapping", 4, "confidence") != "CONFIRMED" {
		t.Errorf("second: %v", r)
	}
	more := create("Extra,"+strings.Replace(odd, "\n%s", "\nx,O-3", 1), nil)
	if at(more, "state") != "AWAITING_CONFIRMATION" {
		t.Errorf("other columns: %v", more)
	}
	given := create("Etwas,"+strings.Replace(odd, "\n%s", "\nx,O-4", 1), object{"mapping": []object{{"header": "Beleg", "field": "INVOICE_NUMBER"}, {"header": "Tag", "field": "SALE_DATE"},
		{"header": "Ware", "field": "PRODUCT_CODE"}, {"header": "Menge", "field": "QUANTITY"}, {"header": "Betrag", "field": "NET_AMOUNT"}}})
	if r := settled(t, rep, at(given, "id")); at(r, "state") != "ACCEPTED" {
		t.Errorf("with a whole mapping: %v", r)
	}
}

func TestAFileIsLookedAtAgainWithOtherSettings(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "later.csv", "North Trading\nInvoice;Date;Product;Qty;Net amount\nI-1;2024-03-01;T-1;1;10\n")
	made := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file, "layout": object{"delimiter": ",", "headerRow": 2}}})), "createSalesReport", "salesReport")
	if len(at(made, "missingFields").([]any)) == 0 {
		t.Fatalf("%v", made)
	}
	r := at(dataOf(t, rep.Do(t, inspectReport, object{"in": object{"id": at(made, "id"), "layout": object{"delimiter": ";", "headerRow": 2}}})), "inspectSalesReport", "salesReport")
	if at(r, "state") != "AWAITING_CONFIRMATION" || len(at(r, "missingFields").([]any)) != 0 || at(r, "layout", "headerRow") != 2.0 {
		t.Errorf("%v", r)
	}
	rep.Do(t, confirmReport, object{"in": object{"id": at(r, "id")}}).Want(t, "")
	settled(t, rep, at(r, "id"))
	rep.Do(t, inspectReport, object{"in": object{"id": at(r, "id"), "layout": object{}}}).Want(t, "CONFLICT")
}

func TestAReportIsTakenBack(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	id := g.Report("NORTH", "march.csv", march).NodeID()
	g.Exec("UPDATE sales_reports SET created_by = $1", g.User("distributor_admin", "NORTH"))
	bare := rep.Do(t, cancelReport, object{"in": object{"id": id}}).Want(t, "INVALID")
	if f := bare.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "input.reason" || f[0].Key != "required" {
		t.Errorf("without a reason: %s", bare.Body)
	}
	rep.Do(t, cancelReport, object{"in": object{"id": id, "reason": "wrong month"}}).Want(t, "")
	r := settled(t, rep, id)
	if at(r, "state") != "CANCELLED" || at(r, "total", "amount") != "0" || at(r, "salesFrom") != nil {
		t.Errorf("%v", r)
	}
	rep.Do(t, cancelReport, object{"in": object{"id": id, "reason": "again"}}).Want(t, "") // changes nothing
	data := dataOf(t, rep.Do(t, `{ saleLines { totalCount } salesSummary(groupBy: []) { lines revenue { amount } }
		voided: saleLines(filter: {includeVoided: true}) { totalCount edges { node { voidReason } } } }`, nil))
	if at(data, "saleLines", "totalCount") != 0.0 || at(data, "salesSummary", 0, "lines") != 0.0 || at(data, "voided", "totalCount") != 5.0 || at(data, "voided", "edges", 0, "node", "voidReason") != "wrong month" {
		t.Errorf("%v", data)
	}
	var by, creators int
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE l.voided_by = $1), count(*) FILTER (WHERE l.voided_by = r.created_by)
		FROM sale_lines l JOIN sales_reports r ON r.id = l.report_id`, g.User("distributor_rep", "NORTH")).Scan(&by, &creators); err != nil || by != 5 || creators != 0 {
		t.Errorf("%d lines voided by who cancelled, %d by who reported (%v)", by, creators, err)
	}
	// It may be sent again.
	if got := counts(at(dataOf(t, rep.Do(t, oneReport, object{"id": g.Report("NORTH", "march.csv", march).NodeID()})), "salesReport")); got[2] != 5.0 {
		t.Errorf("again: %v", got)
	}
	waiting := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": g.Upload("distributor_rep", "NORTH", "x.csv", "a,b\n1,2\n")}})), "createSalesReport", "salesReport", "id")
	gone := at(dataOf(t, rep.Do(t, cancelReport, object{"in": object{"id": waiting}})), "cancelSalesReport", "salesReport")
	if at(gone, "state") != "CANCELLED" || at(gone, "finishedAt") == nil {
		t.Errorf("before anything was read: %v", gone)
	}
	rep.Do(t, cancelReport, object{"in": object{"id": typeid.Format(typeid.SalesReport, typeid.New())}}).Want(t, "NOT_FOUND")
}
