package conflict

import (
	"slices"
	"testing"
)

// The workflow as the rules of fairness have it, written down a second time.
func TestWhatMayFollowAState(t *testing.T) {
	t.Parallel()
	follows := map[State][]State{
		Open:             {AwaitingResponse, Dismissed},
		AwaitingResponse: {InMediation, Dismissed},
		InMediation:      {Proposed, Dismissed},
		Proposed:         {Agreed, Ruled, InMediation, Dismissed},
		Agreed:           {Resolved, InMediation},
		Ruled:            {Resolved, InMediation},
		Resolved:         {Appealed, Closed},
		Appealed:         {Closed},
		Dismissed:        nil,
		Closed:           nil,
	}
	days := map[State]int{Open: 1, AwaitingResponse: 3, InMediation: 5, Proposed: 3, Resolved: 10, Appealed: 5}
	open := []State{Open, AwaitingResponse, InMediation, Proposed, Agreed, Ruled}
	for from, next := range follows {
		for to := range follows {
			if got, want := from.CanFollow(to), slices.Contains(next, to); got != want {
				t.Errorf("%s after %s: %v, want %v", to, from, got, want)
			}
		}
		if from.IsOver() != (next == nil) || from.IsOpen() != slices.Contains(open, from) || steps[from].days != days[from] {
			t.Errorf("%s: over %v, open %v, %d days", from, from.IsOver(), from.IsOpen(), steps[from].days)
		}
	}
	if len(steps) != len(follows) {
		t.Errorf("there are %d states", len(steps))
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "A", 1: "B", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA"} {
		if got := labelAt(n); got != want {
			t.Errorf("label %d is %s, want %s", n, got, want)
		}
	}
}
