package seed

import (
	"fmt"
	"time"
)

// What is odd about a line on purpose, for the rules that look for it.
const (
	PlantOutside    = "OUT_OF_TERRITORY"
	PlantFloor      = "PRICE_BELOW_FLOOR"
	PlantOverlap    = "CUSTOMER_OVERLAP"
	PlantSerial     = "DUPLICATE_CLAIM"
	PlantSpike      = "VOLUME_ANOMALY"
	PlantUndercut   = "CHANNEL_PRICE_GAP"
	PlantUndercutBy = "CHANNEL_PRICE_GAP offline" // the ordinary prices beside the low ones
)

// Plant is a line that is odd on purpose.
type Plant struct {
	Rule        string
	Distributor string // code
	Line        SaleLine
}

// planting says what to change in a distributor's month.
type planting struct {
	rule        string
	distributor string
	back        int // months before the running one
	lines       int
	place       string // where it goes, for PlantOutside and PlantUndercut
	line        string // the product line, where it matters
}

var plantings = []planting{
	{PlantOutside, "TW-105", 1, 8, "TW-TPE-106", ""}, {PlantOutside, "TW-105", 3, 7, "TW-TXG-403", ""},
	{PlantOutside, "CN-101", 1, 7, "CN-ZJ-HGH", ""}, {PlantOutside, "CN-101", 2, 7, "CN-JS-SZV", ""},
	{PlantOutside, "CN-105", 2, 6, "CN-GD-CAN", ""}, {PlantOutside, "CN-105", 4, 6, "CN-SH", ""},
	{PlantFloor, "TW-107", 1, 9, "", ""}, {PlantFloor, "TW-107", 2, 7, "", ""},
	{PlantFloor, "CN-106", 1, 8, "", ""}, {PlantFloor, "CN-106", 3, 6, "", ""},
	{PlantOverlap, "TW-101", 2, 3, "", "CAFE"}, {PlantOverlap, "TW-201", 1, 3, "", "CAFE"},
	{PlantOverlap, "CN-102", 2, 3, "", "COOK"}, {PlantOverlap, "CN-201", 1, 3, "", "COOK"},
	{PlantSerial, "TW-103", 2, 1, "", "PWRS"}, {PlantSerial, "TW-107", 1, 1, "", "PWRS"},
	{PlantSpike, "TW-104", 2, 14, "", "TENT"},
	{PlantUndercut, "TW-107", 1, 14, "TW-TPE-110", "HOME"}, {PlantUndercutBy, "TW-101", 1, 8, "TW-TPE-110", "HOME"},
}

// overlap is one distributor's side of a customer whom two distributors know.
type overlap struct{ name, email, place string }

var overlaps = map[string]overlap{
	"TW-101": {"臺北霧光咖啡股份有限公司", "order@wuguang.example", "TW-TPE-106"},
	"TW-201": {"台北雾光咖啡", "order@wuguang.example", "TW-TPE-106"},
	"CN-102": {"苏州听松酒店管理有限公司", "buy@tingsong.example", "CN-JS-SZV"},
	"CN-201": {"蘇州聽松酒店", "buy@tingsong.example", "CN-JS-SZV"},
}

// plantedCustomers are the distributor's side of an overlap: both have the same
// tax id and phone, for there is one of them in each country.
func (w *World) plantedCustomers(d *Distributor) []Customer {
	o, ok := overlaps[d.Code]
	if !ok {
		return nil
	}
	number := uint64(w.size.customers) + 1 // after everybody's
	place := w.places[o.place]
	return []Customer{{
		Code: "C90001", Name: o.name, Organization: true, TaxID: taxID(d.Country, number, w.Territories[place]), Phone: phone(d.Country, number, false),
		Email: o.email, Place: place, Channel: d.Channels[0], since: -1, until: fullMonths + 1, weight: tail(4, 9),
	}}
}

// plant changes some lines of a month, as plantings say.
func (s *Seller) plant(invoices []invoice, month int) {
	for i, p := range plantings {
		if p.distributor != s.Code || fullMonths-p.back != month {
			continue
		}
		r := stream(s.w.Seed, streamPlants, i)
		for left, tries := p.lines, 0; left > 0 && tries < 10_000; tries++ {
			inv := &invoices[r.IntN(len(invoices))]
			line := &inv.lines[r.IntN(len(inv.lines))]
			if line.Plant != "" || line.Quantity < 0 {
				continue
			}
			if p.rule == PlantSpike || p.rule == PlantUndercut || p.rule == PlantUndercutBy {
				if len(inv.lines) > 1 || line.Serial != "" {
					continue // the invoice moves to another day
				}
				monday := s.w.Month(month).AddDate(0, 0, 11)
				for monday.Weekday() != time.Monday {
					monday = monday.AddDate(0, 0, 1)
				}
				inv.date = monday.AddDate(0, 0, r.IntN(5))
				line.Date = inv.date
			}
			s.spoil(line, p)
			left--
		}
	}
}

func (s *Seller) spoil(line *SaleLine, p planting) {
	line.Plant = p.rule
	switch p.rule {
	case PlantOutside:
		line.Place = s.w.places[p.place]
	case PlantFloor:
		s.price(line, 420)
	case PlantOverlap:
		line.Customer = len(s.Customers) - 1
		line.Place = s.Customers[line.Customer].Place
		s.swap(line, s.w.bestOf(p.line))
	case PlantSerial:
		s.swap(line, s.w.bestOf(p.line))
		line.Quantity, line.Serial = 1, "YW990000001"
	case PlantSpike:
		s.swap(line, s.w.bestOf(p.line))
		line.Quantity = 60
	case PlantUndercut:
		line.Place = s.w.places[p.place]
		s.swap(line, s.w.bestOf(p.line))
		s.price(line, 220) // well below the shops, yet above the floor
	case PlantUndercutBy:
		line.Place, line.Channel = s.w.places[p.place], store
		s.swap(line, s.w.bestOf(p.line))
	}
}

// swap makes the line one of another product, at its list price.
func (s *Seller) swap(line *SaleLine, product int) {
	line.Product, line.Serial = product, ""
	s.price(line, 0)
}

// bestOf is the most popular product of a line that is still sold.
func (w *World) bestOf(line string) int {
	best := -1
	for i, p := range w.Products {
		if w.ProductLines[p.Line].Code == line && !p.Retired && (best < 0 || p.Popular > w.Products[best].Popular) {
			best = i
		}
	}
	return best
}

// Plants lists the lines that are odd on purpose.
func (w *World) Plants() []Plant {
	var out []Plant
	seen := map[string]bool{}
	for _, p := range plantings {
		key := fmt.Sprint(p.distributor, p.back)
		if seen[key] {
			continue
		}
		seen[key] = true
		for _, line := range w.Seller(w.codes[p.distributor]).Month(fullMonths - p.back) {
			if line.Plant != "" {
				out = append(out, Plant{line.Plant, p.distributor, line})
			}
		}
	}
	return out
}
