package partner_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
)

func (w *world) load(kind, text string) (partner.Summary, error) {
	w.Helper()
	return w.s.Import(w.Context(), all, kind, strings.NewReader(text))
}

// paths are the fields at fault with their keys.
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

const distributorHeader = "code,name,name_zh_hant,parent,tier,status,channel_types,currency,country,time_zone,joined_on,left_on\n"

func TestImportDistributors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := distributorHeader +
		"CHILD,Child,,TOP,TIER_2,,STORE|ECOMMERCE,TWD,TW,Asia/Taipei,2013-01-01,\n" +
		"TOP,Top,頂,,TIER_1,ACTIVE,DISTRIBUTION,USD,US,America/New_York,2012-01-01,2014-12-31\n" +
		"NORTH,North & Co,,TOP,TIER_2,ACTIVE,STORE,TWD,TW,Asia/Taipei,2012-01-01,\n"
	done, err := w.load("distributors", file)
	w.must(err)
	if done.Rows != 3 || done.Added != 2 || done.Changed != 1 {
		t.Errorf("%+v", done)
	}
	found, err := w.s.Distributors(t.Context(), all, partner.DistributorFilter{Search: "child"}, partner.Sort{}, page.Args{})
	w.must(err)
	child := found.Items[0]
	if child.ParentID == nil || child.Status != partner.Active || len(child.ChannelTypes) != 2 || child.MainChannel() != partner.Store {
		t.Errorf("%+v", child)
	}
	if n := w.count(`SELECT count(*) FROM organizations WHERE name = 'North & Co'`); n != 1 {
		t.Error("the organisation's name follows")
	}
	if v := w.version(w.north); v != 2 {
		t.Errorf("version %d", v)
	}
	again, err := w.load("distributors", file)
	if err != nil || again.Added+again.Changed != 0 || w.version(w.north) != 2 {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
	if n := w.count(`SELECT count(*) FROM audit_entries WHERE action = 'distributors.import' AND organization_id = $1`, w.brand.BrandID); n != 2 {
		t.Errorf("%d audit entries", n)
	}
}

func TestImportTellsAllFaultsAndDoesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.load("distributors", distributorHeader+
		"A,A,,B,TIER_1,,STORE,TWD,TW,Asia/Taipei,2013-01-01,\n"+
		"B,B,,A,TIER_7,,,TWD,XX,Asia/Taipei,1/1/2013,\n"+
		"A,A,,NOBODY,TIER_1,,STORE,TWD,TW,Asia/Taipei,2013-01-01,\n")
	for _, want := range []string{"rows.3.channel_types required", "rows.3.joined_on scalar.date", "rows.3.tier value.unknown", "rows.3.country country.unknown",
		"rows.4.code import.repeatedRow", "rows.4.parent code.unknown"} {
		if !strings.Contains(paths(err), want) {
			t.Errorf("faults %s\nlack %s", paths(err), want)
		}
	}
	_, err = w.load("distributors", distributorHeader+"NORTH,N,,SOUTH,TIER_1,,STORE,TWD,TW,Asia/Taipei,2013-01-01,\nSOUTH,S,,NORTH,TIER_1,,STORE,TWD,TW,Asia/Taipei,2013-01-01,\n")
	if got, want := paths(err), "rows.2.parent distributor.cycle, rows.3.parent distributor.cycle"; got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
	if n := w.count(`SELECT count(*) FROM distributors`); n != 2 {
		t.Errorf("%d distributors", n)
	}
	if _, err := w.load("colours", ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("unknown kind: %v", err)
	}
}

func TestImportTerritories(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	done, err := w.load("territories", "code,name,name_zh_hant,kind,parent,aliases\n"+
		"X1,Xinyi,信義區,DISTRICT,X,110|信義\nD,Second,,COUNTRY,,\nX,City X,,CITY,P,\n")
	w.must(err)
	if done.Added != 2 || done.Changed != 1 {
		t.Errorf("%+v", done)
	}
	tree, err := w.s.Territories(t.Context(), all)
	w.must(err)
	var codes []string
	for _, n := range tree {
		codes = append(codes, n.Code)
	}
	if got := strings.Join(codes, " "); got != "C P X X1 Y D" {
		t.Errorf("tree %s", got)
	}
	if x1 := tree[3]; x1.Depth != 3 || len(x1.Aliases) != 2 || x1.Name.Hant != "信義區" {
		t.Errorf("%+v", x1)
	}
	_, err = w.load("territories", "code,name,kind,parent\nX,City X,CITY,C\nL,L,CITY,M\nM,M,CITY,L\nK,K,COUNTRY,X\n")
	if got, want := paths(err), "rows.2.parent territory.moved, rows.5.kind territory.kind, rows.3.parent territory.cycle, rows.4.parent territory.cycle"; got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
}

func TestImportAssignments(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	header := "distributor,territory,product_line,from,until,exclusive\n"
	file := header + "NORTH,X,,2013-01-01,2013-06-30,yes\nSOUTH,X,,2013-07-01,,yes\nSOUTH,Y,BIKES,2013-01-01,,no\n"
	done, err := w.load("assignments", file)
	if err != nil || done.Added != 3 {
		t.Fatalf("%+v, %v", done, err)
	}
	if done, err = w.load("assignments", file); err != nil || done.Added+done.Changed != 0 {
		t.Errorf("the same again: %+v, %v", done, err)
	}
	// The border moves by a month: neither row could come first alone.
	if done, err = w.load("assignments", header+"NORTH,X,,2013-01-01,2013-05-31,yes\nSOUTH,X,,2013-06-01,,yes\n"); err != nil || done.Added != 1 || done.Changed != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	_, err = w.load("assignments", header+"NORTH,C,,2014-01-01,,yes\nNORTH,Y,NOLINE,2014-01-01,2013-01-01,yes\n")
	if got, want := paths(err), "rows.3.product_line code.unknown, rows.3.until date.beforeStart"; got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
	_, err = w.load("assignments", header+"NORTH,C,,2014-01-01,,yes\n")
	f := fault.As(err)
	if paths(err) != "rows.2.territory assignment.overlaps" || f.Fields[0].Params["territoryCode"] != "X" {
		t.Errorf("%s %v", paths(err), f.Fields)
	}
	if n := w.count(`SELECT count(*) FROM assignments`); n != 4 {
		t.Errorf("%d assignments", n)
	}
}

func TestImportTargets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	header := "distributor,period,product_line,amount\n"
	done, err := w.load("targets", header+"NORTH,2013-Q1,,100\nNORTH,2013-Q2,BIKES,20.5\nNORTH,2013-Q2,HELMETS,30\n")
	if err != nil || done.Added != 3 {
		t.Fatalf("%+v, %v", done, err)
	}
	if done, err = w.load("targets", header+"NORTH,2013-Q1,,110\nNORTH,2013-Q2,BIKES,20.5000\n"); err != nil || done.Changed != 1 || done.Added != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	year, _ := period.Parse("2013")
	got, err := w.s.TargetsFor(t.Context(), all, []uuid.UUID{w.north}, year)
	if err != nil || got[w.north].String() != "160.5" {
		t.Errorf("%v, %v", got, err)
	}
	_, err = w.load("targets", header+"NORTH,2013-Q5,,1\nWEST,2013,,-1\nNORTH,2013,,1\nNORTH,2013,,2\n")
	if got, want := paths(err), "rows.2.period scalar.period, rows.3.amount amount.negative, rows.3.distributor code.unknown, rows.5.period import.repeatedRow"; got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
}
