package customer

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// site is a database with a brand and accounts of several distributors.
type site struct {
	t       testing.TB
	db      *pgtest.DB
	service *Service
	matcher *Matcher
	brand   uuid.UUID
	owners  map[string]uuid.UUID
}

var half = decimal.NewFromFloat(0.5)

func pageOf(n int) page.Request { return page.Request{Limit: n} }

type noQueue struct{}

func (noQueue) Match(context.Context, pgx.Tx) error { return nil }

func newSite(t testing.TB) *site {
	t.Helper()
	db := pgtest.New(t)
	s := &site{t: t, db: db, brand: typeid.New(), owners: map[string]uuid.UUID{}}
	s.exec(`INSERT INTO organizations (id, kind, name) VALUES ($1, 'BRAND', 'Brand')`, s.brand)
	s.exec(`INSERT INTO brand_settings (brand_id, base_currency, time_zone) VALUES ($1, 'TWD', 'Asia/Taipei')`, s.brand)
	s.owners["BRAND"] = s.brand
	s.service = New(db.App(), noQueue{}, nil, NoRules{}, time.Now)
	s.matcher = NewMatcher(db.Engine(), NoRules{}, time.Now, slog.New(slog.DiscardHandler))
	return s
}

func (s *site) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.db.Owner().Exec(s.t.Context(), sql, args...); err != nil {
		s.t.Fatal(err)
	}
}

// all is what the brand's administrator reaches.
func (s *site) all() scope.Scope { return scope.Scope{Reach: scope.All, Organization: s.brand} }

// owner gives the organisation of that name.
func (s *site) owner(name string) uuid.UUID {
	if _, ok := s.owners[name]; !ok {
		s.owners[name] = typeid.New()
	}
	return s.owners[name]
}

// shop is an organisation's account.
type shop struct{ owner, name, taxID, phone, street, city string }

func (s *site) add(a shop) uuid.UUID {
	s.t.Helper()
	id, owner := typeid.New(), s.owner(a.owner)
	s.exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization, tax_id) VALUES ($1, $2, uuid_send($2), $3, true, $4)`, owner, id, a.name, a.taxID)
	s.exec(`INSERT INTO account_contacts (distributor_id, account_id, phone, street, city, country) VALUES ($1, $2, $3, $4, $5, 'TW')`, owner, id, a.phone, a.street, a.city)
	s.exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, owner, id)
	return id
}

func (s *site) drain() {
	s.t.Helper()
	if err := s.matcher.Drain(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// customerOf gives which customer an account stands for.
func (s *site) customerOf(account uuid.UUID) uuid.UUID {
	s.t.Helper()
	of, err := s.service.CustomersOf(s.t.Context(), s.all(), []uuid.UUID{account})
	if err != nil || of[account] == uuid.Nil {
		s.t.Fatalf("%s stands for no customer: %v", account, err)
	}
	return of[account]
}

func (s *site) pairs(states ...PairState) []Pair {
	s.t.Helper()
	p, err := inTx(s.t.Context(), s.service.pool, s.all(), func(tx pgx.Tx) ([]Pair, error) {
		return listPairs(s.t.Context(), tx, PairFilter{States: states}, pageOf(100))
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestAccountsOfTwoDistributorsBecomeOneCustomer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	north := s.add(shop{"NORTH", "大同股份有限公司", "", "02-2592-5252", "中山北路三段22號", "臺北市"})
	south := s.add(shop{"SOUTH", "大同(股)公司", "", "+886 2 2592 5252", "中山北路3段22號", "台北市"})
	other := s.add(shop{"SOUTH", "聲寶股份有限公司", "", "02-2392-6161", "信義路二段1號", "台北市"})
	s.drain()
	if s.customerOf(north) != s.customerOf(south) {
		t.Errorf("the two were not linked: %+v", s.pairs(PairOpen, PairLinked, PairClosed))
	}
	if s.customerOf(other) == s.customerOf(north) {
		t.Error("another company was linked to them")
	}
	c, err := s.service.Customer(t.Context(), s.all(), s.customerOf(north))
	if err != nil || c.Accounts != 2 || c.Organizations != 2 || c.Name == nil {
		t.Errorf("customer = %+v, %v", c, err)
	}
	var said int
	if err := s.db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM audit_entries WHERE organization_id = $1 AND action = 'customer.match'
		AND (after->>'customers')::int = 3 AND jsonb_array_length(after->'linked') = 1`, s.brand).Scan(&said); err != nil || said != 1 {
		t.Errorf("the log says %d times what the portal did by itself, %v", said, err)
	}
	linked := s.pairs(PairLinked)
	if len(linked) != 1 || !linked[0].Automatic || len(linked[0].Fields) == 0 {
		t.Fatalf("pairs = %+v", linked)
	}
	// Nothing is lost by undoing, and the portal doesn't link them by itself again.
	if _, err := s.service.Decide(t.Context(), s.all(), linked[0].ID, DecideUndo, ""); err != nil {
		t.Fatal(err)
	}
	if s.customerOf(north) == s.customerOf(south) {
		t.Error("undoing left them linked")
	}
	s.exec(`INSERT INTO match_pending SELECT distributor_id, id FROM accounts`)
	s.drain()
	if s.customerOf(north) == s.customerOf(south) {
		t.Error("the portal linked again what a person had undone")
	}
	if _, err := s.service.Decide(t.Context(), s.all(), linked[0].ID, DecideLink, "visited"); err != nil {
		t.Fatal(err)
	}
	if s.customerOf(north) != s.customerOf(south) {
		t.Error("a person's link did nothing")
	}
}

func TestUnlinkingKeepsApart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.add(shop{"NORTH", "大同股份有限公司", "", "02-2592-5252", "中山北路三段22號", "臺北市"})
	b := s.add(shop{"SOUTH", "大同股份有限公司", "", "02-2592-5252", "中山北路三段22號", "臺北市"})
	c := s.add(shop{"EAST", "大同股份有限公司", "", "02-2592-5252", "中山北路三段22號", "臺北市"})
	s.drain()
	if s.customerOf(a) != s.customerOf(b) || s.customerOf(b) != s.customerOf(c) {
		t.Fatal("the three were not linked")
	}
	got, err := s.service.Unlink(t.Context(), s.all(), b, "another shop at the same place")
	if err != nil {
		t.Fatal(err)
	}
	if got.Now.ID == got.Before.ID || s.customerOf(a) != s.customerOf(c) || s.customerOf(a) == s.customerOf(b) {
		t.Errorf("unlinked = %+v", got)
	}
	s.exec(`INSERT INTO match_pending SELECT distributor_id, id FROM accounts`)
	s.drain()
	if s.customerOf(a) == s.customerOf(b) {
		t.Error("the portal linked again what a person had unlinked")
	}
	if linked, left, err := s.service.LinkAbove(t.Context(), s.all(), half, nil); err != nil || linked+left != 0 {
		t.Errorf("linking above took %d, left %d, %v", linked, left, err)
	}
	if _, err := s.service.Link(t.Context(), s.all(), b, s.customerOf(a), "it is the same"); err != nil || s.customerOf(a) != s.customerOf(b) {
		t.Errorf("linking by hand: %v", err)
	}
}

func TestBranchesOfAChainStayApart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.add(shop{"NORTH", "統一超商股份有限公司台北市第一分公司", "", "", "中山北路一段1號", "臺北市"})
	two := s.add(shop{"SOUTH", "統一超商股份有限公司台北市第二分公司", "", "", "中山北路一段2號", "臺北市"})
	s.drain()
	if s.customerOf(one) == s.customerOf(two) {
		t.Error("two branches became one customer")
	}
}

func TestDuplicatesAreTheOwnersAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.add(shop{"NORTH", "Acme Bicycles Ltd.", "", "+44 20 7946 0111", "1 High Street", "London"})
	b := s.add(shop{"NORTH", "ACME Bicycles Limited", "", "+44 20 7946 0111", "1 High St", "London"})
	s.drain()
	if got := s.pairs(PairOpen, PairLinked); len(got) != 0 {
		t.Errorf("the brand's queue has duplicates of one list: %+v", got)
	}
	var n int
	err := s.db.App().InTx(t.Context(), scope.Of(s.owner("NORTH")), func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*) FROM account_duplicates WHERE likely AND state = 'OPEN'`).Scan(&n)
	})
	if err != nil || n != 1 {
		t.Errorf("duplicates of %v and %v: %d, %v", a, b, n, err)
	}
	err = s.db.App().InTx(t.Context(), s.all(), func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*) FROM account_duplicates`).Scan(&n)
	})
	if err != nil || n != 0 {
		t.Errorf("the brand sees %d duplicates of a distributor's list, %v", n, err)
	}
}

// TestACommonValueLinksNobody is fifty thousand accounts of one name.
func TestACommonValueLinksNobody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const many = 5_000
	s.exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization)
		SELECT CASE WHEN n % 2 = 0 THEN $1::uuid ELSE $2::uuid END, gen_random_uuid(), int8send(n), 'Test', true FROM generate_series(1, $3::bigint) n`, s.owner("NORTH"), s.owner("SOUTH"), many)
	s.exec(`INSERT INTO match_pending SELECT distributor_id, id FROM accounts`)
	begin := time.Now()
	s.drain()
	t.Logf("%d accounts of one name: %v", many, time.Since(begin))
	var customers, pairs int
	if err := s.db.Owner().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM match_pairs WHERE state = 'LINKED')`).Scan(&customers, &pairs); err != nil {
		t.Fatal(err)
	}
	if customers != many || pairs != 0 {
		t.Errorf("%d accounts became %d customers by %d links", many, customers, pairs)
	}
}

func TestLinkingAllThatIsSureLeavesWhatAPersonSaid(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	tatung := func(owner string) uuid.UUID {
		return s.add(shop{owner, "大同股份有限公司", "", "02-2592-5252", "中山北路三段22號", "臺北市"})
	}
	sampo := func(owner string) uuid.UUID {
		return s.add(shop{owner, "聲寶股份有限公司", "", "02-2392-6161", "信義路二段1號", "臺北市"})
	}
	a, b, c, d := tatung("NORTH"), tatung("SOUTH"), sampo("NORTH"), sampo("SOUTH")
	s.drain()
	for _, p := range s.pairs(PairLinked) { // open again, as if a person had to be asked
		if _, err := s.service.Decide(t.Context(), s.all(), p.ID, DecideUndo, ""); err != nil {
			t.Fatal(err)
		}
	}
	if open := s.pairs(PairOpen); len(open) != 2 {
		t.Fatalf("open = %+v", open)
	}
	// A third account of the first company stands apart from one of the two, by a person's word.
	e := tatung("EAST")
	s.drain()
	for _, p := range s.pairs(PairOpen, PairLinked) {
		if (p.FirstAccount == e || p.SecondAccount == e) && (p.FirstAccount == a || p.SecondAccount == a) {
			if _, err := s.service.Decide(t.Context(), s.all(), p.ID, DecideDifferent, "two shops"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if s.customerOf(e) == s.customerOf(a) {
		t.Fatal("what is different is together")
	}
	linked, left, err := s.service.LinkAbove(t.Context(), s.all(), half, nil)
	if err != nil || linked == 0 {
		t.Fatalf("linked %d, left %d, %v", linked, left, err)
	}
	if s.customerOf(c) != s.customerOf(d) {
		t.Error("a sure pair was not linked")
	}
	if s.customerOf(a) == s.customerOf(e) {
		t.Errorf("linking all brought together what a person had kept apart: %v, %v and %v; left %d", a, b, e, left)
	}
	if _, _, err := s.service.LinkAbove(t.Context(), s.all(), decimal.NewFromFloat(0.4), nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("linking all above 0.4: %v", err)
	}
}
