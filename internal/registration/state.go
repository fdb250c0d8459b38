package registration

import "slices"

// State is where a registration stands.
type State string

// The states.
const (
	Draft          State = "DRAFT"
	Submitted      State = "SUBMITTED"
	InReview       State = "IN_REVIEW"
	ActionRequired State = "ACTION_REQUIRED"
	Approved       State = "APPROVED"
	Rejected       State = "REJECTED"
	Extended       State = "EXTENDED"
	Expired        State = "EXPIRED"
	Released       State = "RELEASED"
	Converted      State = "CONVERTED"
)

// Action is what somebody does to a registration.
type Action string

// The actions.
const (
	Update         Action = "UPDATE"
	Submit         Action = "SUBMIT"
	AddActivity    Action = "ADD_ACTIVITY"
	Review         Action = "REVIEW"
	RequestChanges Action = "REQUEST_CHANGES"
	Approve        Action = "APPROVE"
	Reject         Action = "REJECT"
	Extend         Action = "EXTEND"
	Release        Action = "RELEASE"
	Convert        Action = "CONVERT"
	expire         Action = "EXPIRE" // the portal itself does, when the protection is over
)

// step is when an action may be taken and where it leads.
type step struct {
	owner []State // the states in which the distributor may
	brand []State // and the brand
	to    State   // "": where it stood
}

var (
	unsettled  = []State{Submitted, InReview, ActionRequired}
	protecting = []State{Approved, Extended}
	living     = slices.Concat(unsettled, protecting)
)

// steps is the workflow: what is not here can't be done.
var steps = map[Action]step{
	Update:         {owner: []State{Draft, ActionRequired}},
	Submit:         {owner: []State{Draft, ActionRequired}, to: Submitted},
	AddActivity:    {owner: slices.Concat([]State{Draft}, living)},
	Review:         {brand: []State{Submitted}, to: InReview},
	RequestChanges: {brand: []State{Submitted, InReview}, to: ActionRequired},
	Approve:        {brand: []State{Submitted, InReview}, to: Approved},
	Reject:         {brand: unsettled, to: Rejected},
	Extend:         {brand: protecting, to: Extended},
	Release:        {owner: slices.Concat([]State{Draft}, living), brand: protecting, to: Released},
	Convert:        {owner: protecting, to: Converted},
	expire:         {to: Expired},
}

// Allows reports whether the distributor whose it is, or the brand, may take the action on a registration in the state.
func (s State) Allows(a Action, brand bool) bool {
	if brand {
		return slices.Contains(steps[a].brand, s)
	}
	return slices.Contains(steps[a].owner, s)
}

// Waits reports whether it is the brand's turn.
func (s State) Waits() bool { return s == Submitted || s == InReview }

// Protects reports whether the customer is protected, as far as the state says: the last day may be over.
func (s State) Protects() bool { return slices.Contains(protecting, s) }

// Lives reports whether something may still come of it.
func (s State) Lives() bool { return slices.Contains(living, s) }
