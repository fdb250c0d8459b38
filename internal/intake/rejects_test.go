package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
)

// rejects writes rows as a rejects file.
func rejects(t testing.TB, l Layout, lang string, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	i := 0
	err := WriteRejects(&out, l, []string{string(LineID), ReasonHeader(lang)}, func() ([]string, []string, error) {
		if i == len(rows) {
			return nil, nil, io.EOF
		}
		i++
		return rows[i-1], []string{fmt.Sprintf("line-%d", i), "數量：不可為零"}, nil
	})
	if err != nil {
		t.Fatalf("WriteRejects: %v", err)
	}
	return out.Bytes()
}

func TestRejectsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	header := []string{"發票號碼", "銷售日期", "產品編號", "數量", "單價", "備註"}
	rows := [][]string{
		{"A1", "2024-03-05", "00123", "0", "1,234.50", "=cmd|'/c calc'!A1"},
		{"A2", "113/10/01", "P;1\t|,", "-2", "-5.5", "+886-912-345-678"},
		{"A3", "2024-03-05", "4710088123456", "1", "2", "@home \"quoted\"\nand more"},
		{"A4", "2024-03-05", "P1", "1", "2", "'=already"},
		{"A5", "2024-03-05", "P1", "1", "2", "- a list"},
	}
	for _, l := range []Layout{
		{Format: FormatCSV, Encoding: UTF8, Delimiter: ","}, {Format: FormatCSV, Encoding: UTF8BOM, Delimiter: ";"},
		{Format: FormatCSV, Encoding: UTF16LE, Delimiter: "\t"}, {Format: FormatCSV, Encoding: UTF16BE, Delimiter: "|"},
		{Format: FormatCSV, Encoding: Big5, Delimiter: ","}, {Format: FormatCSV, Encoding: GB18030, Delimiter: ";"},
		{Format: FormatXLSX, Sheet: "銷售"},
	} {
		l.Headers = header
		for range 2 { // out and in, twice
			data := rejects(t, l, "zh-Hant", rows)
			back, preview := inspect(t, source(data), Options{})
			if back.Format != l.Format || back.Encoding != l.Encoding || back.Delimiter != l.Delimiter || back.Sheet != l.Sheet {
				t.Fatalf("%+v came back as %+v", l, back)
			}
			m := testFields.Suggest(back.Headers, preview)
			if m[6].Field != LineID || m[7].Field != Reason || len(m) != 8 {
				t.Errorf("%s: columns %+v", l.Encoding, m)
			}
			for i, record := range readAll(t, source(data), back) {
				if got := fmt.Sprintf("%q", record.Cells[:6]); got != fmt.Sprintf("%q", rows[i]) {
					t.Errorf("%s row %d\n got %s\nwant %q", l.Encoding, i, got, rows[i])
				}
				if record.Cells[6] != fmt.Sprintf("line-%d", i+1) || record.Cells[7] != "數量：不可為零" {
					t.Errorf("%s: line and reason %q", l.Encoding, record.Cells[6:])
				}
			}
			l = back // a second round replaces the columns of the first
		}
	}
}

func TestTextIsNeutralisedAndNumbersNever(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+x": "'+x", "-x": "'-x", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=x": "''=x",
		"-5": "-5", "-1,234.50": "-1,234.50", "-1.234,50": "-1.234,50", "+7": "+7", "-NT$5": "-NT$5", "x=1": "x=1", "": "", "'": "'", "'x": "'x",
	} {
		if got := Neutral(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
		if got := restore(Neutral(cell)); got != cell {
			t.Errorf("%q comes back as %q", cell, got)
		}
	}
}

func TestReasonsAreInALanguageTheFileCanHold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ format, encoding, lang, want string }{
		{FormatCSV, Big5, "zh-Hans", "zh-Hant"}, {FormatCSV, Big5, "en", "en"}, {FormatCSV, GB18030, "zh-Hant", "zh-Hant"},
		{FormatCSV, Windows1252, "zh-Hant", "en"}, {FormatXLSX, "", "zh-Hans", "zh-Hans"},
	} {
		if got := ReasonLanguage(Layout{Format: c.format, Encoding: c.encoding}, c.lang); got != c.want {
			t.Errorf("%s %s %s: %s", c.format, c.encoding, c.lang, got)
		}
	}
}

func FuzzRestore(f *testing.F) {
	f.Add("=x")
	f.Add("''-")
	f.Fuzz(func(t *testing.T, cell string) {
		if got := restore(Neutral(cell)); got != cell {
			t.Errorf("%q comes back as %q", cell, got)
		}
	})
}

func TestTextRejectsKeepExtraCells(t *testing.T) {
	t.Parallel()
	l := Layout{Format: FormatCSV, Encoding: UTF8, Delimiter: ",", Headers: []string{"Invoice No.", "Date", "Qty"}}
	data := rejects(t, l, "en", [][]string{{"A", "b", "c", "d", ""}})
	back, _ := inspect(t, source(data), Options{})
	if got := readAll(t, source(data), back)[0].Cells[2]; got != "c,d" {
		t.Errorf("the last cell is %q", got)
	}
	if _, err := CountRows(context.Background(), source(data), back, nil); err != nil {
		t.Error(err)
	}
}
