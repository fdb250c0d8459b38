// Package scorecardtest reckons exported scorecards anew with the program that shares no code with the server. Tests alone import it.
package scorecardtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// built is the program, made once for a test's process.
var built = sync.OnceValues(func() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	folder, err := os.MkdirTemp("", "recompute")
	if err != nil {
		return "", err
	}
	program := filepath.Join(folder, "recompute")
	build := exec.Command("go", "build", "-o", program, "./recompute")
	build.Dir = filepath.Join(filepath.Dir(here), "../../../tools")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building tools/recompute: %w\n%s", err, said)
	}
	return program, nil
})

// Recompute gives what the program says against the documents, and whether it agrees with all of them.
func Recompute(t testing.TB, documents ...[]byte) (said string, agrees bool) {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	names := make([]string, len(documents))
	for i, document := range documents {
		names[i] = filepath.Join(folder, fmt.Sprintf("card-%d.json", i))
		if err := os.WriteFile(names[i], document, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(program, names...).CombinedOutput()
	var against []string
	for line := range strings.Lines(strings.ReplaceAll(string(out), folder+string(filepath.Separator), "")) {
		if !strings.HasSuffix(line, "all as reckoned anew\n") {
			against = append(against, line)
		}
	}
	return strings.Join(against, ""), err == nil
}

// MustAgree fails the test when the program differs from one of the documents.
func MustAgree(t testing.TB, documents ...[]byte) {
	t.Helper()
	if said, agrees := Recompute(t, documents...); !agrees {
		t.Errorf("reckoned anew it is another:\n%s", said)
	}
}
