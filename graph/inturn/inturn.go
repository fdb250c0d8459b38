// Package inturn has answers made without what only resolvers need. gqlgen gives each element of a list a goroutine, whose stack grows
// anew, each field a context, and each object a second set of fields for what is deferred: where nothing waits that is most of what an
// answer costs. The command below it, a part of go generate, rewrites the generated code.
package inturn

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// Room is how many bytes of an answer are written before its buffer grows.
const Room = 8 << 10

// Plain is graphql.MarshalSliceConcurrently for elements that wait for nothing and have no resolvers: they need no contexts, and an error
// names the list, not the element. A panic makes the list null, with an error.
func Plain(ctx context.Context, length int, marshal func(i int) graphql.Marshaler) (all graphql.Array) {
	defer func() {
		if r := recover(); r != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, r))
			all = nil
		}
	}()
	all = make(graphql.Array, length)
	for i := range length {
		all[i] = marshal(i)
	}
	return all
}

// slice is graphql.MarshalSliceConcurrently without a goroutine for each element. A panic makes the list null, with an error.
func slice(ctx context.Context, length int, marshal func(ctx context.Context, i int) graphql.Marshaler) (all graphql.Array) {
	all = make(graphql.Array, length)
	fields, indices := make([]graphql.FieldContext, length), make([]int, length)
	at := ctx
	defer func() {
		if r := recover(); r != nil {
			graphql.AddError(at, graphql.Recover(at, r))
			all = nil
		}
	}()
	for i := range length {
		indices[i] = i
		fields[i].Index = &indices[i]
		at = graphql.WithFieldContext(ctx, &fields[i])
		all[i] = marshal(at, i)
	}
	return all
}
