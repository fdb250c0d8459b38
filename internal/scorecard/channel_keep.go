package scorecard

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// channelChunk is of how many distributors the cells by product are held at a time.
const channelChunk = 100

// channelLock is the advisory lock by which those who add up channel months take turns.
const channelLock = 7_302_419

// channelInputs is the version of what the channel months of all distributors depend on.
const channelInputs = `SELECT sum(version)::bigint FROM input_versions WHERE name IN ('settings', 'rates', 'catalog')`

// KeepChannel adds up the channel months of the distributors whose data moved since that was done, of all of them when prices or rates
// did. When nothing moved it costs one statement.
func (k *Keeper) KeepChannel(ctx context.Context) error {
	for {
		n, err := inTx(ctx, k.pool, scope.System(), func(tx pgx.Tx) (int, error) { return keepSomeChannel(ctx, tx) })
		if err != nil || n < channelChunk {
			return err
		}
	}
}

// keepSomeChannel does so for a chunk of them. The versions are read first, so that what changes meanwhile is due at the next look.
func keepSomeChannel(ctx context.Context, tx pgx.Tx) (int, error) {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1), set_config('enable_nestloop', 'off', true)`, channelLock); err != nil {
		return 0, err
	}
	due, err := postgres.Rows[struct {
		ID           uuid.UUID
		Seen, Inputs int64
	}](tx.Query(ctx, dueChannelSQL, postgres.Args{"most": channelChunk}))
	if err != nil || len(due) == 0 {
		return 0, err
	}
	var ids []uuid.UUID
	var seen, inputs []int64
	for _, d := range due {
		ids, seen, inputs = append(ids, d.ID), append(seen, d.Seen), append(inputs, d.Inputs)
	}
	b := &pgx.Batch{}
	b.Queue(keepChannelSQL, postgres.Args{"ids": ids})
	b.Queue(`INSERT INTO channel_keeps AS k (distributor_id, seen, inputs) SELECT * FROM unnest(@ids::uuid[], @seen::bigint[], @inputs::bigint[]) AS u (id, seen, inputs) ORDER BY id
		ON CONFLICT (distributor_id) DO UPDATE SET seen = excluded.seen, inputs = excluded.inputs`, postgres.Args{"ids": ids, "seen": seen, "inputs": inputs})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return 0, fmt.Errorf("adding up channel months: %w", err)
	}
	return len(due), nil
}

const dueChannelSQL = `
SELECT d.id, coalesce(v.version, 0) AS seen, n.inputs
FROM distributors d CROSS JOIN (` + channelInputs + `) n (inputs)
LEFT JOIN data_versions v ON v.distributor_id = d.id LEFT JOIN channel_keeps k ON k.distributor_id = d.id
WHERE (k.seen, k.inputs) IS DISTINCT FROM (coalesce(v.version, 0), n.inputs)
ORDER BY d.id LIMIT @most`

// Of a product without a list price in a month nothing is listed, nor is what it was sold for compared with anything.
var keepChannelSQL = `
WITH cells AS MATERIALIZED (
  SELECT s.distributor_id, s.month, s.channel_type, s.product_id, s.lines, s.revenue, s.quantity FROM sales_by_product s WHERE s.distributor_id = ANY(@ids)
)` + listedSQL("(SELECT DISTINCT channel_type, product_id, month FROM cells)") + `
, worth AS MATERIALIZED (
  SELECT l.channel_type, l.product_id, l.month, l.list_price * r.rate AS price FROM listed l JOIN rates r ON r.currency = l.currency AND r.month = l.month WHERE r.rate IS NOT NULL
)
INSERT INTO channel_months AS m (distributor_id, month, channel_type, lines, revenue, net, listed)
SELECT c.distributor_id, c.month, c.channel_type, sum(c.lines), sum(c.revenue), coalesce(sum(c.revenue) FILTER (WHERE w.price IS NOT NULL), 0), coalesce(sum(c.quantity * w.price), 0)
FROM cells c LEFT JOIN worth w ON w.channel_type = c.channel_type AND w.product_id = c.product_id AND w.month = c.month
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
ON CONFLICT (distributor_id, month, channel_type) DO UPDATE SET lines = excluded.lines, revenue = excluded.revenue, net = excluded.net, listed = excluded.listed
WHERE (m.lines, m.revenue, m.net, m.listed) IS DISTINCT FROM (excluded.lines, excluded.revenue, excluded.net, excluded.listed)`
