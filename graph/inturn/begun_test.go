package inturn_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tonglu/portal/graph/inturn"
)

// Lists and objects wait for their fields one after the other when all have begun, else for all at once.
func TestWhatHasBegunIsAnsweredInTurn(t *testing.T) {
	t.Parallel()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		interface Named { name: String }
		type Row implements Named { name: String sale: Sale owner: Named }
		type Sale { on: String account: Row }
		type Query { rows: [Row!]! }`})
	waits := map[inturn.Field]bool{{Object: "Row", Name: "sale"}: true, {Object: "Sale", Name: "account"}: true}
	for query, c := range map[string]struct {
		begun  bool
		inTurn bool
	}{
		"{ rows { name __typename } }":                              {false, true},
		"{ rows { sale { on } } }":                                  {false, false},
		"{ rows { name sale { on } } }":                             {true, true},
		"{ rows { ... on Row { sale { on } } } }":                   {true, true},
		"{ rows { ...F } } fragment F on Row { sale { on } }":       {true, true},
		"{ rows { sale { on account { name } } } }":                 {true, false},
		"{ rows { sale { on } again: sale { on } } }":               {true, false},
		"{ rows { owner { name } } }":                               {true, false},
		"{ rows { name ... on Named { name } } }":                   {true, false},
		"{ rows { sale { on } ... on Row { sale { on } } } }":       {true, false},
		"{ rows { name ... on Row { name sale { __typename } } } }": {true, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			doc, err := gqlparser.LoadQueryWithRules(schema, query, nil)
			if err != nil {
				t.Fatal(query, err)
			}
			rows := doc.Operations[0].SelectionSet[0].(*ast.Field)
			ctx := inturn.WithBegun(graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, graphql.DefaultRecover))
			if sale := first(rows.SelectionSet, "sale"); c.begun && sale != nil {
				inturn.Begin(ctx, sale)
			}
			begin := time.Now()
			inturn.Waiting(ctx, rows.SelectionSet, waits, 3, func(context.Context, int) graphql.Marshaler {
				time.Sleep(time.Second)
				return graphql.Null
			})
			if got := time.Since(begin) == 3*time.Second; got != c.inTurn {
				t.Errorf("%s is answered in %v", query, time.Since(begin))
			}
		})
	}
}

// first gives the first field of the name, in fragments too.
func first(all ast.SelectionSet, name string) *ast.Field {
	for _, s := range all {
		below := ast.SelectionSet(nil)
		switch s := s.(type) {
		case *ast.Field:
			if s.Name == name {
				return s
			}
		case *ast.InlineFragment:
			below = s.SelectionSet
		case *ast.FragmentSpread:
			below = s.Definition.SelectionSet
		}
		if found := first(below, name); found != nil {
			return found
		}
	}
	return nil
}

func TestAnObjectWaitsInTurnForWhatHasBegun(t *testing.T) {
	t.Parallel()
	for begun, want := range []time.Duration{time.Second, time.Second, 2 * time.Second, 3 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			all := fields("a", "b", "c")
			ctx := inturn.WithBegun(t.Context())
			for _, f := range all[:begun] {
				inturn.Begin(ctx, f.Field)
			}
			o := inturn.NewObject(all)
			for i := range all {
				o.Concurrently(i, func(context.Context) graphql.Marshaler {
					time.Sleep(time.Second)
					return graphql.Null
				})
			}
			begin := time.Now()
			o.Dispatch(ctx)
			if took := time.Since(begin); took != want {
				t.Errorf("with %d begun it took %v, want %v", begun, took, want)
			}
		})
	}
}
