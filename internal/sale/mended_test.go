package sale_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/sale/salesfile"
)

// send uploads the text and moves its report as far as it goes without a person.
func (w *world) send(name, text string) sale.Report {
	w.t.Helper()
	ctx, _ := w.as(w.north)
	sc := scopeOf(w.north)
	blob, err := w.sales.Upload(ctx, sc, name, strings.NewReader(text))
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := w.sales.Create(ctx, sc, nil, sale.NewReport{DistributorID: w.north, FileID: blob.ID})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.advance(r)
}

// advance moves a report on and gives it as it is then.
func (w *world) advance(r sale.Report) sale.Report {
	w.t.Helper()
	ctx, _ := w.as(w.north)
	if err := w.worker.Advance(ctx, r.DistributorID, r.ID); err != nil {
		w.t.Fatal(err)
	}
	r, err := w.sales.Report(ctx, scopeOf(w.north), r.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// Headers that nobody knows, two of them equal: only the person's word tells what they hold.
const strange = `aaa,bbb,ccc,ddd,sum,sum
A-1,2024-03-01,P-1,2,999.00,200.00
A-2,2024-03-02,P-9,1,999.00,100.00
A-3,2024-03-03,P-2,0,999.00,50.00
`

func TestMendedRejectsOfAConfirmedLayoutNeedNoConfirmation(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hant", "zh-Hans"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			first := w.send("strange.csv", strange)
			if first.State != sale.AwaitingConfirm {
				t.Fatalf("first = %s", first.State)
			}
			ctx, _ := w.as(w.north)
			first, err := w.sales.Confirm(ctx, scopeOf(w.north), first.ID, intake.Mapping{
				{Index: 0, Header: "aaa", Field: salesfile.InvoiceNumber}, {Index: 1, Header: "bbb", Field: salesfile.SaleDate},
				{Index: 2, Header: "ccc", Field: salesfile.ProductCode}, {Index: 3, Header: "ddd", Field: salesfile.Quantity},
				{Index: 4, Header: "sum"}, {Index: 5, Header: "sum", Field: salesfile.NetAmount},
			})
			if err != nil {
				t.Fatal(err)
			}
			if first = w.advance(first); counts(first) != "ACCEPTED_WITH_REJECTS 1+0+2+0" {
				t.Fatalf("first = %s", counts(first))
			}
			var out bytes.Buffer
			if err := w.sales.WriteRejects(context.Background(), scopeOf(w.north), first, lang, sale.Reason, &out); err != nil {
				t.Fatal(err)
			}
			text := strings.NewReplacer("P-9", "P-2", ",0,999", ",1,999", "aaa", "AAA").Replace(out.String())
			mended := w.send("strange-rejected.csv", text)
			if counts(mended) != "ACCEPTED 2+0+0+0" {
				t.Errorf("mended = %s", counts(mended))
			}
			if got := w.lineOf(w.north, "A-2").NetAmount.String(); got != "100" {
				t.Errorf("amount = %s, want that of the second of two equal headers", got)
			}
			if got := value[int](w, `SELECT count(*) FROM column_mappings WHERE distributor_id = $1`, w.north); got != 1 {
				t.Errorf("%d layouts are remembered, want 1", got)
			}
			w.holds()
		})
	}
}

func TestAFileOfFewRowsIsReadAsItsLikesWere(t *testing.T) {
	w := newWorld(t)
	first := w.report(w.north, "many.csv", "Invoice,Line,Date,Product,Qty,Net amount\nA-1,1,25/02/2024,P-1,1,10.00\nA-2,1,03/02/2024,P-9,1,10.00\n")
	if got := counts(first); got != "ACCEPTED_WITH_REJECTS 1+0+1+0" {
		t.Fatalf("first = %s", got)
	}
	second := w.report(w.north, "few.csv", "Invoice,Line,Date,Product,Qty,Net amount\nA-2,1,03/02/2024,P-2,1,10.00\n")
	if got := counts(second); got != "ACCEPTED 1+0+0+0" {
		t.Fatalf("second = %s", got)
	}
	if day := w.lineOf(w.north, "A-2").SaleDate.Format("2006-01-02"); day != "2024-02-03" {
		t.Errorf("03/02/2024 was read as %s, but the distributor writes the day first", day)
	}
}

func TestARowRejectedAgainCountsOnce(t *testing.T) {
	w := newWorld(t)
	first := w.report(w.north, "march.csv", march)
	again := w.report(w.north, "march again.csv", march)
	if first.RowsRejected != 2 || again.RowsRejected != 2 {
		t.Fatalf("rejected %d and %d", first.RowsRejected, again.RowsRejected)
	}
	if now, err := w.sales.Report(context.Background(), scopeOf(w.north), first.ID); err != nil || now.RowsMended != 2 {
		t.Errorf("the first report still waits for %d rows (%v)", now.RowsRejected-now.RowsMended, err)
	}
	if got := value[string](w, `SELECT accepted || '/' || rejected FROM quality_months WHERE distributor_id = $1`, w.north); got != "4/2" {
		t.Errorf("quality = %s, want the two rows counted once", got)
	}
	w.holds()
}

func TestAMendedFileThatComesAgainAsItWasIsNotRejectedAnew(t *testing.T) {
	noLines := "Invoice,Date,Product,Qty,Net amount\nA-1,2024-03-01,P-1,2,200.00\nA-4,2024-03-07,P-9,1,10.00\nA-5,2024-03-08,P-2,0,10.00\n"
	for name, text := range map[string]string{"lines with numbers": march, "lines without": noLines} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			first := w.report(w.north, "march.csv", text)
			var out bytes.Buffer
			if err := w.sales.WriteRejects(context.Background(), scopeOf(w.north), first, "en", sale.Reason, &out); err != nil {
				t.Fatal(err)
			}
			mended := w.report(w.north, "mended.csv", strings.NewReplacer("P-9", "P-2", ",0,10.00", ",1,10.00").Replace(out.String()))
			if counts(mended) != "ACCEPTED 2+0+0+0" {
				t.Fatalf("mended = %s", counts(mended))
			}
			quality := value[string](w, `SELECT accepted || '/' || rejected FROM quality_months WHERE distributor_id = $1`, w.north)
			again := w.report(w.north, "march.csv", text)
			if again.RowsRejected != 2 || again.RowsMended != 2 || again.RowsDuplicate != first.RowsAccepted || again.RowsDone() != *again.RowsTotal {
				t.Errorf("again = %s, %d mended of %d rows", counts(again), again.RowsMended, *again.RowsTotal)
			}
			if got := value[string](w, `SELECT accepted || '/' || rejected FROM quality_months WHERE distributor_id = $1`, w.north); got != quality {
				t.Errorf("quality = %s, was %s", got, quality)
			}
			w.holds()
		})
	}
}

// A row that says other than its line waits for a decision, and a bad row of the same sale does not take that away.
func TestAChangedRowIsNotMendedByTheLineItContradicts(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "march.csv", march)
	const header = "Invoice,Line,Date,Product,Qty,Net amount\n"
	changed := w.report(w.north, "changed.csv", header+"A-1,1,2024-03-01,P-1,2,210.00\n")
	bad := w.report(w.north, "bad.csv", header+"A-1,1,2024-03-01,P-9,2,210.00\n")
	if changed.RowsMended != 0 || bad.RowsRejected != 1 || bad.RowsMended != 1 {
		t.Errorf("changed: %d mended; bad: %s, %d mended", changed.RowsMended, counts(bad), bad.RowsMended)
	}
	if got := value[string](w, `SELECT accepted || '/' || rejected FROM quality_months WHERE distributor_id = $1`, w.north); got != "4/3" {
		t.Errorf("quality = %s, want the two rows of March and the changed one", got)
	}
	w.holds()
}
