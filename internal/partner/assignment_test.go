package partner_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

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

// A scorecard's mix of lines counts what was assigned in its months, so closed ones neither lose nor win a day.
func TestAssignmentsOfClosedMonthsStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	assign := func(line uuid.UUID, from string, last *time.Time) (*partner.Assignment, error) {
		a, err := w.s.Assign(ctx, all, nil, partner.Assignment{DistributorID: w.north, TerritoryID: w.territories["X"], ProductLineID: &line, From: day(from), Until: last})
		return &a, err
	}
	long, err := assign(w.bikes, "2013-01-15", nil)
	w.must(err)
	short, err := assign(w.helmets, "2013-01-15", until("2013-03-20"))
	w.must(err)
	_, err = w.db.Engine().Pgx().Exec(ctx, `INSERT INTO accounting_periods (month, closed_at) VALUES ('2013-01-01', now()), ('2013-02-01', now()), ('2013-03-01', now()), ('2013-04-01', NULL)`)
	w.must(err)
	refused := func(what, field, month, earliest string, err error) {
		t.Helper()
		if f := fault.As(err); !fault.Is(err, fault.Invalid) || len(f.Fields) != 1 || f.Fields[0].Path != field || f.Fields[0].Key != "assignment.monthClosed" ||
			f.Fields[0].Params["month"] != month || f.Fields[0].Params["earliest"] != earliest {
			t.Errorf("%s: %v %v, want %s refused until %s", what, err, f.Fields, field, earliest)
		}
	}
	for _, last := range []string{"2013-03-30", "2013-02-10", "2012-12-31"} {
		_, err = w.s.EndAssignment(ctx, all, long.ID, day(last))
		refused("ending on "+last, "until", "2013-03", "2013-03-31", err)
	}
	_, err = w.s.EndAssignment(ctx, all, short.ID, day("2013-02-28"))
	refused("ending an ended one earlier", "until", "2013-03", "2013-03-20", err)
	if now, err := w.s.EndAssignment(ctx, all, long.ID, day("2013-03-31")); err != nil || now == nil {
		t.Errorf("ending with the closed month: %v", err)
	}
	_, err = assign(w.bikes, "2013-03-31", nil)
	refused("beginning in a closed month", "from", "2013-03", "2013-04-01", err)
	_, err = assign(w.bikes, "2012-06-01", until("2013-01-02"))
	refused("reaching into a closed month", "from", "2013-01", "2013-02-01", err)
	if _, err = assign(w.bikes, "2013-04-01", nil); err != nil {
		t.Errorf("beginning after the closed months: %v", err)
	}
	for name, row := range map[string]string{"longer": "NORTH,X,HELMETS,2013-01-15,2013-04-20", "shorter": "NORTH,X,HELMETS,2013-01-15,2013-03-10", "earlier": "NORTH,Y,HELMETS,2013-02-01,"} {
		if _, err := w.load("assignments", "distributor,territory,product_line,from,until\n"+row+"\n"); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "assignment.monthClosed") {
			t.Errorf("import of a %s one: %v", name, err)
		}
	}
	if _, err := w.load("assignments", "distributor,territory,product_line,from,until\nNORTH,X,HELMETS,2013-01-15,2013-03-20\nNORTH,Y,HELMETS,2013-04-01,\n"); err != nil {
		t.Errorf("import of what stands and what is new: %v", err)
	}
}
