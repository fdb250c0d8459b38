package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// revenuesOf gives the loader of distributors' revenue in the period: one for each period that a request asks for.
func revenuesOf(ctx context.Context, p period.Period) *loader[scorecard.Revenue] {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	defer all.mu.Unlock()
	if made, ok := all.kinds[p]; ok {
		return made.(*loader[scorecard.Revenue])
	}
	made := loaderBy(func(r *Resolver) byKeys[scorecard.Revenue] {
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]scorecard.Revenue, error) {
			return r.Scorecards.Revenues(ctx, sc, ids, p)
		}
	})
	all.kinds[p] = made
	return made
}
