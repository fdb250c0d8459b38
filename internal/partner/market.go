package partner

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

// MarketSize is what all sellers of such goods turn over in a territory, with all below it, in a year: in the base currency, as the
// brand reckons it.
type MarketSize struct {
	ID            uuid.UUID       `json:"id"`
	TerritoryID   uuid.UUID       `json:"territoryId"`
	TerritoryCode string          `json:"-"`
	ProductLineID *uuid.UUID      `json:"productLineId,omitempty"` // nil for all lines
	Year          int             `json:"year"`
	Amount        decimal.Decimal `json:"amount"`
	Source        string          `json:"source,omitempty"`
}

// NodeID is the entry's id outside.
func (m MarketSize) NodeID() string { return typeid.Format(typeid.MarketSize, m.ID) }

// maxSource is how many characters may say where a market's size is from.
const maxSource = 300

func (m MarketSize) check(remove bool, report Report) {
	checkYear(m.Year, report)
	CheckText("source", m.Source, false, maxSource, report)
	if remove {
		return
	}
	if CheckAmount("amount", m.Amount, report); m.Amount.IsZero() {
		report("amount", "amount.zero", nil)
	}
}

// Budget is what the brand means to sell in a year through a kind of channel, in the base currency.
type Budget struct {
	Year        int             `json:"year"`
	ChannelType string          `json:"channelType"`
	Amount      decimal.Decimal `json:"amount"`
}

func (b Budget) check(remove bool, report Report) {
	checkYear(b.Year, report)
	if !remove {
		CheckAmount("amount", b.Amount, report)
	}
}

// checkYear notes a year that no period lies in.
func checkYear(year int, report Report) {
	if year < period.FirstYear || year > period.LastYear {
		report("year", "value.range", fault.Params{"min": period.FirstYear, "max": period.LastYear})
	}
}

// yearOf is the period of the year.
func yearOf(year int) period.Period {
	return period.Of(period.Year, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
}
