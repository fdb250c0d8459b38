package sale_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/sale"
)

func (w *world) customers() *customer.Service {
	return customer.New(w.db.App(), byHand{}, sale.Rollups{}, customer.NoRules{}, func() time.Time { return w.clock })
}

// accountOf gives the account of north that has the code.
func (w *world) accountOf(code string) uuid.UUID {
	w.t.Helper()
	return value[uuid.UUID](w, `SELECT id FROM accounts WHERE distributor_id = $1 AND code = $2`, w.north, code)
}

// years writes active/repeating/fresh customers of 2024.
func (w *world) year() string {
	w.t.Helper()
	return value[string](w, `SELECT coalesce(max(active || '/' || repeating || '/' || fresh), 'none') FROM customer_counts WHERE distributor_id = $1 AND kind = 'year' AND start = '2024-01-01'`, w.north)
}

const twoShops = `Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code
A-1,1,2024-01-10,P-1,1,100.00,Alpha Store,C1
A-2,1,2024-02-10,P-1,1,100.00,Alfa Store,C2
`

func TestMergedAccountsCountAsOneUntilTheyAreUnmerged(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", twoShops)
	ctx, _ := w.as(w.north)
	sc, c := scopeOf(w.north), w.customers()
	first, second := w.accountOf("C1"), w.accountOf("C2")
	if got := w.year(); got != "2/0/2" {
		t.Fatalf("before: %s", got)
	}
	// The earlier one is merged into the later, so that the survivor's first sale moves too.
	done, err := c.MergeAccounts(ctx, sc, second, first)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.year(); got != "1/1/1" || done.Survivor.FirstSaleOn == nil || done.Survivor.FirstSaleOn.Month() != time.January || done.Merged.FirstSaleOn != nil || *done.Merged.MergedInto != second {
		t.Errorf("merged: %s, %+v", got, done)
	}
	w.holds()
	// Lines that name the merged account are the survivor's; the same file again is known, and so is a corrected line of it.
	w.report(w.north, "b.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code\nA-3,1,2024-03-10,P-1,1,100.00,Alpha Store,C1\n")
	if l := w.lineOf(w.north, "A-3"); l.AccountID == nil || *l.AccountID != second {
		t.Errorf("a later line is of %v, want the survivor", l.AccountID)
	}
	if l := w.lineOf(w.north, "A-1"); l.AccountID == nil || *l.AccountID != first {
		t.Errorf("an earlier line has moved to %v", l.AccountID)
	}
	lines, err := w.sales.Lines(ctx, sc, sale.LineFilter{AccountID: &second}, sale.LineOrder{}, page.Args{})
	if err != nil || len(lines.Items) != 3 {
		t.Errorf("the survivor's lines: %d, %v", len(lines.Items), err)
	}
	bought, err := w.sales.Purchases(ctx, sc, []uuid.UUID{second}, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || len(bought) != 3 || bought[2].Month.Month() != time.January {
		t.Errorf("the survivor's purchases: %+v, %v", bought, err)
	}
	note := "mended"
	if _, _, err := w.sales.Correct(ctx, sc, nil, w.lineOf(w.north, "A-1").ID, sale.Correction{Note: &note}, "typed wrong"); err != nil {
		t.Fatal(err)
	}
	if got := counts(w.report(w.north, "again.csv", twoShops+"\n")); got != "ACCEPTED 0+2+0+0" && got != "ACCEPTED 0+2+0+1" {
		t.Errorf("the first file again: %s", got)
	}
	w.holds()
	// Voiding a merged account's line takes the survivor's day away.
	if _, _, err := w.sales.Void(ctx, sc, []uuid.UUID{w.lineOf(w.north, "A-1").ID}, "sent in error"); err != nil {
		t.Fatal(err)
	}
	if got := value[string](w, `SELECT first_sale_on::text FROM accounts WHERE id = $1`, second); got != "2024-02-10" {
		t.Errorf("first sale after voiding: %s", got)
	}
	w.holds()
	undone, err := c.UnmergeAccount(ctx, sc, first)
	if err != nil || undone.Merged.MergedInto != nil || undone.Merged.FirstSaleOn != nil {
		t.Errorf("unmerged: %+v, %v", undone, err)
	}
	if got := w.year(); got != "1/1/1" { // the survivor keeps what came since
		t.Errorf("unmerged: %s", got)
	}
	w.holds()
}

func TestMergingHasNoChainsAndUnmergingPutsBackWhatWentAlong(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", twoShops+"A-3,1,2024-03-10,P-1,1,100.00,Alpha Shop,C3\n")
	ctx, _ := w.as(w.north)
	sc, c := scopeOf(w.north), w.customers()
	a, b, d := w.accountOf("C1"), w.accountOf("C2"), w.accountOf("C3")
	merge := func(survivor, merged uuid.UUID) error {
		_, err := c.MergeAccounts(ctx, sc, survivor, merged)
		return err
	}
	stands := func(of uuid.UUID) string {
		return value[string](w, `SELECT coalesce((SELECT s.code FROM accounts s WHERE s.id = m.merged_into), '-') FROM accounts m WHERE m.id = $1`, of)
	}
	if err := merge(b, a); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{"into a merged one": merge(a, d), "a merged one again": merge(d, a)} {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v, want Conflict", name, err)
		}
	}
	if err := merge(a, a); !fault.Is(err, fault.Invalid) {
		t.Errorf("with itself: %v, want Invalid", err)
	}
	if err := merge(d, b); err != nil {
		t.Fatal(err)
	}
	if stands(a) != "C3" || stands(b) != "C3" || w.year() != "1/1/1" {
		t.Errorf("a stands for %s, b for %s: %s", stands(a), stands(b), w.year())
	}
	w.holds()
	if _, err := c.UnmergeAccount(ctx, sc, d); !fault.Is(err, fault.Conflict) {
		t.Errorf("unmerging a survivor: %v, want Conflict", err)
	}
	if _, err := c.UnmergeAccount(ctx, sc, b); err != nil {
		t.Fatal(err)
	}
	if stands(a) != "C2" || stands(b) != "-" || w.year() != "2/1/2" {
		t.Errorf("after unmerging: a %s, b %s: %s", stands(a), stands(b), w.year())
	}
	w.holds()
	for _, id := range []uuid.UUID{a, b} {
		if _, err := c.MergeAccounts(ctx, scopeOf(w.south), d, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("another's accounts: %v, want NotFound", err)
		}
	}
}

// Whatever is sold, voided, corrected, merged and unmerged, in whatever order, the counts are what the lines say.
func TestCountsHoldThroughAnyMerging(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t)
			r := rand.New(rand.NewPCG(seed, 7))
			ctx, _ := w.as(w.north)
			sc, c := scopeOf(w.north), w.customers()
			const shops = 6
			invoice := 0
			for step := range 40 {
				var err error
				switch what := r.IntN(10); {
				case what < 3 || step == 0:
					var text strings.Builder
					text.WriteString("Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code\n")
					for range 1 + r.IntN(12) {
						invoice++
						day := time.Date(2022, 12, 25, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(400))
						fmt.Fprintf(&text, "I-%d,1,%s,P-%d,%d,10.00,Shop,S%d\n", invoice, day.Format(time.DateOnly), 1+r.IntN(2), 1+r.IntN(3)-3*(r.IntN(8)/7)*2, r.IntN(shops))
					}
					w.report(w.north, fmt.Sprintf("%d.csv", step), text.String())
				case what < 5:
					id := value[uuid.UUID](w, `SELECT coalesce((SELECT id FROM sale_lines WHERE voided_at IS NULL ORDER BY md5(id::text || $1) LIMIT 1), gen_random_uuid())`, fmt.Sprint(step))
					_, _, err = w.sales.Void(ctx, sc, []uuid.UUID{id}, "sent in error")
				case what < 6:
					id := value[uuid.UUID](w, `SELECT coalesce((SELECT id FROM sale_lines WHERE voided_at IS NULL ORDER BY md5(id::text || $1) LIMIT 1), gen_random_uuid())`, fmt.Sprint(step))
					day := time.Date(2023, time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
					_, _, err = w.sales.Correct(ctx, sc, nil, id, sale.Correction{SaleDate: &day}, "typed wrong")
				default:
					of := func(n int) uuid.UUID {
						return value[uuid.UUID](w, `SELECT coalesce((SELECT id FROM accounts WHERE code = $1), gen_random_uuid())`, fmt.Sprintf("S%d", n))
					}
					x, y := of(r.IntN(shops)), of(r.IntN(shops))
					if what < 8 {
						_, err = c.MergeAccounts(ctx, sc, x, y)
					} else {
						_, err = c.UnmergeAccount(ctx, sc, x)
					}
				}
				if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
					t.Fatalf("step %d: %v", step, err)
				}
				if w.holds(); t.Failed() {
					t.Fatalf("after step %d of seed %d", step, seed)
				}
			}
			if merged := value[int](w, `SELECT count(*)::int FROM audit_entries WHERE action = 'account.merge'`); merged < 3 {
				t.Errorf("only %d mergings were tried", merged)
			}
		})
	}
}

// A report that comes in while accounts are merged counts once, on one side or the other.
func TestMergingWaitsForLinesOnTheirWay(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", twoShops)
	ctx, _ := w.as(w.north)
	sc, c := scopeOf(w.north), w.customers()
	first, second := w.accountOf("C1"), w.accountOf("C2")
	done := make(chan error, 1)
	go func() {
		for range 6 {
			if _, err := c.MergeAccounts(context.WithoutCancel(ctx), sc, second, first); err != nil {
				done <- err
				return
			}
			if _, err := c.UnmergeAccount(context.WithoutCancel(ctx), sc, first); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for i := range 6 {
		w.report(w.north, fmt.Sprintf("c%d.csv", i), fmt.Sprintf("Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code\nB-%d,1,2024-02-%02d,P-1,1,1.00,Alpha,C1\nB-%d,2,2024-01-%02d,P-1,1,1.00,Alfa,C2\n", i, i+1, i, i+11))
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.holds()
}

// What was erased stays so, whatever a later file says of the customer; the sale counts.
func TestLinesBringNothingBackOfAnErasedAccount(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Phone\nA-1,1,2024-01-10,P-1,1,100.00,Wang Xiaoming,C1,0912345678\n")
	id := w.accountOf("C1")
	for _, sql := range []string{`UPDATE accounts SET erased_at = now() WHERE id = $1`, `DELETE FROM account_contacts WHERE account_id = $1`} {
		if _, err := w.db.Owner().Exec(t.Context(), sql, id); err != nil {
			t.Fatal(err)
		}
	}
	w.report(w.north, "b.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Phone\nA-2,1,2024-02-10,P-1,1,100.00,Wang Store,C1,0987654321\n")
	if got := value[string](w, `SELECT concat_ws('|', a.name, a.is_organization) FROM accounts a WHERE a.id = $1`, id); got != "f" {
		t.Errorf("brought back: %s", got)
	}
	if l := w.lineOf(w.north, "A-2"); l.AccountID == nil || *l.AccountID != id {
		t.Errorf("the line is of %v", l.AccountID)
	}
	w.holds()
}
