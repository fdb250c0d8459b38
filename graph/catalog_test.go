package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestProductsAreAddedAndChanged(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	data := dataOf(t, admin.Do(t, `mutation { createProductLine(input: {code: "BIKES", name: {default: "Bikes", zhHans: "自行车"}, idempotencyKey: "b"}) { productLine { id name { zhHans } } } }`, nil))
	line := at(data, "createProductLine", "productLine", "id")
	create := `mutation($in: CreateProductInput!) { createProduct(input: $in) { product { id code gtin unit status productLine { code } } } }`
	in := map[string]any{"code": "B-1", "name": map[string]any{"default": "Bike"}, "productLineId": line, "gtin": "036000291452"}
	product := at(dataOf(t, admin.Do(t, create, map[string]any{"in": in})), "createProduct", "product")
	if at(product, "gtin") != "036000291452" || at(product, "unit") != "piece" || at(product, "status") != "ACTIVE" || at(product, "productLine", "code") != "BIKES" {
		t.Errorf("%v", product)
	}
	admin.Do(t, create, map[string]any{"in": in}).Want(t, "CONFLICT")
	in["code"], in["gtin"] = "B-2", "036000291453"
	if bad := admin.Do(t, create, map[string]any{"in": in}).Want(t, "INVALID"); bad.Errors[0].Extensions.Fields[0].Path != "input.gtin" {
		t.Errorf("%s", bad.Body)
	}
	data = dataOf(t, admin.Do(t, `mutation($id: ID!) { updateProduct(input: {id: $id, gtin: null, status: DISCONTINUED}) { product { gtin status name { default } } } }`, map[string]any{"id": at(product, "id")}))
	if changed := at(data, "updateProduct", "product"); at(changed, "gtin") != nil || at(changed, "status") != "DISCONTINUED" || at(changed, "name", "default") != "Bike" {
		t.Errorf("%v", changed)
	}
	data = dataOf(t, admin.Do(t, `query($line: ID!) { productLines { code } products(filter: {search: "b-", productLineId: $line, status: DISCONTINUED}, sort: {field: NAME, direction: DESC}) { totalCount edges { node { code } } } }`, map[string]any{"line": line}))
	if at(data, "productLines", 0, "code") != "BIKES" || at(data, "products", "totalCount") != 1.0 {
		t.Errorf("%v", data)
	}
	data = dataOf(t, admin.Do(t, `query($id: ID!, $line: ID!) { product(id: $id) { code } node(id: $line) { ... on ProductLine { code } } }`, map[string]any{"id": at(product, "id"), "line": line}))
	if at(data, "product", "code") != "B-1" || at(data, "node", "code") != "BIKES" {
		t.Errorf("%v", data)
	}
}

func TestAliasesOfTheCallerAndOfADistributor(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	set := `mutation($in: SetProductAliasInput!) { setProductAlias(input: $in) { product { code aliases { alias distributor { code } } } } }`
	product := typeid.Format(typeid.Product, g.ID("P-1"))
	data := dataOf(t, g.As("distributor_rep", "NORTH").Do(t, set, map[string]any{"in": map[string]any{"alias": " ｐ１ ", "productId": product}}))
	if p := at(data, "setProductAlias", "product"); at(p, "code") != "P-1" || at(p, "aliases", 0, "alias") != "p1" || at(p, "aliases", 0, "distributor", "code") != "NORTH" {
		t.Errorf("%v", p)
	}
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, set, map[string]any{"in": map[string]any{"alias": "p1", "productId": product}}).Want(t, "INVALID")
	data = dataOf(t, admin.Do(t, set, map[string]any{"in": map[string]any{"alias": "p9", "productId": product, "distributorId": typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}}))
	if p := at(data, "setProductAlias", "product"); at(p, "aliases", 1, "distributor", "code") != "SOUTH" {
		t.Errorf("%v", p)
	}
	data = dataOf(t, g.As("distributor_rep", "NORTH").Do(t, set, map[string]any{"in": map[string]any{"alias": "P1"}}))
	if at(data, "setProductAlias", "product") != nil {
		t.Errorf("forgotten: %v", data)
	}
}

func TestPricesAndRatesAreSet(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	set := `mutation($in: SetPricePolicyInput!) { setPricePolicy(input: $in) { pricePolicy { id from until listPrice { amount currency } floorPrice { amount } channelType product { code } } } }`
	in := map[string]any{"productId": typeid.Format(typeid.Product, g.ID("T-1")), "from": "2024-01-01", "listPrice": "120.00", "currency": "TWD"}
	refused := admin.Do(t, set, map[string]any{"in": in}).Want(t, "CONFLICT")
	if p := refused.Errors[0].Extensions.Params; p["from"] != "2020-01-01" || p["until"] != nil {
		t.Errorf("%s", refused.Body)
	}
	in["channelType"], in["floorPrice"], in["until"] = "STORE", "100", "2024-12-31"
	made := at(dataOf(t, admin.Do(t, set, map[string]any{"in": in})), "setPricePolicy", "pricePolicy")
	if at(made, "channelType") != "STORE" || at(made, "listPrice", "amount") != "120" || at(made, "floorPrice", "amount") != "100" || at(made, "product", "code") != "T-1" {
		t.Errorf("%v", made)
	}
	data := dataOf(t, admin.Do(t, `query($id: ID!) { node(id: $id) { ... on PricePolicy { until } } pricePolicies(filter: {on: "2024-06-01", channelType: STORE}) { totalCount edges { node { channelType } } } }`, map[string]any{"id": at(made, "id")}))
	if at(data, "node", "until") != "2024-12-31" || at(data, "pricePolicies", "totalCount") != 2.0 {
		t.Errorf("%v", data)
	}
	admin.Do(t, `mutation { setExchangeRate(input: {currency: "TWD", from: "2024-01-01", rate: "1"}) { exchangeRate { rate } } }`, nil).Want(t, "INVALID")
	admin.Do(t, `mutation { setExchangeRate(input: {currency: "USD", from: "2024-01-01", rate: "31.5"}) { exchangeRate { rate } } }`, nil).Want(t, "")
	data = dataOf(t, admin.Do(t, `{ exchangeRates(filter: {currency: "USD"}) { totalCount edges { node { from rate } } } }`, nil))
	if at(data, "exchangeRates", "edges", 0, "node", "rate") != "31.5" || at(data, "exchangeRates", "totalCount") != 2.0 {
		t.Errorf("newest first: %v", data)
	}
}
