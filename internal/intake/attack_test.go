package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake/intaketest"
)

// repeating gives a pattern over and over, size bytes in all, without holding them.
type repeating struct {
	head    string
	pattern string
	size    int64
}

func (r repeating) ReadAt(p []byte, at int64) (int, error) {
	for i := range p {
		switch where := at + int64(i); {
		case where >= r.size:
			return i, io.EOF
		case where < int64(len(r.head)):
			p[i] = r.head[where]
		default:
			p[i] = r.pattern[(where-int64(len(r.head)))%int64(len(r.pattern))]
		}
	}
	return len(p), nil
}

func (r repeating) source() Source { return Source{Name: "huge", Size: r.size, R: r} }

// zipped makes a workbook whose sheet is what write writes.
func zipped(t testing.TB, write func(io.Writer)) []byte {
	t.Helper()
	base := intaketest.Handmade(t, map[string]string{"xl/sharedStrings.xml": "<sst></sst>"})
	in, err := zip.NewReader(bytes.NewReader(base), int64(len(base)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, file := range in.File {
		if err := z.Copy(file); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	write(w)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheetHead = `<worksheet><sheetData><row><c t="str"><v>Invoice No.</v></c><c t="str"><v>Date</v></c></row>`

// TestHostileFilesFailSoonAndCheaply is not parallel, since it measures the process.
func TestHostileFilesFailSoonAndCheaply(t *testing.T) {
	good := intaketest.Handmade(t, map[string]string{
		"xl/worksheets/sheet1.xml": sheetHead + strings.Repeat(`<row><c t="str"><v>A1</v></c><c><v>45356</v></c></row>`, 20_000) + "</sheetData></worksheet>",
		"xl/sharedStrings.xml":     "<sst></sst>",
	})
	bomb := zipped(t, func(w io.Writer) {
		io.WriteString(w, sheetHead)
		spaces := bytes.Repeat([]byte(" "), 1<<20)
		for range 600 {
			w.Write(spaces)
		}
	})
	claim := bytes.Clone(good)
	for _, mark := range []string{"PK\x01\x02", "PK\x03\x04"} { // all sizes say 10 GB, as far as 32 bits can
		for at := 0; ; at += 4 {
			i := bytes.Index(claim[at:], []byte(mark))
			if i < 0 {
				break
			}
			at += i
			offset := 24
			if mark == "PK\x03\x04" {
				offset = 22
			}
			binary.LittleEndian.PutUint32(claim[at+offset:], 0xFFFFFFF0)
		}
	}
	directory := bytes.Clone(good)
	end := bytes.LastIndex(directory, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(directory[end+10:], 60_000)
	var sheets strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&sheets, `<sheet name="S%d" r:id="r1"/>`, i)
	}
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 4096)...)
	encrypted := bytes.Clone(ole)
	for i, c := range []byte("EncryptedPackage") {
		encrypted[1000+2*i] = c
	}
	var parts bytes.Buffer
	z := zip.NewWriter(&parts)
	for i := range 20_000 {
		z.Create(fmt.Sprintf("part%d", i))
	}
	z.Close()

	for _, c := range []struct {
		name string
		src  Source
		key  string
	}{
		{"a zip bomb", source(bomb), KeyBomb},
		{"a part that claims gigabytes", source(claim), KeyBomb},
		{"a table of contents that claims too much", source(directory), KeyBomb},
		{"twenty thousand parts", source(parts.Bytes()), KeyBomb},
		{"a truncated workbook", source(good[:len(good)/2]), KeyTruncated},
		{"a workbook without its last bytes", source(good[:len(good)-10]), KeyTruncated},
		{"thousands of sheets", source(intaketest.Handmade(t, map[string]string{"xl/workbook.xml": "<workbook>" + sheets.String() + "</workbook>"})), KeyTooManySheets},
		{"a million columns in a sheet", source(zipped(t, func(w io.Writer) {
			io.WriteString(w, "<worksheet><sheetData><row>")
			for i := range 1_000_000 {
				fmt.Fprintf(w, `<c t="str"><v>column %d of %x</v></c>`, i, i*i)
			}
			io.WriteString(w, "</row></sheetData></worksheet>")
		})), KeyTooManyColumns},
		{"a column beyond all", source(zipped(t, func(w io.Writer) {
			io.WriteString(w, `<worksheet><sheetData><row><c r="BDWGN1" t="str"><v>x</v></c></row></sheetData></worksheet>`)
		})), KeyTooManyColumns},
		{"a row numbered two thousand millions", source(zipped(t, func(w io.Writer) {
			io.WriteString(w, sheetHead+`<row r="2000000000"><c><v>1</v></c></row></sheetData></worksheet>`)
		})), KeyUnreadable},
		{"a text of a hundred megabytes in a cell", source(zipped(t, func(w io.Writer) {
			io.WriteString(w, `<worksheet><sheetData><row><c t="str"><v>`)
			line := []byte(strings.Repeat("0123456789abcdefghijklmnopqrstuvwxyz", 30_000))
			for i := range 100 {
				line[i] ^= 1
				w.Write(line)
			}
		})), KeyBomb},
		{"gigabytes of comments", source(zipped(t, func(w io.Writer) {
			io.WriteString(w, "<worksheet>")
			var line bytes.Buffer
			for i := range 40_000 {
				fmt.Fprintf(&line, "<!--%x-->", i*i*7919)
			}
			for range 300 {
				w.Write(line.Bytes())
			}
		})), KeyBomb},
		{"a text at the end of a large table", source(intaketest.Handmade(t, map[string]string{
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c t="s"><v>40000000</v></c></row></sheetData></worksheet>`,
			"xl/sharedStrings.xml":     "<sst>" + strings.Repeat("<si><t>a</t></si><si><t>b</t></si>", 3_000_000) + "</sst>",
		})), KeyBomb},
		{"entities that multiply", source(intaketest.Handmade(t, map[string]string{"xl/workbook.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>`})), KeyUnreadable},
		{"a sheet cut off within", source(intaketest.Handmade(t, map[string]string{"xl/worksheets/sheet1.xml": sheetHead + "<row><c><v>1"})), KeyTruncated},
		{"a zip file that is no workbook", source(intaketest.Handmade(t, map[string]string{"_rels/.rels": "<Relationships/>", "xl/workbook.xml": ""})), KeyEmpty},
		{"a binary workbook", source(intaketest.Handmade(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`})), KeyOldExcel},
		{"a workbook of Excel 97", source(ole), KeyOldExcel},
		{"a workbook with a password", source(encrypted), KeyEncrypted},
		{"a line of 200 MB", repeating{pattern: "0123456789", size: 200 << 20}.source(), KeyRowTooLong},
		{"a line of 200 MB after a header", repeating{head: "Invoice No.,Date\n", pattern: "0123456789", size: 200 << 20}.source(), KeyRowTooLong},
		{"a quote that never closes", repeating{head: "Invoice No.,Date\n\"", pattern: "0123456\n", size: 200 << 20}.source(), KeyRowTooLong},
		{"a million columns in text", repeating{pattern: "x,", size: 2_000_000}.source(), KeyTooManyColumns},
		{"six hundred columns in text", repeating{pattern: "x,", size: 1200}.source(), KeyTooManyColumns},
		{"gigabytes of zero bytes", repeating{pattern: "\x00", size: 4 << 30}.source(), KeyNUL},
		{"gigabytes of line breaks", repeating{pattern: "\n", size: 4 << 30}.source(), KeyEmpty},
	} {
		var err error
		memory, took := intaketest.Peak(func() { _, _, err = testFields.Inspect(context.Background(), c.src, Options{}) })
		if fault.As(err).Key != c.key || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		}
		if memory > 100<<20 || took > 2*time.Second {
			t.Errorf("%s: took %v and %d MB", c.name, took, memory>>20)
		}
		t.Logf("%-45s %8v %4d MB  %v", c.name, took.Round(time.Millisecond), memory>>20, err)
	}
}

func TestHostileRowsBelowTheSampleFail(t *testing.T) {
	t.Parallel()
	fine := strings.Repeat("A1,2024-01-01\n", 100_000)
	for _, c := range []struct{ name, tail, key string }{
		{"a zero byte", "A1,\x00\n", KeyNUL},
		{"a long line", strings.Repeat("x", 2<<20), KeyRowTooLong},
		{"an open quote", "\"A1,2024\n", KeyUnclosedQuote},
	} {
		src := source([]byte("Invoice No.,Date\n" + fine + c.tail))
		l, _ := inspect(t, src, Options{})
		if _, err := CountRows(context.Background(), src, l, nil); err != nil {
			wantKey(t, err, c.key)
			if row := fault.As(err).Params["row"]; row != int64(100_002) {
				t.Errorf("%s: in row %v", c.name, row)
			}
			continue
		}
		t.Errorf("%s: no error", c.name)
	}
	// A part that gives more than it claims.
	rows := strings.Repeat(`<row><c t="str"><v>A1</v></c><c><v>45356</v></c></row>`, 50_000)
	data := zipped(t, func(w io.Writer) { io.WriteString(w, sheetHead+rows+"</sheetData></worksheet>") })
	i := bytes.LastIndex(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[i+24:], 100_000)
	if l, _, err := testFields.Inspect(context.Background(), source(data), Options{}); err == nil {
		_, err = CountRows(context.Background(), source(data), l, nil)
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a false size gives %v", err)
		}
	}
}

func TestReadingStopsWithTheContext(t *testing.T) {
	t.Parallel()
	src := repeating{head: "Invoice No.,Date\n", pattern: "A1,2024-01-01\n", size: 1 << 30}.source()
	l, _ := inspect(t, src, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	_, err := CountRows(ctx, src, l, func(rows int64) {
		if rows >= 20_000 {
			cancel()
		}
	})
	if err != context.Canceled {
		t.Errorf("error = %v", err)
	}
	if l.Rows < 70_000_000 || l.Rows > 90_000_000 {
		t.Errorf("estimate %d of 76 million", l.Rows)
	}
}
