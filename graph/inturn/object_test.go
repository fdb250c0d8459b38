package inturn_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tonglu/portal/graph/inturn"
)

func fields(aliases ...string) []graphql.CollectedField {
	all := make([]graphql.CollectedField, len(aliases))
	for i, alias := range aliases {
		all[i] = graphql.CollectedField{Field: &ast.Field{Alias: alias, Name: alias}}
	}
	return all
}

// An object reads as gqlgen's own does, fields of one alias among them.
func TestObjectsAreWrittenAsFieldSets(t *testing.T) {
	t.Parallel()
	for _, aliases := range [][]string{{}, {"a"}, {"a", "_b2"}, {"a", "b", "a", "c", "b"}} {
		ours, theirs := inturn.NewObject(fields(aliases...)), graphql.NewFieldSet(fields(aliases...))
		for i := range aliases {
			value := graphql.MarshalString("\"value\" " + aliases[i])
			ours.Values[i], theirs.Values[i] = value, value
		}
		var said, want strings.Builder
		ours.MarshalGQL(&said)
		theirs.MarshalGQL(&want)
		if said.String() != want.String() {
			t.Errorf("%v is written %s, want %s", aliases, said.String(), want.String())
		}
	}
}

func TestWhatWaitsIsMadeAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := inturn.NewObject(fields("a", "b", "c"))
		o.Values[1] = graphql.MarshalInt(2)
		for _, i := range []int{0, 2} {
			o.Concurrently(i, func(context.Context) graphql.Marshaler {
				time.Sleep(time.Second)
				return graphql.MarshalInt(i + 1)
			})
		}
		begin := time.Now()
		o.Dispatch(t.Context())
		var said strings.Builder
		o.MarshalGQL(&said)
		if took := time.Since(begin); took != time.Second || said.String() != `{"a":1,"b":2,"c":3}` {
			t.Errorf("%s after %v", said.String(), took)
		}
	})
}
