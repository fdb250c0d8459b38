package scorecard_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// The brand is in Taipei, UTC+8. NORTH sells, SOUTH joins in August 2013 and never reports.
const world = `
INSERT INTO organizations (id, kind, name) VALUES ('00000000-0000-7000-8000-0000000000b0', 'BRAND', 'Brand'),
  ('00000000-0000-7000-8000-0000000000d1', 'DISTRIBUTOR', 'North'), ('00000000-0000-7000-8000-0000000000d2', 'DISTRIBUTOR', 'South');
INSERT INTO users (id, organization_id, email, name, role, status)
  VALUES ('00000000-0000-7000-8000-0000000000e0', '00000000-0000-7000-8000-0000000000b0', 'm@example.com', 'M', 'channel_manager', 'ACTIVE');
INSERT INTO portfolio_members VALUES ('00000000-0000-7000-8000-0000000000e0', '00000000-0000-7000-8000-0000000000d2');
INSERT INTO brand_settings (brand_id, base_currency, time_zone, report_due_day)
  VALUES ('00000000-0000-7000-8000-0000000000b0', 'USD', 'Asia/Taipei', 10);
INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on) VALUES
  ('00000000-0000-7000-8000-0000000000d1', 'NORTH', 'North 100% Co', 'TIER_1', 'ACTIVE', '{STORE}', 'USD', 'TW', 'Asia/Taipei', '2012-01-15'),
  ('00000000-0000-7000-8000-0000000000d2', 'SOUTH', 'South', 'TIER_2', 'ACTIVE', '{STORE}', 'USD', 'TW', 'Asia/Taipei', '2013-08-05');
INSERT INTO product_lines (id, code, name) SELECT ('00000000-0000-7000-8000-00000000000' || c)::uuid, upper(c), c FROM unnest('{a,b,c,d}'::text[]) c;
INSERT INTO territories (id, code, name, kind, depth, span) VALUES ('00000000-0000-7000-8000-000000000f00', 'TW', 'TW', 'COUNTRY', 0, '[1,9)');
INSERT INTO assignments SELECT d::uuid, gen_random_uuid(), '00000000-0000-7000-8000-000000000f00', l::uuid, v::daterange, false, '[1,9)', '[1,9)' FROM (VALUES
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', '[2012-01-01,)'),
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', '[2013-07-05,)'),
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000b', '[2013-07-31,)'),
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000c', '[2014-01-01,)'),
  ('00000000-0000-7000-8000-0000000000d2', NULL, '[2013-08-05,)')) v (d, l, v);
INSERT INTO sales_by_line SELECT '00000000-0000-7000-8000-0000000000d1', m::date, ('00000000-0000-7000-8000-00000000000' || l)::uuid, n, n, r FROM (VALUES
  ('2012-07-01', 'a', 10, 1000), ('2013-06-01', 'a', 5, 500), ('2013-07-01', 'a', 12, 1200.5), ('2013-07-01', 'b', 2, -200),
  ('2013-07-01', 'd', 0, 0), ('2013-08-01', 'a', 3, 300), ('2013-08-01', 'c', 2, 100)) v (m, l, n, r);
INSERT INTO targets SELECT '00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), k, s::date, ('00000000-0000-7000-8000-00000000000' || l)::uuid, a FROM (VALUES
  ('month', '2013-07-01', NULL, 800), ('month', '2013-07-01', 'a', 500), ('month', '2013-08-01', 'a', 200), ('month', '2013-08-01', 'b', 100),
  ('quarter', '2013-04-01', 'c', 700), ('month', '2013-06-01', NULL, 999), ('year', '2012-01-01', NULL, 5000)) v (k, s, l, a);
INSERT INTO customer_counts SELECT '00000000-0000-7000-8000-0000000000d1', k, s::date, a, r, f FROM (VALUES
  ('month', '2013-07-01', 40, 10, 3), ('quarter', '2013-07-01', 60, 30, 8), ('month', '2013-06-01', 20, 5, 20)) v (k, s, a, r, f);
INSERT INTO reported_months SELECT '00000000-0000-7000-8000-0000000000d1', m::date, at::timestamptz, n FROM (VALUES
  ('2013-05-01', '2013-06-01T00:00Z', 0), ('2013-06-01', '2013-07-10T15:59:59Z', 5), ('2013-07-01', '2013-08-10T16:00Z', 14),
  ('2013-08-01', '2013-09-01T00:00Z', 5), ('2013-09-01', '2013-09-19T00:00Z', 0)) v (m, at, n);
INSERT INTO quality_months VALUES ('00000000-0000-7000-8000-0000000000d1', '2013-07-01', 95, 5), ('00000000-0000-7000-8000-0000000000d1', '2013-08-01', 100, 0);
`

var (
	north   = uuid.MustParse("00000000-0000-7000-8000-0000000000d1")
	south   = uuid.MustParse("00000000-0000-7000-8000-0000000000d2")
	manager = scope.Scope{Reach: scope.Portfolio, User: uuid.MustParse("00000000-0000-7000-8000-0000000000e0")}
)

// setUp gives the service over the world as on 20 September 2013: August is due, September is going on.
func setUp(t *testing.T) *scorecard.Service {
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world); err != nil {
		t.Fatal(err)
	}
	return scorecard.New(db.App(), func() time.Time { return time.Date(2013, 9, 20, 12, 0, 0, 0, time.UTC) })
}

func of(t *testing.T, text string) period.Period {
	p, err := period.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func card(t *testing.T, s *scorecard.Service, id uuid.UUID, p string) *scorecard.Scorecard {
	t.Helper()
	c, err := s.Scorecard(t.Context(), scope.System(), id, of(t, p), scorecard.Whole)
	if err != nil || c == nil {
		t.Fatalf("%v, %v", c, err)
	}
	return c
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}

// summary is a card in a line: revenue / target, then value:score of each metric, then composite and grade.
func summary(c *scorecard.Scorecard) string {
	out := fmt.Sprintf("%s/%s", c.Revenue, text(c.Target))
	for _, r := range c.Results {
		out += " " + text(r.Value) + ":" + text(r.Score)
	}
	return out + " = " + text(c.Composite) + c.Grade
}

// Attainment, growth, active, new, repeat, mix, timeliness and quality, worked out by hand.
func TestCardsEqualWhatWasWorkedOutByHand(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	for _, c := range []struct {
		distributor uuid.UUID
		period      string
		want        string
	}{
		// Reported on the due day plus a second in Taipei, which is late. (30·120 + 15·66.8333 + 10·100·3 + 10·120 + 5·55.5556) ÷ 100.
		{north, "2013-07", "1000.5/800 125.06:120 0.05:66.83 40:100 3:100 25:100 100:120 0:0 95:55.56 = 90.8A"},
		// Reported in the last second of the due day. Nothing in June 2012 nor in May.
		// (30·0.1001 + 10·50 + 10·120 + 10·100 + 10·120·2) ÷ 80.
		{north, "2013-06", "500/999 50.05:0.1 -:- 20:50 20:120 25:100 100:120 100:120 -:- = 63.79C"},
		// No last year, so against July: 400 ÷ 1000.5 − 1. Targets by line. (30·120 + 10·120·2 + 5·120) ÷ 90.
		{north, "2013-08", "400/300 133.33:120 -60.02:0 0:0 0:0 -:- 100:120 100:120 100:120 = 73.33C"},
		// Months' targets; September is not due.
		{north, "2013-Q3", "1400.5/1100 127.32:120 40.05:120 60:100 8:100 50:100 150:120 50:28.57 97.5:83.33"},
		// The quarter's own target by line comes before the month's.
		{north, "2013-Q2", "500/700"},
		// Quarters' targets, of which one from its months.
		{north, "2013", "1900.5/1800"},
		{north, "2012", "1000/5000"},
		// Before it joined nothing is known.
		{south, "2013-07", "0/- -:- -:- -:- -:- -:- -:- -:- -:- = -"},
		// Silence, when due, is an answer.
		{south, "2013-08", "0/- -:- -:- 0:0 0:0 -:- 0:0 0:0 -:- = 0D"},
		{north, "2020-01", "0/- -:- -:- -:- -:- -:- -:- -:- -:- = -"},
	} {
		got := summary(card(t, s, c.distributor, c.period))
		if len(got) < len(c.want) || got[:len(c.want)] != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.period, got, c.want)
		}
	}
}

func TestACardIsProvisionalUntilItsPeriodIsOver(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	for p, want := range map[string]bool{"2013-08": false, "2013-09": true, "2013-Q3": true, "2013": true, "2014-01": true} {
		if c := card(t, s, north, p); c.Provisional != want || c.Programme.Version != 1 || c.Currency != "USD" {
			t.Errorf("%s: provisional %t, want %t", p, c.Provisional, want)
		}
	}
}

func TestTrendsEndWithThePeriod(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	for p, want := range map[string]struct {
		n          int
		first      string
		attainment []string // the last ones
	}{
		"2013-08": {12, "2012-09", []string{"-", "50.05", "125.06", "133.33"}},
		"2013-Q3": {8, "2011-Q4", []string{"-", "71.43", "127.32"}},
		"2013":    {3, "2011", []string{"-", "20", "105.58"}},
	} {
		trend := card(t, s, north, p).Results[0].Trend
		if len(trend) != want.n || trend[0].Period.String() != want.first || trend[want.n-1].Period.String() != p {
			t.Fatalf("%s: %v", p, trend)
		}
		for i, value := range want.attainment {
			point := trend[want.n-len(want.attainment)+i]
			if text(point.Value) != value {
				t.Errorf("%s: %s is %s, want %s", p, point.Period, text(point.Value), value)
			}
		}
	}
}

func TestScopesHoldEveryNumber(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	july := of(t, "2013-07")
	for name, sc := range map[string]scope.Scope{"own": scope.Of(south), "portfolio": manager, "none": {}} {
		if c, err := s.Scorecard(t.Context(), sc, north, july, scorecard.Whole); err == nil && c != nil {
			t.Errorf("%s sees NORTH's card", name)
		}
		if r, err := s.Revenues(t.Context(), sc, []uuid.UUID{north}, july); err == nil && !r[north].Revenue.IsZero() {
			t.Errorf("%s sees NORTH's revenue", name)
		}
		if o, err := s.Overview(t.Context(), sc, july); err == nil && (!o.Revenue.IsZero() || len(o.Rose) > 0 || o.Target.Valid) {
			t.Errorf("%s sees NORTH in the overview", name)
		}
		list, err := s.Scorecards(t.Context(), sc, july, scorecard.Filter{}, scorecard.Sort{By: scorecard.ByRevenue}, page.Args{}, scorecard.Whole)
		for _, c := range list.Items {
			if err == nil && c.DistributorID == north {
				t.Errorf("%s lists NORTH", name)
			}
		}
	}
}

func TestListsPageByNameAndByRevenue(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	july, first := of(t, "2013-07"), 1
	for _, c := range []struct {
		sort scorecard.Sort
		want []uuid.UUID
	}{
		{scorecard.Sort{}, []uuid.UUID{north, south}},
		{scorecard.Sort{Descending: true}, []uuid.UUID{south, north}},
		{scorecard.Sort{By: scorecard.ByRevenue}, []uuid.UUID{south, north}},
		{scorecard.Sort{By: scorecard.ByRevenue, Descending: true}, []uuid.UUID{north, south}},
	} {
		a := page.Args{First: &first}
		for i, want := range c.want {
			got, err := s.Scorecards(t.Context(), scope.System(), july, scorecard.Filter{}, c.sort, a, scorecard.Whole)
			if err != nil || len(got.Items) != 1 || got.Items[0].DistributorID != want || got.HasNext != (i == 0) {
				t.Fatalf("%+v, page %d: %v, %v", c.sort, i, got.Items, err)
			}
			a.After = &got.Cursors[0]
		}
		back, err := s.Scorecards(t.Context(), scope.System(), july, scorecard.Filter{}, c.sort, page.Args{Last: &first, Before: a.After}, scorecard.Whole)
		if err != nil || len(back.Items) != 1 || back.Items[0].DistributorID != c.want[0] {
			t.Errorf("%+v, backward: %v, %v", c.sort, back.Items, err)
		}
	}
	for name, f := range map[string]scorecard.Filter{"a name with a wildcard": {Search: "100%"}, "code": {Search: "north"}, "tier": {Tiers: []string{"TIER_1"}}} {
		got, err := s.Scorecards(t.Context(), scope.System(), july, f, scorecard.Sort{}, page.Args{}, scorecard.Whole)
		if err != nil || len(got.Items) != 1 || got.Items[0].DistributorID != north {
			t.Errorf("by %s: %v, %v", name, got.Items, err)
		}
		if n, err := got.Total(t.Context()); n != 1 || err != nil {
			t.Errorf("by %s: %d in all, %v", name, n, err)
		}
	}
	cursor := page.Cursor("x", "y")
	if _, err := s.Scorecards(t.Context(), scope.System(), july, scorecard.Filter{}, scorecard.Sort{}, page.Args{After: &cursor}, scorecard.Whole); err == nil {
		t.Error("took another list's cursor")
	}
}

func TestRevenuesAndOverview(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	revenues, err := s.Revenues(t.Context(), scope.System(), []uuid.UUID{north, south}, of(t, "2013-Q3"))
	if err != nil {
		t.Fatal(err)
	}
	n := revenues[north]
	if got := fmt.Sprintf("%s %s %s %s %s", n.Revenue, text(n.Target), n.LastYear, text(n.Attainment()), n.Currency); got != "1400.5 1100 1000 127.32 USD" {
		t.Errorf("NORTH's revenue: %s", got)
	}
	if !revenues[south].Revenue.IsZero() || revenues[south].Attainment().Valid {
		t.Errorf("SOUTH's revenue: %v", revenues[south])
	}
	o, err := s.Overview(t.Context(), scope.System(), of(t, "2013-08"))
	if err != nil {
		t.Fatal(err)
	}
	july := o.Months[6]
	got := fmt.Sprintf("%d %s %s %s | %d %s %s %s | %v %v | %v %d", o.Distributors, o.Revenue, text(o.Target), o.LastYear,
		len(o.Months), july.Revenue, text(july.Target), july.LastYear, len(o.Rose), len(o.Fell), len(o.Missing), o.MissingCount)
	if want := "2 400 300 0 | 12 1000.5 800 1000 | 0 1 | 1 1"; got != want {
		t.Errorf("overview\n got %s\nwant %s", got, want)
	}
	if fell := o.Fell[0]; fell.DistributorID != north || fell.Before.String() != "1000.5" || o.Missing[0] != south {
		t.Errorf("fell %v, missing %v", fell, o.Missing)
	}
}
