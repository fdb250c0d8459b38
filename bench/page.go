package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
)

// notes are what the page says besides figures.
//
//go:embed notes.md
var notes string

// String is the figure in a line.
func (f figure) String() string {
	return fmt.Sprintf("%-52s %8.2f %-4s %s", f.Name, f.Got, f.Unit, f.verdict())
}

func (f figure) verdict() string {
	side := map[bool]string{true: "≤", false: "≥"}[f.Most]
	word := map[bool]string{true: "holds", false: "MISSED"}[f.holds()]
	return fmt.Sprintf("%s %g: %s", side, f.Mark, word)
}

// measured is what came of a part: when, and on which machine.
type measured struct {
	On, Machine string
	Figures     []figure
}

// page is what is known of each part by its name. It is kept beside this program, so that a part can be measured alone.
type page map[string]measured

const pageFile = "bench/figures.json"

func readPage() (page, error) {
	p := page{}
	text, err := os.ReadFile(pageFile)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	return p, err
}

// write keeps the figures and writes the page about them.
func (p page) write(path string) error {
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(pageFile, append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(path, p.markdown(), 0o644)
}

func (p page) markdown() []byte {
	var b bytes.Buffer
	b.WriteString("# Performance\n\nWritten by `make bench`. Ratios compare within one run on one machine; they are what counts. Times and rates only say what that machine is.\n\n" +
		"| figure | measured | mark | | on |\n|---|---:|---:|---|---|\n")
	machines := map[string][]string{}
	var how bytes.Buffer
	for _, part := range parts {
		m := p[part.name]
		for _, f := range m.Figures {
			side := map[bool]string{true: "≤", false: "≥"}[f.Most]
			fmt.Fprintf(&b, "| %s | %.2f %s | %s %g | %s | %s |\n", f.Name, f.Got, f.Unit, side, f.Mark, map[bool]string{true: "holds", false: "**missed**"}[f.holds()], m.On)
			if f.How != "" {
				fmt.Fprintf(&how, "- **%s**: %s\n", f.Name, f.How)
			}
		}
		if len(m.Figures) > 0 {
			machines[m.Machine] = append(machines[m.Machine], part.name)
		}
	}
	b.WriteString("\n")
	for _, name := range slices.Sorted(maps.Keys(machines)) {
		fmt.Fprintf(&b, "Measured on %s: %s.\n", name, strings.Join(machines[name], ", "))
	}
	b.WriteString("\n")
	b.Write(how.Bytes())
	b.WriteString(notes)
	return b.Bytes()
}

// machine says in a few words what this machine is.
func machine() string {
	model, memory := "unknown processor", ""
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		model = field(string(text), "model name", model)
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		var kB int
		if _, err := fmt.Sscan(field(string(text), "MemTotal", "0"), &kB); err == nil {
			memory = fmt.Sprintf(", %d GB of memory", (kB+1<<19)>>20)
		}
	}
	return fmt.Sprintf("%d cores of %s%s, %s/%s, %s", runtime.NumCPU(), model, memory, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func field(text, name, otherwise string) string {
	for line := range strings.Lines(text) {
		if before, after, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(before) == name {
			return strings.TrimSpace(after)
		}
	}
	return otherwise
}
