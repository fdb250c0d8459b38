package seed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
)

// today is the day of the tests' world.
var today = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

func small(t testing.TB) *World {
	t.Helper()
	w, err := New(Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestCountsAreTheScale(t *testing.T) {
	t.Parallel()
	w := small(t)
	if len(w.Distributors) != 24 || len(w.ProductLines) != 8 || len(w.Products) != 160 {
		t.Fatalf("got %d distributors, %d lines, %d products", len(w.Distributors), len(w.ProductLines), len(w.Products))
	}
	lines, customers, returns, plants := 0, 0, 0, map[string]int{}
	for d := range w.Distributors {
		s := w.Seller(d)
		customers += len(s.Customers)
		revenue := 0.0
		for m := range w.Months() {
			got := s.Month(m)
			if len(got) != w.Lines(d, m) {
				t.Errorf("%s month %d: %d lines, not %d", s.Code, m, len(got), w.Lines(d, m))
			}
			lines += len(got)
			for _, l := range got {
				if l.Quantity < 0 {
					returns++
				}
				if l.Plant != "" {
					plants[l.Plant]++
				}
				if l.Date.Before(w.Month(m)) || !l.Date.Before(w.Month(m+1)) || l.Date.After(today) {
					t.Fatalf("%s month %d: a line of %s", s.Code, m, l.Date)
				}
			}
			if m < fullMonths {
				revenue += w.monthRevenue(s, m)
			}
		}
		t.Logf("%s: %d customers, revenue %.0f", s.Code, len(s.Customers), revenue)
	}
	if lines != 120_000 {
		t.Errorf("got %d lines", lines)
	}
	if share := float64(returns) / float64(lines); share < 0.02 || share > 0.03 {
		t.Errorf("returns are %.3f of the lines", share)
	}
	want := map[string]int{PlantOutside: 41, PlantFloor: 30, PlantOverlap: 12, PlantSerial: 2, PlantSpike: 14, PlantUndercut: 14, PlantUndercutBy: 8}
	for rule, n := range want {
		if plants[rule] != n {
			t.Errorf("%s: %d planted, not %d", rule, plants[rule], n)
		}
	}
	if got := len(w.Plants()); got != 121 {
		t.Errorf("Plants lists %d lines", got)
	}
}

func TestSellsOnlyWhereAssigned(t *testing.T) {
	t.Parallel()
	w := small(t)
	covered := func(distributor, place, line int) bool {
		for _, a := range w.Assignments {
			if a.Distributor != distributor || a.Line != "" && a.Line != w.ProductLines[line].Code {
				continue
			}
			for _, part := range w.parts[w.places[a.Territory]] {
				if part == place {
					return true
				}
			}
		}
		return false
	}
	for d := range w.Distributors {
		s := w.Seller(d)
		for _, l := range s.Month(fullMonths - 1) {
			if ok := covered(d, l.Place, w.Products[l.Product].Line); ok == (l.Plant == PlantOutside) {
				t.Fatalf("%s: %s of %s in %s: covered %v, plant %q", s.Code, l.Invoice, w.Products[l.Product].Code, w.Territories[l.Place].Code, ok, l.Plant)
			}
		}
	}
}

func TestExclusiveAssignmentsDoNotOverlap(t *testing.T) {
	t.Parallel()
	w := small(t)
	for i, a := range w.Assignments {
		for _, b := range w.Assignments[:i] {
			if a.Distributor == b.Distributor || !a.Exclusive || !b.Exclusive {
				continue
			}
			for _, p := range w.parts[w.places[a.Territory]] {
				for _, q := range w.parts[w.places[b.Territory]] {
					if p == q && (a.Line == "" || b.Line == "" || a.Line == b.Line) {
						t.Errorf("%v overlaps %v", a, b)
					}
				}
			}
		}
	}
}

func TestPricesKeepAboveTheFloor(t *testing.T) {
	t.Parallel()
	w := small(t)
	for d := range w.Distributors {
		s := w.Seller(d)
		rate := reference[s.Currency]
		for _, m := range []int{3, 12, fullMonths - 1} {
			for _, l := range s.Month(m) {
				floor := 0.0
				for _, p := range w.Prices {
					if p.Product == l.Product && !p.From.After(l.Date) && (p.Until.IsZero() || !p.Until.Before(l.Date)) &&
						(p.Channel == l.Channel || p.Channel == "" && l.Channel != online && l.Channel != wholesale) {
						floor = float64(p.Floor)
					}
				}
				price := float64(l.Price) / 100 * rate * 0.98
				if low := price < floor; floor == 0 || low != (l.Plant == PlantFloor) {
					t.Fatalf("%s %s: %s at %.2f, floor %.2f, plant %q", s.Code, l.Invoice, w.Products[l.Product].Code, price, floor, l.Plant)
				}
			}
		}
	}
}

func TestTargetsArePlausible(t *testing.T) {
	t.Parallel()
	w := small(t)
	for d := range w.Distributors {
		s := w.Seller(d)
		revenue, targets := w.revenue(s), w.Targets(s)
		if s.Size > 0 && len(targets) != 24-s.Began+2 {
			t.Errorf("%s: %d targets", s.Code, len(targets))
		}
		for _, target := range targets {
			m := int(target.Month.Sub(w.start).Hours()/24/30.4 + 0.5)
			if m < fullMonths && revenue[m] > 0 {
				if reached := revenue[m] / float64(target.Amount); reached < 0.65 || reached > 1.3 {
					t.Errorf("%s %s: reached %.2f", s.Code, target.Month.Format("2006-01"), reached)
				}
			}
		}
	}
}

func TestNamesOfPlacesAreUnique(t *testing.T) {
	t.Parallel()
	owner := map[string]string{}
	for _, p := range small(t).Territories {
		names := map[string]bool{p.Name.En: true, p.Name.Hant: true, p.Name.Hans: true, p.Code: true}
		for _, alias := range p.Aliases {
			names[alias] = true
		}
		for name := range names {
			if other := owner[name]; other != "" {
				t.Errorf("%s names both %s and %s", name, other, p.Code)
			}
			owner[name] = p.Code
		}
	}
}

func TestNumbersAreValidAndUnique(t *testing.T) {
	t.Parallel()
	w := small(t)
	seen := map[string]bool{}
	for _, p := range w.Products {
		sum := 0
		for i, d := range p.GTIN {
			sum += int(d-'0') * (1 + i%2*2)
		}
		if len(p.GTIN) != 13 || sum%10 != 0 || seen[p.GTIN] || seen[p.Code] {
			t.Errorf("product %s has GTIN %s", p.Code, p.GTIN)
		}
		seen[p.GTIN], seen[p.Code] = true, true
	}
	// 04595257 and 91350100M000100Y43 are examples of the issuing offices.
	if !validTaiwan("04595257") || !validChina("91350100M000100Y43") {
		t.Fatal("the checks of this test are wrong")
	}
	for n := range uint64(200_000) {
		tw, cn, jp := taxIDTaiwan(n), taxIDChina(n, "310000"), taxIDJapan(n)
		numbers := []string{tw, cn, jp, phone("TW", n, true), phone("CN", n, true), phone("JP", n, true)}
		for i, number := range numbers {
			key := fmt.Sprint(i, number)
			if seen[key] {
				t.Fatalf("%d: %s again", n, number)
			}
			seen[key] = true
		}
		if !validTaiwan(tw) || !validChina(cn) || !validJapan(jp) {
			t.Fatalf("%d: %v", n, numbers)
		}
	}
}

func validTaiwan(id string) bool {
	sum := 0
	for i, weight := range []int{1, 2, 1, 2, 1, 2, 4, 1} {
		product := int(id[i]-'0') * weight
		sum += product/10 + product%10
	}
	return len(id) == 8 && (sum%5 == 0 || id[6] == '7' && (sum+1)%5 == 0)
}

func validChina(id string) bool {
	sum, weight := 0, 1
	for i := range 17 {
		at := strings.IndexByte("0123456789ABCDEFGHJKLMNPQRTUWXY", id[i])
		if at < 0 {
			return false
		}
		sum, weight = sum+at*weight, weight*3%31
	}
	return len(id) == 18 && strings.IndexByte("0123456789ABCDEFGHJKLMNPQRTUWXY", id[17]) == (31-sum%31)%31
}

func validJapan(id string) bool {
	sum := 0
	for i := 1; i < 13; i++ {
		sum += int(id[i]-'0') * (1 + i%2)
	}
	return len(id) == 13 && int(id[0]-'0') == 9-sum%9
}

// The sum of all files of the tests' world. It changes only with the data.
const golden = "b89cc84a5447c3fea115b2e629098410d9c073c6c078af5e838af5a344d43aca"

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	digest := func(w *World) string {
		h := sha256.New()
		for d := range w.Distributors {
			s := w.Seller(d)
			for i, sub := range w.Submissions(d, 1) {
				if i%6 != 0 {
					continue
				}
				fmt.Fprintln(h, sub.Name, sub.At.Unix())
				if _, err := s.Write(h, sub); err != nil {
					t.Fatalf("%s: %v", sub.Name, err)
				}
			}
			fmt.Fprintln(h, w.Targets(s))
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	got := digest(small(t))
	if again := digest(small(t)); again != got {
		t.Fatalf("%s, and again %s", got, again)
	}
	if got != golden {
		t.Errorf("the data has changed: %s", got)
	}
	other, err := New(Options{Today: today, Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	if digest(other) == got {
		t.Error("another seed gives the same")
	}
}

func TestAnyDayWillDo(t *testing.T) {
	t.Parallel()
	for _, i := range []int{0, 1, 2, 3, 14, 27, 30, 31, 32, 61, 62, 90} { // about the ends of months and of a year
		day := time.Date(2027, time.December, 1+i, 0, 0, 0, 0, time.UTC)
		w, err := New(Options{Today: day, size: size{24, 500, 3_000}})
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for d := range w.Distributors {
			s := w.Seller(d)
			for _, sub := range w.Submissions(d, 1) {
				if sub.At.After(day) {
					t.Fatalf("%s is handed in at %s, after %s", sub.Name, sub.At, day)
				}
				e, err := s.Write(discard{}, sub)
				if err != nil {
					t.Fatal(err)
				}
				lines += e.Lines
				for _, l := range s.Month(sub.Until) {
					if l.Date.After(sub.At) {
						t.Fatalf("%s has a sale of %s, but is handed in at %s", sub.Name, l.Date, sub.At)
					}
				}
			}
		}
		if lines != 3_000 {
			t.Errorf("%s: %d lines", day.Format(time.DateOnly), lines)
		}
	}
}

func TestSamplesAreForTheRunningMonth(t *testing.T) {
	t.Parallel()
	for _, day := range []int{1, 2, 15, 28} {
		w, err := New(Options{Today: time.Date(2027, time.March, day, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		samples, err := w.Samples()
		if err != nil || len(samples) != 2 {
			t.Fatalf("%d samples, %v", len(samples), err)
		}
		for _, s := range samples {
			if s.Expected.Lines != 57 || s.Expected.Rejected != 3 || len(s.Bytes) < 1000 || bytes.Contains(s.Bytes, []byte("%!")) {
				t.Errorf("%s: %+v, %d bytes", s.Name, s.Expected, len(s.Bytes))
			}
		}
	}
}
