package intake

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// sheetScanner reads the rows of a sheet as they come: each row up to the last
// with content, also those that the file leaves out because they are blank.
type sheetScanner struct {
	book *workbook
	part io.ReadCloser
	xml  *xmlScanner

	size    int64 // of the part, unpacked
	claimed int64 // the last row, as the sheet's dimension says

	row     int64 // as the sheet numbers it
	cells   []string
	cut     bool  // of the last row read
	last    int64 // the last row read; the blank ones before it are given first
	held    bool  // it is still to be given
	ended   bool
	numbers []bool // which of cells are numbers
	merged  []bool // columns with cells merged downwards; known at the end

	text  []byte // the row's texts, one after the other
	spans []span
	value []byte
}

// span is a cell's place in text.
type span struct {
	column, from, to int
	number           bool
}

// next reads one row into row, cells and cut. It returns io.EOF after the last with content.
func (s *sheetScanner) next() error {
	for !s.held {
		number, err := s.read()
		if err != nil {
			return err
		}
		s.last = number
		s.held = len(s.spans) > 0 || s.cut
	}
	s.row++
	if s.row < s.last {
		s.cells, s.numbers = s.cells[:0], s.numbers[:0]
		return nil
	}
	s.held = false
	s.finish()
	return nil
}

// read collects the texts of the next row in spans, and gives its number.
func (s *sheetScanner) read() (int64, error) {
	if s.ended {
		return 0, io.EOF
	}
	x := s.xml
	for {
		if err := x.next(); err != nil {
			return 0, damaged(eofWithin(err))
		}
		if x.kind == xmlEnd && string(x.name) == "sheetData" {
			s.ended = true
			if err := s.readMerges(); err != nil {
				return 0, err
			}
			return 0, io.EOF
		}
		if x.kind == xmlEnd && (string(x.name) == "worksheet" || string(x.name) == "chartsheet") {
			s.ended = true
			return 0, io.EOF
		}
		if x.kind == xmlStart && string(x.name) == "dimension" {
			if _, last, ok := bytes.Cut(x.attr("ref"), []byte{':'}); ok {
				digits := bytes.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
				s.claimed, _ = strconv.ParseInt(string(digits), 10, 32)
			}
		}
		if x.kind == xmlStart && string(x.name) == "row" {
			break
		}
	}
	number := s.last + 1
	if r, err := strconv.ParseInt(string(x.attr("r")), 10, 64); err == nil && r > number {
		number = r
	}
	if number > maxSheetRows {
		return 0, fault.Wrap(fmt.Errorf("a row numbered %d", number), fault.Invalid, KeyUnreadable, nil)
	}
	s.text, s.spans, s.cut = s.text[:0], s.spans[:0], false
	column := -1
	for {
		if err := x.next(); err != nil {
			return 0, damaged(eofWithin(err))
		}
		if x.kind == xmlEnd && string(x.name) == "row" {
			return number, nil
		}
		if x.kind == xmlStart && string(x.name) == "c" {
			column++
			if at := columnOf(x.attr("r")); at >= 0 {
				column = at
			}
			if err := s.cell(number, column); err != nil {
				return 0, damaged(eofWithin(err))
			}
		}
	}
}

// cell reads the cell whose start tag has just been read, and keeps its text when there is one.
func (s *sheetScanner) cell(row int64, column int) error {
	x := s.xml
	kind := cellKind(x.attr("t"))
	style := 0
	if v := x.attr("s"); v != nil {
		style, _ = strconv.Atoi(string(v))
	}
	from := len(s.text)
	s.value = s.value[:0]
	inValue := false
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == xmlText && inValue:
			if len(s.value)+len(x.text) > maxString {
				return invalid(KeyRowTooLong, fault.Params{"row": row, "max": maxRecordBytes})
			}
			s.value = append(s.value, x.text...)
		case x.kind == xmlText:
		case string(x.name) == "v":
			inValue = x.kind == xmlStart
		case x.kind == xmlStart && string(x.name) == "is":
			var err error
			if s.text, err = inlineText(x, "is", s.text); err != nil {
				return err
			}
		case x.kind == xmlEnd && string(x.name) == "c":
			if err := s.convert(kind, style); err != nil {
				return err
			}
			return s.keep(row, column, from, kind == 'n')
		}
	}
}

// cellKind is the first letter of the cell type, which tells the types apart
// but for "s" (shared) and "str" (a formula's text, 't' here).
func cellKind(t []byte) byte {
	switch {
	case len(t) == 0:
		return 'n'
	case string(t) == "str":
		return 't'
	}
	return t[0]
}

// convert appends the text of value to the row's texts.
func (s *sheetScanner) convert(kind byte, style int) error {
	if len(s.value) == 0 {
		return nil
	}
	var err error
	switch kind {
	case 's':
		i, convErr := strconv.Atoi(string(bytes.TrimSpace(s.value)))
		if convErr != nil || i < 0 {
			return fault.Wrap(convErr, fault.Invalid, KeyUnreadable, nil)
		}
		s.text, err = s.book.strings.get(s.text, i)
	case 'n':
		var format cellFormat
		if style >= 0 && style < len(s.book.formats) {
			format = s.book.formats[style]
		}
		s.text = appendNumber(s.text, bytes.TrimSpace(s.value), format, s.book.date1904)
	case 'b':
		text := "FALSE"
		if s.value[0] == '1' || s.value[0] == 't' {
			text = "TRUE"
		}
		s.text = append(s.text, text...)
	case 't':
		s.text = append(s.text, unescapeX(s.value)...)
	default: // dates in ISO form, errors
		s.text = append(s.text, s.value...)
	}
	return err
}

// keep notes the text since from as the cell's, unless it is empty. Rows are
// bounded as in text files; cells beyond MaxColumns are cut.
func (s *sheetScanner) keep(row int64, column, from int, number bool) error {
	switch {
	case len(s.text) == from:
	case column >= MaxColumns:
		s.cut = true
		s.text = s.text[:from]
	case len(s.text) > maxRecordBytes:
		return invalid(KeyRowTooLong, fault.Params{"row": row, "max": maxRecordBytes})
	default:
		s.spans = append(s.spans, span{column, from, len(s.text), number})
	}
	return nil
}

// finish turns the spans into cells, with one string for all.
func (s *sheetScanner) finish() {
	text := string(s.text)
	if !utf8.ValidString(text) {
		text = string(replaceInvalid(s.text))
	}
	s.cells, s.numbers = s.cells[:0], s.numbers[:0]
	for _, p := range s.spans {
		for len(s.cells) <= p.column {
			s.cells, s.numbers = append(s.cells, ""), append(s.numbers, false)
		}
		s.cells[p.column], s.numbers[p.column] = restore(text[p.from:p.to]), p.number
	}
}

// replaceInvalid puts '?' for each byte that is no character, keeping the length.
func replaceInvalid(b []byte) []byte {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size <= 1 {
			b[i], size = '?', 1
		}
		i += size
	}
	return b
}

// readMerges notes which columns have cells merged downwards. They stand after the rows.
func (s *sheetScanner) readMerges() error {
	for {
		err := s.xml.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if s.xml.kind != xmlStart || string(s.xml.name) != "mergeCell" {
			continue
		}
		first, last, ok := bytes.Cut(s.xml.attr("ref"), []byte{':'})
		column := columnOf(first)
		if !ok || column < 0 || column >= MaxColumns || column != columnOf(last) {
			continue
		}
		for len(s.merged) <= column {
			s.merged = append(s.merged, false)
		}
		s.merged[column] = true
	}
}

// close releases the sheet and its workbook.
func (s *sheetScanner) close() {
	s.part.Close()
	s.book.close()
}

// columnOf is the 0-based column of a reference such as "AB12", or -1. A column
// beyond any sheet is given as the one after the last.
func columnOf(ref []byte) int {
	n, i := 0, 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A') + 1; n > 1<<20 {
			n = 1 << 20
		}
	}
	if i == 0 {
		return -1
	}
	return n - 1
}

// unescapeX resolves _x000D_ and the like in place, by which workbooks spell
// control characters. A zero byte is dropped.
func unescapeX(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return b
	}
	out := b[:i]
	for i < len(b) {
		if b[i] == '_' && i+7 <= len(b) && b[i+1] == 'x' && b[i+6] == '_' {
			if n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 16); err == nil {
				if r := rune(n); r != 0 && utf8.ValidRune(r) {
					out = utf8.AppendRune(out, r)
				}
				i += 7
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return out
}
