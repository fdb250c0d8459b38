package main

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// peersFigures measure answers that are made anew, the portal's own program keeping none, against hand-written handlers that give the same
// JSON from one statement, and against PostGraphile over the same tables.
func peersFigures(ctx context.Context, o options) ([]figure, error) {
	h, err := theHall(ctx, o)
	if err != nil {
		return nil, err
	}
	ours, err := h.serve(ctx, "PORTAL_ANSWERS_MB=0")
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	theirs, err := h.peer(ctx)
	if err != nil {
		return nil, err
	}
	defer theirs.stop()
	graphile, err := h.postGraphile(ctx)
	if err != nil {
		return nil, err
	}
	defer graphile.stop()
	var all []figure
	for _, c := range []struct {
		name            string
		hand, graphile  float64
		our             [][]byte
		theirs          func(uuid.UUID) string
		graphileRequest [][]byte
	}{
		{"uncached scorecard", 0.6, 2, h.cards(), func(id uuid.UUID) string {
			return "/card/" + id.String() + "/" + lastQuarter().Start.Format(time.DateOnly)
		}, h.graphileCards()},
		{"50 accounts with last sale and shares", 0.5, 1.2, h.lists(), func(id uuid.UUID) string { return "/accounts/" + id.String() }, h.graphileLists()},
	} {
		their := h.paths(c.theirs)
		if err := same(ctx, ours, theirs, c.our, their); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		hand := o.duel(ours, theirs, c.our, their)
		if err := hand.fight(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		all = append(all, figure{c.name + " ÷ hand-written", hand.ratio, "×", false, c.hand,
			"The portal keeping no answers, with session, permission, scope and row security, against net/http and pgx that give the same JSON from one statement of the tables' owner. " + hand.said("the portal", "the handler")})
		generated := o.duel(ours, graphile, c.our, c.graphileRequest)
		generated.warm = max(generated.warm, 10*time.Second)
		if err := generated.fight(ctx); err != nil {
			return nil, fmt.Errorf("%s, PostGraphile: %w", c.name, err)
		}
		all = append(all, figure{c.name + " ÷ PostGraphile", generated.ratio, "×", false, c.graphile,
			"PostGraphile " + graphileVersion + " over the same tables as their owner, warmed for 10 s, its answers looked into for errors. " + generated.said("the portal", "PostGraphile")})
	}
	return all, nil
}
