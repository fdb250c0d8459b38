package registration

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
)

// The lengths of what people write.
const (
	longestSite   = 200
	longestText   = 2000
	mostProofs    = 200 // of one registration
	mostAtOnce    = 50  // proofs with a new one
	furthestYears = 5   // that a sale may be expected ahead
)

var largestAmount = decimal.New(1, 14) // what numeric(18,4) holds

// The fields that the brand may ask to be changed.
const (
	FieldAccount     = "ACCOUNT"
	FieldProductLine = "PRODUCT_LINE"
	FieldSite        = "SITE"
	FieldAmount      = "EXPECTED_AMOUNT"
	FieldOn          = "EXPECTED_ON"
	FieldNote        = "NOTE"
	FieldActivities  = "ACTIVITIES"
)

// NewActivity is proof of work to add.
type NewActivity struct {
	Kind       string
	HappenedOn time.Time
	Text       string
}

// NewRegistration is a registration to make.
type NewRegistration struct {
	DistributorID  *uuid.UUID // the caller's own organisation when nil
	AccountID      uuid.UUID
	ProductLineID  uuid.UUID
	Site           string
	ExpectedAmount *decimal.Decimal
	ExpectedOn     *time.Time
	Note           string
	Activities     []NewActivity
	Submit         bool
}

// Changes are fields to change; nil ones stay as they are.
type Changes struct {
	AccountID      *uuid.UUID
	ProductLineID  *uuid.UUID
	Site           *string
	ExpectedAmount *decimal.Decimal
	ExpectedOn     *time.Time
	Note           *string
	Submit         bool
}

// check names all that is wrong with a new registration.
func (n *NewRegistration) check(now time.Time) error {
	n.Site, n.Note = strings.TrimSpace(n.Site), strings.TrimSpace(n.Note)
	var fields fault.Fields
	checkText(&fields, "input.site", n.Site, 0, longestSite)
	checkText(&fields, "input.note", n.Note, 0, longestText)
	if n.ExpectedAmount != nil {
		checkAmount(&fields, *n.ExpectedAmount)
	}
	if n.ExpectedOn != nil {
		checkOn(&fields, *n.ExpectedOn, now)
	}
	if len(n.Activities) > mostAtOnce {
		fields.Add("input.activities", "list.tooLong", fault.Params{"max": mostAtOnce})
	}
	for i := range n.Activities {
		n.Activities[i].check(&fields, fmt.Sprintf("input.activities.%d", i), now)
	}
	return fields.Err()
}

// check names all that is wrong with the values of changes.
func (c *Changes) check(now time.Time) error {
	var fields fault.Fields
	for path, text := range map[string]*string{"input.site": c.Site, "input.note": c.Note} {
		if text != nil {
			*text = strings.TrimSpace(*text)
			checkText(&fields, path, *text, 0, map[string]int{"input.site": longestSite, "input.note": longestText}[path])
		}
	}
	if c.ExpectedAmount != nil {
		checkAmount(&fields, *c.ExpectedAmount)
	}
	if c.ExpectedOn != nil {
		checkOn(&fields, *c.ExpectedOn, now)
	}
	return fields.Err()
}

// apply changes the registration and names the fields that are other than before. While changes are asked for, those fields alone may
// change: others are refused by name. A claim of another customer or line is a new one: it counts from now.
func (c Changes) apply(r *Registration, now time.Time) (changed []string, err error) {
	before := *r
	set(&r.AccountID, c.AccountID)
	set(&r.ProductLineID, c.ProductLineID)
	set(&r.Site, c.Site)
	set(&r.ExpectedAmount, c.ExpectedAmount)
	set(&r.Note, c.Note)
	if c.ExpectedOn != nil {
		r.ExpectedOn = c.ExpectedOn
	}
	for _, f := range []struct {
		name, path string
		differs    bool
	}{
		{FieldAccount, "input.accountId", r.AccountID != before.AccountID},
		{FieldProductLine, "input.productLineId", r.ProductLineID != before.ProductLineID},
		{FieldSite, "input.site", r.Site != before.Site},
		{FieldAmount, "input.expectedAmount", !r.ExpectedAmount.Equal(before.ExpectedAmount)},
		{FieldOn, "input.expectedOn", c.ExpectedOn != nil && (before.ExpectedOn == nil || !c.ExpectedOn.Equal(*before.ExpectedOn))},
		{FieldNote, "input.note", r.Note != before.Note},
	} {
		if !f.differs {
			continue
		}
		changed = append(changed, f.name)
		if r.State == ActionRequired && !slices.Contains(r.RequestedFields, f.name) {
			var fields fault.Fields
			if err != nil {
				fields = fault.As(err).Fields
			}
			fields.Add(f.path, "registration.notRequested", nil)
			err = fields.Err()
		}
	}
	if r.SubmittedAt != nil && (r.AccountID != before.AccountID || r.ProductLineID != before.ProductLineID) {
		r.SubmittedAt = &now
	}
	return changed, err
}

// whole names what a registration lacks that is submitted. Proof of work is not needed for that: the brand asks for it, or rejects for
// the want of it.
func (r Registration) whole() error {
	var fields fault.Fields
	if !r.ExpectedAmount.IsPositive() {
		fields.Add("input.expectedAmount", "required", nil)
	}
	if r.ExpectedOn == nil {
		fields.Add("input.expectedOn", "required", nil)
	}
	return fields.Err()
}

func (a *NewActivity) check(fields *fault.Fields, path string, now time.Time) {
	a.Text = strings.TrimSpace(a.Text)
	checkText(fields, path+".text", a.Text, 1, longestText)
	if a.HappenedOn.After(latestDay(now)) {
		fields.Add(path+".happenedOn", "registration.future", nil)
	}
}

func checkText(fields *fault.Fields, path, text string, least, most int) {
	switch n := len([]rune(text)); {
	case least > 0 && n == 0:
		fields.Add(path, "required", nil)
	case n > most || strings.ContainsRune(text, 0):
		fields.Add(path, "text.length", fault.Params{"min": least, "max": most})
	}
}

func checkAmount(fields *fault.Fields, amount decimal.Decimal) {
	if amount.IsNegative() || amount.GreaterThanOrEqual(largestAmount) || !amount.Equal(amount.Truncate(4)) {
		fields.Add("input.expectedAmount", "registration.amount", nil)
	}
}

func checkOn(fields *fault.Fields, on, now time.Time) {
	if on.Before(earliestDay(now)) || on.After(now.AddDate(furthestYears, 0, 0)) {
		fields.Add("input.expectedOn", "registration.expectedOn", fault.Params{"years": furthestYears})
	}
}

// earliestDay and latestDay are the days that it is anywhere on earth at the time: a distributor's today is right wherever it is.
func earliestDay(now time.Time) time.Time { return dayOf(now.UTC().Add(-12 * time.Hour)) }
func latestDay(now time.Time) time.Time   { return dayOf(now.UTC().Add(14 * time.Hour)) }

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}
