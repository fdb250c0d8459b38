package partner_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
)

func TestNothingIsSeenWithoutAScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, sc := range []scope.Scope{{}, scope.ForLogin()} {
		if tree, err := w.s.Territories(t.Context(), scope.Scope{}); err != nil || len(tree) != 0 {
			t.Errorf("%v: %d territories, %v", sc, len(tree), err)
		}
		if _, err := w.s.Distributor(t.Context(), sc, w.north); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v: %v", sc, err)
		}
	}
	// The policies hold without the WHERE, too.
	for _, table := range []string{"distributors", "assignments", "targets"} {
		var n int
		err := w.db.App().InTx(t.Context(), scope.Of(w.south), func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), "SELECT count(*) FROM "+table+" x WHERE to_jsonb(x)->>'distributor_id' = $1 OR to_jsonb(x)->>'code' = 'NORTH'", w.north.String()).Scan(&n)
		})
		if err != nil || n != 0 {
			t.Errorf("%s: %d rows of another, %v", table, n, err)
		}
	}
}
