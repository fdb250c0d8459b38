package seed

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"time"
)

// SaleLine is one line of an invoice. Money is in hundredths of the distributor's currency.
type SaleLine struct {
	Invoice  string
	No       int
	Date     time.Time
	Product  int
	Customer int // of the seller's customers
	Place    int // territory it was shipped to
	Channel  string
	Quantity int64 // negative for a return
	List     int64 // unit price before the discount
	Price    int64 // unit price after it
	Serial   string
	Person   int
	Plant    string // what is odd about it on purpose; see plant.go
}

// Net is what the line sold for.
func (l *SaleLine) Net() int64 { return l.Price * l.Quantity }

// Seller makes the sales of one distributor. It is not for several goroutines at once.
type Seller struct {
	*Distributor
	Index     int
	Customers []Customer
	People    []string

	w      *World
	lines  []bool // product lines it sells
	layout *layout
}

// Seller prepares a distributor's sales.
func (w *World) Seller(distributor int) *Seller {
	s := &Seller{Distributor: &w.Distributors[distributor], Index: distributor, w: w, Customers: w.customers(distributor)}
	s.layout = layouts[s.Layout]
	r := stream(w.Seed, streamDistributors, distributor, 2)
	for range 5 {
		name, _ := personName(s.Country, r)
		s.People = append(s.People, name)
	}
	s.lines = make([]bool, len(w.ProductLines))
	for i, line := range w.ProductLines {
		s.lines[i] = len(s.Lines) == 0
		for _, code := range s.Lines {
			s.lines[i] = s.lines[i] || code == line.Code
		}
	}
	return s
}

// invoice is a sale before it has its number.
type invoice struct {
	date  time.Time
	lines []SaleLine
}

// Month makes the lines of a month, by date and invoice: always the same ones.
func (s *Seller) Month(month int) []SaleLine {
	n := s.w.counts[s.Index][month]
	if n == 0 {
		return nil
	}
	r := stream(s.w.Seed, streamMonth, s.Index, month)
	m := s.market(r, month)
	var invoices []invoice
	for _, c := range m.newcomers {
		if n > 0 {
			invoices = append(invoices, s.sell(r, m, c, &n))
		}
	}
	for n > 0 {
		if len(invoices) > 5 && chance(r, 58) { // of invoices; 25 in 1,000 lines
			if back, ok := s.takeBack(r, m, invoices); ok {
				invoices = append(invoices, back)
				n--
				continue
			}
		}
		invoices = append(invoices, s.sell(r, m, m.customers.draw(r), &n))
	}
	s.plant(invoices, month)
	return s.number(invoices, month)
}

// market is who buys what, and when, in a month.
type market struct {
	first               time.Time
	customers, products table
	days                table
	newcomers           []int
}

func (s *Seller) market(r *rand.Rand, month int) *market {
	m := &market{first: s.w.Month(month)}
	weights := make([]float64, len(s.Customers))
	for i, c := range s.Customers {
		if c.since <= month && month <= c.until {
			weights[i] = c.weight
		}
		if c.since == month {
			m.newcomers = append(m.newcomers, i)
		}
	}
	m.customers = newTable(weights)
	weights = make([]float64, len(s.w.Products))
	taste := stream(s.w.Seed, streamDistributors, s.Index, 3)
	for i, p := range s.w.Products {
		liking := 0.3 + 1.4*taste.Float64()
		if s.lines[p.Line] && !(p.Retired && !m.first.Before(s.w.raiseDay())) {
			weights[i] = p.Popular * liking * s.w.ProductLines[p.Line].Season[m.first.Month()-1]
		}
	}
	m.products = newTable(weights)
	weights = weights[:0]
	for day := m.first; day.Month() == m.first.Month() && !day.After(s.w.last); day = day.AddDate(0, 0, 1) {
		weights = append(weights, dayWeight(s.Distributor, day))
	}
	m.days = newTable(weights)
	return m
}

// sell makes an invoice of at most *left lines, and takes them off.
func (s *Seller) sell(r *rand.Rand, m *market, customer int, left *int) invoice {
	c := &s.Customers[customer]
	more := map[string]int{wholesale: 680, direct: 600, store: 380, online: 230, social: 150}[c.Channel] // in 1,000: yet another line
	inv := invoice{date: m.first.AddDate(0, 0, m.days.draw(r))}
	person := r.IntN(len(s.People))
	for {
		line := SaleLine{Date: inv.date, Product: m.products.draw(r), Customer: customer, Place: c.Place, Channel: c.Channel, Person: person}
		s.quantify(r, &line)
		inv.lines = append(inv.lines, line)
		if *left--; *left == 0 || len(inv.lines) == 12 || !chance(r, more) {
			return inv
		}
	}
}

var (
	packs     = []int64{2, 2, 3, 4, 4, 5, 6, 6, 8, 10, 12, 24}
	handfuls  = []int64{1, 1, 1, 1, 1, 1, 2, 2, 3, 4}
	discounts = []int64{0, 0, 0, 0, 0, 0, 30, 30, 50, 50, 80, 100}
)

// quantify gives a line its quantity and prices.
func (s *Seller) quantify(r *rand.Rand, line *SaleLine) {
	product := &s.w.Products[line.Product]
	line.Quantity = pick(r, handfuls)
	if line.Channel == wholesale {
		line.Quantity = pick(r, packs)
	}
	if product.Price > 5000 && line.Quantity > 3 {
		line.Quantity = 3
	}
	serial := r.Uint64N(10_000_000)
	if s.w.ProductLines[product.Line].Serials {
		line.Quantity = 1
		// The distributor's number within, so that no two sell the same piece by chance.
		line.Serial = serialNumber(line.Date.Year(), uint64(s.Index)*10_000_000+serial)
	}
	s.price(line, pick(r, discounts))
}

// price sets the prices of a line at a discount per mille.
func (s *Seller) price(line *SaleLine, discount int64) {
	line.List = s.w.listPrice(line.Product, line.Channel, s.Currency, line.Date)
	line.Price = discounted(line.List, discount, s.Currency)
}

// takeBack makes a credit note for some or all of an earlier line of the month.
func (s *Seller) takeBack(r *rand.Rand, m *market, invoices []invoice) (invoice, bool) {
	line := pick(r, pick(r, invoices).lines)
	if line.Quantity < 0 {
		return invoice{}, false
	}
	line.Quantity = -1 - r.Int64N(line.Quantity)
	line.Date = line.Date.AddDate(0, 0, r.IntN(9))
	if line.Date.Month() != m.first.Month() || line.Date.After(s.w.last) {
		return invoice{}, false
	}
	return invoice{date: line.Date, lines: []SaleLine{line}}, true
}

// number puts the invoices in order and gives them their numbers.
func (s *Seller) number(invoices []invoice, month int) []SaleLine {
	sort.SliceStable(invoices, func(a, b int) bool { return invoices[a].date.Before(invoices[b].date) })
	prefix := map[string]string{"TW": "SA", "CN": "XS", "JP": "U"}[s.Country] + s.w.Month(month).Format("0601")
	var out []SaleLine
	for i, inv := range invoices {
		number := fmt.Sprintf("%s%05d", prefix, i+1)
		for no, line := range inv.lines {
			line.Invoice, line.No, line.Date = number, no+1, inv.date
			out = append(out, line)
		}
	}
	return out
}
