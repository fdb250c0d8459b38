package intake

import (
	"bufio"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"github.com/tonglu/portal/internal/fault"
)

// reasonHeaders are the headers of the reason column by language.
var reasonHeaders = map[string]string{"en": "_reason", "zh-Hant": "_退回原因", "zh-Hans": "_退回原因"}

// ReasonHeader is the header of the reason column in a language: en, zh-Hant or
// zh-Hans. Suggest knows each again.
func ReasonHeader(lang string) string {
	if header, ok := reasonHeaders[lang]; ok {
		return header
	}
	return reasonHeaders["en"]
}

// ReasonLanguage is the language for the reasons in a rejects file: the user's,
// unless the file's encoding lacks its characters.
func ReasonLanguage(l Layout, lang string) string {
	switch {
	case l.Format == FormatXLSX || lang == "en":
		return lang
	case l.Encoding == Windows1252:
		return "en"
	case l.Encoding == Big5 && lang == "zh-Hans":
		return "zh-Hant"
	}
	return lang
}

// WriteRejects writes rows to mend as a file of the layout they came in: the
// same format, sheet, delimiter and encoding, with the extra columns behind,
// which are _line and the reason, or the reason alone. next gives the raw cells
// of a row and those of the extra columns, and io.EOF after the last. Columns of
// an earlier rejects file are replaced.
//
// Texts that a spreadsheet would run as a formula get an apostrophe in front,
// numbers never; reading the file takes it off again.
func WriteRejects(w io.Writer, l Layout, extra []string, next func() (raw, extra []string, err error)) error {
	headers, keep := l.Headers, keptColumns(l.Headers)
	out, err := newRowWriter(w, l)
	if err != nil {
		return err
	}
	defer out.close()
	if err := out.write(append(pick(headers, keep), extra...)); err != nil {
		return err
	}
	for {
		raw, extra, err := next()
		if err == io.EOF {
			return out.finish()
		}
		if err != nil {
			return err
		}
		cells := pick(raw, keep)
		if len(raw) > len(headers) && len(cells) > 0 {
			// Cells beyond the headers have no place of their own: the last column keeps them.
			cells = append(cells[:len(cells)-1], strings.TrimRight(strings.Join(append(cells[len(cells)-1:], raw[len(headers):]...), l.delimiter()), l.delimiter()))
		}
		if err := out.write(append(cells, extra...)); err != nil {
			return err
		}
	}
}

// keptColumns are the columns that are the file's own.
func keptColumns(headers []string) []int {
	var keep []int
	for i, header := range headers {
		if ownColumn(header) == "" {
			keep = append(keep, i)
		}
	}
	return keep
}

// pick gives the cells at the columns.
func pick(cells []string, columns []int) []string {
	out := make([]string, 0, len(columns)+2)
	for _, i := range columns {
		out = append(out, CellAt(cells, i))
	}
	return out
}

func (l Layout) delimiter() string {
	if l.Delimiter == "" {
		return ","
	}
	return l.Delimiter
}

// Neutral is a text as it may stand in a cell of a spreadsheet: one that a
// spreadsheet would run gets an apostrophe in front, and so does one that has it
// already, so that restore gives back what was there. Numbers stay as they are.
func Neutral(cell string) string {
	bare := strings.TrimLeft(cell, "'")
	if bare == "" || !strings.Contains("=+-@\t\r", bare[:1]) {
		return cell
	}
	if len(bare) == len(cell) {
		if _, ok := ParseNumber(cell, false); ok {
			return cell
		}
		if _, ok := ParseNumber(cell, true); ok {
			return cell
		}
	}
	return "'" + cell
}

// restore takes off the apostrophe that Neutral, or a spreadsheet, put on.
func restore(cell string) string {
	if len(cell) < 2 || cell[0] != '\'' {
		return cell
	}
	bare := strings.TrimLeft(cell, "'")
	if bare == "" || !strings.Contains("=+-@\t\r", bare[:1]) {
		return cell
	}
	return cell[1:]
}

// rowWriter writes rows in a format.
type rowWriter interface {
	write(cells []string) error
	finish() error
	close()
}

func newRowWriter(w io.Writer, l Layout) (rowWriter, error) {
	if l.Format == FormatXLSX {
		return newSheetWriter(w, l.Sheet)
	}
	codec, ok := codecs[l.Encoding]
	if !ok {
		return nil, invalid(KeyUnknownEncoding, fault.Params{"encoding": l.Encoding})
	}
	for _, b := range boms {
		if b.encoding == l.Encoding {
			if _, err := w.Write(b.mark); err != nil {
				return nil, err
			}
		}
	}
	t := &textWriter{delimiter: l.delimiter(), out: bufio.NewWriter(w)}
	if codec != nil {
		t.encoder = transform.NewWriter(w, encoding.ReplaceUnsupported(codec.NewEncoder()))
		t.out = bufio.NewWriter(t.encoder)
	}
	return t, nil
}

// textWriter writes rows with a delimiter, in any of the encodings.
type textWriter struct {
	delimiter string
	out       *bufio.Writer
	encoder   *transform.Writer
}

func (t *textWriter) write(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			t.out.WriteString(t.delimiter)
		}
		cell = Neutral(cell)
		if strings.ContainsAny(cell, "\"\r\n"+t.delimiter) || cell != strings.TrimSpace(cell) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		t.out.WriteString(cell)
	}
	_, err := t.out.WriteString("\r\n")
	return err
}

func (t *textWriter) finish() error {
	if err := t.out.Flush(); err != nil {
		return err
	}
	if t.encoder != nil {
		return t.encoder.Close()
	}
	return nil
}

func (t *textWriter) close() {}

// sheetWriter writes rows to the one sheet of a workbook.
type sheetWriter struct {
	to     io.Writer
	book   *excelize.File
	stream *excelize.StreamWriter
	row    int
}

func newSheetWriter(w io.Writer, name string) (*sheetWriter, error) {
	book := excelize.NewFile()
	if name == "" || book.SetSheetName("Sheet1", name) != nil {
		name = "Sheet1" // a name that the writer would not take
	}
	stream, err := book.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	return &sheetWriter{to: w, book: book, stream: stream}, nil
}

// write puts numbers as numbers when a spreadsheet would show them as they are, all else as text.
func (s *sheetWriter) write(cells []string) error {
	s.row++
	values := make([]any, len(cells))
	for i, cell := range cells {
		values[i] = Neutral(cell)
		if d, ok := plainDecimal(cell, false); ok && d.String() == cell && plainNumber([]byte(cell)) {
			values[i] = d.InexactFloat64()
		}
	}
	at, err := excelize.CoordinatesToCellName(1, s.row)
	if err != nil {
		return err
	}
	return s.stream.SetRow(at, values)
}

func (s *sheetWriter) finish() error {
	if err := s.stream.Flush(); err != nil {
		return err
	}
	return s.book.Write(s.to)
}

func (s *sheetWriter) close() { s.book.Close() }
