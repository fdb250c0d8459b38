package salesfile

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/intake/intaketest"
)

func TestAWorkbookOf1904(t *testing.T) {
	t.Parallel()
	data := intaketest.WorkbookWith(t, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		f.SetSheetRow("Sheet1", "A1", &[]any{"Invoice No.", "Date", "SKU", "Qty", "Amount"})
		f.SetSheetRow("Sheet1", "A2", &[]any{"A1", 43894, "P1", 1, 2})
		id, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		f.SetCellStyle("Sheet1", "B2", "B2", id)
	})
	_, results := parseFile(t, source(data), testContext)
	if got := results[0].Row.SaleDate.Format(time.DateOnly); got != "2024-03-05" {
		t.Errorf("a workbook of 1904 gives %s", got)
	}
}

func TestNumbersOfAWorkbookHaveAPointWhateverTheTextsDo(t *testing.T) {
	t.Parallel()
	data := intaketest.Workbook(t,
		[]any{"Invoice No.", "Date", "SKU", "Qty", "Unit Price", "Amount"},
		[]any{"A1", "2024-03-05", "P1", 2, "1.234,50", 2469.0},
		[]any{"A2", "2024-03-05", "P1", 2, 1.234, 2.468},
		[]any{"A3", "2024-03-05", "P1", 1, "12,50", "1.000"},
	)
	_, results := parseFile(t, source(data), testContext)
	for i, want := range []string{"1234.5 2469", "1.234 2.468", "12.5 1000"} {
		row := results[i].Row
		if got := row.UnitPrice.Decimal.String() + " " + row.NetAmount.Decimal.String(); got != want {
			t.Errorf("row %d: %s, want %s", row.Number, got, want)
		}
	}
}

func TestMergedCellsAreKnownFromTheWorkbook(t *testing.T) {
	t.Parallel()
	data := intaketest.WorkbookWith(t, func(f *excelize.File) {
		for i, row := range [][]any{
			{"日期", "單據號碼", "客戶名稱", "產品編號", "數量", "金額"},
			{"2024/3/5", "A1", "甲", "P1", 1, 10}, {nil, "A2", nil, "P1", 1, 10}, {nil, "A3", nil, "P1", 1, 10},
			{"2024/3/6", "A4", "乙", "P1", 1, 10}, {"2024/3/7", "A5", "丙", "P1", 1, 10}, {"2024/3/8", "A6", "丁", "P1", 1, 10},
			{"2024/3/8", "A7", "丁", "P1", 1, 10}, {"2024/3/8", nil, "丁", "P2", 1, 10},
		} {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			f.SetSheetRow("Sheet1", cell, &row)
		}
		f.MergeCell("Sheet1", "A2", "A4")
		f.MergeCell("Sheet1", "C2", "C4")
		f.MergeCell("Sheet1", "B8", "B9")
	})
	_, results := parseFile(t, source(data), testContext)
	want := `2 A1 2024-03-05 P1 1 10 TWD 甲
3 A2 2024-03-05 P1 1 10 TWD 甲
4 A3 2024-03-05 P1 1 10 TWD 甲
5 A4 2024-03-06 P1 1 10 TWD 乙
6 A5 2024-03-07 P1 1 10 TWD 丙
7 A6 2024-03-08 P1 1 10 TWD 丁
8 A7 2024-03-08 P1 1 10 TWD 丁
9 A7 2024-03-08 P2 1 10 TWD 丁`
	if got := show(results); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
