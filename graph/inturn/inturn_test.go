package inturn_test

import (
	"context"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tonglu/portal/graph/inturn"
)

func ask(t *testing.T, marshal func(ctx context.Context, i int) graphql.Marshaler) (graphql.Array, context.Context) {
	t.Helper()
	ctx := graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, graphql.DefaultRecover)
	return inturn.Waiting(ctx, nil, nil, 3, marshal), ctx
}

func TestListsKeepOrderAndPaths(t *testing.T) {
	t.Parallel()
	all, _ := ask(t, func(ctx context.Context, i int) graphql.Marshaler {
		if at := graphql.GetFieldContext(ctx).Index; at == nil || *at != i {
			t.Errorf("element %d has the index %v", i, at)
		}
		return graphql.MarshalInt(10 * i)
	})
	var said strings.Builder
	all.MarshalGQL(&said)
	if said.String() != "[0,10,20]" {
		t.Errorf("the list is %s", said.String())
	}
}

func TestAPanicMakesTheListNullWithAnError(t *testing.T) {
	t.Parallel()
	all, ctx := ask(t, func(_ context.Context, i int) graphql.Marshaler {
		if i == 1 {
			panic("no element")
		}
		return graphql.MarshalInt(i)
	})
	if errs := graphql.GetErrors(ctx); all != nil || len(errs) != 1 || errs[0].Path.String() != "[1]" {
		t.Errorf("the list is %v with %v, want none and an error at its second element", all, errs)
	}
}

func TestAPanicOfAPlainElementMakesTheListNullWithAnError(t *testing.T) {
	t.Parallel()
	ctx := graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, graphql.DefaultRecover)
	if all := inturn.Plain(ctx, 2, graphql.MarshalInt); len(all) != 2 {
		t.Errorf("the list is %v", all)
	}
	all := inturn.Plain(ctx, 2, func(int) graphql.Marshaler { panic("no element") })
	if errs := graphql.GetErrors(ctx); all != nil || len(errs) != 1 {
		t.Errorf("the list is %v with %v, want none and an error", all, errs)
	}
}
