package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

// soldInBoth gives NORTH and SOUTH sales in their cities in January 2024.
func soldInBoth(g *graphtest.Graph) {
	north, south := g.Organization("NORTH"), g.Organization("SOUTH")
	g.Exec(`INSERT INTO sales_by_product VALUES ($1, '2024-01-01', $3, $4, 'STORE', $5, 1, 10, 900), ($2, '2024-01-01', $3, $6, 'SOCIAL', $5, 1, 1, 100)`,
		north, south, g.ID("T-1"), g.ID("TPE"), g.ID("TOOLS"), g.ID("KHH"))
	g.Exec(`INSERT INTO sales_by_line SELECT distributor_id, month, product_line_id, lines, quantity, revenue FROM sales_by_product`)
	g.Exec(`INSERT INTO sales_by_territory SELECT distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue FROM sales_by_product`)
	g.Exec(`INSERT INTO budgets VALUES (2024, 'STORE', 12000)`)
}

const channelQuery = `{ channelView(period: "2024-01") { period
  channels { channelType revenue { amount currency } contribution lastYear { amount } budget { amount } target { amount } distributors activeCustomers newCustomers repeatRate priceLevel csat nps }
  territories { territory { code } revenue { amount } lastYear { amount } breadth length depth density assigned }
  concentration { distributors topFifth forEighty curve { distributors revenue } largest { distributor { code } revenue { amount } before { amount } } }
  months { period budget { amount } target { amount } revenue { amount } } } }`

type channelView struct {
	ChannelView struct {
		Channels []struct {
			ChannelType              string
			Revenue                  struct{ Amount, Currency string }
			Contribution, PriceLevel *string
			Budget, Target           *struct{ Amount string }
		}
		Territories []struct {
			Territory struct{ Code string }
			Revenue   struct{ Amount string }
			Breadth   int
			Density   *string
		}
		Concentration struct {
			Distributors int
			Largest      []struct{ Distributor struct{ Code string } }
		}
		Months []struct {
			Budget, Target *struct{ Amount string }
			Revenue        struct{ Amount string }
		}
	}
}

// line is a view in a line.
func (v channelView) line() string {
	var parts []string
	amount := func(m *struct{ Amount string }) string {
		if m == nil {
			return "-"
		}
		return m.Amount
	}
	for _, c := range v.ChannelView.Channels {
		parts = append(parts, c.ChannelType+" "+c.Revenue.Amount+c.Revenue.Currency+" "+said(c.Contribution)+"% at "+said(c.PriceLevel)+" of "+amount(c.Budget)+"/"+amount(c.Target))
	}
	for _, t := range v.ChannelView.Territories {
		parts = append(parts, t.Territory.Code+" "+t.Revenue.Amount+" "+said(t.Density))
	}
	for _, l := range v.ChannelView.Concentration.Largest {
		parts = append(parts, l.Distributor.Code)
	}
	return strings.Join(parts, "; ") + "; January " + v.ChannelView.Months[0].Revenue.Amount + "/" + amount(v.ChannelView.Months[0].Target) + "/" + amount(v.ChannelView.Months[0].Budget)
}

func TestWhoSeesTheChannel(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	soldInBoth(g)
	const all = "STORE 900TWD 90% at 90 of 1000/5000000; SOCIAL 100TWD 10% at 100 of -/-; TW 1000 1; TPE 900 -; KHH 100 -; NORTH; SOUTH; January 1000/5000000/1000"
	for who, want := range map[string]string{
		"brand_admin@BRAND":   all,
		"brand_analyst@BRAND": all,
		// A portfolio's view ends where it ends, and has no budget.
		"channel_manager@BRAND": "STORE 900TWD 100% at 90 of -/3000000; TW 900 0.5; TPE 900 -; NORTH; January 900/3000000/-",
	} {
		role, of, _ := strings.Cut(who, "@")
		var data channelView
		g.As(role, of).Do(t, channelQuery, nil).Into(t, &data)
		if got := data.line(); got != want {
			t.Errorf("%s\n got %s\nwant %s", who, got, want)
		}
	}
	for who, code := range map[string]string{"auditor@BRAND": "FORBIDDEN", "distributor_admin@NORTH": "FORBIDDEN", "distributor_rep@NORTH": "FORBIDDEN", "distributor_viewer@SOUTH": "FORBIDDEN"} {
		role, of, _ := strings.Cut(who, "@")
		g.As(role, of).Do(t, channelQuery, nil).Want(t, code)
	}
	g.Nobody().Do(t, channelQuery, nil).Want(t, "UNAUTHENTICATED")
	g.As("brand_admin", "BRAND").Do(t, `{ channelView(period: "2024-13") { period } }`, nil).Want(t, "INVALID")
}

// One round trip for the view, one each for the territories and the distributors that it names.
func TestStatementsOfTheChannelAreFew(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	soldInBoth(g)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, channelQuery, nil)
	if found := g.Counter.During(func() { admin.Do(t, channelQuery, nil).Want(t, "") }); len(found) > 14 {
		t.Errorf("%d statements:\n%s", len(found), strings.Join(found, "\n---\n"))
	}
}
