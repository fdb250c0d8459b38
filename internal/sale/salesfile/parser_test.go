package salesfile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/intake/intaketest"
)

// show writes what matters of the results, a line each.
func show(results []Result) string {
	var out strings.Builder
	for _, r := range results {
		if r.Kind != intake.Data {
			fmt.Fprintf(&out, "%d %s\n", r.Row.Number, r.Kind)
			continue
		}
		day := ""
		if !r.Row.SaleDate.IsZero() {
			day = r.Row.SaleDate.Format(time.DateOnly)
		}
		fmt.Fprintf(&out, "%d %s %s %s %s %s %s", r.Row.Number, r.Row.InvoiceNumber, day, r.Row.ProductCode, r.Row.Quantity, NetAmountOf(r.Row), r.Row.Currency)
		if r.Row.CustomerName != "" {
			out.WriteString(" " + r.Row.CustomerName)
		}
		if len(r.Problems) > 0 {
			out.WriteString(" ! " + keys(r.Problems))
		}
		out.WriteString("\n")
	}
	return strings.TrimSpace(out.String())
}

func TestRealFilesAreReadRight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"plain rows", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Unit Price,Discount,Currency",
			"A1,2024-03-05,P1,2,10.50,1,USD", "A1,2024-03-05,P2,-1,3,,",
		}, `2 A1 2024-03-05 P1 2 20 USD
3 A1 2024-03-05 P2 -1 -3 TWD`},

		{"titles, blank lines, totals, repeated headers and notes are no sales", []string{
			"全聯實業 銷售月報,,,,", "", "發票號碼,銷售日期,產品編號,數量,銷售金額",
			"A1,113/10/01,P1,2,\"1,234.50\"", "A1 小計,,,2,\"1,234.50\"", "", "發票號碼,銷售日期,產品編號,數量,銷售金額",
			"台北門市,,,,", "A2,113/10/02,P1,1,10", ",,,1,10", "合　計：,,,3,\"1,244.50\"", "製表人：王小明,,,,",
		}, `4 A1 2024-10-01 P1 2 1234.5 TWD
5 TOTAL
6 BLANK
7 HEADER_REPEAT
8 TITLE
9 A2 2024-10-02 P1 1 10 TWD
10 TOTAL
11 TOTAL
12 TITLE`},

		{"totals in English", []string{
			"Customer Name,Invoice No.,Invoice Date,SKU,Qty,Net Amount",
			"Total Wine,A1,2024-03-05,P1,2,20", "A1 Total,,,,2,20", "Subtotal,,,,2,20", "Grand Total,,,,2,20", "Total (USD):,,,,2,20", ",,,Total,2,20",
		}, `2 A1 2024-03-05 P1 2 20 TWD Total Wine
3 TOTAL
4 TOTAL
5 TOTAL
6 TOTAL
7 TOTAL`},

		{"merged cells fill down within an invoice", []string{
			"销售日期,单据号,客户名称,商品编码,数量,金额",
			"2024/3/5,A1,甲,P1,1,10", ",,,P2,1,20", ",A2,乙,P1,1,30", ",,,P3,1,40", "2024/3/6,A3,,P1,1,50", ",,,P2,1,60",
		}, `2 A1 2024-03-05 P1 1 10 TWD 甲
3 A1 2024-03-05 P2 1 20 TWD 甲
4 A2 2024-03-05 P1 1 30 TWD 乙
5 A2 2024-03-05 P3 1 40 TWD 乙
6 A3 2024-03-06 P1 1 50 TWD
7 A3 2024-03-06 P2 1 60 TWD`},

		{"nothing fills down over a blank line or a total", []string{
			"销售日期,单据号,商品编码,数量,金额", "2024/3/5,A1,P1,1,10", "", ",,P2,1,20", "2024/3/5,A2,P1,1,10", "小计,,,2,30", ",,P3,1,20",
		}, `2 A1 2024-03-05 P1 1 10 TWD
3 BLANK
4   P2 1 20 TWD ! row.required row.required
5 A2 2024-03-05 P1 1 10 TWD
6 TOTAL
7   P3 1 20 TWD ! row.required row.required`},

		{"another date, customer or line number is not the invoice above", []string{
			"Invoice No.,Line,Date,Customer Code,SKU,Qty,Amount", "A1,1,2024-03-05,C1,P1,1,10",
			",2,2024-03-06,C1,P1,1,10", "A2,1,2024-03-06,C1,P1,1,10", ",2,,C2,P1,1,10", "A3,1,2024-03-06,C1,P1,1,10", ",1,,C1,P1,1,10",
			"A4,1,2024-03-06,C1,P1,1,10", ",2,,C1,P2,1,10",
		}, `2 A1 2024-03-05 P1 1 10 TWD
3  2024-03-06 P1 1 10 TWD ! row.required
4 A2 2024-03-06 P1 1 10 TWD
5  2024-03-06 P1 1 10 TWD ! row.required
6 A3 2024-03-06 P1 1 10 TWD
7  2024-03-06 P1 1 10 TWD ! row.required
8 A4 2024-03-06 P1 1 10 TWD
9 A4 2024-03-06 P2 1 10 TWD`},

		{"European numbers and dates", []string{
			"Invoice No.;Invoice Date;SKU;Qty;Unit Price;Net Amount", "A1;25.03.2024;P1;1.000;1,50;1.500,00", "A1;03.04.2024;P2;2;1.234,56;2.469,12",
		}, `2 A1 2024-03-25 P1 1000 1500 TWD
3 A1 2024-04-03 P2 2 2469.12 TWD`},

		{"ambiguous dates are read month first, with a warning", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Amount", "A1,03/04/2024,P1,1,1",
		}, `2 A1 2024-03-04 P1 1 1 TWD ! (row.date.ambiguous)`},

		{"serials in a text file", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Amount", "A1,45356,P1,1,1", "A2,45357.5,P1,1,1",
		}, `2 A1 2024-03-05 P1 1 1 TWD
3 A2 2024-03-06 P1 1 1 TWD`},

		{"a serial among other dates is none", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Amount", "A1,2024-03-05,P1,1,1", "A2,2024-03-05,P1,1,1", "A3,45356,P1,1,1",
		}, `2 A1 2024-03-05 P1 1 1 TWD
3 A2 2024-03-05 P1 1 1 TWD
4 A3  P1 1 1 TWD ! row.date.unreadable`},

		{"signs tell the currency", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Unit Price", "A1,2024-03-05,P1,1,US$5", "A2,2024-03-05,P1,1,28.00 EUR", "A3,2024-03-05,P1,1,$7", "A4,2024-03-05,P1,1,(NT$9)",
		}, `2 A1 2024-03-05 P1 1 5 USD
3 A2 2024-03-05 P1 1 28 EUR
4 A3 2024-03-05 P1 1 7 TWD
5 A4 2024-03-05 P1 1 -9 TWD`},

		{"returns in a column of their own are negative", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Return Quantity,Net Amount", "A1,2024-03-05,P1,5,,50", "A2,2024-03-05,P1,,2,-20", "A3,2024-03-05,P1,0,2,20", "A4,2024-03-05,P1,5,2,30", "A5,2024-03-05,P1,2,-2,0",
		}, `2 A1 2024-03-05 P1 5 50 TWD
3 A2 2024-03-05 P1 -2 -20 TWD
4 A3 2024-03-05 P1 -2 -20 TWD ! (row.amount.sign)
5 A4 2024-03-05 P1 3 30 TWD
6 A5 2024-03-05 P1 0 0 TWD ! row.quantity.zero`},

		{"the net amount counts, a gap is told", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Unit Price,Discount,Net Amount", "A1,2024-03-05,P1,2,10,1,19", "A2,2024-03-05,P1,2,10,1,18.99", "A3,2024-03-05,P1,2,10,1,18.98", "A4,2024-03-05,P1,3,0.33335,0,", "A5,2024-03-05,P1,2,10,10%,",
		}, `2 A1 2024-03-05 P1 2 19 TWD
3 A2 2024-03-05 P1 2 18.99 TWD
4 A3 2024-03-05 P1 2 18.98 TWD ! (row.amount.gap)
5 A4 2024-03-05 P1 3 1 TWD
6 A5 2024-03-05 P1 2 18 TWD`},

		{"all problems of a row are told at once", []string{
			"Invoice No.,Invoice Date,SKU,Qty,Unit Price,Currency,Channel", "A0,2024-03-05,P1,1,1,USD,Online", "A1,2024-02-30,,0,x,XYZ,線上", "A2,2030-01-01,P1,,1,USD,Moon",
			"A3,1900-01-01,P1,1,,USD,", "4.71E+12,2024-03-05,P1,1,1,USD,", "A5,2024-03-05,#REF!,1,99999999999999,USD,", ",2024-03-05,P1,1,1,USD,",
		}, `2 A0 2024-03-05 P1 1 1 USD
3 A1   0 0  ! row.date.unreadable row.required row.quantity.zero row.number.unreadable row.currency.unknown
4 A2  P1 0 0 USD ! row.date.future row.required row.channel.unknown
5 A3  P1 1 0 USD ! row.date.tooOld row.required
6  2024-03-05 P1 1 1 USD ! row.code.rounded
7 A5 2024-03-05  1 0 USD ! row.cell.error row.number.range
8  2024-03-05 P1 1 1 USD ! row.required`},

		{"full width, formulas against lost zeros, words for nothing", []string{
			"發票號碼,銷售日期,產品編號,數量,單價,客戶名稱", `ＡＢ１２,２０２４／０３／０５,"=""00123""",１０,￥１．５,NULL`, "A2,2024-03-05,P1,1,-,　甲　",
		}, `2 AB12 2024-03-05 00123 10 15 CNY
3 A2 2024-03-05 P1 1 0 TWD 甲 ! row.required`},

		{"a delimiter in a text moves cells, which are unreadable then", []string{
			"Invoice No.,Customer Name,Invoice Date,SKU,Qty,Amount", "A1,Good,2024-03-05,P1,1,1", "A2,Good Ltd,2024-03-05,P1,1,1",
			"A3,Good, Ltd,2024-03-05,P1,1,1", "A4,Good,2024-03-05,P1,1,1,,,",
		}, `2 A1 2024-03-05 P1 1 1 TWD Good
3 A2 2024-03-05 P1 1 1 TWD Good Ltd
4 A3  2024-03-05 0 1 TWD Good ! row.date.unreadable row.number.unreadable
5 A4 2024-03-05 P1 1 1 TWD Good`},
	} {
		_, results := parseFile(t, source(intaketest.Lines(c.rows...)), testContext)
		if got := show(results); got != c.want {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestExtraCellsAreAProblem(t *testing.T) {
	t.Parallel()
	rows := []string{"Invoice No.,Customer Name,Invoice Date,SKU,Qty,Amount"}
	for i := range 20 {
		rows = append(rows, fmt.Sprintf("A%d,Good,2024-03-05,P1,1,1", i))
	}
	rows = append(rows, "B1,Good, Ltd,2024-03-05,P1,1,1", "B2,Good,2024-03-05,P1,1,1,,,")
	_, results := parseFile(t, source(intaketest.Lines(rows...)), testContext)
	if got := keys(results[20].Problems); !strings.HasPrefix(got, intake.KeyRowColumns) {
		t.Errorf("a row with a cell too many: %s", got)
	}
	if got := keys(results[21].Problems); got != "" {
		t.Errorf("blank cells behind the headers: %s", got)
	}
}

func TestAMissingInvoiceNumberInADenseFileIsMissing(t *testing.T) {
	t.Parallel()
	rows := []string{"Invoice No.,Date,SKU,Qty,Amount"}
	for i := range 30 {
		rows = append(rows, fmt.Sprintf("A%d,2024-03-05,P1,1,1", i))
	}
	rows = append(rows, ",,P1,1,1", "A99,2024-03-05,P1,1,1", "A99,,P2,1,1")
	_, results := parseFile(t, source(intaketest.Lines(rows...)), testContext)
	if got := keys(results[30].Problems); got != "row.required row.required" {
		t.Errorf("a row without invoice and date: %q", got)
	}
	if got := results[32]; got.Rejected() || got.Row.SaleDate.IsZero() {
		t.Errorf("a date left out within an invoice: %+v", got)
	}
}

func TestGarbledTextRejectsItsField(t *testing.T) {
	t.Parallel()
	data := []byte("Invoice No.,Date,SKU,Qty,Amount,Customer Name,Unused\nA1,2024-03-05,P1,1,1,x,\xFF\nA2,2024-03-05,P1,1,1,\xFF\xFF,x\n")
	src := source(data)
	l, preview := inspect(t, src, intake.Options{Encoding: intake.UTF8})
	p := NewParser(Fields.Suggest(l.Headers, preview), testContext)
	records := readAll(t, src, l)
	if got := keys(p.Parse(records[0]).Problems); got != "" {
		t.Errorf("in a column not used: %s", got)
	}
	if got := keys(p.Parse(records[1]).Problems); got != intake.KeyGarbled {
		t.Errorf("in a name: %q", got)
	}
}
