package catalog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// world is a database with a brand, the distributors NORTH and SOUTH, the line BIKES and the products ROAD and HILL.
type world struct {
	*testing.T
	db    *pgtest.DB
	s     *catalog.Service
	north uuid.UUID
	south uuid.UUID
	bikes catalog.ProductLine
	road  catalog.Product
	hill  catalog.Product
}

var all = scope.System()

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: pgtest.New(t)}
	w.s = catalog.New(w.db.App())
	partners := partner.New(w.db.App())
	_, err := partners.CreateBrand(t.Context(), all, partner.Brand{Name: "Tonglu", BaseCurrency: "USD", TimeZone: "UTC"})
	w.must(err)
	for code, id := range map[string]*uuid.UUID{"NORTH": &w.north, "SOUTH": &w.south} {
		d, err := partners.CreateDistributor(t.Context(), all, nil, partner.NewDistributor{Code: code, Facts: partner.Facts{
			Name: partner.Name{Default: code}, Tier: partner.Tier1, Status: partner.Active, ChannelTypes: []partner.ChannelType{partner.Store},
			Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei", JoinedOn: day("2012-01-01")}})
		w.must(err)
		*id = d.ID
	}
	w.bikes, err = w.s.CreateProductLine(t.Context(), all, nil, catalog.ProductLine{Code: "BIKES", Name: partner.Name{Default: "Bikes"}})
	w.must(err)
	w.road, w.hill = w.product("ROAD", "4006381333931"), w.product("HILL", "")
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) product(code, gtin string) catalog.Product {
	w.Helper()
	p, err := w.s.CreateProduct(w.Context(), all, nil, catalog.Product{Code: code, Name: partner.Name{Default: "The " + code}, ProductLineID: w.bikes.ID, GTIN: gtin, Unit: "piece"})
	w.must(err)
	return p
}

func (w *world) count(sql string, args ...any) (n int) {
	w.Helper()
	w.must(w.db.Owner().QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func paths(err error) string {
	if err == nil {
		return "no fault"
	}
	var out []string
	for _, f := range fault.As(err).Fields {
		out = append(out, f.Path+" "+f.Key)
	}
	return strings.Join(out, ", ")
}

func TestProducts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	if w.road.GTIN != "04006381333931" {
		t.Errorf("GTIN %q", w.road.GTIN)
	}
	_, err := w.s.CreateProduct(ctx, all, nil, catalog.Product{Code: "road", Name: partner.Name{Default: "x"}, ProductLineID: w.bikes.ID, Unit: "piece"})
	if !fault.Is(err, fault.Conflict) || paths(err) != "code product.codeTaken" {
		t.Errorf("the same code in another case: %v", err)
	}
	_, err = w.s.UpdateProduct(ctx, all, w.hill.ID, catalog.ProductChange{GTIN: new("4006381-333931")})
	if !fault.Is(err, fault.Conflict) || paths(err) != "gtin product.gtinTaken" {
		t.Errorf("a taken GTIN: %v", err)
	}
	_, err = w.s.UpdateProduct(ctx, all, w.hill.ID, catalog.ProductChange{GTIN: new("4006381333932"), Unit: new("")})
	if paths(err) != "unit required, gtin gtin.wrong" {
		t.Errorf("faults %s", paths(err))
	}
	p, err := w.s.UpdateProduct(ctx, all, w.road.ID, catalog.ProductChange{GTIN: new(""), Status: new(catalog.Discontinued)})
	if err != nil || p.GTIN != "" || p.Status != catalog.Discontinued {
		t.Errorf("%+v, %v", p, err)
	}
	_, err = w.s.CreateProduct(ctx, all, nil, catalog.Product{Code: "X", Name: partner.Name{Default: "x"}, ProductLineID: uuid.New(), Unit: "piece"})
	if paths(err) != "productLineId productLine.notFound" {
		t.Errorf("an unknown line: %s", paths(err))
	}
	list, err := w.s.Products(ctx, scope.Of(w.north), catalog.ProductFilter{Search: "the", Status: catalog.Active, ProductLineID: &w.bikes.ID}, catalog.ProductSort{ByName: true, Desc: true}, page.Args{})
	if err != nil || len(list.Items) != 1 || list.Items[0].ID != w.hill.ID {
		t.Errorf("%+v, %v", list.Items, err)
	}
	if n, err := list.Total(ctx); err != nil || n != 1 {
		t.Errorf("total %d, %v", n, err)
	}
}

func TestAliasesAreTheirDistributors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	north, south := scope.Of(w.north), scope.Of(w.south)
	set := func(sc scope.Scope, who uuid.UUID, alias string, product *uuid.UUID) error {
		_, err := w.s.SetAlias(ctx, sc, who, alias, product)
		return err
	}
	w.must(set(north, w.north, " Ｒ１ ", &w.road.ID))
	w.must(set(north, w.north, "R1", &w.road.ID))
	w.must(set(south, w.south, "R1", &w.hill.ID))
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action = 'productAlias.set'`); n != 2 {
		t.Errorf("%d audit entries: setting the same twice changes nothing", n)
	}
	if err := set(south, w.north, "R2", &w.road.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("for another distributor: %v", err)
	}
	if err := set(north, w.north, "r1", &w.hill.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same in another case: %v", err)
	}
	for _, tt := range []struct {
		sc   scope.Scope
		want int
	}{{north, 1}, {south, 0}, {all, 1}, {scope.Scope{}, 0}} {
		of, err := w.s.AliasesOf(ctx, tt.sc, []uuid.UUID{w.road.ID})
		if err != nil || len(of[w.road.ID]) != tt.want {
			t.Errorf("%v sees %d aliases, %v, want %d", tt.sc.Reach, len(of[w.road.ID]), err, tt.want)
		}
	}
	for who, want := range map[uuid.UUID]uuid.UUID{w.north: w.road.ID, w.south: w.hill.ID} {
		err := w.db.App().InTx(ctx, scope.Of(who), func(tx pgx.Tx) error {
			x, err := catalog.LoadIndex(ctx, tx, who)
			if err != nil {
				return err
			}
			if ref, ok := x.Find("r1"); !ok || ref.ProductID != want || ref.ProductLineID != w.bikes.ID {
				t.Errorf("R1 is %v, %v, want %v", ref, ok, want)
			}
			if ref, ok := x.Find("4006381333931"); !ok || ref.ProductID != w.road.ID {
				t.Errorf("the GTIN is %v, %v", ref, ok)
			}
			return nil
		})
		w.must(err)
	}
	w.must(set(north, w.north, "R1", nil))
	if n := w.count(`SELECT count(*) FROM product_aliases WHERE distributor_id = $1`, w.north); n != 0 {
		t.Errorf("%d aliases left", n)
	}
}

func TestPricePoliciesDoNotOverlap(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	policy := func(channel partner.ChannelType, from, until string, list int64) catalog.PricePolicy {
		p := catalog.PricePolicy{ProductID: w.road.ID, ChannelType: channel, From: day(from), ListPrice: decimal.NewFromInt(list), Currency: "TWD"}
		if until != "" {
			p.Until = new(day(until))
		}
		return p
	}
	first, err := w.s.SetPricePolicy(ctx, all, policy("", "2013-01-01", "2013-06-30", 100))
	w.must(err)
	_, err = w.s.SetPricePolicy(ctx, all, policy("", "2013-06-30", "", 110))
	if f := fault.As(err); f.Kind != fault.Conflict || f.Params["from"] != "2013-01-01" || f.Params["until"] != "2013-06-30" {
		t.Errorf("overlap: %v %v", err, f.Params)
	}
	_, err = w.s.SetPricePolicy(ctx, all, policy("", "2013-07-01", "", 110))
	w.must(err)
	_, err = w.s.SetPricePolicy(ctx, all, policy(partner.Store, "2013-02-01", "", 120))
	w.must(err)
	changed := policy("", "2013-01-01", "2013-05-31", 105)
	changed.FloorPrice = decimal.NewNullDecimal(decimal.NewFromInt(90))
	replaced, err := w.s.SetPricePolicy(ctx, all, changed)
	if err != nil || replaced.ID != first.ID {
		t.Errorf("replaced: %v, %v", replaced, err)
	}
	same, err := w.s.SetPricePolicy(ctx, all, changed)
	if err != nil || same.ID != first.ID || w.count(`SELECT count(*) FROM audit_entries WHERE action = 'pricePolicy.set'`) != 4 {
		t.Errorf("the same again: %v, %v", same, err)
	}
	if _, err := w.s.SetPricePolicy(ctx, all, policy("", "2013-01-01", "", 100)); !fault.Is(err, fault.Conflict) {
		t.Errorf("growing into the next: %v", err)
	}
	changed.FloorPrice = decimal.NewNullDecimal(decimal.NewFromInt(200))
	if _, err := w.s.SetPricePolicy(ctx, all, changed); paths(err) != "floorPrice price.floorAboveList" {
		t.Errorf("floor above list: %s", paths(err))
	}
	list, err := w.s.PricePolicies(ctx, scope.Of(w.north), catalog.PolicyFilter{On: new(day("2013-03-01")), ChannelType: partner.Store, ProductID: &w.road.ID}, false, page.Args{First: new(1)})
	if err != nil || len(list.Items) != 1 || !list.HasNext || list.Items[0].ID != first.ID || !list.Items[0].FloorPrice.Decimal.Equal(decimal.NewFromInt(90)) {
		t.Fatalf("%+v, %v", list.Items, err)
	}
	list, err = w.s.PricePolicies(ctx, all, catalog.PolicyFilter{On: new(day("2013-03-01"))}, false, page.Args{After: &list.Cursors[0]})
	if err != nil || len(list.Items) != 1 || list.Items[0].ChannelType != partner.Store {
		t.Errorf("%+v, %v", list.Items, err)
	}
}

func TestExchangeRates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	set := func(currency, from, rate string) error {
		_, err := w.s.SetExchangeRate(ctx, all, catalog.ExchangeRate{Currency: currency, From: day(from), Rate: decimal.RequireFromString(rate)})
		return err
	}
	for _, from := range []string{"2013-01-01", "2013-02-01", "2013-03-01"} {
		w.must(set("TWD", from, "0.033"))
	}
	w.must(set("EUR", "2013-01-01", "1.3"))
	w.must(set("EUR", "2013-01-01", "1.30"))
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action = 'exchangeRate.set'`); n != 4 {
		t.Errorf("%d audit entries", n)
	}
	if err := set("USD", "2013-01-01", "1"); paths(err) != "currency rate.base" {
		t.Errorf("the base currency: %s", paths(err))
	}
	if err := set("XXQ", "2013-01-01", "0"); paths(err) != "currency scalar.currency, rate rate.notPositive" {
		t.Errorf("faults %s", paths(err))
	}
	var got []string
	args := page.Args{First: new(2)}
	for {
		p, err := w.s.ExchangeRates(ctx, scope.Of(w.north), "", false, args)
		w.must(err)
		for _, r := range p.Items {
			got = append(got, r.Currency+r.From.Format("0102"))
		}
		if !p.HasNext {
			break
		}
		args.After = &p.Cursors[1]
	}
	if s := strings.Join(got, " "); s != "EUR0101 TWD0301 TWD0201 TWD0101" {
		t.Errorf("listed %s", s)
	}
	w.must(w.db.App().InTx(ctx, scope.Of(w.north), func(tx pgx.Tx) error {
		rates, err := catalog.LoadRates(ctx, tx)
		if err != nil {
			return err
		}
		if rate, ok := rates.RateOn("EUR", day("2014-01-01")); !ok || rate.String() != "1.3" || rates.Base() != "USD" {
			t.Errorf("%v, %v, base %s", rate, ok, rates.Base())
		}
		return nil
	}))
}

func TestCatalogueIsTheBrandsToChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.s.UpdateProduct(t.Context(), scope.Of(w.north), w.road.ID, catalog.ProductChange{Unit: new("box")})
	if err == nil || w.count(`SELECT count(*) FROM products WHERE unit = 'box'`) != 0 {
		t.Errorf("a distributor changed a product: %v", err)
	}
}

func TestImport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	load := func(kind, text string) (partner.Summary, error) {
		return w.s.Import(t.Context(), all, kind, strings.NewReader(text))
	}
	tests := []struct {
		kind, file string
		added      int
		changed    int
		faults     string
	}{
		{"product-lines", "code,name,name_zh_hant\nBIKES,Bicycles,自行車\nHELMETS,Helmets,安全帽\n", 1, 1, ""},
		{"product-lines", "code,name\nA,A\nA,\n", 0, 0, "rows.3.name required, rows.3.code import.repeatedRow"},
		{"products", "code,name,product_line,gtin,unit,status\nROAD,Road,BIKES,036000291452,,\nHL-1,Helmet,HELMETS,4006381333931,box,DISCONTINUED\n", 1, 1, ""},
		{"products", "code,name,product_line,gtin,unit,status\nROAD,Road,BIKES,036000291452,,\n", 0, 0, ""},
		{"products", "code,name,product_line,gtin,unit,status\nROAD,Road,BIKES,,,\n", 0, 1, ""},
		{"products", "code,name,product_line,gtin,unit,status\nROAD,Road,BIKES,,,\n", 0, 0, ""},
		{"products", "code,name,product_line,gtin,status\nroad,Road,BIKES,,GONE\nHILL,H,NONE,4006381333931,\nY,Y,BIKES,123,\n", 0, 0,
			"rows.2.status value.unknown, rows.2.code product.codeTaken, rows.3.product_line code.unknown, rows.4.gtin gtin.wrong, rows.3.gtin product.gtinTaken"},
		{"product-aliases", "distributor,alias,product\nNORTH,r-1,ROAD\nNORTH,212,HL-1\nSOUTH,212,HILL\n", 3, 0, ""},
		{"product-aliases", "distributor,alias,product\nNORTH,212,HILL\n", 0, 1, ""},
		{"product-aliases", "distributor,alias,product\nNORTH,R-1,HILL\nNORTH,x,ROAD\nNORTH,Ｘ,HILL\nWEST,1,NO\n", 0, 0,
			"rows.4.alias import.repeatedRow, rows.5.distributor code.unknown, rows.5.product code.unknown, rows.2.alias productAlias.taken"},
		{"price-policies", "product,channel_type,from,until,list_price,floor_price,currency\nROAD,,2013-01-01,2013-06-30,100,90,TWD\nROAD,,2013-07-01,,110,,TWD\nROAD,STORE,2013-01-01,,120,,TWD\n", 3, 0, ""},
		{"price-policies", "product,channel_type,from,until,list_price,floor_price,currency\nROAD,,2013-01-01,2013-03-31,100,90,TWD\nROAD,,2013-04-01,2013-06-30,101,,TWD\nROAD,,2013-07-01,,110,,TWD\n", 1, 1, ""},
		{"price-policies", "product,from,until,list_price,floor_price,currency\nROAD,2013-06-01,,1,,TWD\nHILL,2013-01-01,,1,2,TWD\nHILL,2013-02-01,2013-01-01,1,,TWDX\n", 0, 0,
			"rows.3.floor_price price.floorAboveList, rows.4.until date.beforeStart, rows.4.currency scalar.currency, rows.2.from price.overlaps, rows.4.from price.overlaps"},
		{"exchange-rates", "currency,from,rate\nTWD,2013-01-01,0.0331234567\nEUR,2013-01-01,1.3\n", 2, 0, ""},
		{"exchange-rates", "currency,from,rate\nUSD,2013-01-01,1\nTWD,2013-01-01,\n", 0, 0, "rows.3.rate required, rows.2.currency rate.base"},
		{"colours", "", 0, 0, ""},
	}
	for i, tt := range tests {
		done, err := load(tt.kind, tt.file)
		if tt.kind == "colours" {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("unknown kind: %v", err)
			}
			continue
		}
		if tt.faults != "" {
			if got := paths(err); got != tt.faults {
				t.Errorf("%d %s: faults %s\nwant %s", i, tt.kind, got, tt.faults)
			}
			continue
		}
		if err != nil || done.Added != tt.added || done.Changed != tt.changed {
			t.Errorf("%d %s: %+v, %v %s, want %d added, %d changed", i, tt.kind, done, err, paths(err), tt.added, tt.changed)
		}
	}
}
