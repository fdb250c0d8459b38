package partner_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// world is a database with a brand, the distributors NORTH and SOUTH, two product lines, and the regions
// C (country) › P (province) › X, Y (cities).
type world struct {
	*testing.T
	db          *pgtest.DB
	s           *partner.Service
	brand       partner.Settings
	north       uuid.UUID
	south       uuid.UUID
	bikes       uuid.UUID
	helmets     uuid.UUID
	territories map[string]uuid.UUID
}

var all = scope.System()

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: pgtest.New(t), territories: map[string]uuid.UUID{}}
	w.s = partner.New(w.db.App())
	var err error
	w.brand, err = w.s.CreateBrand(t.Context(), all, partner.Brand{Name: "Tonglu", BaseCurrency: "USD", TimeZone: "Asia/Taipei"})
	w.must(err)
	w.north, w.south = w.distributor("NORTH"), w.distributor("SOUTH")
	w.bikes, w.helmets = w.line("BIKES"), w.line("HELMETS")
	w.territory("C", "", partner.Country)
	w.territory("P", "C", partner.Province)
	w.territory("X", "P", partner.City)
	w.territory("Y", "P", partner.City)
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func facts(name string) partner.Facts {
	return partner.Facts{Name: partner.Name{Default: name}, Tier: partner.Tier1, Status: partner.Active, ChannelTypes: []partner.ChannelType{partner.Store},
		Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei", JoinedOn: day("2012-01-01")}
}

func (w *world) distributor(code string) uuid.UUID {
	w.Helper()
	d, err := w.s.CreateDistributor(w.Context(), all, nil, partner.NewDistributor{Code: code, Facts: facts(code)})
	w.must(err)
	return d.ID
}

func (w *world) line(code string) uuid.UUID {
	w.Helper()
	id := typeid.New()
	_, err := w.db.Owner().Exec(w.Context(), `INSERT INTO product_lines (id, code, name) VALUES ($1, $2, $2)`, id, code)
	w.must(err)
	return id
}

func (w *world) territory(code, parent string, kind partner.TerritoryKind) uuid.UUID {
	w.Helper()
	n := partner.NewTerritory{Code: code, Name: partner.Name{Default: "Region " + code}, Kind: kind}
	if parent != "" {
		id := w.territories[parent]
		n.ParentID = &id
	}
	t, err := w.s.CreateTerritory(w.Context(), all, nil, n)
	w.must(err)
	w.territories[code] = t.ID
	return t.ID
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func until(text string) *time.Time { d := day(text); return &d }

// count reads a number as the owner.
func (w *world) count(sql string, args ...any) (n int) {
	w.Helper()
	w.must(w.db.Owner().QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

func (w *world) version(id uuid.UUID) int {
	w.Helper()
	return w.count(`SELECT version FROM data_versions WHERE distributor_id = $1`, id)
}

func TestCreateDistributor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	key := "k1"
	caller := scope.Scope{Reach: scope.All, Organization: w.brand.BrandID}
	n := partner.NewDistributor{Code: "EAST", Facts: facts("East")}
	n.Name.Hant = "東"
	n.ParentID = &w.north
	first, err := w.s.CreateDistributor(ctx, caller, &key, n)
	w.must(err)
	again, err := w.s.CreateDistributor(ctx, caller, &key, n)
	if err != nil || again.ID != first.ID {
		t.Errorf("the same key gave %v, %v, want the first one", again.ID, err)
	}
	if got := w.count(`SELECT count(*) FROM organizations WHERE id = $1 AND kind = 'DISTRIBUTOR' AND name = 'East'`, first.ID); got != 1 {
		t.Errorf("%d organisations", got)
	}
	if v := w.version(first.ID); v != 1 {
		t.Errorf("version %d", v)
	}
	if got := w.count(`SELECT count(*) FROM audit_entries WHERE organization_id = $1 AND action = 'distributor.create'`, first.ID); got != 1 {
		t.Errorf("%d audit entries", got)
	}
	if _, err := w.s.CreateDistributor(ctx, all, nil, n); !fault.Is(err, fault.Conflict) || fault.As(err).Fields[0].Path != "code" {
		t.Errorf("a taken code: %v", err)
	}
	bad := partner.NewDistributor{Facts: partner.Facts{Country: "ZZZ", Currency: "usd", Tier: "TIER_9", TimeZone: "Mars", LeftOn: until("2011-01-01")}}
	_, err = w.s.CreateDistributor(ctx, all, nil, bad)
	if !fault.Is(err, fault.Invalid) || len(fault.As(err).Fields) < 8 {
		t.Errorf("all faults at once, got %v", err)
	}
}

func TestParentsFormNoCycle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	setParent := func(of, parent uuid.UUID) error {
		p := &parent
		_, err := w.s.UpdateDistributor(ctx, all, of, partner.DistributorChange{ParentID: &p})
		return err
	}
	w.must(setParent(w.south, w.north))
	east := w.distributor("EAST")
	w.must(setParent(east, w.south))
	for _, to := range []uuid.UUID{w.north, w.south, east} {
		err := setParent(w.north, to)
		if !fault.Is(err, fault.Invalid) || fault.As(err).Fields[0].Key != "distributor.cycle" {
			t.Errorf("closing a cycle: %v", err)
		}
	}
	found, err := w.s.Distributors(ctx, all, partner.DistributorFilter{ParentID: &w.north}, partner.Sort{}, page.Args{})
	if err != nil || len(found.Items) != 2 {
		t.Errorf("below NORTH: %d, %v, want SOUTH and EAST", len(found.Items), err)
	}
	own := scope.Of(w.south)
	found, err = w.s.Distributors(ctx, own, partner.DistributorFilter{ParentID: &w.north}, partner.Sort{}, page.Args{})
	if err != nil || len(found.Items) != 0 {
		t.Errorf("a distributor learns of its parent: %d, %v", len(found.Items), err)
	}
	var none *uuid.UUID
	d, err := w.s.UpdateDistributor(ctx, all, w.south, partner.DistributorChange{ParentID: &none})
	if err != nil || d.ParentID != nil {
		t.Errorf("taking the parent away: %v, %v", d.ParentID, err)
	}
}

func TestUpdateDistributorChangesWhatIsGiven(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.version(w.north)
	status := partner.Suspended
	d, err := w.s.UpdateDistributor(t.Context(), all, w.north, partner.DistributorChange{Status: &status})
	if err != nil || d.Status != status || d.Name.Default != "NORTH" || w.version(w.north) != before+1 {
		t.Errorf("%+v, %v", d, err)
	}
	_, err = w.s.UpdateDistributor(t.Context(), all, w.north, partner.DistributorChange{Status: &status})
	if err != nil || w.version(w.north) != before+1 {
		t.Errorf("the same again changed something: %v", err)
	}
	if _, err = w.s.UpdateDistributor(t.Context(), scope.Of(w.south), w.north, partner.DistributorChange{Status: &status}); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestDistributorsPageBothWays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 5 {
		w.distributor(fmt.Sprintf("D%d", i))
	}
	ctx := t.Context()
	two := 2
	for _, sort := range []partner.Sort{{}, {Field: partner.ByCode, Desc: true}, {Field: partner.ByJoinedOn}} {
		var forward, backward []string
		args := page.Args{First: &two}
		for {
			p, err := w.s.Distributors(ctx, all, partner.DistributorFilter{}, sort, args)
			w.must(err)
			for _, d := range p.Items {
				forward = append(forward, d.Code)
			}
			if !p.HasNext {
				break
			}
			args.After = &p.Cursors[len(p.Cursors)-1]
		}
		args = page.Args{Last: &two}
		for {
			p, err := w.s.Distributors(ctx, all, partner.DistributorFilter{}, sort, args)
			w.must(err)
			var codes []string
			for _, d := range p.Items {
				codes = append(codes, d.Code)
			}
			backward = append(codes, backward...)
			if !p.HasPrevious {
				break
			}
			args.Before = &p.Cursors[0]
		}
		if len(forward) != 7 || strings.Join(forward, " ") != strings.Join(backward, " ") {
			t.Errorf("%v: forward %v, backward %v", sort, forward, backward)
		}
	}
	p, err := w.s.Distributors(ctx, all, partner.DistributorFilter{Search: "%", Tiers: []partner.Tier{partner.Tier1}}, partner.Sort{}, page.Args{})
	if err != nil || len(p.Items) != 0 {
		t.Errorf("%% is a text like any other: %d, %v", len(p.Items), err)
	}
	p, err = w.s.Distributors(ctx, all, partner.DistributorFilter{Search: "ort", Statuses: []partner.Status{partner.Active}, Country: "TW", ChannelType: partner.Store}, partner.Sort{}, page.Args{})
	if err != nil || len(p.Items) != 1 {
		t.Fatalf("search: %d, %v", len(p.Items), err)
	}
	if n, err := p.Total(ctx); err != nil || n != 1 {
		t.Errorf("total %d, %v", n, err)
	}
}

func TestExclusiveAssignmentsDoNotOverlap(t *testing.T) {
	t.Parallel()
	type asked struct {
		territory string
		line      string
		from      string
		until     string
		shared    bool
	}
	tests := []struct {
		name          string
		north, south  asked
		refused       bool
		sameTerritory bool
	}{
		{name: "same city", north: asked{territory: "X"}, south: asked{territory: "X"}, refused: true},
		{name: "country and its city", north: asked{territory: "C"}, south: asked{territory: "X"}, refused: true},
		{name: "city and its country", north: asked{territory: "X"}, south: asked{territory: "C"}, refused: true},
		{name: "other city", north: asked{territory: "X"}, south: asked{territory: "Y"}},
		{name: "other line", north: asked{territory: "C", line: "BIKES"}, south: asked{territory: "X", line: "HELMETS"}},
		{name: "same line", north: asked{territory: "C", line: "BIKES"}, south: asked{territory: "X", line: "BIKES"}, refused: true},
		{name: "each line and one", north: asked{territory: "C"}, south: asked{territory: "X", line: "BIKES"}, refused: true},
		{name: "one line and each", north: asked{territory: "X", line: "BIKES"}, south: asked{territory: "C"}, refused: true},
		{name: "other days", north: asked{territory: "X", until: "2013-06-30"}, south: asked{territory: "X", from: "2013-07-01"}},
		{name: "the last day counts", north: asked{territory: "X", until: "2013-06-30"}, south: asked{territory: "X", from: "2013-06-30"}, refused: true},
		{name: "shared beside exclusive", north: asked{territory: "X"}, south: asked{territory: "X", shared: true}},
		{name: "exclusive beside shared", north: asked{territory: "X", shared: true}, south: asked{territory: "C"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			assign := func(who uuid.UUID, a asked) error {
				n := partner.Assignment{DistributorID: who, TerritoryID: w.territories[a.territory], From: day("2013-01-01"), Exclusive: !a.shared}
				if a.from != "" {
					n.From = day(a.from)
				}
				if a.until != "" {
					n.Until = until(a.until)
				}
				switch a.line {
				case "BIKES":
					n.ProductLineID = &w.bikes
				case "HELMETS":
					n.ProductLineID = &w.helmets
				}
				_, err := w.s.Assign(t.Context(), all, nil, n)
				return err
			}
			w.must(assign(w.north, tt.north))
			w.must(assign(w.north, tt.north)) // one's own may overlap
			err := assign(w.south, tt.south)
			if !tt.refused {
				w.must(err)
				return
			}
			f := fault.As(err)
			if f.Kind != fault.Conflict || f.Key != "assignment.overlaps" || f.Params["territoryCode"] != tt.north.territory || f.Params["from"] != "2013-01-01" {
				t.Errorf("%v %v, want the other's territory and days", err, f.Params)
			}
			if tt.north.line != "" && f.Params["productLine"] != tt.north.line {
				t.Errorf("line %v", f.Params["productLine"])
			}
			if strings.Contains(fmt.Sprint(f.Params), "NORTH") {
				t.Errorf("the message names the other distributor: %v", f.Params)
			}
		})
	}
}

func TestRefusalOfWhatTheScopeDoesNotShow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.s.Assign(t.Context(), all, nil, partner.Assignment{DistributorID: w.north, TerritoryID: w.territories["X"], From: day("2013-01-01"), Exclusive: true})
	w.must(err)
	manager := typeid.New()
	_, err = w.db.Owner().Exec(t.Context(), `INSERT INTO users (id, organization_id, email, name, role, status) VALUES ($1, $2, 'm@x.test', 'M', 'channel_manager', 'ACTIVE')`, manager, w.brand.BrandID)
	w.must(err)
	_, err = w.db.Owner().Exec(t.Context(), `INSERT INTO portfolio_members VALUES ($1, $2)`, manager, w.south)
	w.must(err)
	portfolio := scope.Scope{Reach: scope.Portfolio, Organization: w.brand.BrandID, User: manager}
	a := partner.Assignment{DistributorID: w.south, TerritoryID: w.territories["P"], From: day("2014-01-01"), Exclusive: true}
	_, err = w.s.Assign(t.Context(), portfolio, nil, a)
	if f := fault.As(err); f.Kind != fault.Conflict || f.Key != "assignment.overlapsUnseen" || len(f.Params) != 0 {
		t.Errorf("%v, want the constraint's refusal without details", err)
	}
	a.TerritoryID = w.territories["Y"]
	made, err := w.s.Assign(t.Context(), portfolio, nil, a)
	w.must(err)
	a.DistributorID = w.north
	if _, err = w.s.Assign(t.Context(), portfolio, nil, a); !fault.Is(err, fault.NotFound) {
		t.Errorf("a distributor out of the portfolio: %v", err)
	}
	if _, err := w.s.EndAssignment(t.Context(), scope.Of(w.north), made.ID, day("2014-02-01")); !fault.Is(err, fault.NotFound) {
		t.Errorf("ending somebody else's: %v", err)
	}
}

func TestNewTerritoryKeepsExclusion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	assign := func(who uuid.UUID, code string) error {
		_, err := w.s.Assign(ctx, all, nil, partner.Assignment{DistributorID: who, TerritoryID: w.territories[code], From: day("2013-01-01"), Exclusive: true})
		return err
	}
	w.must(assign(w.north, "X"))
	w.must(assign(w.south, "Y"))
	w.territory("A", "", partner.Country) // before C: every number moves
	w.territory("A1", "A", partner.City)
	w.territory("X1", "X", partner.District)
	if got := w.count(`SELECT count(*) FROM assignments a JOIN territories t ON t.id = a.territory_id WHERE a.territory_span <> t.span`); got != 0 {
		t.Errorf("%d assignments have another span than their territory", got)
	}
	if err := assign(w.south, "X1"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a district of NORTH's city: %v", err)
	}
	if err := assign(w.north, "P"); !fault.Is(err, fault.Conflict) {
		t.Errorf("the province around SOUTH's city: %v", err)
	}
	w.must(assign(w.south, "A"))
	if err := assign(w.north, "A1"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a city of SOUTH's country: %v", err)
	}
	tree, err := w.s.Territories(ctx, scope.Of(w.north))
	w.must(err)
	var codes []string
	for _, n := range tree {
		codes = append(codes, fmt.Sprint(n.Code, n.Depth))
	}
	if got, want := strings.Join(codes, " "), "A0 A11 C0 P1 X2 X13 Y2"; got != want {
		t.Errorf("tree %s, want %s", got, want)
	}
}

func TestConcurrentAssignmentsAndTerritories(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	results := make(chan error, 8)
	for i, who := range []uuid.UUID{w.north, w.south} {
		for j, code := range []string{"X", "P"} {
			go func() {
				_, err := w.s.Assign(context.Background(), all, nil, partner.Assignment{DistributorID: who, TerritoryID: w.territories[code], From: day("2013-01-01"), Exclusive: true})
				if fault.Is(err, fault.Conflict) {
					err = nil
				}
				results <- err
			}()
			go func() {
				parent := w.territories["C"]
				_, err := w.s.CreateTerritory(context.Background(), all, nil, partner.NewTerritory{Code: fmt.Sprint("N", i, j), Name: partner.Name{Default: "N"}, Kind: partner.Province, ParentID: &parent})
				results <- err
			}()
		}
	}
	for range 8 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if got := w.count(`SELECT count(*) FROM assignments a JOIN territories t ON t.id = a.territory_id WHERE a.territory_span <> t.span`); got != 0 {
		t.Errorf("%d assignments have a stale span", got)
	}
	if got := w.count(`SELECT count(DISTINCT distributor_id) FROM assignments`); got != 1 {
		t.Errorf("%d distributors hold the province", got)
	}
}

func TestEndAssignment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	a, err := w.s.Assign(ctx, all, nil, partner.Assignment{DistributorID: w.north, TerritoryID: w.territories["X"], From: day("2013-01-01"), Exclusive: true})
	w.must(err)
	ended, err := w.s.EndAssignment(ctx, all, a.ID, day("2013-06-30"))
	if err != nil || !ended.Until.Equal(day("2013-06-30")) {
		t.Fatalf("%v, %v", ended, err)
	}
	if _, err := w.s.EndAssignment(ctx, all, a.ID, day("2013-12-31")); !fault.Is(err, fault.Conflict) {
		t.Errorf("ending later: %v", err)
	}
	list, err := w.s.Assignments(ctx, all, partner.AssignmentFilter{TerritoryID: new(w.territories["C"]), On: until("2013-06-30")}, false, page.Args{})
	if err != nil || len(list.Items) != 1 {
		t.Errorf("in force on the last day, asked from above: %d, %v", len(list.Items), err)
	}
	list, err = w.s.Assignments(ctx, all, partner.AssignmentFilter{On: until("2013-07-01")}, true, page.Args{})
	if err != nil || len(list.Items) != 0 {
		t.Errorf("in force the day after: %d, %v", len(list.Items), err)
	}
	gone, err := w.s.EndAssignment(ctx, all, a.ID, day("2012-12-31"))
	if err != nil || gone != nil {
		t.Errorf("ending before the start: %v, %v", gone, err)
	}
	if _, err := w.s.Assignment(ctx, all, a.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed: %v", err)
	}
}

func TestSetTarget(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	q1, _ := period.Parse("2013-Q1")
	target := partner.Target{DistributorID: w.north, Period: q1, Amount: decimal.RequireFromString("100.5")}
	first, err := w.s.SetTarget(ctx, all, target, false)
	w.must(err)
	same, err := w.s.SetTarget(ctx, all, target, false)
	if err != nil || same.ID != first.ID || w.count(`SELECT count(*) FROM audit_entries WHERE action = 'target.set'`) != 1 {
		t.Errorf("the same again: %v, %v", same, err)
	}
	target.Amount = decimal.NewFromInt(7)
	changed, err := w.s.SetTarget(ctx, all, target, false)
	if err != nil || changed.ID != first.ID || !changed.Amount.Equal(target.Amount) {
		t.Errorf("changed: %v, %v", changed, err)
	}
	got, err := w.s.TargetsFor(ctx, scope.Of(w.north), []uuid.UUID{w.north, w.south}, period.Of(period.Year, q1.Start))
	if err != nil || len(got) != 1 || !got[w.north].Equal(target.Amount) {
		t.Errorf("the year's: %v, %v", got, err)
	}
	got, err = w.s.TargetsFor(ctx, scope.Of(w.south), []uuid.UUID{w.north}, q1)
	if err != nil || len(got) != 0 {
		t.Errorf("somebody else's: %v, %v", got, err)
	}
	year := 2013
	list, err := w.s.Targets(ctx, all, partner.TargetFilter{Year: &year, Period: &q1}, partner.TargetSort{ByAmount: true, Desc: true}, page.Args{})
	if err != nil || len(list.Items) != 1 {
		t.Errorf("list: %d, %v", len(list.Items), err)
	}
	if gone, err := w.s.SetTarget(ctx, all, target, true); err != nil || gone != nil {
		t.Errorf("removed: %v, %v", gone, err)
	}
	if _, err := w.s.Target(ctx, all, first.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed: %v", err)
	}
	for _, bad := range []string{"-1", "0.00001", "100000000000000"} {
		target.Amount = decimal.RequireFromString(bad)
		if _, err := w.s.SetTarget(ctx, all, target, false); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if _, err := w.s.SetTarget(ctx, scope.Of(w.south), partner.Target{DistributorID: w.north, Period: q1}, false); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestNothingIsSeenWithoutAScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, sc := range []scope.Scope{{}, scope.ForLogin()} {
		if tree, err := w.s.Territories(t.Context(), scope.Scope{}); err != nil || len(tree) != 0 {
			t.Errorf("%v: %d territories, %v", sc, len(tree), err)
		}
		if _, err := w.s.Distributor(t.Context(), sc, w.north); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v: %v", sc, err)
		}
	}
	// The policies hold without the WHERE, too.
	for _, table := range []string{"distributors", "assignments", "targets"} {
		var n int
		err := w.db.App().InTx(t.Context(), scope.Of(w.south), func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), "SELECT count(*) FROM "+table+" x WHERE to_jsonb(x)->>'distributor_id' = $1 OR to_jsonb(x)->>'code' = 'NORTH'", w.north.String()).Scan(&n)
		})
		if err != nil || n != 0 {
			t.Errorf("%s: %d rows of another, %v", table, n, err)
		}
	}
}

func TestTargetsOfClosedPeriodsStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	q1, _ := period.Parse("2013-Q1")
	target := partner.Target{DistributorID: w.north, Period: q1, Amount: decimal.NewFromInt(100)}
	_, err := w.s.SetTarget(ctx, all, target, false)
	w.must(err)
	_, err = w.db.Engine().Pgx().Exec(ctx, `INSERT INTO accounting_periods (month, closed_at)
		SELECT m::date, now() FROM generate_series('2013-01-01'::timestamp, '2013-03-01', interval '1 month') m`)
	w.must(err)
	if _, err := w.s.SetTarget(ctx, all, target, false); err != nil {
		t.Errorf("the same target: %v", err)
	}
	target.Amount = decimal.NewFromInt(101)
	if _, err := w.s.SetTarget(ctx, all, target, false); !fault.Is(err, fault.Conflict) {
		t.Errorf("another amount: %v, want Conflict", err)
	}
	if _, err := w.s.SetTarget(ctx, all, target, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("taking it away: %v, want Conflict", err)
	}
	target.Period = period.Of(period.Year, q1.Start) // not all of its months are closed
	if _, err := w.s.SetTarget(ctx, all, target, false); err != nil {
		t.Errorf("the year's: %v", err)
	}
	_, err = w.s.Import(ctx, all, "targets", strings.NewReader("distributor,period,amount\nNORTH,2013-02,5\n"))
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("import into a closed month: %v, want Invalid", err)
	}
}
