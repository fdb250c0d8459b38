package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/intake/intaketest"
)

func TestCellsArriveAsASpreadsheetShowsThem(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	data := intaketest.WorkbookWith(t, func(f *excelize.File) {
		style := func(s excelize.Style) int {
			id, err := f.NewStyle(&s)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		set := func(cell string, value any, id int) {
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
			if id > 0 {
				if err := f.SetCellStyle("Sheet1", cell, cell, id); err != nil {
					t.Fatal(err)
				}
			}
		}
		custom := func(code string) int { return style(excelize.Style{CustomNumFmt: &code}) }
		for i, name := range strings.Split("Invoice No.|Date|SKU|Qty|Price|Amount|Note|A|B|C|D|E|F", "|") {
			cell, _ := excelize.CoordinatesToCellName(i+1, 1)
			set(cell, name, 0)
		}
		set("A2", 1.23456789012e+12, 0)
		set("B2", day, style(excelize.Style{NumFmt: 14}))
		set("C2", 4710088123456, 0)
		set("D2", 0.1+0.2, 0)
		set("E2", 2024.9939999999999, 0)
		set("F2", 1234.5, custom(`"NT$"#,##0.00;[Red]-"NT$"#,##0.00`))
		set("G2", "two\nlines & <tags> _x000D_", 0)
		set("H2", 123, custom("00000"))
		set("I2", day.Add(15*time.Hour+30*time.Minute), custom("yyyy/m/d h:mm"))
		set("J2", 45356.0, custom(`[$-404]e/m/d`))
		set("K2", true, 0)
		set("L2", "'=formula", 0)
		set("M2", 0.5, custom("h:mm"))
	})
	src := source(data)
	l, _ := inspect(t, src, Options{})
	got := readAll(t, src, l)[0].Cells
	want := []string{"1234567890120", "2024-03-05", "4710088123456", "0.3", "2024.994", "1234.5", "two\nlines & <tags> \r",
		"00123", "2024-03-05 15:30:00", "2024-03-05", "TRUE", "=formula", "12:00:00"}
	if got[6] == "two\nlines & <tags> _x000D_" { // the writer escapes the escape
		want[6] = got[6]
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("cells\n got %q\nwant %q", got, want)
	}
}

func TestFormatsOfDatesAreRecognised(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]cellFormat{
		"yyyy-mm-dd": {date: true}, `yyyy"年"m"月"d"日"`: {date: true}, "[$-404]e/m/d": {date: true}, "mmm-yy": {date: true},
		"m/d/yy h:mm": {date: true}, "h:mm:ss": {time: true}, "[h]:mm": {time: true}, "mm:ss.0": {time: true},
		"General": {}, "0.00E+00": {}, "#,##0.00": {}, `"day "0`: {}, "[Red]0.00": {}, "@": {}, "000000": {pad: 6}, "0": {}, "0%": {percent: true},
		`_-* #,##0.00\ "€"_-`: {}, `#,##0\ "ed"`: {},
	} {
		if got := formatOfCode(code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}

func TestSerialsCountFrom1900And1904(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		serial float64
		is1904 bool
		want   string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {45356, false, "2024-03-05"},
		{43894, true, "2024-03-05"}, {45356.999999, false, "2024-03-06"},
	} {
		if got, ok := fromSerial(c.serial, c.is1904); !ok || got.Format(time.DateOnly) != c.want {
			t.Errorf("%v (1904 %v) = %v, want %s", c.serial, c.is1904, got, c.want)
		}
	}
}

func TestTheSheetWithSalesIsChosen(t *testing.T) {
	t.Parallel()
	data := intaketest.WorkbookWith(t, func(f *excelize.File) {
		f.SetSheetRow("Sheet1", "A1", &[]any{"How to use", "this file"})
		f.SetSheetRow("Sheet1", "A2", &[]any{"read", "on"})
		f.NewSheet("銷售")
		f.SetSheetRow("銷售", "A1", &[]any{"全聯實業 銷售月報"})
		f.MergeCell("銷售", "A1", "E1")
		f.SetSheetRow("銷售", "A3", &[]any{"發票號碼", "銷售日期", "產品編號", "數量", "金額"})
		f.SetSheetRow("銷售", "A4", &[]any{"A1", "2024-03-05", "P1", 2, 10})
		f.SetSheetRow("銷售", "A6", &[]any{"A2", "2024-03-05", "P1", 2, 10})
		f.NewSheet("Hidden")
		f.SetSheetVisible("Hidden", false)
	})
	src := source(data)
	l, preview := inspect(t, src, Options{})
	if l.Sheet != "銷售" || l.HeaderRow != 3 || strings.Join(l.Sheets, ",") != "Sheet1,銷售" || len(preview) != 2 {
		t.Errorf("layout %+v", l)
	}
	records := readAll(t, src, l)
	if len(records) != 3 || records[0].Number != 4 || len(records[1].Cells) != 0 || records[2].Number != 6 {
		t.Errorf("records %+v: rows left out are blank ones", records)
	}
	if l, _ := inspect(t, src, Options{Sheet: "Sheet1"}); l.Sheet != "Sheet1" {
		t.Errorf("the user's sheet is not taken: %+v", l)
	}
	_, _, err := testFields.Inspect(context.Background(), src, Options{Sheet: "none"})
	wantKey(t, err, KeyUnknownSheet)
}

// TestReaderAgreesWithExcelize reads a workbook of many shared and inline
// texts with both.
func TestReaderAgreesWithExcelize(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"Invoice No.", "Date", "SKU", "Qty", "Amount", "Customer"}}
	for i := range 3000 {
		rows = append(rows, []any{fmt.Sprintf("A%05d", i), "2024-03-05", fmt.Sprintf("P%d", i%97), i, float64(i) / 8, strings.Repeat("客戶&<", i%5)})
	}
	data := intaketest.Workbook(t, rows...)
	src := source(data)
	l, _ := inspect(t, src, Options{})
	records := readAll(t, src, l)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != len(want)-1 {
		t.Fatalf("%d records, want %d", len(records), len(want)-1)
	}
	for i, record := range records {
		if fmt.Sprint(record.Cells) != fmt.Sprint(want[i+1]) {
			t.Fatalf("row %d: %q, want %q", record.Number, record.Cells, want[i+1])
		}
	}
}

func TestSharedStringsSpillToAFile(t *testing.T) {
	t.Parallel()
	var xml strings.Builder
	xml.WriteString("<sst>")
	text := func(i int) string { return fmt.Sprintf("%d:%s", i, strings.Repeat("x", 900)) }
	const n = 40_000 // 36 MB
	for i := range n {
		xml.WriteString("<si><r><t>" + text(i)[:5] + "</t></r><r><t>" + text(i)[5:] + "</t></r><rPh><t>no</t></rPh></si>")
	}
	xml.WriteString("</sst>")
	s := newSharedStrings(io.NopCloser(strings.NewReader(xml.String())))
	defer s.close()
	for _, i := range []int{0, 63, 64, 100, n - 1, 5, 20_000, n / 2, 1} {
		if got, err := s.get(nil, i); err != nil || string(got) != text(i) {
			t.Fatalf("text %d = %.20q, %v", i, got, err)
		}
	}
	for i := range n {
		if got, err := s.get(nil, i); err != nil || string(got) != text(i) {
			t.Fatalf("text %d = %.20q, %v", i, got, err)
		}
	}
	if s.file == nil || len(s.heap) > 0 || s.cached > cachedStrings+1<<20 {
		t.Errorf("heap %d, cached %d, file %v", len(s.heap), s.cached, s.file)
	}
	if _, err := s.get(nil, n); err == nil {
		t.Error("a text that is not there must fail")
	}
}

func TestUnusualButValidXMLIsRead(t *testing.T) {
	t.Parallel()
	sheet := `<?xml version="1.0"?><!-- a > comment --><x:worksheet><x:sheetData>
<x:row><x:c t="inlineStr"><x:is><x:t>Invoice No.</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:r><x:t>Da</x:t></x:r><x:r><x:t>te</x:t></x:r></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c><x:c t="str"><x:f>A&gt;B</x:f><x:v>Qty</x:v></x:c><x:c r="E1" t="inlineStr"><x:is><x:t><![CDATA[Amount]]></x:t></x:is></x:c></x:row>
<x:row r="2" spans="a>b"><x:c r="A2" t="inlineStr"><x:is><x:t>A&#x31;</x:t></x:is></x:c><x:c r="B2" t="d"><x:v>2024-03-05T00:00:00</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>P1</x:t></x:is></x:c><x:c r="D2"/><x:c r="E2"><x:v>1.5E1</x:v></x:c><x:c r="F2" t="e"><x:v>#REF!</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`
	data := intaketest.Handmade(t, map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": `<sst><si><t xml:space="preserve">SKU</t></si></sst>`})
	src := source(data)
	l, _ := inspect(t, src, Options{})
	if l.Sheet != "S & T" || fmt.Sprintf("%q", l.Headers) != `["Invoice No." "Date" "SKU" "Qty" "Amount" ""]` {
		t.Errorf("layout %+v", l)
	}
	if got := fmt.Sprintf("%q", readAll(t, src, l)[0].Cells); got != `["A1" "2024-03-05T00:00:00" "P1" "" "15" "#REF!"]` {
		t.Errorf("cells %s", got)
	}
}

func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Invoice No.</v></c><c t="str"><v>Date</v></c></row><row><c><v>1</v></c></row></sheetData></worksheet>`), []byte(`<sst><si><t>a</t></si></sst>`))
	f.Add([]byte(`<row r="9999999999"><c r="ZZZZZZZZ9"><v>&#0;&amp</v>`), []byte(`<si>`))
	f.Fuzz(func(t *testing.T, sheet, texts []byte) {
		data := intaketest.Handmade(t, map[string]string{"xl/worksheets/sheet1.xml": string(sheet), "xl/sharedStrings.xml": string(texts)})
		l, _, err := testFields.Inspect(context.Background(), source(data), Options{})
		if err != nil {
			return
		}
		r, err := Open(context.Background(), source(data), l)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for {
			if _, err := r.Next(); err != nil {
				return
			}
		}
	})
}
