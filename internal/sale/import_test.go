package sale_test

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/sale"
)

const march = `Invoice,Line,Date,Product,Qty,Net amount,Currency,Customer,Region
A-1,1,2024-03-01,P-1,2,200.00,TWD,Alpha Store,台北市
A-1,2,2024-03-01,鍋一,1,100.00,TWD,Alpha Store,台北市
A-2,1,2024-03-05,T-1,1,50.00,USD,Alpha Store,
A-3,1,2024-03-06,P-2,-1,-80.00,TWD,Beta Ltd,TPE
A-4,1,2024-03-07,P-9,1,10.00,TWD,Beta Ltd,TPE
A-5,1,2024-03-08,P-2,0,10.00,TWD,Beta Ltd,TPE
,,,,,,,,
Total,,,,3,280.00,,,
`

func TestRowsEndAsAcceptedDuplicateRejectedOrIgnored(t *testing.T) {
	w := newWorld(t)
	r := w.report(w.north, "march.csv", march)
	if got := counts(r); got != "ACCEPTED_WITH_REJECTS 4+0+2+2" {
		t.Fatalf("first = %s", got)
	}
	if r.RowsTotal == nil || *r.RowsTotal != r.RowsDone() {
		t.Errorf("rows total %v, done %d", r.RowsTotal, r.RowsDone())
	}
	// 200 + 100 + 50 × 32.25 − 80, at the rate of the sale date.
	if got := r.Total.String(); got != "1832.5" {
		t.Errorf("total = %s", got)
	}
	if got := value[string](w, `SELECT sum(revenue)::text FROM sales_by_line WHERE distributor_id = $1`, w.north); got != "1832.5000" {
		t.Errorf("rollup = %s", got)
	}
	// Alpha bought on two days, Beta only gave back.
	if got := value[string](w, `SELECT active || '/' || repeating || '/' || fresh FROM customer_counts WHERE distributor_id = $1 AND kind = 'quarter'`, w.north); got != "1/1/1" {
		t.Errorf("customers = %s", got)
	}
	again := w.report(w.north, "march-again.csv", march)
	if got := counts(again); got != "ACCEPTED_WITH_REJECTS 0+4+2+2" {
		t.Errorf("again = %s", got)
	}
	w.holds()
}

func TestAFileAcceptedWholeIsRecognisedByItsBytes(t *testing.T) {
	w := newWorld(t)
	good := strings.Join(strings.Split(march, "\n")[:5], "\n")
	first := w.report(w.north, "good.csv", good)
	if got := counts(first); got != "ACCEPTED 4+0+0+0" {
		t.Fatalf("first = %s", got)
	}
	second := w.report(w.north, "other name.csv", good)
	if got := counts(second); got != "ACCEPTED 0+4+0+0" || second.SameAs == nil || *second.SameAs != first.ID {
		t.Errorf("second = %s, same as %v", got, second.SameAs)
	}
	if other := w.report(w.south, "good.csv", strings.ReplaceAll(good, "鍋一", "P-1")); other.SameAs != nil || other.RowsAccepted != 4 {
		t.Errorf("another distributor's file = %s", counts(other))
	}
	w.holds()
}

func TestRejectsComeBackMendedUnderTheirIdentity(t *testing.T) {
	w := newWorld(t)
	noLines := strings.NewReplacer("Invoice,Line,", "Invoice,", "A-1,1,", "A-1,", "A-1,2,", "A-1,", "A-2,1,", "A-2,", "A-3,1,", "A-3,", "A-4,1,", "A-4,", "A-5,1,", "A-5,", ",,,,,,,,", ",,,,,,,", "Total,,", "Total,").Replace(march)
	first := w.report(w.north, "march.csv", noLines)
	if first.RowsRejected != 2 || first.RowsAccepted != 4 {
		t.Fatalf("first = %s", counts(first))
	}
	var out bytes.Buffer
	if err := w.sales.WriteRejects(context.Background(), scopeOf(w.north), first, "zh-Hant", sale.Reason, &out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if !strings.Contains(text, "P-9") || !strings.Contains(text, "查無此產品") || !strings.Contains(text, "_line") {
		t.Fatalf("rejects file = %s", text)
	}
	err := w.sales.WriteRejects(context.Background(), scopeOf(w.south), first, "en", sale.Reason, &out)
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("another's rejects: %v, want NotFound", err)
	}
	mended := w.report(w.north, "march-rejected.csv", strings.NewReplacer("P-9", "P-2", ",0,10.00", ",1,10.00").Replace(text))
	if got := counts(mended); got != "ACCEPTED 2+0+0+0" {
		t.Errorf("mended = %s", got)
	}
	now, err := w.sales.Report(context.Background(), scopeOf(w.north), first.ID)
	if err != nil || now.RowsMended != 2 {
		t.Errorf("the first report knows of %d mended rows (%v)", now.RowsMended, err)
	}
	if got := value[string](w, `SELECT accepted || '/' || rejected FROM quality_months WHERE distributor_id = $1`, w.north); got != "6/0" {
		t.Errorf("quality = %s, want all mended", got)
	}
	w.holds()
}

func TestSameIdentityWithOtherFactsIsRejectedShowingBoth(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	r := w.report(w.north, "changed.csv", "Invoice,Line,Date,Product,Qty,Net amount\nA-1,1,2024-03-01,P-1,2,210.00\n")
	if got := counts(r); got != "ACCEPTED_WITH_REJECTS 0+0+1+0" {
		t.Fatalf("changed = %s", got)
	}
	rows, err := w.sales.Rows(context.Background(), scopeOf(w.north), r, sale.Rejected, page.Args{})
	if err != nil || len(rows.Items) != 1 {
		t.Fatal(err, rows)
	}
	p := rows.Items[0].Problems[0]
	if p.Key != "row.changed" || p.Params["wasAmount"] != "200.0000" || p.Params["amount"] != "210" {
		t.Errorf("problem = %+v", p)
	}
	w.holds()
}

func TestOneFileUploadedEightTimesAtOnceCountsOnce(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "remember.csv", "Invoice,Line,Date,Product,Qty,Net amount,Currency,Customer,Region\nZ-1,1,2024-01-01,P-1,1,1,TWD,Zeta,\n")
	reports := make([]sale.Report, 8)
	var wg sync.WaitGroup
	for i := range reports {
		wg.Go(func() { reports[i] = w.report(w.north, "march.csv", march) })
	}
	wg.Wait()
	accepted, duplicate := 0, 0
	for _, r := range reports {
		accepted += r.RowsAccepted
		duplicate += r.RowsDuplicate
	}
	if accepted != 4 || duplicate != 28 {
		t.Errorf("accepted %d and %d duplicates, want 4 and 28", accepted, duplicate)
	}
	w.holds()
}

func TestAnImportThatWasCutOffGoesOnWhereItStopped(t *testing.T) {
	w := newWorld(t)
	var b strings.Builder
	b.WriteString("Invoice,Date,Product,Qty,Net amount,Customer\n")
	for i := range 60_000 { // three chunks
		b.WriteString("I-" + string(rune('A'+i%26)) + ",2024-03-0" + string(rune('1'+i%9)) + ",P-1,1,1.00,Customer " + string(rune('A'+i%20)) + "\n")
	}
	ctx, _ := w.as(w.north)
	sc := scopeOf(w.north)
	blob, err := w.sales.Upload(ctx, sc, "large.csv", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	stops := 0
	r, err := w.sales.Ingest(ctx, sc, w.north, blob.ID, func(ctx context.Context, r sale.Report) error {
		for { // a worker whose context ends at the first sign of progress, again and again
			cut, stop := context.WithCancelCause(ctx)
			go func() {
				before := r.CursorRow
				for cut.Err() == nil {
					if now, err := w.sales.Report(cut, sc, r.ID); err == nil && now.CursorRow > before {
						stops++
						stop(errStop)
					}
				}
			}()
			err := w.worker.Advance(cut, r.DistributorID, r.ID)
			stop(nil)
			now, err2 := w.sales.Report(ctx, sc, r.ID)
			if err2 != nil {
				return err2
			}
			if r = now; err == nil && !r.Running() {
				return nil
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if stops == 0 {
		t.Error("nothing was cut off: the test proves nothing")
	}
	if r.RowsAccepted != 60_000 || *r.RowsTotal != 60_000 {
		t.Errorf("%s after %d stops", counts(r), stops)
	}
	w.holds()
}
