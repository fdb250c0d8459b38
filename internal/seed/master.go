package seed

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"
)

// Master is a file of master data, as `portal import` takes it.
type Master struct {
	Kind string
	CSV  []byte
}

// masterFile writes a master file of a header and rows.
func masterFile(kind string, header []string, rows func(add func(cells ...string))) Master {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	_ = w.Write(header) // a buffer takes everything
	rows(func(cells ...string) { _ = w.Write(cells) })
	w.Flush()
	return Master{kind, buf.Bytes()}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (w *World) territoryFile() Master {
	return masterFile("territories", []string{"code", "name", "name_zh_hant", "name_zh_hans", "kind", "parent", "aliases"}, func(add func(...string)) {
		for _, t := range w.Territories {
			add(t.Code, t.Name.En, t.Name.Hant, t.Name.Hans, t.Kind, t.Parent, strings.Join(t.Aliases, "|"))
		}
	})
}

// distributorFile has the distributors as they are today, or as they were while
// they reported: a suspended one may not.
func (w *World) distributorFile(today bool) Master {
	return masterFile("distributors", []string{"code", "name", "name_zh_hant", "name_zh_hans", "parent", "tier", "status", "channel_types", "currency", "country", "time_zone", "joined_on"},
		func(add func(...string)) {
			for _, d := range w.Distributors {
				status := d.Status
				if status == "SUSPENDED" && !today {
					status = "ACTIVE"
				}
				add(d.Code, d.Name.En, d.Name.Hant, d.Name.Hans, d.Parent, d.Tier, status, strings.Join(d.Channels, "|"), d.Currency, d.Country, d.TimeZone, day(d.Joined))
			}
		})
}

func (w *World) assignmentFile() Master {
	return masterFile("assignments", []string{"distributor", "territory", "product_line", "from", "exclusive"}, func(add func(...string)) {
		for _, a := range w.Assignments {
			add(w.Distributors[a.Distributor].Code, a.Territory, a.Line, day(a.From), map[bool]string{true: "yes", false: "no"}[a.Exclusive])
		}
	})
}

func (w *World) targetFile() Master {
	return masterFile("targets", []string{"distributor", "period", "amount"}, func(add func(...string)) {
		for d := range w.Distributors {
			for _, t := range w.Targets(w.Seller(d)) {
				add(w.Distributors[d].Code, t.Month.Format("2006-01"), strconv.FormatInt(t.Amount, 10))
			}
		}
	})
}

// catalogueFiles are product lines, products, the distributors' own codes, prices and rates, in this order.
func (w *World) catalogueFiles() []Master {
	return []Master{
		masterFile("product-lines", []string{"code", "name", "name_zh_hant", "name_zh_hans"}, func(add func(...string)) {
			for _, l := range w.ProductLines {
				add(l.Code, l.Name.En, l.Name.Hant, l.Name.Hans)
			}
		}),
		masterFile("products", []string{"code", "name", "name_zh_hant", "name_zh_hans", "product_line", "gtin", "unit", "status"}, func(add func(...string)) {
			for _, p := range w.Products {
				add(p.Code, p.Name.En, p.Name.Hant, p.Name.Hans, w.ProductLines[p.Line].Code, p.GTIN, p.Unit, map[bool]string{true: "DISCONTINUED", false: "ACTIVE"}[p.Retired])
			}
		}),
		masterFile("product-aliases", []string{"distributor", "alias", "product"}, func(add func(...string)) {
			for i, d := range w.Distributors {
				for p := range w.Products {
					if d.Codes {
						add(d.Code, ownCode(i, p), w.Products[p].Code)
					}
				}
			}
		}),
		masterFile("price-policies", []string{"product", "channel_type", "from", "until", "list_price", "floor_price", "currency"}, func(add func(...string)) {
			for _, p := range w.Prices {
				add(w.Products[p.Product].Code, p.Channel, day(p.From), day(p.Until), strconv.Itoa(p.List), strconv.Itoa(p.Floor), w.Brand.BaseCurrency)
			}
		}),
		masterFile("exchange-rates", []string{"currency", "from", "rate"}, func(add func(...string)) {
			for _, r := range w.Rates {
				add(r.Currency, day(r.From), r.Value)
			}
		}),
	}
}
