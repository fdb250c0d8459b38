package user

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/policy"
)

// Kind is what an organisation is to the portal.
type Kind string

// The kinds.
const (
	Brand       Kind = "BRAND"
	Distributor Kind = "DISTRIBUTOR"
)

// Organization is the brand or one of its distributors.
type Organization struct {
	ID   uuid.UUID
	Kind Kind
	Name string
}

// Status is whether a person can log in.
type Status string

// The statuses.
const (
	Invited     Status = "INVITED"
	Active      Status = "ACTIVE"
	Deactivated Status = "DEACTIVATED"
)

// User is a person who can log in, could, or was invited to.
type User struct {
	ID             uuid.UUID
	OrganizationID uuid.UUID
	Email          string // lower-cased
	Name           string
	Role           string // as the policy names it
	Status         Status
	Locale         *string // nil follows the browser
	LastLoginAt    *time.Time
	CreatedAt      time.Time
}

// Locales are the languages that the portal speaks.
var Locales = []string{"en", "zh-Hant", "zh-Hans"}

// maxName is the greatest length of a person's name, in characters.
const maxName = 100

// New is a person to add.
type New struct {
	OrganizationID uuid.UUID
	Email          string
	Name           string
	Role           string
	Locale         *string
}

// check gives all that is wrong with the person, for an organisation of the kind.
func (n *New) check(kind Kind) error {
	var fields fault.Fields
	n.Email, n.Name = strings.ToLower(strings.TrimSpace(n.Email)), strings.TrimSpace(n.Name)
	if a, err := mail.ParseAddress(n.Email); err != nil || a.Address != n.Email || len(n.Email) > 254 {
		fields.Add("email", "email.wrong", nil)
	}
	if count := utf8.RuneCountInString(n.Name); count == 0 || count > maxName || strings.ContainsRune(n.Name, 0) {
		fields.Add("name", "name.length", fault.Params{"min": 1, "max": maxName})
	}
	checkRole(n.Role, kind, &fields)
	if n.Locale != nil {
		checkLocale(*n.Locale, &fields)
	}
	return fields.Err()
}

func checkRole(role string, kind Kind, fields *fault.Fields) {
	if !policy.Fits(role, kind == Brand) {
		fields.Add("role", "role.wrongKind", fault.Params{"role": role, "kind": string(kind)})
	}
}

func checkLocale(locale string, fields *fault.Fields) {
	if !slices.Contains(Locales, locale) {
		fields.Add("locale", "locale.unknown", fault.Params{"allowed": Locales})
	}
}

// adminOf is the role whose last holder must stay.
func adminOf(kind Kind) string {
	if kind == Brand {
		return policy.BrandAdmin
	}
	return policy.DistributorAdmin
}
