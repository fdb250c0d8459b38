package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// mostMemory is what bringing files in may add to the process, in bytes: one file of a million rows, or ten of them.
const mostMemory = 150 << 20

// One large file, and then ten that wait for their turn, add no more to the server's memory than the mark. With
// PORTAL_LARGE=1 the files are as large as the mark is about: a million rows each.
func TestImportsStayWithinTheirMemory(t *testing.T) {
	t.Parallel()
	one, each := 120_000, 30_000
	if os.Getenv("PORTAL_LARGE") != "" {
		one, each = 1_000_000, 1_000_000
	}
	s := newSite(t)
	first, err := s.report(salesFile("A", 10))
	s.must(err)
	s.confirm(first) // what its columns are is known from now on
	s.until("the first report", large, func() bool { return s.reports("state = 'ACCEPTED'") == 1 })
	before := s.memory("VmRSS")
	_, err = s.report(salesFile("B", one))
	s.must(err)
	s.until("the large file", large, func() bool { return s.reports("state = 'ACCEPTED'") == 2 })
	after := s.memory("VmHWM")
	t.Logf("a file of %d rows adds %d MB to %d MB", one, (after-before)>>20, before>>20)
	if after-before > mostMemory {
		t.Errorf("one file adds %d MB", (after-before)>>20)
	}
	for i := range 10 {
		_, err := s.report(salesFile(fmt.Sprint("T", i), each))
		s.must(err)
	}
	s.until("the ten files", 10*large, func() bool { return s.reports("state = 'ACCEPTED'") == 12 })
	after = s.memory("VmHWM")
	t.Logf("ten files of %d rows at once: %d MB", each, (after-before)>>20)
	if after-before > mostMemory {
		t.Errorf("ten files add %d MB", (after-before)>>20)
	}
	s.holds(10 + one + 10*each)
}

// memory reads a figure of the server process, in bytes.
func (s *site) memory(name string) (bytes int) {
	s.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.program.cmd.Process.Pid))
	s.must(err)
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			_, err := fmt.Sscan(value, &bytes)
			s.must(err)
			return bytes << 10
		}
	}
	s.t.Fatalf("no %s in /proc", name)
	return 0
}
