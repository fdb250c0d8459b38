package scorecard

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Inputs are what the metrics of one distributor and period are made of.
type Inputs struct {
	Period period.Period
	// Reported: something is known of the period. It has lines, or the report for its first month was due
	// by now, so that silence is an answer.
	Reported bool
	Joined   time.Time
	Left     *time.Time
	Absent   int // months of the period that were over before it joined, or begun after it left

	sales
	reporting
	feedback
	conflicts
	people

	// Frozen are the values that the period was closed with, by metric; only of the periods before the card's own.
	Frozen frozenValues
}

// sales are inputs that the lines' rollups give.
type sales struct {
	Lines  int64               // live ones
	Voided int64               // lines that count no more; of the card's own period alone
	Lost   decimal.NullDecimal // what those amounted to

	Revenue  decimal.Decimal     // net, in the base currency: lines and credit
	Credit   decimal.NullDecimal // the part of it that settled cases gave or took; none without entries
	LastYear decimal.Decimal     // net revenue of the same period a year before
	Before   decimal.Decimal     // net revenue of the period before
	Target   decimal.NullDecimal // see targetsSQL

	Active    int64 // accounts with a purchase day in the period
	Repeating int64 // with two purchase days at least
	Fresh     int64 // whose first purchase day ever lies in it

	Sold     int64 // product lines with live lines
	Assigned int64 // product lines assigned on some day of the period

	Market        decimal.NullDecimal // size for the whole year of what of its markets is known; see marketSQL
	MarketRevenue decimal.Decimal     // its own within them
	MarketLines   int64
}

// reporting are inputs about how the distributor reports.
type reporting struct {
	MonthsDue    int64 // months whose report was due by now
	MonthsOnTime int64 // of these, reported by the due day
	MonthsLate   []time.Time

	RowsAccepted int64
	RowsRejected int64 // and never mended
}

// feedback is what customers said.
type feedback struct {
	Marks, Stars                     int64 // CSAT: how many gave one, and their sum
	Answers, Promoters, Detractors   int64 // NPS
	WithdrawnMarks, WithdrawnAnswers int64
}

// conflicts are inputs from cases.
type conflicts struct {
	PriceBreach     decimal.Decimal // revenue of the lines that are held against it, each once
	TerritoryBreach decimal.Decimal
	Responses       []decimal.Decimal // seconds to each answer; of silence until it was passed over; ascending
	Silent          int64             // of them
	Upheld          []caseAgainst     // decided against it and enforced, by day
	Advisory        int64             // decided against it and not enforced
	Warnings        []caseAgainst     // that stand
}

// caseAgainst is a case that was decided against the distributor, or that it was warned in.
type caseAgainst struct {
	ID  uuid.UUID
	Day time.Time
}

// people are inputs about the distributor's people and its manager's view.
type people struct {
	Required, Passed, Expired   int64 // places that courses require, that are filled, that were
	Reviews, Rubric, Superseded int64 // reviews that count, the sum of their marks, those replaced since
}

// present is how many months of the period the distributor was there.
func (in *Inputs) present() int { return in.Period.Months() - in.Absent }

// ofLines is the revenue of the distributor's own lines.
func (in *Inputs) ofLines() decimal.Decimal { return in.Revenue.Sub(in.Credit.Decimal) }
