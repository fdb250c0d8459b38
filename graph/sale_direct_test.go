package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// The brand's own organisation reports what the brand sells directly, and a customer that a distributor owns makes a case of it.
func TestTheBrandReportsItsDirectSales(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	brand := typeid.Format(typeid.Organization, g.Organization("BRAND"))
	lines := []object{
		invoiceLine("D-1", "1", object{"customerCode": "OURS", "customerName": "Alpha Store"}),
		invoiceLine("D-2", "1", object{"customerCode": "NEW", "customerName": "Beta Store"}),
	}
	admin := g.As("brand_admin", "BRAND")
	r := at(dataOf(t, admin.Do(t, `mutation($in: SubmitSalesInput!) { submitSales(input: $in) { salesReport { state rowsAccepted distributor { code } total { amount currency } } } }`,
		object{"in": object{"distributorId": brand, "lines": lines}})), "submitSales", "salesReport")
	if at(r, "state") != "ACCEPTED" || at(r, "rowsAccepted") != 2.0 || at(r, "distributor") != nil || at(r, "total", "currency") != "TWD" {
		t.Fatalf("the report: %v", r)
	}
	const list = `query($of: ID) { saleLines(filter: {distributorId: $of}) { totalCount edges { node { channelType distributor { code } } } } }`
	mine := at(dataOf(t, admin.Do(t, list, object{"of": brand})), "saleLines")
	if at(mine, "totalCount") != 2.0 || at(mine, "edges", 0, "node", "channelType") != "DIRECT" || at(mine, "edges", 0, "node", "distributor") != nil {
		t.Errorf("the brand's lines: %v", mine)
	}
	const overview = `{ portfolioOverview(period: "2024-03") { revenue { amount } rose { distributor { code } } } }`
	if o := at(dataOf(t, admin.Do(t, overview, nil)), "portfolioOverview"); at(o, "revenue", "amount") != "0" || len(at(o, "rose").([]any)) != 0 {
		t.Errorf("distributors' revenue holds the brand's: %v", o)
	}

	// NORTH owns the customer of one of the lines.
	g.Exec(`INSERT INTO customers (id, name, owner_id, is_organization, organizations) VALUES ('00000000-0000-7000-8000-00000000d1e0', 'Alpha Store', $1, true, 2)`, g.Organization("NORTH"))
	g.Exec(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how) SELECT distributor_id, id, '00000000-0000-7000-8000-00000000d1e0', 'ALONE' FROM accounts WHERE code = 'OURS'`)
	again := []object{invoiceLine("D-3", "1", object{"customerCode": "OURS", "customerName": "Alpha Store"})}
	dataOf(t, admin.Do(t, submitSales, object{"in": object{"distributorId": brand, "lines": again}}))
	g.Look()
	cases := at(dataOf(t, admin.Do(t, `{ conflicts(filter: {rules: [DIRECT_COMPETITION]}) { edges { node { parties { role distributor { code } } } } } }`, nil)), "conflicts", "edges").([]any)
	if len(cases) != 1 {
		t.Fatalf("cases: %v", cases)
	}
}

func TestNobodyElseReportsForTheBrand(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	brand := typeid.Format(typeid.Organization, g.Organization("BRAND"))
	in := object{"in": object{"distributorId": brand, "lines": []object{invoiceLine("D-1", "1", nil)}}}
	for _, who := range [][2]string{{"channel_manager", "BRAND"}, {"distributor_rep", "NORTH"}, {"distributor_admin", "SOUTH"}} {
		if answer := g.As(who[0], who[1]).Do(t, submitSales, in).Want(t, "NOT_FOUND"); !strings.Contains(string(answer.Body), "distributor") {
			t.Errorf("%s: %s", who, answer.Body)
		}
	}
}
