package match_test

import (
	"slices"
	"testing"

	"github.com/tonglu/portal/internal/customer/match"
)

func TestScriptsAreThoseThatDiffer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{"大同": {"大同"}, "貿易": {"貿易", "贸易"}, "贸易": {"贸易", "貿易"}, "Acme 50%": {"Acme 50%"}} {
		if got := match.Scripts(text); !slices.Equal(got, want) {
			t.Errorf("%s is written as %q, want %q", text, got, want)
		}
	}
}
