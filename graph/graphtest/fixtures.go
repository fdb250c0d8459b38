package graphtest

import (
	"context"
	"sync"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
)

// Password is everybody's.
const Password = "open sesame 2024"

var passwordHash = sync.OnceValues(func() (string, error) { return auth.HashPassword(context.Background(), Password) })

// Email is the address of the organisation's person in the role.
func Email(role, organization string) string {
	return role + "@" + map[string]string{"BRAND": "brand", "NORTH": "north", "SOUTH": "south"}[organization] + ".example"
}

// filler writes the fixtures as the owner, in one batch.
type filler struct {
	*Graph
	batch *pgx.Batch
	hash  string
}

func (g *Graph) fill() {
	g.t.Helper()
	hash, err := passwordHash()
	if err != nil {
		g.t.Fatalf("graphtest: %v", err)
	}
	g.organizations, g.users, g.keys, g.ids = map[string]uuid.UUID{}, map[string]uuid.UUID{}, map[string]string{}, map[string]uuid.UUID{}
	f := &filler{g, &pgx.Batch{}, hash}
	f.organization("BRAND", "BRAND", "Brand")
	g.Brand = g.organizations["BRAND"]
	f.add("INSERT INTO brand_settings (brand_id, base_currency, time_zone) VALUES ($1, 'TWD', 'Asia/Taipei')", g.Brand)
	f.catalogue()
	f.distributor("NORTH", "North Trading", "TPE", 3_000_000)
	f.distributor("SOUTH", "South Trading", "KHH", 2_000_000)
	for _, role := range policy.Roles() {
		if policy.Fits(role, true) {
			f.person(role, "BRAND")
			continue
		}
		f.person(role, "NORTH")
		f.person(role, "SOUTH")
	}
	f.add("INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)",
		g.users[policy.ChannelManager+"@BRAND"], g.organizations["NORTH"])
	if err := g.DB.Owner().SendBatch(context.Background(), f.batch).Close(); err != nil {
		g.t.Fatalf("graphtest: filling the database: %v", err)
	}
	f.makeKeys()
}

func (f *filler) add(sql string, args ...any) { f.batch.Queue(sql, args...) }

func (f *filler) id(code string) uuid.UUID {
	id := typeid.New()
	f.ids[code] = id
	return id
}

func (f *filler) organization(code, kind, name string) {
	id := typeid.New()
	f.organizations[code] = id
	f.add("INSERT INTO organizations (id, kind, name) VALUES ($1, $2, $3)", id, kind, name)
}

func (f *filler) person(role, organization string) {
	id := typeid.New()
	f.users[role+"@"+organization] = id
	f.add(`INSERT INTO users (id, organization_id, email, name, role, status, password_hash) VALUES ($1, $2, $3, $4, $5, 'ACTIVE', $6)`,
		id, f.organizations[organization], Email(role, organization), role+" of "+organization, role, f.hash)
}

func (f *filler) catalogue() {
	territory := `INSERT INTO territories (id, code, name, kind, parent_id, depth, span) VALUES ($1, $2, $3, $4, $5, $6, int4range($7, $8))`
	taiwan := f.id("TW")
	f.add(territory, taiwan, "TW", "Taiwan", "COUNTRY", nil, 0, 1, 4)
	f.add(territory, f.id("TPE"), "TPE", "Taipei", "CITY", taiwan, 1, 2, 3)
	f.add(territory, f.id("KHH"), "KHH", "Kaohsiung", "CITY", taiwan, 1, 3, 4)
	for _, line := range []string{"TOOLS", "PARTS"} {
		f.add("INSERT INTO product_lines (id, code, name) VALUES ($1, $2, $2)", f.id(line), line)
		for _, number := range []string{"1", "2"} {
			code := line[:1] + "-" + number
			f.add("INSERT INTO products (id, code, name, product_line_id) VALUES ($1, $2, $2, $3)", f.id(code), code, f.ids[line])
		}
	}
	f.add("INSERT INTO exchange_rates (currency, valid_from, rate) VALUES ('USD', '2020-01-01', 30)")
	f.add(`INSERT INTO price_policies (id, product_id, valid, list_price, floor_price, currency)
		VALUES ($1, $2, '[2020-01-01,)', 100, 80, 'TWD')`, f.id("price:T-1"), f.ids["T-1"])
}

func (f *filler) distributor(code, name, territory string, target int) {
	f.organization(code, "DISTRIBUTOR", name)
	id := f.organizations[code]
	f.add(`INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
		VALUES ($1, $2, $3, 'TIER_1', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01')`, id, code, name)
	f.add(`INSERT INTO assignments (distributor_id, id, territory_id, valid, exclusive, territory_span, line_span)
		SELECT $1, $2, t.id, '[2020-01-01,)', true, t.span, int4range(1, NULL) FROM territories t WHERE t.code = $3`,
		id, f.id("assignment:"+code), territory)
	f.add("INSERT INTO targets (distributor_id, id, kind, start, amount) VALUES ($1, $2, 'month', '2024-01-01', $3)", id, f.id("target:"+code), target)
	f.add("INSERT INTO product_aliases (distributor_id, alias, product_id) VALUES ($1, $2, $3)", id, code+"-T1", f.ids["T-1"])
}

// makeKeys gives everybody an API key of their own role.
func (f *filler) makeKeys() {
	for name, id := range f.users {
		role, code := split(name)
		err := pgx.BeginFunc(context.Background(), f.DB.Owner(), func(tx pgx.Tx) (err error) {
			_, f.keys[name], err = auth.NewKey(context.Background(), tx, f.organizations[code], id, "test", role)
			return err
		})
		if err != nil {
			f.t.Fatalf("graphtest: %v", err)
		}
	}
}
