package partner

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
)

// Target is the revenue that a distributor is to reach in a period, in the base currency.
type Target struct {
	ID            uuid.UUID       `json:"id"`
	DistributorID uuid.UUID       `json:"distributorId"`
	Period        period.Period   `json:"period"`
	ProductLineID *uuid.UUID      `json:"productLineId,omitempty"` // nil for all together
	Amount        decimal.Decimal `json:"amount"`
}

// CheckAmount notes an amount below zero, of more than four decimals, or too large for the database.
func CheckAmount(field string, amount decimal.Decimal, report Report) {
	switch {
	case amount.IsNegative():
		report(field, "amount.negative", nil)
	case !amount.Equal(amount.Truncate(4)):
		report(field, "amount.decimals", fault.Params{"max": 4})
	case amount.GreaterThanOrEqual(decimal.New(1, 14)):
		report(field, "amount.tooLarge", nil)
	}
}

// TargetSet holds targets of some distributors in a span of days, for For to look up.
type TargetSet map[uuid.UUID]map[periodKey]periodTargets

// periodKey is a period as a map key: two equal times may differ as keys.
type periodKey struct {
	kind  period.Kind
	year  int
	month time.Month
}

func keyOf(p period.Period) periodKey { return periodKey{p.Kind, p.Start.Year(), p.Start.Month()} }

type periodTargets struct {
	whole   decimal.NullDecimal // for all lines together
	byLines decimal.NullDecimal // the sum over single lines
}

// NewTargetSet makes a set of the targets.
func NewTargetSet(targets []Target) TargetSet {
	set := TargetSet{}
	for _, t := range targets {
		of := set[t.DistributorID]
		if of == nil {
			of = map[periodKey]periodTargets{}
			set[t.DistributorID] = of
		}
		at := of[keyOf(t.Period)]
		if t.ProductLineID == nil {
			at.whole = decimal.NewNullDecimal(t.Amount)
		} else {
			at.byLines = decimal.NewNullDecimal(at.byLines.Decimal.Add(t.Amount))
		}
		of[keyOf(t.Period)] = at
	}
	return set
}

// For gives the distributor's target of the period: the one set for all lines together; else the sum over
// single lines; else, for a quarter, the sum of its months' and, for a year, of its quarters', each found
// by the same rule. Not valid when there is none at all; a part without a target adds nothing. The set must hold the
// targets of all days of the period.
func (s TargetSet) For(distributor uuid.UUID, p period.Period) decimal.NullDecimal {
	of := s[distributor]
	if len(of) == 0 {
		return decimal.NullDecimal{}
	}
	return resolve(of, p)
}

func resolve(of map[periodKey]periodTargets, p period.Period) decimal.NullDecimal {
	set := of[keyOf(p)]
	if set.whole.Valid {
		return set.whole
	}
	if set.byLines.Valid {
		return set.byLines
	}
	var sum decimal.NullDecimal
	part := period.Month
	switch p.Kind {
	case period.Month:
		return sum
	case period.Year:
		part = period.Quarter
	}
	for at := period.Of(part, p.Start); at.Start.Before(p.Next()); at = at.Shift(1) {
		if amount := resolve(of, at); amount.Valid {
			sum = decimal.NewNullDecimal(sum.Decimal.Add(amount.Decimal))
		}
	}
	return sum
}
