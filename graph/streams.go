package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
)

// streams prepares each event of a subscription as a directive prepares a request: an event's fields don't
// inherit the context that the directive made when the stream began.
type streams struct {
	access access
	renew  func(context.Context, auth.Actor) error
}

// operation lets queries and mutations pass. Each event of a subscription gets the reach of its permission and new
// loaders; it is held back, and the stream ends, when the actor may not watch any more.
func (s streams) operation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Subscription {
		return next(ctx)
	}
	if !streaming(op.Headers) {
		return refusal(ctx, fault.New(fault.Invalid, "graphql.eventStream", fault.Params{"expected": "text/event-stream"}))
	}
	ctx, end := context.WithCancel(ctx)
	responses, over := next(ctx), false
	return func(event context.Context) *graphql.Response {
		if over {
			end()
			return nil
		}
		granted, err := s.grant(event, op)
		if err == nil {
			response := responses(granted)
			if response == nil {
				end()
				return nil
			}
			if err = s.still(event); err == nil {
				return response
			}
		}
		over = true
		return &graphql.Response{Errors: gqlerror.List{present(event, err)}}
	}
}

// grant gives the context of an event: the subscription has one root field, whose @can says what it takes.
func (s streams) grant(ctx context.Context, op *graphql.OperationContext) (context.Context, error) {
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
	if len(fields) != 1 {
		return ctx, nil // the executor says so
	}
	can := fields[0].Definition.Directives.ForName("can")
	if can == nil {
		return nil, auth.Required()
	}
	return s.access.grant(ctx, can.Arguments.ForName("resource").Value.Raw, can.Arguments.ForName("action").Value.Raw)
}

func (s streams) still(ctx context.Context) error {
	actor, ok := auth.ActorOf(ctx)
	if !ok {
		return auth.Required()
	}
	return s.renew(ctx, actor)
}

func refusal(ctx context.Context, err error) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{present(ctx, err)}})
}
