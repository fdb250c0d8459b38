package conflict

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/scope"
)

// Action is something that somebody can do in a case.
type Action string

// The actions.
const (
	Assign       Action = "ASSIGN"
	Dismiss      Action = "DISMISS"
	Respond      Action = "RESPOND"
	Write        Action = "MESSAGE"
	Propose      Action = "PROPOSE"
	Answer       Action = "ANSWER"
	Rule         Action = "RULE"
	Appeal       Action = "APPEAL"
	DecideAppeal Action = "DECIDE_APPEAL"
	Merge        Action = "MERGE"
	TellNames    Action = "TELL_NAMES"
)

// permissions name what the policy is to allow for each action.
var permissions = map[Action]string{Assign: "assign", Dismiss: "mediate", Respond: "respond", Write: "message", Propose: "mediate", Answer: "respond", Rule: "mediate",
	Appeal: "respond", DecideAppeal: "decideAppeal", Merge: "assign", TellNames: "mediate"}

// Standing is what there is to know of a case for somebody who wants to act in it.
type Standing struct {
	CaseID   uuid.UUID
	Label    *string    // of the caller's own organisation, when it is a party that was told
	Answered bool       // it gave its statement
	Appealed bool       // it appealed
	Pending  *uuid.UUID // the proposal that the parties have their say on
	Said     bool       // it accepted or rejected that
	Taken    bool       // a decision is being followed
	MadeBy   *uuid.UUID // who made the decision that an appeal would be against
	Parties  int        // how many parties the caller sees
	Sides    int        // of how many
	Obstacle *string    // why the caller can't judge the case, for the brand
}

// Allows says whether the actor may do something in the case now: nil when it may, else the fault that an attempt would have. It is the one place
// where this is decided: for what a page offers, and again under the case's lock for what is done.
func (c Case) Allows(action Action, by auth.Actor, s Standing, now time.Time) error {
	if _, ok := policy.Allow(by.Role, "conflict", permissions[action]); !ok {
		return fault.New(fault.Forbidden, "auth.forbidden", fault.Params{"resource": "conflict", "action": permissions[action]})
	}
	switch action {
	case Respond, Answer, Appeal:
		return c.allowsParty(action, s, now)
	case Write:
		return c.allowsMessage(by, s)
	case Assign, Merge:
		return c.allowsAssigning(action, s)
	case DecideAppeal:
		return c.allowsDecision(by, s)
	}
	return c.allowsMediating(action, by, s)
}

// allowsParty is for what a party does once, and in time.
func (c Case) allowsParty(action Action, s Standing, now time.Time) error {
	state, done, key := AwaitingResponse, s.Answered, "conflict.answered"
	switch action {
	case Answer:
		state, done, key = Proposed, s.Said, "conflict.said"
	case Appeal:
		state, done, key = Resolved, s.Appealed, "conflict.appealedBefore"
	}
	switch {
	case s.Label == nil:
		return fault.New(fault.Forbidden, "conflict.noParty", nil)
	case done:
		return fault.New(fault.Conflict, key, nil)
	case c.State != state, action == Answer && s.Pending == nil:
		return moved(c)
	case c.DueAt != nil && !now.Before(*c.DueAt):
		return fault.New(fault.Conflict, "conflict.late", nil)
	}
	return nil
}

// allowsMessage: before a case is told there is nobody to write to, and after it is over nothing more to say.
func (c Case) allowsMessage(by auth.Actor, s Standing) error {
	if c.State == Open || c.State.IsOver() {
		return moved(c)
	}
	if s.Label != nil && !by.Brand {
		return nil
	}
	return c.mediates(by, s)
}

// allowsAssigning is for who has all sides in view.
func (c Case) allowsAssigning(action Action, s Standing) error {
	states := []State{Open, AwaitingResponse, InMediation}
	if action == Assign {
		states = append(states, Proposed) // somebody else may have to go on
	}
	if !slices.Contains(states, c.State) {
		return moved(c)
	}
	if s.Parties < s.Sides {
		return fault.New(fault.Forbidden, "conflict.outOfReach", nil)
	}
	return nil
}

func (c Case) allowsDecision(by auth.Actor, s Standing) error {
	switch {
	case c.State != Appealed, s.Taken:
		return moved(c)
	case s.MadeBy != nil && *s.MadeBy == by.User:
		return fault.New(fault.Forbidden, "conflict.ownDecision", nil)
	}
	return unbiased(s)
}

// allowsMediating is for what the one who mediates does.
func (c Case) allowsMediating(action Action, by auth.Actor, s Standing) error {
	if err := c.mediates(by, s); err != nil {
		return err
	}
	switch {
	case action == Dismiss && !c.State.CanFollow(Dismissed),
		action == Propose && c.State != InMediation,
		action == Rule && (c.State != Proposed || s.Pending != nil),
		action == TellNames && (c.State == Open || c.NamesToldAt != nil || s.Sides < 2):
		return moved(c)
	case action == TellNames && s.Parties < s.Sides:
		return fault.New(fault.Forbidden, "conflict.outOfReach", nil)
	}
	return nil
}

// mediates wants the case's mediator, or one who reaches all cases; nobody with an interest in it.
func (c Case) mediates(by auth.Actor, s Standing) error {
	reach, _ := policy.Allow(by.Role, "conflict", "mediate")
	if (c.MediatorID == nil || *c.MediatorID != by.User) && reach != scope.All {
		return fault.New(fault.Forbidden, "conflict.notMediator", nil)
	}
	return unbiased(s)
}

// ObstacleKey names the message that says why somebody can't judge a case.
func ObstacleKey(obstacle string) string { return "conflict.obstacle." + obstacle }

func unbiased(s Standing) error {
	if s.Obstacle != nil {
		return fault.New(fault.Forbidden, ObstacleKey(*s.Obstacle), nil)
	}
	return nil
}

// Asked is what is asked of the actor now, most urgent first: what the case waits for and the actor may do.
func (c Case) Asked(by auth.Actor, s Standing, now time.Time) []Action {
	var waits []Action
	mine := c.MediatorID != nil && *c.MediatorID == by.User
	switch {
	case c.MediatorID == nil && by.Brand && c.State != Appealed:
		waits = []Action{Assign}
	case c.State == AwaitingResponse:
		waits = []Action{Respond}
	case c.State == InMediation && mine:
		waits = []Action{Propose}
	case c.State == Proposed && mine:
		waits = []Action{Rule, Answer}
	case c.State == Proposed:
		waits = []Action{Answer}
	case c.State == Appealed:
		waits = []Action{DecideAppeal}
	}
	return slices.DeleteFunc(waits, func(a Action) bool { return c.Allows(a, by, s, now) != nil })
}
