package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	reviewsIn = &cardLoader[[]scorecard.Review]{func(r *Resolver, p period.Period) byKeys[[]scorecard.Review] {
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]scorecard.Review, error) {
			return r.Scorecards.ReviewsIn(ctx, sc, ids, p)
		}
	}}
	contestsOn = &cardLoader[[]scorecard.Contest]{func(r *Resolver, p period.Period) byKeys[[]scorecard.Contest] {
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]scorecard.Contest, error) {
			return r.Scorecards.ContestsOn(ctx, sc, ids, p)
		}
	}}
	contestedOn = &cardLoader[[]string]{func(r *Resolver, p period.Period) byKeys[[]string] {
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]string, error) {
			return r.Scorecards.ContestedOn(ctx, sc, ids, p)
		}
	}}

	_ = registerNode(typeid.Review, "review", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
		found, err := r.Scorecards.ReviewByID(ctx, sc, id)
		return reviewModel(found), err
	}))
	_ = registerNode(typeid.Contest, "contest", nodeBy(func(ctx context.Context, r *Resolver, sc scope.Scope, id uuid.UUID) (model.Node, error) {
		found, err := r.Scorecards.ContestByID(ctx, sc, id)
		return contestModel(found), err
	}))
)

// expectRemarks begins to read what people added to a page of cards of one period, as far as the query asks for it.
func expectRemarks(ctx context.Context, cards []scorecard.Scorecard) {
	if len(cards) == 0 {
		return
	}
	ids, p := idsOf(cards, func(c scorecard.Scorecard) uuid.UUID { return c.DistributorID }), cards[0].Period
	reviewsIn.of(ctx, p).expect(ctx, "edges.node.reviews", ids)
	contestsOn.of(ctx, p).expect(ctx, "edges.node.contests", ids)
	contestedOn.of(ctx, p).expect(ctx, "edges.node.metrics.contested", ids)
}
