package catalog

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// LineRow is a product line in a file.
type LineRow struct {
	Line int `json:"-"` // where it stands in its file
	Code string
	Name partner.Name
}

func readLines(r io.Reader, faults *sheet.Faults) ([]LineRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{sheet.Must("code"), sheet.Must("name"), sheet.May("name_zh_hant"), sheet.May("name_zh_hans")}, faults)
	rows := make([]LineRow, len(cells))
	for i, c := range cells {
		rows[i] = LineRow{c.Line, c.Text("code"), partner.ReadName(c)}
	}
	return rows, err
}

// ImportLines adds the product lines, or renames those whose code is known.
func (s *Service) ImportLines(ctx context.Context, sc scope.Scope, rows []LineRow) (partner.Summary, error) {
	return s.importLines(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importLines(ctx context.Context, sc scope.Scope, rows []LineRow, faults *sheet.Faults) (partner.Summary, error) {
	done := partner.Summary{Kind: "product-lines", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		known, err := partner.LoadCodes(ctx, tx, "product_lines")
		if err != nil {
			return fmt.Errorf("reading product lines: %w", err)
		}
		lines := make([]ProductLine, len(rows))
		seen := map[string]int{}
		for i, row := range rows {
			at := partner.LineOf(row.Line, i)
			report := partner.RowReport(faults, at)
			lines[i] = ProductLine{known[row.Code], row.Code, row.Name.Trim()}
			lines[i].check(report)
			if earlier, ok := seen[row.Code]; ok {
				partner.Repeated(report, "code", earlier)
			}
			seen[row.Code] = at
			if lines[i].ID == uuid.Nil {
				lines[i].ID = typeid.New()
				known[row.Code] = lines[i].ID
				if len(known) == MaxLines+1 {
					report("code", "productLine.tooMany", fault.Params{"max": MaxLines})
				}
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if done.Added, done.Changed, err = putLines(ctx, tx, lines); err != nil {
			return fmt.Errorf("importing product lines: %w", err)
		}
		if err := partner.TouchShared(ctx, tx, partner.SharedCatalog); err != nil {
			return err
		}
		return partner.RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// ProductRow is a product in a file, its line by code.
type ProductRow struct {
	Line        int `json:"-"`
	Code        string
	Name        partner.Name
	ProductLine string
	GTIN        string
	Unit        string // piece when empty
	Status      Status // ACTIVE when empty
}

func readProducts(r io.Reader, faults *sheet.Faults) ([]ProductRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("code"), sheet.Must("name"), sheet.May("name_zh_hant"), sheet.May("name_zh_hans"), sheet.Must("product_line"),
		sheet.May("gtin"), sheet.May("unit"), sheet.May("status"),
	}, faults)
	rows := make([]ProductRow, len(cells))
	for i, c := range cells {
		rows[i] = ProductRow{Line: c.Line, Code: c.Text("code"), Name: partner.ReadName(c), ProductLine: c.Text("product_line"),
			GTIN: c.Text("gtin"), Unit: c.Text("unit"), Status: Status(c.Text("status"))}
	}
	return rows, err
}

// ImportProducts adds the products, or changes those whose code is known to what the rows say.
func (s *Service) ImportProducts(ctx context.Context, sc scope.Scope, rows []ProductRow) (partner.Summary, error) {
	return s.importProducts(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importProducts(ctx context.Context, sc scope.Scope, rows []ProductRow, faults *sheet.Faults) (partner.Summary, error) {
	done := partner.Summary{Kind: "products", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		lines, err := partner.LoadCodes(ctx, tx, "product_lines")
		if err != nil {
			return fmt.Errorf("reading product lines: %w", err)
		}
		known, err := loadKeys(ctx, tx)
		if err != nil {
			return err
		}
		products := known.plan(rows, lines, faults)
		if err := faults.Err(); err != nil {
			return err
		}
		freed, err := freeGTINs(ctx, tx, products)
		if err != nil {
			return fmt.Errorf("importing products: %w", err)
		}
		if done.Added, done.Changed, err = putProducts(ctx, tx, products, freed); err != nil {
			return fmt.Errorf("importing products: %w", err)
		}
		return partner.RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// productKeys are what tells known products apart.
type productKeys struct {
	code   map[string]uuid.UUID // by folded code
	shown  map[uuid.UUID]string
	gtin   map[string]uuid.UUID
	gtinOf map[uuid.UUID]string
}

func loadKeys(ctx context.Context, q postgres.Querier) (productKeys, error) {
	k := productKeys{map[string]uuid.UUID{}, map[uuid.UUID]string{}, map[string]uuid.UUID{}, map[uuid.UUID]string{}}
	type row struct {
		ID   uuid.UUID
		Code string
		GTIN string
	}
	rows, err := postgres.Rows[row](q.Query(ctx, `SELECT id, code, coalesce(gtin, '') AS gtin FROM products ORDER BY code`))
	for _, r := range rows {
		k.code[partner.Fold(r.Code)], k.shown[r.ID] = r.ID, r.Code
		if r.GTIN != "" {
			k.gtin[r.GTIN], k.gtinOf[r.ID] = r.ID, r.GTIN
		}
	}
	if err != nil {
		return k, fmt.Errorf("reading products: %w", err)
	}
	return k, nil
}

// plan checks the rows and gives the products that they describe, with ids.
func (k productKeys) plan(rows []ProductRow, lines map[string]uuid.UUID, faults *sheet.Faults) []Product {
	products := make([]Product, len(rows))
	seen, gtins := map[string]int{}, map[string]int{}
	for i, row := range rows {
		at := partner.LineOf(row.Line, i)
		report := partner.RowReport(faults, at)
		key := partner.Fold(row.Code)
		p := Product{ID: k.code[key], Code: row.Code, Name: row.Name.Trim(), GTIN: row.GTIN, Unit: row.Unit, Status: row.Status}
		if p.Unit == "" {
			p.Unit = "piece"
		}
		if p.Status == "" {
			p.Status = Active
		}
		p.check(report)
		p.ProductLineID, _ = find(lines, report, "productLine", row.ProductLine)
		if earlier, ok := seen[key]; ok {
			partner.Repeated(report, "code", earlier)
		}
		seen[key] = at
		if p.ID == uuid.Nil {
			p.ID = typeid.New()
		} else if shown := k.shown[p.ID]; shown != p.Code {
			report("code", "product.codeTaken", fault.Params{"code": shown})
		}
		delete(k.gtin, k.gtinOf[p.ID]) // what the row says replaces it
		if gtin, ok := ParseGTIN(p.GTIN); ok {
			p.GTIN = gtin
			if earlier, ok := gtins[gtin]; ok {
				partner.Repeated(report, "gtin", earlier)
			}
			gtins[gtin] = at
		}
		products[i] = p
	}
	for i, p := range products {
		if other, ok := k.gtin[p.GTIN]; ok {
			partner.RowReport(faults, partner.LineOf(rows[i].Line, i))("gtin", "product.gtinTaken", fault.Params{"code": k.shown[other]})
		}
	}
	return products
}
