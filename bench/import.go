package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/verify"
)

// importFigures compares bringing files in with a bare COPY of the same rows.
func importFigures(ctx context.Context, o options) ([]figure, error) {
	rows := 1_000_000
	if o.Quick {
		rows = 200_000
	}
	s, err := newSite(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	ids, err := s.settleBrand(ctx, "NORTH", "SOUTH")
	if err != nil {
		return nil, err
	}
	var took, bare [3]time.Duration
	for i, distributor := range []int{0, 0, 1} {
		text := salesFile(rows, i)
		if err := s.settle(ctx); err != nil {
			return nil, err
		}
		stop, err := profile(o.CPU, i == 0)
		if err != nil {
			return nil, err
		}
		begin := time.Now()
		r, err := s.report(ctx, ids[distributor], fmt.Sprintf("sales-%d.csv", i), bytes.NewReader(text))
		took[i] = time.Since(begin)
		stop()
		if err != nil {
			return nil, err
		}
		if r.RowsAccepted != rows {
			return nil, fmt.Errorf("%d of %d rows were accepted", r.RowsAccepted, rows)
		}
		fmt.Printf("import %d: %v, %.0f rows/s\n", i+1, took[i].Round(time.Millisecond), float64(rows)/took[i].Seconds())
		if bare[i], err = s.copyBare(ctx, r.ID.String()); err != nil {
			return nil, err
		}
		fmt.Printf("bare COPY: %v, %.0f rows/s: ratio %.2f\n", bare[i].Round(time.Millisecond), float64(rows)/bare[i].Seconds(), bare[i].Seconds()/took[i].Seconds())
	}
	found, err := verify.Run(ctx, s.engine.Pgx())
	if err != nil || len(found) > 0 {
		return nil, fmt.Errorf("invariants are broken: %v, %w", found, err)
	}
	ratios := []float64{bare[0].Seconds() / took[0].Seconds(), bare[1].Seconds() / took[1].Seconds(), bare[2].Seconds() / took[2].Seconds()}
	how := fmt.Sprintf("Three CSVs of %d rows (12 columns, %d products, %d customers, %d places, two years), each from its upload to the report's end, and after each a COPY FROM "+
		"of the lines that came of it into a new table LIKE sale_lines INCLUDING ALL. The imports took %v, %v and %v, the copies %v, %v and %v, which is %.2f, %.2f and %.2f; the middle one counts.",
		rows, products, customers, cities, round(took[0]), round(took[1]), round(took[2]), round(bare[0]), round(bare[1]), round(bare[2]), ratios[0], ratios[1], ratios[2])
	slices.Sort(ratios)
	return []figure{
		{"import, rows/s ÷ bare COPY", ratios[1], "×", false, 0.35, how},
		further("second file of the distributor ÷ first", took[1], took[0], bare[1], bare[0]),
		further("third file, another distributor's ÷ first", took[2], took[0], bare[2], bare[0]),
	}, nil
}

// further compares a later import with the first. Each is taken in copies of its own rows into an empty table, which cost
// the same each time unless the machine has something else to do.
func further(name string, took, first, bare, bareFirst time.Duration) figure {
	return figure{name, took.Seconds() / bare.Seconds() / (first.Seconds() / bareFirst.Seconds()), "×", true, 1.10,
		fmt.Sprintf("as many rows again: %v after %v, each over the time of the copy that followed it.", round(took), round(first))}
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Millisecond) }

// copyBare copies a report's lines into a table of the same columns, checks and indexes, and nothing else.
func (s *site) copyBare(ctx context.Context, report string) (took time.Duration, err error) {
	path := filepath.Join(s.dir, "lines")
	defer os.Remove(path)
	err = s.owner(ctx, func(c *pgx.Conn) error {
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		defer out.Close()
		if _, err := c.PgConn().CopyTo(ctx, out, "COPY (SELECT * FROM sale_lines WHERE report_id = '"+report+"' ORDER BY row_no) TO STDOUT"); err != nil {
			return err
		}
		if _, err := c.Exec(ctx, "CREATE TABLE bare (LIKE sale_lines INCLUDING ALL)"); err != nil {
			return err
		}
		if _, err := c.Exec(ctx, "CHECKPOINT"); err != nil {
			return err
		}
		if _, err := out.Seek(0, 0); err != nil {
			return err
		}
		begin := time.Now()
		if _, err := c.PgConn().CopyFrom(ctx, out, "COPY bare FROM STDIN"); err != nil {
			return err
		}
		took = time.Since(begin)
		_, err = c.Exec(ctx, "DROP TABLE bare")
		return err
	})
	return took, err
}

// profile begins a CPU profile when one is asked for.
func profile(path string, wanted bool) (stop func(), err error) {
	if path == "" || !wanted {
		return func() {}, nil
	}
	out, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); out.Close() }, nil
}
