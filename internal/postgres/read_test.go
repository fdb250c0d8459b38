package postgres_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// Each way to read must carry the scope, and leave nothing of it behind.
func TestEveryReadIsWithinItsScope(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	pool := pgtest.New(t).Open(postgres.RoleApp, postgres.WithMaxConns(1))
	sc := scope.Scope{Reach: scope.Own, Organization: uuid.New(), User: uuid.New()}
	want := setting{"own", sc.Organization.String(), sc.User.String()}
	for name, read := range map[string]func(q postgres.Querier) (setting, error){
		"Query": func(q postgres.Querier) (setting, error) { return postgres.Row[setting](q.Query(ctx, readSettings)) },
		"Query, planned anew": func(q postgres.Querier) (setting, error) {
			var mode string
			if err := q.QueryRow(ctx, `select current_setting('plan_cache_mode')`, postgres.PlanAnew).Scan(&mode); err != nil || mode != "force_custom_plan" {
				t.Errorf("plans are made in the mode %q, %v", mode, err)
			}
			return postgres.Row[setting](q.Query(ctx, readSettings, postgres.PlanAnew))
		},
		"QueryRow": func(q postgres.Querier) (s setting, err error) {
			err = q.QueryRow(ctx, readSettings).Scan(&s.Reach, &s.Organization, &s.User)
			return s, err
		},
		"SendBatch": func(q postgres.Querier) (s setting, err error) {
			b := &pgx.Batch{}
			b.Queue(`select 1`)
			b.Queue(readSettings).QueryRow(func(row pgx.Row) error { return row.Scan(&s.Reach, &s.Organization, &s.User) })
			err = q.SendBatch(ctx, b).Close()
			return s, err
		},
		"Exec": func(q postgres.Querier) (setting, error) {
			_, err := q.Exec(ctx, `do $$ begin if current_setting('app.reach') <> 'own' then raise exception 'no scope'; end if; end $$`)
			return want, err
		},
	} {
		for range 2 { // the second time statements are prepared already
			err := pool.Read(ctx, sc, func(q postgres.Querier) error {
				got, err := read(q)
				if err == nil && got != want {
					t.Errorf("%s: settings = %v, want %v", name, got, want)
				}
				return err
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			after, err := postgres.Row[setting](pool.Pgx().Query(ctx, readSettings))
			if err != nil || after != (setting{}) {
				t.Errorf("after %s: %v, %v, want nothing", name, after, err)
			}
		}
	}
}

func TestReadsChangeNothing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(ctx, `create table note (body text); grant all on note to portal_app`); err != nil {
		t.Fatal(err)
	}
	pool := db.Open(postgres.RoleApp, postgres.WithMaxConns(1))
	insert := `insert into note values ('x')`
	for name, write := range map[string]func(q postgres.Querier) error{
		"Exec": func(q postgres.Querier) error { _, err := q.Exec(ctx, insert); return err },
		"Query": func(q postgres.Querier) error {
			_, err := postgres.Rows[setting](q.Query(ctx, insert+` returning body as reach`))
			return err
		},
		"SendBatch": func(q postgres.Querier) error { b := &pgx.Batch{}; b.Queue(insert); return q.SendBatch(ctx, b).Close() },
		"CopyFrom": func(q postgres.Querier) error {
			_, err := q.CopyFrom(ctx, pgx.Identifier{"note"}, []string{"body"}, pgx.CopyFromRows([][]any{{"x"}}))
			return err
		},
	} {
		if err := pool.Read(ctx, scope.System(), write); err == nil {
			t.Errorf("%s wrote", name)
		}
	}
	var n int
	if err := db.Owner().QueryRow(ctx, `select count(*) from note`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d notes, %v, want none", n, err)
	}
	if err := pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { _, err := tx.Exec(ctx, insert); return err }); err != nil {
		t.Errorf("a transaction on the same connection: %v", err)
	}
}

func TestAFailedReadLeavesTheConnectionGood(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	pool := pgtest.New(t).Open(postgres.RoleApp, postgres.WithMaxConns(1), postgres.WithStatementTimeout(200*time.Millisecond))
	err := pool.Read(ctx, scope.System(), func(q postgres.Querier) error {
		if _, err := q.Query(ctx, `select no such thing`); err == nil {
			t.Error("a statement with a mistake was taken")
		}
		var one int
		if err := q.QueryRow(ctx, `select 1`).Scan(&one); err != nil || one != 1 {
			t.Errorf("after a failed statement: %d, %v", one, err)
		}
		_, err := q.Exec(ctx, `select pg_sleep(5)`)
		if cause := (*pgconn.PgError)(nil); !errors.As(err, &cause) || cause.Code != "57014" {
			t.Errorf("a slow statement: %v, want it stopped", err)
		}
		return q.QueryRow(ctx, `select 1`).Scan(&one)
	})
	if err != nil {
		t.Error(err)
	}
	if err := pool.Read(ctx, scope.System(), func(q postgres.Querier) error { return errors.New("mine") }); err == nil || !strings.Contains(err.Error(), "mine") {
		t.Errorf("the error of who reads became %v", err)
	}
}
