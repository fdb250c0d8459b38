package share

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/typeid"
)

// Level is how much a share shows.
type Level string

// The levels, each with all before it.
const (
	Profile  Level = "PROFILE"  // an organisation's name, tax id, place and channel type
	Sales    Level = "SALES"    // what it bought
	Contacts Level = "CONTACTS" // how to reach it, and a person's name
)

// State is how a share stands on a day.
type State string

// The states.
const (
	Pending State = "PENDING" // begins later
	Live    State = "LIVE"
	Ended   State = "ENDED"
	Revoked State = "REVOKED"
)

// longestShare bounds a share, in days.
const longestShare = 730

// Share lets one organisation see another's account.
type Share struct {
	DistributorID uuid.UUID // the distributor's side
	ID            uuid.UUID
	OwnerID       uuid.UUID // whose account it is
	AccountID     uuid.UUID
	GranteeID     uuid.UUID // who may see it
	Level         Level
	StartsOn      time.Time
	EndsOn        time.Time // the last day
	Reason        string
	LeadID        *uuid.UUID
	RemedyID      *uuid.UUID // of the case that decided it
	OwnerName     *string    // with a remedy, by which neither reads the other's row
	GranteeName   *string
	GrantedBy     *uuid.UUID
	GrantedAt     time.Time
	RevokedAt     *time.Time
	RevokedBy     *uuid.UUID
	RevokeReason  *string
}

// NodeID is the share's id outside.
func (s Share) NodeID() string { return typeid.Format(typeid.Share, s.ID) }

// StateOn says how the share stands on a day.
func (s Share) StateOn(day time.Time) State {
	switch {
	case s.RevokedAt != nil:
		return Revoked
	case day.Before(s.StartsOn):
		return Pending
	case day.After(s.EndsOn):
		return Ended
	}
	return Live
}

// Open reports whether the share may still be revoked on a day.
func (s Share) Open(day time.Time) bool {
	state := s.StateOn(day)
	return state == Live || state == Pending
}

// today is the day of a moment as shares count days: in UTC.
func today(now time.Time) time.Time { return now.UTC().Truncate(24 * time.Hour) }

// Terms are what somebody wants to share, and until when.
type Terms struct {
	AccountID     uuid.UUID
	DistributorID *uuid.UUID // whom the brand shares its own account with; a distributor shares with the brand
	Level         Level
	StartsOn      *time.Time // today when nil
	EndsOn        time.Time
	Reason        string
}

// Validate names all that is wrong with the terms on a day.
func (t *Terms) Validate(day time.Time) error {
	var fields fault.Fields
	if t.StartsOn == nil {
		t.StartsOn = &day
	}
	if t.StartsOn.Before(day) {
		fields.Add("input.startsOn", "share.past", nil)
	}
	if t.EndsOn.Before(*t.StartsOn) {
		fields.Add("input.endsOn", "share.endsBeforeStart", nil)
	} else if t.EndsOn.After(t.StartsOn.AddDate(0, 0, longestShare)) {
		fields.Add("input.endsOn", "share.tooLong", fault.Params{"max": longestShare})
	}
	checkReason(&fields, "input.reason", t.Reason)
	return fields.Err()
}

func checkReason(fields *fault.Fields, path, reason string) {
	switch {
	case reason == "":
		fields.Add(path, "required", nil)
	case len([]rune(reason)) > 500:
		fields.Add(path, "text.length", fault.Params{"min": 1, "max": 500})
	}
}

// View is somebody's look at another organisation's contact details.
type View struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	OwnerID       uuid.UUID
	AccountID     uuid.UUID
	ShareID       uuid.UUID
	ViewerID      *uuid.UUID
	ViewerName    string
	ViewerOrg     uuid.UUID
	Reason        string
	ViewedAt      time.Time
}
