package seed

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/sale/salesfile"
)

// outcome reads a file as the portal would and counts what becomes of its rows.
// A line repeated from the file of the month before counts as accepted.
func outcome(t *testing.T, w *World, d *Distributor, name string, file []byte) Expected {
	t.Helper()
	ctx := t.Context()
	src := intake.Source{Name: name, Size: int64(len(file)), R: bytes.NewReader(file)}
	layout, preview, err := salesfile.Fields.Inspect(ctx, src, intake.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	mapping := salesfile.Fields.Suggest(layout.Headers, preview)
	if missing := salesfile.Fields.Missing(mapping); len(missing) > 0 {
		t.Fatalf("%s: %v are missing in %v", name, missing, layout.Headers)
	}
	for _, c := range mapping {
		for _, of := range layouts[d.Layout].columns {
			if of.header == c.Header && (c.Field == "") != (of.is == colName) {
				t.Errorf("%s: %s is taken for %q", name, c.Header, c.Field)
			}
		}
	}
	count, err := salesfile.Fields.Survey(ctx, src, layout, mapping, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	reader, err := intake.Open(ctx, src, layout)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer reader.Close()
	parser := salesfile.NewParser(mapping, salesfile.Context{DefaultCurrency: d.Currency, DefaultChannel: d.Channels[0], Today: w.Today, Styles: count.Styles})
	known := map[string]bool{}
	for p, product := range w.Products {
		known[product.Code], known[product.GTIN] = true, true
		if d.Codes {
			known[ownCode(w.codes[d.Code], p)] = true
		}
	}
	places := map[string]bool{}
	for _, place := range w.Territories {
		for _, name := range append([]string{place.Name.En, place.Name.Hant, place.Name.Hans}, place.Aliases...) {
			places[name] = true
		}
	}
	var got Expected
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		result := parser.Parse(record)
		switch {
		case result.Kind != intake.Data:
			got.Ignored++
			continue
		case result.Rejected(), !known[result.Row.ProductCode]:
			got.Rejected++
			continue
		case len(result.Problems) > 0:
			t.Fatalf("%s: a warning: %+v in %q", name, result.Problems[0], record.Cells)
		}
		got.Lines++
		for _, place := range []string{result.Row.ShipToRegion, result.Row.ShipToCity, result.Row.PostalCode} {
			if place != "" && !places[place] {
				t.Fatalf("%s: no territory is called %q", name, place)
			}
		}
	}
}

func TestEveryFileIsUnderstood(t *testing.T) {
	t.Parallel()
	w := small(t)
	for d := range w.Distributors {
		s := w.Seller(d)
		for i, sub := range w.Submissions(d, 1) {
			if i%5 != 0 && i != 23 {
				continue
			}
			var file bytes.Buffer
			want, err := s.Write(&file, sub)
			if err != nil {
				t.Fatalf("%s: %v", sub.Name, err)
			}
			got := outcome(t, w, s.Distributor, sub.Name, file.Bytes())
			got.Lines, got.Duplicates = got.Lines-want.Duplicates, want.Duplicates
			if got != want {
				t.Errorf("%s (%s): got %+v, want %+v", sub.Name, s.Layout, got, want)
			}
		}
	}
}

func TestSamplesAreUnderstood(t *testing.T) {
	t.Parallel()
	w := small(t)
	samples, err := w.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		d := &w.Distributors[w.codes[s.Distributor]]
		if got := outcome(t, w, d, s.Name, s.Bytes); got != s.Expected {
			t.Errorf("%s: got %+v, want %+v", s.Name, got, s.Expected)
		}
	}
}
