package partner

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Targets lists the targets of the scope.
func (s *Service) Targets(ctx context.Context, sc scope.Scope, f TargetFilter, sort TargetSort, args page.Args) (page.Page[Target], error) {
	r, err := page.Check(args, 3)
	if err != nil {
		return page.Page[Target]{}, err
	}
	var rows []Target
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		rows, err = listTargets(ctx, tx, sc, f, sort, r)
		return err
	})
	if err != nil {
		return page.Page[Target]{}, err
	}
	count := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = countTargets(ctx, tx, sc, f)
			return err
		})
		return n, err
	}
	return page.Make(r, rows, sort.key, count), nil
}

// Target reads one target. Returns NotFound when the scope doesn't reach it.
func (s *Service) Target(ctx context.Context, sc scope.Scope, id uuid.UUID) (t Target, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		t, err = loadTarget(ctx, tx, sc, id)
		return err
	})
	return t, err
}

// TargetsFor gives the distributors' targets of the period by the rule of TargetSet.For, for those that the scope reaches.
// A distributor without a target is missing from the map.
func (s *Service) TargetsFor(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID]decimal.Decimal, error) {
	amounts := make(map[uuid.UUID]decimal.Decimal, len(distributors))
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		set, err := LoadTargets(ctx, tx, sc, distributors, p.Start, p.Next())
		for _, id := range distributors {
			if amount := set.For(id, p); amount.Valid {
				amounts[id] = amount.Decimal
			}
		}
		return err
	})
	return amounts, err
}

// SetTarget sets the target of t's distributor, period and line to t's amount, or takes it away when remove is true: then
// the result is nil. What is so already stays as it is. Returns NotFound for a distributor out of scope, Invalid
// with the field at fault, Conflict when all months of the period are closed: closed numbers do not move.
func (s *Service) SetTarget(ctx context.Context, sc scope.Scope, t Target, remove bool) (now *Target, err error) {
	var fields fault.Fields
	if !remove {
		CheckAmount("amount", t.Amount, fields.Add)
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if _, err := LoadDistributor(ctx, tx, sc, t.DistributorID); err != nil {
			return err
		}
		if ok, err := lineExists(ctx, tx, t.ProductLineID); err != nil {
			return err
		} else if !ok {
			fields.Add("productLineId", "productLine.notFound", nil)
			return fields.Err()
		}
		// The version's row lock puts those who set one distributor's targets in a row.
		if err := Touch(ctx, tx, t.DistributorID); err != nil {
			return err
		}
		now, err = setTarget(ctx, tx, t, remove)
		return err
	})
	if err != nil {
		return nil, err
	}
	return now, nil
}

func setTarget(ctx context.Context, tx pgx.Tx, t Target, remove bool) (*Target, error) {
	before, err := findTarget(ctx, tx, t)
	found := err == nil
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("reading a target: %w", err)
	}
	entry := audit.Entry{Organization: t.DistributorID, Action: "target.set", SubjectType: "target"}
	if changes := remove == found || !remove && !before.Amount.Equal(t.Amount); changes {
		if closed, err := periodClosed(ctx, tx, t.Period); err != nil {
			return nil, err
		} else if closed {
			return nil, fault.New(fault.Conflict, "target.periodClosed", fault.Params{"period": t.Period.String()})
		}
	}
	switch {
	case remove && !found:
		return nil, nil
	case remove:
		entry.Action, entry.SubjectID, entry.Before = "target.remove", audit.ID(before.ID), before
		if err := deleteTarget(ctx, tx, before); err != nil {
			return nil, fmt.Errorf("removing a target: %w", err)
		}
		return nil, audit.Record(ctx, tx, entry)
	case found && before.Amount.Equal(t.Amount):
		return &before, nil
	case found:
		t.ID, entry.Before = before.ID, before
	default:
		t.ID = typeid.New()
	}
	if _, _, _, err := putTargets(ctx, tx, []Target{t}); err != nil {
		return nil, fmt.Errorf("setting a target: %w", err)
	}
	entry.SubjectID, entry.After = audit.ID(t.ID), t
	return &t, audit.Record(ctx, tx, entry)
}
