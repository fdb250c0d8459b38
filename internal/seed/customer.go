package seed

import "fmt"

// Customer is whom a distributor sells to, as the distributor's own system has it.
type Customer struct {
	Code         string
	Name         string
	Organization bool
	TaxID        string
	Phone        string
	Email        string
	Place        int // territory
	Channel      string

	since, until int // months in which it may buy
	weight       float64
}

// customers makes a distributor's customers: most were there before the data
// begins, the others come month by month, and some leave.
func (w *World) customers(distributor int) []Customer {
	d := &w.Distributors[distributor]
	r := stream(w.Seed, streamCustomers, distributor)
	places, homes := w.homes(distributor)
	hasChannel := layouts[d.Layout].has(colChannel)
	n := w.firsts[distributor+1] - w.firsts[distributor]
	out := make([]Customer, 0, n+2)
	taken := map[string]bool{}
	names := companyNames(d.Country, r)
	for rank := range n {
		number := uint64(w.firsts[distributor] + rank)
		c := Customer{Channel: d.Channels[0], Place: places[homes.draw(r)], since: -1, until: fullMonths + 1, weight: tail(rank, 9)}
		if hasChannel && len(d.Channels) > 1 && chance(r, 300) {
			c.Channel = d.Channels[1]
		}
		place := w.Territories[c.Place]
		c.Organization = chance(r, map[string]int{wholesale: 1000, direct: 900, store: 400, online: 120, social: 60}[c.Channel])
		if c.Organization {
			name := names(place)
			c.Name = name.hant
			if d.Country == "CN" {
				c.Name = name.hans
			}
			if taken[c.Name] {
				c.Name = fmt.Sprintf("%s %s%d", c.Name, map[string]string{"TW": "分店", "CN": "分店", "JP": "支店"}[d.Country], rank)
			}
			c.TaxID = taxID(d.Country, number, place)
			c.Phone = phone(d.Country, number, false)
			c.Email = fmt.Sprintf("buy%d@%s.example", number, name.roman)
		} else {
			var roman string
			c.Name, roman = personName(d.Country, r)
			c.Phone = phone(d.Country, number, true)
			c.Email = fmt.Sprintf("%s%d@post.example", roman, number)
			c.weight *= 0.7
		}
		taken[c.Name] = true
		c.Code = fmt.Sprintf("C%05d", 10001+rank*7)
		if rank%8 >= 5 { // three in eight come later
			c.since = r.IntN(fullMonths + 1)
		}
		if rank > 0 && chance(r, 150) { // somebody always stays
			c.until = c.since + 4 + r.IntN(14)
		}
		out = append(out, c)
	}
	return append(out, w.plantedCustomers(d)...)
}

func taxID(country string, number uint64, place Territory) string {
	switch country {
	case "CN":
		return taxIDChina(number, place.Region)
	case "JP":
		return taxIDJapan(number)
	default:
		return taxIDTaiwan(number)
	}
}

// homes are the places within a distributor's areas where people live.
func (w *World) homes(distributor int) ([]int, table) {
	var places []int
	var weights []float64
	for _, area := range w.Distributors[distributor].Areas {
		for _, t := range w.parts[w.places[area]] {
			if w.Territories[t].Weight > 0 {
				places = append(places, t)
				weights = append(weights, w.Territories[t].Weight)
			}
		}
	}
	return places, newTable(weights)
}
