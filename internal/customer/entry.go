package customer

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// Kinds of entries and purposes of consent, in the order of the schema.
var (
	EntryKinds      = []string{"NOTE", "CALL", "VISIT", "MESSAGE"}
	ConsentPurposes = []string{"MARKETING", "SERVICE", "SHARING", "PROFILING"}
)

// Lengths of what is written about a customer, in characters.
const (
	MaxEntryText     = 5000
	MaxConsentSource = 200
)

// check notes all that is wrong with the entry.
func (e Entry) check(now time.Time) error {
	var fields fault.Fields
	oneOf("kind", e.Kind, EntryKinds, &fields)
	switch {
	case !visible(e.Text):
		fields.Add("text", "required", nil)
	case utf8.RuneCountInString(e.Text) > MaxEntryText:
		fields.Add("text", "text.tooLong", fault.Params{"max": MaxEntryText})
	case !utf8.ValidString(e.Text) || strings.ContainsFunc(e.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }):
		fields.Add("text", "text.control", nil)
	}
	if e.HappenedAt.Year() < 1900 || e.HappenedAt.After(now.AddDate(0, 0, 1)) {
		fields.Add("happenedAt", "date.impossible", nil)
	}
	return fields.Err()
}

func oneOf(field, value string, known []string, fields *fault.Fields) {
	for _, k := range known {
		if k == value {
			return
		}
	}
	fields.Add(field, "value.unknown", fault.Params{"value": clipped(value)})
}
