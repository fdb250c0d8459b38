package rules_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPriceSpreadIsTheDeviationOfShares holds the signals of many sellers, months and places, reported in any order and looked at one by one, against the formula worked out
// from the rows alone.
func TestPriceSpreadIsTheDeviationOfShares(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(7, 7))
	start := time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC)
	var all []sold
	type file struct {
		seller string
		rows   []string
	}
	var reports []file
	for month := range 7 {
		for _, seller := range []string{"NORTH", "SOUTH", "EAST"} {
			f := file{seller: seller}
			for i := range 80 {
				s := sold{seller: seller, month: start.AddDate(0, month, 0), product: []string{"P-1", "P-2", "T-1"}[random.IntN(3)],
					place: []string{"TW", "TPE", "DAAN", "KHH", "TXG"}[random.IntN(5)], quantity: float64(random.IntN(5) + 1)}
				s.amount = s.quantity * math.Round(100*(1+float64(month*month%5)/5*(random.Float64()-0.5)))
				if i%20 == 0 {
					s.quantity, s.amount = -s.quantity, -s.amount // a return counts for nothing
				}
				f.rows = append(f.rows, fmt.Sprintf("%s-%d-%d,1,%s,%s,%g,%g,C1,%s,STORE,", seller, month, i, s.month.AddDate(0, 0, i%28).Format(time.DateOnly), s.product, s.quantity, s.amount/s.quantity, s.place))
				all = append(all, s)
			}
			reports = append(reports, f)
		}
	}
	random.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
	for _, f := range reports {
		w.reportOnly(f.seller, f.rows...)
		w.must(w.detector.LookBack(context.Background(), w.ids[f.seller]))
	}
	want := spreadOf(all, start, 7)
	if got := w.signals("PRICE_SPREAD"); got != strings.Join(want, "\n") || len(want) < 3 {
		t.Errorf("%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// sold is what a row says.
type sold struct {
	seller, product, place string
	month                  time.Time
	quantity, amount       float64
}

// spreadOf gives the signals of the rows as signals writes them: standard deviations of prices in per cent of the product's mean in the area and the four months.
func spreadOf(all []sold, start time.Time, months int) (out []string) {
	line := map[string]string{"P-1": "POTS", "P-2": "POTS", "T-1": "TENTS"}
	for month := range months {
		now := start.AddDate(0, month, 0)
		sum, n := map[string]float64{}, map[string]float64{}
		within := slices.DeleteFunc(slices.Clone(all), func(s sold) bool {
			return s.quantity < 0 || s.month.After(now) || s.month.Before(now.AddDate(0, -3, 0))
		})
		for i := range within {
			s := &within[i]
			if s.place == "DAAN" {
				s.place = "TPE" // a district lies in its city
			}
			sum[s.product+s.place] += s.amount / s.quantity
			n[s.product+s.place]++
		}
		for _, place := range []string{"TW", "TPE", "KHH", "TXG"} {
			for _, of := range []string{"POTS", "TENTS"} {
				var shares [2][]float64
				sellers := map[string]bool{}
				for _, s := range within {
					if s.place != place || line[s.product] != of {
						continue
					}
					side := 0
					if s.month.Equal(now) {
						side, sellers[s.seller] = 1, true
					}
					shares[side] = append(shares[side], 100*s.amount/s.quantity*n[s.product+s.place]/sum[s.product+s.place])
				}
				was, is := deviation(shares[0]), deviation(shares[1])
				if len(shares[0]) < 30 || len(shares[1]) < 30 || is <= was*1.5 || is <= was+5 {
					continue
				}
				var codes []string
				for _, code := range []string{"EAST", "NORTH", "SOUTH"} {
					if sellers[code] {
						codes = append(codes, code)
					}
				}
				severity, strength := "LOW", is/max(was*1.5, was+5)
				switch {
				case strength >= 3:
					severity = "CRITICAL"
				case strength >= 2:
					severity = "HIGH"
				case strength >= 1.5:
					severity = "MEDIUM"
				}
				out = append(out, fmt.Sprintf(`%s %s %s {"before": %.1f, "spread": %.1f} %s`, severity, now.Format(time.DateOnly), now.AddDate(0, 1, -1).Format(time.DateOnly), was, is, strings.Join(codes, "+")))
			}
		}
	}
	slices.Sort(out)
	return out
}

// deviation is the standard deviation of the values.
func deviation(values []float64) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += v
	}
	mean := sum / float64(len(values))
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return math.Sqrt(squares / float64(len(values)))
}

// TestWhatWaitsOfOthersIsLookedAtWithOnesOwn has one job look at the reports of all that have waited, and leaves what others report this moment to their own.
func TestWhatWaitsOfOthersIsLookedAtWithOnesOwn(t *testing.T) {
	w := newWorld(t)
	shop, online := []string{}, []string{}
	for i := range 3 {
		shop = append(shop, fmt.Sprintf("A%d,1,2024-03-04,P-1,1,100,C1,TPE,STORE,", i))
		online = append(online, fmt.Sprintf("B%d,1,2024-03-05,P-1,1,80,C9,TPE,ECOMMERCE,", i))
	}
	w.reportOnly("NORTH", shop...)
	w.reportOnly("SOUTH", online...)
	w.reportOnly("EAST", "C0,1,2024-03-05,P-2,1,100,C1,TXG,STORE,")
	waiting := func() string {
		return value[string](w, `SELECT coalesce(string_agg(d.code, ' ' ORDER BY d.code), '') FROM rule_pending p JOIN distributors d ON d.id = p.distributor_id WHERE p.kind = 'REPORT'`)
	}
	w.must(w.detector.LookBack(context.Background(), w.ids["EAST"]))
	if got := waiting(); got != "NORTH SOUTH" {
		t.Errorf("what had not waited yet: %q is left", got)
	}
	w.wants("CHANNEL_PRICE_GAP")
	w.exec(`UPDATE rule_pending SET since = since - interval '1 minute'`)
	w.must(w.detector.LookBack(context.Background(), w.ids["EAST"]))
	if got := waiting(); got != "" {
		t.Errorf("what had waited: %q is left", got)
	}
	w.wants("CHANNEL_PRICE_GAP", "LOW OPEN 60 {} NORTH PEER A0+A1+A2, SOUTH PEER B0+B1+B2")
}

// TestAMarketIsLookedAtWhereLinesCame leaves cases of other places of the week alone, for there nothing changed.
func TestAMarketIsLookedAtWhereLinesCame(t *testing.T) {
	w := newWorld(t)
	gap := func(place string) {
		for i := range 3 {
			w.reportOnly("NORTH", fmt.Sprintf("A%s%d,1,2024-03-04,P-1,1,100,C1,%s,STORE,", place, i, place))
			w.reportOnly("SOUTH", fmt.Sprintf("B%s%d,1,2024-03-05,P-1,1,80,C9,%s,ECOMMERCE,", place, i, place))
		}
	}
	gap("KHH")
	w.look()
	khh := "LOW OPEN 60 {} NORTH PEER AKHH0+AKHH1+AKHH2, SOUTH PEER BKHH0+BKHH1+BKHH2"
	w.wants("CHANNEL_PRICE_GAP", khh)
	gap("TPE")
	w.look()
	w.wants("CHANNEL_PRICE_GAP", khh, "LOW OPEN 60 {} NORTH PEER ATPE0+ATPE1+ATPE2, SOUTH PEER BTPE0+BTPE1+BTPE2")
	w.void("NORTH", "ATPE0")
	w.wants("CHANNEL_PRICE_GAP", khh)
	w.report("NORTH", "ATW,1,2024-03-06,P-1,1,100,C1,TW,STORE,") // the country itself is a market of its own
	w.wants("CHANNEL_PRICE_GAP", khh)
}
