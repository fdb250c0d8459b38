package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

var rankings = &cardLoader[scorecard.Standing]{func(r *Resolver, p period.Period) byKeys[scorecard.Standing] {
	return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]scorecard.Standing, error) {
		return r.Scorecards.Standings(ctx, sc, ids, p)
	}
}}

// expectStandings begins to read the standings of a page of cards of one period, when the query asks for them.
func expectStandings(ctx context.Context, cards []scorecard.Scorecard) {
	if len(cards) == 0 {
		return
	}
	ids := idsOf(cards, func(c scorecard.Scorecard) uuid.UUID { return c.DistributorID })
	for _, field := range []string{"standing", "band", "metrics.rank", "metrics.band"} {
		if selected(ctx, "edges.node."+field) != nil {
			rankings.of(ctx, cards[0].Period).in(ctx).LoadAllThunk(ctx, ids)
			return
		}
	}
}

// standingOf gives the standing of a version of a distributor's card, nil when there is none.
func standingOf(ctx context.Context, distributor uuid.UUID, p period.Period, version int) (*scorecard.Standing, error) {
	found, err := rankings.of(ctx, p).load(ctx, distributor)
	if err != nil || found == nil || !found.IsOf(version) {
		return nil, err
	}
	return found, nil
}

// metricStandingOf gives the standing of a metric of the card; the zero one when there is none.
func metricStandingOf(ctx context.Context, m *model.ScorecardMetric) (scorecard.MetricStanding, error) {
	found, err := standingOf(ctx, m.DistributorID, m.Period, m.CardVersion)
	if err != nil || found == nil {
		return scorecard.MetricStanding{}, err
	}
	return found.Metrics[m.Key], nil
}

// bandModel is a band, nil for none.
func bandModel(band string) *model.ScorecardBand {
	if band == "" {
		return nil
	}
	b := model.ScorecardBand(band)
	return &b
}
