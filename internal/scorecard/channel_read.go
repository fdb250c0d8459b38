package scorecard

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

type kindRow struct {
	ChannelType       string
	Revenue, LastYear decimal.Decimal
	Net, Listed       decimal.Decimal // of what has a list price: what it was sold for, and for how much it is listed
}

type kindCustomersRow struct {
	ChannelType              string
	Active, Repeating, Fresh int64
}

// soldRow is what a distributor sold, or everybody in a month.
type soldRow struct {
	DistributorID   *uuid.UUID
	Month           *time.Time
	ChannelType     *string // the distributor's first
	Lines           int64
	Revenue, Before decimal.Decimal
	AllRevenue      decimal.Decimal
}

type kindAmountRow struct {
	ChannelType string
	Amount      decimal.Decimal
}

type kindFeedbackRow struct {
	ChannelType string
	CSAT        decimal.NullDecimal `db:"csat"`
	Answers     int64
	Lead        int64 // promoters less detractors
}

type territoryRow struct {
	TerritoryID       uuid.UUID
	Revenue, LastYear decimal.Decimal
	Breadth           int
	Length, Depth     decimal.NullDecimal
	Regions, Assigned int
}

// monthsOf gives the first days of the period's months.
func monthsOf(p period.Period) []time.Time {
	months := make([]time.Time, p.Months())
	for i := range months {
		months[i] = p.Start.AddDate(0, i, 0)
	}
	return months
}

// readChannel gives the channel view in one round trip of nine statements.
func readChannel(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, now time.Time) (Channel, error) {
	c := Channel{Period: p}
	year := period.Of(period.Year, p.Start)
	var brand Brand
	kinds := map[string]*ChannelKind{}
	budgets, revenues, targets := map[string]decimal.Decimal{}, map[time.Time]decimal.Decimal{}, map[sumOf]decimal.Decimal{}
	var found []seller
	b := &batch{sc: sc}
	within := args{"from": p.Start, "until": p.Next()}
	b.plain(brandSQL, args{"now": now}, one(&brand, "the brand has no settings yet"))
	of := func(channelType string) *ChannelKind {
		if kinds[channelType] == nil {
			kinds[channelType] = &ChannelKind{ChannelType: channelType}
		}
		return kinds[channelType]
	}
	queueKinds(b, p, of)
	if sc.Reach == scope.All {
		b.plain(budgetsSQL, args{"year": p.Start.Year()}, each(func(r kindAmountRow) { budgets[r.ChannelType] = r.Amount }))
	}
	since := p.Shift(-1).Start
	first := since
	if year.Start.Before(first) {
		first = year.Start
	}
	b.everywhere(soldSQL, with(within, "since", since, "first", first, "last", year.Next()), each(func(r soldRow) {
		if r.DistributorID == nil {
			revenues[*r.Month] = r.AllRevenue
			return
		}
		found = append(found, seller{*r.DistributorID, r.Lines, r.Revenue, r.Before})
		if r.Lines > 0 && r.ChannelType != nil {
			of(*r.ChannelType).Distributors++
		}
	}))
	b.everywhere(territoriesSQL, with(within, "now", monthsOf(p), "before", monthsOf(p.LastYear()), "most", maxTerritories),
		each(func(r territoryRow) { c.Territories = append(c.Territories, r.territory()) }))
	b.scoped(targetsSQL, "t.distributor_id", targetsOfKindSQL+
		`SELECT kind, start, sum(amount) AS amount FROM resolved WHERE kind = 'month' GROUP BY 1, 2 ORDER BY 1, 2`, args{"from": year.Start, "until": year.Next()},
		each(func(r sumRow) { targets[sumOf{period.Kind(r.Kind), r.Start}] = r.Amount }))
	if err := b.send(ctx, q); err != nil {
		return Channel{}, err
	}
	c.Currency = brand.Currency
	c.Concentration = concentrate(found)
	c.fillKinds(kinds, budgets)
	c.fillMonths(budgets, revenues, targets)
	return c, nil
}

// queueKinds asks for all of a kind of channel but its budget.
func queueKinds(b *batch, p period.Period, of func(channelType string) *ChannelKind) {
	within := args{"from": p.Start, "until": p.Next()}
	b.everywhere(kindsSQL, args{"now": monthsOf(p), "before": monthsOf(p.LastYear())}, each(func(r kindRow) {
		k := of(r.ChannelType)
		k.Revenue, k.LastYear, k.PriceLevel = r.Revenue, r.LastYear, percentOf(r.Net, r.Listed)
	}))
	b.everywhere(kindCustomersSQL, args{"kind": string(p.Kind), "from": p.Start}, each(func(r kindCustomersRow) {
		k := of(r.ChannelType)
		k.Active, k.Fresh = r.Active, r.Fresh
		k.RepeatRate = percentOf(decimal.NewFromInt(r.Repeating), decimal.NewFromInt(r.Active))
	}))
	b.scoped(targetsSQL, "t.distributor_id", targetsOfKindSQL+kindTargetsSQL, with(within, "kind", string(p.Kind)),
		each(func(r kindAmountRow) { of(r.ChannelType).Target = decimal.NewNullDecimal(r.Amount) }))
	b.everywhere(kindFeedbackSQL, within, each(func(r kindFeedbackRow) {
		k := of(r.ChannelType)
		k.CSAT = shown(r.CSAT)
		k.NPS = percentOf(decimal.NewFromInt(r.Lead), decimal.NewFromInt(r.Answers))
	}))
}

// everywhere adds a statement in which {alias} stands for the scope's condition on the distributor of that table.
func (b *batch) everywhere(sql string, a args, read func(pgx.Rows) error) {
	for _, alias := range []string{"s", "m", "t", "f", "a"} {
		if strings.Contains(sql, "{"+alias+"}") {
			sql = strings.ReplaceAll(sql, "{"+alias+"}", b.sc.Where(alias+".distributor_id", a))
		}
	}
	if strings.Contains(sql, "{d}") {
		sql = strings.ReplaceAll(sql, "{d}", b.sc.Where("d.id", a))
	}
	b.plain(sql, a, read)
}

// with gives the arguments and more, by name and value in turn.
func with(a args, more ...any) args {
	out := args{}
	for name, value := range a {
		out[name] = value
	}
	for i := 0; i < len(more); i += 2 {
		out[more[i].(string)] = more[i+1]
	}
	return out
}

func (r territoryRow) territory() ChannelTerritory {
	t := ChannelTerritory{TerritoryID: r.TerritoryID, Revenue: r.Revenue, LastYear: r.LastYear, Breadth: r.Breadth,
		Length: shown(r.Length), Depth: shown(r.Depth), Assigned: r.Assigned}
	if r.Regions > 0 {
		t.Density = decimal.NewNullDecimal(decimal.NewFromInt(int64(r.Breadth)).DivRound(decimal.NewFromInt(int64(r.Regions)), precision).RoundBank(2))
	}
	return t
}

// fillKinds puts what each kind of channel brings in order, the largest first, without those of which nothing is known.
func (c *Channel) fillKinds(kinds map[string]*ChannelKind, budgets map[string]decimal.Decimal) {
	for channelType, amount := range budgets {
		if kinds[channelType] == nil {
			kinds[channelType] = &ChannelKind{ChannelType: channelType}
		}
		kinds[channelType].Budget = decimal.NewNullDecimal(partOfYear(amount, c.Period))
	}
	var all decimal.Decimal
	for _, k := range kinds {
		all = all.Add(k.Revenue)
	}
	for _, k := range kinds {
		k.Contribution = percentOf(k.Revenue, all)
		if k.empty() {
			continue
		}
		c.Kinds = append(c.Kinds, *k)
	}
	slices.SortFunc(c.Kinds, func(a, b ChannelKind) int {
		if order := b.Revenue.Cmp(a.Revenue); order != 0 {
			return order
		}
		return strings.Compare(a.ChannelType, b.ChannelType)
	})
}

func (k ChannelKind) empty() bool {
	return k.Revenue.IsZero() && k.LastYear.IsZero() && !k.Budget.Valid && !k.Target.Valid && k.Distributors == 0 && k.Active == 0 && !k.CSAT.Valid && !k.NPS.Valid
}
