package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// explain begins a measure with its formula's message key and the numbers that go in.
func explain(formula string, inputs ...Input) Measure {
	return Measure{Formula: Message{Key: "scorecard.formula." + formula}, Inputs: inputs}
}

// withCredit adds what of the revenue came of settled cases, where there is any: the lines alone don't add up to it.
func (m Measure) withCredit(in Inputs) Measure {
	if in.Credit.Valid {
		m.Inputs = append(m.Inputs, Input{Key: "credit", Value: in.Credit, Money: true, Credits: &in.Period})
	}
	return m
}

// without says why there is no value.
func (m Measure) without(why string) Measure {
	m.NoData = &Message{Key: "scorecard.noData." + why}
	return m
}

// percent is 100 × part ÷ whole, for a whole that is not 0.
func (m Measure) percent(part, whole decimal.Decimal) Measure {
	m.Value = decimal.NewNullDecimal(part.Shift(2).DivRound(whole, precision))
	return m
}

func (m Measure) share(part, whole int64) Measure {
	return m.percent(decimal.NewFromInt(part), decimal.NewFromInt(whole))
}

func money(key string, amount decimal.Decimal, of period.Period) Input {
	return Input{Key: key, Value: decimal.NewNullDecimal(amount), Money: true, Lines: lines(of)}
}

func count(key string, n int64) Input {
	return Input{Key: key, Value: decimal.NewNullDecimal(decimal.NewFromInt(n))}
}

// purchases is a number of accounts, which returns don't make.
func (in Inputs) purchases(key string, n int64) Input {
	i := count(key, n)
	i.Lines = lines(in.Period)
	i.Lines.PurchasesAlone = true
	return i
}

func lines(of period.Period) *Selection { return &Selection{From: of.Start, Until: of.Last()} }
