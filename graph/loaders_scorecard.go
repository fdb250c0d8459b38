package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/scalar"
	"github.com/tonglu/portal/internal/partner"
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

// expectRevenues begins to read the distributors' revenue in each period that the query asks for it: a list of
// distributors below the field being resolved calls it as other lists call loader.expect.
func expectRevenues(ctx context.Context, rows []partner.Distributor) {
	ids := idsOf(rows, func(d partner.Distributor) uuid.UUID { return d.ID })
	if len(ids) == 0 {
		return
	}
	for _, f := range revenueFields(ctx) {
		period, err := scalar.UnmarshalPeriod(f.ArgumentMap(graphql.GetOperationContext(ctx).Variables)["period"])
		if err == nil { // or the field itself says what is wrong
			revenuesOf(ctx, period).in(ctx).LoadAllThunk(ctx, ids)
		}
	}
}

// revenueFields gives the revenue fields, by whatever alias, of the nodes of the connection being resolved.
func revenueFields(ctx context.Context) []graphql.CollectedField {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Field.Field == nil {
		return nil
	}
	fields := []graphql.CollectedField{fc.Field}
	for _, name := range []string{"edges", "node", "revenue"} {
		var below []graphql.CollectedField
		for _, f := range fields {
			below = append(below, graphql.CollectFields(graphql.GetOperationContext(ctx), f.Selections, []string{f.Definition.Type.Name()})...)
		}
		fields = slices.DeleteFunc(below, func(f graphql.CollectedField) bool { return f.Name != name })
	}
	return fields
}
