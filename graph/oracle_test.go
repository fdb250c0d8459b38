package graph_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// stopwatch takes the times of two things in turns, so that what else the machine does meets both.
func stopwatch(t *testing.T, rounds int, one, other func(n int)) (a, b []time.Duration) {
	t.Helper()
	for n := range rounds {
		for i, do := range []func(int){one, other} {
			begin := time.Now()
			do(n)
			if took := time.Since(begin); i == 0 {
				a = append(a, took)
			} else {
				b = append(b, took)
			}
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	return a, b
}

// likelihood is how often a time of the one lies above a time of the other, a half when the two are distributed alike: the statistic of
// Mann and Whitney over the number of pairs.
func likelihood(a, b []time.Duration) float64 {
	above := 0.0
	for _, x := range a {
		for _, y := range b {
			switch {
			case x > y:
				above++
			case x == y:
				above += 0.5
			}
		}
	}
	return above / float64(len(a)*len(b))
}

// TestTheTimeOfAnAnswerTellsNothing makes accounts of customers that SOUTH holds and of customers that nobody holds, and times both.
func TestTheTimeOfAnAnswerTellsNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	const rounds = 80
	for n := range rounds {
		id := typeid.New()
		g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization, tax_id) VALUES ($1, $2, uuid_send($2), $3, true, '')`, g.Organization("SOUTH"), id, held(n))
		g.Exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, g.Organization("SOUTH"), id)
	}
	matchAll(g, t)
	north := g.As("distributor_rep", "NORTH")
	create := func(name string) {
		t.Helper()
		north.Do(t, createAccount, object{"in": object{"name": name, "isOrganization": true, "contact": object{"city": "Taipei"}}}).Want(t, "")
	}
	for n := range 10 {
		create(fmt.Sprintf("Warm %d Ltd", n))
	}
	a, b := stopwatch(t, rounds, func(n int) { create(held(n)) }, func(n int) { create(fmt.Sprintf("Quarry %d Tools Ltd", n+1000)) })
	if p := likelihood(a, b); p < 0.35 || p > 0.65 {
		t.Errorf("who asks can tell by the time, %.0f times in 100: held %v, free %v in the median", 100*max(p, 1-p), a[rounds/2], b[rounds/2])
	}
}

func held(n int) string { return fmt.Sprintf("Harbour %d Works Ltd", n+1000) }
