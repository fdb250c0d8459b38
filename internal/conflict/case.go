package conflict

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

// Case is a conflict between parties, in words that each of them may read.
type Case struct {
	ID                 uuid.UUID
	Rule               string // as rules names it, or Manual
	RuleVersion        *int
	State              State
	Severity           Severity
	Mode               string // ADVISORY or ENFORCED
	LegalBasis         string
	Jurisdiction       string // code of a territory
	Title              string // what a person wrote
	ProductLineID      *uuid.UUID
	TerritoryID        *uuid.UUID
	HappenedFrom       *time.Time
	HappenedUntil      *time.Time
	Amount             decimal.Decimal // at stake, in the base currency
	Facts              int             // pieces of evidence that hold
	Forms              []string
	MediatorID         *uuid.UUID
	OpenedAt           time.Time
	OpenedBy           *uuid.UUID // nil: a rule did
	StateSince         time.Time
	DueAt              *time.Time
	Escalations        int // in this state
	StatementsOpenedAt *time.Time
	NamesToldAt        *time.Time
	Outcome            *string
	SettledAt          *time.Time
	MergedInto         *uuid.UUID
}

// NodeID is the case's id outside.
func (c Case) NodeID() string { return typeid.Format(typeid.Conflict, c.ID) }

// Manual is the rule of a case that a person opened.
const Manual = "MANUAL"

// Severity is how much is at stake.
type Severity string

// The severities, least first.
const (
	Low      Severity = "LOW"
	Medium   Severity = "MEDIUM"
	High     Severity = "HIGH"
	Critical Severity = "CRITICAL"
)

// Evidence is what a rule saw, frozen. The fields from LineID on are the owner's: empty for anybody who may not see them.
type Evidence struct {
	CaseID         uuid.UUID
	ID             uuid.UUID
	Label          string
	HappenedOn     time.Time
	ProductID      *uuid.UUID
	ProductLineID  *uuid.UUID
	TerritoryID    *uuid.UUID
	ChannelType    *string
	Quantity       *decimal.Decimal
	Amount         decimal.Decimal
	Form           *string
	Measures       map[string]any
	Hash           []byte
	FoundAt        time.Time
	WithdrawnAt    *time.Time
	DistributorID  *uuid.UUID
	LineID         *uuid.UUID
	RegistrationID *uuid.UUID
	InvoiceNo      *string
	LineNo         *string
	AccountID      *uuid.UUID
	UnitPrice      *decimal.Decimal
	NetAmount      *decimal.Decimal
	Currency       *string
	Serial         *string
}

// Signal is an early warning that is not a case yet.
type Signal struct {
	DistributorID uuid.UUID // the brand's where several are concerned
	ID            uuid.UUID
	Kind          string
	Subject       string
	State         string
	Severity      Severity
	ProductLineID *uuid.UUID
	TerritoryID   *uuid.UUID
	HappenedFrom  time.Time
	HappenedUntil time.Time
	Measures      map[string]any
	Distributors  []uuid.UUID
	CaseID        *uuid.UUID
	RaisedAt      time.Time
	DecidedBy     *uuid.UUID
	DecidedAt     *time.Time
	Reason        *string
}

// NodeID is the signal's id outside.
func (s Signal) NodeID() string { return typeid.Format(typeid.Signal, s.ID) }
