package partner_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// world is a database with a brand, the distributors NORTH and SOUTH, two product lines, and the regions
// C (country) › P (province) › X, Y (cities).
type world struct {
	*testing.T
	db          *pgtest.DB
	s           *partner.Service
	brand       partner.Settings
	north       uuid.UUID
	south       uuid.UUID
	bikes       uuid.UUID
	helmets     uuid.UUID
	territories map[string]uuid.UUID
}

var all = scope.System()

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: pgtest.New(t), territories: map[string]uuid.UUID{}}
	w.s = partner.New(w.db.App())
	var err error
	w.brand, err = w.s.CreateBrand(t.Context(), all, partner.Brand{Name: "Tonglu", BaseCurrency: "USD", TimeZone: "Asia/Taipei"})
	w.must(err)
	w.north, w.south = w.distributor("NORTH"), w.distributor("SOUTH")
	w.bikes, w.helmets = w.line("BIKES"), w.line("HELMETS")
	w.territory("C", "", partner.Country)
	w.territory("P", "C", partner.Province)
	w.territory("X", "P", partner.City)
	w.territory("Y", "P", partner.City)
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func facts(name string) partner.Facts {
	return partner.Facts{Name: partner.Name{Default: name}, Tier: partner.Tier1, Status: partner.Active, ChannelTypes: []partner.ChannelType{partner.Store},
		Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei", JoinedOn: day("2012-01-01")}
}

func (w *world) distributor(code string) uuid.UUID {
	w.Helper()
	d, err := w.s.CreateDistributor(w.Context(), all, nil, partner.NewDistributor{Code: code, Facts: facts(code)})
	w.must(err)
	return d.ID
}

func (w *world) line(code string) uuid.UUID {
	w.Helper()
	id := typeid.New()
	_, err := w.db.Owner().Exec(w.Context(), `INSERT INTO product_lines (id, code, name) VALUES ($1, $2, $2)`, id, code)
	w.must(err)
	return id
}

func (w *world) territory(code, parent string, kind partner.TerritoryKind) uuid.UUID {
	w.Helper()
	n := partner.NewTerritory{Code: code, Name: partner.Name{Default: "Region " + code}, Kind: kind}
	if parent != "" {
		id := w.territories[parent]
		n.ParentID = &id
	}
	t, err := w.s.CreateTerritory(w.Context(), all, nil, n)
	w.must(err)
	w.territories[code] = t.ID
	return t.ID
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func until(text string) *time.Time { d := day(text); return &d }

// count reads a number as the owner.
func (w *world) count(sql string, args ...any) (n int) {
	w.Helper()
	w.must(w.db.Owner().QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

func (w *world) version(id uuid.UUID) int {
	w.Helper()
	return w.count(`SELECT version FROM data_versions WHERE distributor_id = $1`, id)
}
