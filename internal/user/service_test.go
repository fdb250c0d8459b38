package user_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/user"
)

type quiet struct{}

func (quiet) Send(context.Context, mail.Message) error { return nil }
func (quiet) KeepSession(context.Context, int) error   { return nil }
func (quiet) Forget(uuid.UUID)                         {}

const password = "long enough for all"

func newService(t *testing.T) (*user.Service, uuid.UUID) {
	t.Helper()
	db, brand := pgtest.New(t), typeid.New()
	if _, err := db.Owner().Exec(t.Context(), "INSERT INTO organizations (id, kind, name) VALUES ($1, 'BRAND', 'Brand')", brand); err != nil {
		t.Fatal(err)
	}
	return user.NewService(db.App(), quiet{}, quiet{}, "https://portal.example"), brand
}

func TestAddingPeopleAndKeys(t *testing.T) {
	t.Parallel()
	s, brand := newService(t)
	ctx, sc := t.Context(), scope.System()
	person := user.New{OrganizationID: brand, Email: "Admin@Brand.example", Name: "Admin", Role: "brand_admin"}
	u, err := s.Add(ctx, sc, person, password)
	if err != nil || u.Email != "admin@brand.example" || u.Status != user.Active {
		t.Fatal(u, err)
	}
	if _, err := s.Add(ctx, sc, person, password); !fault.Is(err, fault.Invalid) {
		t.Errorf("the same address again: %v", err)
	}
	if _, err := s.Add(ctx, sc, person, "short"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a short password: %v", err)
	}
	person.OrganizationID = typeid.New()
	if _, err := s.Add(ctx, sc, person, password); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such organisation: %v", err)
	}
	for role, kind := range map[string]fault.Kind{"auditor": "", "distributor_rep": fault.Invalid, "king": fault.Invalid} {
		key, err := s.AddKey(ctx, sc, brand, u.ID, "test", role)
		if (err == nil) != (kind == "") || err == nil && key == "" || err != nil && !fault.Is(err, kind) {
			t.Errorf("a key for %s: %q, %v", role, key, err)
		}
	}
	if _, err := s.AddKey(ctx, scope.Of(typeid.New()), brand, u.ID, "test", "auditor"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a key beyond the scope: %v", err)
	}
}

// Two administrators who demote each other at the same time: one of them stays.
func TestTheLastAdministratorStaysInARace(t *testing.T) {
	t.Parallel()
	s, brand := newService(t)
	var ids [2]uuid.UUID
	for i, email := range []string{"a@brand.example", "b@brand.example"} {
		u, err := s.Add(t.Context(), scope.System(), user.New{OrganizationID: brand, Email: email, Name: email, Role: "brand_admin"}, password)
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = u.ID
	}
	var wg sync.WaitGroup
	var failed [2]error
	for i := range ids {
		wg.Go(func() {
			sc := scope.Scope{Reach: scope.All, Organization: brand, User: ids[i]}
			_, failed[i] = s.SetRole(t.Context(), sc, ids[1-i], "auditor")
		})
	}
	wg.Wait()
	if (failed[0] == nil) == (failed[1] == nil) || !fault.Is(errors.Join(failed[:]...), fault.Conflict) {
		t.Errorf("both or neither: %v, %v", failed[0], failed[1])
	}
	left, err := s.List(t.Context(), scope.System(), user.Filter{Role: "brand_admin"}, user.Sort{}, page.Args{})
	if err != nil || len(left.Items) != 1 {
		t.Errorf("%d administrators are left, %v", len(left.Items), err)
	}
}
