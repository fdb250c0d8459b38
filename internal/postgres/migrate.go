package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/tonglu/portal/migrations"
)

// Migrate brings the database to the schema of this program: our migrations, then River's, then the rights
// of the roles on River's tables. The URL's user is the owner and must be allowed to create roles.
// Any number of servers may call it at once; one works and the others wait.
func Migrate(ctx context.Context, url string) error {
	return migrate(ctx, url, migrations.Files)
}

// lockKey is the advisory lock of Migrate, per database.
const lockKey = 0x746f6e676c75 // "tonglu"

func migrate(ctx context.Context, url string, files fs.FS) error {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("reading the database address: %w", err)
	}
	config.MaxConns = 4
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	return pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		if err := lock(ctx, conn.Conn()); err != nil {
			return fmt.Errorf("waiting for another migration: %w", err)
		}
		defer conn.Conn().Close(context.WithoutCancel(ctx)) // ends the lock
		if err := migrateOurs(ctx, config.ConnConfig, files); err != nil {
			return err
		}
		return migrateRiver(ctx, pool)
	})
}

// lock takes the session's lock. It asks again and again instead of waiting in the server, where the wait
// itself would hold a snapshot and so block CREATE INDEX CONCURRENTLY for ever.
func lock(ctx context.Context, conn *pgx.Conn) error {
	for {
		var got bool
		if err := conn.QueryRow(ctx, "select pg_try_advisory_lock($1)", lockKey).Scan(&got); err != nil || got {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func migrateOurs(ctx context.Context, config *pgx.ConnConfig, files fs.FS) error {
	db := stdlib.OpenDB(*config.Copy())
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithDisableGlobalRegistry(true))
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	return nil
}

// riverGrants lets portal_app enqueue and portal_engine work. A unique job that exists already is "updated" by
// its insertion, hence the right on kind; both may read how far the schema is.
const riverGrants = `
	grant usage on schema public to portal_app, portal_engine;
	grant select, insert, update (kind) on river_job to portal_app;
	grant select on river_queue to portal_app;
	grant select, insert, update, delete on river_job, river_queue, river_leader, river_notification to portal_engine;
	grant usage, select on all sequences in schema public to portal_app, portal_engine;
	grant select on river_migration, goose_db_version to portal_app, portal_engine;`

func migrateRiver(ctx context.Context, pool *pgxpool.Pool) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrating the job tables: %w", err)
	}
	if _, err := pool.Exec(ctx, riverGrants); err != nil {
		return fmt.Errorf("granting the job tables: %w", err)
	}
	return nil
}

// CheckMigrated returns an error that says what is missing when the database is older than this program.
// A newer one is fine: the next release migrates before the last server of this one stops.
func (p *Pool) CheckMigrated(ctx context.Context) error {
	want, err := latest(migrations.Files)
	if err != nil {
		return err
	}
	var have int64
	err = p.pgx.QueryRow(ctx, "select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&have)
	if err != nil && Code(err) != "42P01" { // no such table: nothing was migrated yet
		return err
	}
	if have < want {
		return fmt.Errorf("the database is at migration %d, this program needs %d: run portal migrate", have, want)
	}
	return nil
}

func latest(files fs.FS) (int64, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return 0, err
	}
	var highest int64
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", name, err)
		}
		highest = max(highest, version)
	}
	return highest, nil
}

// SchemaHash names the schema that Migrate makes: it changes when a migration does.
func SchemaHash() (string, error) {
	h := sha256.New()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return "", err
	}
	fmt.Fprint(h, len(migrator.AllVersions()), riverGrants)
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
