package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// ProductLines gives the product lines by code.
func (s *Service) ProductLines(ctx context.Context, sc scope.Scope) (lines []ProductLine, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		lines, err = LoadProductLines(ctx, tx)
		return err
	})
	return lines, err
}

// ProductLinesByID reads the lines of the ids.
func (s *Service) ProductLinesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]ProductLine, error) {
	m := make(map[uuid.UUID]ProductLine, len(ids))
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		lines, err := linesByID(ctx, tx, ids)
		for _, l := range lines {
			m[l.ID] = l
		}
		return err
	})
	return m, err
}

// CreateProductLine adds a line; l's id is not used. A repeated key gives the first one again. Returns Invalid
// with all fields at fault, Conflict when the code is taken or there are MaxLines.
func (s *Service) CreateProductLine(ctx context.Context, sc scope.Scope, key *string, l ProductLine) (made ProductLine, err error) {
	l = ProductLine{Code: strings.TrimSpace(l.Code), Name: l.Name.Trim()}
	var fields fault.Fields
	l.check(fields.Add)
	if err := fields.Err(); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createProductLine", key, l, func() (uuid.UUID, error) {
			known, err := LoadProductLines(ctx, tx)
			if err != nil {
				return uuid.Nil, err
			}
			if len(known) >= MaxLines {
				return uuid.Nil, fault.New(fault.Conflict, "productLine.tooMany", fault.Params{"max": MaxLines})
			}
			l.ID = typeid.New()
			if _, _, err := putLines(ctx, tx, []ProductLine{l}); postgres.Violates(err, "product_lines_code_key") {
				return uuid.Nil, taken("code", "productLine.codeTaken", l.Code)
			} else if err != nil {
				return uuid.Nil, fmt.Errorf("adding a product line: %w", err)
			}
			if err := partner.TouchShared(ctx, tx, partner.SharedCatalog); err != nil {
				return uuid.Nil, err
			}
			return l.ID, record(ctx, tx, "productLine.create", "productLine", l.ID, nil, l)
		})
		if err != nil {
			return err
		}
		lines, err := linesByID(ctx, tx, []uuid.UUID{id})
		if err == nil && len(lines) == 1 {
			made = lines[0]
		}
		return err
	})
	return made, err
}

// Products lists products.
func (s *Service) Products(ctx context.Context, sc scope.Scope, f ProductFilter, sort ProductSort, args page.Args) (page.Page[Product], error) {
	return list(ctx, s, sc, args, 2, sort.key,
		func(tx pgx.Tx, r page.Request) ([]Product, error) { return listProducts(ctx, tx, f, sort, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countProducts(ctx, tx, f) })
}

// Product reads one product. Returns NotFound when there is none.
func (s *Service) Product(ctx context.Context, sc scope.Scope, id uuid.UUID) (p Product, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		p, err = loadProduct(ctx, tx, id)
		return err
	})
	return p, err
}

// ProductsByID reads the products of the ids.
func (s *Service) ProductsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (m map[uuid.UUID]Product, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		m, err = LoadProducts(ctx, tx, ids)
		return err
	})
	return m, err
}

// CreateProduct adds a product; p's id is not used, and its status is ACTIVE unless told. A repeated key gives the first
// one again. Returns Invalid with all fields at fault, Conflict when the code or the GTIN is taken.
func (s *Service) CreateProduct(ctx context.Context, sc scope.Scope, key *string, p Product) (made Product, err error) {
	p.ID, p.Code = uuid.Nil, strings.TrimSpace(p.Code)
	if p.Status == "" {
		p.Status = Active
	}
	if err := p.clean(); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createProduct", key, p, func() (uuid.UUID, error) {
			p.ID = typeid.New()
			if other, ok, err := twin(ctx, tx, p.Code); err != nil {
				return uuid.Nil, err
			} else if ok {
				return uuid.Nil, taken("code", "product.codeTaken", other)
			}
			if err := put(ctx, tx, p); err != nil {
				return uuid.Nil, err
			}
			return p.ID, record(ctx, tx, "product.create", "product", p.ID, nil, p)
		})
		if err != nil {
			return err
		}
		made, err = loadProduct(ctx, tx, id)
		return err
	})
	return made, err
}

// ProductChange changes what is not nil. An empty GTIN takes it away.
type ProductChange struct {
	Name   *partner.Name
	GTIN   *string
	Unit   *string
	Status *Status
}

// UpdateProduct changes a product. Returns NotFound, Invalid with all fields at fault, Conflict when the GTIN is taken.
func (s *Service) UpdateProduct(ctx context.Context, sc scope.Scope, id uuid.UUID, c ProductChange) (now Product, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		before, err := loadProduct(ctx, tx, id)
		if err != nil {
			return err
		}
		now = before
		if c.Name != nil {
			now.Name = *c.Name
		}
		if c.GTIN != nil {
			now.GTIN = strings.TrimSpace(*c.GTIN)
		}
		if c.Unit != nil {
			now.Unit = *c.Unit
		}
		if c.Status != nil {
			now.Status = *c.Status
		}
		if err := now.clean(); err != nil || now == before {
			return err
		}
		if err := put(ctx, tx, now); err != nil {
			return err
		}
		return record(ctx, tx, "product.update", "product", id, before, now)
	})
	return now, err
}

// clean checks the product and brings it into the form that is kept.
func (p *Product) clean() error {
	p.Name, p.Unit = p.Name.Trim(), strings.TrimSpace(p.Unit)
	var fields fault.Fields
	p.check(fields.Add)
	if gtin, ok := ParseGTIN(p.GTIN); ok {
		p.GTIN = gtin
	}
	return fields.Err()
}

func put(ctx context.Context, tx pgx.Tx, p Product) error {
	_, _, err := putProducts(ctx, tx, []Product{p}, nil)
	switch {
	case postgres.Violates(err, "products_code_key"):
		return taken("code", "product.codeTaken", p.Code)
	case postgres.Violates(err, "products_gtin_key"):
		return taken("gtin", "product.gtinTaken", ShownGTIN(p.GTIN))
	case postgres.Violates(err, "products_product_line_id_fkey"):
		var fields fault.Fields
		fields.Add("productLineId", "productLine.notFound", nil)
		return fields.Err()
	case err != nil:
		return fmt.Errorf("writing a product: %w", err)
	}
	return nil
}

// taken is the Conflict of a code that another has.
func taken(field, key, code string) error {
	params := fault.Params{"code": code}
	return &fault.Error{Kind: fault.Conflict, Key: key, Params: params, Fields: fault.Fields{{Path: field, Key: key, Params: params}}}
}
