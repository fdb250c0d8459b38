package scorecard

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

func (f *facts) queueFeedback(b *batch, s span) {
	b.scoped(feedbackSQL, "k.distributor_id", byDistributorAndPeriod, s.byKind(), each(func(r struct {
		DistributorID                    uuid.UUID
		Start                            time.Time
		Marks, Stars                     int64
		Answers, Promoters, Detractors   int64
		WithdrawnMarks, WithdrawnAnswers int64
	}) {
		f.at(r.DistributorID, r.Start).feedback = feedback{r.Marks, r.Stars, r.Answers, r.Promoters, r.Detractors, r.WithdrawnMarks, r.WithdrawnAnswers}
	}))
}

func (f *facts) queueCourses(b *batch, s span) {
	starts, nexts := s.days()
	b.scoped(trainingSQL, "d.id", trainingEndSQL, args{"ids": s.ids, "starts": starts, "nexts": nexts, "now": s.now}, each(func(r struct {
		DistributorID             uuid.UUID
		Start                     time.Time
		Required, Passed, Expired int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.Required, in.Passed, in.Expired = r.Required, r.Passed, r.Expired
	}))
}

func (f *facts) queueReviews(b *batch, s span) {
	within := s.byKind()
	within["within"] = kindsWithin(s.last().Kind)
	b.scoped(reviewsSQL, "r.distributor_id", byDistributorAndPeriod, within, each(func(r struct {
		DistributorID               uuid.UUID
		Start                       time.Time
		Reviews, Rubric, Superseded int64
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.Reviews, in.Rubric, in.Superseded = r.Reviews, r.Rubric, r.Superseded
	}))
}

// kindsWithin are the kinds of periods that are no longer than the kind.
func kindsWithin(kind period.Kind) []string {
	all := []string{string(period.Month), string(period.Quarter), string(period.Year)}
	return all[:slices.Index(all, string(kind))+1]
}

func (f *facts) queueBreaches(b *batch, s span) {
	b.scoped(breachSQL, "m.distributor_id", byDistributorAndPeriod, s.byKind(), each(func(r struct {
		DistributorID    uuid.UUID
		Start            time.Time
		Price, Territory decimal.Decimal
	}) {
		in := f.at(r.DistributorID, r.Start)
		in.PriceBreach, in.TerritoryBreach = r.Price, r.Territory
	}))
}

// queueCases asks for what cases say. Days are the brand's; the statement gives a day more at either end.
func (f *facts) queueCases(b *batch, s span) {
	b.scoped(casesSQL, "p.distributor_id", ` ORDER BY p.distributor_id, seconds, c.settled_at, p.case_id`, s.bounds(), each(func(r caseRow) { f.takeCase(s, r) }))
}

func (f *facts) queueWarnings(b *batch, s span) {
	b.scoped(warningsSQL, "w.distributor_id", ` ORDER BY w.distributor_id, w.issued_at, w.id`, s.bounds(), each(func(r struct {
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
