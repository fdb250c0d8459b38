package intake

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) Source {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", name)
	file, err := os.Open(path)
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return Source{Name: filepath.Base(name), Size: info.Size(), R: file}
}

func TestAdventureWorksNeedsNoHelp(t *testing.T) {
	t.Parallel()
	src := shared(t, "adventureworks/fact_reseller_sales.csv")
	l, preview := inspect(t, src, Options{})
	want := "SalesOrderNumber=invoiceNumber SalesOrderLineNumber=lineNumber OrderDate=saleDate ResellerKey=customerCode EmployeeKey=salesPerson " +
		"SalesTerritoryKey=shipToRegion ProductKey=productCode OrderQuantity=quantity UnitPrice=unitPrice DiscountAmount=discount SalesAmount=netAmount"
	if got := suggested(Suggest(l.Headers, preview)); got != want {
		t.Fatalf("mapping\n got %s\nwant %s", got, want)
	}
	_, results := parseFile(t, src, Context{DefaultCurrency: "USD", Today: testContext.Today})
	var total decimal.Decimal
	for _, r := range results {
		if r.Kind != Data || r.Rejected() {
			t.Fatalf("row %d: %s %v", r.Row.Number, r.Kind, r.Problems)
		}
		total = total.Add(NetAmountOf(r.Row))
	}
	if len(results) != 60_855 || total.String() != "80450596.9823" {
		t.Errorf("%d rows, %s in all", len(results), total)
	}
}

// TestBig5KeepsEveryCharacter compares the sample with the same rows in UTF-8.
func TestBig5KeepsEveryCharacter(t *testing.T) {
	t.Parallel()
	src := shared(t, "tw_store_branches/branches_sample_big5.csv")
	whole := shared(t, "tw_store_branches/branches.csv")
	known := map[string]bool{}
	reader := csv.NewReader(io.NewSectionReader(whole.R, 0, whole.Size))
	for {
		row, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		known[strings.Join(row, "|")] = true
	}
	l, _ := inspect(t, src, Options{})
	if l.Encoding != Big5 || l.Headers[0] != "公司統一編號" {
		t.Fatalf("layout %+v", l)
	}
	records := readAll(t, src, l)
	for _, record := range records {
		if record.Garbled || !known[strings.Join(record.Cells, "|")] {
			t.Errorf("row %d: %q", record.Number, record.Cells)
		}
	}
	if len(records) != 2000 {
		t.Errorf("%d rows", len(records))
	}
	// What was read can be written again.
	l.Headers = l.Headers[:8]
	i := 0
	var out strings.Builder
	if err := WriteRejects(&out, l, l.Headers, ReasonHeader("zh-Hant"), func() ([]string, string, string, error) {
		if i++; i > len(records) {
			return nil, "", "", io.EOF
		}
		return records[i-1].Cells, "", "", nil
	}); err != nil {
		t.Fatal(err)
	}
	for i, record := range readAll(t, source([]byte(out.String())), l) {
		if strings.Join(record.Cells[:8], "|") != strings.Join(records[i].Cells, "|") {
			t.Fatalf("row %d written and read: %q", i, record.Cells)
		}
	}
}

func TestOtherPublishersFilesAreRead(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		rows   int64
		fields string
	}{
		"northwind/order_details.csv":    {2155, "OrderID=invoiceNumber ProductID=productCode UnitPrice=unitPrice Quantity=quantity"},
		"classicmodels/orderdetails.csv": {2996, "orderNumber=invoiceNumber productCode=productCode quantityOrdered=quantity priceEach=unitPrice orderLineNumber=lineNumber"},
	} {
		src := shared(t, name)
		l, preview := inspect(t, src, Options{})
		if got := suggested(Suggest(l.Headers, preview)); got != want.fields {
			t.Errorf("%s: %s", name, got)
		}
		if rows, err := CountRows(context.Background(), src, l, nil); err != nil || rows != want.rows {
			t.Errorf("%s: %d rows, %v", name, rows, err)
		}
	}
}
