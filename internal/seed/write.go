package seed

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
)

// Write writes the bytes of a submission, one month in memory at a time, and
// tells what is to become of its rows.
func (s *Seller) Write(to io.Writer, sub Submission) (Expected, error) {
	f, err := s.layout.open(to, s.Distributor)
	if err != nil {
		return Expected{}, err
	}
	var e Expected
	var sum int64
	if s.Overlap && sub.From > 0 {
		before := s.Month(sub.From - 1)
		for i := max(0, len(before)-6); i < len(before); i++ {
			f.row(row{&before[i], s, 0})
			e.Duplicates++
		}
	}
	for m := sub.From; m <= sub.Until; m++ {
		lines := s.Month(m)
		bad := s.bad(len(lines), m)
		for i := range lines {
			f.row(row{&lines[i], s, 0})
			sum += lines[i].Net()
			e.Lines++
			if kind := bad[i]; kind > 0 {
				spoilt := lines[i]
				spoilt.Invoice, spoilt.No, spoilt.Serial, spoilt.Quantity = spoilt.Invoice+"B", 1, "", max(spoilt.Quantity, -spoilt.Quantity)
				f.row(row{&spoilt, s, kind})
				e.Rejected++
			}
		}
	}
	e.Ignored = f.foot(sum)
	return e, f.close()
}

// bad says after which lines of a month there is a row that can't be taken, and why.
func (s *Seller) bad(lines, month int) map[int]int {
	if s.Sloppy == 0 || lines == 0 {
		return nil
	}
	r := stream(s.w.Seed, streamFile, s.Index, month)
	n := (lines*s.Sloppy + r.IntN(1000)) / 1000
	if chance(r, 400) { // some months are clean
		n = 0
	}
	out := map[int]int{}
	for range n {
		out[r.IntN(lines)] = 1 + r.IntN(badQuantity)
	}
	return out
}

// file is one that is being written.
type file interface {
	row(r row)
	foot(sum int64) int // rows at the end that are no sales
	close() error
}

// open begins a file: title and header.
func (l *layout) open(to io.Writer, d *Distributor) (file, error) {
	if l.ext == "xlsx" {
		return newWorkbook(l, to, d)
	}
	return newText(l, to), nil
}

// text is a file of delimited text.
type text struct {
	*layout
	out   *bufio.Writer
	inner io.Writer
	buf   []byte
}

func newText(l *layout, to io.Writer) *text {
	t := &text{layout: l, inner: l.encoding.NewEncoder().Writer(to)}
	if l.encoding == encoding.Nop {
		t.inner = to
	}
	t.out = bufio.NewWriterSize(t.inner, 64<<10)
	t.out.WriteString(l.bom)
	for i, c := range l.columns {
		t.put(i, c.header)
	}
	t.end()
	return t
}

func (t *text) put(i int, value string) {
	if i > 0 {
		t.buf = append(t.buf, t.delimiter)
	}
	quote := false
	for j := range len(value) {
		quote = quote || value[j] == t.delimiter || value[j] == '"'
	}
	if !quote {
		t.buf = append(t.buf, value...)
		return
	}
	t.buf = append(t.buf, '"')
	for j := range len(value) {
		if value[j] == '"' {
			t.buf = append(t.buf, '"')
		}
		t.buf = append(t.buf, value[j])
	}
	t.buf = append(t.buf, '"')
}

// end ends the row. Errors of the writer stay in it and are told by close.
func (t *text) end() {
	t.buf = append(t.buf, '\r', '\n')
	t.out.Write(t.buf)
	t.buf = t.buf[:0]
}

func (t *text) row(r row) {
	for i, c := range t.columns {
		value := t.cell(c.is, r)
		if value.number {
			value.text = string(t.appendAmount(nil, value.amount))
		}
		t.put(i, value.text)
	}
	t.end()
}

func (t *text) foot(sum int64) int {
	if t.total == "" {
		return 0
	}
	n := 1
	if t.blanks {
		for i := range t.columns {
			t.put(i, "")
		}
		t.end()
		n++
	}
	for i, c := range t.columns {
		switch {
		case i == 0:
			t.put(i, t.total)
		case c.is == colNet:
			t.put(i, string(t.appendAmount(nil, sum)))
		default:
			t.put(i, "")
		}
	}
	t.end()
	return n
}

func (t *text) close() error {
	if err := t.out.Flush(); err != nil {
		return fmt.Errorf("writing a %s file: %w", t.ext, err)
	}
	if c, ok := t.inner.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// workbook is a file of one sheet, streamed.
type workbook struct {
	*layout
	to     io.Writer
	book   *excelize.File
	stream *excelize.StreamWriter
	day    int // style of dates
	at     int // rows written
	err    error
}

func newWorkbook(l *layout, to io.Writer, d *Distributor) (*workbook, error) {
	w := &workbook{layout: l, to: to, book: excelize.NewFile()}
	err := w.book.SetSheetName("Sheet1", l.sheet)
	if err != nil {
		return nil, err
	}
	if w.day, err = w.book.NewStyle(&excelize.Style{NumFmt: 14}); err != nil {
		return nil, err
	}
	if w.stream, err = w.book.NewStreamWriter(l.sheet); err != nil {
		return nil, err
	}
	if l.title != "" {
		w.put([]any{fmt.Sprintf(l.title, d.Name.In(d.Country))})
		w.put(nil)
	}
	headers := make([]any, len(l.columns))
	for i, c := range l.columns {
		headers[i] = c.header
	}
	w.put(headers)
	return w, nil
}

func (w *workbook) put(cells []any) {
	w.at++
	if w.err == nil {
		w.err = w.stream.SetRow(fmt.Sprintf("A%d", w.at), cells)
	}
}

func (w *workbook) row(r row) {
	cells := make([]any, len(w.columns))
	for i, c := range w.columns {
		switch value := w.cell(c.is, r); {
		case value.number && value.amount%100 == 0:
			cells[i] = value.amount / 100
		case value.number:
			cells[i] = float64(value.amount) / 100
		case !value.date.IsZero():
			days := int(value.date.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
			cells[i] = excelize.Cell{StyleID: w.day, Value: days}
		case value.text != "":
			cells[i] = value.text
		}
	}
	w.put(cells)
}

func (w *workbook) foot(sum int64) int {
	if w.total == "" {
		return 0
	}
	cells := make([]any, len(w.columns))
	cells[0] = w.total
	for i, c := range w.columns {
		if c.is == colNet {
			cells[i] = float64(sum) / 100
		}
	}
	w.put(cells)
	return 1
}

func (w *workbook) close() error {
	defer w.book.Close()
	if w.err == nil {
		w.err = w.stream.Flush()
	}
	if w.err == nil {
		w.err = w.book.Write(w.to)
	}
	return w.err
}
