package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// A part that is measured alone changes its own figures and no others.
func TestThePageKeepsOtherParts(t *testing.T) {
	t.Chdir(t.TempDir())
	if p, err := readPage(); err != nil || len(p) != 0 {
		t.Fatalf("without a file: %v, %v", p, err)
	}
	p := page{
		"import": {"2026-01-01", "an old machine", []figure{{"imports", 0.5, "×", false, 0.35, "Long ago."}}},
		"size":   {"2026-01-02", "a machine", []figure{{"home", 400, "KiB", true, 350, ""}}},
	}
	text := string(p.markdown())
	for _, want := range []string{"| imports | 0.50 × | ≥ 0.35 | holds | 2026-01-01 |", "| home | 400.00 KiB | ≤ 350 | **missed** | 2026-01-02 |",
		"Measured on a machine: size.", "Measured on an old machine: import.", "- **imports**: Long ago.", "## What a request allocates"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
	if strings.Index(text, "imports") > strings.Index(text, "home") {
		t.Error("the parts are not in their order")
	}
	if err := os.Mkdir("bench", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := p.write("page.md"); err != nil {
		t.Fatal(err)
	}
	if again, err := readPage(); err != nil || !reflect.DeepEqual(again, p) {
		t.Errorf("it was kept as %v, %v", again, err)
	}
}
