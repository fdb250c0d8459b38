package partner

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// distributorColumns name the columns as distributorRow does.
const distributorColumns = `d.id, d.code, d.name, coalesce(d.name_hant, '') AS name_hant, coalesce(d.name_hans, '') AS name_hans,
	d.parent_id, d.tier, d.status, d.channel_types, d.currency::text AS currency, d.country, d.time_zone, d.joined_on, d.left_on`

type distributorRow struct {
	ID           uuid.UUID
	Code         string
	Name         string
	NameHant     string
	NameHans     string
	ParentID     *uuid.UUID
	Tier         Tier
	Status       Status
	ChannelTypes []ChannelType
	Currency     string
	Country      string
	TimeZone     string
	JoinedOn     time.Time
	LeftOn       *time.Time
}

func (r distributorRow) distributor() Distributor {
	return Distributor{ID: r.ID, Code: r.Code, Facts: Facts{
		Name: Name{r.Name, r.NameHant, r.NameHans}, ParentID: r.ParentID, Tier: r.Tier, Status: r.Status,
		ChannelTypes: r.ChannelTypes, Currency: r.Currency, Country: r.Country, TimeZone: r.TimeZone,
		JoinedOn: r.JoinedOn, LeftOn: r.LeftOn,
	}}
}

func distributorsOf(rows []distributorRow) []Distributor {
	out := make([]Distributor, len(rows))
	for i, r := range rows {
		out[i] = r.distributor()
	}
	return out
}

// DistributorFilter says which distributors to list; the zero value is all.
type DistributorFilter struct {
	Search      string
	Tiers       []Tier
	Statuses    []Status
	Country     string
	ParentID    *uuid.UUID // all below it
	ChannelType ChannelType
}

// where gives the conditions of the filter within the scope.
func (f DistributorFilter) where(sc scope.Scope, args postgres.Args) string {
	parts := []string{sc.Where("d.id", args)}
	add := func(condition, name string, value any) {
		parts = append(parts, condition)
		args[name] = value
	}
	if strings.TrimSpace(f.Search) != "" {
		add("(d.code ILIKE @search OR d.name ILIKE @search OR d.name_hant ILIKE @search OR d.name_hans ILIKE @search)", "search", Pattern(f.Search))
	}
	if len(f.Tiers) > 0 {
		add("d.tier = ANY(@tiers)", "tiers", f.Tiers)
	}
	if len(f.Statuses) > 0 {
		add("d.status = ANY(@statuses)", "statuses", f.Statuses)
	}
	if f.Country != "" {
		add("d.country = @country", "country", strings.ReplaceAll(f.Country, "\x00", ""))
	}
	if f.ChannelType != "" {
		add("@channel_type = ANY(d.channel_types)", "channel_type", f.ChannelType)
	}
	switch {
	case f.ParentID != nil && sc.Reach == scope.Own:
		// Who buys from whom is the brand's to know: whatever the parent, the answer is the same.
		parts = append(parts, "false")
	case f.ParentID != nil:
		add(`d.id IN (WITH RECURSIVE below AS (
			SELECT c.id FROM distributors c WHERE c.parent_id = @parent
			UNION SELECT c.id FROM distributors c JOIN below b ON c.parent_id = b.id) SELECT id FROM below)`, "parent", *f.ParentID)
	}
	return strings.Join(parts, " AND ")
}

// SortField is what a list of distributors is sorted by.
type SortField string

// The sort fields.
const (
	ByName     SortField = "NAME"
	ByCode     SortField = "CODE"
	ByJoinedOn SortField = "JOINED_ON"
)

// Sort says in which order to list distributors; the zero value is by name.
type Sort struct {
	Field SortField
	Desc  bool
}

func (s Sort) column() page.Column {
	switch s.Field {
	case ByCode:
		return page.Column{SQL: "d.code", Type: "text"}
	case ByJoinedOn:
		return page.Column{SQL: "d.joined_on", Type: "date"}
	default:
		return page.Column{SQL: "d.name", Type: "text"}
	}
}

func (s Sort) key(d Distributor) []string {
	switch s.Field {
	case ByCode:
		return []string{d.Code, d.ID.String()}
	case ByJoinedOn:
		return []string{d.JoinedOn.Format(time.DateOnly), d.ID.String()}
	default:
		return []string{d.Name.Default, d.ID.String()}
	}
}

func listDistributors(ctx context.Context, q postgres.Querier, sc scope.Scope, f DistributorFilter, s Sort, r page.Request) ([]Distributor, error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(s.Desc, args, s.column(), page.Column{SQL: "d.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[distributorRow](q.Query(ctx,
		"SELECT "+distributorColumns+" FROM distributors d WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing distributors: %w", err)
	}
	return distributorsOf(rows), nil
}

func countDistributors(ctx context.Context, q postgres.Querier, sc scope.Scope, f DistributorFilter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM distributors d WHERE "+where, args).Scan(&n)
	return n, err
}

// LoadDistributors reads the distributors of the ids that the scope reaches, by id.
func LoadDistributors(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]Distributor, error) {
	args := postgres.Args{"ids": ids}
	rows, err := postgres.Rows[distributorRow](q.Query(ctx,
		"SELECT "+distributorColumns+" FROM distributors d WHERE d.id = ANY(@ids) AND "+sc.Where("d.id", args)+" ORDER BY d.id", args))
	if err != nil {
		return nil, fmt.Errorf("reading distributors: %w", err)
	}
	return byID(distributorsOf(rows), func(d Distributor) uuid.UUID { return d.ID }), nil
}

// LoadDistributor reads one distributor. Returns NotFound when the scope doesn't reach it.
func LoadDistributor(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Distributor, error) {
	args := postgres.Args{"id": id}
	row, err := postgres.Row[distributorRow](q.Query(ctx,
		"SELECT "+distributorColumns+" FROM distributors d WHERE d.id = @id AND "+sc.Where("d.id", args)+" ORDER BY d.id LIMIT 1", args))
	if err != nil {
		return Distributor{}, missing(err, "distributor")
	}
	return row.distributor(), nil
}

// LoadSeller reads who reports sales under the id: a distributor, or the brand itself, which sells directly, in the base currency.
// Returns NotFound when the scope reaches neither.
func LoadSeller(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Distributor, error) {
	d, err := LoadDistributor(ctx, q, sc, id)
	if !fault.Is(err, fault.NotFound) || !sc.Holds(id) {
		return d, err
	}
	brand, settingsErr := LoadSettings(ctx, q)
	if settingsErr != nil {
		return d, settingsErr
	}
	if brand.BrandID != id {
		return d, err
	}
	return Distributor{ID: id, Facts: Facts{Status: Active, ChannelTypes: []ChannelType{Direct}, Currency: brand.BaseCurrency, TimeZone: brand.TimeZone}}, nil
}

func (d Distributor) args() postgres.Args {
	return postgres.Args{
		"id": d.ID, "code": d.Code, "name": d.Name.Default, "hant": d.Name.Hant, "hans": d.Name.Hans, "parent": d.ParentID,
		"tier": d.Tier, "status": d.Status, "channels": d.ChannelTypes, "currency": d.Currency, "country": d.Country,
		"zone": d.TimeZone, "joined": d.JoinedOn, "left": d.LeftOn,
	}
}

func insertDistributor(ctx context.Context, q postgres.Querier, d Distributor) error {
	if _, err := q.Exec(ctx, `INSERT INTO organizations (id, kind, name) VALUES (@id, 'DISTRIBUTOR', @name)`,
		postgres.Args{"id": d.ID, "name": d.Name.Default}); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `INSERT INTO distributors (id, code, name, name_hant, name_hans, parent_id, tier, status, channel_types,
			currency, country, time_zone, joined_on, left_on)
		VALUES (@id, @code, @name, nullif(@hant, ''), nullif(@hans, ''), @parent, @tier, @status, @channels,
			@currency, @country, @zone, @joined, @left)`, d.args())
	return err
}

func updateDistributor(ctx context.Context, q postgres.Querier, sc scope.Scope, d Distributor) error {
	if err := keepPast(ctx, q, d); err != nil {
		return err
	}
	args := d.args()
	delete(args, "code")
	where := sc.Where("id", args)
	if _, err := q.Exec(ctx, `UPDATE distributors SET name = @name, name_hant = nullif(@hant, ''), name_hans = nullif(@hans, ''),
			parent_id = @parent, tier = @tier, status = @status, channel_types = @channels, currency = @currency,
			country = @country, time_zone = @zone, joined_on = @joined, left_on = @left
		WHERE id = @id AND `+where, args); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `UPDATE organizations SET name = @name WHERE id = @id AND name <> @name`,
		postgres.Args{"id": d.ID, "name": d.Name.Default})
	return err
}

// parents gives every distributor's parent. Only a scope that reaches all sees whole chains.
func parents(ctx context.Context, q postgres.Querier) (map[uuid.UUID]uuid.UUID, error) {
	type link struct{ ID, ParentID uuid.UUID }
	rows, err := postgres.Rows[link](q.Query(ctx, `SELECT id, parent_id FROM distributors WHERE parent_id IS NOT NULL ORDER BY id`))
	if err != nil {
		return nil, fmt.Errorf("reading parents: %w", err)
	}
	m := make(map[uuid.UUID]uuid.UUID, len(rows))
	for _, r := range rows {
		m[r.ID] = r.ParentID
	}
	return m, nil
}

// DistributorByCode gives the id of the distributor with the code. Returns NotFound when the scope has none.
func (s *Service) DistributorByCode(ctx context.Context, sc scope.Scope, code string) (id uuid.UUID, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		args := map[string]any{"code": code}
		return tx.QueryRow(ctx, "SELECT d.id FROM distributors d WHERE d.code = @code AND "+sc.Where("d.id", args), postgres.Args(args)).Scan(&id)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return id, fault.Missing("distributor")
	}
	return id, err
}
