package scorecard_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// dealings are what people say and decide of NORTH, under a programme of all metrics that takes points off. Taipei is UTC+8.
const dealings = `
INSERT INTO portfolio_members VALUES ('00000000-0000-7000-8000-0000000000e0', '00000000-0000-7000-8000-0000000000d1');
INSERT INTO scorecard_programmes (version, valid_from, metrics, grade_a, grade_b, grade_c, deductions)
SELECT 2, '2000-01-01', jsonb_agg(jsonb_build_object('key', k, 'weight', 5, 'month', b, 'quarter', b, 'year', b)), 90, 75, 60,
  '[{"key": "upheld_conflict", "points": 10, "most": 20}, {"key": "warning", "points": 5, "most": 10}, {"key": "late_report", "points": 2, "most": 3}]'
FROM (SELECT k, CASE WHEN k IN ('conflict_response', 'conflicts_upheld') THEN '{"floor": 100, "target": 50, "stretch": 0}' ELSE '{"floor": 0, "target": 50, "stretch": 100}' END::jsonb AS b
  FROM unnest('{territory_share,active_customers,satisfaction,nps,price_compliance,territory_compliance,conflict_response,conflicts_upheld,training_completion,manager_review}'::text[]) k) m;

INSERT INTO feedback (distributor_id, id, responded_on, csat, nps, source, withdrawn_at) SELECT ('00000000-0000-7000-8000-0000000000' || d)::uuid, gen_random_uuid(), day::date, csat, nps, 'RECORDED', gone::timestamptz
FROM (VALUES ('d1', '2013-07-01', 5, 10, NULL), ('d1', '2013-07-31', 4, 6, NULL), ('d1', '2013-07-02', NULL, 9, NULL), ('d1', '2013-07-10', 1, NULL, '2013-07-11'),
  ('d1', '2013-06-30', 1, 0, NULL), ('d2', '2013-07-05', 1, 0, NULL)) v (d, day, csat, nps, gone);

INSERT INTO courses (id, code, name, required_tiers, required_channel_types, people, since, retired_on) SELECT ('00000000-0000-7000-8000-0000000000c' || n)::uuid, n, n, tiers::text[], channels::text[], people, since::date, retired::date
FROM (VALUES ('1', '{TIER_1}', '{}', 2, '2013-01-01', NULL), ('2', '{TIER_1}', '{ECOMMERCE}', 9, '2013-01-01', NULL), ('3', '{}', '{}', 9, '2013-01-01', NULL),
  ('4', '{}', '{STORE}', 9, '2013-01-01', '2013-07-31'), ('5', '{TIER_1,TIER_2}', '{STORE,SOCIAL}', 1, '2013-08-01', NULL)) v (n, tiers, channels, people, since, retired);
INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, expires_on, recorded_by, withdrawn_at)
SELECT ('00000000-0000-7000-8000-0000000000' || d)::uuid, gen_random_uuid(), ('00000000-0000-7000-8000-0000000000c' || c)::uuid, who, passed::date, expires::date, gen_random_uuid(), gone::timestamptz
FROM (VALUES ('d1', '1', 'Ann', '2013-02-01', '2013-07-31', NULL), ('d1', '1', 'ANN', '2013-01-01', '2013-07-31', NULL), ('d1', '1', 'Bob', '2013-07-31', NULL, NULL),
  ('d1', '1', 'Cid', '2013-01-05', '2013-06-30', NULL), ('d1', '1', 'Dan', '2013-01-05', NULL, '2013-01-06'), ('d1', '2', 'Eve', '2013-01-05', NULL, NULL),
  ('d2', '1', 'Fay', '2013-01-05', NULL, NULL), ('d1', '1', 'Gus', '2013-08-01', NULL, NULL)) v (d, c, who, passed, expires, gone);

INSERT INTO reviews (distributor_id, id, kind, start, communication, service, commitment, comment, written_by, written_at, replaced_at)
SELECT ('00000000-0000-7000-8000-0000000000' || d)::uuid, gen_random_uuid(), kind, start::date, a, b, c, 'x', gen_random_uuid(), now(), gone::timestamptz
FROM (VALUES ('d1', 'month', '2013-07-01', 5, 4, 3, NULL), ('d1', 'month', '2013-07-01', 1, 1, 1, '2013-08-01'), ('d1', 'quarter', '2013-07-01', 2, 2, 2, NULL),
  ('d1', 'year', '2013-01-01', 5, 5, 5, NULL), ('d2', 'month', '2013-07-01', 1, 1, 1, NULL)) v (d, kind, start, a, b, c, gone);

INSERT INTO breach_months VALUES ('00000000-0000-7000-8000-0000000000d1', '2013-07-01', 'PRICE', 1, 100.05), ('00000000-0000-7000-8000-0000000000d1', '2013-08-01', 'TERRITORY', 2, 200),
  ('00000000-0000-7000-8000-0000000000d2', '2013-07-01', 'PRICE', 9, 900);

INSERT INTO conflicts (id, rule, state, severity, mode, outcome, settled_at, statements_opened_at) SELECT ('00000000-0000-7000-8000-000000000ca' || n)::uuid, 'MANUAL', state, 'LOW', mode, outcome, settled::timestamptz, opened::timestamptz
FROM (VALUES ('1', 'RESOLVED', 'ENFORCED', 'RULED', '2013-07-31T16:00Z', '2013-07-12T00:00Z'), ('2', 'CLOSED', 'ADVISORY', 'RULED', '2013-07-20T00:00Z', '2013-07-13T00:00Z'),
  ('3', 'DISMISSED', 'ENFORCED', 'DISMISSED', '2013-07-20T00:00Z', NULL), ('4', 'OPEN', 'ENFORCED', NULL, NULL, NULL), ('5', 'AWAITING_RESPONSE', 'ENFORCED', NULL, NULL, NULL)) v (n, state, mode, outcome, settled, opened);
INSERT INTO conflict_parties (distributor_id, case_id, label, told_at) SELECT ('00000000-0000-7000-8000-0000000000' || d)::uuid, ('00000000-0000-7000-8000-000000000ca' || n)::uuid, label, told::timestamptz
FROM (VALUES ('d1', '1', 'A', '2013-06-30T16:00Z'), ('d2', '1', 'B', '2013-06-30T16:00Z'), ('d1', '2', 'A', '2013-07-10T00:00Z'), ('d1', '3', 'A', '2013-07-11T00:00Z'), ('d1', '4', 'A', NULL),
  ('d1', '5', 'A', '2013-07-31T16:00Z')) v (d, n, label, told);
INSERT INTO conflict_sides (case_id, label, role, answered_at, was_silent, decided_against) SELECT ('00000000-0000-7000-8000-000000000ca' || n)::uuid, label, 'PEER', answered::timestamptz, silent, against
FROM (VALUES ('1', 'A', '2013-07-02T04:00Z', false, true), ('1', 'B', '2013-07-01T16:00Z', false, false), ('2', 'A', NULL, true, true), ('3', 'A', NULL, false, true), ('4', 'A', NULL, false, false),
  ('5', 'A', NULL, false, false)) v (n, label, answered, silent, against);
INSERT INTO warnings (distributor_id, id, case_id, remedy_id, text, issued_at, withdrawn_at) SELECT '00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), '00000000-0000-7000-8000-000000000ca1', gen_random_uuid(), 'x', at::timestamptz, gone::timestamptz
FROM (VALUES ('2013-07-31T16:00Z', NULL), ('2013-08-05T00:00Z', '2013-08-06T00:00Z')) v (at, gone);

INSERT INTO territories (id, code, name, kind, parent_id, depth, span) VALUES ('00000000-0000-7000-8000-000000000f01', 'TPE', 'TPE', 'CITY', '00000000-0000-7000-8000-000000000f00', 1, '[2,3)'),
  ('00000000-0000-7000-8000-000000000f02', 'JP', 'JP', 'COUNTRY', NULL, 0, '[9,10)');
INSERT INTO market_sizes (id, territory_id, product_line_id, year, amount) SELECT gen_random_uuid(), ('00000000-0000-7000-8000-000000000f0' || t)::uuid, ('00000000-0000-7000-8000-00000000000' || l)::uuid, year, amount
FROM (VALUES (0, 'a', 2013, 12000), (1, 'a', 2013, 999), (1, NULL, 2013, 777), (2, 'a', 2013, 555), (0, 'a', 2012, 6000), (0, 'c', 2013, 3)) v (t, l, year, amount);
INSERT INTO sales_by_territory SELECT '00000000-0000-7000-8000-0000000000d1', m::date, ('00000000-0000-7000-8000-000000000f0' || t)::uuid, ('00000000-0000-7000-8000-00000000000' || l)::uuid, 'STORE', 1, r
FROM (VALUES ('2013-07-01', 0, 'a', 100), ('2013-07-01', 1, 'a', 500), ('2013-07-01', 2, 'a', 40), ('2013-07-01', 1, 'b', 30), ('2013-08-01', 1, 'a', 200), ('2012-07-01', 0, 'a', 50)) v (m, t, l, r);

INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts, voided_at)
SELECT ('00000000-0000-7000-8000-0000000000' || d)::uuid, gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), '1', day::date, gen_random_uuid(), '00000000-0000-7000-8000-00000000000a', 'STORE', 1, n, 'USD', n, '\x00', gone::timestamptz
FROM (VALUES ('d1', '2013-07-31', 10, '2013-08-01'), ('d1', '2013-07-01', 5.5, '2013-08-01'), ('d1', '2013-07-01', 900, NULL), ('d1', '2013-08-01', 3, '2013-08-02'), ('d2', '2013-07-01', 4, '2013-08-02')) v (d, day, n, gone);
`

func setUpDealings(t *testing.T) *scorecard.Service {
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world+dealings); err != nil {
		t.Fatal(err)
	}
	return scorecard.New(db.App(), func() time.Time { return time.Date(2013, 9, 20, 12, 0, 0, 0, time.UTC) })
}

// numbers is a card in lines: each metric's value or why it has none, what it leaves out, and what is taken off.
func numbers(c *scorecard.Scorecard) string {
	var out []string
	for _, r := range c.Results {
		said := text(r.Value)
		if r.NoData != nil {
			said = strings.TrimPrefix(r.NoData.Key, "scorecard.noData.")
		}
		for _, x := range r.Exclusions {
			said += fmt.Sprint(" -", strings.TrimPrefix(x.Reason.Key, "scorecard.exclusion."), " ", x.Count, " ", text(x.Amount))
		}
		out = append(out, r.Key+" "+said)
	}
	for _, d := range c.Deductions {
		out = append(out, fmt.Sprint("less ", d.Points, " ", d.Key, " ", d.On.Format(time.DateOnly)))
	}
	return strings.Join(out, "\n")
}

func TestNumbersOfCasesPeopleAndMarketsEqualWhatWasWorkedOutByHand(t *testing.T) {
	t.Parallel()
	s := setUpDealings(t)
	own, managed := scope.Of(north), manager
	for p, want := range map[string]string{
		// A market of 12,000 a year, of which TPE's is a part; JP is not assigned, all lines of TPE not either. (600 × 12) ÷ 12,000.
		// Answers took 36 hours, and 72 of silence; what was settled on 1 August in Taipei is August's.
		"2013-07": `territory_share 60 -voided 2 15.5 -noMarket 12 400.5
active_customers 40 -voided 2 15.5
satisfaction 4.5 -withdrawnAnswers 1 -
nps 33.33
price_compliance 90 -voided 2 15.5
territory_compliance 100 -voided 2 15.5
conflict_response 54
conflicts_upheld 0 -advisory 1 -
training_completion 100 -expired 1 -
manager_review 4 -replacedReviews 1 -
less 2 late_report 2013-08-10`,
		"2013-08": `territory_share 20 -voided 1 3 -noMarket 4 200
active_customers 0 -voided 1 3
satisfaction noAnswers
nps noAnswers
price_compliance 100 -voided 1 3
territory_compliance 50 -voided 1 3
conflict_response noCases
conflicts_upheld 1
training_completion 66.67 -expired 2 -
manager_review noReviews
less 10 upheld_conflict 2013-08-01
less 5 warning 2013-08-01`,
		// By now Ann's and Cid's passes are over, and nobody passed the course that is required since August.
		"2013-Q3": `territory_share 26.67 -voided 3 18.5 -noMarket 16 600.5
active_customers 60 -voided 3 18.5
satisfaction 4.5 -withdrawnAnswers 1 -
nps 33.33
price_compliance 92.86 -voided 3 18.5
territory_compliance 85.72 -voided 3 18.5
conflict_response 54
conflicts_upheld 1 -advisory 1 -
training_completion 66.67 -expired 2 -
manager_review 3 -replacedReviews 1 -
less 10 upheld_conflict 2013-08-01
less 5 warning 2013-08-01
less 2 late_report 2013-08-10`,
	} {
		for name, sc := range map[string]scope.Scope{"all": scope.System(), "own": own, "portfolio": managed} {
			c, err := s.Scorecard(t.Context(), sc, north, of(t, p), scorecard.Whole)
			if err != nil || c == nil {
				t.Fatalf("%s, %s: %v, %v", p, name, c, err)
			}
			if got := numbers(c); got != want {
				t.Errorf("%s as %s\n got %s\nwant %s", p, name, got, want)
			}
		}
	}
}

// SOUTH joined on 5 August: two of three months of the quarter count, and nothing of July.
func TestWhoJoinedInTheQuarterCountsProRata(t *testing.T) {
	t.Parallel()
	s := setUpDealings(t)
	quarter, july := card(t, s, south, "2013-Q3"), card(t, s, south, "2013-07")
	if len(quarter.Notes) != 1 || quarter.Notes[0].Key != "scorecard.note.joined" || quarter.Notes[0].Params["on"] != "2013-08-05" || quarter.Present != 2 {
		t.Errorf("%v, %d months", quarter.Notes, quarter.Present)
	}
	if b := quarter.Results[1].Bounds; b.Target.String() != "33.33" || b.Stretch.String() != "66.67" {
		t.Errorf("active customers are measured by %v", b)
	}
	for _, r := range july.Results {
		if r.NoData == nil || r.NoData.Key != "scorecard.noData.absent" {
			t.Errorf("%s of July is %v", r.Key, r.Value)
		}
	}
	if july.Composite.Valid || july.Notes[0].Key != "scorecard.note.notJoined" {
		t.Errorf("July: %v, %v", july.Composite, july.Notes)
	}
}

// A list costs as many statements as a card, and each distributor has its own numbers.
func TestOneDistributorsNumbersAreNotAnothers(t *testing.T) {
	t.Parallel()
	s := setUpDealings(t)
	c, err := s.Scorecard(t.Context(), scope.Of(south), north, of(t, "2013-07"), scorecard.Whole)
	if err != nil || c != nil {
		t.Errorf("SOUTH reads NORTH's card: %v, %v", c, err)
	}
	for _, want := range []struct {
		id   uuid.UUID
		said string
	}{{north, "satisfaction 4.5"}, {south, "satisfaction absent"}} {
		if got := numbers(card(t, s, want.id, "2013-07")); !strings.Contains(got, want.said) {
			t.Errorf("%s", got)
		}
	}
}
