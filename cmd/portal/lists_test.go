package main

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// listed has answers and passes of both distributors, and market sizes.
func listed(t *testing.T) (g *graphtest.Graph, north, south string) {
	t.Helper()
	g = counter(t)
	for _, code := range []string{"NORTH", "SOUTH"} {
		id := g.Organization(code)
		g.Exec(`INSERT INTO accounts (distributor_id, id, code, name, is_organization, key_hash) VALUES
			($1, md5($2 || 'firm')::uuid, '', $2 || ' firm', true, '\x01'), ($1, md5($2 || 'person')::uuid, '', $2 || ' Person', false, '\x02'), ($1, md5($2 || 'coded')::uuid, $2 || '-7', 'Coded Person', false, '\x03')`, id, code)
		g.Exec(`INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, nps, comment, source, withdrawn_at) VALUES
			($1, gen_random_uuid(), md5($2 || 'firm')::uuid, '2024-01-03', 5, 10, '=good ' || $2, 'SURVEY', NULL),
			($1, gen_random_uuid(), md5($2 || 'person')::uuid, '2024-01-02', 1, NULL, '', 'RECORDED', now()),
			($1, gen_random_uuid(), md5($2 || 'coded')::uuid, '2024-04-01', NULL, 9, '', 'IMPORT', NULL)`, id, code)
	}
	course := typeid.New()
	g.Exec(`INSERT INTO courses (id, code, name, people, since) VALUES ($1, 'SAFE', 'Safety', 1, '2020-01-01')`, course)
	g.Exec(`INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, expires_on, recorded_by) SELECT d.id, gen_random_uuid(), $1, d.code || ' trainee', ('2024-02-0' || n)::date, NULL, $2
		FROM distributors d CROSS JOIN generate_series(1, 2) n`, course, g.User("brand_admin", "BRAND"))
	g.Exec(`UPDATE training_records SET expires_on = '2025-01-01' WHERE passed_on = '2024-02-01'`)
	g.Exec(`INSERT INTO market_sizes (id, territory_id, product_line_id, year, amount, source) VALUES (gen_random_uuid(), $1, NULL, 2023, 1000.5, '+office'), (gen_random_uuid(), $2, $3, 2024, 2000, '')`, g.ID("TW"), g.ID("TPE"), g.ID("TOOLS"))
	return g, typeid.Format(typeid.Distributor, g.Organization("NORTH")), typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
}

// read gives the rows of a list as text, without its header.
func read(t *testing.T, c *graphtest.Caller, path string) (rows []string) {
	t.Helper()
	answer := get(t, c, path)
	text, marked := strings.CutPrefix(answer.Body, "\ufeff")
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if answer.Status != 200 || !marked || err != nil || len(all) == 0 {
		t.Fatalf("%s: %d %s, %v", path, answer.Status, answer.Body, err)
	}
	for _, row := range all[1:] {
		rows = append(rows, strings.Join(row, "|"))
	}
	return rows
}

func wantRows(t *testing.T, path string, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s gives %q, want %q", path, got, want)
	}
}

func TestListsAreTakenAlong(t *testing.T) {
	t.Parallel()
	g, north, _ := listed(t)
	admin := g.As("brand_admin", "BRAND")
	good, bad, plain := "NORTH|NORTH firm|2024-01-03|5|10|'=good NORTH|SURVEY|", "NORTH||2024-01-02|1|||RECORDED|yes", "NORTH|NORTH-7|2024-04-01||9||IMPORT|"
	course := at(t, admin, `{ courses { edges { node { id } } } }`)
	first, second := "NORTH|SAFE|NORTH trainee|2024-02-01|2025-01-01|", "NORTH|SAFE|NORTH trainee|2024-02-02||"
	for path, want := range map[string][]string{
		"/exports/feedback?distributor=" + north:                                          {plain, good, bad},
		"/exports/feedback?period=2024-Q1&distributor=" + north:                           {good, bad},
		"/exports/feedback?unhappy=true&distributor=" + north:                             {bad},
		"/exports/training?distributor=" + north:                                          {second, first},
		"/exports/training?endsWithin=30&distributor=" + north:                            {first},
		"/exports/training?distributor=" + north + "&course=" + course:                    {second, first},
		"/exports/market-sizes":                                                           {"2024|TPE|Taipei|TOOLS|2000|TWD|", "2023|TW|Taiwan||1000.5|TWD|'+office"},
		"/exports/market-sizes?year=2023":                                                 {"2023|TW|Taiwan||1000.5|TWD|'+office"},
		"/exports/market-sizes?territory=" + typeid.Format(typeid.Territory, g.ID("TPE")): {"2024|TPE|Taipei|TOOLS|2000|TWD|"},
	} {
		wantRows(t, path, read(t, admin, path), want...)
	}
	book := get(t, admin, "/exports/feedback?format=xlsx&distributor="+north)
	if d, want := book.Header.Get("Content-Disposition"), "feedback-"+time.Now().UTC().Format(time.DateOnly)+".xlsx"; !strings.Contains(d, want) {
		t.Errorf("it comes as %s", d)
	}
	if _, rows := sheets(t, book); len(rows["Sheet1"]) != 4 || rows["Sheet1"][2][3] != "5" {
		t.Errorf("the workbook holds %q", rows)
	}
	for _, action := range []string{"feedback.export", "training.export", "marketSize.export"} {
		body := admin.Do(t, `query($a: String!) { auditEntries(filter: {action: $a}) { edges { node { action } } } }`, map[string]any{"a": action}).Body
		if !strings.Contains(body, `"`+action+`"`) {
			t.Errorf("%s is not in the log", action)
		}
	}
}

// What a reader may not read in a list it does not get in a file either.
func TestListsEndWhereTheScopeEnds(t *testing.T) {
	t.Parallel()
	g, north, _ := listed(t)
	for who, want := range map[string]string{"distributor_viewer@NORTH": "NORTH", "distributor_rep@SOUTH": "SOUTH", "channel_manager@BRAND": "NORTH", "brand_analyst@BRAND": "NORTH SOUTH"} {
		role, of, _ := strings.Cut(who, "@")
		for _, list := range []string{"feedback", "training"} {
			found := map[string]int{}
			for _, row := range read(t, g.As(role, of), "/exports/"+list) {
				code, _, _ := strings.Cut(row, "|")
				found[code]++
				if strings.Contains(row, " Person") {
					t.Errorf("%s reads a person's name in %s", who, row)
				}
			}
			for _, code := range []string{"NORTH", "SOUTH"} {
				if (found[code] > 0) != strings.Contains(want, code) {
					t.Errorf("%s takes %v along of %s", who, found, list)
				}
			}
		}
	}
	wantRows(t, "SOUTH's look at NORTH", read(t, g.As("distributor_admin", "SOUTH"), "/exports/feedback?distributor="+north))
	for _, list := range []string{"feedback", "training", "market-sizes"} {
		if r := get(t, g.Nobody(), "/exports/"+list); r.Status != 401 {
			t.Errorf("nobody: %s gives %d", list, r.Status)
		}
		if r := get(t, g.As("auditor", "BRAND"), "/exports/"+list); r.Status != 403 {
			t.Errorf("the auditor: %s gives %d", list, r.Status)
		}
	}
	if r := get(t, g.As("distributor_admin", "NORTH"), "/exports/market-sizes"); r.Status != 403 {
		t.Errorf("a distributor: market sizes give %d", r.Status)
	}
}

func TestWrongListsAreNamed(t *testing.T) {
	t.Parallel()
	g := counter(t)
	for path, field := range map[string]string{"feedback?format=pdf": "format", "feedback?distributor=north": "distributor", "feedback?period=2024-13": "period", "feedback?unhappy=perhaps": "unhappy",
		"training?course=dst_1": "course", "training?endsWithin=soon": "endsWithin", "training?endsWithin=-1": "endsWithin", "market-sizes?year=last": "year", "market-sizes?territory=TPE": "territory"} {
		if r := get(t, g.As("brand_admin", "BRAND"), "/exports/"+path); r.Status != 400 || !strings.Contains(r.Body, `"`+field+`"`) {
			t.Errorf("%s: %d %s", path, r.Status, r.Body)
		}
	}
}

// at gives the first id of the answer.
func at(t *testing.T, c *graphtest.Caller, query string) string {
	t.Helper()
	_, rest, _ := strings.Cut(c.Do(t, query, nil).Body, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
