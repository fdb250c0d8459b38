package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Taken is a reason for which points are taken off a composite.
type Taken struct {
	Key        string
	Points     decimal.Decimal // the programme's for one; of all of a kind no more count than its most
	On         time.Time
	Reason     Message
	ConflictID *uuid.UUID
}

// take gives the reasons that there are in a period, in the programme's order, and of each kind by day.
func (p Programme) take(b Brand, in *Inputs) (all []Taken) {
	for _, d := range p.Deductions {
		add := func(on time.Time, params map[string]any, conflict *uuid.UUID) {
			all = append(all, Taken{d.Key, d.Points, on, Message{"scorecard.deduction." + d.Key, params}, conflict})
		}
		switch d.Key {
		case UpheldConflict:
			for _, c := range in.Upheld {
				add(c.Day, nil, &c.ID)
			}
		case Warning:
			for _, c := range in.Warnings {
				add(c.Day, nil, &c.ID)
			}
		case LateReport:
			for _, start := range in.MonthsLate {
				month := period.Period{Kind: period.Month, Start: start}
				add(month.Next().AddDate(0, 0, b.DueDay-1), map[string]any{"month": month.String()}, nil)
			}
		}
	}
	return all
}

// after is the composite: the base less what is taken, of each kind no more than its most, and not below 0.
func (p Programme) after(base decimal.NullDecimal, taken []Taken) decimal.NullDecimal {
	if base.Valid {
		base.Decimal = decimal.Max(decimal.Zero, base.Decimal.Sub(p.sum(taken)))
	}
	return base
}

// sum is how many points the reasons take.
func (p Programme) sum(taken []Taken) (sum decimal.Decimal) {
	for _, d := range p.Deductions {
		var points decimal.Decimal
		for _, t := range taken {
			if t.Key == d.Key {
				points = points.Add(t.Points)
			}
		}
		sum = sum.Add(decimal.Min(points, d.Most))
	}
	return sum
}
