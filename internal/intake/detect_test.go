package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/intake/intaketest"
)

const (
	tradHeader = "發票號碼,銷售日期,產品編號,數量,單價,客戶名稱"
	simpHeader = "发票号码,销售日期,产品编号,数量,单价,客户名称"
)

func TestEncodingsAreDetected(t *testing.T) {
	t.Parallel()
	trad := tradHeader + "\nA1,2024-03-05,P1,2,10,全聯實業股份有限公司\n"
	simp := simpHeader + "\nA1,2024-03-05,P1,2,10,上海国药有限公司\n"
	english := "Invoice Number,Sale Date,Product Code,Quantity,Unit Price,Customer Name\n"
	ascii := english + strings.Repeat("A1,2024-03-05,P1,2,10,Plain Ltd\n", 60_000)
	for _, c := range []struct {
		name     string
		data     []byte
		encoding string
		customer string // of the last row
	}{
		{"UTF-8", []byte(trad), UTF8, "全聯實業股份有限公司"},
		{"UTF-8 with a mark", append([]byte("\xEF\xBB\xBF"), trad...), UTF8BOM, "全聯實業股份有限公司"},
		{"UTF-16 little-endian with a mark", append([]byte("\xFF\xFE"), encoded(t, trad, UTF16LE)...), UTF16LE, "全聯實業股份有限公司"},
		{"UTF-16 big-endian with a mark", append([]byte("\xFE\xFF"), encoded(t, simp, UTF16BE)...), UTF16BE, "上海国药有限公司"},
		{"UTF-16 little-endian", encoded(t, trad, UTF16LE), UTF16LE, "全聯實業股份有限公司"},
		{"UTF-16 big-endian", encoded(t, trad, UTF16BE), UTF16BE, "全聯實業股份有限公司"},
		{"Big5", encoded(t, trad, Big5), Big5, "全聯實業股份有限公司"},
		{"GB18030", encoded(t, simp, GB18030), GB18030, "上海国药有限公司"},
		{"Big5 in one name", encoded(t, english+"A1,2024-03-05,P1,2,10,全聯實業股份有限公司\n", Big5), Big5, "全聯實業股份有限公司"},
		{"GB18030 in one name", encoded(t, english+"A1,2024-03-05,P1,2,10,上海国药有限公司\n", GB18030), GB18030, "上海国药有限公司"},
		{"Western", encoded(t, english+"A1,2024-03-05,P1,2,10,Käserei Müller\nA1,2024-03-05,P1,2,10,Münster Café\n", Windows1252), Windows1252, "Münster Café"},
		{"Big5 after two megabytes of ASCII", append([]byte(ascii), encoded(t, "A1,2024-03-05,P1,2,10,統一超商\n", Big5)...), Big5, "統一超商"},
	} {
		src := source(c.data)
		l, _ := inspect(t, src, Options{})
		if l.Encoding != c.encoding {
			t.Errorf("%s: detected %s", c.name, l.Encoding)
			continue
		}
		records := readAll(t, src, l)
		if got := records[len(records)-1].Cells[5]; got != c.customer {
			t.Errorf("%s: customer %q", c.name, got)
		}
		if l.Headers[0] != "發票號碼" && l.Headers[0] != "发票号码" && l.Headers[0] != "Invoice Number" {
			t.Errorf("%s: first header %q", c.name, l.Headers[0])
		}
	}
}

func TestDelimitersAreDetected(t *testing.T) {
	t.Parallel()
	for _, d := range Delimiters {
		rows := []string{"Umsatz 2024, gesamt; alle | Filialen", "Invoice No.|Invoice Date|Product Code|Qty|Unit Price"}
		for i := range 5 {
			rows = append(rows, fmt.Sprintf("R%d|2024-03-0%d|P;1,x|2|1.234.567,50", i, i+1))
		}
		for i := range rows[1:] {
			if d != "|" {
				rows[i+1] = strings.ReplaceAll(strings.ReplaceAll(rows[i+1], "P;1,x", "P1"), "|", d)
			}
			if d == "," {
				rows[i+1] = strings.ReplaceAll(rows[i+1], "1.234.567,50", "1234567.50")
			}
		}
		l, preview := inspect(t, source(intaketest.Lines(rows...)), Options{})
		if l.Delimiter != d || l.HeaderRow != 2 || len(l.Headers) != 5 || len(preview) != 5 {
			t.Errorf("%q: detected %q, header in row %d: %q", d, l.Delimiter, l.HeaderRow, l.Headers)
		}
	}
	l, _ := inspect(t, source(intaketest.Lines("sep=;", "Invoice No.;Date;SKU;Qty;Amount", "A;2024-01-01;P;1;2,50")), Options{})
	if l.Delimiter != ";" || l.HeaderRow != 2 {
		t.Errorf("sep=; gives %q, header in row %d", l.Delimiter, l.HeaderRow)
	}
}

func TestUsersChoicesWin(t *testing.T) {
	t.Parallel()
	data := intaketest.Lines("x;y", "1;2", "3;4")
	l, preview := inspect(t, source(data), Options{Delimiter: ",", HeaderRow: 2, Encoding: "GBK"})
	if l.Delimiter != "," || l.HeaderRow != 2 || l.Encoding != GB18030 || len(preview) != 1 || l.Headers[0] != "1;2" {
		t.Errorf("layout %+v, preview %q", l, preview)
	}
	_, _, err := testFields.Inspect(context.Background(), source(data), Options{Encoding: "klingon"})
	wantKey(t, err, KeyUnknownEncoding)
	_, _, err = testFields.Inspect(context.Background(), source(data), Options{Delimiter: "xx"})
	wantKey(t, err, KeyUnknownDelim)
	_, _, err = testFields.Inspect(context.Background(), source(data), Options{HeaderRow: 9})
	wantKey(t, err, KeyNoHeader)
}

func TestHeadersAreFoundBelowTitles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows []string
		want int
	}{
		{"row 1", []string{tradHeader, "A,2024-01-01,P,1,2,X"}, 1},
		{"below a title", []string{"全聯實業 2024年1月 銷售月報,,,,,", "製表日期：2024-02-01,,,,,", "", tradHeader, "A,2024-01-01,P,1,2,X"}, 4},
		{"unknown names", []string{"aaa,bbb,ccc", "1,2,3", "4,5,6"}, 1},
		{"unknown names below a title", []string{"My report,,", "aaa,bbb,ccc", "1,2,3"}, 2},
	} {
		if l, _ := inspect(t, source(intaketest.Lines(c.rows...)), Options{}); l.HeaderRow != c.want {
			t.Errorf("%s: header in row %d, want %d", c.name, l.HeaderRow, c.want)
		}
	}
}

func TestSignatureKnowsALayoutAgain(t *testing.T) {
	t.Parallel()
	if signature([]string{"Invoice No.", "數量（箱）"}) != signature([]string{"invoice_number", "數量"}) {
		t.Error("spelling must not change the signature")
	}
	if signature([]string{"a", "b"}) == signature([]string{"b", "a"}) {
		t.Error("order must change the signature")
	}
	for _, ours := range [][]string{{"a", "b", "_line", "_reason"}, {"a", "b", "_LINE", "_退回原因"}, {"_line", "a", "b"}} {
		if signature(ours) != signature([]string{"a", "b"}) {
			t.Errorf("our columns must not change the signature: %q", ours)
		}
	}
}

func TestAMappingFitsTheSameLayoutAgain(t *testing.T) {
	t.Parallel()
	m := Mapping{{0, "Invoice No.", "number", ""}, {2, "Amount", "amount", ""}, {1, "Amount", "", ""}, {3, "_line", LineID, ""}}
	got := m.For([]string{"_line", "invoice_no", "amount", "amount", "_reason"})
	want := Mapping{{1, "invoice_no", "number", ""}, {2, "amount", "", ""}, {3, "amount", "amount", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if m[0].Index != 0 || len(m) != 4 {
		t.Errorf("the mapping itself has changed: %v", m)
	}
}

func TestFilesWithoutSalesSayWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, data, key string }{
		{"nothing", "", KeyEmpty},
		{"a mark only", "\xEF\xBB\xBF", KeyEmpty},
		{"white space", " \r\n\r\n", KeyEmpty},
		{"delimiters only", ",,,\n,,,\n", KeyEmpty},
		{"numbers only", "1,2,3\n4,5,6\n", KeyNoHeader},
		{"a header only", tradHeader + "\n", KeyNoRows},
		{"a header and blank lines", tradHeader + "\n\n,,,\n", KeyNoRows},
		{"a web page", "<html><table><tr><td>Invoice</td></tr></table></html>", KeyHTML},
		{"a web page after white space", "\r\n <!DOCTYPE html><html>", KeyHTML},
		{"a PDF", "%PDF-1.7\n...", KeyUnreadable},
		{"a zero byte", "Invoice Number,Date,SKU,Qty\nA,2024-01-01,\x00P,1\n", KeyNUL},
	} {
		_, _, err := testFields.Inspect(context.Background(), source([]byte(c.data)), Options{})
		if t.Run(c.name, func(t *testing.T) { wantKey(t, err, c.key) }); err == nil {
			continue
		}
	}
}

func TestRowEstimateIsNear(t *testing.T) {
	t.Parallel()
	rows := []string{tradHeader}
	for i := range 30_000 {
		rows = append(rows, fmt.Sprintf("A%06d,2024-01-01,P%04d,1,2.50,客戶%06d", i, i%7919, i))
	}
	for _, name := range []string{UTF8, Big5, UTF16LE} {
		l, _ := inspect(t, source(encoded(t, string(intaketest.Lines(rows...)), name)), Options{})
		if l.Rows < 27_000 || l.Rows > 33_000 {
			t.Errorf("%s: estimate %d of 30000", name, l.Rows)
		}
	}
}
