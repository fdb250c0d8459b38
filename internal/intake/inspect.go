package intake

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/tonglu/portal/internal/fault"
)

// Inspect finds out how a file is laid out, and gives up to ten rows below the
// header as texts, each as wide as the headers. What options name is taken as
// given. It reads the start of the file only, so a later row may still fail.
//
// It returns an Invalid fault with one of the keys of this package for a file
// that is no table, is damaged or hostile, or has no header or no rows.
func (f *Fields) Inspect(ctx context.Context, src Source, opts Options) (Layout, [][]string, error) {
	head, err := readHead(src)
	if err != nil {
		return Layout{}, nil, err
	}
	format, err := detectFormat(src, head)
	if err != nil {
		return Layout{}, nil, err
	}
	if err := ctx.Err(); err != nil {
		return Layout{}, nil, err
	}
	if format == FormatXLSX {
		return f.inspectWorkbook(ctx, src, opts)
	}
	return f.inspectText(src, head, opts)
}

// inspectText finds encoding, delimiter and header of a text file.
func (f *Fields) inspectText(src Source, head []byte, opts Options) (Layout, [][]string, error) {
	l := Layout{Format: FormatCSV, Delimiter: opts.Delimiter}
	var err error
	if opts.Encoding != "" {
		l.Encoding, err = encodingName(opts.Encoding)
	} else {
		l.Encoding, err = f.detectEncoding(src, head)
	}
	if err != nil {
		return Layout{}, nil, err
	}
	if l.Delimiter == "" {
		l.Delimiter = f.detectDelimiter(decodedHead(head, l.Encoding))
	}
	rows, err := scan(src, l)
	if err != nil {
		return Layout{}, nil, err
	}
	defer rows.close()
	counter := &sizeOfRows{}
	s, err := f.takeSample(rows, opts.HeaderRow, counter)
	if err != nil {
		return Layout{}, nil, err
	}
	l.Rows = int64(len(s.rows))
	if !s.whole && counter.bytes > 0 {
		// Text is counted as UTF-8: scale by what the head takes in either form.
		ratio := float64(len(decodedHead(head, l.Encoding))) / float64(len(head))
		l.Rows = int64(float64(src.Size) * ratio / float64(counter.bytes) * float64(counter.rows))
	}
	return s.layout(l)
}

// inspectWorkbook chooses the sheet, unless options do: the one whose header
// has the most known names, the first of equals.
func (f *Fields) inspectWorkbook(ctx context.Context, src Source, opts Options) (Layout, [][]string, error) {
	book, err := openWorkbook(src)
	if err != nil {
		return Layout{}, nil, err
	}
	defer book.close()
	names := book.visible()
	candidates := names
	if opts.Sheet != "" {
		candidates = []string{opts.Sheet}
	}
	var best *sample
	var sheet string
	var rows int64
	var first error
	for i, name := range candidates {
		if i >= 20 || ctx.Err() != nil {
			break
		}
		s, n, err := f.sample(book, name, opts.HeaderRow)
		if err != nil {
			if first == nil || isKey(first, KeyEmpty) {
				first = err
			}
			continue
		}
		if best == nil || s.known > best.known {
			best, sheet, rows = s, name, n
		}
	}
	if err := ctx.Err(); err != nil {
		return Layout{}, nil, err
	}
	if best == nil {
		if first == nil {
			first = invalid(KeyEmpty, nil)
		}
		return Layout{}, nil, first
	}
	return best.layout(Layout{Format: FormatXLSX, Sheet: sheet, Sheets: names, Rows: rows})
}

// sample reads the start of a sheet, and estimates its rows.
func (f *Fields) sample(w *workbook, name string, headerRow int) (*sample, int64, error) {
	sheet, err := w.sheet(name)
	if err != nil {
		return nil, 0, err
	}
	defer sheet.part.Close()
	sheet.xml.stop = sampleXML
	w.strings.stopAt(sampleStrings)
	s, err := f.takeSample(sheet, headerRow, &sizeOfRows{})
	if err != nil {
		return nil, 0, err
	}
	if s.whole {
		return s, int64(len(s.rows)), nil
	}
	if claimed := sheet.claimed - int64(s.header); claimed >= int64(len(s.rows)) {
		return s, claimed, nil
	}
	if read := sheet.xml.offset(); read > 0 {
		return s, sheet.row * sheet.size / read, nil
	}
	return s, -1, nil
}

// isKey reports whether err is a fault with the key.
func isKey(err error, key string) bool {
	return err != nil && fault.As(err).Key == key
}

// sizeOfRows counts rows and the bytes of their text.
type sizeOfRows struct{ rows, bytes int64 }

func (c *sizeOfRows) add(cells []string) {
	c.rows++
	for _, cell := range cells {
		c.bytes += int64(len(cell)) + 1
	}
	c.bytes++
}

// sample is the start of a file: the header and the rows below.
type sample struct {
	header  int // 1-based row
	known   int // names the synonym table has
	headers []string
	rows    [][]string // below the header
	numbers [][]bool   // which of their cells are numbers of a workbook
	whole   bool       // the file has no more rows
}

// takeSample reads rows until there are enough to find the header and learn
// the styles. It fails with KeyTooManyColumns, KeyEmpty, KeyNoHeader or KeyNoRows.
func (f *Fields) takeSample(in rowScanner, headerRow int, counter *sizeOfRows) (*sample, error) {
	var rows [][]string
	var numbers [][]bool
	whole := false
	content := false
	for len(rows) < sampleRows+max(headerWindow, headerRow) && counter.bytes < sampleBytes {
		err := in.next()
		if err == io.EOF {
			whole = true
			break
		}
		if err == errEnough && content {
			break
		}
		if err != nil {
			return nil, damaged(err)
		}
		record := in.record()
		if record.Cut {
			return nil, invalid(KeyTooManyColumns, fault.Params{"max": MaxColumns})
		}
		counter.add(record.Cells)
		rows, numbers = append(rows, record.Raw()), append(numbers, slices.Clone(record.Numbers))
		content = content || filled(record.Cells) > 0
	}
	if !content {
		return nil, invalid(KeyEmpty, nil)
	}
	s := &sample{whole: whole}
	if headerRow > 0 {
		if headerRow > len(rows) || filled(rows[headerRow-1]) == 0 {
			return nil, invalid(KeyNoHeader, nil)
		}
		s.header, s.known = headerRow, f.knownHeaders(rows[headerRow-1])
	} else {
		at, known := f.findHeader(rows[:min(len(rows), headerWindow)])
		if at < 0 {
			return nil, invalid(KeyNoHeader, nil)
		}
		s.header, s.known = at+1, known
	}
	s.rows, s.numbers = rows[s.header:], numbers[s.header:]
	if !slices.ContainsFunc(s.rows, func(row []string) bool { return filled(row) > 0 }) {
		return nil, invalid(KeyNoRows, nil)
	}
	s.headers = headersOf(rows[s.header-1], s.rows)
	return s, nil
}

// headersOf gives the header texts, one line each, without blank ones at the
// end, but with those of columns that a tenth of the rows fill.
func headersOf(row []string, below [][]string) []string {
	headers := make([]string, len(row))
	for i, cell := range row {
		headers[i] = strings.Join(strings.Fields(Clean(cell)), " ")
	}
	for len(headers) > 0 && headers[len(headers)-1] == "" {
		headers = headers[:len(headers)-1]
	}
	for {
		column, n := len(headers), 0
		for _, cells := range below {
			for _, cell := range cells[min(column, len(cells)):] {
				if !IsBlank(cell) {
					n++
					break
				}
			}
		}
		if n == 0 || n*10 < len(below) {
			return headers
		}
		headers = append(headers, "")
	}
}

// layout completes l, and gives the preview.
func (s *sample) layout(l Layout) (Layout, [][]string, error) {
	l.HeaderRow, l.Headers, l.Signature = s.header, s.headers, signature(s.headers)
	columns := make([]evidence, len(s.headers))
	var preview [][]string
	for n, row := range s.rows {
		if filled(row) == 0 {
			continue
		}
		for i := range columns {
			columns[i].observeAs(anyStyle, CellAt(row, i), i < len(s.numbers[n]) && s.numbers[n][i])
		}
		if len(preview) < previewRows {
			shown := make([]string, len(s.headers))
			copy(shown, row)
			preview = append(preview, shown)
		}
	}
	l.Styles = conclude(columns, l.Delimiter, nil)
	return l, preview, nil
}

// CellAt is cell i of a row, blank beyond its end.
func CellAt(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}
