package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// rawKept is how long uploaded files and the raw text of listed rows are kept.
const rawKept = 90 * 24 * time.Hour

// Purge deletes what has been kept long enough: uploaded files, previews, raw rows, exports, idempotency keys.
func (w *Worker) Purge(ctx context.Context) error {
	var blobs []uuid.UUID
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		before := w.now().Add(-rawKept)
		rows, err := tx.Query(ctx, `UPDATE files SET purged_at = now() WHERE created_at < @before AND purged_at IS NULL RETURNING id`, postgres.Args{"before": before})
		if err != nil {
			return err
		}
		if blobs, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID]); err != nil {
			return err
		}
		rows, err = tx.Query(ctx, `WITH old AS (SELECT organization_id, id, file_id FROM exports WHERE created_at < @before AND file_id IS NOT NULL)
			UPDATE exports e SET file_id = NULL, state = 'FAILED' FROM old WHERE e.organization_id = old.organization_id AND e.id = old.id RETURNING old.file_id`,
			postgres.Args{"before": w.now().Add(-exportKept)})
		if err != nil {
			return err
		}
		exports, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		if err != nil {
			return err
		}
		blobs = append(blobs, exports...)
		b := &pgx.Batch{}
		b.Queue(`DELETE FROM report_row_cells WHERE created_at < $1`, before)
		b.Queue(`DELETE FROM sales_report_previews p USING sales_reports r WHERE r.distributor_id = p.distributor_id AND r.id = p.report_id AND r.created_at < $1`, before)
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		_, err = idempotency.Forget(ctx, tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("purging: %w", err)
	}
	for _, id := range blobs {
		if err := w.blobs.Remove(id); err != nil {
			return fmt.Errorf("removing a file: %w", err)
		}
	}
	return nil
}
