package partner

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
)

// Assignment says what a distributor may sell where.
type Assignment struct {
	ID            uuid.UUID  `json:"id"`
	DistributorID uuid.UUID  `json:"distributorId"`
	TerritoryID   uuid.UUID  `json:"territoryId"`
	ProductLineID *uuid.UUID `json:"productLineId,omitempty"` // nil for each line
	From          time.Time  `json:"from"`
	Until         *time.Time `json:"until,omitempty"` // its last day; nil without end
	Exclusive     bool       `json:"exclusive"`
}

func (a Assignment) check(report Report) {
	if a.From.IsZero() {
		report("from", "required", nil)
	}
	if a.Until != nil && a.Until.Before(a.From) {
		report("until", "date.beforeStart", fault.Params{"start": a.From.Format(time.DateOnly)})
	}
}

// overlap is an exclusive assignment of another distributor that stands in the way.
type overlap struct {
	AssignmentID  uuid.UUID // the one that can't be
	TerritoryCode string
	TerritoryName string
	LineCode      string // empty for each line
	From          time.Time
	Until         *time.Time
}

// params name the other's region, line and days, and never who it is: the message may be shown to anybody.
func (o overlap) params() fault.Params {
	p := fault.Params{
		"territory": o.TerritoryName, "territoryCode": o.TerritoryCode, "productLine": nil,
		"from": o.From.Format(time.DateOnly), "until": nil,
	}
	if o.LineCode != "" {
		p["productLine"] = o.LineCode
	}
	if o.Until != nil {
		p["until"] = o.Until.Format(time.DateOnly)
	}
	return p
}
