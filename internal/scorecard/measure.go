package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// percent is 100 × part ÷ whole, for a whole that is not 0.
func percent(part, whole decimal.Decimal) reckoned { return quotient(part.Shift(2), whole) }

func share(part, whole int64) reckoned {
	return percent(decimal.NewFromInt(part), decimal.NewFromInt(whole))
}

func quotient(part, whole decimal.Decimal) reckoned {
	return exactly(part.DivRound(whole, precision))
}

func exactly(value decimal.Decimal) reckoned { return reckoned{value: decimal.NewNullDecimal(value)} }

func money(key string, amount decimal.Decimal) Input {
	return Input{Key: key, Value: decimal.NewNullDecimal(amount), Money: true}
}

func count(key string, n int64) Input {
	return Input{Key: key, Value: decimal.NewNullDecimal(decimal.NewFromInt(n))}
}

// lines says that the number is made of the lines of a period.
func (i Input) lines(of period.Period) Input {
	i.Lines = &Selection{From: of.Start, Until: of.Last()}
	return i
}

// purchases says that the number is made of the lines of a period that are no returns.
func (i Input) purchases(of period.Period) Input {
	i = i.lines(of)
	i.Lines.PurchasesAlone = true
	return i
}

// withCredit adds what of the revenue came of settled cases, where there is any: the lines alone don't add up to it.
func (in *Inputs) withCredit(inputs ...Input) []Input {
	if in.Credit.Valid {
		inputs = append(inputs, Input{Key: "credit", Value: in.Credit, Money: true, Credits: &in.Period})
	}
	return inputs
}

// leaving adds what was left out for a reason, unless it was nothing.
func leaving(all []Exclusion, why string, n int64, amount decimal.NullDecimal) []Exclusion {
	if n == 0 {
		return all
	}
	return append(all, Exclusion{Reason: Message{Key: "scorecard.exclusion." + why}, Count: n, Amount: amount})
}

// leftOfLines: lines that were voided count in nothing that is made of lines.
func leftOfLines(in *Inputs) []Exclusion { return leaving(nil, "voided", in.Voided, in.Lost) }

// leftOfRevenue: nor do rows that were rejected and never mended.
func leftOfRevenue(in *Inputs) []Exclusion {
	return leaving(leftOfLines(in), "rejected", in.RowsRejected, decimal.NullDecimal{})
}
