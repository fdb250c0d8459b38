package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
)

// nodeKind is a type whose rows the node field finds by id.
type nodeKind struct {
	resource string // whose read permission opens it
	load     func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error)
}

// nodes are the kinds by the prefix of their ids.
var nodes = map[string]nodeKind{}

// registerNode makes the type with the id prefix known to the node field: `var _ = registerNode(…)` in the domain's
// convert file. The resource is the one whose read permission opens it. load runs under the reach of that
// permission, and gives nil when there is no such row or not within reach: an untyped nil, never a nil pointer.
func registerNode(prefix, resource string, load func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error)) struct{} {
	nodes[prefix] = nodeKind{resource, load}
	return struct{}{}
}

// nodeOf makes a load of registerNode from a loader and a conversion.
func nodeOf[T any, M model.Node](from *loader[T], convert func(T) M) func(context.Context, *Resolver, uuid.UUID) (model.Node, error) {
	return func(ctx context.Context, _ *Resolver, id uuid.UUID) (model.Node, error) {
		row, err := from.load(ctx, id)
		if err != nil || row == nil {
			return nil, err
		}
		return convert(*row), nil
	}
}
