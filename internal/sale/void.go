package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
)

// voiding says when, by whom and why lines stop to count, and which line takes the place of a corrected one.
type voiding struct {
	At         time.Time
	By         *uuid.UUID
	Reason     string
	ReplacedBy *uuid.UUID
}

// voided is what a voided line took with it.
type voided struct {
	ID         uuid.UUID
	ReportID   uuid.UUID
	BaseAmount decimal.Decimal
}

// void makes live lines stop to count and moves the rollups and the totals of their reports. Lines that are
// void already stay as they are. The caller holds the distributor's row of data_versions.
// Returns Conflict for a line whose credit a case has split.
func void(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, ids []uuid.UUID, v voiding) ([]voided, error) {
	if err := refuseSplit(ctx, tx, "line", `SELECT unnest(@ids::uuid[])`, postgres.Args{"distributor": distributor, "ids": ids}); err != nil {
		return nil, err
	}
	gone, err := postgres.Rows[voided](tx.Query(ctx, `
		WITH gone AS (
		  UPDATE sale_lines SET voided_at = @at, voided_by = @by, void_reason = @reason, replaced_by = @replacement
		  WHERE distributor_id = @distributor AND id = ANY(@ids) AND voided_at IS NULL
		  RETURNING id, report_id, base_amount)
		SELECT * FROM gone ORDER BY id`, postgres.Args{
		"distributor": distributor, "ids": ids, "at": v.At, "by": v.By, "reason": v.Reason, "replacement": v.ReplacedBy}))
	if err != nil {
		return nil, fmt.Errorf("voiding lines: %w", err)
	}
	if len(gone) == 0 {
		return nil, nil
	}
	took, went := map[uuid.UUID]decimal.Decimal{}, make([]uuid.UUID, len(gone))
	for i, g := range gone {
		took[g.ReportID] = took[g.ReportID].Add(g.BaseAmount)
		went[i] = g.ID
	}
	if err := move(ctx, tx, linesOf(distributor, went), -1); err != nil {
		return nil, err
	}
	for report, amount := range took {
		if err := addToTotal(ctx, tx, distributor, report, amount.Neg()); err != nil {
			return nil, err
		}
	}
	return gone, nil
}

// addToTotal moves a report's total and the days that it spans.
func addToTotal(ctx context.Context, tx pgx.Tx, distributor, report uuid.UUID, amount decimal.Decimal) error {
	_, err := tx.Exec(ctx, `
		UPDATE sales_reports p SET total = p.total + @amount, sales_from = l.first, sales_until = l.last
		FROM (SELECT min(sale_date) AS first, max(sale_date) AS last FROM sale_lines
		  WHERE distributor_id = @distributor AND report_id = @report AND voided_at IS NULL) l
		WHERE p.distributor_id = @distributor AND p.id = @report`,
		postgres.Args{"distributor": distributor, "report": report, "amount": amount})
	if err != nil {
		return fmt.Errorf("moving a report's total: %w", err)
	}
	return nil
}

// liveLines gives ids of the report's lines that count, a chunk of them.
func liveLines(ctx context.Context, tx pgx.Tx, r *Report, limit int) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `SELECT id FROM sale_lines
		WHERE distributor_id = @distributor AND report_id = @report AND voided_at IS NULL ORDER BY row_no LIMIT @limit`,
		postgres.Args{"distributor": r.DistributorID, "report": r.ID, "limit": limit})
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}
