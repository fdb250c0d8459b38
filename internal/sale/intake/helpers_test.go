package intake

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/fault"
)

// source is a file in memory.
func source(data []byte) Source {
	return Source{Name: "test", Size: int64(len(data)), R: bytes.NewReader(data)}
}

// encoded is text in an encoding, without a mark.
func encoded(t testing.TB, text, name string) []byte {
	t.Helper()
	if codecs[name] == nil {
		return []byte(text)
	}
	data, err := codecs[name].NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encoding as %s: %v", name, err)
	}
	return data
}

// inspect is Inspect that must succeed.
func inspect(t testing.TB, src Source, opts Options) (Layout, [][]string) {
	t.Helper()
	l, preview, err := Inspect(context.Background(), src, opts)
	if err != nil {
		t.Fatalf("Inspect: %v", err)
	}
	return l, preview
}

// readAll gives all records below the header.
func readAll(t testing.TB, src Source, l Layout) []Record {
	t.Helper()
	r, err := Open(context.Background(), src, l)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer r.Close()
	var records []Record
	for {
		record, err := r.Next()
		if err == io.EOF {
			return records
		}
		if err != nil {
			t.Fatalf("Next: %v", err)
		}
		record.Cells, record.Numbers = record.Raw(), slices.Clone(record.Numbers)
		records = append(records, record)
	}
}

// parseFile takes a file down the whole road with no help.
func parseFile(t testing.TB, src Source, c Context) (Layout, []Result) {
	t.Helper()
	l, preview := inspect(t, src, Options{})
	m := Suggest(l.Headers, preview)
	if err := m.Validate(l.Headers); err != nil {
		t.Fatalf("mapping of %q: %v", l.Headers, err)
	}
	count, err := Survey(context.Background(), src, l, m, nil)
	if err != nil {
		t.Fatalf("Survey: %v", err)
	}
	c.Styles = count.Styles
	parser := NewParser(m, c)
	var results []Result
	for _, record := range readAll(t, src, l) {
		results = append(results, parser.Parse(record))
	}
	if int64(len(results)) != count.Rows {
		t.Errorf("Survey counts %d rows, the reader gives %d", count.Rows, len(results))
	}
	return l, results
}

// testContext is a distributor in Taiwan, on 20 November 2026.
var testContext = Context{DefaultCurrency: "TWD", DefaultChannel: Store, Today: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}

// lines joins rows of a text file.
func lines(rows ...string) []byte { return []byte(strings.Join(rows, "\n") + "\n") }

// workbookOf writes rows to a sheet.
func workbookOf(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	return workbookWith(t, func(f *excelize.File) {
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// workbookWith writes a workbook that build fills.
func workbookWith(t testing.TB, build func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// wantKey checks that err is an Invalid fault with the key.
func wantKey(t testing.TB, err error, key string) {
	t.Helper()
	if !fault.Is(err, fault.Invalid) || fault.As(err).Key != key {
		t.Errorf("error = %v, want %s", err, key)
	}
}

// keys joins the problems' keys, warnings in parentheses.
func keys(problems []Problem) string {
	var out []string
	for _, p := range problems {
		if p.Warning {
			out = append(out, "("+p.Key+")")
		} else {
			out = append(out, p.Key)
		}
	}
	return strings.Join(out, " ")
}
