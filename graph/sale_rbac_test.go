package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoMayReadSales(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := g.Report("NORTH", "march.csv", march).NodeID()
	for _, query := range []string{`{ salesReports { totalCount } }`, `{ saleLines { totalCount } }`, `{ salesSummary(groupBy: []) { lines } }`, `{ accountingPeriods(year: 2024) { closed } }`} {
		may(t, g, query, nil, readers...)
	}
	may(t, g, `query($id: ID!) { salesReport(id: $id) { id } }`, object{"id": id}, readers...)
	for _, role := range readers {
		of := map[bool]string{true: "NORTH", false: "BRAND"}[role[0] == 'd']
		data := dataOf(t, g.As(role, of).Do(t, `query($id: ID!) { salesReport(id: $id) { id } saleLines { totalCount } salesReports { totalCount } node(id: $id) { id } }`, object{"id": id}))
		if at(data, "salesReport", "id") != id || at(data, "node", "id") != id || at(data, "saleLines", "totalCount") != 5.0 || at(data, "salesReports", "totalCount") != 1.0 {
			t.Errorf("%s: %v", role, data)
		}
	}
	if data := dataOf(t, g.As("auditor", "BRAND").Do(t, `query($id: ID!) { node(id: $id) { id } }`, object{"id": id})); at(data, "node") != nil {
		t.Errorf("the auditor reads %v", data)
	}
}

func TestWhoMayChangeSales(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	reporters := []string{"brand_admin", "channel_manager", "distributor_admin", "distributor_rep"}
	ids := object{"r": typeid.Format(typeid.SalesReport, typeid.New()), "l": typeid.Format(typeid.SaleLine, typeid.New()), "f": typeid.Format(typeid.File, typeid.New()),
		"d": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}
	of := func(names ...string) object {
		out := object{}
		for _, n := range names {
			out[n] = ids[n]
		}
		return out
	}
	may(t, g, `mutation($f: ID!, $d: ID!) { createSalesReport(input: {fileId: $f, distributorId: $d}) { salesReport { id } } }`, of("f", "d"), reporters...)
	may(t, g, `mutation($r: ID!) { confirmSalesReport(input: {id: $r}) { salesReport { id } } }`, of("r"), reporters...)
	may(t, g, `mutation($r: ID!) { inspectSalesReport(input: {id: $r, layout: {}}) { salesReport { id } } }`, of("r"), reporters...)
	may(t, g, `mutation($r: ID!) { cancelSalesReport(input: {id: $r}) { salesReport { id } } }`, of("r"), reporters...)
	may(t, g, `mutation($d: ID!) { submitSales(input: {lines: [], distributorId: $d}) { salesReport { id } } }`, of("d"), reporters...)
	may(t, g, `mutation($l: ID!) { correctSaleLine(input: {id: $l, reason: "x", line: {}}) { saleLine { id } } }`, of("l"), reporters...)
	may(t, g, `mutation($l: ID!) { voidSaleLines(input: {ids: [$l], reason: "x"}) { removed { amount } } }`, of("l"), reporters...)
	may(t, g, `mutation { requestExport(input: {format: CSV}) { export { id } } }`, nil, "brand_admin", "channel_manager", "brand_analyst", "distributor_admin", "distributor_rep")
	may(t, g, `mutation { closePeriod(input: {period: "2024-01"}) { period { closed } } }`, nil, "brand_admin")
	may(t, g, `mutation { reopenPeriod(input: {period: "2024-01", reason: "x"}) { period { closed } } }`, nil, "brand_admin")
}

// viewerCan says what the mutations would.
func TestWhatTheViewerCan(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "march.csv", march)
	query := `{ salesReports { edges { node { confirm: viewerCan(action: "confirm") cancel: viewerCan(action: "cancel") other: viewerCan(action: "eat") } } }
		saleLines(first: 1) { edges { node { correct: viewerCan(action: "correct") void: viewerCan(action: "void") other: viewerCan(action: "eat") } } } }`
	for role, can := range map[string]bool{"distributor_admin": true, "distributor_rep": true, "distributor_viewer": false, "brand_admin": true, "channel_manager": true, "brand_analyst": false} {
		of := map[bool]string{true: "NORTH", false: "BRAND"}[role[0] == 'd']
		data := dataOf(t, g.As(role, of).Do(t, query, nil))
		r, l := at(data, "salesReports", "edges", 0, "node"), at(data, "saleLines", "edges", 0, "node")
		if at(r, "confirm") != false || at(r, "cancel") != can || at(r, "other") != false || at(l, "correct") != can || at(l, "void") != can || at(l, "other") != false {
			t.Errorf("%s: %v", role, data)
		}
	}
}
