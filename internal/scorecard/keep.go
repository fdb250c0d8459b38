package scorecard

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// UnfrozenSQL gives the distributors that have no frozen card of a closed period, of those that were there when it was closed: kind, start,
// closed_by, distributor_id.
const UnfrozenSQL = `
WITH closed AS (
  SELECT k.kind, date_trunc(k.kind, a.month::timestamp)::date AS start, max(a.closed_at) AS closed_at, (array_agg(a.closed_by ORDER BY a.closed_at DESC))[1] AS closed_by
  FROM accounting_periods a CROSS JOIN (VALUES ('month', 1), ('quarter', 3), ('year', 12)) k (kind, months)
  WHERE a.closed_at IS NOT NULL GROUP BY k.kind, k.months, 2 HAVING count(*) = k.months)
SELECT c.kind, c.start, c.closed_by, d.id AS distributor_id FROM closed c JOIN distributors d ON d.created_at <= c.closed_at
WHERE NOT EXISTS (SELECT FROM scorecard_versions v WHERE v.distributor_id = d.id AND v.start = c.start AND v.kind = c.kind)`

// Keeper keeps what is reckoned beforehand: the months of the channel view, and cards of months that were closed before cards were frozen at all.
type Keeper struct {
	pool *postgres.Pool
	now  func() time.Time
}

// NewKeeper makes a Keeper, which works for portal_engine.
func NewKeeper(pool *postgres.Pool, now func() time.Time) *Keeper { return &Keeper{pool, now} }

// FreezeClosed freezes the cards that closed periods lack, some hundred in a transaction. It does nothing where none is lacking.
func (k *Keeper) FreezeClosed(ctx context.Context) error {
	for {
		n, err := inTx(ctx, k.pool, scope.System(), func(tx pgx.Tx) (int, error) { return k.freezeSome(ctx, tx) })
		if err != nil || n == 0 {
			return err
		}
	}
}

func (k *Keeper) freezeSome(ctx context.Context, tx pgx.Tx) (int, error) {
	if err := sale.HoldMonths(ctx, tx); err != nil {
		return 0, err
	}
	found, err := postgres.Rows[struct {
		Kind          string
		Start         time.Time
		ClosedBy      *uuid.UUID
		DistributorID uuid.UUID
	}](tx.Query(ctx, UnfrozenSQL+` ORDER BY c.start, array_position('{month,quarter,year}', c.kind), d.id LIMIT @most`, postgres.Args{"most": freezeBatch}))
	if err != nil {
		return 0, fmt.Errorf("looking for cards that were not frozen: %w", err)
	}
	if len(found) == 0 {
		return 0, nil
	}
	first, by := period.Period{Kind: period.Kind(found[0].Kind), Start: found[0].Start}, uuid.Nil
	if found[0].ClosedBy != nil {
		by = *found[0].ClosedBy
	}
	var ids []uuid.UUID
	for _, f := range found { // those of one period at a time
		if f.Kind == found[0].Kind && f.Start.Equal(first.Start) {
			ids = append(ids, f.DistributorID)
		}
	}
	_, err = freeze(ctx, tx, scope.System(), ids, first, freezing{At: k.now(), By: by})
	return len(ids), err
}
