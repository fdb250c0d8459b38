package seed

import (
	"io"
	"testing"
)

// BenchmarkMedium writes the whole history of the first 200 distributors of medium.
func BenchmarkMedium(b *testing.B) {
	for b.Loop() {
		w, err := New(Options{Today: today, Scale: Medium})
		if err != nil {
			b.Fatal(err)
		}
		lines := 0
		for d := range 200 {
			s := w.Seller(d)
			for _, sub := range w.Submissions(d, fullMonths+1) {
				e, err := s.Write(io.Discard, sub)
				if err != nil {
					b.Fatalf("%s: %v", sub.Name, err)
				}
				lines += e.Lines
			}
		}
		b.ReportMetric(float64(lines), "lines")
	}
}

// BenchmarkLoad fills a database with the small scale.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b, Options{Today: today})
	}
}

func TestScales(t *testing.T) {
	t.Parallel()
	for scale, size := range scales {
		w, err := New(Options{Today: today, Scale: scale})
		if err != nil {
			t.Fatal(err)
		}
		lines, files := 0, 0
		for d := range w.Distributors {
			for m := range w.Months() {
				lines += w.Lines(d, m)
			}
			covered := 0
			for _, sub := range w.Submissions(d, fullMonths+1) {
				files++
				for m := sub.From; m <= sub.Until; m++ {
					covered += w.Lines(d, m)
				}
			}
			for m := range w.Months() {
				covered -= w.Lines(d, m)
			}
			if covered != 0 {
				t.Fatalf("%s: %d lines too many or too few in the files of %s", scale, covered, w.Distributors[d].Code)
			}
		}
		if lines != size.lines || len(w.Distributors) != size.distributors || w.firsts[size.distributors] != size.customers {
			t.Errorf("%s: %d lines, %d distributors, %d customers", scale, lines, len(w.Distributors), w.firsts[size.distributors])
		}
		t.Logf("%s: %d files", scale, files)
	}
}
