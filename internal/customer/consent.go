package customer

import (
	"strings"
	"time"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
)

// check notes all that is wrong with the consent.
func (c Consent) check(now time.Time) error {
	var fields fault.Fields
	oneOf("purpose", c.Purpose, ConsentPurposes, &fields)
	partner.CheckText("source", strings.TrimSpace(c.Source), true, MaxConsentSource, fields.Add)
	if c.GivenOn.Year() < 1900 || c.GivenOn.After(now.AddDate(0, 0, 1)) { // a day ahead may be today elsewhere
		fields.Add("givenOn", "date.impossible", nil)
	}
	return fields.Err()
}
