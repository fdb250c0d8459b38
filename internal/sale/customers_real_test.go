package sale_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// importsByHand lets the test move account imports itself.
type importsByHand struct{ byHand }

func (importsByHand) Import(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// TestResellersOfSeveralSellersAreOneCustomer has 17 distributors of a public data set bring in the resellers that each serves, then what they sold, and
// the brand its own 18,484 customers: each reseller is one customer with its lines from all who serve it.
func TestResellersOfSeveralSellersAreOneCustomer(t *testing.T) {
	if _, err := os.Stat(adventureWorks); err != nil {
		t.Skipf("the public data set is not here: %v", err)
	}
	t.Parallel()
	w := &world{t: t, db: pgtest.New(t), clock: time.Date(2014, 1, 5, 9, 0, 0, 0, time.UTC)}
	ctx, all := context.Background(), scope.System()
	app, now := w.db.App(), func() time.Time { return w.clock }
	partners, products := partner.New(app), catalog.New(app)
	settings, err := partners.CreateBrand(ctx, all, partner.Brand{Name: "Adventure Works", BaseCurrency: "USD", TimeZone: "America/Los_Angeles"})
	if err != nil {
		t.Fatal(err)
	}
	if w.store, err = files.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	w.engine = w.db.Engine()
	w.sales, w.worker = sale.New(app, w.store, byHand{}, sale.NoRules{}, now), sale.NewWorker(w.engine, w.store, byHand{}, sale.NoRules{}, now, slog.New(slog.DiscardHandler))
	imports, taker := customer.NewImports(app, importsByHand{}, now), customer.NewImportWorker(w.engine, w.store, importsByHand{}, now, slog.New(slog.DiscardHandler))
	bringAccounts := func(sc scope.Scope, name string, text []byte, want int) {
		t.Helper()
		file, err := w.sales.Upload(ctx, sc, name, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		i, err := imports.Ingest(ctx, sc, file.ID, func(ctx context.Context, i customer.Import) error { return taker.Advance(ctx, i.DistributorID, i.ID) })
		if err != nil || i.RowsCreated != want || i.RowsRejected != 0 {
			t.Fatalf("%s: %s, %d created, %d updated, %d rejected, %s, %v", name, i.State, i.RowsCreated, i.RowsUpdated, i.RowsRejected, i.Failure, err)
		}
	}

	_, facts := table(t, "fact_reseller_sales.csv")
	_, resellers := table(t, "dim_reseller.csv")
	_, places := table(t, "dim_geography.csv")
	place, reseller := map[string]map[string]string{}, map[string]map[string]string{}
	for _, p := range places {
		place[p["GeographyKey"]] = p
	}
	for _, r := range resellers {
		reseller[r["ResellerKey"]] = r
	}
	served, lines := map[string]map[string]bool{}, map[string]*strings.Builder{} // by seller
	servers := map[string]map[string]bool{}                                      // by reseller
	for _, f := range facts {
		who, to := f["EmployeeKey"], f["ResellerKey"]
		if served[who] == nil {
			served[who], lines[who] = map[string]bool{}, &strings.Builder{}
			lines[who].WriteString("SalesOrderNumber,SalesOrderLineNumber,OrderDate,ResellerKey,ProductKey,OrderQuantity,SalesAmount\n")
		}
		if servers[to] == nil {
			servers[to] = map[string]bool{}
		}
		served[who][to], servers[to][who] = true, true
		fmt.Fprintf(lines[who], "%s,%s,%s,%s,%s,%s,%s\n", f["SalesOrderNumber"], f["SalesOrderLineNumber"], f["OrderDate"], to, "P", f["OrderQuantity"], f["SalesAmount"])
	}
	var b strings.Builder
	b.WriteString("code,name,tier,channel_types,currency,country,time_zone,joined_on\n")
	for who := range served {
		fmt.Fprintf(&b, "%s,Seller %s,TIER_1,DISTRIBUTION,USD,US,America/Los_Angeles,2010-01-01\n", who, who)
	}
	for kind, text := range map[string]string{"distributors": b.String()} {
		if _, err := partners.Import(ctx, all, kind, strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, master := range [][2]string{{"product-lines", "code,name\nALL,All products\n"}, {"products", "code,name,product_line\nP,Anything,ALL\n"}} {
		if _, err := products.Import(ctx, all, master[0], strings.NewReader(master[1])); err != nil {
			t.Fatal(err)
		}
	}

	ids := map[string]uuid.UUID{}
	for _, who := range slices.Sorted(maps.Keys(served)) {
		if ids[who], err = partners.DistributorByCode(ctx, all, who); err != nil {
			t.Fatal(err)
		}
		var list bytes.Buffer
		out := csv.NewWriter(&list)
		_ = out.Write([]string{"ResellerKey", "ResellerName", "Phone", "AddressLine1", "City", "StateProvinceName", "CountryRegionCode", "PostalCode"})
		for _, key := range slices.Sorted(maps.Keys(served[who])) {
			r := reseller[key]
			p := place[r["GeographyKey"]]
			_ = out.Write([]string{key, r["ResellerName"], r["Phone"], r["AddressLine1"], p["City"], p["StateProvinceName"], p["CountryRegionCode"], p["PostalCode"]})
		}
		out.Flush()
		bringAccounts(scope.Of(ids[who]), "resellers of "+who+".csv", list.Bytes(), len(served[who]))
		if r := w.report(ids[who], who+".csv", lines[who].String()); r.State != sale.Accepted {
			t.Fatalf("seller %s: %s", who, counts(r))
		}
	}
	direct, err := os.ReadFile(adventureWorks + "/dim_customer_direct.csv")
	if err != nil {
		t.Fatal(err)
	}
	bringAccounts(scope.Scope{Reach: scope.All, Organization: settings.BrandID}, "dim_customer_direct.csv", direct, 18_484)

	begin := time.Now()
	matcher := customer.NewMatcher(w.engine, customer.NoRules{}, now, slog.New(slog.DiscardHandler))
	if err := matcher.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d accounts were matched in %v", value[int](w, "SELECT count(*) FROM accounts"), time.Since(begin).Round(time.Millisecond))

	if got := value[int](w, "SELECT count(*) FROM accounts WHERE is_organization"); got != sumOf(served) {
		t.Errorf("%d accounts of resellers, want %d: lines made more", got, sumOf(served))
	}
	if got := value[int](w, "SELECT count(*) FROM customers WHERE merged_into IS NULL AND is_organization"); got != 635 {
		t.Errorf("%d customers are resellers, want 635", got)
	}
	if got := value[int](w, "SELECT count(*) FROM customers WHERE merged_into IS NULL AND is_organization AND organizations > 1"); got != 210 {
		t.Errorf("%d resellers are served by several, want 210", got)
	}
	// Each is one customer of all who serve it, and of nobody else.
	codes := `SELECT count(*) FROM (SELECT l.customer_id FROM customer_links l JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
		WHERE a.is_organization GROUP BY 1 HAVING count(DISTINCT a.code) > 1) x`
	if got := value[int](w, codes); got != 0 {
		t.Errorf("%d customers are several resellers", got)
	}
	if got := value[int](w, "SELECT count(*) FROM customers WHERE merged_into IS NULL AND NOT is_organization"); got < 18_400 {
		t.Errorf("%d of the brand's own 18,484 customers are left", got)
	}
	// The unified view holds the lines from all of them.
	want := map[string]decimal.Decimal{}
	for _, f := range facts {
		want[f["ResellerKey"]] = want[f["ResellerKey"]].Add(decimal.RequireFromString(f["SalesAmount"]))
	}
	members := map[string][]uuid.UUID{}
	rows, err := w.db.Owner().Query(ctx, `SELECT code, id FROM accounts WHERE is_organization`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var code string
		var id uuid.UUID
		if err := rows.Scan(&code, &id); err != nil {
			t.Fatal(err)
		}
		members[code] = append(members[code], id)
	}
	for code, accounts := range members {
		bought, err := w.sales.Purchases(ctx, all, accounts, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		sum, from := decimal.Zero, map[uuid.UUID]bool{}
		for _, p := range bought {
			sum, from[p.DistributorID] = sum.Add(p.Revenue), true
		}
		if !sum.Equal(want[code]) || len(from) != len(servers[code]) {
			t.Errorf("reseller %s bought %s of %d, want %s of %d", code, sum, len(from), want[code], len(servers[code]))
		}
	}
	w.holds()
}

func sumOf(sets map[string]map[string]bool) (n int) {
	for _, s := range sets {
		n += len(s)
	}
	return n
}
