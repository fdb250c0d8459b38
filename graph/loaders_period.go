package graph

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	restatements       = loaderOf(func(r *Resolver) byIDs[scorecard.Restatement] { return r.Scorecards.RestatementsByID }, func(x scorecard.Restatement) uuid.UUID { return x.ID })
	restatementChanges = loaderBy(func(r *Resolver) byKeys[[]scorecard.Difference] { return r.Scorecards.Changes })

	_ = registerNode(typeid.Restatement, "scorecard", nodeOf(restatements, restatementModel))
)

// perPeriod is a kind of loader of which a request has one for each period that it asks for.
type perPeriod struct {
	kind string
	of   period.Period
}

// inPeriod gives the loader of what distributors have in the period.
func inPeriod[T any](ctx context.Context, kind string, p period.Period,
	fetch func(r *Resolver) func(context.Context, scope.Scope, []uuid.UUID, period.Period) (map[uuid.UUID]T, error)) *loader[T] {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	defer all.mu.Unlock()
	if made, ok := all.kinds[perPeriod{kind, p}]; ok {
		return made.(*loader[T])
	}
	made := loaderBy(func(r *Resolver) byKeys[T] {
		read := fetch(r)
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]T, error) {
			return read(ctx, sc, ids, p)
		}
	})
	all.kinds[perPeriod{kind, p}] = made
	return made
}

// versionsIn gives the loader of the frozen versions of distributors' cards of the period.
func versionsIn(ctx context.Context, p period.Period) *loader[[]scorecard.Version] {
	return inPeriod(ctx, "versions", p, func(r *Resolver) func(context.Context, scope.Scope, []uuid.UUID, period.Period) (map[uuid.UUID][]scorecard.Version, error) {
		return r.Scorecards.Versions
	})
}

// restatingIn gives the loader of the restatements of distributors that are going on in the period.
func restatingIn(ctx context.Context, p period.Period) *loader[scorecard.Restatement] {
	return inPeriod(ctx, "restatement", p, func(r *Resolver) func(context.Context, scope.Scope, []uuid.UUID, period.Period) (map[uuid.UUID]scorecard.Restatement, error) {
		return r.Scorecards.OpenRestatements
	})
}

// expectFrozen begins to read what a page of cards of one period was frozen as, when the query asks for it.
func expectFrozen(ctx context.Context, cards []scorecard.Scorecard) {
	if len(cards) == 0 {
		return
	}
	ids := idsOf(cards, func(c scorecard.Scorecard) uuid.UUID { return c.DistributorID })
	versionsIn(ctx, cards[0].Period).expect(ctx, "edges.node.versions", ids)
	restatingIn(ctx, cards[0].Period).expect(ctx, "edges.node.restatement", ids)
}

// reopeningsKey is where a request keeps the wishes to open months that wait: all are read at once.
type reopeningsKey struct{}

// reopeningOf gives the wish to open a month again that waits, nil when there is none that the caller may see.
func (r *Resolver) reopeningOf(ctx context.Context, month period.Period) (*model.PeriodReopening, error) {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	defer all.mu.Unlock()
	found, read := all.kinds[reopeningsKey{}].(map[time.Time]scorecard.Reopening)
	if !read {
		var err error
		if found, err = r.Scorecards.Reopenings(ctx, auth.ScopeOf(ctx)); err != nil {
			return nil, err
		}
		all.kinds[reopeningsKey{}] = found
	}
	if wish, waits := found[month.Start]; waits {
		return reopeningModel(ctx, wish), nil
	}
	return nil, nil
}
