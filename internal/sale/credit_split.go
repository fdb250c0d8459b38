package sale

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

// CreditLine is a line whose credit is to be split.
type CreditLine struct {
	DistributorID uuid.UUID // whose it is
	LineID        uuid.UUID
	Month         time.Time // in which its credit counts: its own, or the first open one after
	ProductID     uuid.UUID
	ProductLineID uuid.UUID
	TerritoryID   *uuid.UUID
	ChannelType   string
	BaseAmount    decimal.Decimal
}

// CreditPart is how much of the credit a distributor gets, in per cent.
type CreditPart struct {
	DistributorID uuid.UUID
	Percent       decimal.Decimal
}

// CreditOf gives the entries that split a line among the parts, which add up to a hundred: its owner loses all and gets its own part
// back, and each other gets its part. Parts are rounded half-even to four decimals and the last takes what is left, so that
// the entries of a line add up to nothing. A part of nothing has no entry.
func CreditOf(l CreditLine, parts []CreditPart) []Credit {
	entries := make([]Credit, 0, len(parts)+1)
	add := func(distributor uuid.UUID, amount decimal.Decimal) {
		if amount.IsZero() {
			return
		}
		e := Credit{DistributorID: distributor, ID: typeid.New(), Month: l.Month, ProductID: l.ProductID, ProductLineID: l.ProductLineID,
			TerritoryID: l.TerritoryID, ChannelType: l.ChannelType, Amount: amount}
		if distributor == l.DistributorID {
			e.LineID = &l.LineID
		}
		entries = append(entries, e)
	}
	add(l.DistributorID, l.BaseAmount.Neg())
	left := l.BaseAmount
	for i, p := range parts {
		amount := l.BaseAmount.Mul(p.Percent).Shift(-2).RoundBank(4)
		if i == len(parts)-1 {
			amount = left
		}
		left = left.Sub(amount)
		add(p.DistributorID, amount)
	}
	return entries
}
