package catalog

import (
	"slices"
	"sort"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
)

// PricePolicy is list price and floor price of a product for a channel type and some days.
type PricePolicy struct {
	ID          uuid.UUID           `json:"id"`
	ProductID   uuid.UUID           `json:"productId"`
	ChannelType partner.ChannelType `json:"channelType,omitempty"` // empty for each
	From        time.Time           `json:"from"`
	Until       *time.Time          `json:"until,omitempty"` // its last day; nil without end
	ListPrice   decimal.Decimal     `json:"listPrice"`
	FloorPrice  decimal.NullDecimal `json:"floorPrice"` // the lowest price that raises no question
	Currency    string              `json:"currency"`
}

func (p PricePolicy) check(report partner.Report) {
	if p.ChannelType != "" && !slices.Contains(partner.ChannelTypes, p.ChannelType) {
		report("channelType", "value.unknown", fault.Params{"value": string(p.ChannelType)})
	}
	if p.From.IsZero() {
		report("from", "required", nil)
	}
	if p.Until != nil && p.Until.Before(p.From) {
		report("until", "date.beforeStart", fault.Params{"start": p.From.Format(time.DateOnly)})
	}
	partner.CheckAmount("listPrice", p.ListPrice, report)
	if p.FloorPrice.Valid {
		partner.CheckAmount("floorPrice", p.FloorPrice.Decimal, report)
		if p.FloorPrice.Decimal.GreaterThan(p.ListPrice) {
			report("floorPrice", "price.floorAboveList", nil)
		}
	}
	partner.CheckCurrency("currency", p.Currency, report)
}

// overlaps reports whether both hold on one day for the same product and channel type.
func (p PricePolicy) overlaps(o PricePolicy) bool {
	return p.ProductID == o.ProductID && p.ChannelType == o.ChannelType &&
		(p.Until == nil || !o.From.After(*p.Until)) && (o.Until == nil || !p.From.After(*o.Until))
}

// equal reports whether both say the same.
func (p PricePolicy) equal(o PricePolicy) bool {
	sameEnd := p.Until == nil && o.Until == nil || p.Until != nil && o.Until != nil && p.Until.Equal(*o.Until)
	return p.ProductID == o.ProductID && p.ChannelType == o.ChannelType && p.From.Equal(o.From) && sameEnd && p.ListPrice.Equal(o.ListPrice) &&
		p.FloorPrice.Valid == o.FloorPrice.Valid && p.FloorPrice.Decimal.Equal(o.FloorPrice.Decimal) && p.Currency == o.Currency
}

// days are the policy's days as a message's parameters.
func (p PricePolicy) days() fault.Params {
	params := fault.Params{"from": p.From.Format(time.DateOnly), "until": nil}
	if p.Until != nil {
		params["until"] = p.Until.Format(time.DateOnly)
	}
	return params
}

// ExchangeRate is what one unit of a currency is worth in the base currency, from a day on.
type ExchangeRate struct {
	Currency string          `json:"currency"`
	From     time.Time       `json:"from"`
	Rate     decimal.Decimal `json:"rate"`
}

func (r ExchangeRate) check(base string, report partner.Report) {
	partner.CheckCurrency("currency", r.Currency, report)
	if r.Currency == base {
		report("currency", "rate.base", fault.Params{"currency": base})
	}
	if r.From.IsZero() {
		report("from", "required", nil)
	}
	switch {
	case !r.Rate.IsPositive():
		report("rate", "rate.notPositive", nil)
	case !r.Rate.Equal(r.Rate.Truncate(10)):
		report("rate", "amount.decimals", fault.Params{"max": 10})
	case r.Rate.GreaterThanOrEqual(decimal.New(1, 10)):
		report("rate", "amount.tooLarge", nil)
	}
}

// Rates are all exchange rates in memory. They may be used by many at once.
type Rates struct {
	base string
	of   map[string][]ExchangeRate // by day
}

// NewRates makes a table of the rates.
func NewRates(base string, rates []ExchangeRate) *Rates {
	t := &Rates{base: base, of: map[string][]ExchangeRate{}}
	for _, r := range rates {
		t.of[r.Currency] = append(t.of[r.Currency], r)
	}
	for _, list := range t.of {
		slices.SortFunc(list, func(a, b ExchangeRate) int { return a.From.Compare(b.From) })
	}
	return t
}

// Base is the base currency.
func (t *Rates) Base() string { return t.base }

// RateOn gives what one unit of the currency is worth in the base currency on the day: the latest rate that
// begins on it or before. It is 1 for the base currency; ok is false when there is none.
func (t *Rates) RateOn(currency string, day time.Time) (rate decimal.Decimal, ok bool) {
	if currency == t.base {
		return one, true
	}
	list := t.of[currency]
	next := sort.Search(len(list), func(i int) bool { return list[i].From.After(day) })
	if next == 0 {
		return decimal.Decimal{}, false
	}
	return list[next-1].Rate, true
}

var one = decimal.NewFromInt(1)
