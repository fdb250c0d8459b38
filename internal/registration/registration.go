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
	Site            string          // the site alone; "" is the whole customer
	ExpectedAmount  decimal.Decimal // zero while a draft doesn't say
	Currency        string
	ExpectedOn      *time.Time // nil while a draft doesn't say
	Note            string
	State           State
	SubmittedAt     *time.Time // of the claim as it is: its first whole submission for this account and line
	DueAt           *time.Time // by when the brand decides, while it is its turn
	EscalateAt      *time.Time // when the next person up is told
	Escalations     int
	DecidedAt       *time.Time
	DecidedBy       *uuid.UUID
	Reason          *string
	ReasonText      *string
	RequestedFields []string
	RequestText     *string
	ProtectedFrom   *time.Time
	ProtectedUntil  *time.Time
	RemindOn        *time.Time
	Extensions      int
	ExtendedAt      *time.Time
	ConvertedAt     *time.Time
	ConvertedLineID *uuid.UUID
	CreatedBy       *uuid.UUID
	CreatedAt       time.Time
}

// NodeID is the registration's id outside.
func (r Registration) NodeID() string { return typeid.Format(typeid.Registration, r.ID) }

// IsOverdue reports whether the brand should have decided by now.
func (r Registration) IsOverdue(now time.Time) bool {
	return r.State.Waits() && r.DueAt != nil && r.DueAt.Before(now)
}

// Activity is something that was done for the customer: proof of work.
type Activity struct {
	DistributorID  uuid.UUID
	ID             uuid.UUID
	RegistrationID uuid.UUID
	Kind           string
	HappenedOn     time.Time
	Text           string
	RecordedBy     *uuid.UUID
	RecordedAt     time.Time
}

// NodeID is the activity's id outside.
func (a Activity) NodeID() string { return typeid.Format(typeid.Activity, a.ID) }

// Event is something that happened to a registration.
type Event struct {
	DistributorID  uuid.UUID
	ID             uuid.UUID
	RegistrationID uuid.UUID
	Kind           string
	Params         map[string]any // numbers, dates, codes, and what was said to the owner
	Brand          bool           // for the brand alone
	ByBrand        bool           // whether DoneBy is of the brand, whose people the owner is not told
	DoneBy         *uuid.UUID
	At             time.Time
}

// Use is what became of a distributor's registrations in the last twelve months.
type Use struct {
	DistributorID uuid.UUID
	Approved      int // that were approved
	Converted     int // of those, that became a sale
	Lapsed        int // of those, that ended without one
}

// Hoarding is approved ÷ converted, to two digits: who registers much and sells little hoards. Nil where nothing was converted.
func (u Use) Hoarding() *decimal.Decimal {
	if u.Converted == 0 {
		return nil
	}
	ratio := decimal.NewFromInt(int64(u.Approved)).DivRound(decimal.NewFromInt(int64(u.Converted)), 2)
	return &ratio
}
