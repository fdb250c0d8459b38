package sale_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// stumbling are rules that fail from the second chunk of a file on, until they are mended.
type stumbling struct {
	sale.NoRules
	mended bool
}

func (s *stumbling) Accepted(_ context.Context, _ pgx.Tx, lines sale.ReportRows) error {
	if lines.First > 1 && !s.mended {
		return errStop
	}
	return nil
}

// halfway brings half of a file of March in, whose worker stops there.
func halfway(w *world) (sale.Report, *stumbling) {
	w.t.Helper()
	rules := &stumbling{}
	w.worker = sale.NewWorker(w.engine, w.store, byHand{}, rules, func() time.Time { return w.clock }, slog.New(slog.DiscardHandler))
	var b strings.Builder
	b.WriteString("Invoice,Date,Product,Qty,Net amount,Customer\n")
	for i := range 15_400 { // two chunks
		fmt.Fprintf(&b, "I-%d,2024-03-0%d,P-1,1,1.00,Customer %c\n", i, 1+i%9, 'A'+i%20)
	}
	r := w.send("march.csv", b.String())
	ctx, _ := w.as(w.north)
	r, err := w.sales.Confirm(ctx, scopeOf(w.north), r.ID, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.worker.Advance(ctx, r.DistributorID, r.ID); !errors.Is(err, errStop) {
		w.t.Fatalf("the worker ends with %v", err)
	}
	if r, err = w.sales.Report(ctx, scopeOf(w.north), r.ID); err != nil || r.State != sale.Importing || r.RowsAccepted != 15_000 {
		w.t.Fatalf("halfway is %s, %v", counts(r), err)
	}
	return r, rules
}

// refusedFor closes a month, and fails the test unless that is refused because of the report.
func (w *world) refusedFor(r sale.Report, p period.Period) {
	w.t.Helper()
	_, err := scorecard.New(w.db.App(), func() time.Time { return w.clock }).ClosePeriod(context.Background(), scope.System(), p)
	f := fault.As(err)
	if f == nil || f.Kind != fault.Conflict || f.Key != "period.reportUnderWay" || f.Params["report"] != r.NodeID() || f.Params["seller"] != "NORTH" || f.Params["file"] != "march.csv" {
		w.t.Fatalf("closing beside %s: %v, want Conflict naming the report", counts(r), err)
	}
}

func TestNoMonthIsClosedWhileAReportOfItIsReadIn(t *testing.T) {
	w := newWorld(t)
	month := func(m time.Month) period.Period {
		return period.Of(period.Month, time.Date(2024, m, 1, 0, 0, 0, 0, time.UTC))
	}
	r, _ := halfway(w)
	w.close(month(2)) // nothing of the report lies in it
	ctx, _ := w.as(w.north)
	for tries := 0; r.State == sale.Importing && tries < 20; tries++ { // nobody knows yet that it will fail
		w.refusedFor(r, month(3))
		_ = w.worker.Advance(ctx, r.DistributorID, r.ID)
		var err error
		if r, err = w.sales.Report(ctx, scopeOf(w.north), r.ID); err != nil {
			t.Fatal(err)
		}
	}
	if r.State != sale.Failed {
		t.Fatalf("the report is %s", counts(r))
	}
	w.close(month(3))
	if n := value[int](w, `SELECT count(*) FROM sale_lines l JOIN accounting_periods p ON p.month = date_trunc('month', l.sale_date::timestamp)::date WHERE l.voided_at IS NULL OR l.voided_at > p.closed_at`); n > 0 {
		t.Errorf("%d lines count in a closed month though their report failed, or went after it was closed", n)
	}
	w.holds()
}

func TestAMonthIsClosedOnceItsReportHasEnded(t *testing.T) {
	for end, total := range map[sale.State]string{sale.Accepted: "15400.0000", sale.Cancelled: "0.0000"} {
		t.Run(string(end), func(t *testing.T) {
			w := newWorld(t)
			march := period.Of(period.Month, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
			r, rules := halfway(w)
			rules.mended = true
			if end == sale.Cancelled {
				ctx, _ := w.as(w.north)
				var err error
				if r, err = w.sales.Cancel(ctx, scopeOf(w.north), r.ID, "the wrong file"); err != nil {
					t.Fatal(err)
				}
			}
			w.refusedFor(r, march)
			if r = w.advance(r); r.State != end {
				t.Fatalf("the report is %s", counts(r))
			}
			w.close(march)
			if got := value[string](w, `SELECT coalesce(sum(revenue), 0)::numeric(20, 4)::text FROM sales_by_line WHERE distributor_id = $1`, w.north); got != total {
				t.Errorf("March was closed with %s, want %s", got, total)
			}
			w.holds()
		})
	}
}
