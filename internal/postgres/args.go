package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/maypok86/otter/v2"
)

// Args are the named arguments of a statement, each of which it must name and no others, as with pgx.StrictNamedArgs. What the
// names stand for is looked up once for each text and not with each use.
type Args map[string]any

// positional is a text whose names were replaced by the numbers of their arguments.
type positional struct {
	sql   string
	names []string
}

// Texts with composed filters are many, but not without end.
var positionals = otter.Must(&otter.Options[string, positional]{MaximumSize: 4_000})

// RewriteQuery is for pgx.
func (a Args) RewriteQuery(ctx context.Context, conn *pgx.Conn, sql string, none []any) (string, []any, error) {
	p, ok := positionals.GetIfPresent(sql)
	if !ok {
		var err error
		if p, err = a.positional(ctx, conn, sql); err != nil {
			return "", nil, err
		}
		positionals.Set(sql, p)
	}
	values := make([]any, len(p.names))
	for i, name := range p.names {
		value, given := a[name]
		if !given {
			return pgx.StrictNamedArgs(a).RewriteQuery(ctx, conn, sql, none) // says what is missing
		}
		values[i] = value
	}
	if len(values) != len(a) {
		return pgx.StrictNamedArgs(a).RewriteQuery(ctx, conn, sql, none) // says what is too much
	}
	return p.sql, values, nil
}

func (a Args) positional(ctx context.Context, conn *pgx.Conn, sql string) (p positional, err error) {
	own := make(pgx.StrictNamedArgs, len(a)) // each name as its own value tells their order
	for name := range a {
		own[name] = name
	}
	rewritten, order, err := own.RewriteQuery(ctx, conn, sql, nil)
	for _, name := range order {
		p.names = append(p.names, name.(string))
	}
	p.sql = rewritten
	return p, err
}
