package partner_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
)

// Whoever holds the tree sees its own changes at once, those of others soon, and new nodes whatever it holds.
func TestTheHeldTreeFollowsChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, id := t.Context(), w.territories["X"]
	other := partner.New(w.db.App())
	name := func(s *partner.Service, id uuid.UUID) string {
		found, err := s.TerritoriesByID(ctx, scope.Of(w.north), []uuid.UUID{id})
		w.must(err)
		return found[id].Name.Default
	}
	rename := func(s *partner.Service, to string) {
		_, err := s.UpdateTerritory(ctx, all, id, partner.TerritoryChange{Name: &partner.Name{Default: to}})
		w.must(err)
	}
	name(w.s, id)
	name(other, id)
	rename(w.s, "Mine")
	if got := name(w.s, id); got != "Mine" {
		t.Errorf("right after its own change it reads %q", got)
	}
	made, err := other.CreateTerritory(ctx, all, nil, partner.NewTerritory{Code: "NEW", Name: partner.Name{Default: "New"}, Kind: partner.Country})
	w.must(err)
	if got := name(w.s, made.ID); got != "New" {
		t.Errorf("a new node of another process is %q", got)
	}
	rename(other, "Theirs")
	for end := time.Now().Add(5 * time.Second); name(w.s, id) != "Theirs"; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the other's change is not seen")
		}
	}
}
