// Package files keeps blobs: what people upload and what exports make. A blob is written once and never changed.
// Who may read one is not known here; the domains keep that in their rows. Ground: imports fault and typeid.
package files

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/typeid"
)

// Store keeps blobs in a folder.
type Store struct{ dir string }

// Blob is what is known of a blob when it has been written.
type Blob struct {
	ID     uuid.UUID
	Name   string // the name given, fit to be shown and to be offered for download
	Size   int64
	SHA256 []byte
}

// File is an open blob: io.Reader, io.ReaderAt, io.Seeker and io.Closer.
type File struct {
	*os.File
	Size int64
}

// abandoned is how old an unfinished upload is when nobody can still be writing it.
const abandoned = 24 * time.Hour

// Open makes the folder when it is missing, and removes the remains of uploads that were cut off.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	if err := os.MkdirAll(s.drafts(), 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for files: %w", err)
	}
	drafts, err := os.ReadDir(s.drafts())
	if err != nil {
		return nil, err
	}
	for _, draft := range drafts {
		if info, err := draft.Info(); err == nil && time.Since(info.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(s.drafts(), draft.Name())) // tried again at the next start
		}
	}
	return s, nil
}

func (s *Store) drafts() string { return filepath.Join(s.dir, "drafts") }

// path spreads blobs over 256 folders by the random end of their id.
func (s *Store) path(id uuid.UUID) string {
	text := id.String()
	return filepath.Join(s.dir, text[len(text)-2:], text)
}

// Create reads r to its end and keeps what it read. When Create returns, the blob survives a crash; when it fails,
// nothing remains. Returns Invalid file.tooLarge as soon as r holds more than maxBytes.
func (s *Store) Create(ctx context.Context, name string, r io.Reader, maxBytes int64) (Blob, error) {
	b := Blob{ID: typeid.New(), Name: cleanName(name)}
	draft, err := os.OpenFile(filepath.Join(s.drafts(), b.ID.String()), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return Blob{}, err
	}
	defer os.Remove(draft.Name()) // fails when it has been moved into place
	defer draft.Close()
	sum := sha256.New()
	b.Size, err = io.Copy(io.MultiWriter(draft, sum), io.LimitReader(reader{ctx, r}, maxBytes+1))
	if err != nil {
		return Blob{}, fmt.Errorf("receiving a file: %w", err)
	}
	if b.Size > maxBytes {
		return Blob{}, fault.New(fault.Invalid, "file.tooLarge", fault.Params{"maxBytes": maxBytes})
	}
	b.SHA256 = sum.Sum(nil)
	if err := draft.Sync(); err != nil {
		return Blob{}, err
	}
	return b, s.place(draft.Name(), s.path(b.ID))
}

func (s *Store) place(draft, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	for _, name := range []string{filepath.Dir(path), s.dir} { // so that the names survive as well
		dir, err := os.Open(name)
		if err != nil {
			return err
		}
		err = dir.Sync()
		dir.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// Open opens the blob for reading. Returns NotFound when there is none.
func (s *Store) Open(id uuid.UUID) (*File, error) {
	f, err := os.Open(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Missing("file")
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &File{File: f, Size: info.Size()}, nil
}

// Remove deletes the blob; one that is not there is no error.
func (s *Store) Remove(id uuid.UUID) error {
	err := os.Remove(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// reader ends with its context: a client that has left must not hold a half-written file.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

// maxName is the length in bytes that file systems take.
const maxName = 200

// cleanName takes folders, control characters and broken letters out of a name, and cuts it to a length every
// system takes, keeping its ending.
func cleanName(name string) string {
	name = strings.ToValidUTF8(name, "�")
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name))
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	if len(name) <= maxName {
		return name
	}
	ending := filepath.Ext(name)
	if len(ending) > 10 {
		ending = ""
	}
	cut := maxName - len(ending)
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + ending
}
