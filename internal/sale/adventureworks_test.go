package sale_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/scorecard/scorecardtest"
)

// adventureWorks is the folder of the public data set, beside the project.
const adventureWorks = "../../../shared/data/adventureworks"

// table reads a file of the data set: its header and its rows by column name.
func table(t *testing.T, name string) ([]string, []map[string]string) {
	t.Helper()
	file, err := os.Open(filepath.Join(adventureWorks, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]map[string]string, len(all)-1)
	for i, cells := range all[1:] {
		rows[i] = map[string]string{}
		for j, cell := range cells {
			rows[i][all[0][j]] = cell
		}
	}
	return all[0], rows
}

// TestAdventureWorks turns a public data set into a brand with 17 distributors and holds every sum against the files.
func TestAdventureWorks(t *testing.T) {
	if _, err := os.Stat(adventureWorks); err != nil {
		t.Skipf("the public data set is not here: %v", err)
	}
	w := &world{t: t, db: pgtest.New(t), clock: time.Date(2014, 1, 5, 9, 0, 0, 0, time.UTC)}
	ctx, all := context.Background(), scope.System()
	app := w.db.App()
	partners, products, cards := partner.New(app), catalog.New(app), scorecard.New(app, func() time.Time { return w.clock })
	bring := func(kind, text string) {
		t.Helper()
		_, err := partners.Import(ctx, all, kind, strings.NewReader(text))
		if strings.HasPrefix(kind, "product") {
			_, err = products.Import(ctx, all, kind, strings.NewReader(text))
		}
		if err != nil {
			t.Fatal(kind, err)
		}
	}
	if _, err := partners.CreateBrand(ctx, all, partner.Brand{Name: "Adventure Works", BaseCurrency: "USD", TimeZone: "America/Los_Angeles"}); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.store, err = files.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return w.clock }
	w.engine = w.db.Engine()
	w.sales, w.worker = sale.New(app, w.store, byHand{}, sale.NoRules{}, now), sale.NewWorker(w.engine, w.store, byHand{}, sale.NoRules{}, now, slog.New(slog.DiscardHandler))

	header, facts := table(t, "fact_reseller_sales.csv")
	_, employees := table(t, "dim_employee.csv")
	_, regions := table(t, "dim_sales_territory.csv")
	_, items := table(t, "dim_product.csv")
	_, quotas := table(t, "fact_sales_quota.csv")
	fileOf, sellers := map[string]*bytes.Buffer{}, []string{}
	for _, f := range facts {
		who := f["EmployeeKey"]
		if fileOf[who] == nil {
			fileOf[who] = bytes.NewBufferString(strings.Join(header, ",") + "\n")
			sellers = append(sellers, who)
		}
		cells := make([]string, len(header))
		for i, name := range header {
			cells[i] = f[name]
		}
		out := csv.NewWriter(fileOf[who])
		_ = out.Write(cells)
		out.Flush()
	}
	if len(sellers) != 17 {
		t.Fatalf("%d sellers", len(sellers))
	}

	var b strings.Builder
	b.WriteString("code,name,kind\n")
	for _, r := range regions {
		fmt.Fprintf(&b, "%s,%q,COUNTRY\n", r["SalesTerritoryKey"], r["SalesTerritoryRegion"]+" "+r["SalesTerritoryKey"])
	}
	bring("territories", b.String())
	b.Reset()
	b.WriteString("code,name,tier,channel_types,currency,country,time_zone,joined_on\n")
	region := map[string]string{}
	for _, e := range employees {
		if who := e["EmployeeKey"]; fileOf[who] != nil {
			fmt.Fprintf(&b, "%s,%s %s,TIER_1,DISTRIBUTION,USD,US,America/Los_Angeles,2010-01-01\n", who, e["FirstName"], e["LastName"])
			region[who] = e["SalesTerritoryKey"]
		}
	}
	bring("distributors", b.String())
	b.Reset()
	b.WriteString("distributor,territory,from,exclusive\n")
	holders := map[string]int{}
	for _, key := range region {
		holders[key]++
	}
	for who, key := range region {
		fmt.Fprintf(&b, "%s,%s,2010-01-01,%t\n", who, key, holders[key] == 1)
	}
	bring("assignments", b.String())
	bring("product-lines", "code,name\nALL,All products\n")
	b.Reset()
	b.WriteString("code,name,product_line\n")
	var aliases strings.Builder
	aliases.WriteString("distributor,alias,product\n")
	seen := map[string]bool{}
	for _, p := range items {
		if code := p["ProductAlternateKey"]; !seen[code] {
			seen[code] = true
			fmt.Fprintf(&b, "%s,%q,ALL\n", code, p["EnglishProductName"])
		}
		for _, who := range sellers {
			fmt.Fprintf(&aliases, "%s,%s,%s\n", who, p["ProductKey"], p["ProductAlternateKey"])
		}
	}
	bring("products", b.String())
	bring("product-aliases", aliases.String())
	b.Reset()
	b.WriteString("distributor,period,amount\n")
	target := map[string]decimal.Decimal{}
	for _, q := range quotas { // the publisher has two for 2011-Q3: the quarter's target is their sum
		key := q["EmployeeKey"] + " " + q["CalendarYear"] + "-Q" + q["CalendarQuarter"]
		target[key] = target[key].Add(decimal.RequireFromString(q["SalesAmountQuota"]))
	}
	for key, amount := range target {
		fmt.Fprintf(&b, "%s,%s\n", strings.ReplaceAll(key, " ", ","), amount)
	}
	bring("targets", b.String())

	ids, accepted := map[string]uuid.UUID{}, 0
	for _, who := range sellers {
		if ids[who], err = partners.DistributorByCode(ctx, all, who); err != nil {
			t.Fatal(err)
		}
		r := w.report(ids[who], who+".csv", fileOf[who].String())
		if r.State != sale.Accepted {
			t.Errorf("seller %s: %s", who, counts(r))
		}
		accepted += r.RowsAccepted
		if again := w.report(ids[who], who+" again.csv", fileOf[who].String()); again.RowsAccepted != 0 || again.SameAs == nil {
			t.Errorf("seller %s again: %s", who, counts(again))
		}
	}
	if accepted != 60_855 {
		t.Errorf("%d lines accepted, want 60,855", accepted)
	}
	if got := value[int](w, "SELECT count(DISTINCT product_id) FROM sale_lines"); got != 250 {
		t.Errorf("%d products sold, want 250", got)
	}
	sums, err := w.sales.Summary(ctx, all, sale.LineFilter{}, []sale.Dimension{sale.ByYear})
	if err != nil {
		t.Fatal(err)
	}
	total := decimal.Zero
	for i, want := range []string{"489328.58", "18192802.71", "28193631.53", "33574834.16"} {
		if got := sums[i].Revenue.RoundBank(2).StringFixed(2); got != want {
			t.Errorf("year %s: %s, want %s", sums[i].Keys[0], got, want)
		}
		total = total.Add(sums[i].Revenue)
	}
	if total.String() != "80450596.9823" {
		t.Errorf("total = %s", total)
	}

	revenue := map[string]decimal.Decimal{}
	for _, f := range facts {
		day, _ := time.Parse(time.DateOnly, f["OrderDate"])
		key := f["EmployeeKey"] + " " + period.Of(period.Quarter, day).String()
		revenue[key] = revenue[key].Add(decimal.RequireFromString(f["SalesAmount"]))
	}
	var exports [][]byte
	for _, who := range sellers {
		for quarter := period.Of(period.Quarter, time.Date(2010, 10, 1, 0, 0, 0, 0, time.UTC)); quarter.Start.Year() < 2014; quarter = quarter.Shift(1) {
			card, err := cards.Scorecard(ctx, all, ids[who], quarter, scorecard.Whole)
			if err != nil || card == nil {
				t.Fatal(who, quarter, err)
			}
			key := who + " " + quarter.String()
			if !card.Revenue.Equal(revenue[key]) {
				t.Errorf("%s: revenue %s, want %s", key, card.Revenue, revenue[key])
			}
			if want, set := target[key]; card.Target.Valid != set || !card.Target.Decimal.Equal(want) {
				t.Errorf("%s: target %v, want %s (%t)", key, card.Target, want, set)
			}
			document, err := card.Export()
			if err != nil {
				t.Fatal(err)
			}
			exports = append(exports, document)
		}
	}
	scorecardtest.MustAgree(t, exports...) // reckoned anew by a program that shares no code with this one
	w.holds()
}
