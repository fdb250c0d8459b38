package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// january gives NORTH and SOUTH rollups around January 2024, for which their targets are 3 and 2 millions.
// NORTH's was reported in time, SOUTH's a day late.
func january(g *graphtest.Graph) {
	north, south, tools := g.Organization("NORTH"), g.Organization("SOUTH"), g.ID("TOOLS")
	g.Exec(`INSERT INTO sales_by_line VALUES ($1, '2023-01-01', $3, 4, 4, 3000000), ($1, '2023-12-01', $3, 1, 1, 1000000),
		($1, '2024-01-01', $3, 5, 5, 2999999.9999), ($2, '2024-01-01', $3, 7, 7, 500)`, north, south, tools)
	g.Exec(`INSERT INTO reported_months VALUES ($1, '2024-01-01', '2024-02-10T15:59:59Z', 5), ($2, '2024-01-01', '2024-02-10T16:00:00Z', 7)`, north, south)
	g.Exec(`INSERT INTO customer_counts VALUES ($1, 'month', '2024-01-01', 40, 10, 3), ($2, 'month', '2024-01-01', 7, 7, 7)`, north, south)
	g.Exec(`INSERT INTO quality_months VALUES ($1, '2024-01-01', 99, 1), ($2, '2024-01-01', 1, 99)`, north, south)
}

const cardQuery = `query ($id: ID!, $period: Period!) {
  scorecard(distributorId: $id, period: $period) {
    distributor { id code revenue(period: $period) { revenue { amount } target { amount } attainment lastYear { amount } } }
    period from until provisional composite grade programme { version gradeA }
    revenue { amount currency } target { amount }
    metrics { key value unit higherIsBetter floor target stretch score weight trend { period value }
      explanation { formula { key params } noData { key params } inputs { key value currency lines { distributorId from until returns } } } }
  }
}`

type card struct {
	Distributor struct {
		ID, Code string
		Revenue  struct {
			Revenue, Target, LastYear struct{ Amount string }
			Attainment                string
		}
	}
	Period, From, Until string
	Provisional         bool
	Composite, Grade    *string
	Revenue             struct{ Amount, Currency string }
	Target              *struct{ Amount string }
	Metrics             []struct {
		Key          string
		Value, Score *string
		Trend        []struct{ Period, Value string }
		Explanation  struct {
			Formula struct{ Key string }
			NoData  *struct{ Key string }
			Inputs  []struct {
				Key, Value string
				Currency   *string
				Lines      *struct {
					DistributorID, From, Until string
					Returns                    *bool
				}
			}
		}
	}
}

func said(text *string) string {
	if text == nil {
		return "-"
	}
	return *text
}

func TestAScorecardExplainsItsNumbers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	id := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	var data struct{ Scorecard *card }
	g.As("distributor_viewer", "NORTH").Do(t, cardQuery, map[string]any{"id": id, "period": "2024-01"}).Into(t, &data)
	c := data.Scorecard
	got := fmt.Sprintf("%s %s %s..%s %t %s%s %s%s/%s", c.Distributor.Code, c.Period, c.From, c.Until, c.Provisional,
		said(c.Composite), said(c.Grade), c.Revenue.Currency, c.Revenue.Amount, c.Target.Amount)
	// (30·99.99999… + 15·66.66666… + 10·100·3 + 10·45.45454… + 10·120 + 5·100) ÷ 100: one of two product lines was sold.
	if want := "NORTH 2024-01 2024-01-01..2024-01-31 false 91.55A TWD2999999.9999/3000000"; got != want {
		t.Errorf("card\n got %s\nwant %s", got, want)
	}
	var values []string
	for _, m := range c.Metrics {
		values = append(values, said(m.Value)+":"+said(m.Score))
		if len(m.Trend) != 12 || m.Trend[11].Period != "2024-01" || m.Trend[11].Value != said(m.Value) {
			t.Errorf("%s has the trend %v", m.Key, m.Trend)
		}
		if m.Explanation.Formula.Key != "scorecard.formula."+m.Key || m.Explanation.NoData != nil || len(m.Explanation.Inputs) == 0 {
			t.Errorf("%s is explained by %v", m.Key, m.Explanation)
		}
	}
	if got, want := strings.Join(values, " "), "100:100 0:66.67 40:100 3:100 25:100 50:45.45 100:120 99:100"; got != want {
		t.Errorf("metrics\n got %s\nwant %s", got, want)
	}
	growth, active := c.Metrics[1].Explanation.Inputs[1], c.Metrics[2].Explanation.Inputs[0]
	if growth.Key != "revenue_last_year" || growth.Value != "3000000" || *growth.Currency != "TWD" || growth.Lines.From != "2023-01-01" || growth.Lines.Until != "2023-01-31" {
		t.Errorf("growth is against %+v", growth)
	}
	if active.Lines.DistributorID != id || active.Lines.Returns == nil || *active.Lines.Returns {
		t.Errorf("active customers are made of %+v", active.Lines)
	}
	r := c.Distributor.Revenue
	if r.Revenue.Amount != c.Revenue.Amount || r.Target.Amount != "3000000" || r.Attainment != "100" || r.LastYear.Amount != "3000000" {
		t.Errorf("the distributor's revenue is %+v", r)
	}
}

func TestAPeriodThatNothingIsKnownOfHasNoComposite(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	var data struct{ Scorecard *card }
	id := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	g.As("brand_admin", "BRAND").Do(t, cardQuery, map[string]any{"id": id, "period": "2990-Q1"}).Into(t, &data)
	c := data.Scorecard
	if c.Composite != nil || c.Grade != nil || c.Target != nil || !c.Provisional || c.Revenue.Amount != "0" {
		t.Errorf("%+v", c)
	}
	for _, m := range c.Metrics {
		if m.Value != nil || m.Score != nil || m.Explanation.NoData == nil {
			t.Errorf("%s has a value without data", m.Key)
		}
	}
}

func TestWrongArgumentsOfScorecardsAreNamed(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	for _, id := range []string{"prd_01h455vb4pex5vsknk084sn02q", "north"} {
		admin.Do(t, cardQuery, map[string]any{"id": id, "period": "2024-01"}).Want(t, "INVALID")
	}
	admin.Do(t, `{ scorecards(period: "2024-01", first: 0) { totalCount } }`, nil).Want(t, "INVALID")
	admin.Do(t, `{ scorecards(period: "2024-01", after: "x") { totalCount } }`, nil).Want(t, "INVALID")
	admin.Do(t, `{ scorecards(period: "2024-13") { totalCount } }`, nil).Want(t, "INVALID")
}

const listQuery = `query ($n: Int) { scorecards(period: "2024-01", first: $n, sort: {field: REVENUE, direction: DESC}) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { grade revenue { amount } distributor { code name { default } }
    metrics { key value trend { value } explanation { inputs { value } } } } } } }`

type list struct {
	Scorecards struct {
		TotalCount int
		PageInfo   struct{ HasNextPage bool }
		Edges      []struct{ Node card }
	}
}

func TestScorecardsAreListedByRevenue(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	var data list
	g.As("brand_analyst", "BRAND").Do(t, listQuery, map[string]any{"n": 1}).Into(t, &data)
	s := data.Scorecards
	if s.TotalCount != 2 || !s.PageInfo.HasNextPage || len(s.Edges) != 1 || s.Edges[0].Node.Distributor.Code != "NORTH" {
		t.Errorf("%+v", s)
	}
	g.As("brand_analyst", "BRAND").Do(t, `{ scorecards(period: "2024-01", filter: {search: "SOUTH t", tiers: [TIER_1]}) { totalCount edges { node { distributor { code } } } } }`, nil).Into(t, &data)
	if s := data.Scorecards; s.TotalCount != 1 || s.Edges[0].Node.Distributor.Code != "SOUTH" {
		t.Errorf("%+v", s)
	}
}

// Metrics, trends and distributors of a page, whatever its length.
func TestStatementsOfAPageOfScorecardsDontGrow(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, listQuery, map[string]any{"n": 2}) // who asks is remembered for a second
	few := g.Counter.During(func() { admin.Do(t, listQuery, map[string]any{"n": 2}).Want(t, "") })
	g.Exec(`WITH o AS (INSERT INTO organizations (id, kind, name) SELECT gen_random_uuid(), 'DISTRIBUTOR', 'More ' || n FROM generate_series(1, 18) n RETURNING id, name)
		INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
		SELECT id, name, name, 'TIER_2', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01' FROM o`)
	admin.Do(t, listQuery, map[string]any{"n": 2})
	var data list
	many := g.Counter.During(func() { admin.Do(t, listQuery, map[string]any{"n": 20}).Into(t, &data) })
	if len(data.Scorecards.Edges) != 20 {
		t.Fatalf("%d cards", len(data.Scorecards.Edges))
	}
	if len(few) > 30 || len(many) > len(few) {
		t.Errorf("2 cards took %d statements, 20 took %d:\n%s", len(few), len(many), strings.Join(many, "\n---\n"))
	}
}

func TestStatementsOfDistributorsRevenueDontGrow(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	admin := g.As("brand_admin", "BRAND")
	const query = `query ($n: Int) { distributors(first: $n) { edges { node { code now: revenue(period: "2024-01") { attainment } before: revenue(period: "2023") { revenue { amount } } } } } }`
	admin.Do(t, query, nil) // who asks is remembered for a second
	few := g.Counter.During(func() { admin.Do(t, query, map[string]any{"n": 1}).Want(t, "") })
	g.Exec(`WITH o AS (INSERT INTO organizations (id, kind, name) SELECT gen_random_uuid(), 'DISTRIBUTOR', 'More ' || n FROM generate_series(1, 98) n RETURNING id, name)
		INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
		SELECT id, name, name, 'TIER_2', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01' FROM o`)
	admin.Do(t, query, nil)
	many := g.Counter.During(func() { admin.Do(t, query, map[string]any{"n": 100}).Want(t, "") })
	if len(few) > 8 || len(many) > len(few) {
		t.Errorf("1 distributor took %d statements, 100 took %d:\n%s", len(few), len(many), strings.Join(many, "\n---\n"))
	}
}

const overviewQuery = `{ portfolioOverview(period: "2024-01") { distributors revenue { amount currency } target { amount } lastYear { amount }
  months { period revenue { amount } target { amount } lastYear { amount } }
  rose { distributor { code } revenue { amount } before { amount } } fell { distributor { code } }
  missingReports { code } missingReportCount } }`

type overview struct {
	PortfolioOverview struct {
		Distributors       int
		Revenue, LastYear  struct{ Amount string }
		Target             *struct{ Amount string }
		Months             []struct{ Period string }
		Rose               []struct{ Distributor struct{ Code string } }
		Fell               []struct{ Distributor struct{ Code string } }
		MissingReports     []struct{ Code string }
		MissingReportCount int
	}
}

// line is an overview in a line.
func (o overview) line() string {
	p, target := o.PortfolioOverview, "-"
	if p.Target != nil {
		target = p.Target.Amount
	}
	text := fmt.Sprintf("%d: %s/%s, %s before, %d months, rose", p.Distributors, p.Revenue.Amount, target, p.LastYear.Amount, len(p.Months))
	for _, r := range p.Rose {
		text += " " + r.Distributor.Code
	}
	text += fmt.Sprintf(", %d fell, missing %d:", len(p.Fell), p.MissingReportCount)
	for _, m := range p.MissingReports {
		text += " " + m.Code
	}
	return text
}

func TestTheOverviewSumsThePortfolioUp(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	g.Exec(`INSERT INTO sales_by_line VALUES ($1, date_trunc('month', now() - interval '70 days'), $2, 1, 1, 1)`, g.Organization("SOUTH"), g.ID("TOOLS"))
	var data overview
	g.As("brand_admin", "BRAND").Do(t, overviewQuery, nil).Into(t, &data)
	if got, want := data.line(), "2: 3000499.9999/5000000, 3000000 before, 12 months, rose NORTH SOUTH, 0 fell, missing 2: SOUTH NORTH"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
