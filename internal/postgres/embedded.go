package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/child"
)

// StartOptions say how Start runs a server.
type StartOptions struct {
	DataDir        string // made when missing; every folder above it must be open to the user Postgres runs as
	BinDir         string // folder of initdb and postgres; "" finds one
	Database       string // made when missing; default "portal"
	MaxConnections int    // default 100
	Disposable     bool   // gives up durability for speed; for tests
}

// Embedded is a Postgres server that is our child, reachable by a socket in a private folder.
type Embedded struct {
	options StartOptions
	folders folders
	lock    *os.File

	mu      sync.Mutex // guards what follows, and holds Restart and Stop apart
	process *child.Process
	stopped bool
}

// folders of one server.
type folders struct{ root, data, socket, log, npm string }

func foldersOf(root string) folders {
	at := func(name string) string { return filepath.Join(root, name) }
	return folders{root: root, data: at("data"), log: at("postgres.log"), npm: at("npm")}
}

// Start runs a server on the data folder, which it makes first when there is none. As root the server runs as
// postgres or nobody. Returns an error when another process uses the folder, when the folder belongs to a
// major version that is not installed, or when the server does not come up; the error holds the end of its
// log. A server that outlived its killed parent is stopped first, and one that was itself killed recovers.
func Start(ctx context.Context, o StartOptions) (*Embedded, error) {
	root, err := filepath.Abs(o.DataDir)
	if err != nil {
		return nil, err
	}
	o.Database = cmp.Or(o.Database, "portal")
	o.MaxConnections = cmp.Or(o.MaxConnections, 100)
	e := &Embedded{folders: foldersOf(root), options: o}
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	if e.lock, err = child.LockFolder(root); err != nil {
		return nil, err
	}
	if err := e.start(ctx); err != nil {
		e.lock.Close()
		return nil, fmt.Errorf("starting Postgres in %s: %w", root, err)
	}
	return e, nil
}

func (e *Embedded) start(ctx context.Context) error {
	major, err := dataMajor(e.folders.data)
	if err != nil {
		return err
	}
	bin, err := findBinaries(ctx, e.options.BinDir, e.folders.npm, major)
	if err != nil {
		return err
	}
	as, err := e.owner()
	if err != nil {
		return err
	}
	if err := child.CheckPassage(e.folders.root, as); err != nil {
		return err
	}
	if e.folders.socket, err = child.SocketFolder(e.folders.root, ".s.PGSQL.5432", as); err != nil {
		return err
	}
	if err := stopLeftovers(ctx, e.folders.data); err != nil {
		return err
	}
	if major == 0 {
		if err := initialize(ctx, bin, e.folders.data, as, e.options.Disposable); err != nil {
			return err
		}
	}
	log, err := os.OpenFile(e.folders.log, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	e.process, err = child.Start(child.Spec{
		Path: filepath.Join(bin.dir, "postgres"), Args: e.arguments(), Env: environment(), Log: log, User: as, Stop: syscall.SIGINT,
	})
	if err != nil {
		return err
	}
	if err := e.serve(ctx); err != nil {
		return errors.Join(err, e.process.Stop(context.WithoutCancel(ctx)))
	}
	return nil
}

func (e *Embedded) arguments() []string {
	args := []string{
		"-D", e.folders.data, "-k", e.folders.socket, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700",
		"-c", fmt.Sprintf("max_connections=%d", e.options.MaxConnections), "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB",
		"-c", "jit=off", "-c", "random_page_cost=1.1", "-c", "logging_collector=off", "-c", "max_locks_per_transaction=256",
	}
	if e.options.Disposable {
		args = append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	return args
}

// environment of the server: nothing of ours, so that no PG… variable of the caller changes what it does.
func environment() []string { return []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"} }

// serve waits until the server answers and makes the database. Recovery after a crash may take long; as long as
// the server lives, it is waited for.
func (e *Embedded) serve(ctx context.Context) error {
	for {
		conn, err := pgx.Connect(ctx, e.urlOf("postgres"))
		if err == nil {
			defer conn.Close(context.WithoutCancel(ctx))
			return makeDatabase(ctx, conn, e.options.Database)
		}
		select {
		case <-e.process.Done():
			return fmt.Errorf("the server ended; its log ends in:\n%s", tail(e.folders.log))
		case <-ctx.Done():
			return fmt.Errorf("%w; the server's log ends in:\n%s", ctx.Err(), tail(e.folders.log))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func makeDatabase(ctx context.Context, conn *pgx.Conn, name string) error {
	var exists bool
	err := conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", name).Scan(&exists)
	if err != nil || exists {
		return err
	}
	_, err = conn.Exec(ctx, "create database "+pgx.Identifier{name}.Sanitize())
	return err
}

// URL is the address of the database, as its owner.
func (e *Embedded) URL() string { return e.urlOf(e.options.Database) }

func (e *Embedded) urlOf(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Host: "localhost", Path: "/" + database}
	u.RawQuery = url.Values{"host": {e.folders.socket}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

// PID is the server's process id.
func (e *Embedded) PID() int { return e.current().PID() }

// Done is closed when the server that runs now has ended, by Stop or by itself.
func (e *Embedded) Done() <-chan struct{} { return e.current().Done() }

func (e *Embedded) current() *child.Process {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.process
}

// Restart starts the server again after it ended by itself. After Stop it does nothing.
func (e *Embedded) Restart(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopped {
		return nil
	}
	if err := e.process.Stop(ctx); err != nil {
		return err
	}
	return e.start(ctx)
}

// Stop disconnects everybody, stops the server and frees the folder.
func (e *Embedded) Stop(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stopped = true
	defer e.lock.Close()
	if filepath.Dir(e.folders.socket) != e.folders.root {
		defer os.RemoveAll(e.folders.socket)
	}
	return e.process.Stop(ctx)
}

// tail gives the end of a log.
func tail(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > 2000 {
		_, _ = f.Seek(-2000, io.SeekEnd) // at worst the beginning is shown
	}
	text, _ := io.ReadAll(io.LimitReader(f, 2000))
	return strings.TrimSpace(string(text))
}
