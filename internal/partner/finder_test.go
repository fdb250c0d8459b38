package partner

import (
	"testing"

	"github.com/google/uuid"
)

func TestADistributorIsFoundByWhatFilesCallIt(t *testing.T) {
	t.Parallel()
	north, south, twin := uuid.New(), uuid.New(), uuid.New()
	f := newFinder([]called{{north, "N-1", "North Trading", "北方貿易", "北方贸易"}, {south, "S-1", "South", "", ""}, {twin, "South", "south ", "臺南", ""}, {uuid.New(), "X-1", "臺南", "", ""}})
	for text, want := range map[string]uuid.UUID{"N-1": north, "n-1 ": north, "Ｎ-1": north, "NORTH  trading": north, "北方贸易": north, "S-1": south,
		"South": twin, // a code before a name
		"台南":    {},   // of two
		"":      {}, "West": {}} {
		if got, ok := f.Find(text); got != want || ok != (want != uuid.Nil) {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
}
