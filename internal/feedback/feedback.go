package feedback

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

// Source is how an answer came in.
type Source string

// The sources.
const (
	FromSurvey Source = "SURVEY"   // the customer itself
	FromImport Source = "IMPORT"   // a file
	Recorded   Source = "RECORDED" // somebody of the brand
)

// The marks that an answer may give, and the longest comment in characters.
const (
	minCSAT, maxCSAT = 1, 5
	minNPS, maxNPS   = 0, 10
	maxComment       = 2000
	maxReason        = 500
)

// firstDay is the first day of which answers are taken.
var firstDay = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Feedback is what a customer said of a distributor.
type Feedback struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     *uuid.UUID // nil when unknown
	RespondedOn   time.Time
	CSAT          *int `db:"csat"`
	NPS           *int `db:"nps"`
	Comment       string
	Source        Source
	RecordedBy    *uuid.UUID // nil: the customer
	RecordedAt    time.Time
	WithdrawnAt   *time.Time
}

// NodeID is the answer's id outside.
func (f Feedback) NodeID() string { return typeid.Format(typeid.Feedback, f.ID) }

// Marks are what an answer says.
type Marks struct {
	CSAT    *int
	NPS     *int
	Comment string
}

// check notes what is wrong with the marks, as fields of the input.
func (m *Marks) check(fields *fault.Fields) {
	m.Comment = strings.TrimSpace(m.Comment)
	if m.CSAT == nil && m.NPS == nil {
		fields.Add("input.csat", "feedback.noMark", nil)
	}
	if m.CSAT != nil && (*m.CSAT < minCSAT || *m.CSAT > maxCSAT) {
		fields.Add("input.csat", "number.range", fault.Params{"min": minCSAT, "max": maxCSAT})
	}
	if m.NPS != nil && (*m.NPS < minNPS || *m.NPS > maxNPS) {
		fields.Add("input.nps", "number.range", fault.Params{"min": minNPS, "max": maxNPS})
	}
	switch {
	case utf8.RuneCountInString(m.Comment) > maxComment:
		fields.Add("input.comment", "text.tooLong", fault.Params{"max": maxComment})
	case !utf8.ValidString(m.Comment) || strings.ContainsRune(m.Comment, 0):
		fields.Add("input.comment", "text.control", nil)
	}
}

// NewFeedback is an answer that somebody of the brand writes down.
type NewFeedback struct {
	DistributorID uuid.UUID
	AccountID     *uuid.UUID
	RespondedOn   time.Time
	Marks
}

// check returns Invalid naming all that is wrong with the answer on a day.
func (n *NewFeedback) check(today time.Time) error {
	var fields fault.Fields
	switch {
	case n.RespondedOn.After(today):
		fields.Add("input.respondedOn", "date.future", fault.Params{"today": today.Format(time.DateOnly)})
	case n.RespondedOn.Before(firstDay):
		fields.Add("input.respondedOn", "date.beforeStart", fault.Params{"start": firstDay.Format(time.DateOnly)})
	}
	n.Marks.check(&fields)
	return fields.Err()
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

// Filter narrows answers; nil parts do not.
type Filter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	Unhappy       *bool // satisfaction of 1 or 2, or 0 to 6 for recommending; false: the others
}
