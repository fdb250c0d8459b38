package salesfile

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/intake"
)

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) intake.Source {
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
	return intake.Source{Name: filepath.Base(name), Size: info.Size(), R: file}
}

func TestAdventureWorksNeedsNoHelp(t *testing.T) {
	t.Parallel()
	src := shared(t, "adventureworks/fact_reseller_sales.csv")
	l, preview := inspect(t, src, intake.Options{})
	want := "SalesOrderNumber=invoiceNumber SalesOrderLineNumber=lineNumber OrderDate=saleDate ResellerKey=customerCode EmployeeKey=salesPerson " +
		"SalesTerritoryKey=shipToRegion ProductKey=productCode OrderQuantity=quantity UnitPrice=unitPrice DiscountAmount=discount SalesAmount=netAmount"
	if got := suggested(Fields.Suggest(l.Headers, preview)); got != want {
		t.Fatalf("mapping\n got %s\nwant %s", got, want)
	}
	_, results := parseFile(t, src, Context{DefaultCurrency: "USD", Today: testContext.Today})
	var total decimal.Decimal
	for _, r := range results {
		if r.Kind != intake.Data || r.Rejected() {
			t.Fatalf("row %d: %s %v", r.Row.Number, r.Kind, r.Problems)
		}
		total = total.Add(NetAmountOf(r.Row))
	}
	if len(results) != 60_855 || total.String() != "80450596.9823" {
		t.Errorf("%d rows, %s in all", len(results), total)
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
		l, preview := inspect(t, src, intake.Options{})
		if got := suggested(Fields.Suggest(l.Headers, preview)); got != want.fields {
			t.Errorf("%s: %s", name, got)
		}
		if rows, err := intake.CountRows(context.Background(), src, l, nil); err != nil || rows != want.rows {
			t.Errorf("%s: %d rows, %v", name, rows, err)
		}
	}
}
