package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// How many different users open their card, and how many each second.
const (
	openers     = 30_000
	quickly     = 3_000
	eachSecond  = 50
	mostWaiting = 200
)

// usersFigures has as many different people open their card as come on the first Monday of a quarter, at that rate, whatever the
// server takes: a late answer does not keep the next from asking.
func usersFigures(ctx context.Context, o options) ([]figure, error) {
	h, err := theHall(ctx, o)
	if err != nil {
		return nil, err
	}
	n := openers
	if o.Quick {
		n = quickly
	}
	organizations := make([]uuid.UUID, n)
	for i := range organizations {
		organizations[i] = h.distributors[i%len(h.distributors)]
	}
	people, _, err := h.inviteAll(ctx, organizations)
	if err != nil {
		return nil, err
	}
	server, err := h.serve(ctx)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	took := make([]time.Duration, n)
	failed := make([]error, n)
	waiting := make(chan struct{}, mostWaiting)
	var all sync.WaitGroup
	begin := time.Now()
	for i := range n {
		due := begin.Add(time.Duration(i) * time.Second / eachSecond)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Until(due)):
		}
		waiting <- struct{}{}
		all.Go(func() {
			defer func() { <-waiting }()
			request := post("/graphql", people[i].cookie, graphQL(cardQuery, map[string]any{"id": typeid.Format(typeid.Distributor, organizations[i]), "period": lastQuarter().String()}))
			_, failed[i] = one(ctx, server.address, request)
			took[i] = time.Since(due) // from when it was to be asked
		})
	}
	all.Wait()
	failures := 0
	for _, err := range failed {
		if err != nil {
			failures++
		}
	}
	slices.Sort(took)
	how := fmt.Sprintf("%d different users with sessions made beforehand, of %d distributors, each over a new connection, %d a second for %v: half within %v, the slowest %v.",
		n, len(h.distributors), eachSecond, time.Since(begin).Round(time.Second), took[n/2].Round(10*time.Microsecond), took[n-1].Round(time.Millisecond))
	return []figure{
		{"users' own cards, 99 % within", float64(took[n*99/100].Microseconds()) / 1000, "ms", true, 100, how},
		{"users' own cards, failed", float64(failures), "", true, 0, ""},
	}, nil
}
