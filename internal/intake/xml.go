package intake

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// xmlKind is a kind of XML token.
type xmlKind int

const (
	xmlStart xmlKind = iota
	xmlEnd
	xmlText
)

// xmlScanner reads the XML of workbooks: no DOCTYPE, bounded tokens, no
// allocation per token. encoding/xml takes ten times as long, which a sheet of
// a million rows feels. Names lose their prefixes.
type xmlScanner struct {
	in         io.Reader
	buf        []byte
	start, end int
	drained    bool
	read       int64
	stop       int64 // after so many bytes reading ends with errEnough; 0 is never

	kind    xmlKind
	name    []byte // local name of a tag, valid until next
	attrs   []byte // the rest of a start tag
	text    []byte // of xmlText, unescaped
	pending bool   // a tag <a/> still owes its end
	closed  []byte
}

func newXMLScanner(in io.Reader) *xmlScanner {
	return &xmlScanner{in: in, buf: make([]byte, 64<<10)}
}

// errEnough says that a sample has taken as much as it may.
var errEnough = fault.New(fault.Invalid, KeyBomb, nil)

func (x *xmlScanner) fill() (bool, error) {
	if x.drained {
		return false, nil
	}
	if x.stop > 0 && x.read >= x.stop {
		return false, errEnough
	}
	if x.start > 0 {
		copy(x.buf, x.buf[x.start:x.end])
		x.end -= x.start
		x.start = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) >= maxToken {
			return false, fault.Wrap(fmt.Errorf("a token of more than %d bytes", maxToken), fault.Invalid, KeyUnreadable, nil)
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	n, err := x.in.Read(x.buf[x.end:])
	x.end += n
	x.read += int64(n)
	if err == io.EOF {
		x.drained = true
		return n > 0, nil
	}
	return true, err
}

// offset is how much of the input has been taken.
func (x *xmlScanner) offset() int64 { return x.read - int64(x.end-x.start) }

// find is the position after start where mark begins, at or after from, reading on as needed.
func (x *xmlScanner) find(mark []byte, from int) (int, error) {
	for {
		if i := bytes.Index(x.buf[min(x.start+from, x.end):x.end], mark); i >= 0 {
			return from + i, nil
		}
		from = max(from, x.end-x.start-len(mark)+1)
		more, err := x.fill()
		if err != nil {
			return 0, err
		}
		if !more {
			return 0, io.ErrUnexpectedEOF
		}
	}
}

// next reads a token. It returns io.EOF at the end of the input and io.ErrUnexpectedEOF within a tag.
func (x *xmlScanner) next() error {
	if x.pending {
		x.pending = false
		x.kind, x.name = xmlEnd, x.closed
		return nil
	}
	for {
		if x.start == x.end {
			more, err := x.fill()
			if err != nil {
				return err
			}
			if !more {
				return io.EOF
			}
			continue
		}
		if x.buf[x.start] != '<' {
			n, err := x.find([]byte{'<'}, 0)
			if err == io.ErrUnexpectedEOF {
				n, err = x.end-x.start, nil
			}
			if err != nil {
				return err
			}
			x.kind, x.text = xmlText, unescape(x.buf[x.start:x.start+n])
			x.start += n
			return nil
		}
		token, err := x.markup()
		if token || err != nil {
			return err
		}
	}
}

// markup reads what begins with '<'. It gives false for comments and the like.
func (x *xmlScanner) markup() (bool, error) {
	for x.end-x.start < len("<![CDATA[") {
		more, err := x.fill()
		if err != nil {
			return false, err
		}
		if !more {
			break
		}
	}
	head := x.buf[x.start:x.end]
	skip := func(mark string, from int) error {
		n, err := x.find([]byte(mark), from)
		x.start += n + len(mark)
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		return false, skip("-->", 4)
	case bytes.HasPrefix(head, []byte("<?")):
		return false, skip("?>", 2)
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		n, err := x.find([]byte("]]>"), 9)
		if err != nil {
			return false, err
		}
		x.kind, x.text = xmlText, x.buf[x.start+9:x.start+n]
		x.start += n + 3
		return true, nil
	case bytes.HasPrefix(head, []byte("<!")):
		return false, fault.Wrap(fmt.Errorf("a document type in a workbook"), fault.Invalid, KeyUnreadable, nil)
	}
	n, err := x.find([]byte{'>'}, 1)
	for err == nil && bytes.Count(x.buf[x.start:x.start+n], []byte{'"'})%2 == 1 { // '>' within a value
		n, err = x.find([]byte{'>'}, n+1)
	}
	if err != nil {
		return false, err
	}
	x.tag(x.buf[x.start+1 : x.start+n])
	x.start += n + 1
	return true, nil
}

// tag takes the inside of a tag apart.
func (x *xmlScanner) tag(in []byte) {
	x.kind, x.attrs = xmlStart, nil
	if len(in) > 0 && in[0] == '/' {
		x.kind, in = xmlEnd, in[1:]
	} else if n := len(in); n > 0 && in[n-1] == '/' {
		x.pending, in = true, in[:n-1]
	}
	name := in
	for i, c := range in {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			name, x.attrs = in[:i], in[i+1:]
			break
		}
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	x.name = name
	if x.pending {
		x.closed = append(x.closed[:0], name...)
	}
}

// attr gives the raw value of the attribute of the start tag, whatever its prefix; nil when missing.
func (x *xmlScanner) attr(name string) []byte {
	rest := x.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:eq])
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		value := rest[1 : end+1]
		rest = rest[end+2:]
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		if string(key) == name {
			return value
		}
	}
}

// attrText is attr unescaped.
func (x *xmlScanner) attrText(name string) string {
	return string(unescape(append([]byte(nil), x.attr(name)...)))
}

// unescape resolves the entities of b in place.
func unescape(b []byte) []byte {
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b
	}
	out := b[:i]
	for i < len(b) {
		if b[i] != '&' {
			out = append(out, b[i])
			i++
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		if end < 0 {
			out = append(out, '&')
			i++
			continue
		}
		r, ok := entity(b[i+1 : i+end])
		if !ok {
			out = append(out, b[i:i+end+1]...)
		} else {
			out = utf8.AppendRune(out, r)
		}
		i += end + 1
	}
	return out
}

// entity resolves a name or number between '&' and ';'.
func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n != 0 && n <= utf8.MaxRune
}
