package accountfile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/intake"
)

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) intake.Source {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", name))
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return intake.Source{Name: filepath.Base(name), Size: info.Size(), R: file}
}

// suggested writes a mapping as "header=field" for the columns used.
func suggested(m intake.Mapping) string {
	var out []string
	for _, c := range m {
		if c.Field != "" {
			out = append(out, c.Header+"="+string(c.Field))
		}
	}
	return strings.Join(out, " ")
}

// testContext is a distributor in Taiwan, on 20 November 2026.
var testContext = Context{Country: "TW", Today: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}

// looksLikeOrganization is a stand-in for the customer package's judgement.
func looksLikeOrganization(name, taxID string) bool {
	return taxID != "" && len(taxID) != 10 || strings.Contains(name, "公司") || strings.Contains(name, "Ltd")
}

// parseFile takes a file down the whole road with no help.
func parseFile(t testing.TB, src intake.Source) []Result {
	t.Helper()
	ctx := context.Background()
	l, preview, err := Fields.Inspect(ctx, src, intake.Options{})
	if err != nil {
		t.Fatalf("Inspect: %v", err)
	}
	m := Fields.Suggest(l.Headers, preview)
	if err := Fields.Validate(m, l.Headers); err != nil {
		t.Fatalf("mapping of %q: %v", l.Headers, err)
	}
	count, err := Fields.Survey(ctx, src, l, m, nil)
	if err != nil {
		t.Fatalf("Survey: %v", err)
	}
	c := testContext
	c.Styles = count.Styles
	parser := NewParser(m, c, looksLikeOrganization)
	r, err := intake.Open(ctx, src, l)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer r.Close()
	var results []Result
	for {
		record, err := r.Next()
		if err == io.EOF {
			return results
		}
		if err != nil {
			t.Fatalf("Next: %v", err)
		}
		results = append(results, parser.Parse(record))
	}
}

// parseRows is parseFile for the lines of a text.
func parseRows(t testing.TB, rows ...string) []Result {
	t.Helper()
	data := []byte(strings.Join(rows, "\n") + "\n")
	return parseFile(t, intake.Source{Name: "test.csv", Size: int64(len(data)), R: bytes.NewReader(data)})
}

// show writes what matters of the results, a line each.
func show(results []Result) string {
	var out strings.Builder
	for _, r := range results {
		if r.Kind != intake.Data {
			fmt.Fprintf(&out, "%d %s\n", r.Row.Number, r.Kind)
			continue
		}
		w := r.Row
		kind := "person"
		if w.Organization {
			kind = "organization"
		}
		parts := []string{}
		for _, p := range [][2]string{{"code", w.Code}, {"other", w.OtherName}, {"tax", w.TaxID}, {"legal", w.LegalTaxID}, {"phone", w.Phone}, {"email", w.Email}, {"contact", w.ContactPerson},
			{"country", w.Country}, {"region", w.Region}, {"city", w.City}, {"district", w.District}, {"postal", w.PostalCode}, {"street", w.Street}, {"channel", w.ChannelType}, {"tags", strings.Join(w.Tags, "+")}, {"note", w.Note}} {
			if p[1] != "" {
				parts = append(parts, p[0]+"="+p[1])
			}
		}
		if !w.BirthDate.IsZero() {
			parts = append(parts, "born="+w.BirthDate.Format(time.DateOnly))
		}
		if w.Marketing != nil {
			parts = append(parts, fmt.Sprintf("marketing=%v", *w.Marketing))
		}
		out.WriteString(strings.TrimRight(fmt.Sprintf("%d %s %s %s", w.Number, kind, w.Name, strings.Join(parts, " ")), " "))
		for _, p := range r.Problems {
			if p.Warning {
				out.WriteString(" (" + p.Key + ")")
			} else {
				out.WriteString(" !" + p.Key)
			}
		}
		out.WriteString("\n")
	}
	return strings.TrimSpace(out.String())
}
