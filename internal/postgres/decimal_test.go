package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// Numbers are read as the server writes them, whatever their length.
func TestDecimalsAreReadExactly(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t).App()
	err := pool.InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
		for _, text := range []string{"0", "0.00", "1", "-1", "10000", "100000000", "12.50", "-12.5", "0.0001", "0.00010000", "0.000000000001", "9999.9999", "123456789.1234", "-80450596.9823",
			"99999999999999", "999999999999999999", "12345678901234567890.123456789", "-0.00000000000000000000000000000123", "1e30"} {
			var plain decimal.Decimal
			var optional decimal.NullDecimal
			if err := tx.QueryRow(t.Context(), `SELECT $1::text::numeric, $1::text::numeric`, text).Scan(&plain, &optional); err != nil {
				return err
			}
			if want := decimal.RequireFromString(text); !plain.Equal(want) || !optional.Valid || !optional.Decimal.Equal(want) {
				t.Errorf("%s is read as %s and %v", text, plain, optional)
			}
		}
		var none decimal.NullDecimal
		if err := tx.QueryRow(t.Context(), `SELECT NULL::numeric`).Scan(&none); err != nil || none.Valid {
			t.Errorf("NULL is read as %v: %v", none, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"NULL", "'NaN'", "'Infinity'"} {
		var value decimal.Decimal
		if err := pool.Read(t.Context(), scope.System(), func(q postgres.Querier) error {
			return q.QueryRow(t.Context(), `SELECT `+not+`::numeric`).Scan(&value)
		}); err == nil {
			t.Errorf("%s is read as %s", not, value)
		}
	}
}
