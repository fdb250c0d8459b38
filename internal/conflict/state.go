package conflict

import "slices"

// State is where a case stands.
type State string

// The states.
const (
	Open             State = "OPEN"
	AwaitingResponse State = "AWAITING_RESPONSE"
	InMediation      State = "IN_MEDIATION"
	Proposed         State = "PROPOSED"
	Agreed           State = "AGREED"
	Ruled            State = "RULED"
	Resolved         State = "RESOLVED"
	Appealed         State = "APPEALED"
	Dismissed        State = "DISMISSED"
	Closed           State = "CLOSED"
)

// step is what a state is waiting for.
type step struct {
	days int     // business days until it is due; 0: at once, or never
	next []State // what may follow
}

// steps is the workflow. Whatever the state before a decision, the portal itself dismisses a case of which no evidence holds any more.
var steps = map[State]step{
	Open:             {1, []State{AwaitingResponse, Dismissed}},
	AwaitingResponse: {3, []State{InMediation, Dismissed}},
	InMediation:      {5, []State{Proposed, Dismissed}},
	Proposed:         {3, []State{Agreed, Ruled, InMediation, Dismissed}},
	Agreed:           {0, []State{Resolved, InMediation}},
	Ruled:            {0, []State{Resolved, InMediation}},
	Resolved:         {10, []State{Appealed, Closed}},
	Appealed:         {5, []State{Closed}},
	Dismissed:        {},
	Closed:           {},
}

// CanFollow reports whether a case in the state may come to the next.
func (s State) CanFollow(next State) bool { return slices.Contains(steps[s].next, next) }

// IsOver reports whether nothing follows.
func (s State) IsOver() bool { return len(steps[s].next) == 0 }

// IsOpen reports whether the case is still to be settled: of one rule and subject there is one such case at most.
func (s State) IsOpen() bool {
	return slices.Contains([]State{Open, AwaitingResponse, InMediation, Proposed, Agreed, Ruled}, s)
}
