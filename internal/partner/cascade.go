package partner

import (
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
)

// CascadeShape is how a year's target is spread over its months.
type CascadeShape string

// The shapes.
const (
	Evenly     CascadeShape = "EVENLY"    // a twelfth each
	AsLastYear CascadeShape = "LAST_YEAR" // as last year's revenue of the same lines was; evenly without any
)

// Cascade is a distributor's target of a year to spread over its months.
type Cascade struct {
	DistributorID uuid.UUID       `json:"distributorId"`
	ProductLineID *uuid.UUID      `json:"productLineId,omitempty"` // nil for all together
	Year          int             `json:"year"`
	Amount        decimal.Decimal `json:"amount"`
	Shape         CascadeShape    `json:"shape"`
}

// CascadePart is a month's part of a year's target.
type CascadePart struct {
	Period period.Period
	Amount decimal.Decimal
	Before decimal.NullDecimal // what is set for it now, by the rule of TargetSet.For
	Closed bool                // it keeps what it has
}

// monthsOf gives the twelve months of the year.
func monthsOf(year int) (months [12]period.Period) {
	for i := range months {
		months[i] = period.Of(period.Month, yearOf(year).Start).Shift(i)
	}
	return months
}

// spread gives the twelve parts, which add up to the amount exactly. Closed months keep what they have, and the open ones share the rest
// in proportion to their weights, evenly when no open month has any. What a closed month has is its target; of a quarter that is closed
// as a whole and has a target of its own, a part of that, for it is what the quarter counts with.
// set holds the year's targets of the line, or of all lines when the cascade is of all together; closed and weights are by month.
// Returns Invalid at amount when the closed months have more, and Conflict when no month is open and they have something else.
func (c Cascade) spread(set TargetSet, closed [12]bool, weights [12]decimal.Decimal) ([]CascadePart, error) {
	parts := make([]CascadePart, 12)
	kept, open := decimal.Zero, []int{}
	for i, month := range monthsOf(c.Year) {
		parts[i] = CascadePart{Period: month, Before: set.For(c.DistributorID, month), Closed: closed[i]}
		if closed[i] {
			parts[i].Amount = parts[i].Before.Decimal
		} else {
			open = append(open, i)
		}
	}
	for q := 0; q < 12; q += 3 {
		if closed[q] && closed[q+1] && closed[q+2] {
			quarter := set.For(c.DistributorID, period.Of(period.Quarter, parts[q].Period.Start))
			share(parts[q:q+3], []int{0, 1, 2}, quarter.Decimal, func(i int) decimal.Decimal { return parts[q+i].Amount })
		}
	}
	for _, p := range parts {
		if p.Closed {
			kept = kept.Add(p.Amount)
		}
	}
	rest := c.Amount.Sub(kept)
	switch {
	case len(open) == 0 && !rest.IsZero():
		return nil, fault.New(fault.Conflict, "target.periodClosed", fault.Params{"period": yearOf(c.Year).String()})
	case rest.IsNegative():
		var fields fault.Fields
		fields.Add("amount", "target.closedMonthsHave", fault.Params{"amount": kept.String()})
		return nil, fields.Err()
	}
	share(parts, open, rest, func(i int) decimal.Decimal { return weights[i] })
	return parts, nil
}

// share gives the parts at the indexes amounts that add up to the whole, in proportion to their weights at four decimals: each is the
// difference of two rounded sums, so that none is off by more than the last decimal. Weights below 0 count as 0; without any, all weigh the same.
func share(parts []CascadePart, at []int, whole decimal.Decimal, weight func(int) decimal.Decimal) {
	weights, total := make([]decimal.Decimal, len(at)), decimal.Zero
	for n, i := range at {
		weights[n] = decimal.Max(weight(i), decimal.Zero)
		total = total.Add(weights[n])
	}
	if total.IsZero() {
		for n := range weights {
			weights[n] = decimal.NewFromInt(1)
		}
		total = decimal.NewFromInt(int64(len(at)))
	}
	sum, given := decimal.Zero, decimal.Zero
	for n, i := range at {
		sum = sum.Add(weights[n])
		upTo := whole.Mul(sum).DivRound(total, 4)
		parts[i].Amount = upTo.Sub(given)
		given = upTo
	}
}

// changes gives the targets to set and those to take away, so that month, quarter and year agree by the rule of TargetSet.For: the open
// months get their parts. A quarter or a year with an open month needs no target of its own, for it is the sum of its months, and one that the
// line has is taken away; but where another line, or all together, has one, the sum of months would not be asked for: there the line gets
// one as well.
func (c Cascade) changes(parts []CascadePart, rows []Target) (set, gone []Target) {
	own, others := map[periodKey]*Target{}, map[periodKey]bool{}
	for i, t := range rows {
		if sameLine(t.ProductLineID, c.ProductLineID) {
			own[keyOf(t.Period)] = &rows[i]
		} else {
			others[keyOf(t.Period)] = true
		}
	}
	put := func(p period.Period, amount decimal.Decimal) {
		had := own[keyOf(p)]
		if had == nil || !had.Amount.Equal(amount) {
			set = append(set, Target{DistributorID: c.DistributorID, Period: p, ProductLineID: c.ProductLineID, Amount: amount})
		}
	}
	sums := map[periodKey]decimal.Decimal{}
	var above []period.Period // quarters and the year with an open month
	for i, part := range parts {
		quarter, year := period.Of(period.Quarter, part.Period.Start), yearOf(c.Year)
		for _, p := range []period.Period{quarter, year} {
			sums[keyOf(p)] = sums[keyOf(p)].Add(part.Amount)
		}
		if !part.Closed {
			put(part.Period, part.Amount)
		}
		if i%3 == 2 && !(parts[i-2].Closed && parts[i-1].Closed && part.Closed) {
			above = append(above, quarter)
		}
	}
	if len(above) > 0 {
		above = append(above, yearOf(c.Year))
	}
	for _, p := range above {
		if others[keyOf(p)] {
			put(p, sums[keyOf(p)])
		} else if had := own[keyOf(p)]; had != nil {
			gone = append(gone, *had)
		}
	}
	return set, gone
}

func sameLine(a, b *uuid.UUID) bool { return a == b || a != nil && b != nil && *a == *b }
