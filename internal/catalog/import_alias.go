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
)

// AliasRow is a distributor's own code for a product in a file, both by code.
type AliasRow struct {
	Line        int `json:"-"`
	Distributor string
	Alias       string
	Product     string
}

func readAliases(r io.Reader, faults *sheet.Faults) ([]AliasRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{sheet.Must("distributor"), sheet.Must("alias"), sheet.Must("product")}, faults)
	rows := make([]AliasRow, len(cells))
	for i, c := range cells {
		rows[i] = AliasRow{c.Line, c.Text("distributor"), c.Text("alias"), c.Text("product")}
	}
	return rows, err
}

// ImportAliases adds the aliases, or changes what known ones mean.
func (s *Service) ImportAliases(ctx context.Context, sc scope.Scope, rows []AliasRow) (partner.Summary, error) {
	return s.importAliases(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importAliases(ctx context.Context, sc scope.Scope, rows []AliasRow, faults *sheet.Faults) (partner.Summary, error) {
	done := partner.Summary{Kind: "product-aliases", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		distributors, err := partner.LoadCodes(ctx, tx, "distributors")
		if err != nil {
			return fmt.Errorf("reading distributors: %w", err)
		}
		products, err := partner.LoadCodes(ctx, tx, "products")
		if err != nil {
			return fmt.Errorf("reading products: %w", err)
		}
		aliases := planAliases(rows, distributors, products, faults)
		if err := refuseTwins(ctx, tx, aliases, rows, faults); err != nil {
			return err
		}
		var touched []uuid.UUID
		if done.Added, done.Changed, touched, err = putAliases(ctx, tx, aliases); err != nil {
			return fmt.Errorf("importing product aliases: %w", err)
		}
		if err := partner.Touch(ctx, tx, touched...); err != nil {
			return err
		}
		return partner.RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// aliasKey is what a distributor's alias is told apart by.
type aliasKey struct {
	distributor uuid.UUID
	folded      string
}

func planAliases(rows []AliasRow, distributors, products map[string]uuid.UUID, faults *sheet.Faults) []Alias {
	aliases := make([]Alias, len(rows))
	seen := make(map[aliasKey]int, len(rows))
	for i, row := range rows {
		at := partner.LineOf(row.Line, i)
		report := partner.RowReport(faults, at)
		a := Alias{Alias: cleanAlias(row.Alias)}
		a.DistributorID, _ = find(distributors, report, "distributor", row.Distributor)
		a.ProductID, _ = find(products, report, "product", row.Product)
		partner.CheckText("alias", a.Alias, true, maxAlias, report)
		key := aliasKey{a.DistributorID, partner.Fold(a.Alias)}
		if earlier, ok := seen[key]; ok && a.DistributorID != uuid.Nil {
			partner.Repeated(report, "alias", earlier)
		}
		seen[key] = at
		aliases[i] = a
	}
	return aliases
}

// refuseTwins notes aliases that the distributor already writes in another case, and gives all faults.
func refuseTwins(ctx context.Context, q postgres.Querier, aliases []Alias, rows []AliasRow, faults *sheet.Faults) error {
	ids := map[uuid.UUID]bool{}
	var distributors []uuid.UUID
	for _, a := range aliases {
		if !ids[a.DistributorID] {
			ids[a.DistributorID] = true
			distributors = append(distributors, a.DistributorID)
		}
	}
	known, err := postgres.Rows[Alias](q.Query(ctx, `SELECT a.distributor_id, a.alias, a.product_id FROM product_aliases a
		WHERE a.distributor_id = ANY(@ids) ORDER BY a.distributor_id, a.alias`, postgres.Args{"ids": distributors}))
	if err != nil {
		return fmt.Errorf("reading product aliases: %w", err)
	}
	written := make(map[aliasKey]string, len(known))
	for _, a := range known {
		written[aliasKey{a.DistributorID, partner.Fold(a.Alias)}] = a.Alias
	}
	for i, a := range aliases {
		if other, ok := written[aliasKey{a.DistributorID, partner.Fold(a.Alias)}]; ok && other != a.Alias {
			partner.RowReport(faults, partner.LineOf(rows[i].Line, i))("alias", "productAlias.taken", fault.Params{"alias": other})
		}
	}
	return faults.Err()
}
