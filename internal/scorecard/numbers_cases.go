package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// queueCases asks for what cases say. Days are the brand's; the statement gives a day more at either end.
func (f *facts) queueCases(b *batch, s span) {
	b.scoped(casesSQL, "p.distributor_id", ` ORDER BY p.distributor_id, seconds, c.settled_at, p.case_id`, s.args("ids", "from", "until"),
		each(func(r caseRow) { f.takeCase(s, r) }))
}

func (f *facts) queueWarnings(b *batch, s span) {
	b.scoped(warningsSQL, "w.distributor_id", ` ORDER BY w.distributor_id, w.issued_at, w.id`, s.args("ids", "from", "until"), each(func(r struct {
		DistributorID, CaseID uuid.UUID
		Day                   time.Time
	}) {
		if p, ok := s.holding(r.Day); ok {
			in := f.at(r.DistributorID, p.Start)
			in.Warnings = append(in.Warnings, caseAgainst{r.CaseID, r.Day})
		}
	}))
}

// caseRow is a case that the distributor was told of.
type caseRow struct {
	DistributorID, CaseID uuid.UUID
	ToldOn                time.Time
	Seconds               decimal.NullDecimal // that its answer took; none when there is none
	Silent                bool
	SettledOn             *time.Time // when it was decided against it
	Enforced              bool
}

func (f *facts) takeCase(s span, r caseRow) {
	if p, ok := s.holding(r.ToldOn); ok && r.Seconds.Valid {
		in := f.at(r.DistributorID, p.Start)
		in.Responses = append(in.Responses, r.Seconds.Decimal)
		if r.Silent {
			in.Silent++
		}
	}
	if r.SettledOn == nil {
		return
	}
	if p, ok := s.holding(*r.SettledOn); ok {
		in := f.at(r.DistributorID, p.Start)
		if r.Enforced {
			in.Upheld = append(in.Upheld, caseAgainst{r.CaseID, *r.SettledOn})
		} else {
			in.Advisory++
		}
	}
}

// holding gives that of the periods which holds the day.
func (s span) holding(day time.Time) (period.Period, bool) {
	p := period.Of(s.last().Kind, day)
	return p, !p.Start.Before(s.periods[0].Start) && !p.Start.After(s.last().Start)
}
