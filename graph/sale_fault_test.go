package graph_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// changed gives what of the sales tables fn changed, "" for nothing.
func changed(t *testing.T, g *graphtest.Graph, fn func()) string {
	t.Helper()
	look := func() map[string]string {
		out := map[string]string{}
		for _, table := range []string{"sales_reports", "sale_lines", "sale_line_notes", "report_rows", "accounts", "account_contacts", "sales_by_line", "sales_by_product", "sales_by_territory",
			"column_mappings", "exports", "accounting_periods", "idempotency_keys", "audit_entries", "data_versions", "quality_months"} {
			var digest string
			err := g.DB.Owner().QueryRow(context.Background(), `SELECT count(*) || ' ' || md5(coalesce(string_agg(r::text, '' ORDER BY r::text), '')) FROM `+table+` r`).Scan(&digest)
			if err != nil {
				t.Fatal(err)
			}
			out[table] = digest
		}
		return out
	}
	before := look()
	fn()
	var moved []string
	for table, now := range look() {
		if before[table] != now {
			moved = append(moved, table)
		}
	}
	return strings.Join(moved, " ")
}

func TestBadInputIsToldAndChangesNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	g.Report("NORTH", "march.csv", march)
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "part.csv", "Invoice,Date,Qty,Amount,Remark\nI-1,2024-03-01,1,10,x\n")
	waiting := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": file}})), "createSalesReport", "salesReport", "id")
	south, nobody := typeid.Format(typeid.Distributor, g.Organization("SOUTH")), typeid.Format(typeid.Distributor, typeid.New())
	submit := func(more object) object { return object{"lines": []object{invoiceLine("N-1", "1", more)}} }
	for name, c := range map[string]struct {
		query             string
		in                object
		code, key, fields string
	}{
		"a quantity of words":        {submitSales, submit(object{"quantity": "many"}), "INVALID", "", "input.lines.0.quantity: scalar.decimal"},
		"a quantity too long":        {submitSales, submit(object{"quantity": strings.Repeat("9", 400)}), "INVALID", "", "input.lines.0.quantity: scalar.decimal"},
		"a day that is none":         {submitSales, submit(object{"saleDate": "2024-02-30"}), "INVALID", "", "input.lines.0.saleDate: scalar.date"},
		"an unknown channel":         {submitSales, submit(object{"channelType": "MAIL"}), "INVALID", "", "input.lines.0.channelType: graphql.invalid"},
		"a missing fact":             {submitSales, submit(object{"productCode": nil}), "INVALID", "", "input.lines.0.productCode: graphql.invalid"},
		"a fact that is none":        {submitSales, submit(object{"colour": "red"}), "INVALID", "", "input.lines.0.colour: graphql.invalid"},
		"an empty key":               {submitSales, object{"lines": []object{invoiceLine("N-1", "1", nil)}, "idempotencyKey": ""}, "INVALID", "", "input.idempotencyKey: idempotency.key"},
		"another's sales":            {submitSales, object{"lines": []object{invoiceLine("N-1", "1", nil)}, "distributorId": south}, "NOT_FOUND", "distributor.notFound", ""},
		"nobody's sales":             {submitSales, object{"lines": []object{invoiceLine("N-1", "1", nil)}, "distributorId": nobody}, "NOT_FOUND", "distributor.notFound", ""},
		"another's report":           {createReport, object{"fileId": file, "distributorId": south}, "NOT_FOUND", "distributor.notFound", ""},
		"no such file":               {createReport, object{"fileId": typeid.Format(typeid.File, typeid.New())}, "NOT_FOUND", "file.notFound", ""},
		"an id of another kind":      {createReport, object{"fileId": south}, "INVALID", "", "input.fileId: id.wrong"},
		"a column without a name":    {createReport, object{"fileId": file, "mapping": []object{{"field": "NOTE"}}}, "INVALID", "", "input.mapping.0: mapping.noColumn"},
		"a missing column":           {confirmReport, object{"id": waiting}, "INVALID", "", "input.mapping.productCode: mapping.required"},
		"a column that is not there": {confirmReport, object{"id": waiting, "mapping": []object{{"header": "Remark", "field": "PRODUCT_CODE"}, {"header": "Ware", "field": "NOTE"}}}, "INVALID", "", "input.mapping.1: mapping.noColumn"},
		"a place that is not there":  {confirmReport, object{"id": waiting, "mapping": []object{{"index": 9, "field": "PRODUCT_CODE"}}}, "INVALID", "", "input.mapping.0: mapping.noColumn"},
		"two columns for a fact":     {confirmReport, object{"id": waiting, "mapping": []object{{"header": "Remark", "field": "PRODUCT_CODE"}, {"header": "Invoice", "field": "PRODUCT_CODE"}}}, "INVALID", "", "input.mapping.4: mapping.fieldTwice input.mapping.invoiceNumber: mapping.required"},
		"no such report":             {confirmReport, object{"id": typeid.Format(typeid.SalesReport, typeid.New())}, "NOT_FOUND", "salesReport.notFound", ""},
		"no such line":               {correctLine, object{"id": typeid.Format(typeid.SaleLine, typeid.New()), "reason": "x", "line": object{}}, "NOT_FOUND", "saleLine.notFound", ""},
	} {
		var answer *graphtest.Response
		if moved := changed(t, g, func() { answer = rep.Do(t, c.query, object{"in": c.in}) }); moved != "" {
			t.Errorf("%s changed %s", name, moved)
		}
		var fields []string
		if len(answer.Errors) > 0 {
			for _, f := range answer.Errors[0].Extensions.Fields {
				fields = append(fields, f.Path+": "+f.Key)
			}
		}
		if answer.Code() != c.code || c.key != "" && answer.Key() != c.key || strings.Join(fields, " ") != c.fields {
			t.Errorf("%s: %s %s %q, want %s %s %q\n%s", name, answer.Code(), answer.Key(), fields, c.code, c.key, c.fields, answer.Body)
		}
	}
	for name, of := range map[string]string{"SUSPENDED": "SUSPENDED", "ENDED": "ENDED"} {
		g.Exec("UPDATE distributors SET status = $1, left_on = CASE WHEN $1 = 'ENDED' THEN DATE '2024-12-31' END WHERE code = 'NORTH'", of)
		moved := changed(t, g, func() {
			answer := rep.Do(t, submitSales, object{"in": submit(nil)}).Want(t, "CONFLICT")
			if answer.Key() != "report.distributorInactive" || answer.Errors[0].Extensions.Params["status"] != name {
				t.Errorf("%s", answer.Body)
			}
		})
		if moved != "" {
			t.Errorf("a %s distributor's report changed %s", name, moved)
		}
	}
}

// What is wrong with a row is told with the row, and what would be right.
func TestBadRowsAreToldOneByOne(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	long := strings.Repeat("9", 81)
	for i, c := range []struct {
		more                    object
		field, key, param, want string
	}{
		{object{"productCode": "T-3"}, "PRODUCT_CODE", "row.product.unknown", "nearest", "T-1, T-2, P-1"},
		{object{"saleDate": "2099-01-01"}, "SALE_DATE", "row.date.future", "today", ""},
		{object{"currency": "EUR"}, "CURRENCY", "row.currency.noRate", "currency", "EUR"},
		{object{"currency": "USD", "saleDate": "2019-12-31"}, "CURRENCY", "row.currency.noRate", "date", "2019-12-31"},
		{object{"quantity": "0"}, "QUANTITY", "row.quantity.zero", "", ""},
		{object{"netAmount": nil}, "UNIT_PRICE", "row.required", "", ""},
		{object{"invoiceNumber": " "}, "INVOICE_NUMBER", "row.required", "", ""},
		{object{"serial": strings.Repeat("x", 121)}, "SERIAL", "row.text.tooLong", "max", "100"},
		{object{"invoiceNumber": long}, "INVOICE_NUMBER", "row.text.tooLong", "max", "80"},
		{object{"netAmount": nil, "unitPrice": "100", "quantity": "9000000000000"}, "NET_AMOUNT", "row.number.range", "max", "10^14"},
	} {
		r := at(dataOf(t, rep.Do(t, submitSales, object{"in": object{"lines": []object{invoiceLine(fmt.Sprint("R-", i), "1", c.more)}}})), "submitSales", "salesReport")
		if got := counts(r); got[0] != "ACCEPTED_WITH_REJECTS" || got[2] != 0.0 || got[4] != 1.0 {
			t.Errorf("%v: %v", c.more, r)
			continue
		}
		p := at(dataOf(t, rep.Do(t, listedRows, object{"id": at(r, "id")})), "salesReport", "rejectedRows", "edges", 0, "node", "problems", 0)
		param := at(p, "message", "params", c.param)
		if at(p, "field") != c.field || at(p, "message", "key") != c.key || c.want != "" && fmt.Sprint(param) != c.want || c.param != "" && param == nil {
			t.Errorf("%v: %v", c.more, p)
		}
	}
	if n := len(lineIDs(t, rep)); n != 0 {
		t.Errorf("%d lines count", n)
	}
}

// A file that can't be read fails with its reason, and nothing of it counts.
func TestUnreadableFilesFail(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	for name, c := range map[string]struct{ text, key string }{
		"page.xls":   {"<html><table></table></html>", "file.html"},
		"nul.csv":    {"Invoice,Date\n\x00\x01,\x00\n", "file.nul"},
		"blank.csv":  {"\n\n , \n", "file.empty"},
		"header.csv": {"Invoice,Date,Product,Qty,Amount\n", "file.noRows"},
		"zip.xlsx":   {"PK\x03\x04 and no more", "file.truncated"},
	} {
		r := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": g.Upload("distributor_rep", "NORTH", name, c.text)}})), "createSalesReport", "salesReport")
		if at(r, "state") != "FAILED" || at(r, "failure", "key") != c.key || at(r, "canConfirm") != false {
			t.Errorf("%s: %v", name, r)
		}
	}
	half := "Invoice,Line,Date,Product,Qty,Net amount\n" + strings.Repeat("H-1,1,2024-03-01,T-1,1,10\n", 600) + "H-2,1,\"2024-03-01,T-1,1,10\n"
	made := at(dataOf(t, rep.Do(t, createReport, object{"in": object{"fileId": g.Upload("distributor_rep", "NORTH", "half.csv", half)}})), "createSalesReport", "salesReport")
	if at(made, "state") == "AWAITING_CONFIRMATION" {
		rep.Do(t, confirmReport, object{"in": object{"id": at(made, "id")}}).Want(t, "")
	}
	if r := settled(t, rep, at(made, "id")); at(r, "state") != "FAILED" || at(r, "failure", "key") != "file.unclosedQuote" || at(r, "total", "amount") != "0" {
		t.Errorf("half a file: %v", r)
	}
	if n := len(lineIDs(t, rep)); n != 0 {
		t.Errorf("%d lines count", n)
	}
}

func TestWithoutASessionNothingHappens(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	rep := g.Login("distributor_rep", "NORTH")
	ids := lineIDs(t, rep)
	time.Sleep(time.Second) // a session is looked up again after a second
	g.Exec("UPDATE sessions SET expiry = now() - interval '1 second'")
	moved := changed(t, g, func() {
		for query, in := range map[string]object{voidLines: {"ids": []string{ids["A-1/1"]}, "reason": "x"}, submitSales: {"lines": []object{invoiceLine("N-1", "1", nil)}}} {
			for _, c := range []*graphtest.Caller{rep, g.Nobody()} {
				if answer := c.Do(t, query, object{"in": in}).Want(t, "UNAUTHENTICATED"); answer.Key() == "" {
					t.Errorf("%s", answer.Body)
				}
			}
		}
	})
	if moved != "" {
		t.Errorf("changed %s", moved)
	}
}

func TestQueriesOfSalesAreBounded(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	deep := strings.Repeat("sameAs { ", 17) + "id" + strings.Repeat(" }", 17)
	for what, query := range map[string]string{
		"depth":      `{ salesReport(id: "rpt_x") { ` + deep + ` } }`,
		"selections": `{ saleLines { edges { node { ` + strings.Repeat("id ", 1000) + `} } } }`,
		"aliases":    `{ ` + strings.Repeat("a: accountingPeriods(year: 2024) { closed } ", 61) + `}`,
		"cost":       `{ salesReports(first: 100) { edges { node { rejectedRows(first: 100) { edges { node { id problems { value } } } } } } } }`,
	} {
		answer := rep.Do(t, query, nil).Want(t, "TOO_COMPLEX")
		if p := answer.Errors[0].Extensions.Params; p["what"] != what || p["limit"] == nil {
			t.Errorf("%s: %s", what, answer.Body)
		}
	}
}
