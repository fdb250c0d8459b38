package graph

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vikstrous/dataloadgen"

	"github.com/tonglu/portal/graph/inturn"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/scope"
)

// loader reads what belongs to ids of one kind, all that a root field asks for at about the same time in one
// statement, each once. It reads under the reach of the root field's permission. A domain declares its loaders in
// its own file:
//
//	var distributors = loaderOf(func(r *Resolver) byIDs[partner.Distributor] { return r.Partners.ByIDs },
//		func(d partner.Distributor) uuid.UUID { return d.ID })
//
// and its resolvers call distributors.load(ctx, id).
type loader[T any] struct {
	fetch func(r *Resolver) byKeys[T]
}

// byIDs reads rows by id, those within the scope; the order is free.
type byIDs[T any] = func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]T, error)

// byKeys reads what belongs to each id: a count, or rows of which each id has several.
type byKeys[T any] = func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]T, error)

// loaderOf makes a loader of rows by their ids.
func loaderOf[T any](fetch func(r *Resolver) byIDs[T], id func(T) uuid.UUID) *loader[T] {
	return &loader[T]{func(r *Resolver) byKeys[T] {
		rows := fetch(r)
		return func(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]T, error) {
			found, err := rows(ctx, sc, ids)
			if err != nil {
				return nil, err
			}
			byID := make(map[uuid.UUID]T, len(found))
			for _, row := range found {
				byID[id(row)] = row
			}
			return byID, nil
		}
	}}
}

// loaderBy makes a loader of what belongs to ids.
func loaderBy[T any](fetch func(r *Resolver) byKeys[T]) *loader[T] { return &loader[T]{fetch} }

// load gives what belongs to the id, nil when there is nothing within reach.
func (l *loader[T]) load(ctx context.Context, id uuid.UUID) (*T, error) {
	return l.in(ctx).Load(ctx, id)
}

// loadAll gives what belongs to the ids, in their order and without what is not within reach.
func (l *loader[T]) loadAll(ctx context.Context, ids []uuid.UUID) ([]T, error) {
	found, err := l.in(ctx).LoadAll(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]T, 0, len(found))
	for _, row := range found {
		if row != nil {
			rows = append(rows, *row)
		}
	}
	return rows, nil
}

// expect begins to read what belongs to the ids, when the query asks for the field: a path below the one being
// resolved, as in edges.node.distributor. A list calls it with all its rows' ids, so that one statement reads
// them, however far apart in time the rows get to ask.
func (l *loader[T]) expect(ctx context.Context, field string, ids []uuid.UUID) {
	if len(ids) > 0 && selected(ctx, field) != nil {
		l.in(ctx).LoadAllThunk(ctx, ids)
	}
}

// begin is expect where the field's resolver loads nothing else: the list may be answered in turn.
func (l *loader[T]) begin(ctx context.Context, field string, ids []uuid.UUID) {
	at := selected(ctx, field)
	if at == nil {
		return
	}
	if len(ids) > 0 {
		l.in(ctx).LoadAllThunk(ctx, ids)
	}
	inturn.Begin(ctx, at)
}

// selected gives where the query asks for the path below the field being resolved, nil when it does not.
func selected(ctx context.Context, path string) *ast.Field {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Field.Field == nil {
		return nil
	}
	field, op := fc.Field, graphql.GetOperationContext(ctx)
	for name := range strings.SplitSeq(path, ".") {
		below := graphql.CollectFields(op, field.Selections, []string{field.Definition.Type.Name()})
		at := slices.IndexFunc(below, func(f graphql.CollectedField) bool { return f.Name == name })
		if at < 0 {
			return nil
		}
		field = below[at]
	}
	return field.Field
}

// mentioned reports whether a field of the name stands anywhere below the one being resolved, whatever its path and conditions: where it
// does not, nobody reads it.
func mentioned(ctx context.Context, name string) bool {
	fc := graphql.GetFieldContext(ctx)
	return fc == nil || fc.Field.Field == nil || mentions(fc.Field.Selections, name)
}

func mentions(all ast.SelectionSet, name string) bool {
	return slices.ContainsFunc(all, func(s ast.Selection) bool {
		switch s := s.(type) {
		case *ast.Field:
			return s.Name == name || mentions(s.SelectionSet, name)
		case *ast.InlineFragment:
			return mentions(s.SelectionSet, name)
		case *ast.FragmentSpread:
			return mentions(s.Definition.SelectionSet, name)
		}
		return true
	})
}

// How many ids a statement takes, and how long the first waits for others.
const (
	batchSize = 1000
	batchWait = 2 * time.Millisecond
)

// loaders are those of one root field of one request (of one event, in a subscription), by kind.
type loaders struct {
	resolver *Resolver
	scope    scope.Scope
	mu       sync.Mutex
	kinds    map[any]any
}

type loadersKey struct{}

// withLoaders gives a context with new loaders, of the reach of the context's actor.
func withLoaders(ctx context.Context, r *Resolver) context.Context {
	return context.WithValue(inturn.WithBegun(ctx), loadersKey{}, &loaders{resolver: r, scope: auth.ScopeOf(ctx), kinds: map[any]any{}})
}

// in gives this kind's loader of the context. It panics where no directive has made loaders: default deny.
func (l *loader[T]) in(ctx context.Context) *dataloadgen.Loader[uuid.UUID, *T] {
	all := ctx.Value(loadersKey{}).(*loaders)
	all.mu.Lock()
	defer all.mu.Unlock()
	if made, ok := all.kinds[l]; ok {
		return made.(*dataloadgen.Loader[uuid.UUID, *T])
	}
	fetch := l.fetch(all.resolver)
	made := dataloadgen.NewLoader(func(ctx context.Context, ids []uuid.UUID) ([]*T, []error) {
		found, err := fetch(ctx, all.scope, ids)
		if err != nil {
			return nil, []error{err}
		}
		rows := make([]*T, len(ids))
		for i, id := range ids {
			if row, ok := found[id]; ok {
				rows[i] = &row
			}
		}
		return rows, nil
	}, dataloadgen.WithBatchCapacity(batchSize), dataloadgen.WithWait(batchWait))
	all.kinds[l] = made
	return made
}
