package registration

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

// Registration is a distributor's claim that it is working a customer for a product line.
type Registration struct {
	DistributorID   uuid.UUID
	ID              uuid.UUID
	AccountID       uuid.UUID
	ProductLineID   uuid.UUID
	Site            string // the site alone; "" is the whole customer
	ExpectedAmount  decimal.Decimal
	Currency        string
	ExpectedOn      time.Time
	Note            string
	State           State
	SubmittedAt     *time.Time // first whole submission
	DueAt           *time.Time
	Escalations     int
	DecidedAt       *time.Time
	DecidedBy       *uuid.UUID
	Reason          *string
	ReasonText      *string
	RequestedFields []string
	RequestText     *string
	ProtectedFrom   *time.Time
	ProtectedUntil  *time.Time
	Extensions      int
	ConvertedAt     *time.Time
	ConvertedLineID *uuid.UUID
	CreatedBy       *uuid.UUID
	CreatedAt       time.Time
}

// NodeID is the registration's id outside.
func (r Registration) NodeID() string { return typeid.Format(typeid.Registration, r.ID) }

// State is where a registration stands.
type State string

// The states.
const (
	Draft          State = "DRAFT"
	Submitted      State = "SUBMITTED"
	InReview       State = "IN_REVIEW"
	ActionRequired State = "ACTION_REQUIRED"
	Approved       State = "APPROVED"
	Rejected       State = "REJECTED"
	Extended       State = "EXTENDED"
	Expired        State = "EXPIRED"
	Released       State = "RELEASED"
	Converted      State = "CONVERTED"
)
