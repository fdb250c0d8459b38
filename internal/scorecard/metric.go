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
	Score   Unit = "SCORE" // of a scale of its own
	Hours   Unit = "HOURS"
)

// Metric is one thing that a scorecard measures.
type Metric struct {
	Key            string
	Unit           Unit
	HigherIsBetter bool
	definition
}

// definition is how a metric is reckoned. What is read from a frozen card has none.
type definition struct {
	reckon func(*Inputs) reckoned
	made   func(*Inputs) []Input     // what the value is made of
	left   func(*Inputs) []Exclusion // what it leaves out; nil: nothing
	of     source                    // what must be read for all of these
	// proRata: the bounds are a count over the whole period, so that a part of it has a part of them.
	proRata bool
}

// reckoned is a value, not rounded, or why there is none.
type reckoned struct {
	value   decimal.NullDecimal
	noData  string
	formula string // when other than the metric's own
}

func noData(why string) reckoned { return reckoned{noData: why} }

// Message is something to translate.
type Message struct {
	Key    string
	Params map[string]any
}

// Measure is a metric's value and what it was made of.
type Measure struct {
	Value      decimal.NullDecimal // not rounded
	Formula    Message
	NoData     *Message // why there is no value
	Inputs     []Input
	Exclusions []Exclusion
}

// Input is one number of a formula.
type Input struct {
	Key   string
	Value decimal.NullDecimal
	Money bool       // in the base currency
	Lines *Selection // the lines that it is made of, if it is
	// Credits is the period whose credit entries it is made of, if it is.
	Credits *period.Period
	// Each is a number for each thing counted, where the formula needs them: the seconds that answers took.
	Each []decimal.Decimal
}

// Exclusion is something that a metric left out.
type Exclusion struct {
	Reason Message
	Count  int64
	Amount decimal.NullDecimal // in the base currency, where it is money
}

// Selection says which of the distributor's lines a number is made of.
type Selection struct {
	From, Until    time.Time // both days are in it
	PurchasesAlone bool      // without returns
	Breach         string    // those alone that cases hold as a breach of PRICE or TERRITORY; "" for all
}

// metrics are all that a programme may name. The formulas are those of domain.md, "Scorecards".
var metrics = func() map[string]Metric {
	all := map[string]Metric{}
	for _, m := range []Metric{
		{"revenue_attainment", Percent, true, definition{reckon: revenueAttainment, made: madeOfRevenueAndTarget, left: leftOfRevenue, of: ofVoided | ofRows}},
		{"revenue_growth", Percent, true, definition{reckon: revenueGrowth, made: madeOfTwoRevenues, left: leftOfRevenue, of: ofVoided | ofRows}},
		{"territory_share", Percent, true, definition{reckon: territoryShare, made: madeOfMarket, left: leftOfMarket, of: ofVoided | ofMarkets}},
		{"active_customers", Count, true, definition{reckon: activeCustomers, made: madeOfActive, left: leftOfLines, proRata: true, of: ofVoided | ofCustomers | ofMonths}},
		{"new_customers", Count, true, definition{reckon: newCustomers, made: madeOfFresh, left: leftOfLines, proRata: true, of: ofVoided | ofCustomers | ofMonths}},
		{"repeat_rate", Percent, true, definition{reckon: repeatRate, made: madeOfRepeating, left: leftOfLines, of: ofVoided | ofCustomers}},
		{"mix_breadth", Percent, true, definition{reckon: mixBreadth, made: madeOfMix, left: leftOfLines, of: ofVoided | ofAssignments}},
		{"satisfaction", Score, true, definition{reckon: satisfaction, made: madeOfMarks, left: leftOfMarks, of: ofAnswers}},
		{"nps", Score, true, definition{reckon: netPromoters, made: madeOfAnswers, left: leftOfAnswers, of: ofAnswers}},
		{"report_timeliness", Percent, true, definition{reckon: reportTimeliness, made: madeOfMonths, of: ofMonths}},
		{"data_quality", Percent, true, definition{reckon: dataQuality, made: madeOfRows, of: ofRows}},
		{"price_compliance", Percent, true, definition{reckon: priceCompliance, made: madeOfPrices, left: leftOfLines, of: ofVoided | ofBreaches}},
		{"territory_compliance", Percent, true, definition{reckon: territoryCompliance, made: madeOfPlaces, left: leftOfLines, of: ofVoided | ofBreaches}},
		{"conflict_response", Hours, false, definition{reckon: conflictResponse, made: madeOfResponses, of: ofCases}},
		{"conflicts_upheld", Count, false, definition{reckon: conflictsUpheld, made: madeOfUpheld, left: leftOfUpheld, of: ofCases | ofMonths}},
		{"training_completion", Percent, true, definition{reckon: trainingCompletion, made: madeOfTraining, left: leftOfTraining, of: ofCourses}},
		{"manager_review", Score, true, definition{reckon: managerReview, made: madeOfReviews, left: leftOfReviews, of: ofReviews}},
	} {
		all[m.Key] = m
	}
	return all
}()

// value is the metric's value, or why there is none: of a time when the distributor was not there nothing is known.
func (m Metric) value(in *Inputs) reckoned {
	if in.Absent > 0 && in.Absent == in.Period.Months() {
		return noData("absent")
	}
	return m.reckon(in)
}

// measure is the value with what it was made of.
func (m Metric) measure(in *Inputs, explained bool) Measure {
	r := m.value(in)
	if r.formula == "" {
		r.formula = m.Key
	}
	of := Measure{Value: r.value, Formula: Message{Key: "scorecard.formula." + r.formula}}
	if r.noData != "" {
		of.NoData = &Message{Key: "scorecard.noData." + r.noData}
	}
	if explained {
		of.Inputs = m.made(in)
		if m.left != nil {
			of.Exclusions = m.left(in)
		}
	}
	return of
}
