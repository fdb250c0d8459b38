package salesfile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/intake/intaketest"
)

// textOf is a text file of so many rows of 12 columns.
func textOf(rows int) []byte {
	var out bytes.Buffer
	out.WriteString("Invoice No.,Line No.,Invoice Date,SKU,Qty,Unit Price,Discount,Net Amount,Currency,Customer Name,Customer Code,City\n")
	for i := range rows {
		fmt.Fprintf(&out, "INV%07d,%d,2024-%02d-%02d,SKU-%05d,%d,%d.%02d,0,%d.%02d,TWD,全聯實業股份有限公司%d,C%06d,臺北市\n",
			i/4, i%4+1, i%12+1, i%28+1, i%9973, i%9+1, i%500, i%100, (i%500)*(i%9+1), (i%100)*(i%9+1)%100, i%5000, i%5000)
	}
	return out.Bytes()
}

// drain parses a file to its end, and gives the rows.
func drain(b testing.TB, src intake.Source, l intake.Layout, m intake.Mapping, c Context) int {
	r, err := intake.Open(context.Background(), src, l)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	p := NewParser(m, c)
	n := 0
	for {
		record, err := r.Next()
		if err == io.EOF {
			return n
		}
		if err != nil {
			b.Fatal(err)
		}
		if result := p.Parse(record); result.Kind == intake.Data {
			n++
		}
	}
}

func BenchmarkParseText(b *testing.B) {
	const rows = 100_000
	data := textOf(rows)
	for name, codec := range map[string]encoding.Encoding{
		intake.UTF8: encoding.Nop, intake.Big5: traditionalchinese.Big5, intake.UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	} {
		text, err := codec.NewEncoder().Bytes(data)
		if err != nil {
			b.Fatal(err)
		}
		src := source(text)
		l, preview := inspect(b, src, intake.Options{})
		m := Fields.Suggest(l.Headers, preview)
		c := testContext
		c.Styles = l.Styles
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(src.Size)
			for b.Loop() {
				if n := drain(b, src, l, m, c); n != rows {
					b.Fatalf("%d rows", n)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
		})
	}
}

func BenchmarkSurveyText(b *testing.B) {
	const rows = 100_000
	src := source(textOf(rows))
	l, preview := inspect(b, src, intake.Options{})
	m := Fields.Suggest(l.Headers, preview)
	b.SetBytes(src.Size)
	for b.Loop() {
		if _, err := Fields.Survey(context.Background(), src, l, m, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseWorkbook(b *testing.B) {
	const rows = 50_000
	src := source(wideWorkbook(b, rows))
	l, preview := inspect(b, src, intake.Options{})
	m := Fields.Suggest(l.Headers, preview)
	c := testContext
	c.Styles = l.Styles
	b.ReportAllocs()
	b.SetBytes(src.Size)
	for b.Loop() {
		if n := drain(b, src, l, m, c); n != rows {
			b.Fatalf("%d rows", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}

// wideWorkbook streams the rows of textOf to a workbook.
func wideWorkbook(t testing.TB, rows int) []byte {
	t.Helper()
	return intaketest.WorkbookWith(t, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		row := 0
		for line := range strings.SplitSeq(strings.TrimSpace(string(textOf(rows))), "\n") {
			row++
			cells := strings.Split(line, ",")
			values := make([]any, len(cells))
			for i, cell := range cells {
				values[i] = cell
				if n, err := strconv.ParseFloat(cell, 64); err == nil {
					values[i] = n
				}
			}
			if err := w.SetRow(fmt.Sprintf("A%d", row), values); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAMillionRowsTakeLittleMemory reads as many where PORTAL_LARGE is set, for
// a minute, and a sample of them otherwise.
func TestAMillionRowsTakeLittleMemory(t *testing.T) {
	rows := 20_000
	if os.Getenv("PORTAL_LARGE") != "" {
		rows = 1_000_000
	}
	file := func(data []byte) intake.Source { // on disk, as uploads are
		f, err := os.CreateTemp(t.TempDir(), "sales")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
		return intake.Source{Name: "sales", Size: int64(len(data)), R: f}
	}
	for _, c := range []struct {
		name string
		src  intake.Source
		max  uint64
	}{
		{"text", file(textOf(rows)), 60 << 20},
		{"workbook with inline texts", file(wideWorkbook(t, rows)), 130 << 20},
		{"workbook with shared texts", file(sharedWorkbook(t, rows)), 130 << 20},
	} {
		var l intake.Layout
		var preview [][]string
		memory, took := intaketest.Peak(func() { l, preview = inspect(t, c.src, intake.Options{}) })
		t.Logf("%-28s inspect %8v %4d MB, estimate %d", c.name, took.Round(time.Millisecond), memory>>20, l.Rows)
		m := Fields.Suggest(l.Headers, preview)
		memory, took = intaketest.Peak(func() {
			if n, err := Fields.Survey(context.Background(), c.src, l, m, nil); err != nil || n.Rows != int64(rows) {
				t.Errorf("%d rows, %v", n.Rows, err)
			}
		})
		t.Logf("%-28s survey  %8v %4d MB", c.name, took.Round(time.Millisecond), memory>>20)
		ctx := testContext
		ctx.Styles = l.Styles
		memory, took = intaketest.Peak(func() {
			if n := drain(t, c.src, l, m, ctx); n != rows {
				t.Errorf("%d rows of %d", n, rows)
			}
		})
		t.Logf("%-28s parse   %8v %4d MB", c.name, took.Round(time.Millisecond), memory>>20)
		if memory > c.max {
			t.Errorf("%s: %d MB", c.name, memory>>20)
		}
	}
}

// sharedWorkbook has four texts of its own in each row of the table of texts.
func sharedWorkbook(t testing.TB, rows int) []byte {
	t.Helper()
	var texts strings.Builder
	texts.WriteString("<sst>")
	for _, header := range []string{"Invoice No.", "Date", "SKU", "Qty", "Amount", "Customer Name", "Note"} {
		texts.WriteString("<si><t>" + header + "</t></si>")
	}
	for i := range rows {
		fmt.Fprintf(&texts, "<si><t>INV%07d</t></si><si><t>SKU-%07d</t></si><si><t>全聯實業股份有限公司第%d分店</t></si><si><t>note %x</t></si>", i, i, i, i*i)
	}
	texts.WriteString("</sst>")
	var sheet strings.Builder
	sheet.WriteString(`<worksheet><sheetData><row r="1">`)
	for i := range 7 {
		fmt.Fprintf(&sheet, `<c t="s"><v>%d</v></c>`, i)
	}
	sheet.WriteString("</row>")
	for i := range rows {
		n, at := i+2, 7+4*i
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d" t="str"><v>2024-03-05</v></c><c r="C%d" t="s"><v>%d</v></c><c r="D%d"><v>%d</v></c><c r="E%d"><v>%d.5</v></c><c r="F%d" t="s"><v>%d</v></c><c r="G%d" t="s"><v>%d</v></c></row>`,
			n, n, at, n, n, at+1, n, i%9+1, n, i%999, n, at+2, n, at+3)
	}
	sheet.WriteString("</sheetData></worksheet>")
	return intaketest.Handmade(t, map[string]string{"xl/worksheets/sheet1.xml": sheet.String(), "xl/sharedStrings.xml": texts.String()})
}
