package postgres_test

import (
	"reflect"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

func TestArgsAreThoseOfPgx(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		sql  string
		args map[string]any
	}{
		{`select @a, @b, @a`, map[string]any{"a": 1, "b": "two"}},
		{`select @a, @b, @a`, map[string]any{"a": 3, "b": "four"}}, // known by now
		{`select @a, @b, @a`, map[string]any{"a": 3}},
		{`select @a, @b, @a`, map[string]any{"a": 3, "b": 4, "c": 5}},
		{`select @a, @b, @a`, map[string]any{"a": 3, "c": 5}},
		{`select '@a', "@b", x @> y -- @c`, map[string]any{}},
		{`select @missing`, map[string]any{}},
		{`select @missing`, map[string]any{"missing": nil}},
		{`select @b::int[], @a + @b`, map[string]any{"a": 1, "b": []int{2}}},
	} {
		for range 2 {
			sql, values, err := postgres.Args(tt.args).RewriteQuery(t.Context(), nil, tt.sql, nil)
			wantSQL, wantValues, wantErr := pgx.StrictNamedArgs(tt.args).RewriteQuery(t.Context(), nil, tt.sql, nil)
			if sql != wantSQL || len(values)+len(wantValues) > 0 && !reflect.DeepEqual(values, wantValues) || (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
				t.Errorf("%s with %v:\n%q %v %v, want\n%q %v %v", tt.sql, tt.args, sql, values, err, wantSQL, wantValues, wantErr)
			}
		}
	}
}
