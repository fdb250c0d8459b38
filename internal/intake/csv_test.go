package intake

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// scanAll gives the rows of a text.
func scanAll(t testing.TB, in io.Reader, delim byte) ([][]string, error) {
	t.Helper()
	s := newCSVScanner(in, delim, '\n')
	var rows [][]string
	for {
		err := s.next()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if int(s.row) != len(rows)+1 {
			t.Fatalf("row %d is numbered %d", len(rows)+1, s.row)
		}
		rows = append(rows, slices.Clone(s.cells))
	}
}

func TestRowsOfTextAreSplitAsSpreadsheetsDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       [][]string
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"without a last break", "a,b\n1,2", [][]string{{"a", "b"}, {"1", "2"}}},
		{"Windows breaks", "a,b\r\n\"1\",2\r\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"blank lines are rows", "a\n\n\nb\n", [][]string{{"a"}, nil, nil, {"b"}}},
		{"quoted delimiter and quote", `"a,b","c""d"` + "\n", [][]string{{"a,b", `c"d`}}},
		{"quoted break is one row", "\"a\nb\",c\nd,e\n", [][]string{{"a\nb", "c"}, {"d", "e"}}},
		{"stray quote within a cell", `27" screen,5` + "\n", [][]string{{`27" screen`, "5"}}},
		{"text after a closing quote", `"ab"c,d` + "\n", [][]string{{"abc", "d"}}},
		{"empty cells", ",,\n\"\",x\n", [][]string{{"", "", ""}, {"", "x"}}},
		{"quote before a delimiter at the end", "\"a\",\n", [][]string{{"a", ""}}},
		{"end mark of DOS", "a,b\n\x1a", [][]string{{"a", "b"}}},
		{"neutralised text comes back", "'=SUM(A1),'-x,'plain\n", [][]string{{"=SUM(A1)", "-x", "'plain"}}},
	} {
		for _, in := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
			got, err := scanAll(t, in, ',')
			if err != nil || !slices.EqualFunc(got, c.want, slices.Equal[[]string]) {
				t.Errorf("%s: %q = %q, %v", c.name, c.text, got, err)
			}
		}
	}
}

func TestTextThatCannotBeReadSaysWhere(t *testing.T) {
	t.Parallel()
	_, err := scanAll(t, strings.NewReader("a\nb\x00\n"), ',')
	wantKey(t, err, KeyNUL)
	_, err = scanAll(t, strings.NewReader("a\n\"b\x00\"\n"), ',')
	wantKey(t, err, KeyNUL)
	_, err = scanAll(t, strings.NewReader("a\n\"b,c\nd,e\n"), ',')
	wantKey(t, err, KeyUnclosedQuote)
	_, err = scanAll(t, strings.NewReader("a\n"+strings.Repeat("x", maxRecordBytes+1)), ',')
	wantKey(t, err, KeyRowTooLong)
	_, err = scanAll(t, strings.NewReader(strings.Repeat("x,", maxRecordBytes)), ',')
	wantKey(t, err, KeyTooManyColumns)
}

func TestBytesThatAreNoCharactersAreNoticed(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a,\xff\n", "\"a\",\"\xff\"\n"} {
		s := newCSVScanner(strings.NewReader(text), ',', '\n')
		if err := s.next(); err != nil || !s.garbled || s.cells[1] != "\uFFFD" || s.cells[0] != "a" {
			t.Errorf("%q = %q, garbled %v, %v", text, s.cells, s.garbled, err)
		}
	}
}

// FuzzCSV compares with encoding/csv, where that accepts the text, and checks
// that the scanner never fails otherwise than by a fault.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\n\",b\r\n", "\"\"\"\",\n", "a\r\nb", "'=1,x\n", ",\n\n,"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := scanAll(t, bytes.NewReader(data), ',')
		if err != nil {
			return
		}
		if strings.ContainsAny(string(data), "\r'\x1a") || !strings.Contains(string(data), "\n") || bytes.ContainsRune(data, '\uFFFD') {
			return // line ends and apostrophes are ours to treat differently
		}
		reader := csv.NewReader(bytes.NewReader(data))
		reader.FieldsPerRecord = -1
		want, err := reader.ReadAll()
		if err != nil {
			return
		}
		got = slices.DeleteFunc(got, func(row []string) bool { return len(row) == 0 })
		for i, row := range want {
			for j := range row {
				want[i][j] = strings.ToValidUTF8(row[j], "\uFFFD")
			}
		}
		if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q = %q, want %q", data, got, want)
		}
	})
}
