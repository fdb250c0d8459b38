package scorecard

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

// The states of a contest, besides Open.
const (
	Accepted  = "ACCEPTED"  // the brand agrees, and corrects
	Rejected  = "REJECTED"  // the brand disagrees, and says why
	Withdrawn = "WITHDRAWN" // the distributor took it back
)

// Contest is a distributor's word that a number of its card is wrong. It changes nothing by itself: the card says that it is contested
// until it is answered, and who agrees corrects what the number was made of; of a closed period by a restatement.
type Contest struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	Period        period.Period
	Metric        string
	LineID        *uuid.UUID // nil for the metric as a whole
	Reason        string
	State         string
	MadeAt        time.Time
	Answer        string
	EndedAt       *time.Time
}

// NodeID is the contest's id outside.
func (c Contest) NodeID() string { return typeid.Format(typeid.Contest, c.ID) }

// NewContest is a contest to make.
type NewContest struct {
	DistributorID uuid.UUID
	Period        period.Period
	Metric        string
	LineID        *uuid.UUID
	Reason        string
}

// contested is a line that somebody contests.
type contested struct {
	SaleDate time.Time
	Quantity decimal.Decimal
	VoidedAt *time.Time
}

// check notes a metric that the card doesn't have, and a line that the metric was not made of; line is nil when none is contested, or there is none
// of the distributor's.
func (n NewContest) check(fields *fault.Fields, card Scorecard, line *contested) {
	at := slices.IndexFunc(card.Results, func(r Result) bool { return r.Key == n.Metric })
	if at < 0 {
		fields.Add("metric", "contest.notOnCard", nil)
		return
	}
	switch {
	case n.LineID == nil:
	case line == nil:
		fields.Add("saleLineId", "saleLine.notFound", nil)
	case !card.Results[at].holds(*line):
		fields.Add("saleLineId", "contest.otherLine", nil)
	}
}

// holds reports whether the line is one of those that the metric's value was made of.
func (r Result) holds(l contested) bool {
	// What is in breach is among all lines of the metric, which stand beside it.
	return l.VoidedAt == nil && slices.ContainsFunc(r.Inputs, func(in Input) bool {
		s := in.Lines
		return s != nil && s.Breach == "" && !l.SaleDate.Before(s.From) && !l.SaleDate.After(s.Until) && (!s.PurchasesAlone || l.Quantity.IsPositive())
	})
}
