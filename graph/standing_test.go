package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

// rankedCards has the cards of January 2024 ranked: NORTH's, SOUTH's, and as many others as are told, who reached 90 per cent of their target.
func rankedCards(t *testing.T, others int) *graphtest.Graph {
	g := graphtest.New(t)
	january(g)
	g.Exec(`WITH o AS (INSERT INTO organizations (id, kind, name) SELECT gen_random_uuid(), 'DISTRIBUTOR', 'More ' || n FROM generate_series(1, $1) n RETURNING id, name)
		INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
		SELECT id, name, name, 'TIER_2', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01' FROM o`, others)
	g.Exec(`INSERT INTO targets SELECT id, gen_random_uuid(), 'month', '2024-01-01', NULL, 1000 FROM distributors WHERE code LIKE 'More%'`)
	g.Exec(`INSERT INTO sales_by_line SELECT id, '2024-01-01', $1, 1, 1, 900 FROM distributors WHERE code LIKE 'More%'`, g.ID("TOOLS"))
	if err := scorecard.NewRanker(g.DB.Engine(), func() time.Time { return time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC) }).RankAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return g
}

const standingQuery = `query ($id: ID!, $version: Int) { scorecard(distributorId: $id, period: "2024-01", version: $version) { band standing { rank of asOf } metrics { key band rank } } }`

type standingCard struct {
	Scorecard *struct {
		Band     *string
		Standing *struct {
			Rank, Of int
			AsOf     string
		}
		Metrics []struct {
			Key  string
			Band *string
			Rank *int
		}
	}
}

// line is a standing in a line: the composite's and that of attainment.
func (s standingCard) line() string {
	c := s.Scorecard
	place := "-"
	if c.Standing != nil {
		place = fmt.Sprintf("%d/%d", c.Standing.Rank, c.Standing.Of)
	}
	rank := "-"
	if c.Metrics[0].Rank != nil {
		rank = fmt.Sprint(*c.Metrics[0].Rank)
	}
	return place + " " + said(c.Band) + ", " + rank + " " + said(c.Metrics[0].Band)
}

// The brand is told ranks; a distributor bands, and not even bands in a cohort of fewer than five.
func TestADistributorIsToldBandsAndNeverRanks(t *testing.T) {
	t.Parallel()
	for others, want := range map[int]map[string]string{
		3: {"brand_admin@BRAND": "1/5 TOP, 1 TOP", "brand_analyst@BRAND": "1/5 TOP, 1 TOP", "channel_manager@BRAND": "1/5 TOP, 1 TOP",
			"distributor_admin@NORTH": "- TOP, - TOP", "distributor_viewer@NORTH": "- TOP, - TOP"},
		2: {"brand_admin@BRAND": "1/4 -, 1 -", "distributor_admin@NORTH": "- -, - -"},
	} {
		g := rankedCards(t, others)
		vars := map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}
		for who, line := range want {
			role, of, _ := strings.Cut(who, "@")
			answer := g.As(role, of).Do(t, standingQuery, vars)
			var data standingCard
			answer.Into(t, &data)
			if got := data.line(); got != line {
				t.Errorf("%s among %d: %s, want %s", who, others+2, got, line)
			}
			if of != "BRAND" && (strings.Contains(answer.Body, `"rank":1`) || strings.Contains(answer.Body, "asOf\":\"")) {
				t.Errorf("%s is told a rank: %s", who, answer.Body)
			}
		}
		none := g.As("distributor_admin", "SOUTH").Do(t, standingQuery, vars).Body
		if !strings.Contains(none, `"scorecard":null`) {
			t.Errorf("SOUTH is told NORTH's standing: %s", none)
		}
	}
}

const sortedQuery = `query ($sort: ScorecardSort, $filter: ScorecardFilter, $n: Int) { scorecards(period: "2024-01", sort: $sort, filter: $filter, first: $n) {
  totalCount edges { node { distributor { code } band standing { rank of } metrics { rank band } } } } }`

// codes are the distributors of a list, in its order.
func codesOf(t *testing.T, answer *graphtest.Response) string {
	t.Helper()
	var data list
	answer.Into(t, &data)
	var codes []string
	for _, e := range data.Scorecards.Edges {
		codes = append(codes, e.Node.Distributor.Code)
	}
	return fmt.Sprintf("%d: %s", data.Scorecards.TotalCount, strings.Join(codes, ", "))
}

func TestCardsAreSortedAndFilteredByStandings(t *testing.T) {
	t.Parallel()
	g := rankedCards(t, 2)
	sort := func(field, metric, direction string) map[string]any {
		s := map[string]any{"field": field, "direction": direction}
		if metric != "" {
			s["metric"] = metric
		}
		return map[string]any{"sort": s}
	}
	for _, c := range []struct {
		role, of string
		vars     map[string]any
		want     string
	}{
		{"brand_admin", "BRAND", sort("COMPOSITE", "", "DESC"), "4: NORTH, More 2, More 1, SOUTH"},
		{"brand_admin", "BRAND", sort("METRIC", "active_customers", "DESC"), "4: NORTH, SOUTH, More 2, More 1"},
		{"channel_manager", "BRAND", sort("METRIC_CHANGE", "revenue_attainment", "ASC"), "1: NORTH"},
		{"distributor_rep", "SOUTH", sort("COMPOSITE", "", "DESC"), "1: SOUTH"},
		{"brand_admin", "BRAND", map[string]any{"filter": map[string]any{"grades": []string{"A"}}}, "1: NORTH"},
		{"distributor_rep", "NORTH", map[string]any{"filter": map[string]any{"grades": []string{"A"}}}, "1: NORTH"},
		{"distributor_rep", "SOUTH", map[string]any{"filter": map[string]any{"grades": []string{"A"}}}, "0: "},
		{"brand_admin", "BRAND", map[string]any{"filter": map[string]any{"distributors": []string{typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}}}, "1: SOUTH"},
		{"channel_manager", "BRAND", map[string]any{"filter": map[string]any{"distributors": []string{typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}}}, "0: "},
	} {
		got := codesOf(t, g.As(c.role, c.of).Do(t, sortedQuery, c.vars))
		got = strings.Replace(got, "More 1, More 2", "More 2, More 1", 1) // alike: by id
		if got != c.want {
			t.Errorf("%s of %s, %v: %s, want %s", c.role, c.of, c.vars, got, c.want)
		}
	}
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, sortedQuery, sort("METRIC", "", "ASC")).WantField(t, "sort.metric")
	admin.Do(t, sortedQuery, sort("METRIC_CHANGE", "height", "ASC")).WantField(t, "sort.metric")
	admin.Do(t, sortedQuery, map[string]any{"filter": map[string]any{"distributors": []string{"north"}}}).WantField(t, "filter.distributors.0")
	many := make([]string, 51)
	for i := range many {
		many[i] = typeid.Format(typeid.Distributor, typeid.New())
	}
	admin.Do(t, sortedQuery, map[string]any{"filter": map[string]any{"distributors": many}}).WantField(t, "filter.distributors")
}

// Standings, bands and metrics' ranks of a page are one statement.
func TestStatementsOfRankedCardsDontGrow(t *testing.T) {
	t.Parallel()
	g := rankedCards(t, 18)
	admin := g.As("brand_admin", "BRAND")
	standings := 0
	counted := func(n int) int {
		vars := map[string]any{"n": n, "sort": map[string]any{"field": "COMPOSITE"}}
		return fewest(func() int {
			all := g.Counter.During(func() { admin.Do(t, sortedQuery, vars).Want(t, "") })
			standings = 0
			for _, sql := range all {
				if strings.Contains(sql, "cohort_periods c ON") {
					standings++
				}
			}
			return len(all)
		})
	}
	few, many := counted(2), counted(20)
	if standings != 1 || many > few {
		t.Errorf("2 cards took %d statements, 20 took %d, %d of them for standings", few, many, standings)
	}
}
