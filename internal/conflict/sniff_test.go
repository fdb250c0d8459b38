package conflict

import (
	"archive/zip"
	"bytes"
	"testing"
)

func TestAFileIsWhatItsBytesSay(t *testing.T) {
	t.Parallel()
	office := func(parts ...string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, part := range parts {
			if _, err := z.Create(part); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	sheet, letter := office("[Content_Types].xml", "xl/workbook.xml"), office("[Content_Types].xml", "word/document.xml")
	for _, c := range []struct{ name, bytes, want string }{
		{"a.pdf", "%PDF-1.7\n…", typePDF},
		{"A.PDF", "%PDF-1.7\n…", typePDF},
		{"a.pdf", "MZ\x90\x00", ""},
		{"a.pdf", "<html>%PDF-", ""},
		{"a.png", "\x89PNG\r\n\x1a\nIHDR", typePNG},
		{"a.png", "\xff\xd8\xff\xe0", ""},
		{"a.jpg", "\xff\xd8\xff\xe0JFIF", typeJPEG},
		{"a.jpeg", "\xff\xd8\xff\xe0JFIF", typeJPEG},
		{"a.webp", "RIFF\x01\x02\x03\x04WEBPVP8 ", typeWEBP},
		{"a.webp", "RIFF\x01\x02\x03\x04WAVEfmt ", ""},
		{"a.xlsx", sheet, typeXLSX},
		{"a.docx", letter, typeDOCX},
		{"a.docx", sheet, ""},
		{"a.xlsx", office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), ""},
		{"a.xlsx", "PK\x03\x04", ""},
		{"a.csv", "a,b\r\n1,貨\r\n", typeCSV},
		{"a.txt", "=1+1\n<script>\n", typeText},
		{"a.txt", "\x00\x01", ""},
		{"a.txt", "\xff\xfe\x41\x00", ""},
		{"a.csv", "%PDF-1.7\n\x00", ""},
		{"a.exe", "MZ", ""},
		{"a.html", "<html>", ""},
		{"a.svg", "<svg/>", ""},
		{"none", "%PDF-1.7", ""},
		{"", "", ""},
	} {
		if got := sniff(c.name, bytes.NewReader([]byte(c.bytes)), int64(len(c.bytes))); got != c.want {
			t.Errorf("%s %.12q is %q, want %q", c.name, c.bytes, got, c.want)
		}
	}
}
