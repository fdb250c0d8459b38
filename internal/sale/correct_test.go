package sale_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// lineOf gives the live line of an invoice.
func (w *world) lineOf(distributor uuid.UUID, invoice string) sale.Line {
	w.t.Helper()
	found, err := w.sales.Lines(context.Background(), scopeOf(distributor), sale.LineFilter{InvoiceNo: &invoice}, sale.LineOrder{}, page.Args{})
	if err != nil || len(found.Items) == 0 {
		w.t.Fatalf("invoice %s: %v, %v", invoice, found.Items, err)
	}
	return found.Items[0]
}

func TestACorrectionVoidsOneLineAndAddsAnother(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	ctx, _ := w.as(w.north)
	old := w.lineOf(w.north, "A-2")
	two, key := decimal.NewFromInt(2), "once"
	price := decimal.RequireFromString("40")
	gone, now, err := w.sales.Correct(ctx, scopeOf(w.north), &key, old.ID, sale.Correction{Quantity: &two, UnitPrice: &price}, "typed wrong")
	if err != nil {
		t.Fatal(err)
	}
	if gone.VoidedAt == nil || gone.ReplacedBy == nil || *gone.ReplacedBy != now.ID || now.InvoiceNo != "A-2" || now.LineNo != old.LineNo {
		t.Errorf("old %+v, new %+v", gone, now)
	}
	// 2 × 40 USD at 32.25.
	if now.BaseAmount.String() != "2580" {
		t.Errorf("base amount = %s", now.BaseAmount)
	}
	again, same, err := w.sales.Correct(ctx, scopeOf(w.north), &key, old.ID, sale.Correction{Quantity: &two, UnitPrice: &price}, "typed wrong")
	if err != nil || same.ID != now.ID || again.ID != old.ID {
		t.Errorf("a repeated key gives %v, %v", same.ID, err)
	}
	if _, _, err := w.sales.Correct(ctx, scopeOf(w.north), nil, old.ID, sale.Correction{Quantity: &two}, "again"); !fault.Is(err, fault.Conflict) {
		t.Errorf("correcting a void line: %v, want Conflict", err)
	}
	if _, _, err := w.sales.Correct(ctx, scopeOf(w.south), nil, now.ID, sale.Correction{Quantity: &two}, "not mine"); !fault.Is(err, fault.NotFound) {
		t.Errorf("correcting another's line: %v, want NotFound", err)
	}
	zero, wrong, future := decimal.Zero, "P-7", w.clock.AddDate(0, 0, 2)
	_, _, err = w.sales.Correct(ctx, scopeOf(w.north), nil, now.ID, sale.Correction{Quantity: &zero, ProductCode: &wrong, SaleDate: &future}, "all wrong")
	if got := fault.As(err); got.Kind != fault.Invalid || len(got.Fields) != 3 {
		t.Errorf("three wrong fields give %v", err)
	}
	w.holds()
}

func TestVoidedLinesTakeTheirSumsAndCustomersWithThem(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	ctx, _ := w.as(w.north)
	ids := []uuid.UUID{w.lineOf(w.north, "A-1").ID, w.lineOf(w.north, "A-2").ID}
	lines, removed, err := w.sales.Void(ctx, scopeOf(w.north), ids, "sent in error")
	if err != nil || len(lines) != 2 || !removed.Equal(lines[0].BaseAmount.Add(lines[1].BaseAmount)) {
		t.Fatalf("voided %d lines, %s, %v", len(lines), removed, err)
	}
	if _, removed, err := w.sales.Void(ctx, scopeOf(w.north), ids, "again"); err != nil || !removed.IsZero() {
		t.Errorf("voiding again removes %s, %v", removed, err)
	}
	if got := value[string](w, `SELECT active || '/' || repeating || '/' || fresh FROM customer_counts WHERE distributor_id = $1 AND kind = 'month'`, w.north); got != "1/0/1" {
		t.Errorf("customers = %s, want one with a single day", got)
	}
	if _, _, err := w.sales.Void(ctx, scopeOf(w.south), ids, "not mine"); !fault.Is(err, fault.NotFound) {
		t.Errorf("voiding another's lines: %v, want NotFound", err)
	}
	w.holds()
}

func TestACancelledReportLeavesNothingBehind(t *testing.T) {
	w := newWorld(t)
	r := w.report(w.north, "march.csv", march)
	ctx, _ := w.as(w.north)
	if _, err := w.sales.Cancel(ctx, scopeOf(w.north), r.ID, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v, want Invalid", err)
	}
	if _, err := w.sales.Cancel(ctx, scopeOf(w.north), r.ID, "wrong month"); err != nil {
		t.Fatal(err)
	}
	if err := w.worker.Advance(ctx, r.DistributorID, r.ID); err != nil {
		t.Fatal(err)
	}
	now, err := w.sales.Report(ctx, scopeOf(w.north), r.ID)
	if err != nil || now.State != sale.Cancelled || !now.Total.IsZero() {
		t.Errorf("state %s, total %s, %v", now.State, now.Total, err)
	}
	if got := value[string](w, `SELECT sum(revenue)::text FROM sales_by_product WHERE distributor_id = $1`, w.north); got != "0.0000" {
		t.Errorf("revenue left = %s", got)
	}
	w.holds()
	if again := w.report(w.north, "march.csv", march); again.RowsAccepted != 4 {
		t.Errorf("the same file after a cancellation: %s", counts(again))
	}
	w.holds()
}

func TestAClosedMonthTakesNoLineAndLosesNone(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	ctx, all := context.Background(), scope.System()
	month, _ := period.Parse("2024-03")
	w.close(month)
	r := w.report(w.north, "late.csv", "Invoice,Line,Date,Product,Qty,Net amount\nB-1,1,2024-03-09,P-1,1,10\nB-2,1,2024-04-01,P-1,1,10\n")
	if got := counts(r); got != "ACCEPTED_WITH_REJECTS 1+0+1+0" {
		t.Errorf("late = %s", got)
	}
	rows, err := w.sales.Rows(ctx, scopeOf(w.north), r, sale.Rejected, page.Args{})
	if err != nil || rows.Items[0].Problems[0].Key != "row.date.closed" {
		t.Errorf("rows = %+v, %v", rows.Items, err)
	}
	line := w.lineOf(w.north, "A-1")
	as, _ := w.as(w.north)
	if _, _, err := w.sales.Void(as, scopeOf(w.north), []uuid.UUID{line.ID}, "late"); !fault.Is(err, fault.Conflict) {
		t.Errorf("voiding in a closed month: %v, want Conflict", err)
	}
	day := time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	if _, _, err := w.sales.Correct(as, scopeOf(w.north), nil, line.ID, sale.Correction{SaleDate: &day}, "move out"); !fault.Is(err, fault.Conflict) {
		t.Errorf("moving a line out of a closed month: %v, want Conflict", err)
	}
	if err := w.db.App().InTx(ctx, all, func(tx pgx.Tx) error { return sale.OpenMonth(ctx, tx, month.Start) }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.sales.Void(as, scopeOf(w.north), []uuid.UUID{line.ID}, "late"); err != nil {
		t.Errorf("voiding in a reopened month: %v", err)
	}
	w.holds()
}

func TestSubmittedLinesGoTheSameRoad(t *testing.T) {
	w := newWorld(t)
	ctx, _ := w.as(w.north)
	ten, key := decimal.NewFromInt(10), "erp-1"
	lines := []sale.NewLine{
		{InvoiceNumber: "E-1", LineNumber: "1", SaleDate: w.clock.AddDate(0, 0, -3).Truncate(24 * time.Hour), ProductCode: "P-1", Quantity: decimal.NewFromInt(3), UnitPrice: &ten, CustomerCode: "C1", Note: "=1+1"},
		{InvoiceNumber: "E-1", LineNumber: "2", SaleDate: w.clock.AddDate(0, 0, -3).Truncate(24 * time.Hour), ProductCode: "P-8", Quantity: decimal.NewFromInt(3), UnitPrice: &ten},
	}
	done := make(chan error, 1)
	go func() { // the job, while Submit waits for it
		for {
			var report uuid.UUID
			err := w.engine.Pgx().QueryRow(context.Background(), `SELECT id FROM sales_reports WHERE state = 'RECEIVED'`).Scan(&report)
			if err == nil {
				done <- w.worker.Advance(context.Background(), w.north, report)
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	r, err := w.sales.Submit(ctx, scopeOf(w.north), &key, w.north, sale.SourceAPI, lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := counts(r); got != "ACCEPTED_WITH_REJECTS 1+0+1+0" {
		t.Errorf("submitted = %s", got)
	}
	if l := w.lineOf(w.north, "E-1"); l.Note != "=1+1" || l.NetAmount.String() != "30" {
		t.Errorf("line = %+v", l)
	}
	w.holds()
}

func TestSumsComeFromRollupsByAnyDimension(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	w.report(w.south, "south.csv", "Invoice,Line,Date,Product,Qty,Net amount\nB-1,1,2024-02-09,T-1,1,10\n")
	ctx := context.Background()
	sums, err := w.sales.Summary(ctx, scope.System(), sale.LineFilter{}, []sale.Dimension{sale.ByMonth, sale.ByProductLine})
	if err != nil || len(sums) != 3 || sums[0].Keys[0] != "2024-02" {
		t.Errorf("sums = %+v, %v", sums, err)
	}
	own, err := w.sales.Summary(ctx, scopeOf(w.south), sale.LineFilter{DistributorID: &w.north}, nil)
	if err != nil || len(own) != 1 || own[0].Lines != 0 || !own[0].Revenue.IsZero() {
		t.Errorf("another's sums = %+v, %v", own, err)
	}
	day := time.Date(2024, 3, 2, 0, 0, 0, 0, time.UTC)
	if _, err := w.sales.Summary(ctx, scope.System(), sale.LineFilter{From: &day}, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("sums from within a month: %v, want Invalid", err)
	}
}
