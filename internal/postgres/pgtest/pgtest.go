// Package pgtest gives each test a migrated Postgres database of its own.
//
// Databases are clones of one template, which the first test of a schema makes. They live on the server that
// PORTAL_TEST_DATABASE_URL names (as a superuser; `make test` starts one for all packages), else on a
// throw-away server that belongs to the process. A missing Postgres fails the test.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tonglu/portal/internal/postgres"
)

// DB is a database of one test.
type DB struct {
	t    testing.TB
	url  string
	mu   sync.Mutex
	pool map[string]*postgres.Pool
	own  *pgxpool.Pool
}

// New clones the template for the test and drops the clone after it.
func New(t testing.TB) *DB {
	t.Helper()
	template, err := preparedTemplate()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	return create(t, " template "+pgx.Identifier{template}.Sanitize())
}

// Empty is New without the schema.
func Empty(t testing.TB) *DB {
	t.Helper()
	if _, err := server(); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	return create(t, "")
}

func create(t testing.TB, from string) *DB {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text()[:16])
	admin, err := server()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	ctx := context.Background() // the test's own has ended when its cleanups run
	if err := exec(ctx, admin, "create database "+name+from); err != nil {
		t.Fatalf("pgtest: cloning the template: %v", err)
	}
	db := &DB{t: t, url: withDatabase(admin, name), pool: map[string]*postgres.Pool{}}
	t.Cleanup(func() {
		db.close()
		if err := exec(ctx, admin, "drop database "+name+" with (force)"); err != nil {
			t.Errorf("pgtest: dropping the test's database: %v", err)
		}
	})
	return db
}

// App is a pool of the role that row-level security holds.
func (db *DB) App() *postgres.Pool { db.t.Helper(); return db.open(postgres.RoleApp) }

// Engine is a pool of the role that jobs work as.
func (db *DB) Engine() *postgres.Pool { db.t.Helper(); return db.open(postgres.RoleEngine) }

// OwnerURL is the address of the database, as its owner.
func (db *DB) OwnerURL() string { return db.url }

// Owner is a pool of the owner, for what a test arranges behind the application's back.
func (db *DB) Owner() *pgxpool.Pool {
	db.t.Helper()
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.own == nil {
		pool, err := pgxpool.New(context.Background(), db.url)
		if err != nil {
			db.t.Fatalf("pgtest: %v", err)
		}
		db.own = pool
	}
	return db.own
}

// Open is a further pool of the role, with options. The test closes nothing.
func (db *DB) Open(role postgres.Role, opts ...postgres.Option) *postgres.Pool {
	db.t.Helper()
	opts = append([]postgres.Option{postgres.WithMaxConns(8)}, opts...)
	pool, err := postgres.Open(context.Background(), db.url, role, opts...)
	if err != nil {
		db.t.Fatalf("pgtest: %v", err)
	}
	db.t.Cleanup(pool.Close)
	return pool
}

func (db *DB) open(role postgres.Role) *postgres.Pool {
	db.t.Helper()
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.pool[string(role)] == nil {
		pool, err := postgres.Open(context.Background(), db.url, role, postgres.WithMaxConns(8))
		if err != nil {
			db.t.Fatalf("pgtest: %v", err)
		}
		db.pool[string(role)] = pool
	}
	return db.pool[string(role)]
}

func (db *DB) close() {
	db.mu.Lock()
	defer db.mu.Unlock()
	for _, pool := range db.pool {
		pool.Close()
	}
	if db.own != nil {
		db.own.Close()
	}
}

func withDatabase(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // server has connected to it
	}
	u.Path = "/" + name
	return u.String()
}

func exec(ctx context.Context, address, sql string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}

// running keeps the process's server reachable: its folder's lock is freed with it, and another process would
// then sweep the folder away.
//
//lint:ignore U1000 it is held, not read
var running *postgres.Embedded

// server gives the address of the server's maintenance database.
var server = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("PORTAL_TEST_DATABASE_URL"); given != "" {
		if _, err := url.Parse(given); err != nil {
			return "", fmt.Errorf("reading PORTAL_TEST_DATABASE_URL: %w", err)
		}
		return withDatabase(given, "postgres"), nil
	}
	e, err := StartServer(context.Background())
	if err != nil {
		return "", err
	}
	running = e
	return withDatabase(e.URL(), "postgres"), nil
})
