package customer

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// Duplicate is two accounts of one organisation that may be one customer. It says how they compare and no weights:
// those would tell how rare a value is among everybody's accounts.
type Duplicate struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AccountID     uuid.UUID
	OtherID       uuid.UUID
	Likely        bool
	Fields        []Compared // without weights
	State         string     // OPEN, MERGED, DIFFERENT, CLOSED
	DecidedBy     *uuid.UUID
	DecidedAt     *time.Time
	CreatedAt     time.Time
}

// NodeID is the duplicate's id outside.
func (d Duplicate) NodeID() string { return typeid.Format(typeid.Duplicate, d.ID) }
