package intake

import (
	"context"
	"io"
	"strings"
	"sync/atomic"

	"github.com/tonglu/portal/internal/fault"
)

// rowScanner gives the rows of a file, whatever its format.
type rowScanner interface {
	next() error
	record() Record
	close()
}

// Reader gives the records below the header, in the order of the file. It is
// not safe for use by several goroutines at once, except BytesRead.
type Reader struct {
	ctx   context.Context
	rows  rowScanner
	count *countingReader
	steps int
}

// Open starts to read a file by a layout that Inspect gave. The file must be
// the same one. It fails as Inspect does.
func Open(ctx context.Context, src Source, l Layout) (*Reader, error) {
	count := &countingReader{in: src.R}
	rows, err := scan(Source{Name: src.Name, Size: src.Size, R: count}, l)
	if err != nil {
		return nil, err
	}
	r := &Reader{ctx: ctx, rows: rows, count: count}
	for range l.HeaderRow {
		if err := rows.next(); err != nil {
			rows.close()
			if err == io.EOF {
				return nil, invalid(KeyNoHeader, nil)
			}
			return nil, damaged(err)
		}
	}
	return r, nil
}

// Next gives the next record. It returns io.EOF after the last one, an Invalid
// fault where the file can't be read on, and the context's error when that is done.
func (r *Reader) Next() (Record, error) {
	if r.steps++; r.steps&0x3FF == 0 {
		if err := r.ctx.Err(); err != nil {
			return Record{}, err
		}
	}
	if err := r.rows.next(); err != nil {
		if err == io.EOF {
			return Record{}, io.EOF
		}
		return Record{}, damaged(err)
	}
	return r.rows.record(), nil
}

// BytesRead is how much of the source has been read, for progress against its
// size. In a workbook it may exceed the size a little.
func (r *Reader) BytesRead() int64 { return r.count.n.Load() }

// Close releases what the reader holds. The source stays open.
func (r *Reader) Close() error {
	r.rows.close()
	return nil
}

// scan gives all rows of the file, those above the header included.
func scan(src Source, l Layout) (rowScanner, error) {
	if l.Format == FormatXLSX {
		book, err := openWorkbook(src)
		if err != nil {
			return nil, err
		}
		sheet, err := book.sheet(l.Sheet)
		if err != nil {
			book.close()
			return nil, err
		}
		return sheet, nil
	}
	if len(l.Delimiter) != 1 || !strings.Contains(",;\t|", l.Delimiter) {
		return nil, invalid(KeyUnknownDelim, fault.Params{"delimiter": l.Delimiter})
	}
	if _, ok := codecs[l.Encoding]; !ok {
		return nil, invalid(KeyUnknownEncoding, fault.Params{"encoding": l.Encoding})
	}
	head, err := readHead(src)
	if err != nil {
		return nil, err
	}
	skip := bomLength(head, l.Encoding)
	text := decode(io.NewSectionReader(src.R, skip, src.Size-skip), l.Encoding)
	return newCSVScanner(text, l.Delimiter[0], lineEnd(decodedHead(head, l.Encoding))), nil
}

// decodedHead is the start of a text file as UTF-8, without its mark.
func decodedHead(head []byte, name string) []byte {
	text, err := io.ReadAll(decode(strings.NewReader(string(head[bomLength(head, name):])), name))
	if err != nil {
		return nil
	}
	return text
}

// countingReader counts the bytes read.
type countingReader struct {
	in io.ReaderAt
	n  atomic.Int64
}

func (c *countingReader) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.in.ReadAt(p, at)
	c.n.Add(int64(n))
	return n, err
}

func (s *csvScanner) record() Record {
	return Record{Number: s.row, Cells: s.cells, Garbled: s.garbled, Cut: s.cut}
}

func (s *csvScanner) close() {}

func (s *sheetScanner) record() Record {
	return Record{Number: s.row, Cells: s.cells, Numbers: s.numbers, Cut: s.cut && !s.held}
}
