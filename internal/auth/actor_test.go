package auth_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/scope"
)

func TestNobodyReachesNothing(t *testing.T) {
	t.Parallel()
	for name, ctx := range map[string]auth.Actor{"nobody": {RequestID: "r"}, "with a reach": {Reach: scope.All}} {
		if sc := auth.ScopeOf(auth.With(t.Context(), ctx)); sc != (scope.Scope{}) {
			t.Errorf("%s: %v", name, sc)
		}
	}
	if sc := auth.ScopeOf(t.Context()); sc != (scope.Scope{}) {
		t.Errorf("no actor: %v", sc)
	}
}

func TestADistributorReachesItsOwnAtMost(t *testing.T) {
	t.Parallel()
	a := auth.Actor{User: uuid.New(), Organization: uuid.New(), Role: "distributor_rep"}
	for _, reach := range []scope.Reach{scope.All, scope.Portfolio, scope.Own} {
		a.Reach = reach
		want := scope.Scope{Reach: scope.Own, Organization: a.Organization, User: a.User}
		if sc := auth.ScopeOf(auth.With(t.Context(), a)); sc != want {
			t.Errorf("%s: %v", reach, sc)
		}
	}
}
