package scorecard

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Unit is what a metric's value is counted in.
type Unit string

// The units.
const (
	Percent Unit = "PERCENT"
	Count   Unit = "COUNT"
)

// Metric is one thing that a scorecard measures.
type Metric struct {
	Key            string
	Unit           Unit
	HigherIsBetter bool
	measure        func(Inputs) Measure
}

// Inputs are what the metrics of one distributor and period are made of.
type Inputs struct {
	Period period.Period
	// Reported: something is known of the period. It has lines, or the report for its first month was due
	// by now, so that silence is an answer.
	Reported bool
	Lines    int64 // live lines

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

	MonthsDue    int64 // months whose report was due by now
	MonthsOnTime int64 // of these, reported by the due day

	RowsAccepted int64
	RowsRejected int64 // and never mended

	// Frozen are the values that the period was closed with, by metric; only of the periods before the card's own.
	Frozen map[string]decimal.NullDecimal
}

// Message is something to translate.
type Message struct {
	Key    string
	Params map[string]any
}

// Measure is a metric's value and what it was made of.
type Measure struct {
	Value   decimal.NullDecimal // not rounded
	Formula Message
	NoData  *Message // why there is no value
	Inputs  []Input
}

// Input is one number of a formula.
type Input struct {
	Key   string
	Value decimal.NullDecimal
	Money bool       // in the base currency
	Lines *Selection // the lines that it is made of, if it is
	// Credits is the period whose credit entries it is made of, if it is.
	Credits *period.Period
}

// Selection says which of the distributor's lines a number is made of.
type Selection struct {
	From, Until    time.Time // both days are in it
	PurchasesAlone bool      // without returns
}

// metrics are all that a programme may name. The formulas are those of domain.md, "Scorecards".
var metrics = func() map[string]Metric {
	all := map[string]Metric{}
	for _, m := range []Metric{
		{"revenue_attainment", Percent, true, revenueAttainment},
		{"revenue_growth", Percent, true, revenueGrowth},
		{"active_customers", Count, true, activeCustomers},
		{"new_customers", Count, true, newCustomers},
		{"repeat_rate", Percent, true, repeatRate},
		{"mix_breadth", Percent, true, mixBreadth},
		{"report_timeliness", Percent, true, reportTimeliness},
		{"data_quality", Percent, true, dataQuality},
	} {
		all[m.Key] = m
	}
	return all
}()

// Net revenue ÷ target.
func revenueAttainment(in Inputs) Measure {
	m := explain("revenue_attainment", money("revenue", in.Revenue, in.Period),
		Input{Key: "target", Value: in.Target, Money: true}).withCredit(in)
	switch {
	case !in.Target.Valid:
		return m.without("noTarget")
	case !in.Target.Decimal.IsPositive():
		return m.without("zeroTarget")
	case !in.Reported:
		return m.without("notReported")
	}
	return m.percent(in.Revenue, in.Target.Decimal)
}

// Net revenue ÷ that of the same period last year − 1; against the period before when last year had no
// revenue, and the formula then says so.
func revenueGrowth(in Inputs) Measure {
	formula, base := "revenue_growth", in.LastYear
	compared := money("revenue_last_year", in.LastYear, in.Period.LastYear())
	if !in.LastYear.IsPositive() && in.Before.IsPositive() {
		formula, base = "revenue_growth_previous", in.Before
		compared = money("revenue_previous", in.Before, in.Period.Shift(-1))
	}
	m := explain(formula, money("revenue", in.Revenue, in.Period), compared).withCredit(in)
	switch {
	case !base.IsPositive():
		return m.without("noBase")
	case !in.Reported:
		return m.without("notReported")
	}
	return m.percent(in.Revenue.Sub(base), base)
}

// Accounts of this distributor with a positive live line in the period.
func activeCustomers(in Inputs) Measure {
	return in.customers("active_customers", in.Active)
}

// Accounts of this distributor whose first such line is in the period: brand-wide firsts would tell about rivals.
func newCustomers(in Inputs) Measure {
	return in.customers("new_customers", in.Fresh)
}

// customers is a count of accounts. Before anything was due from the distributor, having none says nothing.
func (in Inputs) customers(key string, n int64) Measure {
	m := explain(key, in.purchases(key, n))
	if in.Lines == 0 && in.MonthsDue == 0 {
		return m.without("notReported")
	}
	m.Value = decimal.NewNullDecimal(decimal.NewFromInt(n))
	return m
}

// Customers with two or more purchase days ÷ active customers.
func repeatRate(in Inputs) Measure {
	m := explain("repeat_rate", in.purchases("repeating_customers", in.Repeating), in.purchases("active_customers", in.Active))
	if in.Active == 0 {
		return m.without("noCustomers")
	}
	return m.share(in.Repeating, in.Active)
}

// Product lines sold ÷ product lines assigned.
func mixBreadth(in Inputs) Measure {
	sold := count("product_lines_sold", in.Sold)
	sold.Lines = lines(in.Period)
	m := explain("mix_breadth", sold, count("product_lines_assigned", in.Assigned))
	switch {
	case in.Assigned == 0:
		return m.without("noAssignment")
	case !in.Reported:
		return m.without("notReported")
	}
	return m.share(in.Sold, in.Assigned)
}

// Months reported by the due day ÷ months due.
func reportTimeliness(in Inputs) Measure {
	m := explain("report_timeliness", count("months_on_time", in.MonthsOnTime), count("months_due", in.MonthsDue))
	if in.MonthsDue == 0 {
		return m.without("notDue")
	}
	return m.share(in.MonthsOnTime, in.MonthsDue)
}

// Rows accepted ÷ (rows accepted + rows rejected and never mended).
func dataQuality(in Inputs) Measure {
	m := explain("data_quality", count("rows_accepted", in.RowsAccepted), count("rows_rejected", in.RowsRejected))
	if in.RowsAccepted+in.RowsRejected == 0 {
		return m.without("noRows")
	}
	return m.share(in.RowsAccepted, in.RowsAccepted+in.RowsRejected)
}
