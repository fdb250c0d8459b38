package scorecard

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Revenue of lines that no case holds as sold below the floor price ÷ revenue of lines.
func priceCompliance(in *Inputs) reckoned { return in.compliance(in.PriceBreach) }

func madeOfPrices(in *Inputs) []Input { return in.madeOfBreach(in.PriceBreach, breachOfPrice) }

// Revenue of lines that no case holds as sold outside the territory ÷ revenue of lines.
func territoryCompliance(in *Inputs) reckoned { return in.compliance(in.TerritoryBreach) }

func madeOfPlaces(in *Inputs) []Input { return in.madeOfBreach(in.TerritoryBreach, breachOfTerritory) }

// compliance is of the lines alone: credit that a case gave or took is of no price and no place.
func (in *Inputs) compliance(breach decimal.Decimal) reckoned {
	revenue := in.ofLines()
	if !revenue.IsPositive() {
		return noData("noRevenue")
	}
	return percent(revenue.Sub(breach), revenue)
}

// The kinds of breach, as the rollup names them.
const (
	breachOfPrice     = "PRICE"
	breachOfTerritory = "TERRITORY"
)

const revenueInBreach = "revenue_in_breach"

// Caveat says that a frozen card's revenue in breach is not what its lines add up to any more where cases began or ended since; nil for every other
// metric and for a card that is reckoned now.
func (c Scorecard) Caveat(r Result) *Message {
	if c.FrozenAt == nil || !slices.ContainsFunc(r.Inputs, func(in Input) bool { return in.Key == revenueInBreach }) {
		return nil
	}
	return &Message{Key: "scorecard.caveat.casesSince"}
}

func (in *Inputs) madeOfBreach(breach decimal.Decimal, kind string) []Input {
	held := money(revenueInBreach, breach).lines(in.Period)
	held.Lines.Breach = kind
	return []Input{money("revenue_of_lines", in.ofLines()).lines(in.Period), held}
}

// The median of the hours from being told of a case to answering it; silence counts until it was passed over. Cases that
// still wait for the answer, and those that ended without one, say nothing.
func conflictResponse(in *Inputs) reckoned {
	n := len(in.Responses)
	if n == 0 {
		return noData("noCases")
	}
	return quotient(in.Responses[(n-1)/2].Add(in.Responses[n/2]), decimal.NewFromInt(2*3600))
}

func madeOfResponses(in *Inputs) []Input {
	answered := count("cases_answered", int64(len(in.Responses)))
	answered.Each = in.Responses
	return []Input{answered, count("cases_silent", in.Silent)}
}

// Cases that were decided against the distributor and enforced, by the day on which they were settled.
func conflictsUpheld(in *Inputs) reckoned {
	if !in.active() && len(in.Upheld) == 0 {
		return noData("notReported")
	}
	return exactly(decimal.NewFromInt(int64(len(in.Upheld))))
}

func madeOfUpheld(in *Inputs) []Input {
	return []Input{count("cases_upheld", int64(len(in.Upheld)))}
}

func leftOfUpheld(in *Inputs) []Exclusion {
	return leaving(nil, "advisory", in.Advisory, decimal.NullDecimal{})
}
