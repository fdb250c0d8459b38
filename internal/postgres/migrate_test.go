package postgres_test

import (
	"sync"
	"testing"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
)

func TestEightServersMigrateAtOnce(t *testing.T) {
	t.Parallel()
	pgtest.New(t) // the roles belong to the whole server: make them before, not eight times now
	db := pgtest.Empty(t)
	app := db.App()
	if err := app.CheckMigrated(t.Context()); err == nil {
		t.Error("an empty database passes as migrated")
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := postgres.Migrate(t.Context(), db.OwnerURL()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := app.CheckMigrated(t.Context()); err != nil {
		t.Errorf("after migrating: %v", err)
	}
}

func TestThePoolIsItsRole(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, pool := range []*postgres.Pool{db.App(), db.Engine()} {
		var role string
		var super, bypass bool
		sql := "select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
		if err := pool.Pgx().QueryRow(t.Context(), sql).Scan(&role, &super, &bypass); err != nil {
			t.Fatal(err)
		}
		if want := map[*postgres.Pool]string{db.App(): "portal_app", db.Engine(): "portal_engine"}[pool]; role != want || super || bypass {
			t.Errorf("role = %s (superuser %v, bypasses row security %v), want %s", role, super, bypass, want)
		}
	}
}
