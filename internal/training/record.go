package training

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

// The longest texts, in characters.
const (
	maxTrainee = 100
	maxReason  = 500
)

// Record says that somebody passed a course.
type Record struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	CourseID      uuid.UUID
	Trainee       string // as the distributor calls them
	PassedOn      time.Time
	ExpiresOn     *time.Time // the last day on which it counts; nil: for ever
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	WithdrawnAt   *time.Time
}

// NodeID is the record's id outside.
func (r Record) NodeID() string { return typeid.Format(typeid.Training, r.ID) }

// NewRecord is a pass that somebody writes down.
type NewRecord struct {
	DistributorID uuid.UUID
	CourseID      uuid.UUID
	Trainee       string
	PassedOn      time.Time
}

// check returns Invalid naming all that is wrong with the pass on a day.
func (n *NewRecord) check(today time.Time) error {
	var fields fault.Fields
	n.Trainee = cleanName(n.Trainee)
	partner.CheckText("input.trainee", n.Trainee, true, maxTrainee, fields.Add)
	switch {
	case n.PassedOn.After(today):
		fields.Add("input.passedOn", "date.future", fault.Params{"today": today.Format(time.DateOnly)})
	case n.PassedOn.Before(firstDay):
		fields.Add("input.passedOn", "date.beforeStart", fault.Params{"start": firstDay.Format(time.DateOnly)})
	}
	return fields.Err()
}

// cleanName writes a name in one way: composed characters, single spaces, none at the ends.
func cleanName(name string) string {
	return strings.Join(strings.FieldsFunc(norm.NFC.String(name), unicode.IsSpace), " ")
}

// checkReason returns Invalid for a reason that is missing or too long.
func checkReason(reason string) error {
	var fields fault.Fields
	switch {
	case strings.TrimSpace(reason) == "":
		fields.Add("input.reason", "required", nil)
	case utf8.RuneCountInString(reason) > maxReason || strings.ContainsRune(reason, 0):
		fields.Add("input.reason", "text.length", fault.Params{"min": 1, "max": maxReason})
	}
	return fields.Err()
}

// Filter narrows records; nil parts do not.
type Filter struct {
	DistributorID  *uuid.UUID
	CourseID       *uuid.UUID
	EndsWithinDays *int // from today; those that are over too, withdrawn ones not
}

// Requirement is how a distributor stands with a course that is required of it.
type Requirement struct {
	CourseID   uuid.UUID
	Required   int        // people
	Passed     int        // people whose pass counts
	NextExpiry *time.Time // the first day on which one of them counts no more
}
