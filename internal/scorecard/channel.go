package scorecard

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
)

// Channel is how the channel does in a period, over the distributors of a scope, in the base currency. The brand's own
// direct sales are not in it.
type Channel struct {
	Period        period.Period
	Currency      string
	Kinds         []ChannelKind // the largest revenue first
	Territories   []ChannelTerritory
	Concentration Concentration
	Months        []PlanMonth // the twelve of the year that the period lies in
}

// ChannelKind is what a kind of channel brings. Customers, targets and satisfaction are of the distributors whose first
// channel type it is: accounts and answers don't say through which channel they came.
type ChannelKind struct {
	ChannelType  string
	Revenue      decimal.Decimal     // of the lines sold through it
	Contribution decimal.NullDecimal // its per cent of all revenue
	LastYear     decimal.Decimal
	Budget       decimal.NullDecimal // the period's part of the year's
	Target       decimal.NullDecimal
	Distributors int // that have it as their first channel type and sold
	Active       int64
	Fresh        int64
	RepeatRate   decimal.NullDecimal // per cent
	PriceLevel   decimal.NullDecimal // net price in per cent of the list price
	CSAT         decimal.NullDecimal
	NPS          decimal.NullDecimal
}

// ChannelTerritory is how the channel lies in a territory with all below it.
type ChannelTerritory struct {
	TerritoryID uuid.UUID
	Revenue     decimal.Decimal
	LastYear    decimal.Decimal
	Breadth     int                 // distributors that sold there
	Length      decimal.NullDecimal // mean number of levels from the brand to them
	Depth       decimal.NullDecimal // mean number of product lines that each sold there
	Density     decimal.NullDecimal // distributors for each region of the lowest level below it
	Assigned    int                 // distributors assigned to some part of it
}

// Concentration is how much of the revenue few distributors bring.
type Concentration struct {
	Distributors int                 // that sold
	TopFifth     decimal.NullDecimal // per cent of the revenue that the largest fifth of them brings
	ForEighty    int                 // how many of the largest bring four fifths
	Curve        []CurvePoint        // from nobody to all; none without revenue
	Largest      []Change            // ten at most
}

// CurvePoint is a part of the distributors, the largest first, and the part of the revenue that they bring, in per cent.
type CurvePoint struct {
	Distributors decimal.Decimal
	Revenue      decimal.Decimal
}

// PlanMonth is budget, target and result of a month.
type PlanMonth struct {
	Period  period.Period
	Budget  decimal.NullDecimal // a twelfth of the year's budgets
	Target  decimal.NullDecimal
	Revenue decimal.Decimal
}

// Bounds of what a view holds.
const (
	maxTerritories = 200
	curveSteps     = 50
	maxLargest     = 10
)

// Channel gives how the channel does over the distributors that the scope reaches: one round trip. Budgets are of the whole
// channel: a scope that reaches a part of it is shown none.
func (s *Service) Channel(ctx context.Context, sc scope.Scope, p period.Period) (c Channel, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		c, err = readChannel(ctx, tx, sc, p, s.now())
		return err
	})
	return c, err
}

// seller is what a distributor sold for in the period and in the one before.
type seller struct {
	DistributorID   uuid.UUID
	Lines           int64
	Revenue, Before decimal.Decimal
}

// concentrate reckons how concentrated the revenue of the sellers is; the largest come first.
func concentrate(sellers []seller) (c Concentration) {
	sellers = slices.DeleteFunc(slices.Clone(sellers), func(s seller) bool { return s.Lines <= 0 && s.Revenue.IsZero() })
	n := len(sellers)
	c.Distributors = n
	sums := make([]decimal.Decimal, n+1) // of the first ones
	for i, s := range sellers {
		sums[i+1] = sums[i].Add(s.Revenue)
		if i < maxLargest && s.Revenue.IsPositive() {
			c.Largest = append(c.Largest, Change{s.DistributorID, s.Revenue, s.Before})
		}
	}
	total := sums[n]
	if !total.IsPositive() {
		return c
	}
	c.TopFifth = percentOf(sums[(n+4)/5], total)
	c.ForEighty = slices.IndexFunc(sums, func(sum decimal.Decimal) bool {
		return sum.Mul(decimal.NewFromInt(5)).GreaterThanOrEqual(total.Mul(decimal.NewFromInt(4)))
	})
	steps := min(n, curveSteps)
	for i := range steps + 1 {
		k := (i*n + steps/2) / steps
		c.Curve = append(c.Curve, CurvePoint{percentOf(decimal.NewFromInt(int64(k)), decimal.NewFromInt(int64(n))).Decimal, percentOf(sums[k], total).Decimal})
	}
	return c
}

// percentOf is 100 × part ÷ whole as shown, none unless the whole is more than 0.
func percentOf(part, whole decimal.Decimal) decimal.NullDecimal {
	if !whole.IsPositive() {
		return decimal.NullDecimal{}
	}
	return shown(percent(part, whole).value)
}

// partOfYear is the period's part of an amount of the whole year.
func partOfYear(amount decimal.Decimal, p period.Period) decimal.Decimal {
	return amount.Mul(decimal.NewFromInt(int64(p.Months()))).DivRound(decimal.NewFromInt(12), 4)
}

// fillMonths puts budget, target and result of the year's months side by side.
func (c *Channel) fillMonths(budgets map[string]decimal.Decimal, revenues map[time.Time]decimal.Decimal, targets map[sumOf]decimal.Decimal) {
	var year decimal.NullDecimal
	for _, amount := range budgets {
		year = decimal.NewNullDecimal(year.Decimal.Add(amount))
	}
	whole := period.Of(period.Year, c.Period.Start)
	for month := (period.Period{Kind: period.Month, Start: whole.Start}); whole.Holds(month.Start); month = month.Shift(1) {
		m := PlanMonth{Period: month, Revenue: revenues[month.Start]}
		if year.Valid {
			m.Budget = decimal.NewNullDecimal(partOfYear(year.Decimal, month))
		}
		if amount, set := targets[sumOf{period.Month, month.Start}]; set {
			m.Target = decimal.NewNullDecimal(amount)
		}
		c.Months = append(c.Months, m)
	}
}
