package scorecard_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// channelWorld is a brand and what four distributors sold in two countries. B buys from A, C from B, and D from the brand, as A does. TW
// holds TPE and KHH, JP nothing. Two product lines of a product each: P lists at 100 USD, at 90 in stores; Q at 2000 JPY of 0.01 USD each.
const channelWorld = `
INSERT INTO organizations (id, kind, name) VALUES ('00000000-0000-7000-8000-0000000000b0', 'BRAND', 'Brand');
INSERT INTO brand_settings (brand_id, base_currency, time_zone, report_due_day) VALUES ('00000000-0000-7000-8000-0000000000b0', 'USD', 'Asia/Taipei', 10);
INSERT INTO organizations (id, kind, name) SELECT ('00000000-0000-7000-8000-00000000000' || lower(c))::uuid, 'DISTRIBUTOR', c FROM unnest('{A,B,C,D}'::text[]) c;
INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on, parent_id)
  SELECT o.id, o.name, o.name, 'TIER_1', 'ACTIVE', CASE o.name WHEN 'D' THEN '{ECOMMERCE,STORE}'::text[] ELSE '{STORE}' END, 'USD', 'TW', 'Asia/Taipei', '2012-01-01', p.id
  FROM organizations o LEFT JOIN (VALUES ('B', 'A'), ('C', 'B')) v (child, parent) ON v.child = o.name LEFT JOIN organizations p ON p.name = v.parent AND p.kind = 'DISTRIBUTOR'
  WHERE o.kind = 'DISTRIBUTOR' ORDER BY o.name;
INSERT INTO product_lines (id, code, name) VALUES ('00000000-0000-7000-8000-000000000010', 'L', 'L'), ('00000000-0000-7000-8000-000000000020', 'M', 'M');
INSERT INTO products (id, code, name, product_line_id) VALUES
  ('00000000-0000-7000-8000-000000000011', 'P', 'P', '00000000-0000-7000-8000-000000000010'), ('00000000-0000-7000-8000-000000000021', 'Q', 'Q', '00000000-0000-7000-8000-000000000020');
INSERT INTO exchange_rates VALUES ('JPY', '2013-01-01', 0.01), ('JPY', '2013-08-15', 0.5);
INSERT INTO price_policies SELECT gen_random_uuid(), ('00000000-0000-7000-8000-0000000000' || p)::uuid, c, v::daterange, l, NULL, m FROM (VALUES
  ('11', NULL, '[2013-01-01,)', 100, 'USD'), ('11', 'STORE', '[2013-07-10,)', 90, 'USD'), ('11', 'STORE', '[2013-01-01,2013-07-10)', 1, 'USD'), ('21', NULL, '[2013-01-01,2013-08-01)', 2000, 'JPY')) v (p, c, v, l, m);
INSERT INTO territories (id, code, name, kind, parent_id, depth, span) VALUES
  ('00000000-0000-7000-8000-000000000f01', 'TW', 'TW', 'COUNTRY', NULL, 0, '[1,4)'), ('00000000-0000-7000-8000-000000000f02', 'TPE', 'TPE', 'CITY', '00000000-0000-7000-8000-000000000f01', 1, '[2,3)'),
  ('00000000-0000-7000-8000-000000000f03', 'KHH', 'KHH', 'CITY', '00000000-0000-7000-8000-000000000f01', 1, '[3,4)'),
  ('00000000-0000-7000-8000-000000000f04', 'JP', 'JP', 'COUNTRY', NULL, 0, '[4,5)'), ('00000000-0000-7000-8000-000000000f05', 'CN', 'CN', 'COUNTRY', NULL, 0, '[5,6)');
INSERT INTO assignments SELECT ('00000000-0000-7000-8000-00000000000' || d)::uuid, gen_random_uuid(), t.id, NULL, v::daterange, false, t.span, '[1,9)' FROM (VALUES
  ('a', 'TW', '[2012-01-01,)'), ('b', 'TPE', '[2013-07-31,)'), ('b', 'TPE', '[2012-01-01,2013-01-01)'), ('d', 'JP', '[2013-08-01,)'), ('c', 'CN', '[2013-07-01,2013-07-02)')) v (d, t, v)
  JOIN territories t ON t.code = v.t;
INSERT INTO sales_by_product SELECT CASE d WHEN 'brand' THEN '00000000-0000-7000-8000-0000000000b0' ELSE '00000000-0000-7000-8000-00000000000' || d END::uuid, m::date,
    ('00000000-0000-7000-8000-0000000000' || p)::uuid, coalesce((SELECT id FROM territories WHERE code = t), '00000000-0000-0000-0000-000000000000'), c, ('00000000-0000-7000-8000-0000000000' || left(p, 1) || '0')::uuid, n, q, r FROM (VALUES
  ('a', '2013-07-01', '11', 'TPE', 'STORE', 3, 10, 810), ('a', '2013-07-01', '21', 'TPE', 'STORE', 1, 5, 90), ('a', '2013-07-01', '11', 'KHH', 'DISTRIBUTION', 1, 1, 110),
  ('b', '2013-07-01', '11', 'TPE', 'STORE', 1, 2, 180), ('c', '2013-07-01', '21', 'TW', 'STORE', 1, 1, 10), ('d', '2013-07-01', '11', '', 'ECOMMERCE', 5, 8, 600),
  ('d', '2013-07-01', '11', 'JP', 'ECOMMERCE', 0, 0, 200), ('d', '2013-06-01', '11', '', 'ECOMMERCE', 1, 1, 700), ('a', '2012-07-01', '11', 'TPE', 'STORE', 1, 1, 500), ('a', '2013-08-01', '21', 'TPE', 'STORE', 1, 1, 30),
  ('brand', '2013-07-01', '11', 'TPE', 'DIRECT', 1, 1, 9999)) v (d, m, p, t, c, n, q, r);
INSERT INTO sales_by_line SELECT distributor_id, month, product_line_id, sum(lines), sum(quantity), sum(revenue) FROM sales_by_product GROUP BY 1, 2, 3;
INSERT INTO sales_by_territory SELECT distributor_id, month, territory_id, product_line_id, channel_type, sum(lines), sum(revenue) FROM sales_by_product GROUP BY 1, 2, 3, 4, 5;
INSERT INTO targets SELECT ('00000000-0000-7000-8000-00000000000' || d)::uuid, gen_random_uuid(), 'month', m::date, NULL, a FROM (VALUES
  ('a', '2013-07-01', 1000), ('b', '2013-07-01', 200), ('d', '2013-07-01', 900), ('d', '2013-08-01', 400)) v (d, m, a);
INSERT INTO customer_counts SELECT ('00000000-0000-7000-8000-00000000000' || d)::uuid, 'month', '2013-07-01', a, r, f FROM (VALUES ('a', 30, 9, 4), ('b', 10, 1, 10), ('d', 8, 8, 0)) v (d, a, r, f);
INSERT INTO feedback (distributor_id, id, responded_on, csat, nps, source, withdrawn_at) SELECT ('00000000-0000-7000-8000-00000000000' || d)::uuid, gen_random_uuid(), o::date, c, n, 'RECORDED', w::timestamptz FROM (VALUES
  ('a', '2013-07-01', 5, 9, NULL), ('a', '2013-07-31', 4, 6, NULL), ('b', '2013-07-15', 4, 8, NULL), ('b', '2013-08-01', 1, 0, NULL), ('a', '2013-07-02', 1, 0, '2013-07-03'), ('d', '2013-07-09', NULL, 10, NULL)) v (d, o, c, n, w);
INSERT INTO budgets VALUES (2013, 'STORE', 12000), (2013, 'SOCIAL', 6000), (2012, 'STORE', 1);
`

func newChannel(t *testing.T) (*scorecard.Service, *pgtest.DB) {
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), channelWorld); err != nil {
		t.Fatal(err)
	}
	return scorecard.New(db.App(), func() time.Time { return time.Date(2013, 9, 20, 12, 0, 0, 0, time.UTC) }), db
}

// kinds are what each kind of channel brings, a line each.
func kinds(c scorecard.Channel) (out []string) {
	for _, k := range c.Kinds {
		out = append(out, fmt.Sprintf("%s %s=%s%% was %s, budget %s target %s, %d sell to %d/%d repeat %s, price %s csat %s nps %s", k.ChannelType, k.Revenue, text(k.Contribution), k.LastYear,
			text(k.Budget), text(k.Target), k.Distributors, k.Active, k.Fresh, text(k.RepeatRate), text(k.PriceLevel), text(k.CSAT), text(k.NPS)))
	}
	return out
}

func lies(c scorecard.Channel) (out []string) {
	names := map[string]string{"1": "TW", "2": "TPE", "3": "KHH", "4": "JP", "5": "CN"}
	for _, t := range c.Territories {
		out = append(out, fmt.Sprintf("%s %s was %s: breadth %d length %s depth %s density %s assigned %d", names[t.TerritoryID.String()[35:]], t.Revenue, t.LastYear,
			t.Breadth, text(t.Length), text(t.Depth), text(t.Density), t.Assigned))
	}
	return out
}

func wantLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", what, got, want)
	}
}

// Each number was worked out by hand from channelWorld.
func TestTheChannelOfAMonth(t *testing.T) {
	t.Parallel()
	s, _ := newChannel(t)
	c, err := s.Channel(t.Context(), scope.System(), of(t, "2013-07"))
	if err != nil {
		t.Fatal(err)
	}
	// All revenue: 1,010 of A, 180 of B, 10 of C, 800 of D = 2,000; the brand's own 9,999 is not in it.
	// Price in stores: (810 + 180 + 90 + 10) ÷ (12 × 90 + 6 × 20) = 1090 ÷ 1200. Of ECOMMERCE 800 ÷ (8 × 100).
	// STORE is the first of A, B and C: 40 customers, 14 new, 10 ÷ 40 repeat; answers 5, 4, 4 and 9, 6, 8.
	wantLines(t, "kinds", kinds(c),
		"STORE 1090=54.5% was 500, budget 1000 target 1200, 3 sell to 40/14 repeat 25, price 90.83 csat 4.33 nps 0",
		"ECOMMERCE 800=40% was 0, budget - target 900, 1 sell to 8/0 repeat 100, price 100 csat - nps 100",
		"DISTRIBUTION 110=5.5% was 0, budget - target -, 0 sell to 0/0 repeat -, price 110 csat - nps -",
		"SOCIAL 0=0% was 0, budget 500 target -, 0 sell to 0/0 repeat -, price - csat - nps -")
	// In TW A (level 1, two lines), B (2, one) and C (3, one) sold; it has two regions below. D sold nothing in JP, its credit counts as revenue alone.
	wantLines(t, "territories", lies(c),
		"TW 1200 was 500: breadth 3 length 2 depth 1.33 density 1.5 assigned 2",
		"TPE 1080 was 500: breadth 2 length 1.5 depth 1.5 density - assigned 2",
		"JP 200 was 0: breadth 0 length - depth - density - assigned 0",
		"KHH 110 was 0: breadth 1 length 1 depth 1 density - assigned 1",
		"CN 0 was 0: breadth 0 length - depth - density - assigned 1")
	var curve []string
	for _, p := range c.Concentration.Curve {
		curve = append(curve, p.Distributors.String()+":"+p.Revenue.String())
	}
	wantLines(t, "curve", curve, "0:0", "25:50.5", "50:90.5", "75:99.5", "100:100")
	var largest []string
	for _, l := range c.Concentration.Largest {
		largest = append(largest, fmt.Sprintf("%s %s was %s", l.DistributorID.String()[35:], l.Revenue, l.Before))
	}
	wantLines(t, "largest", largest, "a 1010 was 0", "d 800 was 700", "b 180 was 0", "c 10 was 0")
	if k := c.Concentration; k.Distributors != 4 || text(k.TopFifth) != "50.5" || k.ForEighty != 2 {
		t.Errorf("concentration %+v", k)
	}
	var months []string
	for _, m := range c.Months[6:9] {
		months = append(months, fmt.Sprintf("%s %s/%s of %s", m.Period, m.Revenue, text(m.Target), text(m.Budget)))
	}
	wantLines(t, "months", months, "2013-07 2000/2100 of 1500", "2013-08 30/400 of 1500", "2013-09 0/- of 1500")
	if len(c.Months) != 12 || c.Currency != "USD" {
		t.Errorf("%d months in %s", len(c.Months), c.Currency)
	}
}

func TestTheChannelOfAQuarterAndAYear(t *testing.T) {
	t.Parallel()
	s, _ := newChannel(t)
	for p, want := range map[string][]string{
		// Q had a list price in July alone: 1090 ÷ 1200 still.
		"2013-Q3": {"STORE 1120=55.17% was 500, budget 3000 target 1200, 3 sell to 0/0 repeat -, price 90.83 csat 3.5 nps -25",
			"ECOMMERCE 800=39.41% was 0, budget - target 1300, 1 sell to 0/0 repeat -, price 100 csat - nps 100",
			"DISTRIBUTION 110=5.42% was 0, budget - target -, 0 sell to 0/0 repeat -, price 110 csat - nps -",
			"SOCIAL 0=0% was 0, budget 1500 target -, 0 sell to 0/0 repeat -, price - csat - nps -"},
		"2012": {"STORE 500=100% was 0, budget 1 target -, 1 sell to 0/0 repeat -, price - csat - nps -"},
		"2020": nil,
	} {
		c, err := s.Channel(t.Context(), scope.System(), of(t, p))
		if err != nil {
			t.Fatal(err)
		}
		wantLines(t, p, kinds(c), want...)
		if p == "2020" && (c.Concentration.TopFifth.Valid || c.Concentration.Distributors != 0 || len(c.Concentration.Curve) != 0 || c.Months[0].Budget.Valid) {
			t.Errorf("a year without anything: %+v", c)
		}
	}
}

// A portfolio's view has the portfolio's distributors, and no budget: that is for the whole channel.
func TestAPortfoliosChannelIsItsOwn(t *testing.T) {
	t.Parallel()
	s, db := newChannel(t)
	manager := scope.Scope{Reach: scope.Portfolio, User: uuid.New(), Organization: uuid.MustParse("00000000-0000-7000-8000-0000000000b0")}
	if _, err := db.Owner().Exec(t.Context(), fmt.Sprintf(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ('%[1]s', '00000000-0000-7000-8000-0000000000b0', 'm@example.com', 'M', 'channel_manager', 'ACTIVE');
		INSERT INTO portfolio_members (user_id, distributor_id) VALUES ('%[1]s', '%[2]s'), ('%[1]s', '%[3]s')`, manager.User, member("B"), member("C"))); err != nil {
		t.Fatal(err)
	}
	c, err := s.Channel(t.Context(), manager, of(t, "2013-07"))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, "kinds", kinds(c), "STORE 190=100% was 0, budget - target 200, 2 sell to 10/10 repeat 10, price 95 csat 4 nps 0")
	wantLines(t, "territories", lies(c), // B's chain ends with A, which is out of reach: levels 2 and 3
		"TW 190 was 0: breadth 2 length 2.5 depth 1 density 1 assigned 1",
		"TPE 180 was 0: breadth 1 length 2 depth 1 density - assigned 1",
		"CN 0 was 0: breadth 0 length - depth - density - assigned 1")
	if c.Concentration.Distributors != 2 || c.Months[6].Revenue.String() != "190" || c.Months[6].Budget.Valid || text(c.Months[6].Target) != "200" {
		t.Errorf("%+v", c)
	}
	for _, sc := range []scope.Scope{{}, scope.Of(uuid.New())} {
		c, err := s.Channel(t.Context(), sc, of(t, "2013-07"))
		if err == nil && (len(c.Kinds) > 0 || len(c.Territories) > 0 || c.Concentration.Distributors > 0) {
			t.Errorf("%v sees %+v", sc, c)
		}
	}
}

// What is added up beforehand is what is there, before and after it moved, for all and for a portfolio; and it is what the view goes by.
func TestTheChannelByMonthsThatAreKept(t *testing.T) {
	t.Parallel()
	s, db := newChannel(t)
	keeper := scorecard.NewKeeper(db.Engine(), time.Now)
	exec := func(sql string) {
		t.Helper()
		if _, err := db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	manager := scope.Scope{Reach: scope.Portfolio, User: uuid.New()}
	exec(fmt.Sprintf(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ('%[1]s', '00000000-0000-7000-8000-0000000000b0', 'm@example.com', 'M', 'channel_manager', 'ACTIVE');
		INSERT INTO portfolio_members (user_id, distributor_id) VALUES ('%[1]s', '%[2]s'), ('%[1]s', '%[3]s')`, manager.User, member("A"), member("D")))
	views := func() (out []string) {
		t.Helper()
		for _, sc := range []scope.Scope{scope.System(), manager, scope.Of(member("A"))} {
			for _, p := range []string{"2013", "2013-Q3", "2013-Q2", "2013-07", "2013-08", "2012", "2014-01"} {
				c, err := s.Channel(t.Context(), sc, of(t, p))
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, fmt.Sprintf("%s %+v", sc.Reach, c))
			}
		}
		return out
	}
	keep := func() {
		t.Helper()
		if err := keeper.KeepChannel(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	same := func(what string, got, want []string, alike bool) {
		t.Helper()
		if slices.Equal(got, want) != alike {
			t.Errorf("%s\n got %q\nwant %q (%v)", what, got, want, alike)
		}
	}
	first := views()
	keep()
	same("kept", views(), first, true)

	exec(`UPDATE sales_by_product SET revenue = revenue + 100, quantity = quantity + 1 WHERE distributor_id = '00000000-0000-7000-8000-00000000000d' AND channel_type = 'ECOMMERCE' AND month = '2013-07-01' AND lines > 0;
		UPDATE sales_by_line SET revenue = revenue + 100 WHERE distributor_id = '00000000-0000-7000-8000-00000000000d' AND month = '2013-07-01'`)
	same("moved behind its version", views(), first, true)
	exec(`INSERT INTO data_versions VALUES ('00000000-0000-7000-8000-00000000000d', 1)`)
	moved := views()
	same("one moved", moved, first, false)
	keep()
	same("one moved and kept", views(), moved, true)
	exec(`DELETE FROM channel_keeps`)
	same("one moved and none kept", views(), moved, true)

	keep()
	exec(`UPDATE price_policies SET list_price = list_price * 2 WHERE channel_type IS NULL; UPDATE input_versions SET version = version + 1 WHERE name = 'catalog'`)
	dearer := views()
	same("other prices", dearer, moved, false)
	keep()
	same("other prices and kept", views(), dearer, true)
}
