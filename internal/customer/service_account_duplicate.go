package customer

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Duplicates lists accounts of the scope's own organisation that may be one customer, the likely ones first: those that nobody
// has decided on, or those decided.
func (s *Service) Duplicates(ctx context.Context, sc scope.Scope, decided bool, args page.Args) (page.Page[Duplicate], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Duplicate]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Duplicate, error) { return listDuplicates(ctx, q, sc, decided, r) })
	if err != nil {
		return page.Page[Duplicate]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countDuplicates(ctx, q, sc, decided) })
	}
	return page.Make(r, rows, Duplicate.key, count), nil
}

// DuplicatesByID reads those of the duplicates that are the scope's own organisation's.
func (s *Service) DuplicatesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Duplicate, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Duplicate, error) { return loadDuplicates(ctx, q, sc, ids) })
}

// DismissDuplicate says that two accounts are two customers. Returns NotFound, Conflict for one that is decided.
func (s *Service) DismissDuplicate(ctx context.Context, sc scope.Scope, id uuid.UUID) (Duplicate, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Duplicate, error) {
		found, err := loadDuplicates(ctx, tx, sc, []uuid.UUID{id})
		if err == nil && len(found) == 0 {
			err = fault.Missing("duplicate")
		}
		if err != nil {
			return Duplicate{}, err
		}
		d := found[0]
		now := s.now()
		d.State, d.DecidedBy, d.DecidedAt = "DIFFERENT", actorOf(ctx), &now
		if done, err := decideDuplicate(ctx, tx, d); err != nil {
			return d, err
		} else if !done {
			return d, fault.New(fault.Conflict, "duplicate.decided", nil)
		}
		if err := partner.Touch(ctx, tx, d.DistributorID); err != nil {
			return d, err
		}
		return d, audit.Record(ctx, tx, audit.Entry{Organization: d.DistributorID, Action: "account.dismissDuplicate", SubjectType: "account",
			SubjectID: audit.ID(d.AccountID), After: map[string]any{"duplicate": d.ID, "other": d.OtherID}})
	})
}
