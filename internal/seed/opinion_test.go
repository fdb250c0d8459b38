package seed

import (
	"reflect"
	"testing"
)

func TestEachDistributorHasItsOwnLevelOfSatisfaction(t *testing.T) {
	t.Parallel()
	w := small(t)
	lowest, highest, rising, falling, comments := 5.0, 1.0, 0, 0, 0
	for d := range w.Distributors {
		all := w.Opinions(d)
		if !reflect.DeepEqual(all, w.Opinions(d)) {
			t.Fatalf("%s: another time, other answers", w.Distributors[d].Code)
		}
		var sum, n [2]float64 // of the first year and the second
		for _, o := range all {
			if o.CSAT == nil && o.NPS == nil || o.On.After(w.last) || o.On.Before(w.Month(0)) {
				t.Fatalf("%s: an answer of %s, %v %v", w.Distributors[d].Code, o.On, o.CSAT, o.NPS)
			}
			if o.Comment != "" {
				comments++
			}
			if o.CSAT != nil {
				half := 0
				if !o.On.Before(w.Month(fullMonths / 2)) {
					half = 1
				}
				sum[half], n[half] = sum[half]+float64(*o.CSAT), n[half]+1
			}
		}
		if n[0] < 20 || n[1] < 20 {
			continue
		}
		mean := (sum[0] + sum[1]) / (n[0] + n[1])
		lowest, highest = min(lowest, mean), max(highest, mean)
		if sum[1]/n[1] > sum[0]/n[0] {
			rising++
		} else {
			falling++
		}
	}
	if highest-lowest < 0.6 || rising < 3 || falling < 3 || comments < 100 {
		t.Errorf("means from %.2f to %.2f, %d rise, %d fall, %d comments", lowest, highest, rising, falling, comments)
	}
}

func TestSomePassesAreOver(t *testing.T) {
	t.Parallel()
	w := small(t)
	over, all := 0, 0
	for d := range w.Distributors {
		seen := map[Pass]bool{}
		for _, p := range w.Passes(d) {
			if seen[p] || p.On.After(w.last) {
				t.Errorf("%s: %v", w.Distributors[d].Code, p)
			}
			seen[p] = true
			all++
			for _, c := range curriculum {
				if c.Code == p.Course && c.ValidMonths != nil && p.On.AddDate(0, *c.ValidMonths, 0).Before(today) {
					over++
				}
			}
		}
	}
	if over < 10 || all-over < 60 {
		t.Errorf("%d of %d passes are over", over, all)
	}
}
