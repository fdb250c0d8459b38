package partner

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// MarketSizes lists the entries, the latest year first.
func (s *Service) MarketSizes(ctx context.Context, sc scope.Scope, f MarketFilter, args page.Args) (page.Page[MarketSize], error) {
	r, err := page.Check(args, 3)
	if err != nil {
		return page.Page[MarketSize]{}, err
	}
	var rows []MarketSize
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		rows, err = listMarketSizes(ctx, tx, f, r)
		return err
	})
	if err != nil {
		return page.Page[MarketSize]{}, err
	}
	count := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = countMarketSizes(ctx, tx, f)
			return err
		})
		return n, err
	}
	key := func(m MarketSize) []string { return []string{strconv.Itoa(-m.Year), m.TerritoryCode, m.ID.String()} }
	return page.Make(r, rows, key, count), nil
}

// MarketSize reads one entry. Returns NotFound.
func (s *Service) MarketSize(ctx context.Context, sc scope.Scope, id uuid.UUID) (m MarketSize, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		m, err = loadMarketSize(ctx, tx, id)
		return err
	})
	return m, err
}

// SetMarketSize enters how large the market of m's territory, line and year is, or takes the entry away when remove is true: then the
// result is nil. What is so already stays as it is. Returns Invalid naming the fields at fault.
func (s *Service) SetMarketSize(ctx context.Context, sc scope.Scope, m MarketSize, remove bool) (now *MarketSize, err error) {
	var fields fault.Fields
	m.check(remove, fields.Add)
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if _, err := loadTerritory(ctx, tx, m.TerritoryID); fault.Is(err, fault.NotFound) {
			fields.Add("territoryId", "territory.notFound", nil)
		} else if err != nil {
			return err
		}
		if ok, err := lineExists(ctx, tx, m.ProductLineID); err != nil {
			return err
		} else if !ok {
			fields.Add("productLineId", "productLine.notFound", nil)
		}
		if err := fields.Err(); err != nil {
			return err
		}
		now, err = setMarketSize(ctx, tx, m, remove)
		return err
	})
	if err != nil {
		return nil, err
	}
	return now, nil
}

func setMarketSize(ctx context.Context, tx pgx.Tx, m MarketSize, remove bool) (*MarketSize, error) {
	// Raising the version locks its row, which puts those who enter sizes in a row.
	if err := TouchShared(ctx, tx, SharedMarket); err != nil {
		return nil, err
	}
	before, err := findMarketSize(ctx, tx, m)
	found := err == nil
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("reading a market size: %w", err)
	}
	switch {
	case remove && !found:
		return nil, nil
	case remove:
		if err := deleteMarketSize(ctx, tx, before.ID); err != nil {
			return nil, fmt.Errorf("removing a market size: %w", err)
		}
		return nil, record(ctx, tx, "marketSize.remove", "marketSize", before.ID, before, nil)
	case found && before.Amount.Equal(m.Amount) && before.Source == m.Source:
		return &before, nil
	}
	m.ID = typeid.New()
	if found {
		m.ID = before.ID
	}
	if err := putMarketSize(ctx, tx, m); err != nil {
		return nil, fmt.Errorf("setting a market size: %w", err)
	}
	var was any
	if found {
		was = before
	}
	return &m, record(ctx, tx, "marketSize.set", "marketSize", m.ID, was, m)
}

// Budgets gives the year's budgets, by channel type.
func (s *Service) Budgets(ctx context.Context, sc scope.Scope, year int) (all []Budget, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		all, err = LoadBudgets(ctx, tx, year)
		return err
	})
	return all, err
}

// SetBudget enters a budget, or takes it away when remove is true, and gives the year's as they are then. Returns Invalid naming the fields
// at fault.
func (s *Service) SetBudget(ctx context.Context, sc scope.Scope, b Budget, remove bool) (all []Budget, err error) {
	var fields fault.Fields
	if b.check(remove, fields.Add); len(fields) > 0 {
		return nil, fields.Err()
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := setBudget(ctx, tx, b, remove); err != nil {
			return err
		}
		all, err = LoadBudgets(ctx, tx, b.Year)
		return err
	})
	return all, err
}

func setBudget(ctx context.Context, tx pgx.Tx, b Budget, remove bool) error {
	if err := lock(ctx, tx, lockBudgets); err != nil {
		return err
	}
	before, err := findBudget(ctx, tx, b)
	found := err == nil
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("reading a budget: %w", err)
	}
	var was any
	if found {
		was = before
	}
	if remove && !found || !remove && found && before.Amount.Equal(b.Amount) {
		return nil
	}
	if err := TouchShared(ctx, tx, SharedMarket); err != nil {
		return err
	}
	if remove {
		if err := deleteBudget(ctx, tx, b); err != nil {
			return fmt.Errorf("removing a budget: %w", err)
		}
		return record(ctx, tx, "budget.remove", "budget", uuid.Nil, was, nil)
	}
	if err := putBudget(ctx, tx, b); err != nil {
		return fmt.Errorf("setting a budget: %w", err)
	}
	return record(ctx, tx, "budget.set", "budget", uuid.Nil, was, b)
}
