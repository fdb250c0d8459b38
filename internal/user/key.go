package user

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
)

// Key is an API key as its organisation sees it: without its secret.
type Key struct {
	ID             uuid.UUID
	OrganizationID uuid.UUID
	UserID         uuid.UUID // who made it
	Name           string
	Role           string
	CreatedAt      time.Time
	RevokedAt      *time.Time
}

// NewKey is an API key to make.
type NewKey struct {
	Name string
	Role string
}

// maxKeys is how many keys of an organisation work at a time.
const maxKeys = 100

// check gives all that is wrong with the key, for an organisation of the kind.
func (n *NewKey) check(kind Kind) error {
	var fields fault.Fields
	n.Name = strings.TrimSpace(n.Name)
	if count := utf8.RuneCountInString(n.Name); count == 0 || count > maxName || strings.ContainsRune(n.Name, 0) {
		fields.Add("name", "name.length", fault.Params{"min": 1, "max": maxName})
	}
	checkRole(n.Role, kind, &fields)
	return fields.Err()
}
