package scorecard

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// key is a distributor and the first day of a period.
type key struct {
	Distributor uuid.UUID
	Start       time.Time
}

// facts are all that the cards of some distributors need, by distributor and period.
type facts struct {
	brand      Brand
	programmes map[int]Programme // those that weigh one of them, by version
	seen       map[uuid.UUID]seen
	inputs     map[key]*Inputs
	frozen     map[key]map[string]decimal.NullDecimal // the values that closed periods were frozen with
}

func newFacts() *facts {
	return &facts{programmes: map[int]Programme{}, seen: map[uuid.UUID]seen{}, inputs: map[key]*Inputs{}, frozen: map[key]map[string]decimal.NullDecimal{}}
}

func (f *facts) at(distributor uuid.UUID, start time.Time) *Inputs {
	k := key{distributor, start}
	if f.inputs[k] == nil {
		f.inputs[k] = &Inputs{}
	}
	return f.inputs[k]
}

// readLive reckons the scorecards of the distributors that the scope reaches from what is known now, in no order, trends
// included: some statements in one round trip, however many distributors, metrics and periods.
func readLive(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period, now time.Time) (map[uuid.UUID]Scorecard, error) {
	periods := trend(p)
	f := newFacts()
	b := &batch{sc: sc}
	f.queueFrame(b, ids, p, now)
	f.queueFrozen(b, ids, periods)
	f.queueNumbers(b, ids, periods, now)
	if err := b.send(ctx, q); err != nil {
		return nil, err
	}
	cards := map[uuid.UUID]Scorecard{}
	for id := range f.seen {
		cards[id] = assemble(id, f.brand, f.programmeOf(id), f.of(id, periods))
	}
	return cards, nil
}

// trend gives the periods of a trend that ends with p, oldest first.
func trend(p period.Period) []period.Period {
	n := TrendLength(p.Kind)
	periods := make([]period.Period, n)
	for i := range periods {
		periods[i] = p.Shift(i - n + 1)
	}
	return periods
}

// of gives the inputs of the distributor in each of the periods.
func (f *facts) of(id uuid.UUID, periods []period.Period) []Inputs {
	all := make([]Inputs, len(periods))
	for i, p := range periods {
		in := *f.at(id, p.Start)
		in.Period = p
		in.LastYear = f.at(id, p.LastYear().Start).Revenue
		in.Before = f.at(id, p.Shift(-1).Start).Revenue
		if i < len(periods)-1 {
			in.Frozen = f.frozen[key{id, p.Start}]
		}
		in.Reported = in.Lines > 0 || !p.Start.After(f.brand.LastMonthDue())
		all[i] = in
	}
	return all
}

type revenueRow struct {
	DistributorID uuid.UUID
	Start         time.Time
	Lines         int64
	Revenue       decimal.Decimal
	Sold          int64
}

type targetRow struct {
	DistributorID uuid.UUID
	Start         time.Time
	Amount        decimal.Decimal
}

type customersRow struct {
	DistributorID            uuid.UUID
	Start                    time.Time
	Active, Repeating, Fresh int64
}

type assignedRow struct {
	DistributorID uuid.UUID
	Start         time.Time
	Assigned      int64
}

type timelinessRow struct {
	DistributorID uuid.UUID
	Start         time.Time
	Due, OnTime   int64
}

type qualityRow struct {
	DistributorID      uuid.UUID
	Start              time.Time
	Accepted, Rejected int64
}

// queueNumbers asks for the inputs of the distributors in all of the periods.
func (f *facts) queueNumbers(b *batch, ids []uuid.UUID, periods []period.Period, now time.Time) {
	kind, from, until := string(periods[0].Kind), periods[0].Start, periods[len(periods)-1].Next()
	starts, nexts := make([]time.Time, len(periods)), make([]time.Time, len(periods))
	for i, p := range periods {
		starts[i], nexts[i] = p.Start, p.Next()
	}
	f.queueRevenue(b, ids, kind, periods[0].LastYear().Start, until)
	f.queueTargets(b, ids, kind, from, until)
	b.scoped(creditSQL, "c.distributor_id", byDistributorAndPeriod, args{"kind": kind, "ids": ids, "from": from, "until": until},
		each(func(r targetRow) { f.at(r.DistributorID, r.Start).Credit = decimal.NewNullDecimal(r.Amount) }))
	b.scoped(customersSQL, "c.distributor_id", ` ORDER BY 1, 2`, args{"kind": kind, "ids": ids, "from": from, "until": until},
		each(func(r customersRow) {
			in := f.at(r.DistributorID, r.Start)
			in.Active, in.Repeating, in.Fresh = r.Active, r.Repeating, r.Fresh
		}))
	b.scoped(assignedSQL, "a.distributor_id", byDistributorAndPeriod, args{"ids": ids, "starts": starts, "nexts": nexts},
		each(func(r assignedRow) { f.at(r.DistributorID, r.Start).Assigned = r.Assigned }))
	b.scoped(timelinessSQL, "d.id", byDistributorAndPeriod, args{"kind": kind, "ids": ids, "from": from, "until": until, "now": now},
		each(func(r timelinessRow) {
			in := f.at(r.DistributorID, r.Start)
			in.MonthsDue, in.MonthsOnTime = r.Due, r.OnTime
		}))
	b.scoped(qualitySQL, "q.distributor_id", byDistributorAndPeriod, args{"kind": kind, "ids": ids, "from": from, "until": until},
		each(func(r qualityRow) {
			in := f.at(r.DistributorID, r.Start)
			in.RowsAccepted, in.RowsRejected = r.Accepted, r.Rejected
		}))
}

func (f *facts) queueRevenue(b *batch, ids []uuid.UUID, kind string, since, until time.Time) {
	b.scoped(revenueSQL, "s.distributor_id", byDistributorAndPeriod, args{"kind": kind, "ids": ids, "since": since, "until": until},
		each(func(r revenueRow) {
			in := f.at(r.DistributorID, r.Start)
			in.Lines, in.Revenue, in.Sold = r.Lines, r.Revenue, r.Sold
		}))
}

func (f *facts) queueTargets(b *batch, ids []uuid.UUID, kind string, from, until time.Time) {
	b.scoped(targetsSQL+`t.distributor_id = ANY(@ids) AND `, "t.distributor_id", targetsOfKindSQL+
		`SELECT distributor_id, start, amount FROM resolved WHERE kind = @kind ORDER BY 1, 2`,
		args{"kind": kind, "ids": ids, "from": from, "until": until},
		each(func(r targetRow) { f.at(r.DistributorID, r.Start).Target = decimal.NewNullDecimal(r.Amount) }))
}
