package partner

import (
	"slices"
	"strings"
	"time"

	"github.com/bojanz/currency"
	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/tonglu/portal/internal/fault"
)

// Tier is how much a distributor counts in the channel.
type Tier string

// The tiers: the first buys from the brand, each other one from the tier before.
const (
	Tier1 Tier = "TIER_1"
	Tier2 Tier = "TIER_2"
	Tier3 Tier = "TIER_3"
)

// Status tells whether a distributor works with the brand now.
type Status string

// The statuses.
const (
	Onboarding Status = "ONBOARDING" // signed, does not sell yet
	Active     Status = "ACTIVE"
	Suspended  Status = "SUSPENDED" // its people may read but not report
	Ended      Status = "ENDED"
)

// ChannelType is the kind of channel through which a sale went.
type ChannelType string

// The channel types.
const (
	Ecommerce    ChannelType = "ECOMMERCE"
	Store        ChannelType = "STORE"
	Social       ChannelType = "SOCIAL"
	Distribution ChannelType = "DISTRIBUTION"
	Direct       ChannelType = "DIRECT"
)

// All values, in the order of the schema.
var (
	Tiers        = []Tier{Tier1, Tier2, Tier3}
	Statuses     = []Status{Onboarding, Active, Suspended, Ended}
	ChannelTypes = []ChannelType{Ecommerce, Store, Social, Distribution, Direct}
)

// Facts are what a distributor is said to be.
type Facts struct {
	Name         Name          `json:"name"`
	ParentID     *uuid.UUID    `json:"parentId,omitempty"` // whom it buys from when not from the brand
	Tier         Tier          `json:"tier"`
	Status       Status        `json:"status"`
	ChannelTypes []ChannelType `json:"channelTypes"` // the main one first
	Currency     string        `json:"currency"`     // of its lines when they name none
	Country      string        `json:"country"`      // ISO 3166
	TimeZone     string        `json:"timeZone"`     // IANA
	JoinedOn     time.Time     `json:"joinedOn"`
	LeftOn       *time.Time    `json:"leftOn,omitempty"`
}

// Distributor is a partner organisation that sells the brand's products.
type Distributor struct {
	ID   uuid.UUID `json:"id"`
	Code string    `json:"code"`
	Facts
}

// MainChannel is the channel type of a line that names none.
func (d Distributor) MainChannel() ChannelType { return d.ChannelTypes[0] }

// Active reports whether the distributor worked with the brand on the day.
func (d Distributor) Active(day time.Time) bool {
	return !day.Before(d.JoinedOn) && (d.LeftOn == nil || !day.After(*d.LeftOn))
}

// check notes all that is wrong with the facts but the parent, which only the database knows.
func (f Facts) check(report Report) {
	f.Name.Check(report)
	oneOf("tier", f.Tier, Tiers, report)
	oneOf("status", f.Status, Statuses, report)
	if len(f.ChannelTypes) == 0 {
		report("channelTypes", "required", nil)
	}
	for i, c := range f.ChannelTypes {
		oneOf("channelTypes", c, ChannelTypes, report)
		if slices.Contains(f.ChannelTypes[:i], c) {
			report("channelTypes", "repeated", fault.Params{"value": c})
		}
	}
	CheckCurrency("currency", f.Currency, report)
	if f.Country == "" {
		report("country", "required", nil)
	} else if r, err := language.ParseRegion(f.Country); err != nil || !r.IsCountry() || r.String() != f.Country {
		report("country", "country.unknown", fault.Params{"value": f.Country})
	}
	if f.TimeZone == "" {
		report("timeZone", "required", nil)
	} else if _, err := time.LoadLocation(f.TimeZone); err != nil || f.TimeZone == "Local" {
		report("timeZone", "timeZone.unknown", fault.Params{"value": f.TimeZone})
	}
	if f.JoinedOn.IsZero() {
		report("joinedOn", "required", nil)
	}
	if f.LeftOn != nil && f.LeftOn.Before(f.JoinedOn) {
		report("leftOn", "date.beforeStart", fault.Params{"start": f.JoinedOn.Format(time.DateOnly)})
	}
}

// CheckCurrency notes a code that ISO 4217 doesn't have.
func CheckCurrency(field, code string, report Report) {
	if code == "" {
		report(field, "required", nil)
	} else if !currency.IsValid(code) {
		report(field, "scalar.currency", fault.Params{"value": code})
	}
}

func checkCode(code string, report Report) { CheckText("code", code, true, MaxCode, report) }

func oneOf[T ~string](field string, value T, known []T, report Report) {
	if value == "" {
		report(field, "required", nil)
	} else if !slices.Contains(known, value) {
		report(field, "value.unknown", fault.Params{"value": string(value), "known": joined(known)})
	}
}

func joined[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, ", ")
}

// cyclic reports whether following parent from id leads back to id. Parents beyond the known ones end the way.
func cyclic(id uuid.UUID, parent map[uuid.UUID]uuid.UUID) bool {
	at := id
	for range len(parent) + 1 {
		next, ok := parent[at]
		if !ok || next == uuid.Nil {
			return false
		}
		if next == id {
			return true
		}
		at = next
	}
	return false // a cycle that does not hold id
}
