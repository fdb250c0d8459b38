package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/tonglu/portal/internal/child"
)

// dataMajor gives the major version of an existing data folder, 0 when there is none.
func dataMajor(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("reading the version of the data folder: %w", err)
	}
	return major, nil
}

// owner gives the user to run as, nil for ourselves: the owner of an existing data folder, else an
// unprivileged user where we are root.
func (e *Embedded) owner() (*child.User, error) {
	info, err := os.Stat(e.folders.data)
	if errors.Is(err, fs.ErrNotExist) {
		return child.Unprivileged("postgres", "nobody")
	}
	if err != nil {
		return nil, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(stat.Uid) == os.Getuid() {
		if os.Getuid() == 0 {
			return nil, fmt.Errorf("%s belongs to root, and Postgres does not run as root", e.folders.data)
		}
		return nil, nil
	}
	if os.Getuid() != 0 {
		return nil, fmt.Errorf("%s belongs to user %d, not to us (%d)", e.folders.data, stat.Uid, os.Getuid())
	}
	return &child.User{UID: stat.Uid, GID: stat.Gid}, nil
}

// initialize makes the data folder under another name and moves it into place when it is whole, so that being
// killed half-way leaves nothing that looks like a data folder.
func initialize(ctx context.Context, bin binaries, data string, as *child.User, disposable bool) error {
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return err
	}
	if as != nil {
		if err := os.Chown(fresh, int(as.UID), int(as.GID)); err != nil {
			return err
		}
	}
	args := []string{"-D", fresh, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"}
	if disposable {
		args = append(args, "--no-sync")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if _, err := child.Run(ctx, child.Spec{Path: filepath.Join(bin.dir, "initdb"), Args: args, Env: environment(), User: as}); err != nil {
		return err
	}
	if err := os.RemoveAll(data); err != nil { // one without PG_VERSION
		return err
	}
	return os.Rename(fresh, data)
}

// Discard removes the folder of a server that nobody runs. A server that outlived its killed parent is stopped first.
func Discard(ctx context.Context, root string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	if err := stopLeftovers(ctx, foldersOf(root).data); err != nil {
		return err
	}
	return os.RemoveAll(root)
}
