package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	setMarket      = `mutation ($in: SetMarketSizeInput!) { setMarketSize(input: $in) { marketSize { id year source amount { amount currency } territory { code } productLine { code } } } }`
	listMarkets    = `query ($f: MarketSizeFilter) { marketSizes(filter: $f) { totalCount edges { node { id year source amount { amount } territory { code } productLine { code } } } } }`
	setBudget      = `mutation ($in: SetBudgetInput!) { setBudget(input: $in) { budgets { year channelType amount { amount currency } } } }`
	listBudgets    = `query { budgets(year: 2030) { channelType amount { amount } } }`
	cascadeIt      = `mutation ($in: CascadeTargetInput!) { cascadeTarget(input: $in) { parts { period amount { amount currency } before { amount } closed } } }`
	previewCascade = `query ($in: CascadeTargetInput!) { cascadePreview(input: $in) { period amount { amount } before { amount } closed } }`
	importTargets  = `mutation ($file: ID!, $key: String) { importTargets(input: {fileId: $file, idempotencyKey: $key}) { accepted duplicates rejected problems { row field problem { key params } } } }`
)

func TestMarketSizesAreEntered(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	in := object{"territoryId": typeid.Format(typeid.Territory, g.ID("TPE")), "productLineId": typeid.Format(typeid.ProductLine, g.ID("TOOLS")), "year": 2030, "amount": "1000.5", "source": "A survey"}
	body := admin.Do(t, setMarket, object{"in": in}).Want(t, "").Body
	if !strings.Contains(body, `"year":2030,"source":"A survey","amount":{"amount":"1000.5","currency":"TWD"},"territory":{"code":"TPE"},"productLine":{"code":"TOOLS"}`) {
		t.Errorf("entered: %s", body)
	}
	var made struct {
		SetMarketSize struct{ MarketSize struct{ ID string } }
	}
	admin.Do(t, setMarket, object{"in": in}).Into(t, &made)
	if found := admin.Do(t, nodeOfIt, object{"id": made.SetMarketSize.MarketSize.ID}).Want(t, "").Body; !strings.Contains(found, "MarketSize") {
		t.Errorf("by its id: %s", found)
	}
	in["year"], in["amount"] = 1800, "0"
	bad := admin.Do(t, setMarket, object{"in": in})
	bad.WantField(t, "input.year")
	bad.WantField(t, "input.amount")
	in["year"], in["amount"] = 2030, nil
	if body := admin.Do(t, setMarket, object{"in": in}).Want(t, "").Body; !strings.Contains(body, `"marketSize":null`) {
		t.Errorf("removed: %s", body)
	}
	if body := admin.Do(t, listMarkets, object{"f": object{"year": 2030}}).Want(t, "").Body; !strings.Contains(body, `"totalCount":0`) {
		t.Errorf("left: %s", body)
	}
}

func TestMarketSizesCostTheSameHoweverMany(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	add := func(year int, territory string) {
		admin.Do(t, setMarket, object{"in": object{"territoryId": typeid.Format(typeid.Territory, g.ID(territory)), "productLineId": typeid.Format(typeid.ProductLine, g.ID("PARTS")), "year": year, "amount": "5"}}).Want(t, "")
	}
	add(2030, "TW")
	ask := func() int { return len(g.Counter.During(func() { admin.Do(t, listMarkets, nil).Want(t, "") })) }
	few := fewest(ask)
	for year := 2031; year < 2036; year++ {
		add(year, "TPE")
		add(year, "KHH")
	}
	if many := fewest(ask); many > few {
		t.Errorf("%d statements for one, %d for eleven", few, many)
	}
}

func TestBudgetsAreEntered(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, setBudget, object{"in": object{"year": 2030, "channelType": "STORE", "amount": "7"}}).Want(t, "")
	body := admin.Do(t, setBudget, object{"in": object{"year": 2030, "channelType": "DIRECT", "amount": "8"}}).Want(t, "").Body
	if !strings.Contains(body, `"budgets":[{"year":2030,"channelType":"DIRECT","amount":{"amount":"8","currency":"TWD"}},{"year":2030,"channelType":"STORE"`) {
		t.Errorf("entered: %s", body)
	}
	admin.Do(t, setBudget, object{"in": object{"year": 2030, "channelType": "STORE", "amount": "-1"}}).WantField(t, "input.amount")
	admin.Do(t, setBudget, object{"in": object{"year": 2030, "channelType": "STORE", "amount": nil}}).Want(t, "")
	if body := admin.Do(t, listBudgets, nil).Want(t, "").Body; strings.Contains(body, "STORE") || !strings.Contains(body, "DIRECT") {
		t.Errorf("left: %s", body)
	}
}

func TestATargetIsSpreadAndImported(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	manager := g.As("channel_manager", "BRAND")
	in := object{"distributorId": distributorID(g, "NORTH"), "year": 2024, "amount": "120", "shape": "EVENLY"}
	if body := manager.Do(t, previewCascade, object{"in": in}).Want(t, "").Body; strings.Count(body, `"amount":{"amount":"10"}`) != 12 || strings.Count(body, `"before":null`) != 11 {
		t.Errorf("shown: %s", body)
	}
	manager.Do(t, cascadeIt, object{"in": in}).Want(t, "")
	for p, want := range map[string]string{"2024": "120", "2024-Q3": "30", "2024-11": "10"} {
		body := manager.Do(t, `query ($id: ID!, $p: Period!) { scorecard(distributorId: $id, period: $p) { target { amount } } }`, object{"id": in["distributorId"], "p": p}).Want(t, "").Body
		if !strings.Contains(body, fmt.Sprintf(`"target":{"amount":%q}`, want)) {
			t.Errorf("%s: %s", p, body)
		}
	}
	g.Exec(`INSERT INTO accounting_periods (month, closed_at) VALUES ('2024-01-01', now())`)
	in["amount"] = "9"
	manager.Do(t, cascadeIt, object{"in": in}).WantField(t, "input.amount")
	in["amount"], in["year"] = "-1", 0
	bad := manager.Do(t, cascadeIt, object{"in": in})
	bad.WantField(t, "input.amount")
	bad.WantField(t, "input.year")
	file := g.Upload("channel_manager", "BRAND", "目標.csv", "經銷商,期間,目標\nNORTH,2024-01,5\nNORTH,2024-02,5\n")
	first := manager.Do(t, importTargets, object{"file": file, "key": "a"}).Want(t, "").Body
	if !strings.Contains(first, `"accepted":1,"duplicates":0,"rejected":1,"problems":[{"row":2,"field":"期間","problem":{"key":"target.periodClosed"`) {
		t.Errorf("imported: %s", first)
	}
	if again := manager.Do(t, importTargets, object{"file": file, "key": "a"}).Want(t, "").Body; again != first {
		t.Errorf("the same key: %s", again)
	}
	empty := g.Upload("channel_manager", "BRAND", "x.csv", "a,b\n1,2\n")
	manager.Do(t, importTargets, object{"file": empty}).Want(t, "INVALID")
}
