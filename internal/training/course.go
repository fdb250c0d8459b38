package training

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

// Bounds of a course.
const (
	maxPeople = 100
	maxMonths = 120
)

// firstDay is the first day on which somebody may have passed a course.
var firstDay = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Course is what distributors' people pass.
type Course struct {
	ID                   uuid.UUID
	Code                 string
	Name                 string
	NameHant             *string
	NameHans             *string
	RequiredTiers        []string
	RequiredChannelTypes []string
	People               int       // how many of each distributor must have passed
	ValidMonths          *int      // nil: a pass counts for ever
	Since                time.Time // required from this day
	RetiredOn            *time.Time
}

// NodeID is the course's id outside.
func (c Course) NodeID() string { return typeid.Format(typeid.Course, c.ID) }

// RequiredOf reports whether the course is required of a distributor of the tier and channel types, but for the day.
func (c Course) RequiredOf(tier string, channelTypes []string) bool {
	if len(c.RequiredTiers)+len(c.RequiredChannelTypes) == 0 {
		return false
	}
	held := func(t string) bool { return slices.Contains(c.RequiredChannelTypes, t) }
	return (len(c.RequiredTiers) == 0 || slices.Contains(c.RequiredTiers, tier)) && (len(c.RequiredChannelTypes) == 0 || slices.ContainsFunc(channelTypes, held))
}

// RequiredOn reports whether the course is required of anybody on the day.
func (c Course) RequiredOn(day time.Time) bool {
	return !day.Before(c.Since) && (c.RetiredOn == nil || day.Before(*c.RetiredOn))
}

// LastDay is the last day on which a pass of the day counts, nil when it counts for ever: the day before the one that is so many months later. Where
// that month has no such day, its last.
func (c Course) LastDay(passedOn time.Time) *time.Time {
	if c.ValidMonths == nil {
		return nil
	}
	first := passedOn.AddDate(0, *c.ValidMonths, 0)
	if first.Day() != passedOn.Day() { // the month was too short, and first lies in the next
		first = first.AddDate(0, 0, 1-first.Day())
	}
	last := first.AddDate(0, 0, -1)
	return &last
}

// CourseFacts are what a course is said to be.
type CourseFacts struct {
	Code                 string
	Name                 partner.Name
	RequiredTiers        []string
	RequiredChannelTypes []string
	People               int
	ValidMonths          *int
	RequiredFrom         *time.Time // nil: as it was, for a new course from today
	RetiredOn            *time.Time
}

// check returns Invalid naming all that is wrong with the facts.
func (f *CourseFacts) check() error {
	var fields fault.Fields
	report := func(field, key string, params fault.Params) { fields.Add("input."+field, key, params) }
	f.Name = f.Name.Trim()
	partner.CheckText("code", f.Code, true, partner.MaxCode, report)
	partner.CheckText("name", f.Name.Default, true, partner.MaxName, report)
	partner.CheckText("nameHant", f.Name.Hant, false, partner.MaxName, report)
	partner.CheckText("nameHans", f.Name.Hans, false, partner.MaxName, report)
	if f.People < 1 || f.People > maxPeople {
		report("people", "number.range", fault.Params{"min": 1, "max": maxPeople})
	}
	if f.ValidMonths != nil && (*f.ValidMonths < 1 || *f.ValidMonths > maxMonths) {
		report("validMonths", "number.range", fault.Params{"min": 1, "max": maxMonths})
	}
	if f.RequiredFrom != nil && f.RequiredFrom.Before(firstDay) {
		report("requiredFrom", "date.beforeStart", fault.Params{"start": firstDay.Format(time.DateOnly)})
	}
	if f.RetiredOn != nil && f.RetiredOn.Before(firstDay) {
		report("retiredOn", "date.beforeStart", fault.Params{"start": firstDay.Format(time.DateOnly)})
	}
	slices.Sort(f.RequiredTiers)
	f.RequiredTiers = slices.Compact(f.RequiredTiers)
	slices.Sort(f.RequiredChannelTypes)
	f.RequiredChannelTypes = slices.Compact(f.RequiredChannelTypes)
	return fields.Err()
}

// course is what the facts make of a course with an id.
func (f CourseFacts) course(id uuid.UUID, since time.Time) Course {
	c := Course{ID: id, Code: f.Code, Name: f.Name.Default, NameHant: orNil(f.Name.Hant), NameHans: orNil(f.Name.Hans), RequiredTiers: orEmpty(f.RequiredTiers),
		RequiredChannelTypes: orEmpty(f.RequiredChannelTypes), People: f.People, ValidMonths: f.ValidMonths, Since: since, RetiredOn: f.RetiredOn}
	if f.RequiredFrom != nil {
		c.Since = *f.RequiredFrom
	}
	return c
}

// facts is the course for the log.
func (c Course) facts() map[string]any {
	out := map[string]any{"code": c.Code, "name": c.Name, "nameHant": c.NameHant, "nameHans": c.NameHans, "requiredTiers": c.RequiredTiers, "requiredChannelTypes": c.RequiredChannelTypes,
		"people": c.People, "validMonths": c.ValidMonths, "requiredFrom": c.Since.Format(time.DateOnly)}
	if c.RetiredOn != nil {
		out["retiredOn"] = c.RetiredOn.Format(time.DateOnly)
	}
	return out
}

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
