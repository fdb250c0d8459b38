package inturn

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Field names a field of an object type.
type Field struct{ Object, Name string }

// begun are the fields of a request whose values are all under way, whichever object is asked.
type begun struct {
	mu     sync.RWMutex
	fields map[*ast.Field]bool
}

type begunKey struct{}

// WithBegun gives a context in which fields can begin.
func WithBegun(ctx context.Context) context.Context {
	return context.WithValue(ctx, begunKey{}, &begun{fields: map[*ast.Field]bool{}})
}

// Begin says that the field's values are under way for all objects of the list that is being resolved: its resolver waits for them and
// for nothing else. The context must be one of WithBegun.
func Begin(ctx context.Context, field *ast.Field) {
	b := ctx.Value(begunKey{}).(*begun)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fields[field] = true
}

func begunIn(ctx context.Context) *begun {
	b, _ := ctx.Value(begunKey{}).(*begun)
	return b
}

func (b *begun) has(field *ast.Field) bool {
	if b == nil {
		return false
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.fields[field]
}

// calm reports whether nothing that is selected waits for what has not begun. What stands on an interface may be any object's.
func (b *begun) calm(all ast.SelectionSet, waits map[Field]bool) bool {
	for _, s := range all {
		below := ast.SelectionSet(nil)
		switch s := s.(type) {
		case *ast.Field:
			on := s.ObjectDefinition
			if s.Name != "__typename" && (on == nil || on.Kind != ast.Object || waits[Field{on.Name, s.Name}] && !b.has(s)) {
				return false
			}
			below = s.SelectionSet
		case *ast.InlineFragment:
			below = s.SelectionSet
		case *ast.FragmentSpread:
			below = s.Definition.SelectionSet
		}
		if !b.calm(below, waits) {
			return false
		}
	}
	return true
}

// Waiting is graphql.MarshalSliceConcurrently for elements that may wait: for the fields of waits, unless they have begun.
func Waiting(ctx context.Context, all ast.SelectionSet, waits map[Field]bool, length int, marshal func(ctx context.Context, i int) graphql.Marshaler) graphql.Array {
	if length > 1 && !begunIn(ctx).calm(all, waits) {
		return graphql.MarshalSliceConcurrently(ctx, length, 0, false, marshal)
	}
	return slice(ctx, length, marshal)
}
