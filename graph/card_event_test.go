package graph_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

const events = `subscription { events { kind subjectId } }`

type cardEvent struct {
	Events struct {
		Kind      string
		SubjectID *string
	}
}

// until gives the events that come until one of the kind does, or nothing for a while.
func until(t *testing.T, stream <-chan *graphtest.Response, kind string, patience time.Duration) (all []cardEvent) {
	t.Helper()
	for end := time.After(patience); ; {
		select {
		case answer := <-stream:
			var e cardEvent
			answer.Into(t, &e)
			all = append(all, e)
			if e.Events.Kind == kind {
				return all
			}
		case <-end:
			return all
		}
	}
}

func TestAnOpenCardHearsOfItsOwnLinesAlone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	nodes := []*graphtest.Graph{g.Node(nil), g.Node(nil)}
	streams := map[string]<-chan *graphtest.Response{}
	for name, who := range map[string][2]string{"rep": {"distributor_rep", "NORTH"}, "manager": {"channel_manager", "BRAND"}, "analyst": {"brand_analyst", "BRAND"}, "rival": {"distributor_rep", "SOUTH"}, "auditor": {"auditor", "BRAND"}} {
		streams[name] = nodes[len(streams)%2].As(who[0], who[1]).Watch(t, events, nil)
		until(t, streams[name], "RESYNC", 5*time.Second)
	}
	g.Report("NORTH", "lines.csv", "Invoice No,Date,Product,Quantity,Unit price,Customer\nA-1,2024-01-20,T-1,1,100,Acme Ltd\n")
	committed := time.Now()
	north := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	for _, name := range []string{"rep", "manager", "analyst"} {
		all := until(t, streams[name], "SCORECARD", 5*time.Second)
		if last := all[len(all)-1].Events; last.Kind != "SCORECARD" || last.SubjectID == nil || *last.SubjectID != north {
			t.Errorf("the %s hears %+v", name, last)
		}
	}
	if took := time.Since(committed); took > time.Second {
		t.Errorf("an open card hears after %v", took)
	}
	for _, name := range []string{"rival", "auditor"} {
		if all := until(t, streams[name], "SCORECARD", 300*time.Millisecond); len(all) > 0 {
			t.Errorf("the %s hears %+v", name, all)
		}
	}
	// Of a cohort that was reckoned anew nobody hears: it tells of others. Of a programme all do.
	for _, c := range []struct {
		input string
		heard bool
	}{{partner.SharedCohort, false}, {partner.SharedTerritories, false}, {partner.SharedProgramme, true}} {
		err := g.DB.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error { return partner.TouchShared(t.Context(), tx, c.input) })
		if err != nil {
			t.Fatal(err)
		}
		all := until(t, streams["rival"], "SCORECARD", map[bool]time.Duration{true: 5 * time.Second, false: 200 * time.Millisecond}[c.heard])
		if (len(all) > 0) != c.heard {
			t.Errorf("%s: the rival hears %+v", c.input, all)
		}
	}
}

func TestSharedInputsAreRaisedByWhoReachesAllAlone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	touch := func(sc scope.Scope, names ...string) error {
		return g.DB.App().InTx(t.Context(), sc, func(tx pgx.Tx) error { return partner.TouchShared(t.Context(), tx, names...) })
	}
	if err := touch(scope.Of(g.Organization("NORTH")), partner.SharedRates); err == nil {
		t.Error("a distributor raises the rates")
	}
	if err := touch(scope.System(), "nonsense"); err == nil {
		t.Error("an unknown input is raised")
	}
	if err := touch(scope.System(), partner.SharedRates, partner.SharedCatalog, partner.SharedRates); err != nil {
		t.Fatal(err)
	}
	var rates, catalog, market int
	err := g.DB.Owner().QueryRow(t.Context(), `SELECT max(version) FILTER (WHERE name = 'rates'), max(version) FILTER (WHERE name = 'catalog'),
		max(version) FILTER (WHERE name = 'market') FROM input_versions`).Scan(&rates, &catalog, &market)
	if err != nil || rates != 2 || catalog != 2 || market != 1 {
		t.Errorf("rates %d, catalog %d, market %d, %v", rates, catalog, market, err)
	}
}
