package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// Both distributors have a code of their own for T-1; each sees its own, on every way to the product.
func TestAliasesAreTheirOwners(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	product := typeid.Format(typeid.Product, g.ID("T-1"))
	query := `query($id: ID!) { product(id: $id) { ...p } node(id: $id) { ...p } products { edges { node { ...p } } }
		pricePolicies { edges { node { product { ...p } } } } } fragment p on Product { aliases { alias distributor { code } } }`
	for of, other := range map[string]string{"NORTH": "SOUTH", "SOUTH": "NORTH"} {
		body := g.As("distributor_rep", of).Do(t, query, map[string]any{"id": product}).Want(t, "").Body
		if n := strings.Count(body, of+"-T1"); n != 4 || strings.Contains(body, other) {
			t.Errorf("%s reads its alias %d times: %s", of, n, body)
		}
	}
	body := g.As("brand_admin", "BRAND").Do(t, query, map[string]any{"id": product}).Want(t, "").Body
	if !strings.Contains(body, "NORTH-T1") || !strings.Contains(body, "SOUTH-T1") {
		t.Errorf("the brand reads %s", body)
	}
	// The same word may mean different products: nobody learns that it is taken elsewhere.
	set := `mutation($p: ID!) { setProductAlias(input: {alias: "SOUTH-T1", productId: $p}) { product { code aliases { alias } } } }`
	data := dataOf(t, g.As("distributor_admin", "NORTH").Do(t, set, map[string]any{"p": typeid.Format(typeid.Product, g.ID("P-2"))}))
	if at(data, "setProductAlias", "product", "aliases", 0, "alias") != "SOUTH-T1" {
		t.Errorf("%v", data)
	}
}
