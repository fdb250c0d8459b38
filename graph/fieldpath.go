package graph

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tonglu/portal/internal/fault"
)

// The path of a field at fault goes from the GraphQL argument down, wherever the fault was found: input.lines.0.quantity.

// fromArgument writes the paths that a domain names by its own input: what is no argument of the field is of its input.
func fromArgument(ctx context.Context, fields []fault.Field) []fault.Field {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Field.Field == nil || fc.Field.Definition == nil {
		return fields
	}
	arguments := fc.Field.Definition.Arguments
	if arguments.ForName("input") == nil {
		return fields
	}
	out := make([]fault.Field, len(fields))
	for i, f := range fields {
		if first, _, _ := strings.Cut(f.Path, "."); arguments.ForName(first) == nil {
			f.Path = "input." + f.Path
		}
		out[i] = f
	}
	return out
}

// argumentOf gives the place that the operation puts the variable in; the variable's own name when it uses it nowhere.
func argumentOf(ctx context.Context, variable string) ast.Path {
	if graphql.HasOperationContext(ctx) {
		if op := graphql.GetOperationContext(ctx); op.Doc != nil && op.Operation != nil {
			sets := []ast.SelectionSet{op.Operation.SelectionSet}
			for _, f := range op.Doc.Fragments {
				sets = append(sets, f.SelectionSet)
			}
			for _, set := range sets {
				if path := inSelection(set, variable); path != nil {
					return path
				}
			}
		}
	}
	return ast.Path{ast.PathName(variable)}
}

// inSelection does not follow fragments: each is looked at once, however often it is spread.
func inSelection(set ast.SelectionSet, variable string) ast.Path {
	for _, s := range set {
		var path ast.Path
		switch s := s.(type) {
		case *ast.Field:
			for _, a := range s.Arguments {
				if path = inValue(ast.Path{ast.PathName(a.Name)}, a.Value, variable); path != nil {
					return path
				}
			}
			path = inSelection(s.SelectionSet, variable)
		case *ast.InlineFragment:
			path = inSelection(s.SelectionSet, variable)
		}
		if path != nil {
			return path
		}
	}
	return nil
}

func inValue(at ast.Path, v *ast.Value, variable string) ast.Path {
	if v.Kind == ast.Variable && v.Raw == variable {
		return at
	}
	for i, child := range v.Children {
		step := ast.PathElement(ast.PathName(child.Name))
		if v.Kind == ast.ListValue {
			step = ast.PathIndex(i)
		}
		if path := inValue(append(at[:len(at):len(at)], step), child.Value, variable); path != nil {
			return path
		}
	}
	return nil
}
