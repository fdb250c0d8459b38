package graph_test

import (
	"fmt"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const submitSales = `mutation($in: SubmitSalesInput!) { submitSales(input: $in) { salesReport { ` + reportFields + ` } } }`

// invoiceLine is a line to submit; more changes and adds.
func invoiceLine(invoice, line string, more object) object {
	l := object{"invoiceNumber": invoice, "lineNumber": line, "saleDate": "2024-03-01", "productCode": "T-1", "quantity": "2", "netAmount": "200"}
	for k, v := range more {
		l[k] = v
	}
	return l
}

func TestLinesAreReportedWithoutAFile(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	lines := []object{
		invoiceLine("S-1", "1", object{"unitPrice": "100", "customerCode": "C-1", "customerName": "Alpha Store", "shipToRegion": "Taipei", "note": "=1+1", "salesPerson": "Wang", "serial": "SN-1"}),
		invoiceLine("S-1", "2", object{"quantity": "-1.5", "netAmount": nil, "unitPrice": "1.234", "currency": "USD", "channelType": "ECOMMERCE", "productCode": "p-1"}),
		invoiceLine("S-2", "1", object{"productCode": "T-9"}),
		invoiceLine("S-3", "1", object{"note": "two\nlines, \"quoted\""}),
	}
	in := object{"lines": lines, "idempotencyKey": "batch-1"}
	r := at(dataOf(t, rep.Do(t, submitSales, object{"in": in})), "submitSales", "salesReport")
	if got := counts(r); got != [6]any{"ACCEPTED_WITH_REJECTS", 4.0, 3.0, 0.0, 1.0, 0.0} || at(r, "source") != "API" {
		t.Fatalf("%v", r)
	}
	// 200 + 200 − 1.5 × 1.234 × 30.
	if at(r, "total", "amount") != "344.47" {
		t.Errorf("total: %v", at(r, "total"))
	}
	data := dataOf(t, rep.Do(t, `{ saleLines(sort: {field: BASE_AMOUNT, direction: ASC}) { edges { node { invoiceNumber lineNumber channelType quantity unitPrice { amount currency } netAmount { amount currency }
		baseAmount { amount } account { code name isOrganization } territory { code } product { code } note salesPerson serial } } } }`, nil))
	back, first := at(data, "saleLines", "edges", 0, "node"), at(data, "saleLines", "edges", 1, "node")
	if at(back, "quantity") != "-1.5" || at(back, "unitPrice", "amount") != "1.234" || at(back, "netAmount", "amount") != "-1.851" || at(back, "baseAmount", "amount") != "-55.53" ||
		at(back, "channelType") != "ECOMMERCE" || at(back, "product", "code") != "P-1" || at(back, "account", "code") != "C-1" {
		t.Errorf("the return: %v", back) // it is of the same invoice, and so of the same customer
	}
	if at(first, "account", "name") != "Alpha Store" || at(first, "territory", "code") != "TPE" || at(first, "note") != "=1+1" || at(first, "salesPerson") != "Wang" || at(first, "serial") != "SN-1" {
		t.Errorf("the first: %v", first)
	}
	if third := at(data, "saleLines", "edges", 2, "node"); at(third, "note") != "two lines, \"quoted\"" {
		t.Errorf("the third: %v", third)
	}

	if again := at(dataOf(t, rep.Do(t, submitSales, object{"in": in})), "submitSales", "salesReport", "id"); again != at(r, "id") {
		t.Errorf("the same key gives %v", again)
	}
	other := object{"lines": lines[:1], "idempotencyKey": "batch-1"}
	if answer := rep.Do(t, submitSales, object{"in": other}).Want(t, "CONFLICT"); answer.Key() != "idempotency.otherRequest" {
		t.Errorf("%s", answer.Body)
	}
	// Without a key the same lines are duplicates, whatever form they come in.
	twice := at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": lines[:1], "form": true}})), "submitSales", "salesReport")
	if got := counts(twice); got != [6]any{"ACCEPTED", 1.0, 0.0, 1.0, 0.0, 0.0} || at(twice, "source") != "FORM" {
		t.Errorf("twice: %v", twice)
	}
	changed := at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": []object{invoiceLine("S-3", "1", object{"netAmount": "201"})}}})), "submitSales", "salesReport")
	rows := at(dataOf(t, rep.Do(t, listedRows, object{"id": at(changed, "id")})), "salesReport", "rejectedRows", "edges", 0, "node", "problems", 0, "message")
	if at(rows, "key") != "row.changed" || at(rows, "params", "wasAmount") != "200.0000" || at(rows, "params", "amount") != "201" {
		t.Errorf("changed: %v", rows)
	}
}

// A spreadsheet's apostrophe is taken off a file's cell; of a text that was never in a spreadsheet it is part.
func TestSubmittedTextsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	texts := []string{"=1+1", "'=1+1", "''=1+1", "'quoted'", "-x", "'-5", "@home", "+886 2 1234"}
	var lines []object
	for i, text := range texts {
		lines = append(lines, invoiceLine(fmt.Sprint("Q-", i), "1", object{"note": text}))
	}
	dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": lines}}))
	found := dataOf(t, rep.Do(t, `{ saleLines(first: 50) { edges { node { invoiceNumber note } } } }`, nil))
	notes := map[any]any{}
	for i := range texts {
		line := at(found, "saleLines", "edges", i, "node")
		notes[at(line, "invoiceNumber")] = at(line, "note")
	}
	for i, text := range texts {
		if got := notes[fmt.Sprint("Q-", i)]; got != text {
			t.Errorf("%s became %v", text, got)
		}
	}
}

func TestTheBrandReportsForADistributor(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	manager := g.As("channel_manager", "BRAND")
	lines := []object{invoiceLine("B-1", "1", nil)}
	if answer := manager.Do(t, submitSales, object{"in": object{"lines": lines}}).Want(t, "INVALID"); answer.Errors[0].Extensions.Fields[0].Path != "input.distributorId" {
		t.Errorf("%s", answer.Body)
	}
	r := at(dataOf(t, manager.Do(t, submitSales, object{"in": object{"lines": lines, "distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}})), "submitSales", "salesReport")
	if at(r, "state") != "ACCEPTED" || at(r, "distributor", "code") != "NORTH" {
		t.Errorf("%v", r)
	}
	for _, other := range []string{typeid.Format(typeid.Distributor, g.Organization("SOUTH")), typeid.Format(typeid.Distributor, typeid.New())} {
		manager.Do(t, submitSales, object{"in": object{"lines": lines, "distributorId": other}}).Want(t, "NOT_FOUND")
	}
	if n := at(dataOf(t, g.As("distributor_rep", "NORTH").Do(t, `{ saleLines { totalCount } }`, nil)), "saleLines", "totalCount"); n != 1.0 {
		t.Errorf("NORTH has %v lines", n)
	}
}

func TestHowManyLinesMayBeSubmitted(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	many := make([]object, 1001)
	for i := range many {
		many[i] = invoiceLine(fmt.Sprintf("M-%d", i), "1", nil)
	}
	for n, code := range map[int]string{0: "INVALID", 1001: "INVALID", 1000: ""} {
		answer := rep.Do(t, submitSales, object{"in": object{"lines": many[:n]}}).Want(t, code)
		if code == "" {
			if got := counts(at(dataOf(t, answer), "submitSales", "salesReport")); got[2] != 1000.0 {
				t.Errorf("%d lines: %v", n, got)
			}
			continue
		}
		f := answer.Errors[0].Extensions.Fields
		if len(f) != 1 || f[0].Path != "input.lines" || f[0].Key != "submit.count" || f[0].Params["max"] != 1000.0 || f[0].Params["count"] != float64(n) {
			t.Errorf("%d lines: %s", n, answer.Body)
		}
	}
}
