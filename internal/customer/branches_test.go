package customer_test

import (
	"bytes"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/scope"
)

// TestBranchesOfARealChainStayApart has two distributors keep real branches of store chains, in Big5: every branch is one customer of both, none is
// merged with another, and the chain is found by the legal person's tax id.
func TestBranchesOfARealChainStayApart(t *testing.T) {
	t.Parallel()
	data, err := io.ReadAll(shared(t, "tw_store_branches/branches_sample_big5.csv"))
	if err != nil {
		t.Fatal(err)
	}
	l := newLists(t)
	ends := 0
	few := data
	for i, c := range data {
		if c == '\n' {
			if ends++; ends == 401 {
				few = data[:i+1]
			}
		}
	}
	l.ingest(l.north, "all.csv", bytes.NewReader(data))
	l.ingest(l.south, "some.csv", bytes.NewReader(few))
	begin := time.Now()
	if err := customer.NewMatcher(l.db.Engine(), customer.NoRules{}, time.Now, slog.New(slog.DiscardHandler)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("2,400 branches were matched in %v", time.Since(begin).Round(time.Millisecond))
	if got := value[int](l, `SELECT count(*) FROM (SELECT k.customer_id FROM customer_links k JOIN accounts a ON a.distributor_id = k.distributor_id AND a.id = k.account_id
		GROUP BY 1 HAVING count(DISTINCT a.tax_id) > 1) x`); got != 0 {
		t.Errorf("%d customers are several branches", got)
	}
	if got := value[int](l, "SELECT count(*) FROM customers WHERE merged_into IS NULL"); got < 2000 || got > 2010 {
		t.Errorf("%d customers, want one for each of 2,000 branches", got)
	}
	if got := value[int](l, "SELECT count(*) FROM customers WHERE organizations = 2"); got < 395 {
		t.Errorf("%d of 400 branches are known to be one of both", got)
	}
	// The chain: each branch leads to the others by the legal person's tax id.
	service := customer.New(l.db.App(), noQueue{}, nil, customer.NoRules{}, time.Now)
	all := scope.System()
	found, err := service.CustomersByID(t.Context(), all, []uuid.UUID{value[uuid.UUID](l, "SELECT id FROM customers WHERE merged_into IS NULL AND legal_tax_id <> '' ORDER BY sort LIMIT 1")})
	if err != nil {
		t.Fatal(err)
	}
	related, err := service.Related(t.Context(), all, found[0])
	if err != nil || len(related) != 50 {
		t.Fatalf("%d related, %v", len(related), err)
	}
	for _, r := range related {
		if r.LegalTaxID != found[0].LegalTaxID && r.TaxID != found[0].LegalTaxID {
			t.Errorf("%v is of another legal person", r)
		}
	}
}
