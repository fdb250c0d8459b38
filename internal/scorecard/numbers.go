package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// span is what the statements of numbers are bounded by.
type span struct {
	ids     []uuid.UUID
	periods []period.Period // oldest first; the last is the card's
	now     time.Time
}

func (s span) last() period.Period { return s.periods[len(s.periods)-1] }

// bounds are the names that most statements have: from the first day of the oldest period to the day after the last.
func (s span) bounds() args {
	return args{"ids": s.ids, "from": s.periods[0].Start, "until": s.last().Next()}
}

// byKind are the bounds, and the kind of periods to sum up by.
func (s span) byKind() args {
	a := s.bounds()
	a["kind"] = string(s.last().Kind)
	return a
}

// days are the first days of the periods, and the days after them.
func (s span) days() (starts, nexts []time.Time) {
	for _, p := range s.periods {
		starts, nexts = append(starts, p.Start), append(nexts, p.Next())
	}
	return starts, nexts
}

// absent is how many months of the period were over before the distributor joined, or begun after it left.
func (s seen) absent(p period.Period) (months int) {
	for i := range p.Months() {
		month := period.Period{Kind: period.Month, Start: p.Start}.Shift(i)
		if s.JoinedOn.After(month.Last()) || s.LeftOn != nil && s.LeftOn.Before(month.Start) {
			months++
		}
	}
	return months
}

// readings are the statements of the sources.
var readings = []struct {
	of    source
	queue func(*facts, *batch, span)
}{
	{ofCustomers, (*facts).queueCustomers},
	{ofAssignments, (*facts).queueAssignments},
	{ofVoided, (*facts).queueVoided},
	{ofMarkets, (*facts).queueMarkets},
	{ofMonths, (*facts).queueMonths},
	{ofRows, (*facts).queueRows},
	{ofAnswers, (*facts).queueFeedback},
	{ofBreaches, (*facts).queueBreaches},
	{ofCases, (*facts).queueCases},
	{ofWarnings, (*facts).queueWarnings},
	{ofCourses, (*facts).queueCourses},
	{ofReviews, (*facts).queueReviews},
}

// queueNumbers asks for the inputs of the distributors in all of the periods, as far as they come of the sources.
func (f *facts) queueNumbers(b *batch, s span, of source) {
	f.queueMoney(b, s)
	for _, r := range readings {
		if of&r.of != 0 {
			r.queue(f, b, s)
		}
	}
}

type amountRow struct {
	DistributorID uuid.UUID
	Start         time.Time
	Amount        decimal.Decimal
}

// queueMoney asks for revenue, of the year before the first period on, and what it is measured by.
func (f *facts) queueMoney(b *batch, s span) {
	kind, until := string(s.last().Kind), s.last().Next()
	f.queueRevenue(b, s.ids, kind, s.periods[0].LastYear().Start, until)
	f.queueTargets(b, s.ids, kind, s.periods[0].Start, until)
	b.scoped(creditSQL, "c.distributor_id", byDistributorAndPeriod, s.byKind(),
		each(func(r amountRow) { f.at(r.DistributorID, r.Start).Credit = decimal.NewNullDecimal(r.Amount) }))
}

func (f *facts) queueCustomers(b *batch, s span) {
	b.scoped(customersSQL, "c.distributor_id", ` ORDER BY 1, 2`, s.byKind(), each(func(r struct {
		DistributorID            uuid.UUID
		Start                    time.Time
		Active, Repeating, Fresh int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.Active, in.Repeating, in.Fresh = r.Active, r.Repeating, r.Fresh
	}))
}

func (f *facts) queueAssignments(b *batch, s span) {
	starts, nexts := s.days()
	b.scoped(assignedSQL, "a.distributor_id", byDistributorAndPeriod, args{"ids": s.ids, "starts": starts, "nexts": nexts}, each(func(r struct {
		DistributorID uuid.UUID
		Start         time.Time
		Assigned      int64
	}) {
		f.at(r.DistributorID, r.Start).Assigned = r.Assigned
	}))
}

func (f *facts) queueVoided(b *batch, s span) {
	b.scoped(voidedSQL, "l.distributor_id", ` GROUP BY 1 ORDER BY 1`, args{"ids": s.ids, "from": s.last().Start, "until": s.last().Next()}, each(func(r struct {
		DistributorID uuid.UUID
		Lines         int64
		Amount        decimal.Decimal
	}) {
		in := f.at(r.DistributorID, s.last().Start)
		in.Voided, in.Lost = r.Lines, decimal.NewNullDecimal(r.Amount)
	}))
}

func (f *facts) queueMarkets(b *batch, s span) {
	starts, nexts := s.days()
	b.scoped(marketSQL, "a.distributor_id", marketEndSQL, args{"ids": s.ids, "starts": starts, "nexts": nexts}, each(func(r struct {
		DistributorID uuid.UUID
		Start         time.Time
		Size, Revenue decimal.Decimal
		Lines         int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.Market, in.MarketRevenue, in.MarketLines = decimal.NewNullDecimal(r.Size), r.Revenue, r.Lines
	}))
}

func (f *facts) queueRevenue(b *batch, ids []uuid.UUID, kind string, since, until time.Time) {
	b.scoped(revenueSQL, "s.distributor_id", byDistributorAndPeriod, args{"kind": kind, "ids": ids, "since": since, "until": until}, each(func(r struct {
		DistributorID uuid.UUID
		Start         time.Time
		Lines         int64
		Revenue       decimal.Decimal
		Sold          int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.Lines, in.Revenue, in.Sold = r.Lines, r.Revenue, r.Sold
	}))
}

func (f *facts) queueTargets(b *batch, ids []uuid.UUID, kind string, from, until time.Time) {
	b.scoped(targetsSQL+`t.distributor_id = ANY(@ids) AND `, "t.distributor_id", targetsOfKindSQL+
		`SELECT distributor_id, start, amount FROM resolved WHERE kind = @kind ORDER BY 1, 2`,
		args{"kind": kind, "ids": ids, "from": from, "until": until},
		each(func(r amountRow) { f.at(r.DistributorID, r.Start).Target = decimal.NewNullDecimal(r.Amount) }))
}

func (f *facts) queueMonths(b *batch, s span) {
	due := s.byKind()
	due["now"] = s.now
	b.scoped(timelinessSQL, "d.id", byDistributorAndPeriod, due, each(func(r struct {
		DistributorID uuid.UUID
		Start         time.Time
		Due, OnTime   int64
		Late          []time.Time
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.MonthsDue, in.MonthsOnTime, in.MonthsLate = r.Due, r.OnTime, r.Late
	}))
}

func (f *facts) queueRows(b *batch, s span) {
	b.scoped(qualitySQL, "q.distributor_id", byDistributorAndPeriod, s.byKind(), each(func(r struct {
		DistributorID      uuid.UUID
		Start              time.Time
		Accepted, Rejected int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.RowsAccepted, in.RowsRejected = r.Accepted, r.Rejected
	}))
}
