package intake

import (
	"bytes"
	"io"
	"strings"
)

// headSize is how much of the start of a file detection looks at.
const headSize = 1 << 20

// readHead gives the start of the file, or KeyEmpty.
func readHead(src Source) ([]byte, error) {
	head := make([]byte, min(src.Size, headSize))
	n, err := src.R.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, damaged(err)
	}
	head = head[:n]
	if len(bytes.TrimLeft(head, "\xEF\xBB\xBF\xFF\xFE \t\r\n")) == 0 {
		return nil, invalid(KeyEmpty, nil)
	}
	return head, nil
}

// detectFormat goes by what the file is, never by its name. It fails for the
// formats that people send by mistake, saying which.
func detectFormat(src Source, head []byte) (string, error) {
	text := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 512)], "\xEF\xBB\xBF \t\r\n")))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return FormatXLSX, nil
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if oleHolds(src, head, "EncryptedPackage") {
			return "", invalid(KeyEncrypted, nil)
		}
		return "", invalid(KeyOldExcel, nil)
	case strings.HasPrefix(text, "<!doctype"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<?xml"),
		strings.HasPrefix(text, "<table"), strings.HasPrefix(text, "<meta"), strings.HasPrefix(text, "<head"):
		return "", invalid(KeyHTML, nil)
	case strings.HasPrefix(text, "%pdf"), bytes.HasPrefix(head, []byte("\x1F\x8B")), bytes.HasPrefix(head, []byte("Rar!")),
		bytes.HasPrefix(head, []byte("7z\xBC\xAF")), bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")):
		return "", invalid(KeyUnreadable, nil)
	}
	return FormatCSV, nil
}

// oleHolds reports whether an OLE file has an entry of the name, which its
// directory spells in UTF-16. The directory may be anywhere; the first 16 MB
// and the last one are searched.
func oleHolds(src Source, head []byte, name string) bool {
	var wide []byte
	for _, c := range []byte(name) {
		wide = append(wide, c, 0)
	}
	if bytes.Contains(head, wide) {
		return true
	}
	buf := make([]byte, 1<<20)
	for at := int64(0); at < min(src.Size, 16<<20); at += int64(len(buf) - len(wide)) {
		n, _ := src.R.ReadAt(buf, at)
		if bytes.Contains(buf[:n], wide) {
			return true
		}
	}
	n, _ := src.R.ReadAt(buf, max(0, src.Size-int64(len(buf))))
	return bytes.Contains(buf[:n], wide)
}

// Delimiters lists what a user may choose from.
var Delimiters = []string{",", ";", "\t", "|"}

// lineEnd is '\r' for a text whose lines end in it alone, else '\n'.
func lineEnd(text []byte) byte {
	if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// detectDelimiter chooses the delimiter by which most of the first rows have
// the same, largest number of cells. A first line "sep=;" decides by itself.
// text is UTF-8.
func (f *Fields) detectDelimiter(text []byte) string {
	if rest, ok := bytes.CutPrefix(text, []byte("sep=")); ok && len(rest) > 0 && strings.IndexByte(",;\t|", rest[0]) >= 0 {
		return string(rest[:1])
	}
	best, bestScore := ",", -1.0
	for _, delimiter := range Delimiters {
		scanner := newCSVScanner(bytes.NewReader(text), delimiter[0], lineEnd(text))
		widths, rows, known := map[int]int{}, 0, 0
		for rows < headerWindow && scanner.next() == nil {
			if len(scanner.cells) == 0 {
				continue
			}
			rows++
			widths[len(scanner.cells)]++
			if rows <= 20 {
				known = max(known, f.knownHeaders(scanner.cells))
			}
		}
		// The score is how many cells the commonest width explains, weighed by how common it is.
		score := 0.0
		for width, n := range widths {
			if width > 1 {
				share := float64(n) / float64(rows)
				score = max(score, share*share*float64(min(width, 40)))
			}
		}
		score += 10 * float64(known)
		if score > bestScore {
			best, bestScore = delimiter, score
		}
	}
	return best
}
