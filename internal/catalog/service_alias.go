package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
)

// AliasesOf reads the products' aliases that the scope reaches, by alias, at most 100 for each product.
func (s *Service) AliasesOf(ctx context.Context, sc scope.Scope, products []uuid.UUID) (map[uuid.UUID][]Alias, error) {
	of := make(map[uuid.UUID][]Alias, len(products))
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		rows, err := LoadAliases(ctx, tx, sc, products)
		for _, a := range rows {
			of[a.ProductID] = append(of[a.ProductID], a)
		}
		return err
	})
	return of, err
}

// SetAlias makes a distributor's own code mean the product, or forgets it when product is nil: then the result is nil. What
// is so already stays as it is. Returns NotFound for a distributor out of scope, Invalid with the field at fault,
// Conflict when the distributor writes another product the same in another case.
func (s *Service) SetAlias(ctx context.Context, sc scope.Scope, distributor uuid.UUID, alias string, product *uuid.UUID) (now *Product, err error) {
	a := Alias{DistributorID: distributor, Alias: cleanAlias(alias)}
	var fields fault.Fields
	partner.CheckText("alias", a.Alias, true, maxAlias, fields.Add)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if _, err := partner.LoadDistributor(ctx, tx, sc, distributor); err != nil {
			return err
		}
		if product != nil {
			p, err := loadProduct(ctx, tx, *product)
			if fault.Is(err, fault.NotFound) {
				fields.Add("productId", "product.notFound", nil)
				return fields.Err()
			}
			if err != nil {
				return err
			}
			now, a.ProductID = &p, p.ID
		}
		// The version's row lock puts those who set one distributor's aliases in a row.
		if err := partner.Touch(ctx, tx, distributor); err != nil {
			return err
		}
		return setAlias(ctx, tx, a)
	})
	if err != nil {
		return nil, err
	}
	return now, nil
}

func setAlias(ctx context.Context, tx pgx.Tx, a Alias) error {
	before, found, err := findAlias(ctx, tx, a.DistributorID, a.Alias)
	if err != nil {
		return fmt.Errorf("reading an alias: %w", err)
	}
	entry := audit.Entry{Organization: a.DistributorID, Action: "productAlias.set", SubjectType: "product"}
	if found {
		entry.Before = before
	}
	switch {
	case a.ProductID == uuid.Nil && !found, found && before.ProductID == a.ProductID:
		return nil
	case a.ProductID == uuid.Nil:
		entry.Action, entry.SubjectID = "productAlias.remove", audit.ID(before.ProductID)
		if err := deleteAlias(ctx, tx, before); err != nil {
			return fmt.Errorf("forgetting an alias: %w", err)
		}
		return audit.Record(ctx, tx, entry)
	case found && before.Alias != a.Alias:
		return fault.New(fault.Conflict, "productAlias.taken", fault.Params{"alias": before.Alias})
	}
	if _, _, _, err := putAliases(ctx, tx, []Alias{a}); err != nil {
		return fmt.Errorf("setting an alias: %w", err)
	}
	entry.SubjectID, entry.After = audit.ID(a.ProductID), a
	return audit.Record(ctx, tx, entry)
}
