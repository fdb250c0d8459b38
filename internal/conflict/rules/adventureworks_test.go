package rules_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// adventureWorks is the folder of the public data set, beside the project.
const adventureWorks = "../../../../shared/data/adventureworks"

// aw is the data set, and what the rules are to find in it, worked out from the files alone.
type aw struct {
	facts      []map[string]string
	region     map[string]string // of each seller
	outside    map[string]bool   // orders sold where others are and the seller is not
	exclusive  int               // of them, where one seller is alone
	overlapped map[string]bool   // resellers that several sellers sold to
}

func readAW(t *testing.T) aw {
	t.Helper()
	if _, err := os.Stat(adventureWorks); err != nil {
		t.Skipf("the public data set is not here: %v", err)
	}
	table := func(name string) (rows []map[string]string) {
		file, err := os.Open(filepath.Join(adventureWorks, name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		all, err := csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range all[1:] {
			row := map[string]string{}
			for j, cell := range cells {
				row[all[0][j]] = cell
			}
			rows = append(rows, row)
		}
		return rows
	}
	a := aw{facts: table("fact_reseller_sales.csv"), region: map[string]string{}, outside: map[string]bool{}, overlapped: map[string]bool{}}
	sellers := map[string]bool{}
	for _, f := range a.facts {
		sellers[f["EmployeeKey"]] = true
	}
	holders := map[string]int{}
	for _, e := range table("dim_employee.csv") {
		if who := e["EmployeeKey"]; sellers[who] {
			a.region[who] = e["SalesTerritoryKey"]
			holders[e["SalesTerritoryKey"]]++
		}
	}
	to, orders := map[string]map[string]bool{}, map[string]bool{}
	for _, f := range a.facts {
		order, who, where := f["SalesOrderNumber"], f["EmployeeKey"], f["SalesTerritoryKey"]
		orders[order] = true
		if to[f["ResellerKey"]] == nil {
			to[f["ResellerKey"]] = map[string]bool{}
		}
		to[f["ResellerKey"]][who] = true
		if where != a.region[who] && holders[where] > 0 && !a.outside[order] {
			a.outside[order] = true
			if holders[where] == 1 {
				a.exclusive++
			}
		}
	}
	for reseller, by := range to {
		if len(by) > 1 {
			a.overlapped[reseller] = true
		}
	}
	if len(orders) != 3796 || len(a.outside) != 1429 || a.exclusive != 703 || len(to) != 635 || len(a.overlapped) != 210 {
		t.Fatalf("the files hold %d orders, %d outside, %d of them exclusive, %d resellers, %d of several", len(orders), len(a.outside), a.exclusive, len(to), len(a.overlapped))
	}
	return a
}

// settle makes the data set's brand with 17 distributors, which sell one product line; a subject is an order, and a customer at any time.
func (a aw) settle(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t), clock: time.Date(2014, 1, 6, 9, 0, 0, 0, time.UTC), ids: map[string]uuid.UUID{}}
	w.open("USD", "America/Los_Angeles")
	var territories, distributors, assignments, products strings.Builder
	territories.WriteString("code,name,kind\n")
	for i := range 11 {
		fmt.Fprintf(&territories, "%d,Territory %d,COUNTRY\n", i+1, i+1)
	}
	holders := map[string]int{}
	for _, key := range a.region {
		holders[key]++
	}
	distributors.WriteString("code,name,tier,channel_types,currency,country,time_zone,joined_on\n")
	assignments.WriteString("distributor,territory,from,exclusive\n")
	for _, who := range slices.Sorted(maps.Keys(a.region)) {
		fmt.Fprintf(&distributors, "%s,Seller %s,TIER_1,DISTRIBUTION,USD,US,America/Los_Angeles,2010-01-01\n", who, who)
		fmt.Fprintf(&assignments, "%s,%s,2010-01-01,%t\n", who, a.region[who], holders[a.region[who]] == 1)
	}
	products.WriteString("code,name,product_line\n")
	seen := map[string]bool{}
	for _, f := range a.facts {
		if code := f["ProductKey"]; !seen[code] {
			seen[code] = true
			fmt.Fprintf(&products, "%s,Product %s,ALL\n", code, code)
		}
	}
	w.bring("territories", territories.String())
	w.bring("distributors", distributors.String())
	w.bring("product-lines", "code,name\nALL,All products\n")
	w.bring("products", products.String())
	w.bring("assignments", assignments.String())
	for who := range a.region {
		id, err := partner.New(w.db.App()).DistributorByCode(context.Background(), scope.System(), who)
		w.must(err)
		w.ids[who] = id
	}
	w.exec(`INSERT INTO rule_settings (rule, version, valid_from, enabled, values, bands, mode) VALUES
		('OUT_OF_TERRITORY', 1, '1990-01-01', true, '{"groupBy": "ORDER"}', '{"medium": 10000, "high": 100000, "critical": 1000000}', 'ADVISORY'),
		('CUSTOMER_OVERLAP', 1, '1990-01-01', true, '{"groupBy": "CUSTOMER", "window": "0"}', '{"medium": 10000, "high": 100000, "critical": 1000000}', 'ADVISORY')`)
	return w
}

// columns are those of the data set's file, under names that a report's columns are known by.
const columns = "Invoice No,Line,Date,Product Code,Qty,Net Amount,Customer Code,Ship To Region\n"

func cells(f map[string]string) string {
	return strings.Join([]string{f["SalesOrderNumber"], f["SalesOrderLineNumber"], f["OrderDate"], f["ProductKey"], f["OrderQuantity"], f["SalesAmount"], f["ResellerKey"], "Territory " + f["SalesTerritoryKey"]}, ",") + "\n"
}

// bringFacts brings rows in, each seller's in files of so many at most, in the order of the rows.
func (w *world) bringFacts(facts []map[string]string, most int) {
	w.t.Helper()
	files := map[string]*strings.Builder{}
	held := map[string]int{}
	flush := func(who string) {
		w.files++
		w.ingest(w.ids[who], fmt.Sprintf("%d.csv", w.files), files[who].String())
		delete(files, who)
		delete(held, who)
	}
	for _, f := range facts {
		who := f["EmployeeKey"]
		if files[who] == nil {
			files[who] = &strings.Builder{}
			files[who].WriteString(columns)
		}
		files[who].WriteString(cells(f))
		if held[who]++; held[who] == most {
			flush(who)
		}
	}
	for _, who := range slices.Sorted(maps.Keys(files)) {
		flush(who)
	}
}

// linkResellers makes one customer of all accounts of a reseller, as a person of the brand would.
func (w *world) linkResellers() {
	w.t.Helper()
	w.must(customer.NewMatcher(w.engine, w.detector, func() time.Time { return w.clock }, slog.New(slog.DiscardHandler)).Drain(context.Background()))
	rows, err := w.engine.Pgx().Query(context.Background(), `SELECT k.account_id, first_value(k.customer_id) OVER (PARTITION BY a.code ORDER BY a.id) AS customer FROM customer_links k JOIN accounts a ON a.id = k.account_id`)
	w.must(err)
	type pair struct{ AccountID, Customer uuid.UUID }
	pairs, err := pgx.CollectRows(rows, pgx.RowToStructByPos[pair])
	w.must(err)
	for _, p := range pairs {
		_, err := w.customers.Link(context.Background(), scope.System(), p.AccountID, p.Customer, "one reseller")
		w.must(err)
	}
}

// holdsFor fails the test unless the cases are exactly what the files say, once each. Only the rows' own orders and resellers are asked for.
func (a aw) holdsFor(w *world, how string) {
	w.t.Helper()
	list := func(sql string) []string {
		rows, err := w.engine.Pgx().Query(context.Background(), sql)
		w.must(err)
		out, err := pgx.CollectRows(rows, pgx.RowTo[string])
		w.must(err)
		return out
	}
	orders := list(`SELECT min(o.invoice_no) || CASE WHEN count(DISTINCT o.invoice_no) > 1 THEN ' and others' ELSE '' END FROM conflicts c JOIN conflict_evidence_own o ON o.case_id = c.id
		WHERE c.rule = 'OUT_OF_TERRITORY' GROUP BY c.id ORDER BY 1`)
	if want := slices.Sorted(maps.Keys(a.outside)); !slices.Equal(orders, want) {
		w.t.Errorf("%s: %d cases of orders, want %d", how, len(orders), len(want))
	}
	if got := value[int](w, `SELECT count(DISTINCT case_id) FROM conflict_evidence WHERE measures ->> 'exclusive' = 'true'`); got != a.exclusive {
		w.t.Errorf("%s: %d exclusive, want %d", how, got, a.exclusive)
	}
	resellers := list(`SELECT min(a.code) || CASE WHEN count(DISTINCT a.code) > 1 THEN ' and others' ELSE '' END FROM conflicts c JOIN conflict_evidence_own o ON o.case_id = c.id JOIN accounts a ON a.id = o.account_id
		WHERE c.rule = 'CUSTOMER_OVERLAP' AND c.outcome IS NULL GROUP BY c.id ORDER BY 1`)
	if want := slices.Sorted(maps.Keys(a.overlapped)); !slices.Equal(resellers, want) {
		w.t.Errorf("%s: %d cases of resellers, want %d", how, len(resellers), len(want))
	}
	// All lines of an order outside, and all that several sold to a reseller, are evidence, once each.
	lines, sold := 0, 0
	for _, f := range a.facts {
		if a.outside[f["SalesOrderNumber"]] {
			lines++
		}
		if a.overlapped[f["ResellerKey"]] {
			sold++
		}
	}
	for rule, want := range map[string]int{"OUT_OF_TERRITORY": lines, "CUSTOMER_OVERLAP": sold} {
		got := value[int](w, `SELECT count(*) FROM conflict_evidence_own o JOIN conflict_evidence e ON e.id = o.evidence_id WHERE o.rule = $1 AND e.withdrawn_at IS NULL`, rule)
		once := value[int](w, `SELECT count(DISTINCT o.line_id) FROM conflict_evidence_own o JOIN conflict_evidence e ON e.id = o.evidence_id WHERE o.rule = $1 AND e.withdrawn_at IS NULL`, rule)
		if got != want || once != want {
			w.t.Errorf("%s: %s has %d pieces of evidence of %d lines, want %d", how, rule, got, once, want)
		}
	}
}

// of keeps the part of the data set that some of its rows make.
func (a aw) of(facts []map[string]string) aw {
	part := aw{facts: facts, region: a.region, outside: map[string]bool{}, overlapped: map[string]bool{}}
	holders, to, alone := map[string]int{}, map[string]map[string]bool{}, map[string]bool{}
	for _, key := range a.region {
		holders[key]++
	}
	for _, f := range facts {
		if order := f["SalesOrderNumber"]; a.outside[order] {
			part.outside[order] = true
			if holders[f["SalesTerritoryKey"]] == 1 {
				alone[order] = true
			}
		}
		if to[f["ResellerKey"]] == nil {
			to[f["ResellerKey"]] = map[string]bool{}
		}
		to[f["ResellerKey"]][f["EmployeeKey"]] = true
		part.overlapped[f["ResellerKey"]] = len(to[f["ResellerKey"]]) > 1
	}
	part.exclusive = len(alone)
	maps.DeleteFunc(part.overlapped, func(_ string, several bool) bool { return !several })
	return part
}

// TestAdventureWorks finds exactly the orders sold elsewhere and the resellers of several, once each.
func TestAdventureWorks(t *testing.T) {
	t.Parallel()
	a := readAW(t)
	w := a.settle(t)
	w.bringFacts(a.facts, 1_000_000)
	w.linkResellers()
	w.look()
	a.holdsFor(w, "in one go")
	before := value[int](w, `SELECT count(*) FROM conflict_events`)
	again := slices.Clone(a.facts)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	w.bringFacts(again, 1_000_000) // other bytes, the same lines
	w.look()
	a.holdsFor(w, "twice")
	if after := value[int](w, `SELECT count(*) FROM conflict_events`); after != before {
		t.Errorf("the second time made %d events", after-before)
	}
}

// TestAdventureWorksInAnyOrder brings the rows in shuffled, in pieces that tear orders and resellers apart, and links resellers before they are all in.
func TestAdventureWorksInAnyOrder(t *testing.T) {
	t.Parallel()
	a := readAW(t)
	w := a.settle(t)
	facts := slices.Clone(a.facts)
	rand.New(rand.NewPCG(2, 2)).Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	w.bringFacts(facts[:20_000], 700)
	w.linkResellers()
	w.bringFacts(facts[20_000:], 700)
	w.look()
	w.linkResellers()
	w.look()
	a.holdsFor(w, "in any order")
}

// TestAdventureWorksLineByLine brings each line in as a report of its own, with the jobs after each: the lines of six resellers that several sold to and
// of six others, 250 of them, for 60,855 reports would take hours.
func TestAdventureWorksLineByLine(t *testing.T) {
	t.Parallel()
	whole := readAW(t)
	few := map[string]int{}
	var facts []map[string]string
	wanted := map[string]bool{}
	for _, f := range whole.facts {
		key := f["ResellerKey"]
		kind := fmt.Sprint(whole.overlapped[key])
		if _, asked := wanted[key]; !asked {
			wanted[key] = few[kind] < 6
			few[kind]++
		}
		if wanted[key] {
			facts = append(facts, f)
		}
	}
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	facts = facts[:min(len(facts), 250)]
	a := whole.of(facts)
	w := a.settle(t)
	for i, f := range facts {
		w.bringFacts([]map[string]string{f}, 1)
		w.must(w.detector.Drain(context.Background()))
		if i == len(facts)/2 {
			w.linkResellers()
		}
	}
	w.linkResellers()
	w.look()
	t.Logf("%d lines, %d orders outside, %d resellers of several", len(facts), len(a.outside), len(a.overlapped))
	a.holdsFor(w, "one line at a time")
}
