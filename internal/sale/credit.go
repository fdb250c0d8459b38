package sale

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

// Credit is revenue that a settled case gave to a distributor, or took from it: each party of a split line has entries of its own, and
// all entries of a line add up to nothing.
type Credit struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	CaseID        uuid.UUID
	RemedyID      uuid.UUID
	Month         time.Time // in which it counts
	ProductID     uuid.UUID
	ProductLineID uuid.UUID
	TerritoryID   *uuid.UUID
	ChannelType   string
	Amount        decimal.Decimal // in the base currency; negative for what was split away
	LineID        *uuid.UUID      // its owner's own line
	Counters      *uuid.UUID      // the entry of a closed month that it takes back
	BookedAt      time.Time
	ReversedAt    *time.Time
}

// NodeID is the entry's id outside.
func (c Credit) NodeID() string { return typeid.Format(typeid.Credit, c.ID) }
