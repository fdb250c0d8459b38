package salesfile

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/intake"
)

// source is a file in memory.
func source(data []byte) intake.Source {
	return intake.Source{Name: "test", Size: int64(len(data)), R: bytes.NewReader(data)}
}

// inspect is Inspect that must succeed.
func inspect(t testing.TB, src intake.Source, opts intake.Options) (intake.Layout, [][]string) {
	t.Helper()
	l, preview, err := Fields.Inspect(context.Background(), src, opts)
	if err != nil {
		t.Fatalf("Inspect: %v", err)
	}
	return l, preview
}

// readAll gives all records below the header.
func readAll(t testing.TB, src intake.Source, l intake.Layout) []intake.Record {
	t.Helper()
	r, err := intake.Open(context.Background(), src, l)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer r.Close()
	var records []intake.Record
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
func parseFile(t testing.TB, src intake.Source, c Context) (intake.Layout, []Result) {
	t.Helper()
	l, preview := inspect(t, src, intake.Options{})
	m := Fields.Suggest(l.Headers, preview)
	if err := Fields.Validate(m, l.Headers); err != nil {
		t.Fatalf("mapping of %q: %v", l.Headers, err)
	}
	count, err := Fields.Survey(context.Background(), src, l, m, nil)
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
var testContext = Context{DefaultCurrency: "TWD", DefaultChannel: intake.Store, Today: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}

// keys joins the problems' keys, warnings in parentheses.
func keys(problems []intake.Problem) string {
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
