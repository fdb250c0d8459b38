package intake

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// csvScanner splits UTF-8 text into rows of cells. Unlike encoding/csv it gives
// blank lines as rows, takes stray quotes as they are, bounds the row and
// counts rows as a spreadsheet does: one per record, however many lines a
// quoted cell spans.
type csvScanner struct {
	in    io.Reader
	delim byte
	eol   byte

	buf        []byte
	start, end int
	drained    bool

	row     int64
	cells   []string
	scratch []byte
	ends    []int
	garbled bool
	cut     bool
}

// newCSVScanner reads from in, which must be UTF-8 without a mark.
// eol is '\n', which covers "\r\n", or '\r' for files that have no '\n'.
func newCSVScanner(in io.Reader, delim, eol byte) *csvScanner {
	return &csvScanner{in: in, delim: delim, eol: eol, buf: make([]byte, 128<<10)}
}

// fill reads more, moving what is left to the front and growing the buffer up
// to the longest row. It gives false at the end of the input.
func (s *csvScanner) fill() (bool, error) {
	if s.drained {
		return false, nil
	}
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxRecordBytes {
			if bytes.Count(s.buf, []byte{s.delim}) > 10*MaxColumns {
				return false, invalid(KeyTooManyColumns, fault.Params{"max": MaxColumns})
			}
			return false, invalid(KeyRowTooLong, fault.Params{"row": s.row + 1, "max": maxRecordBytes})
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.drained = true
			return n > 0, nil
		}
		if err != nil {
			return false, err
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, io.ErrNoProgress
}

// next reads one row into cells, row, garbled and cut. It returns io.EOF after the last.
func (s *csvScanner) next() error {
	from := 0
	for {
		window := s.buf[s.start:s.end]
		if i := bytes.IndexByte(window[from:], s.eol); i >= 0 {
			return s.take(from+i, 1)
		}
		from = len(window)
		more, err := s.fill()
		if err != nil {
			return err
		}
		if !more {
			if from == 0 || from == 1 && s.buf[s.start] == 0x1A { // an end mark of DOS is no row
				return io.EOF
			}
			return s.take(from, 0)
		}
	}
}

// take makes a row of the n bytes at start, which end in a line break of eol
// bytes, or of more when a quoted cell holds the line break.
func (s *csvScanner) take(n, eol int) error {
	line := s.buf[s.start : s.start+n]
	if bytes.IndexByte(line, '"') >= 0 {
		return s.takeQuoted()
	}
	s.start += n + eol
	s.row++
	if bytes.IndexByte(line, 0) >= 0 {
		return invalid(KeyNUL, fault.Params{"row": s.row})
	}
	text := s.text(trimCR(line))
	s.cells, s.cut = s.cells[:0], false
	if text == "" {
		return nil
	}
	for {
		i := strings.IndexByte(text, s.delim)
		if i < 0 {
			s.add(text)
			return nil
		}
		s.add(text[:i])
		text = text[i+1:]
	}
}

// takeQuoted makes a row that has quotes, reading on while one is open. A
// quote counts at the start of a cell only; what follows the closing quote up
// to the delimiter is kept as text.
func (s *csvScanner) takeQuoted() error {
	s.scratch, s.ends = s.scratch[:0], s.ends[:0]
	quoted, opened := false, true // opened: at the start of a cell
	at := 0
	for {
		if s.start+at >= s.end {
			more, err := s.fill()
			if err != nil {
				return err
			}
			if !more {
				if quoted {
					return invalid(KeyUnclosedQuote, fault.Params{"row": s.row + 1})
				}
				s.start = s.end
				break
			}
		}
		c := s.buf[s.start+at]
		switch {
		case c == 0:
			return invalid(KeyNUL, fault.Params{"row": s.row + 1})
		case quoted && c == '"':
			if s.start+at+1 >= s.end {
				if _, err := s.fill(); err != nil {
					return err
				}
			}
			if s.start+at+1 < s.end && s.buf[s.start+at+1] == '"' {
				s.scratch = append(s.scratch, '"')
				at++
			} else {
				quoted = false
			}
		case quoted:
			s.scratch = append(s.scratch, c)
		case c == '"' && opened:
			quoted = true
		case c == s.delim:
			s.ends = append(s.ends, len(s.scratch))
		case c == s.eol:
			s.start += at + 1
			s.scratch = trimCR(s.scratch)
			s.finishQuoted()
			return nil
		default:
			s.scratch = append(s.scratch, c)
		}
		opened = c == s.delim && !quoted
		at++
	}
	s.scratch = trimCR(s.scratch)
	s.finishQuoted()
	return nil
}

// finishQuoted turns scratch and ends into cells.
func (s *csvScanner) finishQuoted() {
	s.row++
	s.ends = append(s.ends, len(s.scratch))
	s.cells, s.cut = s.cells[:0], false
	if !utf8.Valid(s.scratch) {
		// Repaired cell by cell, because the ends count bytes.
		s.garbled = true
		from := 0
		for _, end := range s.ends {
			s.add(string(bytes.ToValidUTF8(s.scratch[from:end], []byte("\uFFFD"))))
			from = end
		}
		return
	}
	text, from := s.text(s.scratch), 0
	for _, end := range s.ends {
		s.add(text[from:end])
		from = end
	}
}

// text is line as a string of valid UTF-8; garbled says whether a character was lost.
func (s *csvScanner) text(line []byte) string {
	if !utf8.Valid(line) {
		line = bytes.ToValidUTF8(line, []byte("\uFFFD"))
	}
	s.garbled = bytes.Contains(line, []byte("\uFFFD"))
	return string(line)
}

// add appends a cell, up to the most columns; blank ones beyond are no loss.
func (s *csvScanner) add(cell string) {
	if len(s.cells) < MaxColumns {
		s.cells = append(s.cells, restore(cell))
		return
	}
	s.cut = s.cut || cell != ""
}

// trimCR drops the carriage return that ends a line.
func trimCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}
