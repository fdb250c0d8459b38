package sale_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/sale"
)

// Lines of one product that became another line's, of two regions, of none and of two channels: what a market or a region sold.
func TestSalesByTerritoryTellApartWhereLinesWentAndWhatLineTheyAreOf(t *testing.T) {
	w := newWorld(t)
	const head = "Invoice,Line,Date,Product,Qty,Net amount,Customer,Region,Channel\n"
	w.report(w.north, "a.csv", head+"A-1,1,2024-03-01,P-1,1,100.00,Alpha,TPE,STORE\nA-1,2,2024-03-01,P-2,1,20.00,Alpha,TPE,STORE\n"+
		"A-2,1,2024-03-02,P-1,1,3.00,Alpha,,STORE\nA-3,1,2024-03-03,P-1,1,7.00,Alpha,TPE,ECOMMERCE\n")
	if _, err := w.db.Owner().Exec(t.Context(), `UPDATE products SET product_line_id = (SELECT id FROM product_lines WHERE code = 'TENTS') WHERE code = 'P-1'`); err != nil {
		t.Fatal(err)
	}
	w.report(w.north, "b.csv", head+"B-1,1,2024-03-09,P-1,1,0.50,Alpha,TPE,STORE\nB-2,1,2024-03-09,P-1,-1,-1.25,Alpha,TW,STORE\n")
	holds := func(want string) {
		t.Helper()
		got := value[string](w, `SELECT string_agg(format('%s %s %s: %s of %s', coalesce(t.code, '-'), l.code, r.channel_type, r.revenue, r.lines), ', ' ORDER BY t.code NULLS FIRST, l.code, r.channel_type, r.lines DESC)
			FROM sales_by_territory r JOIN product_lines l ON l.id = r.product_line_id LEFT JOIN territories t ON t.id = r.territory_id WHERE r.month = '2024-03-01' AND (r.lines, r.revenue) <> (0, 0)`)
		if got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
		w.holds()
	}
	const rest = "- POTS STORE: 3.0000 of 1, TPE POTS ECOMMERCE: 7.0000 of 1, TPE POTS STORE: "
	holds(rest + "120.0000 of 2, TPE TENTS STORE: 0.5000 of 1, TW TENTS STORE: -1.2500 of 1")
	ctx, _ := w.as(w.north)
	if _, _, err := w.sales.Void(ctx, scopeOf(w.north), []uuid.UUID{w.lineOf(w.north, "B-1").ID}, "given back"); err != nil {
		t.Fatal(err)
	}
	holds(rest + "120.0000 of 2, TW TENTS STORE: -1.2500 of 1")
	remedy := uuid.New()
	if err := w.split(remedy, []sale.CreditLine{w.creditLine(w.north, "A-3"), w.creditLine(w.north, "B-2")}, "40"); err != nil {
		t.Fatal(err)
	}
	holds("- POTS STORE: 3.0000 of 1, TPE POTS ECOMMERCE: 2.8000 of 1, TPE POTS ECOMMERCE: 4.2000 of 0, TPE POTS STORE: 120.0000 of 2, TW TENTS STORE: -0.5000 of 1, TW TENTS STORE: -0.7500 of 0")
	w.unsplit(remedy)
	holds(rest + "120.0000 of 2, TW TENTS STORE: -1.2500 of 1")
}
