package seed

import (
	"math"
	"strconv"
	"time"
)

// PricePolicy is a list price and a floor, in Taiwan dollars, of a product in a
// channel type (empty: in those without a policy of their own).
type PricePolicy struct {
	Product     int
	Channel     string
	From, Until time.Time // Until is the last day; zero: it goes on
	List, Floor int
}

// Rate is what one unit of a currency is worth in Taiwan dollars from a day on.
type Rate struct {
	Currency string
	From     time.Time
	Value    string
}

// reference are the rates at which local prices were once set.
var reference = map[string]float64{"TWD": 1, "CNY": 4.4, "JPY": 0.21, "USD": 31.8, "EUR": 34.6, "HKD": 4.08}

// Shares of the list price, in per cent.
const (
	wholesaleList = 85 // what resellers pay
	floorStore    = 80
	floorOnline   = 76
	floorWhole    = 68
)

// raiseDay is when this year's prices began.
func (w *World) raiseDay() time.Time {
	return time.Date(w.Today.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
}

// prices gives three policies to each product, and six to those whose price was raised.
func (w *World) prices() []PricePolicy {
	var out []PricePolicy
	first := time.Date(w.start.Year()-1, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i, p := range w.Products {
		add := func(price int, from, until time.Time) {
			out = append(out,
				PricePolicy{i, "", from, until, price, price * floorStore / 100},
				PricePolicy{i, online, from, until, price, price * floorOnline / 100},
				PricePolicy{i, wholesale, from, until, price * wholesaleList / 100, price * floorWhole / 100})
		}
		if p.Raised == p.Price {
			add(p.Price, first, time.Time{})
			continue
		}
		add(p.Price, first, w.raiseDay().AddDate(0, 0, -1))
		add(p.Raised, w.raiseDay(), time.Time{})
	}
	return out
}

// rates walk a little, month by month, and never further than 2 % from where they began.
func (w *World) rates() []Rate {
	var out []Rate
	for i, currency := range []string{"CNY", "EUR", "HKD", "JPY", "USD"} {
		r, drift := stream(w.Seed, streamRates, i), 0.0
		for m := -1; m < w.Months(); m++ {
			drift = math.Max(-0.02, math.Min(0.02, drift+0.012*(r.Float64()-0.5)))
			out = append(out, Rate{currency, w.Month(m), strconv.FormatFloat(reference[currency]*(1+drift), 'f', 4, 64)})
		}
	}
	return out
}

// listPrice is a product's list price in hundredths of a currency, in a channel type on a day.
func (w *World) listPrice(product int, channel, currency string, day time.Time) int64 {
	p := &w.Products[product]
	price := int64(p.Price)
	if !day.Before(w.raiseDay()) {
		price = int64(p.Raised)
	}
	if channel == wholesale {
		price = price * wholesaleList / 100
	}
	switch currency {
	case "CNY":
		return (price*10 + 22) / 44 * 100
	case "JPY":
		return (price*100/21 + 5) / 10 * 10 * 100
	default:
		return price * 100
	}
}

// discounted takes per mille off a price, rounded to what the currency's prices look like.
func discounted(list int64, permille int64, currency string) int64 {
	price := list * (1000 - permille) / 1000
	if currency == "CNY" {
		return (price + 5) / 10 * 10
	}
	return (price + 50) / 100 * 100
}
