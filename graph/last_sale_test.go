package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const listLastSales = `query ($f: AccountFilter) { accounts(first: 50, filter: $f) { edges { node { name isOwn lastSale { on amount { amount currency } }
	shares { level endsOn isGiven distributor { code } } } } } }`

// lastSales says the list in a line.
func lastSales(t *testing.T, c *graphtest.Caller, filter object) string {
	t.Helper()
	var data struct {
		Accounts struct {
			Edges []struct {
				Node struct {
					Name     *string
					IsOwn    bool
					LastSale *struct {
						On     string
						Amount struct{ Amount, Currency string }
					}
					Shares []struct {
						Level, EndsOn string
						IsGiven       bool
						Distributor   struct{ Code string }
					}
				}
			}
		}
	}
	c.Do(t, listLastSales, object{"f": filter}).Into(t, &data)
	var out []string
	for _, e := range data.Accounts.Edges {
		one := said(e.Node.Name)
		if s := e.Node.LastSale; s != nil {
			one += " " + s.On + " " + s.Amount.Amount + s.Amount.Currency
		}
		for _, s := range e.Node.Shares {
			one += fmt.Sprintf(" %s %t %s", s.Level, s.IsGiven, s.Distributor.Code)
		}
		out = append(out, one)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

const salesOfThree = `Invoice No,Date,Product,Quantity,Unit price,Customer
A-1,2024-01-20,T-1,1,100,Acme Ltd
A-2,2024-02-20,T-1,2,100,Acme Ltd
A-3,2024-03-20,T-1,-1,100,Acme Ltd
B-1,2024-02-10,T-1,1,300,Beta Ltd
B-2,2024-02-10,T-2,1,400,Beta Ltd
C-1,2024-02-11,T-1,1,500,Gamma Ltd
`

func TestAListTellsTheLastSaleAndWhoSharesIt(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "north.csv", salesOfThree)
	g.Report("SOUTH", "south.csv", "Invoice No,Date,Product,Quantity,Unit price,Customer\nS-1,2024-04-01,T-1,1,900,Acme Ltd\n")
	rep := g.As("distributor_rep", "NORTH")
	g.Exec(`INSERT INTO shares (distributor_id, id, owner_id, account_id, grantee_id, level, starts_on, ends_on, reason)
		SELECT a.distributor_id, gen_random_uuid(), a.distributor_id, a.id, $1, l.level, '2024-01-01', l.until::date, 'together' FROM accounts a,
		(VALUES ('SALES', '2124-01-01'), ('PROFILE', '2024-02-01')) l (level, until) WHERE a.name = 'Acme Ltd' AND a.distributor_id = $2`, g.Brand, g.Organization("NORTH"))
	const acme, rest = "Acme Ltd 2024-02-20 200TWD SALES true NORTH", "; Beta Ltd 2024-02-10 400TWD; Gamma Ltd 2024-02-11 500TWD"
	if got := lastSales(t, rep, nil); got != acme+rest {
		t.Errorf("north: %s", got)
	}
	if got := lastSales(t, g.As("distributor_rep", "SOUTH"), nil); got != "Acme Ltd 2024-04-01 900TWD" {
		t.Errorf("south: %s", got)
	}
	if got := lastSales(t, g.As("channel_manager", "BRAND"), object{"distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}); !strings.HasPrefix(got, strings.Replace(acme, "true", "false", 1)) || strings.Contains(got, "900") {
		t.Errorf("the manager of north: %s", got)
	}
	g.Exec(`UPDATE shares SET revoked_at = now()`)
	g.Exec(`UPDATE sale_lines SET voided_at = now() WHERE invoice_no = 'A-2'`)
	if got := lastSales(t, rep, nil); got != "Acme Ltd 2024-01-20 100TWD"+rest {
		t.Errorf("after voiding and revoking: %s", got)
	}
}

func TestLastSalesCostTheSameHoweverManyAccounts(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Report("NORTH", "north.csv", salesOfThree)
	rep := g.As("distributor_rep", "NORTH")
	ask := func() int {
		return len(g.Counter.During(func() { rep.Do(t, listLastSales, nil).Want(t, "") }))
	}
	ask() // what is held for a second
	few := fewest(ask)
	var more strings.Builder
	more.WriteString("Invoice No,Date,Product,Quantity,Unit price,Customer\n")
	for i := range 40 {
		fmt.Fprintf(&more, "M-%d,2024-01-20,T-1,1,100,Customer %d Ltd\n", i, i)
	}
	g.Report("NORTH", "more.csv", more.String())
	if many := fewest(ask); many > few {
		t.Errorf("%d statements for 43 accounts, %d for 3", many, few)
	}
}
