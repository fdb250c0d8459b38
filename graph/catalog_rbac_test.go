package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoMayReadTheCatalogue(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, query := range []string{`{ productLines { id } }`, `{ products { totalCount } }`, `{ pricePolicies { totalCount } }`, `{ exchangeRates { totalCount } }`} {
		may(t, g, query, nil, readers...)
	}
	may(t, g, `query($id: ID!) { product(id: $id) { code } }`, map[string]any{"id": typeid.Format(typeid.Product, g.ID("T-1"))}, readers...)
}

func TestWhoMayChangeTheCatalogue(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	product := map[string]any{"p": typeid.Format(typeid.Product, g.ID("P-1"))}
	may(t, g, `mutation { createProductLine(input: {code: "", name: {default: ""}}) { productLine { id } } }`, nil, "brand_admin")
	may(t, g, `mutation($l: ID!) { createProduct(input: {code: "", name: {default: ""}, productLineId: $l}) { product { id } } }`, map[string]any{"l": typeid.Format(typeid.ProductLine, g.ID("PARTS"))}, "brand_admin")
	may(t, g, `mutation($p: ID!) { updateProduct(input: {id: $p}) { product { id } } }`, product, "brand_admin")
	may(t, g, `mutation($p: ID!) { setPricePolicy(input: {productId: $p, from: "2024-01-01", listPrice: "1", currency: "TWD"}) { pricePolicy { id } } }`, product, "brand_admin")
	may(t, g, `mutation { setExchangeRate(input: {currency: "USD", from: "2024-01-01", rate: "0"}) { exchangeRate { rate } } }`, nil, "brand_admin")
	may(t, g, `mutation($p: ID!) { setProductAlias(input: {alias: "", productId: $p}) { product { id } } }`, product, "brand_admin", "distributor_admin", "distributor_rep")
}
