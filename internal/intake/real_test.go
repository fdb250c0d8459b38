package intake

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) Source {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", name)
	file, err := os.Open(path)
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return Source{Name: filepath.Base(name), Size: info.Size(), R: file}
}

// TestBig5KeepsEveryCharacter compares the sample with the same rows in UTF-8.
func TestBig5KeepsEveryCharacter(t *testing.T) {
	t.Parallel()
	src := shared(t, "tw_store_branches/branches_sample_big5.csv")
	whole := shared(t, "tw_store_branches/branches.csv")
	known := map[string]bool{}
	reader := csv.NewReader(io.NewSectionReader(whole.R, 0, whole.Size))
	for {
		row, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		known[strings.Join(row, "|")] = true
	}
	l, _ := inspect(t, src, Options{})
	if l.Encoding != Big5 || l.Headers[0] != "公司統一編號" {
		t.Fatalf("layout %+v", l)
	}
	records := readAll(t, src, l)
	for _, record := range records {
		if record.Garbled || !known[strings.Join(record.Cells, "|")] {
			t.Errorf("row %d: %q", record.Number, record.Cells)
		}
	}
	if len(records) != 2000 {
		t.Errorf("%d rows", len(records))
	}
	// What was read can be written again.
	l.Headers = l.Headers[:8]
	i := 0
	var out strings.Builder
	if err := WriteRejects(&out, l, []string{ReasonHeader("zh-Hant")}, func() ([]string, []string, error) {
		if i++; i > len(records) {
			return nil, nil, io.EOF
		}
		return records[i-1].Cells, []string{""}, nil
	}); err != nil {
		t.Fatal(err)
	}
	for i, record := range readAll(t, source([]byte(out.String())), l) {
		if strings.Join(record.Cells[:8], "|") != strings.Join(records[i].Cells, "|") {
			t.Fatalf("row %d written and read: %q", i, record.Cells)
		}
	}
}
