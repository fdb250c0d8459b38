package pgtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// StartServer starts a throw-away server in a temporary folder. It ends with this process at the latest; folders
// that earlier processes left are removed.
func StartServer(ctx context.Context) (*postgres.Embedded, error) {
	sweep()
	dir, err := TempDir()
	if err != nil {
		return nil, err
	}
	return postgres.Start(ctx, postgres.StartOptions{
		DataDir: dir, BinDir: os.Getenv("PG_BINDIR"), MaxConnections: 200, Disposable: true,
	})
}

const prefix = "portal-pgtest-"

// TempDir makes a temporary folder through which the user that Postgres runs as may pass.
func TempDir() (string, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}

// sweep removes the folders of servers that nobody runs any more. A folder whose lock can be had is such a
// one; one without a lock is just being made.
func sweep() {
	locks, err := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*", "lock"))
	if err != nil {
		return
	}
	for _, name := range locks {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(filepath.Dir(name)) // what stays is swept next time
		}
		f.Close()
	}
}

// preparedTemplate gives the name of the template database for the schema of this program, and makes it
// when it is missing. Processes that share the server take turns.
var preparedTemplate = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	admin, err := server()
	if err != nil {
		return "", err
	}
	hash, err := postgres.SchemaHash()
	if err != nil {
		return "", err
	}
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return "", fmt.Errorf("reaching the test server: %w", err)
	}
	defer conn.Close(ctx) // ends the lock
	if _, err := conn.Exec(ctx, "select pg_advisory_lock(7301)"); err != nil {
		return "", err
	}
	name := "template_" + hash
	var exists bool
	if err := conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", name).Scan(&exists); err != nil || exists {
		return name, err
	}
	draft := name + "_draft"
	for _, step := range []func() error{
		func() error { return exec(ctx, admin, "drop database if exists "+draft+" with (force)") },
		func() error { return exec(ctx, admin, "create database "+draft) },
		func() error { return postgres.Migrate(ctx, withDatabase(admin, draft)) },
		func() error { return exec(ctx, admin, "alter database "+draft+" allow_connections false") },
		func() error { return exec(ctx, admin, "alter database "+draft+" rename to "+name) },
	} {
		if err := step(); err != nil {
			return "", fmt.Errorf("making the template: %w", err)
		}
	}
	return name, nil
})
