package customer

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// Source is how an account came to be.
type Source string

// The sources.
const (
	FromSales  Source = "SALES"
	FromImport Source = "IMPORT"
	FromForm   Source = "FORM"
	FromAPI    Source = "API"
)

// Account is an organisation's own record of a customer, without what only its owner may see.
type Account struct {
	DistributorID  uuid.UUID // the organisation's: a distributor, or the brand
	ID             uuid.UUID
	Code           string
	Name           *string // nil for a person
	OtherNames     []string
	IsOrganization bool
	TaxID          string // of an organisation
	LegalTaxID     string // of the legal person that a branch belongs to
	ChannelType    *string
	TerritoryID    *uuid.UUID
	Tags           []string
	InCharge       *uuid.UUID
	Source         Source
	FirstSaleOn    *time.Time
	MergedInto     *uuid.UUID
	ErasedAt       *time.Time
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// NodeID is the account's id outside.
func (a Account) NodeID() string { return typeid.Format(typeid.Account, a.ID) }

// Stands reports whether the account is neither merged into another nor erased.
func (a Account) Stands() bool { return a.MergedInto == nil && a.ErasedAt == nil }

// Contact is how to reach a customer, and a person's name: for those whom the owner lets see it.
type Contact struct {
	DistributorID uuid.UUID
	AccountID     uuid.UUID
	Name          string // a person's
	OtherNames    []string
	TaxID         string // a person's own id number
	Phone         string // as written
	Email         string
	Street        string
	District      string
	City          string
	Region        string
	PostalCode    string
	Country       string // ISO 3166, "" when unknown
	BirthDate     *time.Time
}

// Person is somebody whom one speaks with at an organisation.
type Person struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     uuid.UUID
	Name          string
	Role          string
	Phone         string
	Email         string
}

// Consent is what a customer agreed to, or took back. The latest for a purpose counts.
type Consent struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     uuid.UUID
	Purpose       string
	Granted       bool
	Source        string
	GivenOn       time.Time
	RecordedBy    *uuid.UUID
	RecordedAt    time.Time
}

// Entry is one of an account's timeline.
type Entry struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     uuid.UUID
	Kind          string
	Text          string
	HappenedAt    time.Time
	CreatedBy     *uuid.UUID
	CreatedAt     time.Time
}
