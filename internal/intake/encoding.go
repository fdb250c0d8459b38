package intake

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/tonglu/portal/internal/fault"
)

// Encodings of text files.
const (
	UTF8        = "utf-8"
	UTF8BOM     = "utf-8-bom"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Big5        = "big5" // code page 950
	GB18030     = "gb18030"
	Windows1252 = "windows-1252"
)

// Encodings lists what a user may choose from.
var Encodings = []string{UTF8, UTF8BOM, UTF16LE, UTF16BE, Big5, GB18030, Windows1252}

// codecs maps the names to codecs; UTF-8 needs none.
var codecs = map[string]encoding.Encoding{
	UTF8:        nil,
	UTF8BOM:     nil,
	UTF16LE:     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	UTF16BE:     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	Big5:        traditionalchinese.Big5,
	GB18030:     simplifiedchinese.GB18030,
	Windows1252: charmap.Windows1252,
}

// boms are the byte order marks; each stands for its encoding.
var boms = []struct {
	encoding string
	mark     []byte
}{
	{UTF8BOM, []byte{0xEF, 0xBB, 0xBF}},
	{UTF16LE, []byte{0xFF, 0xFE}},
	{UTF16BE, []byte{0xFE, 0xFF}},
}

// encodingName resolves the names people use, or fails with KeyUnknownEncoding.
func encodingName(name string) (string, error) {
	n := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	switch n {
	case "utf8":
		n = UTF8
	case "utf-16", "unicode":
		n = UTF16LE
	case "cp950", "ms950", "big-5", "big5-hkscs":
		n = Big5
	case "gbk", "gb2312", "cp936", "gb-18030":
		n = GB18030
	case "latin1", "iso-8859-1", "cp1252":
		n = Windows1252
	}
	if _, ok := codecs[n]; !ok {
		return "", invalid(KeyUnknownEncoding, fault.Params{"encoding": name})
	}
	return n, nil
}

// bomLength is the length of the mark at the start of head that belongs to the encoding.
func bomLength(head []byte, name string) int64 {
	for _, b := range boms {
		same := b.encoding == name || b.encoding == UTF8BOM && name == UTF8
		if same && bytes.HasPrefix(head, b.mark) {
			return int64(len(b.mark))
		}
	}
	return 0
}

// decode gives r as UTF-8. What is no character becomes U+FFFD, except in
// UTF-8 itself, which is passed as it is.
func decode(r io.Reader, name string) io.Reader {
	codec := codecs[name]
	if codec == nil {
		return r
	}
	return transform.NewReader(r, codec.NewDecoder())
}

// detectEncoding names the encoding of a text file from its start and from the
// first part that is not ASCII. Order: mark, UTF-16 by its zero bytes, valid
// UTF-8, then the Chinese code page whose common characters the bytes are.
// It fails with KeyNUL when there are zero bytes otherwise.
func (f *Fields) detectEncoding(src Source, head []byte) (string, error) {
	for _, b := range boms {
		if bytes.HasPrefix(head, b.mark) {
			return b.encoding, nil
		}
	}
	if i := bytes.IndexByte(head, 0); i >= 0 {
		if name := utf16ByZeros(head); name != "" {
			return name, nil
		}
		return "", invalid(KeyNUL, fault.Params{"row": bytes.Count(head[:i], []byte{'\n'}) + 1})
	}
	sample := beyondASCII(src, head)
	if len(sample) == 0 || validUTF8(sample) {
		return UTF8, nil
	}
	return f.codePage(sample), nil
}

// utf16ByZeros tells UTF-16 without a mark by the zero bytes of its ASCII
// characters: all on one side, on at least a tenth of the pairs, with a line
// break among them. It gives "" for anything else.
func utf16ByZeros(head []byte) string {
	var even, odd, breaksLE, breaksBE int
	pairs := len(head) / 2
	for i := 0; i+1 < len(head); i += 2 {
		if head[i] == 0 {
			even++
			if head[i+1] == '\n' {
				breaksBE++
			}
		}
		if head[i+1] == 0 {
			odd++
			if head[i] == '\n' {
				breaksLE++
			}
		}
	}
	switch {
	case even == 0 && odd*10 >= pairs && breaksLE > 0:
		return UTF16LE
	case odd == 0 && even*10 >= pairs && breaksBE > 0:
		return UTF16BE
	}
	return ""
}

// beyondASCII gives up to 64 kB around the first byte that is not ASCII,
// beginning at the start of its line, or nothing.
func beyondASCII(src Source, head []byte) []byte {
	const window = 64 << 10
	if i := firstHigh(head); i >= 0 {
		from := bytes.LastIndexByte(head[:i], '\n') + 1
		return head[from:min(len(head), from+window)]
	}
	buf := make([]byte, 1<<20)
	for at := int64(len(head)); at < min(src.Size, scanForText); {
		n, err := src.R.ReadAt(buf, at)
		if i := firstHigh(buf[:n]); i >= 0 {
			from := bytes.LastIndexByte(buf[:i], '\n') + 1
			out := make([]byte, window)
			n, _ := src.R.ReadAt(out, at+int64(from))
			return out[:n]
		}
		if err != nil {
			break
		}
		at += int64(n)
	}
	return nil
}

// firstHigh is the index of the first byte beyond ASCII, or -1.
func firstHigh(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// validUTF8 is utf8.Valid for a sample that may end within a character.
func validUTF8(b []byte) bool {
	for range utf8.UTFMax {
		if utf8.Valid(b) {
			return true
		}
		if len(b) == 0 || b[len(b)-1] < utf8.RuneSelf {
			return false
		}
		b = b[:len(b)-1]
	}
	return utf8.Valid(b)
}

// codePage chooses between the code pages. Headers that are known words decide;
// else the one in which the bytes are common characters; else, when bytes
// beyond ASCII stand alone among letters, it is a Western text.
func (f *Fields) codePage(sample []byte) string {
	big5, gb := f.headerWords(sample, Big5), f.headerWords(sample, GB18030)
	if big5 != gb {
		if big5 > gb {
			return Big5
		}
		return GB18030
	}
	shareBig5 := commonShare(sample, func(lead, trail byte) bool {
		return lead >= 0xA1 && lead <= 0xC6 && (trail >= 0x40 && trail <= 0x7E || trail >= 0xA1)
	})
	shareGB := commonShare(sample, func(lead, trail byte) bool {
		return (lead >= 0xA1 && lead <= 0xA3 || lead >= 0xB0 && lead <= 0xD7) && trail >= 0xA1
	})
	switch {
	case max(shareBig5, shareGB) < 0.8 && loneShare(sample) > 0.8:
		return Windows1252
	case shareBig5 > shareGB:
		return Big5
	}
	return GB18030
}

// headerWords counts the cells of the first lines that the synonym table knows
// when the sample is read in the encoding, by all delimiters at once.
func (f *Fields) headerWords(sample []byte, name string) int {
	lines := bytes.SplitN(sample, []byte{'\n'}, headerWindow)
	text, err := io.ReadAll(decode(bytes.NewReader(bytes.Join(lines[:min(len(lines), 20)], []byte{'\n'})), name))
	if err != nil {
		return 0
	}
	words := 0
	for _, cell := range bytes.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;\t|\"\r\n", r) }) {
		if firstHigh(cell) >= 0 && f.knownHeader(string(cell)) {
			words++
		}
	}
	return words
}

// commonShare is the share of two-byte characters that are common ones.
func commonShare(b []byte, common func(lead, trail byte) bool) float64 {
	var all, hit int
	for i := 0; i+1 < len(b); i++ {
		if b[i] < 0x81 {
			continue
		}
		all++
		if common(b[i], b[i+1]) {
			hit++
		}
		i++
	}
	if all == 0 {
		return 0
	}
	return float64(hit) / float64(all)
}

// loneShare is the share of bytes beyond ASCII that stand alone.
func loneShare(b []byte) float64 {
	var all, lone int
	for i := range b {
		if b[i] < utf8.RuneSelf {
			continue
		}
		all++
		if (i == 0 || b[i-1] < utf8.RuneSelf) && (i+1 == len(b) || b[i+1] < utf8.RuneSelf) {
			lone++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(lone) / float64(all)
}
