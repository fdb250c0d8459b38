package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tonglu/portal/graph/generated"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// access holds the schema's directives. What each passes on to its field and to all fields below it is a context
// whose Actor has the reach that the policy grants, and loaders of that reach.
type access struct{ resolver *Resolver }

func (a access) directives() generated.DirectiveRoot {
	return generated.DirectiveRoot{Can: a.can, SignedIn: a.signedIn, Public: a.public}
}

func (a access) can(ctx context.Context, _ any, next graphql.Resolver, resource, action string) (any, error) {
	ctx, err := a.grant(ctx, resource, action)
	if err != nil {
		return nil, err
	}
	return next(ctx)
}

// grant gives the context of a field that takes the action on the resource.
// Returns Unauthenticated when nobody is signed in, Forbidden when the role may not.
func (a access) grant(ctx context.Context, resource, action string) (context.Context, error) {
	actor, ok := auth.ActorOf(ctx)
	if !ok {
		return nil, auth.Required()
	}
	reach, ok := policy.Allow(actor.Role, resource, action)
	if !ok {
		return nil, fault.New(fault.Forbidden, "auth.forbidden", fault.Params{"resource": resource, "action": action})
	}
	return a.reaching(ctx, actor, reach), nil
}

func (a access) reaching(ctx context.Context, actor auth.Actor, reach scope.Reach) context.Context {
	actor.Reach = reach
	return withLoaders(auth.With(ctx, actor), a.resolver)
}

// signedIn reaches as far as home. The node field is the exception: the permission to read what the id names
// decides how far it reaches.
func (a access) signedIn(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
	actor, ok := auth.ActorOf(ctx)
	if !ok {
		return nil, auth.Required()
	}
	reach := home(actor.Role)
	if fc := graphql.GetFieldContext(ctx); fc.Object == "Query" && fc.Field.Name == "node" {
		reach = nodeReach(actor.Role, fc.Args["id"])
	}
	return next(a.reaching(ctx, actor, reach))
}

// nodeReach gives how far the role may read rows of the type that the id names; none when it may not at all, and
// then every row is as if it were not there.
func nodeReach(role string, id any) scope.Reach {
	text, _ := id.(string)
	prefix, _, _ := typeid.Split(text)
	kind, ok := nodes[prefix]
	if !ok {
		return scope.None
	}
	reach, _ := policy.Allow(role, kind.resource, "read")
	return reach
}

// home is how far a field reaches that takes no permission: to the distributors that the role may read, so that a
// channel manager finds its portfolio, and for the others to their own organisation.
func home(role string) scope.Reach {
	if reach, ok := policy.Allow(role, "distributor", "read"); ok {
		return reach
	}
	return scope.Own
}

func (a access) public(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
	if actor, ok := auth.ActorOf(ctx); ok {
		ctx = a.reaching(ctx, actor, home(actor.Role))
	}
	return next(ctx)
}
