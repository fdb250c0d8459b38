package salesfile

import (
	"testing"

	"github.com/tonglu/portal/internal/intake/intaketest"
)

// TestThreeDigitsBehindASignAreReadByEvidence has files whose numbers could be
// thousands or have three decimals.
func TestThreeDigitsBehindASignAreReadByEvidence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"the price tells thousands", []string{
			"Invoice No.;Date;SKU;Qty;Unit Price;Net Amount", "A1;2024-03-05;P1;4;532;2.128", "A2;2024-03-05;P1;100;129;12.900",
		}, `2 A1 2024-03-05 P1 4 2128 TWD
3 A2 2024-03-05 P1 100 12900 TWD`},

		{"in a file with commas, too", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Net Amount", "A1,2024-03-05,P1,4,532,2.128", "A2,2024-03-05,P1,1,900,900", "A3,2024-03-05,P1,-4,532,-2.128",
		}, `2 A1 2024-03-05 P1 4 2128 TWD
3 A2 2024-03-05 P1 1 900 TWD
4 A3 2024-03-05 P1 -4 -2128 TWD`},

		{"the price tells decimals, whatever the delimiter", []string{
			"Invoice No.;Date;SKU;Qty;Unit Price;Net Amount", "A1;2024-03-05;P1;2;6;12.000", "A2;2024-03-05;P1;3;7;21.000",
		}, `2 A1 2024-03-05 P1 2 12 TWD
3 A2 2024-03-05 P1 3 21 TWD`},

		{"a quantity with three decimals among amounts without", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Net Amount", "A1,2024-03-05,P1,\"2,000\",6,12", "A2,2024-03-05,P1,\"1,500\",8,12",
		}, `2 A1 2024-03-05 P1 2 12 TWD
3 A2 2024-03-05 P1 1.5 12 TWD`},

		{"the discount tells what price and amount together don't", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Discount,Net Amount", "A1,2024-03-05,P1,2,1.500,0,3.000", "A2,2024-03-05,P1,2,1.500,500,2.500",
		}, `2 A1 2024-03-05 P1 2 3000 TWD
3 A2 2024-03-05 P1 2 2500 TWD`},

		{"the tax between price and amount doesn't matter", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Net Amount", "A1,2024-03-05,P1,4,559,2.128",
		}, `2 A1 2024-03-05 P1 4 2128 TWD ! (row.amount.gap)`},

		{"another amount tells", []string{
			"Invoice No.,Date,SKU,Qty,Net Amount,Total Amount", "A1,2024-03-05,P1,4,2.128,2234", "A2,2024-03-05,P1,4,12.900,13545",
		}, `2 A1 2024-03-05 P1 4 2128 TWD
3 A2 2024-03-05 P1 4 12900 TWD`},

		{"another column tells by its own decimals", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price", "A1,2024-03-05,P1,1.000,12.50", "A2,2024-03-05,P1,2.000,3",
		}, `2 A1 2024-03-05 P1 1 12.5 TWD
3 A2 2024-03-05 P1 2 6 TWD`},

		{"semicolons come with decimal commas", []string{
			"Invoice No.;Date;SKU;Qty;Net Amount", "A1;2024-03-05;P1;4;2.128", "A2;2024-03-05;P1;4;500",
		}, `2 A1 2024-03-05 P1 4 2128 TWD
3 A2 2024-03-05 P1 4 500 TWD`},

		{"so that a comma has three decimals there, which is told", []string{
			"Invoice No.;Date;SKU;Qty;Net Amount", "A1;2024-03-05;P1;4;2,128", "A2;2024-03-05;P1;4;500",
		}, `2 A1 2024-03-05 P1 4 2.128 TWD ! (row.number.ambiguous)
3 A2 2024-03-05 P1 4 500 TWD`},

		{"else a point has three decimals, which is told", []string{
			"Invoice No.,Date,SKU,Qty,Net Amount", "A1,2024-03-05,P1,4,2.128", "A2,2024-03-05,P1,4,500",
		}, `2 A1 2024-03-05 P1 4 2.128 TWD ! (row.number.ambiguous)
3 A2 2024-03-05 P1 4 500 TWD`},

		{"both readings are as good", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Net Amount", "A1,2024-03-05,P1,2,1.500,3.000",
		}, `2 A1 2024-03-05 P1 2 3 TWD ! (row.number.ambiguous) (row.number.ambiguous)`},

		{"a comma is one of thousands", []string{
			"Invoice No.,Date,SKU,Qty,Unit Price,Net Amount", `A1,2024-03-05,P1,2,"1,064","2,128"`, `A2,2024-03-05,P1,2,,"2,128"`,
		}, `2 A1 2024-03-05 P1 2 2128 TWD
3 A2 2024-03-05 P1 2 2128 TWD`},
	} {
		_, results := parseFile(t, source(intaketest.Lines(c.rows...)), testContext)
		if got := show(results); got != c.want {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestNumbersOfAWorkbookAreNeverAmbiguous(t *testing.T) {
	t.Parallel()
	_, results := parseFile(t, source(intaketest.Workbook(t,
		[]any{"Invoice No.", "Date", "SKU", "Qty", "Unit Price", "Net Amount"},
		[]any{"A1", "2024-03-05", "P1", 4, 0.532, 2.128},
		[]any{"A2", "2024-03-05", "P1", 4, "1.532", 6.128},
	)), testContext)
	want := `2 A1 2024-03-05 P1 4 2.128 TWD
3 A2 2024-03-05 P1 4 6.128 TWD`
	if got := show(results); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAWarningSaysHowANumberWasRead(t *testing.T) {
	t.Parallel()
	_, results := parseFile(t, source(intaketest.Lines("Invoice No.,Date,SKU,Qty,Net Amount", "A1,2024-03-05,P1,4,2.128")), testContext)
	p := results[0].Problems[0]
	if p.Field != NetAmount || p.Column != "Net Amount" || p.Value != "2.128" || p.Params["read"] != "2.128" || !p.Warning {
		t.Errorf("problem = %+v", p)
	}
}
