package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"syscall"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
)

// cardQuery is what an open card asks for.
const cardQuery = `query Card($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) { period provisional composite grade ` +
	`revenue { amount currency } target { amount currency } metrics { key value unit score weight trend { period value } } } }`

// lastQuarter is the quarter that everybody looks at: the one before this.
func lastQuarter() period.Period {
	return period.Of(period.Quarter, time.Now().UTC().AddDate(0, -3, 0))
}

func graphQL(query string, variables map[string]any) string {
	text, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err) // they are texts
	}
	return string(text)
}

// cards are the requests for each distributor's card, by its own person.
func (h *hall) cards() [][]byte {
	all := make([][]byte, len(h.distributors))
	for i, id := range h.distributors {
		all[i] = post("/graphql", h.people[id].cookie, graphQL(cardQuery, map[string]any{"id": typeid.Format(typeid.Distributor, id), "period": lastQuarter().String()}))
	}
	return all
}

// lists are the requests for fifty accounts of each distributor.
func (h *hall) lists() [][]byte {
	all := make([][]byte, len(h.distributors))
	for i, id := range h.distributors {
		all[i] = post("/graphql", h.people[id].cookie, graphQL(accountsQuery, nil))
	}
	return all
}

// paths are GETs of the peer.
func (h *hall) paths(path func(uuid.UUID) string) [][]byte {
	all := make([][]byte, len(h.distributors))
	for i, id := range h.distributors {
		all[i] = get(path(id))
	}
	return all
}

// inTurns asks the requests one after the other.
func inTurns(requests [][]byte) func(int) []byte {
	return func(n int) []byte { return requests[n%len(requests)] }
}

// length is how long a duel is.
func (o options) length() (rounds int, warm, lasts time.Duration) {
	if o.Quick {
		return 3, time.Second, 2 * time.Second
	}
	return 5, 10 * time.Second, 5 * time.Second
}

func (o options) duel(ours, theirs *process, our, their [][]byte) *duel {
	d := &duel{ours: ours, theirs: theirs, our: inTurns(our), their: inTurns(their)}
	d.rounds, d.warm, d.lasts = o.length()
	return d
}

// apiFigures measure the portal's own program as it is deployed, with sessions, permissions, scopes and the log, against a handler that does
// nothing but one GET of Redis; and what row security and scopes cost a handler that does nothing else.
func apiFigures(ctx context.Context, o options) ([]figure, error) {
	h, err := theHall(ctx, o)
	if err != nil {
		return nil, err
	}
	ours, err := h.serve(ctx)
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	theirs, err := h.peer(ctx)
	if err != nil {
		return nil, err
	}
	defer theirs.stop()

	requests, kept, size := h.cards(), map[string][]byte{}, 0
	for i, id := range h.distributors {
		body, err := one(ctx, ours.address, requests[i])
		if err != nil {
			return nil, fmt.Errorf("the card of %s: %w", id, err)
		}
		kept[id.String()] = bytes.Clone(body)
		size += len(body)
	}
	if err := h.keep(ctx, kept); err != nil {
		return nil, err
	}
	cached := o.duel(ours, theirs, requests, h.paths(func(id uuid.UUID) string { return "/kept/" + id.String() }))
	if err := cached.fight(ctx); err != nil {
		return nil, err
	}
	all := []figure{permissionFigure(), {"cached scorecard ÷ bare Redis GET", cached.ratio, "×", false, 0.8,
		fmt.Sprintf("The cards of %d distributors for the last quarter, %d bytes each: GraphQL with session, permission and scope, against net/http and go-redis with one GET of the same bytes. %s",
			len(h.distributors), size/len(h.distributors), cached.said("the portal", "the GET"))}}

	for _, q := range []struct{ name, path string }{{"50 accounts", "/accounts/%s"}, {"a scorecard", "/card/%s/" + lastQuarter().Start.Format(time.DateOnly)}} {
		path := func(id uuid.UUID) string { return fmt.Sprintf(q.path, id) }
		scoped := o.duel(theirs, theirs, h.paths(func(id uuid.UUID) string { return path(id) + "/scoped" }), h.paths(path))
		if err := scoped.fight(ctx); err != nil {
			return nil, err
		}
		all = append(all, figure{"with row security and scope ÷ without, " + q.name, scoped.ratio, "×", false, 0.85,
			"The same hand-written handler and statement: as the portal's role, the scope travelling with it, against a bare statement of the tables' owner. " + scoped.said("with", "without")})
	}
	return all, nil
}

// permissionFigure is what a check of a permission takes, in time of the processor.
func permissionFigure() figure {
	const checks = 5_000_000
	used := func() time.Duration {
		var u syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it knows its own process
		return time.Duration(u.Utime.Nano())
	}
	allowed := 0
	begin := used()
	for range checks {
		if _, ok := policy.Allow(policy.DistributorRep, "scorecard", "read"); ok {
			allowed++
		}
	}
	return figure{"a permission check", float64((used() - begin).Nanoseconds()) / checks, "ns", true, 50, fmt.Sprintf("%d look-ups in the compiled table, without an allocation.", allowed)}
}

// same checks that both answer the same JSON, for each of the requests.
func same(ctx context.Context, ours, theirs *process, our, their [][]byte) error {
	for i := range our {
		a, err := one(ctx, ours.address, our[i])
		if err != nil {
			return fmt.Errorf("ours: %w", err)
		}
		b, err := one(ctx, theirs.address, their[i])
		if err != nil {
			return fmt.Errorf("theirs: %w", err)
		}
		var left, right any
		if err := json.Unmarshal(a, &left); err != nil {
			return err
		}
		if err := json.Unmarshal(b, &right); err != nil {
			return err
		}
		if !reflect.DeepEqual(left, right) {
			return fmt.Errorf("they do not answer the same\nours   %s\ntheirs %s", a, b)
		}
	}
	return nil
}
