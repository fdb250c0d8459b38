package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

func inMarch2024() time.Time { return time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC) }

// packed is a counter with five more distributors, whose cards of January 2024 are ranked: NORTH's first, by revenue against target.
func packed(t *testing.T) *graphtest.Graph {
	g := counter(t)
	north, south := g.Organization("NORTH"), g.Organization("SOUTH")
	g.Exec(`UPDATE distributors SET name = '=HYPERLINK("x")', name_hant = '北方' WHERE id = $1`, north)
	g.Exec(`WITH o AS (INSERT INTO organizations (id, kind, name) SELECT gen_random_uuid(), 'DISTRIBUTOR', 'More ' || n FROM generate_series(1, 5) n RETURNING id, name)
		INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
		SELECT id, name, name, 'TIER_2', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01' FROM o`)
	g.Exec(`INSERT INTO targets SELECT id, gen_random_uuid(), 'month', '2024-01-01', NULL, 1000 FROM distributors WHERE code LIKE 'More%'`)
	g.Exec(`INSERT INTO sales_by_line SELECT id, '2024-01-01', $1, 1, 1, 900 + right(code, 1)::int FROM distributors WHERE code LIKE 'More%'`, g.ID("TOOLS"))
	g.Exec(`INSERT INTO sales_by_line VALUES ($1, '2024-01-01', $3, 1, 1, 3600000), ($2, '2024-01-01', $3, 1, 1, 200000)`, north, south, g.ID("TOOLS"))
	g.Exec(`INSERT INTO reviews (distributor_id, id, kind, start, communication, service, commitment, comment, written_by, written_at)
		VALUES ($1, gen_random_uuid(), 'month', '2024-01-01', 5, 4, 3, '+1 good', $2, '2024-02-03T04:05:06Z')`, north, g.User("channel_manager", "BRAND"))
	if err := scorecard.NewRanker(g.DB.Engine(), inMarch2024).RankAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return g
}

// sheets reads the pack's sheets.
func sheets(t *testing.T, r *graphtest.Response) (names []string, rows map[string][][]string) {
	t.Helper()
	if r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	book, err := excelize.OpenReader(strings.NewReader(r.Body))
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string][][]string{}
	for _, name := range book.GetSheetList() {
		if rows[name], err = book.GetRows(name); err != nil {
			t.Fatal(err)
		}
	}
	return book.GetSheetList(), rows
}

// column gives the cells of the sheet's column with the header, without it; nil when there is none.
func column(rows [][]string, header string) []string {
	for i, h := range rows[0] {
		if h != header {
			continue
		}
		cells := []string{}
		for _, row := range rows[1:] {
			if i < len(row) {
				cells = append(cells, row[i])
			} else {
				cells = append(cells, "")
			}
		}
		return cells
	}
	return nil
}

func TestAPackIsAWorkbookOfTheCards(t *testing.T) {
	t.Parallel()
	g := packed(t)
	answer := get(t, g.As("brand_analyst", "BRAND"), "/exports/scorecards?period=2024-01")
	if d := answer.Header.Get("Content-Disposition"); d != "attachment; filename=scorecards-2024-01.xlsx" {
		t.Errorf("it comes as %s", d)
	}
	names, rows := sheets(t, answer)
	if got := strings.Join(names, " "); got != "Overview Metrics Inputs Trends Deductions Reviews" {
		t.Errorf("sheets %s", got)
	}
	overview := rows["Overview"]
	for header, want := range map[string]string{"Code": "NORTH", "Distributor": `'=HYPERLINK("x")`, "Rank": "1", "Of": "7", "Band": "Best quarter", "Net revenue": "3600000", "Revenue against target": "120", "Net promoter score": ""} {
		if got := column(overview, header); len(got) != 7 || got[0] != want {
			t.Errorf("%s: %q, want %q first", header, got, want)
		}
	}
	if got := column(rows["Metrics"], "Metric"); len(got) != 7*8 || got[0] != "Revenue against target" {
		t.Errorf("metrics %q", got)
	}
	if got := column(rows["Metrics"], "How it is reckoned")[0]; got != "net revenue ÷ target" {
		t.Errorf("the formula is %q", got)
	}
	if got := rows["Inputs"][2]; strings.Join(got[2:], "|") != "Revenue against target|Target|3000000|TWD" {
		t.Errorf("inputs %q", got)
	}
	if got := column(rows["Trends"], "2024-01")[0]; got != "120" {
		t.Errorf("the trend ends with %s", got)
	}
	if got := strings.Join(rows["Reviews"][1], "|"); got != `NORTH|'=HYPERLINK("x")|2024-01|5|4|3|'+1 good|channel_manager of BRAND|2024-02-03` {
		t.Errorf("reviews %s", got)
	}
	_, rows = sheets(t, get(t, g.As("brand_analyst", "BRAND"), "/exports/scorecards?period=2024-01&lang=zh-Hant&distributor="+typeid.Format(typeid.Distributor, g.Organization("NORTH"))))
	if got := column(rows["總覽"], "經銷商"); len(got) != 1 || got[0] != "北方" {
		t.Errorf("in Chinese: %q", rows)
	}
	if body := g.As("brand_admin", "BRAND").Do(t, `{ auditEntries(filter: {action: "scorecard.export"}) { totalCount } }`, nil).Body; !strings.Contains(body, `"totalCount":2`) {
		t.Errorf("that they were taken is not in the log: %s", body)
	}
}

// A pack holds the cards that the list shows, in the list's order.
func TestAPackIsNarrowedAndOrderedAsTheListIs(t *testing.T) {
	t.Parallel()
	g := packed(t)
	g.Exec(`UPDATE distributors SET tier = 'TIER_3' WHERE code = 'SOUTH'`)
	for query, want := range map[string]string{
		"search=more":             "More 5 More 4 More 3 More 2 More 1", // the best first
		"search=more%25":          "",
		"tier=TIER_3":             "SOUTH",
		"tier=TIER_3&search=more": "",
		"tier=TIER_3&tier=TIER_2&sort=REVENUE.DESC": "SOUTH More 5 More 4 More 3 More 2 More 1",
		"sort=NAME.ASC":    "NORTH More 1 More 2 More 3 More 4 More 5 SOUTH",
		"sort=REVENUE.ASC": "More 1 More 2 More 3 More 4 More 5 SOUTH NORTH",
		"sort=METRIC.ASC&metric=revenue_attainment": "SOUTH More 1 More 2 More 3 More 4 More 5 NORTH",
	} {
		_, rows := sheets(t, get(t, g.As("brand_admin", "BRAND"), "/exports/scorecards?period=2024-01&"+query))
		got := column(rows["Overview"], "Code")
		if strings.Join(got, " ") != want {
			t.Errorf("?%s packs %q, want %s", query, got, want)
		}
	}
	// What another's pack is asked for stays within one's own card.
	_, rows := sheets(t, get(t, g.As("distributor_rep", "SOUTH"), "/exports/scorecards?period=2024-01&search=more&sort=REVENUE.DESC"))
	if got := column(rows["Overview"], "Code"); len(got) != 0 {
		t.Errorf("SOUTH packs %q", got)
	}
}

// A distributor's pack is its own card, and says nothing of how many others there are.
func TestAPackEndsWhereTheScopeEnds(t *testing.T) {
	t.Parallel()
	g := packed(t)
	for who, want := range map[string]string{"distributor_viewer@NORTH": "NORTH", "distributor_rep@SOUTH": "SOUTH", "channel_manager@BRAND": "NORTH"} {
		role, of, _ := strings.Cut(who, "@")
		_, rows := sheets(t, get(t, g.As(role, of), "/exports/scorecards?period=2024-01&distributor="+typeid.Format(typeid.Distributor, g.Organization("NORTH"))+"&distributor="+typeid.Format(typeid.Distributor, g.Organization("SOUTH"))))
		if got := column(rows["Overview"], "Code"); len(got) != 1 || got[0] != want {
			t.Errorf("%s packs %q", who, got)
		}
		for sheet, cells := range rows {
			for _, row := range cells[1:] {
				if row[0] != want {
					t.Errorf("%s: %s holds %q", who, sheet, row)
				}
			}
			if of != "BRAND" && (column(cells, "Rank") != nil || column(cells, "Of") != nil) {
				t.Errorf("%s: %s holds ranks", who, sheet)
			}
		}
		if band := column(rows["Overview"], "Band")[0]; band == "" {
			t.Errorf("%s has no band", who)
		}
	}
	for who, want := range map[string]int{"auditor@BRAND": 403, "brand_admin@BRAND": 200} {
		role, of, _ := strings.Cut(who, "@")
		if r := get(t, g.As(role, of), "/exports/scorecards?period=2024-01"); r.Status != want {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
	if r := get(t, g.Nobody(), "/exports/scorecards?period=2024-01"); r.Status != 401 {
		t.Errorf("nobody: %d", r.Status)
	}
}

func TestWrongPacksAreNamed(t *testing.T) {
	t.Parallel()
	g := counter(t)
	many := strings.Repeat("&distributor="+typeid.Format(typeid.Distributor, uuid.New()), 51)
	for query, field := range map[string]string{"": "period", "period=2024-13": "period", "period=2024&grade=E": "grade", "period=2024&distributor=north": "distributor", "period=2024" + many: "distributor",
		"period=2024&tier=TIER_9": "tier", "period=2024&sort=SECRET.ASC": "sort", "period=2024&sort=NAME": "sort", "period=2024&sort=METRIC.ASC": "metric", "period=2024&sort=METRIC.ASC&metric=secret": "metric"} {
		r := get(t, g.As("brand_admin", "BRAND"), "/exports/scorecards?"+query)
		if r.Status != 400 || !strings.Contains(r.Body, `"`+field+`"`) {
			t.Errorf("?%s: %d %s", query, r.Status, r.Body)
		}
	}
}
