package partner_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
)

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
