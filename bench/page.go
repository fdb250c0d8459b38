package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// notes are what the page says besides figures.
//
//go:embed notes.md
var notes string

// String is the figure in a line.
func (f figure) String() string {
	return fmt.Sprintf("%-52s %8.2f %-4s %s", f.name, f.got, f.unit, f.verdict())
}

func (f figure) verdict() string {
	side := map[bool]string{true: "≤", false: "≥"}[f.most]
	word := map[bool]string{true: "holds", false: "MISSED"}[f.holds()]
	return fmt.Sprintf("%s %g: %s", side, f.mark, word)
}

// write writes the page about the figures.
func write(path string, figures []figure) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Performance\n\nWritten by `make bench` on %s. Ratios compare within one run on one machine; they are what counts. Times and rates only\nsay what that machine is: %s.\n\n",
		time.Now().UTC().Format(time.DateOnly), machine())
	b.WriteString("| figure | measured | mark | |\n|---|---:|---:|---|\n")
	for _, f := range figures {
		side := map[bool]string{true: "≤", false: "≥"}[f.most]
		fmt.Fprintf(&b, "| %s | %.2f %s | %s %g | %s |\n", f.name, f.got, f.unit, side, f.mark, map[bool]string{true: "holds", false: "**missed**"}[f.holds()])
	}
	b.WriteString("\n")
	for _, f := range figures {
		if f.how != "" {
			fmt.Fprintf(&b, "- **%s**: %s\n", f.name, f.how)
		}
	}
	b.WriteString(notes)
	return os.WriteFile(path, b.Bytes(), 0o644)
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
