package feedback

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

// Bounds of what is asked for at once.
const (
	mostAsked     = 200 // customers in one call
	mostByDefault = 50  // of those that bought most
	longestLink   = 366 // days
)

// Link asks one customer once.
type Link struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     *uuid.UUID
	ExpiresOn     time.Time // the last day
	CreatedBy     uuid.UUID
	CreatedAt     time.Time
	AnsweredAt    *time.Time
	RevokedAt     *time.Time
}

// NodeID is the link's id outside.
func (l Link) NodeID() string { return typeid.Format(typeid.SurveyLink, l.ID) }

// NewLink is a link with the address at which the customer answers: empty when it is told again, for only a digest is kept.
type NewLink struct {
	Link
	URL string
}

// NewLinks is whom to ask about a distributor, and until when.
type NewLinks struct {
	DistributorID uuid.UUID
	AccountIDs    *[]uuid.UUID // nil: those that bought most in the last quarter
	ExpiresOn     time.Time
}

// check returns Invalid naming all that is wrong with the wish on a day.
func (n NewLinks) check(today time.Time) error {
	var fields fault.Fields
	switch latest := today.AddDate(0, 0, longestLink); {
	case n.ExpiresOn.Before(today):
		fields.Add("input.expiresOn", "survey.past", nil)
	case n.ExpiresOn.After(latest):
		fields.Add("input.expiresOn", "survey.tooLong", fault.Params{"latest": latest.Format(time.DateOnly)})
	}
	if n.AccountIDs != nil && (len(*n.AccountIDs) == 0 || len(*n.AccountIDs) > mostAsked) {
		fields.Add("input.accountIds", "list.length", fault.Params{"min": 1, "max": mostAsked})
	}
	return fields.Err()
}

// tokenBytes are 128 bits: nobody guesses one.
const tokenBytes = 16

// newToken makes a link's token, as it stands in its address.
func newToken() string {
	var raw [tokenBytes]byte
	rand.Read(raw[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// digest is what is kept of a token. Any text has one, so that a wrong token takes the same road as a right one.
func digest(token string) []byte {
	sum := sha256.Sum256([]byte(strings.TrimSpace(token)))
	return sum[:]
}

// LinkFilter narrows links; nil parts do not.
type LinkFilter struct {
	DistributorID *uuid.UUID
	Waiting       *bool // neither answered, revoked nor over; false: the others
}

// Survey is what a customer sees at a link.
type Survey struct {
	DistributorID uuid.UUID
	Name          partner.Name // the distributor's
	BrandName     string
}
