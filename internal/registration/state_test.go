package registration

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestWhoMayDoWhatWhen is the workflow as a table: for each state, what its owner and what the brand may do.
func TestWhoMayDoWhatWhen(t *testing.T) {
	t.Parallel()
	want := map[State][2]string{
		Draft:          {"ADD_ACTIVITY RELEASE SUBMIT UPDATE", ""},
		Submitted:      {"ADD_ACTIVITY RELEASE", "APPROVE REJECT REQUEST_CHANGES REVIEW"},
		InReview:       {"ADD_ACTIVITY RELEASE", "APPROVE REJECT REQUEST_CHANGES"},
		ActionRequired: {"ADD_ACTIVITY RELEASE SUBMIT UPDATE", "REJECT"},
		Approved:       {"ADD_ACTIVITY CONVERT RELEASE", "EXTEND RELEASE"},
		Extended:       {"ADD_ACTIVITY CONVERT RELEASE", "EXTEND RELEASE"},
		Rejected:       {}, Expired: {}, Released: {}, Converted: {},
	}
	for state, both := range want {
		for i, brand := range []bool{false, true} {
			var may []string
			for _, a := range slices.Sorted(maps.Keys(steps)) {
				if state.Allows(a, brand) {
					may = append(may, string(a))
				}
			}
			if got := strings.Join(may, " "); got != both[i] {
				t.Errorf("%s, brand %v: %q, want %q", state, brand, got, both[i])
			}
		}
	}
}

func TestEachStateIsReached(t *testing.T) {
	t.Parallel()
	reached := map[State]bool{Draft: true}
	for _, s := range steps {
		reached[s.to] = true
	}
	for _, s := range []State{Draft, Submitted, InReview, ActionRequired, Approved, Rejected, Extended, Expired, Released, Converted} {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
	}
}
