package sale_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

func TestCreditOfALineAddsUpToNothing(t *testing.T) {
	t.Parallel()
	owner, other, third := uuid.New(), uuid.New(), uuid.New()
	for _, c := range []struct {
		amount string
		parts  []sale.CreditPart
		want   string // owner's away, then the parts
	}{
		{"100", []sale.CreditPart{{DistributorID: owner, Percent: d("30")}, {DistributorID: other, Percent: d("70")}}, "-100 30 70"},
		{"0.0001", []sale.CreditPart{{DistributorID: owner, Percent: d("50")}, {DistributorID: other, Percent: d("50")}}, "-0.0001 0.0001"}, // half-even: nothing, and the rest
		{"0.0003", []sale.CreditPart{{DistributorID: owner, Percent: d("50")}, {DistributorID: other, Percent: d("50")}}, "-0.0003 0.0002 0.0001"},
		{"-10", []sale.CreditPart{{DistributorID: other, Percent: d("33.3333")}, {DistributorID: third, Percent: d("33.3333")}, {DistributorID: owner, Percent: d("33.3334")}}, "10 -3.3333 -3.3333 -3.3334"},
		{"7.77", []sale.CreditPart{{DistributorID: other, Percent: d("100")}}, "-7.77 7.77"},
	} {
		l := sale.CreditLine{DistributorID: owner, LineID: uuid.New(), BaseAmount: d(c.amount)}
		var got []string
		sum := decimal.Zero
		for _, e := range sale.CreditOf(l, c.parts) {
			got, sum = append(got, e.Amount.String()), sum.Add(e.Amount)
			if (e.LineID != nil) != (e.DistributorID == owner) {
				t.Errorf("%s: an entry of %v names line %v", c.amount, e.DistributorID, e.LineID)
			}
		}
		if strings.Join(got, " ") != c.want || !sum.IsZero() {
			t.Errorf("%s: %v, which add up to %s; want %s", c.amount, got, sum, c.want)
		}
	}
}

func d(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// creditLine is a line as its credit is split.
func (w *world) creditLine(distributor uuid.UUID, invoice string) sale.CreditLine {
	w.t.Helper()
	l, err := postgres.Row[sale.CreditLine](w.engine.Pgx().Query(context.Background(), `SELECT distributor_id, id AS line_id, open_month(sale_date) AS month, product_id, product_line_id,
		territory_id, channel_type, base_amount FROM sale_lines WHERE distributor_id = $1 AND invoice_no = $2 AND voided_at IS NULL`, distributor, invoice))
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

// asEngine does something as a settled case does.
func (w *world) asEngine(do func(ctx context.Context, tx pgx.Tx) error) error {
	ctx := context.Background()
	return w.engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := sale.HoldBooks(ctx, tx, []uuid.UUID{w.north, w.south}); err != nil {
			return err
		}
		return do(ctx, tx)
	})
}

func (w *world) split(remedy uuid.UUID, lines []sale.CreditLine, own string) error {
	parts := []sale.CreditPart{{DistributorID: w.north, Percent: d(own)}, {DistributorID: w.south, Percent: d("100").Sub(d(own))}}
	return w.asEngine(func(ctx context.Context, tx pgx.Tx) error {
		_, err := sale.SplitCredit(ctx, tx, uuid.New(), remedy, lines, parts, w.clock)
		return err
	})
}

func (w *world) unsplit(remedy uuid.UUID) {
	w.t.Helper()
	if err := w.asEngine(func(ctx context.Context, tx pgx.Tx) error { return sale.UnsplitCredit(ctx, tx, remedy, w.clock) }); err != nil {
		w.t.Fatal(err)
	}
}

// rollups writes every number of the rollups that isn't nothing.
func (w *world) rollups() string {
	w.t.Helper()
	return value[string](w, `SELECT coalesce(string_agg(r, E'\n' ORDER BY r), '') FROM (
		SELECT format('line %s %s %s %s %s %s', distributor_id, month, product_line_id, lines, quantity, revenue) AS r FROM sales_by_line WHERE (lines, quantity, revenue) <> (0, 0, 0)
		UNION ALL SELECT format('product %s %s %s %s %s %s %s %s', distributor_id, month, product_id, territory_id, channel_type, lines, quantity, revenue) FROM sales_by_product WHERE (lines, quantity, revenue) <> (0, 0, 0)
		UNION ALL SELECT format('territory %s %s %s %s %s %s %s', distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue) FROM sales_by_territory WHERE (lines, revenue) <> (0, 0)
		UNION ALL SELECT format('month %s %s %s %s', distributor_id, month, lines, reported_at) FROM reported_months WHERE lines <> 0
		UNION ALL SELECT format('days %s %s %s %s', distributor_id, account_id, year, days) FROM account_years WHERE bit_count(days) > 0
		UNION ALL SELECT format('first %s %s %s', distributor_id, id, first_sale_on) FROM accounts
		UNION ALL SELECT format('customers %s %s %s %s %s %s', distributor_id, kind, start, active, repeating, fresh) FROM customer_counts WHERE (active, repeating, fresh) <> (0, 0, 0)
		UNION ALL SELECT format('report %s %s %s %s %s', id, total, sales_from, sales_until, rows_accepted) FROM sales_reports
		UNION ALL SELECT format('quality %s %s %s %s', distributor_id, month, accepted, rejected) FROM quality_months) x`)
}

const threeSales = `Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Note
A-1,1,2024-01-10,P-1,1,100.00,Alpha Store,C1,first
A-2,1,2024-02-10,P-1,2,33.3333,Alfa Store,C2,
A-3,1,2024-02-11,T-1,-1,-10.01,Alpha Store,C1,
`

func TestASplitLineMovesRevenueAndStaysAsItIs(t *testing.T) {
	w := newWorld(t)
	r := w.report(w.north, "a.csv", threeSales)
	before := w.rollups()
	remedy, line := uuid.New(), w.creditLine(w.north, "A-1")
	if err := w.split(remedy, []sale.CreditLine{line, w.creditLine(w.north, "A-2")}, "30"); err != nil {
		t.Fatal(err)
	}
	w.holds()
	for who, want := range map[uuid.UUID]string{w.north: "30.0000 of 1", w.south: "70.0000 of 0"} {
		if got := value[string](w, `SELECT revenue || ' of ' || lines FROM sales_by_line WHERE distributor_id = $1 AND month = '2024-01-01'`, who); got != want {
			t.Errorf("January: %s, want %s", got, want)
		}
	}
	ctx, sc := context.Background(), scopeOf(w.south)
	jan := period.Of(period.Month, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
	entries, err := w.sales.Credits(ctx, sc, sale.CreditFilter{Period: &jan}, page.Args{})
	if err != nil || len(entries.Items) != 1 || !entries.Items[0].Amount.Equal(d("70")) || entries.Items[0].LineID != nil {
		t.Errorf("the beneficiary's entries: %+v, %v", entries.Items, err)
	}
	sums, err := w.sales.Summary(ctx, sc, sale.LineFilter{}, []sale.Dimension{sale.ByMonth})
	if err != nil || len(sums) != 2 || !sums[0].Revenue.Equal(d("70")) || sums[0].Lines != 0 {
		t.Errorf("the beneficiary's sums: %+v, %v", sums, err)
	}

	// Whoever wants to change the line is told that a case has settled it; nothing moves.
	ctx, _ = w.as(w.north)
	sc = scopeOf(w.north)
	settled := w.rollups()
	_, _, err = w.sales.Void(ctx, sc, []uuid.UUID{line.LineID}, "typed wrong")
	wantFault(t, "void", err, "line.settled")
	net := d("2")
	_, _, err = w.sales.Correct(ctx, sc, nil, line.LineID, sale.Correction{NetAmount: &net}, "typed wrong")
	wantFault(t, "correct", err, "line.settled")
	_, err = w.sales.Cancel(ctx, sc, r.ID, "wrong file")
	wantFault(t, "cancel", err, "report.settled")
	wantFault(t, "split again", w.split(uuid.New(), []sale.CreditLine{line}, "50"), "remedy.lineSplit")
	if w.rollups() != settled {
		t.Error("a refusal moved the rollups")
	}
	// Merging its account moves customers, not revenue.
	if _, err := w.customers().MergeAccounts(ctx, scopeOf(w.north), w.accountOf("C2"), w.accountOf("C1")); err != nil {
		t.Fatal(err)
	}
	w.holds()
	if _, err := w.customers().UnmergeAccount(ctx, scopeOf(w.north), w.accountOf("C1")); err != nil {
		t.Fatal(err)
	}

	w.unsplit(remedy)
	w.holds()
	if got := w.rollups(); got != before {
		t.Errorf("after undoing:\n%s\nwant:\n%s", got, before)
	}
	if _, _, err = w.sales.Void(ctx, sc, []uuid.UUID{line.LineID}, "typed wrong"); err != nil {
		t.Errorf("a line that is split no more: %v", err)
	}
	wantFault(t, "split a voided line", w.split(uuid.New(), []sale.CreditLine{line}, "50"), "remedy.lineVoided")
	w.holds()
}

func wantFault(t *testing.T, what string, err error, key string) {
	t.Helper()
	if f := fault.As(err); err == nil || f.Kind != fault.Conflict || f.Key != key {
		t.Errorf("%s: %v, want %s", what, err, key)
	}
}

func TestCreditOfAClosedMonthCountsInTheFirstOpenOne(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", threeSales)
	month := func(m int) period.Period {
		return period.Of(period.Month, time.Date(2024, time.Month(m), 1, 0, 0, 0, 0, time.UTC))
	}
	w.close(month(1))
	// Also while the month is restated: what is decided now counts now.
	_, err := w.db.Owner().Exec(t.Context(), `INSERT INTO restatements (distributor_id, id, kind, start, span, reason, state, opened_by, opened_at)
		SELECT d, gen_random_uuid(), 'month', '2024-01-01', '[2024-01-01,2024-02-01)', 'x', 'OPEN', d, now() FROM unnest($1::uuid[]) d`, []uuid.UUID{w.north, w.south})
	if err != nil {
		t.Fatal(err)
	}
	remedy := uuid.New()
	if err := w.split(remedy, []sale.CreditLine{w.creditLine(w.north, "A-1")}, "30"); err != nil {
		t.Fatal(err)
	}
	w.holds()
	revenue := func(who uuid.UUID, month string) string {
		return value[string](w, `SELECT coalesce(sum(revenue), 0)::text FROM sales_by_line WHERE distributor_id = $1 AND month = $2::date`, who, month)
	}
	if got := revenue(w.north, "2024-01-01") + " " + revenue(w.south, "2024-01-01") + " " + revenue(w.south, "2024-02-01"); got != "100.0000 0 70.0000" {
		t.Errorf("January, January, February: %s", got)
	}
	// Undone after February was closed too, it is countered in March, and both closed months stay.
	w.close(month(2))
	w.unsplit(remedy)
	w.holds()
	if got := revenue(w.south, "2024-02-01") + " " + revenue(w.south, "2024-03-01") + " " + revenue(w.north, "2024-03-01"); got != "70.0000 -70.0000 70.0000" {
		t.Errorf("February, March, March: %s", got)
	}
	if got := value[string](w, `SELECT sum(revenue)::text FROM sales_by_line WHERE distributor_id = $1`, w.north); got != "123.3233" {
		t.Errorf("in all: %s", got)
	}
	w.unsplit(remedy) // again: nothing is left to undo
	w.holds()
}

// Whatever is split, voided and taken back in whatever order leaves every number as it was.
func TestDecisionsThatAreUndoneLeaveEveryNumberAsItWas(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(4, 17))
	var file strings.Builder
	file.WriteString("Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Note\n")
	for i := range 24 {
		fmt.Fprintf(&file, "I-%d,1,2024-0%d-%02d,%s,%d,%d.%04d,Shop %d,C%d,n%d\n", i, 1+random.IntN(3), 1+random.IntN(28), []string{"P-1", "P-2", "T-1"}[random.IntN(3)],
			1+random.IntN(4), random.IntN(1000), random.IntN(10000), i%5, i%5, i)
	}
	w.report(w.north, "n.csv", file.String())
	w.report(w.south, "s.csv", file.String())
	before := w.rollups()
	for round := range 6 {
		var undo []func()
		for _, i := range random.Perm(24)[:12] {
			invoice := fmt.Sprintf("I-%d", i)
			owner := []uuid.UUID{w.north, w.south}[random.IntN(2)]
			line := w.creditLine(owner, invoice)
			if random.IntN(3) > 0 {
				remedy := uuid.New()
				if err := w.split(remedy, []sale.CreditLine{line}, fmt.Sprintf("%d.%04d", random.IntN(100), random.IntN(10000))); err != nil {
					t.Fatal(err)
				}
				undo = append(undo, func() { w.unsplit(remedy) })
				continue
			}
			if err := w.asEngine(func(ctx context.Context, tx pgx.Tx) error {
				return sale.VoidDecided(ctx, tx, owner, []uuid.UUID{line.LineID}, "counted twice", w.clock)
			}); err != nil {
				t.Fatal(err)
			}
			undo = append(undo, func() {
				if err := w.asEngine(func(ctx context.Context, tx pgx.Tx) error {
					return sale.RestoreDecided(ctx, tx, owner, []uuid.UUID{line.LineID}, "overturned")
				}); err != nil {
					t.Fatal(err)
				}
			})
		}
		w.holds()
		if w.rollups() == before {
			t.Fatal("nothing was moved")
		}
		for _, i := range random.Perm(len(undo)) {
			undo[i]()
		}
		w.holds()
		if got := w.rollups(); got != before {
			t.Fatalf("round %d:\n%s\nwant:\n%s", round, got, before)
		}
	}
	if got := value[int](w, `SELECT count(*)::int FROM sale_line_notes n JOIN sale_lines l ON l.id = n.line_id AND l.voided_at IS NULL`); got != 48 {
		t.Errorf("%d live lines have their notes, want 48", got)
	}
}

func TestASaleThatWasReportedAgainIsNotRestoredTwice(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", threeSales)
	before := w.rollups()
	line := w.creditLine(w.north, "A-1")
	void := func(ctx context.Context, tx pgx.Tx) error {
		return sale.VoidDecided(ctx, tx, w.north, []uuid.UUID{line.LineID}, "counted twice", w.clock)
	}
	if err := w.asEngine(void); err != nil {
		t.Fatal(err)
	}
	wantFault(t, "voiding it again", w.asEngine(void), "remedy.lineVoided")
	w.report(w.north, "b.csv", strings.Join(strings.SplitAfter(threeSales, "\n")[:2], ""))
	restore := func(ctx context.Context, tx pgx.Tx) error {
		return sale.RestoreDecided(ctx, tx, w.north, []uuid.UUID{line.LineID}, "overturned")
	}
	if err := w.asEngine(restore); err != nil {
		t.Fatal(err)
	}
	w.holds()
	if got := value[string](w, `SELECT sum(revenue)::text FROM sales_by_line WHERE distributor_id = $1`, w.north); got != "123.3233" {
		t.Errorf("revenue %s; before:\n%s", got, before)
	}
}

// Several that settle, import and void at once neither block each other for good nor lose a cent.
func TestSplitsAndImportsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "n.csv", threeSales)
	w.report(w.south, "s.csv", threeSales)
	errs := make(chan error, 4)
	for _, side := range []uuid.UUID{w.north, w.south} {
		line := w.creditLine(side, "A-1")
		go func() { errs <- w.split(typeid.New(), []sale.CreditLine{line}, "40") }()
		voided := w.creditLine(side, "A-2")
		go func() {
			ctx, _ := w.as(side)
			_, _, err := w.sales.Void(ctx, scopeOf(side), []uuid.UUID{voided.LineID}, "wrong")
			errs <- err
		}()
	}
	w.report(w.north, "more.csv", strings.ReplaceAll(threeSales, "A-", "B-"))
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	w.holds()
	if got := value[string](w, `SELECT sum(amount)::text || ' in ' || count(*) FROM credit_entries`); got != "0.0000 in 6" {
		t.Errorf("entries: %s", got)
	}
}
