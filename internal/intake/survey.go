package intake

import (
	"context"
	"io"
)

// progressEvery is after how many rows progress is told.
const progressEvery = 10_000

// CountRows reads the whole file once: it proves that every row can be read,
// and counts them. Next gives exactly as many records. progress may be nil; it
// is told the number of rows so far. The faults are those of Reader.Next.
func CountRows(ctx context.Context, src Source, l Layout, progress func(int64)) (int64, error) {
	count, err := (&Fields{}).Survey(ctx, src, l, nil, progress)
	return count.Rows, err
}

// Survey is CountRows that also learns the styles of the mapped columns from
// all rows. Store its result, so that a file taken up again is read alike.
func (f *Fields) Survey(ctx context.Context, src Source, l Layout, m Mapping, progress func(int64)) (Count, error) {
	r, err := Open(ctx, src, l)
	if err != nil {
		return Count{}, err
	}
	defer r.Close()
	watched := f.watchedColumns(m, len(l.Headers))
	columns := make([]evidence, len(l.Headers))
	arithmetic := f.newWitness(m, l.Headers)
	if amount := arithmetic.columns[otherRole]; amount >= 0 {
		watched = append(watched, watchedColumn{amount, NumberStyle})
	}
	var rows int64
	for {
		record, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Count{}, err
		}
		if rows++; progress != nil && rows%progressEvery == 0 {
			progress(rows)
		}
		for _, w := range watched {
			columns[w.index].observeAs(w.kind, CellAt(record.Cells, w.index), record.isNumber(w.index))
		}
		arithmetic.observe(record)
	}
	if progress != nil {
		progress(rows)
	}
	if sheet, ok := r.rows.(*sheetScanner); ok {
		for i := range min(len(columns), len(sheet.merged)) {
			columns[i].merged = sheet.merged[i]
		}
	}
	styles := conclude(columns, l.Delimiter, arithmetic.verdicts(columns))
	for i := range styles {
		if styles[i].Seen == 0 && i < len(l.Styles) {
			styles[i] = l.Styles[i] // not watched
		}
	}
	return Count{Rows: rows, Styles: styles}, nil
}

// watchedColumn is a column whose style matters, and what of it.
type watchedColumn struct {
	index int
	kind  StyleKind
}

// watchedColumns are those whose fields have a style.
func (f *Fields) watchedColumns(m Mapping, width int) []watchedColumn {
	var out []watchedColumn
	for _, c := range m {
		if c.Index < 0 || c.Index >= width {
			continue
		}
		if info := f.info(c.Field); info != nil && info.Style != NoStyle {
			out = append(out, watchedColumn{c.Index, info.Style})
		}
	}
	return out
}
