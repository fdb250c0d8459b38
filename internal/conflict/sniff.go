package conflict

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"unicode/utf8"
)

// The kinds of files that a case takes.
const (
	typePDF  = "application/pdf"
	typePNG  = "image/png"
	typeJPEG = "image/jpeg"
	typeWEBP = "image/webp"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeCSV  = "text/csv"
	typeText = "text/plain"
)

var extensions = map[string]string{typePDF: ".pdf", typePNG: ".png", typeJPEG: ".jpg", typeWEBP: ".webp", typeXLSX: ".xlsx", typeDOCX: ".docx", typeCSV: ".csv", typeText: ".txt"}

var kinds = map[string]string{"pdf": typePDF, "png": typePNG, "jpg": typeJPEG, "jpeg": typeJPEG, "webp": typeWEBP, "xlsx": typeXLSX, "docx": typeDOCX, "csv": typeCSV, "txt": typeText}

// readable is what sniff needs of an open file.
type readable interface {
	io.Reader
	io.ReaderAt
}

// sniff gives what a file is as its bytes tell, "" when that is not what its name says or not taken.
func sniff(name string, f readable, size int64) string {
	kind := kinds[extension(name)]
	head := make([]byte, 12)
	n, _ := f.ReadAt(head, 0)
	head = head[:n]
	ok := false
	switch kind {
	case typePDF:
		ok = bytes.HasPrefix(head, []byte("%PDF-"))
	case typePNG:
		ok = bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n"))
	case typeJPEG:
		ok = bytes.HasPrefix(head, []byte{0xff, 0xd8, 0xff})
	case typeWEBP:
		ok = len(head) == 12 && string(head[:4]) == "RIFF" && string(head[8:]) == "WEBP"
	case typeXLSX:
		ok = holds(f, size, "xl/workbook.xml")
	case typeDOCX:
		ok = holds(f, size, "word/document.xml")
	case typeCSV, typeText:
		ok = isText(f)
	}
	if !ok {
		return ""
	}
	return kind
}

// holds reports whether the file is an Office document with the part and without macros.
func holds(f io.ReaderAt, size int64, part string) bool {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return false
	}
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(x *zip.File) bool { return x.Name == name })
	}
	macros := slices.ContainsFunc(z.File, func(x *zip.File) bool { return bytes.HasSuffix([]byte(x.Name), []byte("vbaProject.bin")) })
	return has("[Content_Types].xml") && has(part) && !macros
}

// isText reports whether the bytes are text in UTF-8, without control characters but tabs and ends of lines and pages.
func isText(r io.Reader) bool {
	all, err := io.ReadAll(io.LimitReader(r, maxFileSize+1))
	if err != nil || !utf8.Valid(all) {
		return false
	}
	return !bytes.ContainsFunc(all, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f })
}
