package scorecard_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// cohort is a brand with six distributors, A to F, whose programme knows but the attainment of targets. In August 2013 five of them
// reached 120, 110, 110, 80 and 60 per cent: composites 120, 110, 110, 60 and 20. F has no target. In July A had reached 100 per cent, E 90.
const cohort = `
INSERT INTO organizations (id, kind, name) VALUES ('00000000-0000-7000-8000-0000000000b0', 'BRAND', 'Brand');
INSERT INTO brand_settings (brand_id, base_currency, time_zone, report_due_day) VALUES ('00000000-0000-7000-8000-0000000000b0', 'USD', 'Asia/Taipei', 10);
INSERT INTO organizations (id, kind, name) SELECT ('00000000-0000-7000-8000-00000000000' || lower(c))::uuid, 'DISTRIBUTOR', c FROM unnest('{A,B,C,D,E,F}'::text[]) c;
INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
  SELECT id, name, name, CASE WHEN name < 'D' THEN 'TIER_1' ELSE 'TIER_2' END, 'ACTIVE', '{STORE}', 'USD', 'TW', 'Asia/Taipei', CASE name WHEN 'F' THEN date '2013-10-01' ELSE '2013-01-01' END
  FROM organizations WHERE kind = 'DISTRIBUTOR';
INSERT INTO product_lines (id, code, name) VALUES ('00000000-0000-7000-8000-000000000010', 'L', 'L');
UPDATE scorecard_programmes SET metrics = (SELECT jsonb_agg(m || '{"weight": 100}') FROM jsonb_array_elements(metrics) m WHERE m->>'key' = 'revenue_attainment');
INSERT INTO targets SELECT id, gen_random_uuid(), 'month', date '2013-08-01', NULL::uuid, 1000 FROM distributors WHERE code <> 'F'
  UNION ALL SELECT id, gen_random_uuid(), 'month', '2013-07-01', NULL, 1000 FROM distributors WHERE code IN ('A', 'E');
INSERT INTO sales_by_line SELECT ('00000000-0000-7000-8000-00000000000' || d)::uuid, m::date, '00000000-0000-7000-8000-000000000010', 1, 1, r FROM (VALUES
  ('a', '2013-08-01', 1200), ('b', '2013-08-01', 1100), ('c', '2013-08-01', 1100), ('d', '2013-08-01', 800), ('e', '2013-08-01', 600),
  ('a', '2013-07-01', 1000), ('e', '2013-07-01', 900)) v (d, m, r);
INSERT INTO data_versions (distributor_id) SELECT id FROM distributors;
`

// member is a distributor of the cohort.
func member(code string) uuid.UUID {
	return uuid.MustParse("00000000-0000-7000-8000-00000000000" + strings.ToLower(code))
}

type ranking struct {
	*testing.T
	db      *pgtest.DB
	ranker  *scorecard.Ranker
	service *scorecard.Service
}

// newRanking has ranked the cohort once, on 20 September 2013.
func newRanking(t *testing.T) *ranking {
	r := &ranking{T: t, db: pgtest.New(t)}
	now := func() time.Time { return time.Date(2013, 9, 20, 12, 0, 0, 0, time.UTC) }
	r.ranker, r.service = scorecard.NewRanker(r.db.Engine(), now), scorecard.New(r.db.App(), now)
	r.exec(cohort)
	r.rank()
	return r
}

func (r *ranking) exec(sql string) {
	r.Helper()
	if _, err := r.db.Owner().Exec(r.Context(), sql); err != nil {
		r.Fatal(err)
	}
}

func (r *ranking) rank() {
	r.Helper()
	if err := r.ranker.RankAll(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// lines gives what the query says, a row a line.
func (r *ranking) lines(sql string) []string {
	r.Helper()
	rows, err := r.db.Owner().Query(r.Context(), sql)
	if err != nil {
		r.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		r.Fatal(err)
	}
	return lines
}

func (r *ranking) want(what, sql string, want ...string) {
	r.Helper()
	if got := r.lines(sql); !slices.Equal(got, want) {
		r.Errorf("%s\n got %q\nwant %q", what, got, want)
	}
}

// places are the ranks of August 2013.
const places = `SELECT format('%s %s%s %s/%s %s', d.code, s.composite, s.grade, s.rank, s.cohort, s.band) FROM standings s JOIN distributors d ON d.id = s.distributor_id
	WHERE s.kind = 'month' AND s.start = '2013-08-01' ORDER BY d.code`

func TestThoseAlikeShareRankAndBand(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	r.want("August", places, "A 120.00A 1/5 TOP", "B 110.00A 2/5 UPPER", "C 110.00A 2/5 UPPER", "D 60.00C 4/5 BOTTOM", "E 20.00D 5/5 BOTTOM", "F  /5 ")
	r.want("attainment in August", `SELECT format('%s %s', d.code, s.metrics->'revenue_attainment') FROM standings s JOIN distributors d ON d.id = s.distributor_id
		WHERE s.kind = 'month' AND s.start = '2013-08-01' ORDER BY d.code`,
		`A {"band": "TOP", "rank": 1, "value": "120", "change": "20"}`, `B {"band": "UPPER", "rank": 2, "value": "110"}`, `C {"band": "UPPER", "rank": 2, "value": "110"}`,
		`D {"band": "BOTTOM", "rank": 4, "value": "80"}`, `E {"band": "BOTTOM", "rank": 5, "value": "60", "change": "-30"}`, "F ")
	r.want("what distributors may know", `SELECT format('%s %s %s %s', d.code, b.grade, b.band, b.metrics->>'revenue_attainment') FROM distributor_bands b JOIN distributors d ON d.id = b.distributor_id
		WHERE b.kind = 'month' AND b.start = '2013-08-01' ORDER BY d.code`, "A A TOP TOP", "B A UPPER UPPER", "C A UPPER UPPER", "D C BOTTOM BOTTOM", "E D BOTTOM BOTTOM", "F   ")
	// Two have a value in July: a rank, and no band.
	r.want("attainment in July", `SELECT format('%s %s', d.code, s.metrics->'revenue_attainment') FROM standings s JOIN distributors d ON d.id = s.distributor_id
		WHERE s.kind = 'month' AND s.start = '2013-07-01' AND d.code IN ('A', 'E') ORDER BY d.code`,
		`A {"rank": 1, "value": "100"}`, `E {"rank": 2, "value": "90"}`)
	r.want("the periods", `SELECT kind || count(*) FROM cohort_periods GROUP BY kind ORDER BY kind`, "month3", "quarter2", "year2")
}

// Fewer than five have no bands, and each programme's cards are a cohort of their own.
func TestACohortIsWhatOneProgrammeWeighs(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	r.exec(`INSERT INTO scorecard_programmes (version, valid_from, metrics, grade_a, grade_b, grade_c, tiers)
		SELECT 2, '2013-08-01', metrics, 50, 20, 5, '{TIER_2}' FROM scorecard_programmes WHERE version = 1; UPDATE input_versions SET version = version + 1 WHERE name = 'programme'`)
	r.rank()
	r.want("August", places, "A 120.00A 1/3 ", "B 110.00A 2/3 ", "C 110.00A 2/3 ", "D 60.00A 1/2 ", "E 20.00B 2/2 ", "F  /2 ")
	r.want("bands", `SELECT band FROM distributor_bands WHERE kind = 'month' AND start = '2013-08-01' AND (band IS NOT NULL OR metrics <> '{}')`)
}

// What did not move is not looked at; what did is reckoned anew, and nothing else.
func TestOnlyWhatMovedIsReckonedAgain(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	const state = `SELECT format('%s %s %s %s', kind, start, version, xmin) FROM cohort_periods ORDER BY kind, start`
	before := r.lines(state)
	r.rank()
	r.want("after a look at what did not move", state, before...)

	r.exec(`UPDATE standings SET composite = 1 WHERE distributor_id = '00000000-0000-7000-8000-00000000000b'`) // would be mended if it were reckoned
	r.exec(`UPDATE sales_by_line SET revenue = 1150 WHERE revenue = 600; UPDATE data_versions SET version = version + 1 WHERE distributor_id = '00000000-0000-7000-8000-00000000000e'`)
	r.rank()
	r.want("August", places, "A 120.00A 1/5 TOP", "B 1.00A 5/5 BOTTOM", "C 110.00A 3/5 LOWER", "D 60.00C 4/5 BOTTOM", "E 115.00A 2/5 UPPER", "F  /5 ")
	r.want("versions", `SELECT kind || start || ' ' || version FROM cohort_periods WHERE start >= '2013-07-01' ORDER BY kind, start`,
		"month2013-07-01 1", "month2013-08-01 2", "month2013-09-01 2", "quarter2013-07-01 2") // July is looked at once an hour
	r.exec(`UPDATE cohort_periods SET taken_at = taken_at - interval '2 hours'`)
	r.rank()
	r.want("July", `SELECT version::text FROM cohort_periods WHERE kind = 'month' AND start = '2013-07-01'`, "2")
}

// Of cases decided against them, who has the fewest ranks first.
func TestWhereLowerIsBetterTheLeastRanksFirst(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	r.exec(`UPDATE standings SET metrics = jsonb_build_object('conflicts_upheld', jsonb_build_object('value', right(distributor_id::text, 1)::text)) WHERE kind = 'month' AND start = '2013-08-01' AND composite IS NOT NULL;
		UPDATE standings SET metrics = replace(replace(replace(replace(replace(metrics::text, '"a"', '"3"'), '"b"', '"0"'), '"c"', '"0"'), '"d"', '"1"'), '"e"', '"9"')::jsonb WHERE kind = 'month' AND start = '2013-08-01';
		UPDATE data_versions SET version = version + 1 WHERE distributor_id = '00000000-0000-7000-8000-00000000000f'`) // F alone is reckoned, all are ranked
	r.rank()
	r.want("cases", `SELECT format('%s %s %s', s.metrics->'conflicts_upheld'->>'value', s.metrics->'conflicts_upheld'->>'rank', s.metrics->'conflicts_upheld'->>'band')
		FROM standings s WHERE s.kind = 'month' AND s.start = '2013-08-01' AND s.composite IS NOT NULL ORDER BY s.distributor_id`,
		"3 4 BOTTOM", "0 1 TOP", "0 1 TOP", "1 3 LOWER", "9 5 BOTTOM")
}

func TestTwoAtOnceRankOnce(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	r.exec(`UPDATE data_versions SET version = version + 1`)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := r.ranker.Rank(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	r.rank()
	r.want("versions", `SELECT DISTINCT version::text FROM cohort_periods WHERE start >= '2013-08-01'`, "2")
	r.want("August", places, "A 120.00A 1/5 TOP", "B 110.00A 2/5 UPPER", "C 110.00A 2/5 UPPER", "D 60.00C 4/5 BOTTOM", "E 20.00D 5/5 BOTTOM", "F  /5 ")
}

// A frozen card is ranked as it was frozen, whatever moves, until there is a newer version of it.
func TestFrozenCardsAreRankedAsTheyWereFrozen(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	freeze := func(version int, composite string) {
		r.exec(fmt.Sprintf(`INSERT INTO scorecard_versions (distributor_id, kind, start, version, programme, composite, grade, values, card, hash, frozen_at, frozen_by)
			SELECT id, 'month', '2013-08-01', %[1]d, 1, %[2]s, 'B', '{}', jsonb_build_object('DistributorID', id, 'Period', '2013-08', 'Composite', '%[2]s', 'Grade', 'B', 'Version', %[1]d, 'Programme', '{"Version": 1}'::jsonb), '', now(), id
			FROM distributors WHERE code = 'E'`, version, composite))
	}
	freeze(1, "77.00")
	r.exec(`INSERT INTO accounting_periods VALUES ('2013-08-01', now(), NULL); UPDATE input_versions SET version = version + 1 WHERE name = 'periods'`)
	r.rank()
	r.want("August", places, "A 120.00A 1/5 TOP", "B 110.00A 2/5 UPPER", "C 110.00A 2/5 UPPER", "D 60.00C 5/5 BOTTOM", "E 77.00B 4/5 BOTTOM", "F  /5 ")
	seen := `SELECT seen::text || ' ' || version FROM standings WHERE kind = 'month' AND start = '2013-08-01' AND distributor_id = '00000000-0000-7000-8000-00000000000e'`
	r.exec(`UPDATE data_versions SET version = version + 5`)
	r.rank()
	r.want("a frozen card whose data moved", seen, "1 1")
	freeze(2, "50.00")
	r.exec(`UPDATE data_versions SET version = version + 1`)
	r.rank()
	r.want("a newer version", seen, "7 2")
	r.exec(`UPDATE accounting_periods SET closed_at = NULL; UPDATE input_versions SET version = version + 1 WHERE name = 'periods'`)
	r.rank()
	r.want("a month that was opened again", seen, "7 0")
	r.want("August", places, "A 120.00A 1/5 TOP", "B 110.00A 2/5 UPPER", "C 110.00A 2/5 UPPER", "D 60.00C 4/5 BOTTOM", "E 20.00D 5/5 BOTTOM", "F  /5 ")
}

// A distributor is told bands alone, and nobody is told of whom the scope does not reach.
func TestStandingsEndWhereTheScopeEnds(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	manager := scope.Scope{Reach: scope.Portfolio, User: uuid.New()}
	r.exec(fmt.Sprintf(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ('%[1]s', '00000000-0000-7000-8000-0000000000b0', 'm@example.com', 'M', 'channel_manager', 'ACTIVE');
		INSERT INTO portfolio_members (user_id, distributor_id) VALUES ('%[1]s', '%[2]s')`, manager.User, member("B")))
	all := []uuid.UUID{member("A"), member("B"), member("F")}
	tell := func(sc scope.Scope) (out []string) {
		found, err := r.service.Standings(t.Context(), sc, all, of(t, "2013-08"))
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range all {
			s, ok := found[id]
			if !ok {
				continue
			}
			rank := func(r *int) string {
				if r == nil {
					return "-"
				}
				return fmt.Sprint(*r)
			}
			m := s.Metrics["revenue_attainment"]
			out = append(out, fmt.Sprintf("%s %s/%d %s, %s %s", id.String()[35:], rank(s.Rank), s.Of, s.Band, rank(m.Rank), m.Band))
		}
		return out
	}
	for name, c := range map[string]struct {
		sc   scope.Scope
		want []string
	}{
		"all":       {scope.System(), []string{"a 1/5 TOP, 1 TOP", "b 2/5 UPPER, 2 UPPER", "f -/5 , - "}},
		"portfolio": {manager, []string{"b 2/5 UPPER, 2 UPPER"}},
		"own":       {scope.Of(member("B")), []string{"b -/0 UPPER, - UPPER"}},
		"none":      {scope.Scope{}, nil},
	} {
		if got := tell(c.sc); !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", name, got, c.want)
		}
	}
}

// listed gives the codes of all cards in the order, page by page of two, forwards and then backwards.
func (r *ranking) listed(sc scope.Scope, f scorecard.Filter, sort scorecard.Sort) (forwards, backwards string) {
	r.Helper()
	two := 2
	read := func(a page.Args, next func(page.Page[scorecard.Scorecard]) (page.Args, bool)) (codes []string) {
		for range 10 {
			found, err := r.service.Scorecards(r.Context(), sc, of(r.T, "2013-08"), f, sort, a, scorecard.Whole)
			if err != nil {
				r.Fatal(err)
			}
			for _, c := range found.Items {
				codes = append(codes, strings.ToUpper(c.DistributorID.String()[35:]))
			}
			more := false
			if a, more = next(found); !more {
				return codes
			}
		}
		r.Fatal("the pages have no end")
		return nil
	}
	forwards = strings.Join(read(page.Args{First: &two}, func(p page.Page[scorecard.Scorecard]) (page.Args, bool) {
		if !p.HasNext {
			return page.Args{}, false
		}
		return page.Args{First: &two, After: &p.Cursors[len(p.Cursors)-1]}, true
	}), "")
	// Each page backwards is in the list's order: the pages are, from the end.
	var pages []string
	a, more := page.Args{Last: &two}, true
	for more {
		found, err := r.service.Scorecards(r.Context(), sc, of(r.T, "2013-08"), f, sort, a, scorecard.Whole)
		if err != nil {
			r.Fatal(err)
		}
		text := ""
		for _, c := range found.Items {
			text += strings.ToUpper(c.DistributorID.String()[35:])
		}
		pages = append(pages, text)
		if more = found.HasPrevious; more {
			a = page.Args{Last: &two, Before: &found.Cursors[0]}
		}
	}
	slices.Reverse(pages)
	return forwards, strings.Join(pages, "")
}

// Those without a value come last, whichever way.
func TestCardsAreSortedByTheirStandings(t *testing.T) {
	t.Parallel()
	r := newRanking(t)
	for _, c := range []struct {
		sort scorecard.Sort
		want string
	}{
		{scorecard.Sort{By: scorecard.ByComposite}, "EDBCAF"},
		{scorecard.Sort{By: scorecard.ByComposite, Descending: true}, "ACBDEF"},
		{scorecard.Sort{By: scorecard.ByMetric, Metric: "revenue_attainment"}, "EDBCAF"},
		{scorecard.Sort{By: scorecard.ByMetric, Metric: "revenue_attainment", Descending: true}, "ACBDEF"},
		{scorecard.Sort{By: scorecard.ByMetricChange, Metric: "revenue_attainment"}, "EABCDF"},
		{scorecard.Sort{By: scorecard.ByMetricChange, Metric: "revenue_attainment", Descending: true}, "AEFDCB"},
		{scorecard.Sort{By: scorecard.ByMetric, Metric: "mix_breadth"}, "ABCDEF"}, // nobody has one
	} {
		if forwards, backwards := r.listed(scope.System(), scorecard.Filter{}, c.sort); forwards != c.want || backwards != c.want {
			t.Errorf("%+v: %s and %s, want %s", c.sort, forwards, backwards, c.want)
		}
	}
	for _, c := range []struct {
		sc     scope.Scope
		filter scorecard.Filter
		want   string
	}{
		{scope.System(), scorecard.Filter{Grades: []string{"A"}}, "ABC"},
		{scope.System(), scorecard.Filter{Grades: []string{"C", "D"}, Tiers: []string{"TIER_2"}}, "DE"},
		{scope.System(), scorecard.Filter{Distributors: []uuid.UUID{member("F"), member("B"), uuid.New()}}, "BF"},
		{scope.Of(member("B")), scorecard.Filter{Grades: []string{"A"}}, "B"},
		{scope.Of(member("B")), scorecard.Filter{Grades: []string{"C"}}, ""},
		{scope.Of(member("B")), scorecard.Filter{Distributors: []uuid.UUID{member("A")}}, ""},
	} {
		if got, _ := r.listed(c.sc, c.filter, scorecard.Sort{}); got != c.want {
			t.Errorf("%+v: %s, want %s", c.filter, got, c.want)
		}
	}
	if got, _ := r.listed(scope.Of(member("B")), scorecard.Filter{}, scorecard.Sort{By: scorecard.ByComposite}); got != "B" {
		t.Errorf("a distributor lists %s", got)
	}
	for _, sort := range []scorecard.Sort{{By: scorecard.ByMetric}, {By: scorecard.ByMetricChange, Metric: "height"}} {
		if _, err := r.service.Scorecards(t.Context(), scope.System(), of(t, "2013-08"), scorecard.Filter{}, sort, page.Args{}, scorecard.Whole); err == nil || !strings.Contains(err.Error(), "sort.metric") {
			t.Errorf("%+v: %v", sort, err)
		}
	}
	if _, err := r.service.Scorecards(t.Context(), scope.System(), of(t, "2013-08"), scorecard.Filter{Distributors: make([]uuid.UUID, 51)}, scorecard.Sort{}, page.Args{}, scorecard.Whole); err == nil {
		t.Error("51 distributors were taken")
	}
}
