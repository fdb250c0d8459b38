package catalog

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// LoadAliases reads the products' aliases as far as the scope reaches, at most 100 for each product.
func LoadAliases(ctx context.Context, q postgres.Querier, sc scope.Scope, products []uuid.UUID) ([]Alias, error) {
	args := postgres.Args{"ids": products, "most": maxAliasesOf}
	rows, err := postgres.Rows[Alias](q.Query(ctx, `SELECT a.* FROM unnest(@ids::uuid[]) AS p (id) CROSS JOIN LATERAL (
			SELECT a.distributor_id, a.alias, a.product_id FROM product_aliases a WHERE a.product_id = p.id AND `+sc.Where("a.distributor_id", args)+`
			ORDER BY a.alias, a.distributor_id LIMIT @most) a
		ORDER BY a.product_id, a.alias, a.distributor_id`, args))
	if err != nil {
		return nil, fmt.Errorf("reading product aliases: %w", err)
	}
	return rows, nil
}

// findAlias reads a distributor's alias that reads the same in lower case. Returns false when there is none.
func findAlias(ctx context.Context, q postgres.Querier, distributor uuid.UUID, alias string) (Alias, bool, error) {
	a, err := postgres.Row[Alias](q.Query(ctx, `SELECT a.distributor_id, a.alias, a.product_id FROM product_aliases a
		WHERE a.distributor_id = @distributor AND lower(a.alias) = lower(@alias) ORDER BY a.alias <> @alias, a.alias LIMIT 1`,
		postgres.Args{"distributor": distributor, "alias": alias}))
	if errors.Is(err, pgx.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}

func deleteAlias(ctx context.Context, q postgres.Querier, a Alias) error {
	_, err := q.Exec(ctx, `DELETE FROM product_aliases WHERE distributor_id = @distributor AND alias = @alias`,
		postgres.Args{"distributor": a.DistributorID, "alias": a.Alias})
	return err
}

// putAliases adds aliases, or changes what known ones mean; it gives the distributors whose aliases changed, too.
func putAliases(ctx context.Context, q postgres.Querier, aliases []Alias) (added, changed int, touched []uuid.UUID, err error) {
	var distributors, products []uuid.UUID
	var texts []string
	for _, a := range aliases {
		distributors, products, texts = append(distributors, a.DistributorID), append(products, a.ProductID), append(texts, a.Alias)
	}
	type row struct {
		ID    uuid.UUID
		Added bool
	}
	rows, err := postgres.Rows[row](q.Query(ctx, `
		INSERT INTO product_aliases AS a (distributor_id, alias, product_id)
		SELECT distributor, alias, product FROM unnest(@distributors::uuid[], @aliases::text[], @products::uuid[]) AS n (distributor, alias, product)
		ORDER BY distributor, alias
		ON CONFLICT (distributor_id, alias) DO UPDATE SET product_id = EXCLUDED.product_id WHERE a.product_id <> EXCLUDED.product_id
		RETURNING distributor_id AS id, xmax = 0 AS added`,
		postgres.Args{"distributors": distributors, "aliases": texts, "products": products}))
	for _, r := range rows {
		touched = append(touched, r.ID)
		if r.Added {
			added++
		}
	}
	return added, len(rows) - added, touched, err
}
