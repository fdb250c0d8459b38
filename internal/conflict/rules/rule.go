package rules

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Moment is when a rule looks.
type Moment string

// The moments.
const (
	WithLines        Moment = "WITH_LINES"        // in the transaction that accepts lines
	WithLink         Moment = "WITH_LINK"         // in the transaction that links an account, and soon after lines of linked accounts
	AfterReport      Moment = "AFTER_REPORT"      // soon after a report has ended
	WithRegistration Moment = "WITH_REGISTRATION" // as WithLink, and when a registration is submitted or changes
)

// Over is what a rule's query goes over.
type Over string

// What queries go over. The words in braces stand in a query for what is looked at.
const (
	Lines     Over = "{lines}"     // rows of sale_lines
	Customers Over = "{customers}" // ids of customers, (customer_id), by way of the tables Known
	Weeks     Over = "{weeks}"     // mondays of the weeks that lines of a report lie in, and where they do: (week, territory_id), by way of the tables Known
	Histories Over = "{histories}" // distributors with all that is known of them: (distributor_id)
)

// Unit is what a value counts.
type Unit string

// The units.
const (
	Percent Unit = "PERCENT"
	Days    Unit = "DAYS"
	Number  Unit = "NUMBER"
	Amount  Unit = "AMOUNT" // in the base currency
	Choice  Unit = "CHOICE"
)

// Value is a threshold of a rule: its name is also the name of the query's argument.
type Value struct {
	Key         string
	Unit        Unit
	Least, Most string // bounds, "" for none
	Choices     []string
	Default     string
}

// Holds reports whether the text is a value within the bounds.
func (v Value) Holds(text string) bool {
	if v.Unit == Choice {
		return slices.Contains(v.Choices, text)
	}
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 20 || v.Unit == Days && !d.IsInteger() {
		return false
	}
	return (v.Least == "" || !d.LessThan(decimal.RequireFromString(v.Least))) && (v.Most == "" || !d.GreaterThan(decimal.RequireFromString(v.Most)))
}

// Bands are the amounts in the base currency from which a case is more severe.
type Bands struct {
	Medium   decimal.Decimal `json:"medium"`
	High     decimal.Decimal `json:"high"`
	Critical decimal.Decimal `json:"critical"`
}

func bands(medium, high, critical int64) Bands {
	return Bands{decimal.NewFromInt(medium), decimal.NewFromInt(high), decimal.NewFromInt(critical)}
}

// Rule is what it takes to find one kind of conflict.
type Rule struct {
	Name    string
	Moment  Moment
	Signals bool // raises signals; else it opens cases
	Values  []Value
	Bands   Bands // unless the brand has said others
	Quiet   int   // days for which a settled subject rests, unless the brand has said others
	Finds   []Find
	Decides string // of a rule that raises signals: the condition on signals s of all that it would have found again if they still held
}

// Find is a query that gives facts, in the columns of Columns by name.
type Find struct {
	Over Over
	SQL  string
}

// Columns are what a query gives of each fact:
//
//	subject         what the case is about, in the portal's own words: one case is open for each at a time
//	distributor_id  whose fact it is, and what that is in the case: RESPONDENT, CLAIMANT or PEER
//	others          whom else it concerns
//	line_id, registration_id  the fact itself, one of the two
//	customer_id     whom the case is about, where it is about a customer
//	area_id         the territory that the case is about
//	territory_id, product_line_id, product_id, channel_type, happened_on, quantity   of the fact
//	amount          at stake, in the base currency
//	form            of diversion, where one was told
//	measures        what was measured
const Columns = `subject text, distributor_id uuid, role text, others uuid[], line_id uuid, registration_id uuid, customer_id uuid, area_id uuid,
	territory_id uuid, product_line_id uuid, product_id uuid, channel_type text, happened_on date, quantity numeric, amount numeric, form text, measures jsonb`

// All is the table of the rules, in the order in which they are shown.
var All = []Rule{
	outOfTerritory, priceBelowFloor, duplicateClaim, customerOverlap, registrationCollision, protectedCustomer, channelPriceGap, directCompetition,
	volumeAnomaly,
}

// Warnings are the rules that raise signals beside those of the table. They go by their defaults.
var Warnings = []Rule{priceSpread, registrationsLapsing, channelsPromoting}

// Named gives the rule of the name.
func Named(name string) (Rule, bool) {
	i := slices.IndexFunc(All, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, false
	}
	return All[i], true
}

// Value gives the value of the name.
func (r Rule) Value(key string) (Value, bool) {
	i := slices.IndexFunc(r.Values, func(v Value) bool { return v.Key == key })
	if i < 0 {
		return Value{}, false
	}
	return r.Values[i], true
}
