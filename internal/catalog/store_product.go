package catalog

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
)

const lineColumns = `l.id, l.code, l.name, coalesce(l.name_hant, '') AS name_hant, coalesce(l.name_hans, '') AS name_hans`

type lineRow struct {
	ID       uuid.UUID
	Code     string
	Name     string
	NameHant string
	NameHans string
}

func linesOf(rows []lineRow) []ProductLine {
	out := make([]ProductLine, len(rows))
	for i, r := range rows {
		out[i] = ProductLine{r.ID, r.Code, partner.Name{Default: r.Name, Hant: r.NameHant, Hans: r.NameHans}}
	}
	return out
}

// LoadProductLines reads all product lines by code; at most MaxLines.
func LoadProductLines(ctx context.Context, q postgres.Querier) ([]ProductLine, error) {
	rows, err := postgres.Rows[lineRow](q.Query(ctx, "SELECT "+lineColumns+" FROM product_lines l ORDER BY l.code LIMIT @most",
		postgres.Args{"most": MaxLines}))
	if err != nil {
		return nil, fmt.Errorf("reading product lines: %w", err)
	}
	return linesOf(rows), nil
}

func linesByID(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]ProductLine, error) {
	rows, err := postgres.Rows[lineRow](q.Query(ctx, "SELECT "+lineColumns+" FROM product_lines l WHERE l.id = ANY(@ids) ORDER BY l.id",
		postgres.Args{"ids": ids}))
	if err != nil {
		return nil, fmt.Errorf("reading product lines: %w", err)
	}
	return linesOf(rows), nil
}

// putLines adds lines, or changes the names of known ones.
func putLines(ctx context.Context, q postgres.Querier, lines []ProductLine) (added, changed int, err error) {
	var ids []uuid.UUID
	var codes, names, hants, hanses []string
	for _, l := range lines {
		ids, codes = append(ids, l.ID), append(codes, l.Code)
		names, hants, hanses = append(names, l.Name.Default), append(hants, l.Name.Hant), append(hanses, l.Name.Hans)
	}
	return written(q.Query(ctx, `
		INSERT INTO product_lines AS l (id, code, name, name_hant, name_hans)
		SELECT id, code, name, nullif(hant, ''), nullif(hans, '')
		FROM unnest(@ids::uuid[], @codes::text[], @names::text[], @hants::text[], @hanses::text[]) AS n (id, code, name, hant, hans) ORDER BY code
		ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_hant = EXCLUDED.name_hant, name_hans = EXCLUDED.name_hans
		WHERE (l.name, l.name_hant, l.name_hans) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.name_hant, EXCLUDED.name_hans)
		RETURNING xmax = 0 AS added`,
		postgres.Args{"ids": ids, "codes": codes, "names": names, "hants": hants, "hanses": hanses}))
}

// written counts the rows that an INSERT … ON CONFLICT … RETURNING xmax = 0 added and changed.
func written(rows pgx.Rows, err error) (added, changed int, _ error) {
	if err != nil {
		return 0, 0, err
	}
	news, err := pgx.CollectRows(rows, pgx.RowTo[bool])
	for _, isNew := range news {
		if isNew {
			added++
		}
	}
	return added, len(news) - added, err
}

const productColumns = `p.id, p.code, p.name, coalesce(p.name_hant, '') AS name_hant, coalesce(p.name_hans, '') AS name_hans,
	p.product_line_id, coalesce(p.gtin, '') AS gtin, p.unit, p.status`

type productRow struct {
	ID            uuid.UUID
	Code          string
	Name          string
	NameHant      string
	NameHans      string
	ProductLineID uuid.UUID
	GTIN          string
	Unit          string
	Status        Status
}

func productsOf(rows []productRow) []Product {
	out := make([]Product, len(rows))
	for i, r := range rows {
		out[i] = Product{r.ID, r.Code, partner.Name{Default: r.Name, Hant: r.NameHant, Hans: r.NameHans}, r.ProductLineID, r.GTIN, r.Unit, r.Status}
	}
	return out
}

// ProductFilter says which products to list; the zero value is all.
type ProductFilter struct {
	Search        string
	ProductLineID *uuid.UUID
	Status        Status
}

func (f ProductFilter) where(args postgres.Args) string {
	parts := []string{"true"}
	if strings.TrimSpace(f.Search) != "" {
		parts = append(parts, "(p.code ILIKE @search OR p.name ILIKE @search OR p.name_hant ILIKE @search OR p.name_hans ILIKE @search OR p.gtin LIKE @search)")
		args["search"] = partner.Pattern(f.Search)
	}
	if f.ProductLineID != nil {
		parts = append(parts, "p.product_line_id = @line")
		args["line"] = *f.ProductLineID
	}
	if f.Status != "" {
		parts = append(parts, "p.status = @status")
		args["status"] = f.Status
	}
	return strings.Join(parts, " AND ")
}

// ProductSort says in which order to list products; the zero value is by code.
type ProductSort struct {
	ByName bool
	Desc   bool
}

func (s ProductSort) column() page.Column {
	if s.ByName {
		return page.Column{SQL: "p.name", Type: "text"}
	}
	return page.Column{SQL: "p.code", Type: "text"}
}

func (s ProductSort) key(p Product) []string {
	if s.ByName {
		return []string{p.Name.Default, p.ID.String()}
	}
	return []string{p.Code, p.ID.String()}
}

func listProducts(ctx context.Context, q postgres.Querier, f ProductFilter, s ProductSort, r page.Request) ([]Product, error) {
	args := postgres.Args{}
	where := f.where(args)
	behind, order, err := r.Keyset(s.Desc, args, s.column(), page.Column{SQL: "p.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[productRow](q.Query(ctx, "SELECT "+productColumns+" FROM products p WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing products: %w", err)
	}
	return productsOf(rows), nil
}

func countProducts(ctx context.Context, q postgres.Querier, f ProductFilter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM products p WHERE "+where, args).Scan(&n)
	return n, err
}

// LoadProducts reads the products of the ids, by id.
func LoadProducts(ctx context.Context, q postgres.Querier, ids []uuid.UUID) (map[uuid.UUID]Product, error) {
	rows, err := postgres.Rows[productRow](q.Query(ctx, "SELECT "+productColumns+" FROM products p WHERE p.id = ANY(@ids) ORDER BY p.id", postgres.Args{"ids": ids}))
	if err != nil {
		return nil, fmt.Errorf("reading products: %w", err)
	}
	m := make(map[uuid.UUID]Product, len(rows))
	for _, p := range productsOf(rows) {
		m[p.ID] = p
	}
	return m, nil
}

func loadProduct(ctx context.Context, q postgres.Querier, id uuid.UUID) (Product, error) {
	found, err := LoadProducts(ctx, q, []uuid.UUID{id})
	if err != nil {
		return Product{}, err
	}
	p, ok := found[id]
	if !ok {
		return p, fault.Missing("product")
	}
	return p, nil
}

// twin finds another product whose code reads the same, in another case or width.
func twin(ctx context.Context, q postgres.Querier, code string) (string, bool, error) {
	var other string
	err := q.QueryRow(ctx, `SELECT code FROM products WHERE lower(code) = lower(@code) ORDER BY code LIMIT 1`, postgres.Args{"code": code}).Scan(&other)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	return other, err == nil, err
}

// putProducts adds products, or changes known ones. Those that were freed of a GTIN before have changed, whatever else.
func putProducts(ctx context.Context, q postgres.Querier, products []Product, freed []uuid.UUID) (added, changed int, err error) {
	var ids, lines []uuid.UUID
	var codes, names, hants, hanses, gtins, units, statuses []string
	for _, p := range products {
		ids, lines, codes = append(ids, p.ID), append(lines, p.ProductLineID), append(codes, p.Code)
		names, hants, hanses = append(names, p.Name.Default), append(hants, p.Name.Hant), append(hanses, p.Name.Hans)
		gtins, units, statuses = append(gtins, p.GTIN), append(units, p.Unit), append(statuses, string(p.Status))
	}
	return written(q.Query(ctx, `
		INSERT INTO products AS p (id, code, name, name_hant, name_hans, product_line_id, gtin, unit, status)
		SELECT id, code, name, nullif(hant, ''), nullif(hans, ''), line, nullif(gtin, ''), unit, status
		FROM unnest(@ids::uuid[], @codes::text[], @names::text[], @hants::text[], @hanses::text[], @lines::uuid[], @gtins::text[], @units::text[], @statuses::text[])
			AS n (id, code, name, hant, hans, line, gtin, unit, status) ORDER BY code
		ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_hant = EXCLUDED.name_hant, name_hans = EXCLUDED.name_hans,
			product_line_id = EXCLUDED.product_line_id, gtin = EXCLUDED.gtin, unit = EXCLUDED.unit, status = EXCLUDED.status
		WHERE p.id = ANY(@freed) OR (p.name, p.name_hant, p.name_hans, p.product_line_id, p.gtin, p.unit, p.status) IS DISTINCT FROM
			(EXCLUDED.name, EXCLUDED.name_hant, EXCLUDED.name_hans, EXCLUDED.product_line_id, EXCLUDED.gtin, EXCLUDED.unit, EXCLUDED.status)
		RETURNING xmax = 0 AS added`,
		postgres.Args{"ids": ids, "codes": codes, "names": names, "hants": hants, "hanses": hanses, "lines": lines,
			"gtins": gtins, "units": units, "statuses": statuses, "freed": freed}))
}

// freeGTINs takes away the GTINs that known products are about to give up, so that another may have them at once. It
// gives the products.
func freeGTINs(ctx context.Context, q postgres.Querier, products []Product) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	var gtins []string
	for _, p := range products {
		ids, gtins = append(ids, p.ID), append(gtins, p.GTIN)
	}
	rows, err := q.Query(ctx, `UPDATE products p SET gtin = NULL FROM unnest(@ids::uuid[], @gtins::text[]) AS n (id, gtin)
		WHERE p.id = n.id AND p.gtin <> n.gtin RETURNING p.id`, postgres.Args{"ids": ids, "gtins": gtins})
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// LoadIndex reads all products and the distributor's aliases into an Index. The distributor is the scope: the caller
// works for it.
func LoadIndex(ctx context.Context, q postgres.Querier, distributor uuid.UUID) (*Index, error) {
	products, err := postgres.Rows[productRow](q.Query(ctx, "SELECT "+productColumns+" FROM products p ORDER BY p.code, p.id"))
	if err != nil {
		return nil, fmt.Errorf("reading products: %w", err)
	}
	aliases, err := postgres.Rows[Alias](q.Query(ctx, `SELECT a.distributor_id, a.alias, a.product_id FROM product_aliases a
		WHERE a.distributor_id = @distributor ORDER BY a.alias`, postgres.Args{"distributor": distributor}))
	if err != nil {
		return nil, fmt.Errorf("reading product aliases: %w", err)
	}
	return NewIndex(productsOf(products), aliases), nil
}
