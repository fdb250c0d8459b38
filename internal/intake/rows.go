package intake

import (
	"context"
	"io"
	"time"

	"github.com/tonglu/portal/internal/fault"
)

// The faults of a small file as a whole, besides those of Inspect and Validate.
const (
	KeyTooManyRows = "file.tooManyRows" // max
	KeyTooBig      = "file.tooBig"      // max (MB)
)

// Limits of a file that is read within one request.
const (
	SmallRows  = 5000
	smallBytes = 20 << 20
	mostTold   = 200 // problems of an Outcome
)

// Small reads a file of at most SmallRows rows whose columns are understood by their headers alone, and calls each with every row that says
// something; titles are rows like others. Nobody confirms the columns, so a date that reads in two ways is a problem, not a warning.
// Returns Invalid for a file that can't be read, lacks a column or has too many rows, and what each returns.
func (f *Fields) Small(ctx context.Context, src Source, each func(*Cells) error) error {
	if src.Size > smallBytes {
		return invalid(KeyTooBig, fault.Params{"max": smallBytes >> 20})
	}
	layout, preview, err := f.Inspect(ctx, src, Options{})
	if err != nil {
		return err
	}
	mapping := f.Suggest(layout.Headers, preview)
	if err := f.Validate(mapping, layout.Headers); err != nil {
		return err
	}
	count, err := f.Survey(ctx, src, layout, mapping, nil)
	if err != nil {
		return err
	}
	if count.Rows > SmallRows {
		return invalid(KeyTooManyRows, fault.Params{"max": SmallRows})
	}
	r, err := Open(ctx, src, layout)
	if err != nil {
		return err
	}
	defer r.Close()
	cells := f.Cells(mapping, count.Styles)
	for {
		record, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		cells.Next(record)
		if filled, _ := cells.Filled(); filled == 0 && !record.Cut || cells.RepeatsHeader() {
			continue
		}
		cells.ExtraCells()
		if err := each(cells); err != nil {
			return err
		}
	}
}

// Day is Date for a file that nobody confirms: a day that reads in two ways is none.
func (c *Cells) Day(field *Place, in DateRange) time.Time {
	before := len(c.Problems)
	day := c.Date(field, in)
	for i := before; i < len(c.Problems); i++ {
		if p := &c.Problems[i]; p.Key == KeyAmbiguousDate {
			p.Key, p.Params, p.Warning, day = KeyUnreadableDate, nil, false, time.Time{}
		}
	}
	return day
}

// Outcome is what became of a small file's rows.
type Outcome struct {
	Accepted   int          `json:"accepted"`
	Duplicates int          `json:"duplicates"`
	Rejected   int          `json:"rejected"`
	Problems   []RowProblem `json:"problems"` // the first of them
}

// RowProblem is what is wrong with a field of a row. It never holds what the cell says.
type RowProblem struct {
	Row    int            `json:"row"` // in the file, from 1
	Field  string         `json:"field"`
	Key    string         `json:"key"`
	Params map[string]any `json:"params,omitempty"`
}

// Reject notes a row that is not taken, and why: each problem that is no warning.
func (o *Outcome) Reject(row int64, problems []Problem) {
	o.Rejected++
	for _, p := range problems {
		if p.Warning || len(o.Problems) >= mostTold {
			continue
		}
		field := p.Column
		if field == "" {
			field = string(p.Field)
		}
		o.Problems = append(o.Problems, RowProblem{Row: int(row), Field: field, Key: p.Key, Params: p.Params})
	}
}
