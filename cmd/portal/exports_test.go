package main

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// requestExport has the lines written and gives where the file is.
func requestExport(t *testing.T, c *graphtest.Caller, format, filter string) string {
	t.Helper()
	var data struct {
		RequestExport struct{ Export struct{ ID string } }
	}
	c.Do(t, `mutation { requestExport(input: {format: `+format+filter+`}) { export { id state url } } }`, nil).Into(t, &data)
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var now struct {
			Node struct {
				State string
				Rows  int
				URL   *string
			}
		}
		c.Do(t, `query($id: ID!) { node(id: $id) { ... on Export { state rows url } } }`, map[string]any{"id": data.RequestExport.Export.ID}).Into(t, &now)
		if now.Node.State == "READY" {
			return *now.Node.URL
		}
	}
	t.Fatal("the export does not become ready")
	return ""
}

func TestAnExportIsASpreadsheetOfTheLines(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Work()
	g.Report("NORTH", "march.csv", rejected)
	g.Report("SOUTH", "south.csv", "Invoice,Line,Date,Product,Qty,Unit price,Currency\nS-1,1,2024-03-01,P-1,2,5.25,USD\n")
	head := []string{"distributor", "invoice_number", "line_number", "sale_date", "product", "product_name", "product_line", "customer",
		"territory", "channel_type", "quantity", "unit_price", "net_amount", "currency", "base_amount", "serial", "voided"}
	north := []string{"NORTH", "'=A-1", "1", "2024-03-01", "T-1", "T-1", "TOOLS", `'=HYPERLINK("x") Store`, "", "STORE", "-2.0000", "", "-200.5000", "TWD", "-200.5000", "'@SN", ""}
	south := []string{"SOUTH", "S-1", "1", "2024-03-01", "P-1", "P-1", "PARTS", "", "", "STORE", "2.0000", "5.2500", "10.5000", "USD", "315.0000", "", ""}
	for _, c := range []struct {
		role, of, filter string
		want             [][]string
	}{
		{"distributor_rep", "NORTH", "", [][]string{head, north}},
		{"channel_manager", "BRAND", "", [][]string{head, north}},
		{"brand_analyst", "BRAND", "", [][]string{head, north, south}},
		{"distributor_rep", "SOUTH", "", [][]string{head, south}},
		{"brand_admin", "BRAND", `, filter: {returns: false}`, [][]string{head, south}},
		{"distributor_rep", "SOUTH", fmt.Sprintf(`, filter: {distributorId: "%s"}`, typeid.Format(typeid.Distributor, g.Organization("NORTH"))), [][]string{head}},
	} {
		r := get(t, g.As(c.role, c.of), requestExport(t, g.As(c.role, c.of), "CSV", c.filter))
		text, marked := strings.CutPrefix(r.Body, "\ufeff")
		got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if !marked || err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s of %s: mark %v, %v\n got %q\nwant %q", c.role, c.of, marked, err, got, c.want)
		}
		if d := r.Header.Get("Content-Disposition"); !strings.Contains(d, "attachment; filename=sales-20") || r.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("headers: %v", r.Header)
		}
	}
	r := get(t, g.As("brand_admin", "BRAND"), requestExport(t, g.As("brand_admin", "BRAND"), "XLSX", ""))
	book, err := excelize.OpenReader(strings.NewReader(r.Body))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.GetRows("Sheet1")
	if err != nil || len(sheet) != 3 || sheet[1][1] != "'=A-1" || sheet[1][12] != "-200.5" || sheet[2][11] != "5.25" {
		t.Errorf("workbook: %q, %v", sheet, err)
	}
	if kind, err := book.GetCellType("Sheet1", "M2"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString || err != nil {
		t.Errorf("amounts are %v, want numbers: %v", kind, err)
	}
}

// An export can be downloaded for a day.
func TestAnExportEnds(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	url := requestExport(t, rep, "CSV", "")
	if r := get(t, rep, url); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	g.Exec("UPDATE exports SET created_at = now() - interval '25 hours'")
	if r := get(t, rep, url); r.Status != 404 {
		t.Errorf("a day later: %d", r.Status)
	}
}

// An export is held to what its maker reaches when it is fetched and when it is written, not when it was asked for.
func TestAnExportIsHeldToThePresentReach(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Work()
	g.Report("NORTH", "march.csv", "Invoice,Line,Date,Product,Qty,Net amount\nN-1,1,2024-03-01,T-1,1,10\n")
	role := func(of, to string) {
		g.Exec("UPDATE users SET role = $1 WHERE id = $2", to, g.User(of, "BRAND"))
		time.Sleep(time.Second) // what is known of a user is held for so long
	}
	admin, manager := g.Login("brand_admin", "BRAND"), g.Login("channel_manager", "BRAND")
	all, portfolio := requestExport(t, admin, "CSV", ""), requestExport(t, manager, "CSV", "")
	for c, url := range map[*graphtest.Caller]string{admin: all, manager: portfolio} {
		if r := get(t, c, url); r.Status != 200 || !strings.Contains(r.Body, "N-1") {
			t.Fatalf("%s: %d %s", url, r.Status, r.Body)
		}
	}
	role("brand_admin", "channel_manager")
	if r := get(t, admin, all); r.Status != 404 {
		t.Errorf("the whole brand's lines, to a channel manager by now: %d", r.Status)
	}
	role("brand_admin", "brand_analyst")
	if r := get(t, admin, all); r.Status != 200 {
		t.Errorf("an analyst reaches all: %d", r.Status)
	}
	role("brand_admin", "auditor")
	if r := get(t, admin, all); r.Status != 403 {
		t.Errorf("an auditor exports nothing: %d", r.Status)
	}
	g.Exec("DELETE FROM portfolio_members WHERE user_id = $1", g.User("channel_manager", "BRAND"))
	if r := get(t, manager, portfolio); r.Status != 404 {
		t.Errorf("a distributor that left the portfolio: %d", r.Status)
	}
}

// A demotion between the asking and the job leaves nothing written.
func TestAnExportIsNotWrittenForWhoMayNotAnyMore(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Report("NORTH", "march.csv", "Invoice,Line,Date,Product,Qty,Net amount\nN-1,1,2024-03-01,T-1,1,10\n")
	g.As("brand_admin", "BRAND").Do(t, `mutation { requestExport(input: {format: CSV}) { export { id } } }`, nil).Want(t, "")
	g.Exec("UPDATE users SET role = 'channel_manager' WHERE id = $1", g.User("brand_admin", "BRAND"))
	g.Work()
	eventually(t, "the export's end", func() bool {
		var state string
		var file *string
		if err := g.DB.Owner().QueryRow(t.Context(), "SELECT state, file_id::text FROM exports").Scan(&state, &file); err != nil || state == "READY" || file != nil {
			t.Fatalf("%s, file %v, %v", state, file, err)
		}
		return state == "FAILED"
	})
}
