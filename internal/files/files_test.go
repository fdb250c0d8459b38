package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/typeid"
)

func open(t *testing.T) (*files.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	s, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

// regular counts the files in the folder.
func regular(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestABlobIsWhatWasWritten(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	content := bytes.Repeat([]byte("月報"), 50_000)
	b, err := s.Create(t.Context(), "七月.csv", iotest.HalfReader(bytes.NewReader(content)), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	if b.Size != int64(len(content)) || !bytes.Equal(b.SHA256, sum[:]) || b.Name != "七月.csv" {
		t.Errorf("Blob = %+v", b)
	}
	f, err := s.Open(b.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, content) || f.Size != b.Size {
		t.Errorf("read %d bytes of %d, %v", len(got), f.Size, err)
	}
	if err := s.Remove(b.ID); err != nil {
		t.Error(err)
	}
	if err := s.Remove(b.ID); err != nil {
		t.Errorf("a second Remove: %v", err)
	}
	if _, err := s.Open(b.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("Open after Remove: %v", err)
	}
	if _, err := s.Open(typeid.New()); !fault.Is(err, fault.NotFound) {
		t.Errorf("Open of no blob: %v", err)
	}
	if n := regular(t, dir); n != 0 {
		t.Errorf("%d files remain", n)
	}
}

func TestWhatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	if _, err := s.Create(t.Context(), "a", strings.NewReader("12345"), 4); !fault.Is(err, fault.Invalid) {
		t.Errorf("too large: %v", err)
	}
	broken := errors.New("broken")
	if _, err := s.Create(t.Context(), "a", iotest.ErrReader(broken), 4); !errors.Is(err, broken) {
		t.Errorf("broken: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Create(ctx, "a", strings.NewReader("1"), 4); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if n := regular(t, dir); n != 0 {
		t.Errorf("%d files remain", n)
	}
	old := filepath.Join(dir, "drafts", "old")
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Open(dir); err != nil || regular(t, dir) != 0 {
		t.Errorf("an abandoned upload stays: %v", err)
	}
}

func TestNamesAreFitToShow(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	for given, want := range map[string]string{
		"../../etc/passwd": "passwd", `C:\Users\a\七月.xlsx`: "七月.xlsx", "a\r\nb\x00.csv": "ab.csv", "": "file", "..": "file",
		"gpj.\u202ecsv": "gpj.csv", " x ": "x",
	} {
		b, err := s.Create(t.Context(), given, strings.NewReader(""), 1)
		if err != nil || b.Name != want {
			t.Errorf("name of %q = %q, %v, want %q", given, b.Name, err, want)
		}
	}
	b, err := s.Create(t.Context(), strings.Repeat("月", 100)+".csv", strings.NewReader(""), 1)
	if err != nil || len(b.Name) > 200 || !strings.HasSuffix(b.Name, ".csv") || !utf8.ValidString(b.Name) {
		t.Errorf("long name = %q, %v", b.Name, err)
	}
}
