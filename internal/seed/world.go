package seed

import (
	"fmt"
	"math"
	"time"
)

// Scale says how much there is.
type Scale string

// The scales. All begin with the same 24 distributors.
const (
	Small  Scale = "small"
	Medium Scale = "medium"
	Large  Scale = "large"
)

// size is what a scale comes to.
type size struct{ distributors, customers, lines int }

var scales = map[Scale]size{
	Small:  {24, 3_600, 120_000},
	Medium: {2_000, 200_000, 5_000_000},
	Large:  {5_000, 500_000, 50_000_000},
}

// Options say which world to make. The same options make the same world.
type Options struct {
	Scale Scale     // Small when empty
	Seed  uint64    // 1 when zero
	Today time.Time // the day on which the data ends; UTC midnight

	size size // in place of the scale's, for tests
}

// fullMonths is how many whole months there are before the running one.
const fullMonths = 24

// World is everything about the brand but its sales, which Sellers make.
type World struct {
	Options
	Brand        Brand
	Territories  []Territory
	ProductLines []ProductLine
	Products     []Product
	Prices       []PricePolicy
	Rates        []Rate
	Distributors []Distributor
	Assignments  []Assignment

	start  time.Time      // of the first month
	last   time.Time      // the last day of sales
	places map[string]int // territories by code
	parts  [][]int        // territories: those below each, and itself
	codes  map[string]int // distributors by code
	counts [][]int        // lines by distributor and month
	firsts []int          // the number of each distributor's first customer, and one more
}

// Brand runs the portal.
type Brand struct {
	Name         Name
	Domain       string
	BaseCurrency string
	TimeZone     string
	DueDay       int
}

// New makes the world of the options. It fails for an unknown scale and for a
// missing Today.
func New(o Options) (*World, error) {
	if o.Scale == "" {
		o.Scale = Small
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.size.lines == 0 {
		var known bool
		if o.size, known = scales[o.Scale]; !known {
			return nil, fmt.Errorf("scale %q is none of small, medium, large", o.Scale)
		}
	}
	if o.Today.IsZero() {
		return nil, fmt.Errorf("seed: Today is missing")
	}
	o.Today = o.Today.UTC().Truncate(24 * time.Hour)
	w := &World{Options: o,
		Brand:       Brand{Name{"Yarrowick", "野樂維", "野乐维"}, "yarrowick.example", "TWD", "Asia/Taipei", 10},
		Territories: geography(), places: map[string]int{}, codes: map[string]int{}}
	current := time.Date(o.Today.Year(), o.Today.Month(), 1, 0, 0, 0, 0, time.UTC)
	w.start, w.last = current.AddDate(0, -fullMonths, 0), o.Today.AddDate(0, 0, -2)
	for i, t := range w.Territories {
		w.places[t.Code] = i
		w.parts = append(w.parts, []int{i})
		for at := t.Parent; at != ""; at = w.Territories[w.places[at]].Parent {
			w.parts[w.places[at]] = append(w.parts[w.places[at]], i)
		}
	}
	w.ProductLines, w.Products = catalogue(o.Seed)
	w.Prices, w.Rates = w.prices(), w.rates()
	w.Distributors, w.Assignments = distributors(o.Seed, o.size.distributors, w.start, current, w.Territories)
	for i, d := range w.Distributors {
		w.codes[d.Code] = i
	}
	w.plan()
	return w, nil
}

// Months is how many months there are, the running one among them.
func (w *World) Months() int { return fullMonths + 1 }

// Month is the first day of a month, 0 being the first.
func (w *World) Month(m int) time.Time { return w.start.AddDate(0, m, 0) }

// Lines is how many lines a distributor sells in a month.
func (w *World) Lines(distributor, month int) int { return w.counts[distributor][month] }

// plan shares lines and customers among the distributors.
func (w *World) plan() {
	months := w.Months()
	weights := make([]float64, 0, len(w.Distributors)*months)
	people := make([]float64, len(w.Distributors))
	for i := range w.Distributors {
		d := &w.Distributors[i]
		if d.Size > 0 {
			people[i] = 0.4 + d.Size
		}
		r := stream(w.Seed, streamDistributors, i, 1)
		for m := range months {
			noise := 0.94 + 0.12*r.Float64()
			if !w.sells(i, m) {
				weights = append(weights, 0)
				continue
			}
			days, growth := 0.0, math.Pow(1+d.Growth, float64(m-fullMonths/2)/12)
			for day := w.Month(m); day.Before(w.Month(m+1)) && !day.After(w.last); day = day.AddDate(0, 0, 1) {
				days += dayWeight(d, day)
			}
			// Rounded, so that machines whose last digits differ share alike.
			weights = append(weights, math.Round(d.Size*growth*noise*days*1e4)/1e4)
		}
	}
	all := portions(w.size.lines, weights)
	for i := range w.Distributors {
		w.counts = append(w.counts, all[i*months:(i+1)*months])
	}
	w.firsts = make([]int, 1, len(people)+1)
	for i, n := range portions(w.size.customers, people) {
		w.firsts = append(w.firsts, w.firsts[i]+n)
	}
}

// sells tells whether a distributor reports sales of a month.
func (w *World) sells(distributor, m int) bool {
	d := &w.Distributors[distributor]
	switch {
	case d.Size == 0, m < d.Began, d.Stopped > 0 && m >= fullMonths-d.Stopped, d.Missing && m >= fullMonths-1:
		return false
	case m == fullMonths:
		return !d.Missing && distributor%2 == 0 && !w.demonstrates(d.Code) // the others wait for the month's end
	}
	return true
}
