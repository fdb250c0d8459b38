package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// refuseSplit returns Conflict when a case has split the credit of one of the lines that the query gives the ids of: they stay as they are
// until the split is taken back.
func refuseSplit(ctx context.Context, tx pgx.Tx, what, ids string, args postgres.Args) error {
	var n int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM credit_splits s WHERE s.distributor_id = @distributor AND s.released_at IS NULL AND s.line_id IN (`+ids+`)`, args).Scan(&n)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, what+".settled", fault.Params{"lines": n})
	}
	return err
}

// VoidDecided voids live lines of one distributor as a case has decided. It works for portal_engine, and the caller holds the
// distributor's books. Returns Conflict when one was voided meanwhile, lies in a closed month, or has its credit split.
func VoidDecided(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, ids []uuid.UUID, reason string, now time.Time) error {
	args := postgres.Args{"distributor": distributor, "ids": ids}
	if err := refuseClosed(ctx, tx, distributor, "line", `SELECT sale_date FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids)`, args); err != nil {
		return err
	}
	gone, err := void(ctx, tx, distributor, ids, voiding{At: now, Reason: reason})
	if err != nil {
		return err
	}
	if len(gone) != len(ids) {
		return fault.New(fault.Conflict, "remedy.lineVoided", nil)
	}
	for _, g := range gone {
		err := audit.Record(ctx, tx, audit.Entry{Organization: distributor, Action: "saleLine.void", SubjectType: "saleLine", SubjectID: audit.ID(g.ID),
			Before: map[string]any{"baseAmount": g.BaseAmount}, Reason: reason})
		if err != nil {
			return err
		}
	}
	return nil
}

// restored is a line that stands for a voided one again.
type restored struct {
	ID         uuid.UUID
	Old        uuid.UUID
	ReportID   uuid.UUID
	BaseAmount decimal.Decimal
}

// RestoreDecided has voided lines of one distributor count again, each by a new line with the same facts in its place, so that every
// rollup is as it was. A sale that has been reported again meanwhile stands already and is left alone. It works for portal_engine, and the caller holds
// the distributor's books. Returns Conflict for a line of a month that has been closed since.
func RestoreDecided(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, ids []uuid.UUID, reason string) error {
	args := postgres.Args{"distributor": distributor, "ids": ids}
	if err := refuseClosed(ctx, tx, distributor, "line", `SELECT sale_date FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids)`, args); err != nil {
		return err
	}
	anew := make([]uuid.UUID, len(ids))
	for i := range anew {
		anew[i] = typeid.New()
	}
	back, err := postgres.Rows[restored](tx.Query(ctx, `
		WITH pairs AS (
		  SELECT k.old, k.anew FROM unnest(@ids::uuid[], @anew::uuid[]) k (old, anew)
		  JOIN sale_lines o ON o.distributor_id = @distributor AND o.id = k.old AND o.voided_at IS NOT NULL AND o.replaced_by IS NULL
		  WHERE NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.distributor_id = @distributor AND l.invoice_no = o.invoice_no AND l.line_no = o.line_no AND l.voided_at IS NULL)),
		added AS (
		  INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, territory_id,
		    channel_type, quantity, unit_price, discount, net_amount, currency, base_amount, serial, facts, created_at)
		  SELECT o.distributor_id, p.anew, o.report_id, o.row_no, o.invoice_no, o.line_no, o.sale_date, o.product_id, o.product_line_id, o.account_id, o.territory_id,
		    o.channel_type, o.quantity, o.unit_price, o.discount, o.net_amount, o.currency, o.base_amount, o.serial, o.facts, o.created_at
		  FROM pairs p JOIN sale_lines o ON o.distributor_id = @distributor AND o.id = p.old
		  RETURNING id, report_id, base_amount),
		noted AS (
		  INSERT INTO sale_line_notes (distributor_id, line_id, sales_person, note)
		  SELECT n.distributor_id, p.anew, n.sales_person, n.note FROM pairs p JOIN sale_line_notes n ON n.distributor_id = @distributor AND n.line_id = p.old),
		replaced AS (
		  UPDATE sale_lines o SET replaced_by = p.anew FROM pairs p WHERE o.distributor_id = @distributor AND o.id = p.old)
		SELECT a.id, p.old, a.report_id, a.base_amount FROM added a JOIN pairs p ON p.anew = a.id ORDER BY a.id`,
		postgres.Args{"distributor": distributor, "ids": ids, "anew": anew}))
	if err != nil {
		return fmt.Errorf("restoring lines: %w", err)
	}
	if len(back) == 0 {
		return nil
	}
	live, totals := make([]uuid.UUID, len(back)), map[uuid.UUID]decimal.Decimal{}
	for i, b := range back {
		live[i] = b.ID
		totals[b.ReportID] = totals[b.ReportID].Add(b.BaseAmount)
	}
	if err := move(ctx, tx, linesOf(distributor, live), 1); err != nil {
		return err
	}
	for report, amount := range totals {
		if err := addToTotal(ctx, tx, distributor, report, amount); err != nil {
			return err
		}
	}
	for _, b := range back {
		err := audit.Record(ctx, tx, audit.Entry{Organization: distributor, Action: "saleLine.restore", SubjectType: "saleLine", SubjectID: audit.ID(b.ID),
			Before: map[string]any{"voided": typeid.Format(typeid.SaleLine, b.Old)}, After: map[string]any{"baseAmount": b.BaseAmount}, Reason: reason})
		if err != nil {
			return err
		}
	}
	return nil
}
