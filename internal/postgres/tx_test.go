package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

type setting struct{ Reach, Organization, User string }

const readSettings = `select coalesce(current_setting('app.reach', true), '') as reach,
	coalesce(current_setting('app.organization', true), '') as organization,
	coalesce(current_setting('app.user', true), '') as "user"`

func TestTheScopeLastsAsLongAsTheTransaction(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t).Open(postgres.RoleApp, postgres.WithMaxConns(1))
	sc := scope.Scope{Reach: scope.Own, Organization: uuid.New(), User: uuid.New()}
	want := setting{"own", sc.Organization.String(), sc.User.String()}
	err := pool.InTx(t.Context(), sc, func(tx pgx.Tx) error {
		for range 2 { // the first statement and a later one
			got, err := postgres.Row[setting](tx.Query(t.Context(), readSettings))
			if err != nil {
				return err
			}
			if got != want {
				t.Errorf("settings = %v, want %v", got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after, err := postgres.Row[setting](pool.Pgx().Query(t.Context(), readSettings))
	if err != nil || after != (setting{}) {
		t.Errorf("after the transaction: %v, %v, want nothing", after, err)
	}
}

// Each way to begin must carry the scope, and be inside the transaction.
func TestEveryFirstStatementIsInsideTheTransaction(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), `create table note (body text); grant all on note to portal_app`); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	insert := "insert into note select current_setting('app.reach')"
	for name, first := range map[string]func(tx pgx.Tx) error{
		"Exec": func(tx pgx.Tx) error { _, err := tx.Exec(ctx, insert); return err },
		"Exec args": func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, "insert into note values (@b)", pgx.StrictNamedArgs{"b": "all"})
			return err
		},
		"Exec simple": func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, insert, pgx.QueryExecModeSimpleProtocol)
			return err
		},
		"Query": func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, insert+" returning body")
			if err != nil {
				return err
			}
			rows.Close()
			return rows.Err()
		},
		"QueryRow": func(tx pgx.Tx) error { var s string; return tx.QueryRow(ctx, insert+" returning body").Scan(&s) },
		"SendBatch": func(tx pgx.Tx) error {
			b := &pgx.Batch{}
			b.Queue("select 1")
			b.Queue(insert)
			return tx.SendBatch(ctx, b).Close()
		},
		"CopyFrom": func(tx pgx.Tx) error {
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"note"}, []string{"body"}, pgx.CopyFromRows([][]any{{"all"}}))
			return err
		},
		"Begin": func(tx pgx.Tx) error {
			return pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error { _, err := tx.Exec(ctx, insert); return err })
		},
	} {
		t.Run(name, func(t *testing.T) {
			undo := errors.New("undo")
			count := func() (n int) {
				if err := db.Owner().QueryRow(ctx, "select count(*) from note where body = 'all'").Scan(&n); err != nil {
					t.Fatal(err)
				}
				return n
			}
			before := count()
			err := db.App().InTx(ctx, scope.System(), func(tx pgx.Tx) error {
				if err := first(tx); err != nil {
					return err
				}
				return undo
			})
			if !errors.Is(err, undo) || count() != before {
				t.Errorf("rolled back: %v, %d rows more", err, count()-before)
			}
			if err := db.App().InTx(ctx, scope.System(), first); err != nil || count() != before+1 {
				t.Errorf("committed: %v, %d rows more", err, count()-before)
			}
		})
	}
}

func TestAFailedStatementFailsTheTransaction(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t).Open(postgres.RoleApp, postgres.WithMaxConns(1))
	ctx := t.Context()
	for name, sql := range map[string]string{"while it runs": "select 1/0", "before it runs": "select nonsense"} {
		err := pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, sql); err == nil {
				t.Errorf("%s: no error", name)
			}
			if _, err := tx.Exec(ctx, "select 1"); err == nil {
				t.Errorf("%s: a statement after a failed one succeeds", name)
			}
			return nil // swallowed
		})
		if err == nil {
			t.Errorf("%s: the transaction succeeds", name)
		}
		var one int
		if err := pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return tx.QueryRow(ctx, "select 1").Scan(&one) }); err != nil {
			t.Errorf("%s: the next transaction: %v", name, err)
		}
	}
	err := pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "select 1 where false").Scan(new(int))
	})
	if !errors.Is(err, pgx.ErrNoRows) {
		t.Errorf("no rows: %v", err)
	}
}

func TestAPanicRollsBackAndGoesOn(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t).Open(postgres.RoleApp, postgres.WithMaxConns(1))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		_ = pool.InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
			_, _ = tx.Exec(t.Context(), "select 1")
			panic("on purpose")
		})
	}()
	if err := pool.InTx(t.Context(), scope.System(), func(pgx.Tx) error { return nil }); err != nil {
		t.Errorf("the next transaction: %v", err)
	}
}

func TestSlowStatementsEnd(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	pool := db.Open(postgres.RoleApp, postgres.WithMaxConns(1), postgres.WithStatementTimeout(50*time.Millisecond))
	err := pool.InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), "select pg_sleep(10)")
		return err
	})
	if !postgres.TimedOut(err) {
		t.Errorf("time-out: %v", err)
	}

	// A client that leaves takes its statement with it.
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err = db.App().InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "select pg_sleep(10), 'left'")
		return err
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled: %v", err)
	}
	var running int
	sql := "select count(*) from pg_stat_activity where state = 'active' and query like '%left%' and pid <> pg_backend_pid()"
	if err := db.Owner().QueryRow(t.Context(), sql).Scan(&running); err != nil || running != 0 {
		t.Errorf("still running: %d, %v", running, err)
	}
}

// BenchmarkInTx measures what the scope costs: a transaction of one statement against the bare statement.
func BenchmarkInTx(b *testing.B) {
	db := pgtest.New(b)
	pool, ctx := db.App(), b.Context()
	sql, args := "select @a::int + 1", pgx.StrictNamedArgs{"a": 1}
	one := func(q postgres.Querier) error { var n int; return q.QueryRow(ctx, sql, args).Scan(&n) }
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			if err := one(pool.Pgx()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("scoped", func(b *testing.B) {
		for b.Loop() {
			if err := pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return one(tx) }); err != nil {
				b.Fatal(err)
			}
		}
	})
}
