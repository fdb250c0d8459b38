package scope_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/scope"
)

func TestTheZeroScopeSeesNothing(t *testing.T) {
	t.Parallel()
	if got := (scope.Scope{}).Where("distributor_id", map[string]any{}); got != "false" {
		t.Errorf("Where = %q, want false", got)
	}
	if (scope.Scope{}).Holds(uuid.Nil) {
		t.Error("the zero scope holds an organisation")
	}
}

func TestNarrowOnlyTakesAway(t *testing.T) {
	t.Parallel()
	own := scope.Of(uuid.New())
	if got := own.Narrow(scope.All).Reach; got != scope.Own {
		t.Errorf("own narrowed to all = %q", got)
	}
	if got := scope.System().Narrow(scope.Own).Reach; got != scope.Own {
		t.Errorf("all narrowed to own = %q", got)
	}
}
