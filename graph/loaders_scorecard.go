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

// cardLoader makes loaders of what belongs to distributors in a period: one for each period that a request asks for.
type cardLoader[T any] struct {
	fetch func(r *Resolver, p period.Period) byKeys[T]
}

type cardLoaderKey struct {
	of     any
	period period.Period
}

func (c *cardLoader[T]) of(ctx context.Context, p period.Period) *loader[T] {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	defer all.mu.Unlock()
	key := cardLoaderKey{c, p}
	if made, ok := all.kinds[key]; ok {
		return made.(*loader[T])
	}
	made := loaderBy(func(r *Resolver) byKeys[T] { return c.fetch(r, p) })
	all.kinds[key] = made
	return made
}

var revenues = &cardLoader[scorecard.Revenue]{func(r *Resolver, p period.Period) byKeys[scorecard.Revenue] {
	return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]scorecard.Revenue, error) {
		return r.Scorecards.Revenues(ctx, sc, ids, p)
	}
}}

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
			revenues.of(ctx, period).in(ctx).LoadAllThunk(ctx, ids)
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
