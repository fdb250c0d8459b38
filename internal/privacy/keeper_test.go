package privacy_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/privacy"
)

// A portal that nobody has set up yet has nothing to delete, and its daily job says nothing.
func TestTheDailyJobWaitsForABrand(t *testing.T) {
	t.Parallel()
	if err := privacy.NewKeeper(pgtest.New(t).Engine(), time.Now).Enforce(t.Context()); err != nil {
		t.Error(err)
	}
}
