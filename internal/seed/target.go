package seed

import (
	"math"
	"strconv"
	"time"
)

// Target is the revenue that a distributor is to reach in a month, in Taiwan dollars.
type Target struct {
	Distributor int
	Month       time.Time
	Amount      int64
}

// exactLines is up to how many lines targets are set by the sales themselves;
// beyond, by the sales of one month and the numbers of lines.
const exactLines = 1_000_000

// Targets sets a distributor's targets from the first month to the December of
// this year, so that it reaches about as much of them as its Aim says.
func (w *World) Targets(s *Seller) []Target {
	if s.Size == 0 {
		return nil
	}
	revenue := w.revenue(s)
	r := stream(w.Seed, streamTargets, s.Index)
	var out []Target
	for m := s.Began; !w.Month(m).After(time.Date(w.Today.Year(), time.December, 1, 0, 0, 0, 0, time.UTC)); m++ {
		aim := math.Min(1.25, math.Max(0.7, s.Aim+0.16*(r.Float64()-0.5)))
		expected := 0.0
		switch {
		case m < fullMonths && revenue[m] > 0:
			expected = revenue[m]
		case m >= 12 && revenue[m-12] > 0:
			expected = revenue[m-12] * (1 + s.Growth)
		case m > 0: // joined less than a year ago: as much as before
			expected = revenue[min(m, fullMonths)-1]
		}
		if amount := int64(math.Round(expected/aim/1000)) * 1000; amount > 0 {
			out = append(out, Target{s.Index, w.Month(m), amount})
		}
	}
	return out
}

// revenue is what a distributor sold for in each whole month, in Taiwan dollars.
func (w *World) revenue(s *Seller) []float64 {
	out := make([]float64, fullMonths)
	if w.size.lines <= exactLines {
		for m := range out {
			out[m] = w.monthRevenue(s, m)
		}
		return out
	}
	sample := fullMonths - 1
	for sample > 0 && w.counts[s.Index][sample] == 0 {
		sample--
	}
	each := w.monthRevenue(s, sample) / float64(max(1, w.counts[s.Index][sample]))
	for m := range out {
		out[m] = each * float64(w.counts[s.Index][m])
	}
	return out
}

func (w *World) monthRevenue(s *Seller, m int) float64 {
	rate := 1.0
	for _, r := range w.Rates {
		if r.Currency == s.Currency && !r.From.After(w.Month(m)) {
			rate, _ = strconv.ParseFloat(r.Value, 64)
		}
	}
	var sum int64
	for _, line := range s.Month(m) {
		sum += line.Net()
	}
	return float64(sum) / 100 * rate
}
