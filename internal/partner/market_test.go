package partner_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
)

func (w *world) shared(name string) int {
	w.Helper()
	return w.count(`SELECT version FROM input_versions WHERE name = $1`, name)
}

func TestSetMarketSize(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	m := partner.MarketSize{TerritoryID: w.territories["P"], Year: 2013, Amount: decimal.NewFromInt(1000), Source: "A survey"}
	version := w.shared("market")
	first, err := w.s.SetMarketSize(ctx, all, m, false)
	w.must(err)
	if got := w.shared("market"); got != version+1 {
		t.Errorf("the version went from %d to %d", version, got)
	}
	m.ProductLineID = &w.bikes
	ofLine, err := w.s.SetMarketSize(ctx, all, m, false)
	if err != nil || ofLine.ID == first.ID {
		t.Errorf("of a line: %v, %v", ofLine, err)
	}
	m.ProductLineID, m.Amount = nil, decimal.RequireFromString("1000.5")
	changed, err := w.s.SetMarketSize(ctx, all, m, false)
	if err != nil || changed.ID != first.ID {
		t.Errorf("changed: %v, %v", changed, err)
	}
	if again, err := w.s.SetMarketSize(ctx, all, m, false); err != nil || again.ID != first.ID || w.count(`SELECT count(*) FROM audit_entries WHERE action = 'marketSize.set'`) != 3 {
		t.Errorf("the same again: %v, %v", again, err)
	}
	m.Year = 2014
	_, err = w.s.SetMarketSize(ctx, all, m, false)
	w.must(err)
	var years []int
	var after *string
	for range 5 {
		one := 1
		list, err := w.s.MarketSizes(ctx, all, partner.MarketFilter{}, page.Args{First: &one, After: after})
		w.must(err)
		if len(list.Items) == 0 {
			break
		}
		years, after = append(years, list.Items[0].Year), &list.Cursors[0]
	}
	if len(years) != 3 || years[0] != 2014 || years[1] != 2013 {
		t.Errorf("page by page: %v", years)
	}
	year := 2013
	list, err := w.s.MarketSizes(ctx, all, partner.MarketFilter{Year: &year, TerritoryID: &m.TerritoryID}, page.Args{})
	if n, countErr := list.Total(ctx); err != nil || countErr != nil || len(list.Items) != 2 || n != 2 {
		t.Errorf("of 2013: %d, %v, %v", len(list.Items), err, countErr)
	}
	m.Year = 2013
	if gone, err := w.s.SetMarketSize(ctx, all, m, true); err != nil || gone != nil {
		t.Errorf("removed: %v, %v", gone, err)
	}
	if _, err := w.s.MarketSize(ctx, all, first.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed: %v", err)
	}
}

func TestAMarketSizeThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nowhere := uuid.New()
	bad := partner.MarketSize{TerritoryID: nowhere, ProductLineID: &nowhere, Year: 1899, Source: strings.Repeat("x", 301)}
	_, err := w.s.SetMarketSize(t.Context(), all, bad, false)
	var paths []string
	for _, f := range fault.As(err).Fields {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "year source amount territoryId productLineId" {
		t.Errorf("at fault: %s", got)
	}
	if _, err := w.s.SetBudget(t.Context(), all, partner.Budget{Year: 3000, ChannelType: "STORE", Amount: decimal.NewFromInt(-1)}, false); len(fault.As(err).Fields) != 2 {
		t.Errorf("a budget: %v", err)
	}
}

func TestSetBudget(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	b := partner.Budget{Year: 2013, ChannelType: "STORE", Amount: decimal.NewFromInt(100)}
	_, err := w.s.SetBudget(ctx, all, b, false)
	w.must(err)
	_, err = w.s.SetBudget(ctx, all, partner.Budget{Year: 2013, ChannelType: "DIRECT"}, false)
	w.must(err)
	b.Amount = decimal.NewFromInt(200)
	list, err := w.s.SetBudget(ctx, all, b, false)
	if err != nil || len(list) != 2 || list[0].ChannelType != "DIRECT" || !list[1].Amount.Equal(b.Amount) {
		t.Errorf("changed: %v, %v", list, err)
	}
	if seen, err := w.s.Budgets(ctx, scope.Of(w.north), 2013); err != nil || len(seen) != 0 {
		t.Errorf("a distributor sees %v, %v", seen, err)
	}
	if list, err := w.s.SetBudget(ctx, all, b, true); err != nil || len(list) != 1 {
		t.Errorf("removed: %v, %v", list, err)
	}
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action LIKE 'budget.%'`); n != 4 {
		t.Errorf("%d entries", n)
	}
}

func TestCascadeTarget(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.db.Engine().Pgx().Exec(ctx, `INSERT INTO sales_by_line (distributor_id, month, product_line_id, lines, quantity, revenue)
		VALUES ($1, '2012-03-01', $2, 1, 1, 300), ($1, '2012-04-01', $2, 1, 1, 100), ($1, '2012-05-01', $3, 1, 1, 900), ($4, '2012-06-01', $2, 1, 1, 900)`, w.north, w.bikes, w.helmets, w.south)
	w.must(err)
	_, err = w.db.Engine().Pgx().Exec(ctx, `INSERT INTO accounting_periods (month, closed_at) VALUES ('2013-01-01', now())`)
	w.must(err)
	q1, _ := period.Parse("2013-Q1")
	_, err = w.s.SetTarget(ctx, all, partner.Target{DistributorID: w.north, ProductLineID: &w.bikes, Period: q1, Amount: decimal.NewFromInt(5)}, false)
	w.must(err)
	c := partner.Cascade{DistributorID: w.north, ProductLineID: &w.bikes, Year: 2013, Amount: decimal.NewFromInt(800), Shape: partner.AsLastYear}
	shown, err := w.s.CascadePreview(ctx, scope.Of(w.north), c)
	w.must(err)
	if n := w.count(`SELECT count(*) FROM targets`); n != 1 {
		t.Errorf("the preview left %d targets", n)
	}
	version := w.version(w.north)
	parts, err := w.s.CascadeTarget(ctx, all, c)
	w.must(err)
	for i, want := range []string{"0", "0", "600", "200", "0", "0", "0", "0", "0", "0", "0", "0"} {
		if !parts[i].Amount.Equal(decimal.RequireFromString(want)) || !shown[i].Amount.Equal(parts[i].Amount) || parts[i].Closed != (i == 0) {
			t.Errorf("month %d: %s shown, %s set, want %s", i+1, shown[i].Amount, parts[i].Amount, want)
		}
	}
	got, err := w.s.TargetsFor(ctx, all, []uuid.UUID{w.north}, period.Of(period.Year, q1.Start))
	if err != nil || !got[w.north].Equal(c.Amount) || w.version(w.north) != version+1 {
		t.Errorf("the year has %v, %v", got, err)
	}
	if n := w.count(`SELECT count(*) FROM targets WHERE kind <> 'month' OR start = '2013-01-01'`); n != 0 {
		t.Errorf("%d targets of the quarter, the year or the closed month", n)
	}
	_, err = w.s.CascadeTarget(ctx, all, c)
	w.must(err)
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action = 'target.cascade' AND organization_id = $1`, w.north); n != 1 {
		t.Errorf("%d entries: the same again changes nothing", n)
	}
	nowhere := uuid.New()
	for name, bad := range map[string]partner.Cascade{
		"year":          {DistributorID: w.north, Year: 0},
		"amount":        {DistributorID: w.north, Year: 2013, Amount: decimal.RequireFromString("0.00001")},
		"productLineId": {DistributorID: w.north, Year: 2013, ProductLineID: &nowhere},
	} {
		if _, err := w.s.CascadeTarget(ctx, all, bad); len(fault.As(err).Fields) != 1 || fault.As(err).Fields[0].Path != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.s.CascadeTarget(ctx, scope.Of(w.south), c); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestTheFileOfTargets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	blobs, err := files.Open(t.TempDir())
	w.must(err)
	upload := func(text string) uuid.UUID {
		b, err := blobs.Create(ctx, "targets.csv", bytes.NewReader([]byte(text)), 1<<20)
		w.must(err)
		_, err = w.db.Owner().Exec(ctx, `INSERT INTO files (organization_id, id, name, size, sha256) VALUES ($1, $2, 'targets.csv', 1, $3)`, w.brand.BrandID, b.ID, b.SHA256)
		w.must(err)
		return b.ID
	}
	_, err = w.db.Engine().Pgx().Exec(ctx, `INSERT INTO accounting_periods (month, closed_at) VALUES ('2013-01-01', now())`)
	w.must(err)
	take := partner.NewTargetFiles(w.db.App(), blobs)
	brand := scope.Scope{Reach: scope.All, Organization: w.brand.BrandID}
	file := upload("經銷商代碼;目標期間;產品線;目標金額\nnorth;2013年2月;bikes;1,234.5\nNORTH;2013-Q2;;500\nＳＯＵＴＨ;2013/3;;7\nSOUTH;2013-01;;7\nWEST;2013-02;;7\nNORTH;2013-02;BIKES;8\n" +
		"NORTH;soon;;8\nNORTH;2013-05;CARS;-1\nNORTH;2013-06;;\n合計;;;9999\n\n")
	key := "k1"
	out, err := take.Import(ctx, brand, &key, file)
	w.must(err)
	if out.Accepted != 3 || out.Duplicates != 0 || out.Rejected != 6 {
		t.Errorf("outcome: %+v", out)
	}
	var said []string
	for _, p := range out.Problems {
		said = append(said, p.Field+"="+p.Key)
	}
	if got := strings.Join(said, " "); got != "目標期間=target.periodClosed 經銷商代碼=row.code.unknown 目標期間=row.repeated 目標期間=row.period.unreadable 產品線=row.code.unknown 目標金額=amount.negative 目標金額=row.required" {
		t.Errorf("problems: %s", got)
	}
	if again, err := take.Import(ctx, brand, &key, file); err != nil || again.Accepted != 3 || len(again.Problems) != 7 {
		t.Errorf("the same key: %+v, %v", again, err)
	}
	if again, err := take.Import(ctx, brand, nil, file); err != nil || again.Accepted != 0 || again.Duplicates != 3 {
		t.Errorf("the same file: %+v, %v", again, err)
	}
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action = 'targets.import'`); n != 1 {
		t.Errorf("%d entries", n)
	}
	if n := w.count(`SELECT count(*) FROM targets WHERE distributor_id = $1 AND product_line_id = $2 AND start = '2013-02-01' AND amount = 1234.5`, w.north, w.bikes); n != 1 {
		t.Error("the first row's target is missing")
	}
	if _, err := take.Import(ctx, scope.Of(w.north), nil, file); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's file: %v", err)
	}
	_, err = take.Import(ctx, brand, nil, upload("distributor,period\nNORTH,2013\n"))
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("a column is missing: %v", err)
	}
	// A portfolio reaches its own distributors alone.
	manager := scope.Scope{Reach: scope.Portfolio, Organization: w.brand.BrandID, User: uuid.New()}
	if out, err := take.Import(ctx, manager, nil, upload("distributor,period,amount\nNORTH,2014,5\n")); err != nil || out.Rejected != 1 || out.Problems[0].Key != "row.code.unknown" {
		t.Errorf("beyond the portfolio: %+v, %v", out, err)
	}
}
