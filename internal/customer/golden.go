package customer

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// Field is a value of a customer that has a source.
type Field string

// The fields.
const (
	FieldName        Field = "NAME"
	FieldTaxID       Field = "TAX_ID"
	FieldLegalTaxID  Field = "LEGAL_TAX_ID"
	FieldTerritory   Field = "TERRITORY"
	FieldChannelType Field = "CHANNEL_TYPE"
)

// Rule is by what a customer's value was chosen among those of its accounts.
type Rule string

// The rules, strongest first.
const (
	Pinned     Rule = "PINNED"      // a person of the brand settled it
	OfBrand    Rule = "BRAND"       // the brand's own account says so
	MostCommon Rule = "MOST_COMMON" // most accounts say so
	MostRecent Rule = "MOST_RECENT" // of values said equally often, the account that changed last says so
)

// Origin is where a customer's value comes from.
type Origin struct {
	Rule    Rule       `json:"rule"`
	Owner   *uuid.UUID `json:"owner,omitempty"` // whose account; nil for a pinned value
	Account *uuid.UUID `json:"account,omitempty"`
}

// Customer is the brand's one record of an end customer.
type Customer struct {
	ID             uuid.UUID
	IsOrganization bool
	Name           *string // nil for a person
	OtherNames     []string
	Sort           string
	TaxID          string
	LegalTaxID     string
	TerritoryID    *uuid.UUID
	ChannelType    *string
	Sources        map[Field]Origin
	Accounts       int        // linked to it
	Organizations  int        // whose those are
	OwnerID        *uuid.UUID // the distributor that it belongs to
	MergedInto     *uuid.UUID
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// NodeID is the customer's id outside.
func (c Customer) NodeID() string { return typeid.Format(typeid.Customer, c.ID) }

// Pin is a value that a person of the brand settled.
type Pin struct {
	CustomerID uuid.UUID
	Field      Field
	Value      string
	Reason     string
	PinnedBy   *uuid.UUID
	PinnedAt   time.Time
}

// Event is something that was done to a customer's record.
type Event struct {
	CustomerID    uuid.UUID
	ID            uuid.UUID
	Kind          string
	DistributorID *uuid.UUID
	AccountID     *uuid.UUID
	OtherID       *uuid.UUID
	Field         *string
	How           *string
	Reason        *string
	DoneBy        *uuid.UUID
	DoneAt        time.Time
}
