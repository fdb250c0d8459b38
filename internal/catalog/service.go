package catalog

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Service is the use cases of this domain. Products, policies and rates belong to the brand and are read by every
// scope that is set; changing them takes one that reaches all.
type Service struct {
	pool *postgres.Pool
}

// New makes the service over the pool.
func New(pool *postgres.Pool) *Service { return &Service{pool: pool} }

// record audits a change in the brand's name.
func record(ctx context.Context, tx pgx.Tx, action, subject string, id uuid.UUID, before, after any) error {
	settings, err := partner.LoadSettings(ctx, tx)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: settings.BrandID, Action: action, SubjectType: subject,
		SubjectID: uuid.NullUUID{UUID: id, Valid: id != uuid.Nil}, Before: before, After: after,
	})
}

// list runs read in a transaction of the scope and makes a page of what it gives. n is the number of parts of a
// cursor.
func list[T any](ctx context.Context, s *Service, sc scope.Scope, args page.Args, n int, key func(T) []string,
	read func(tx pgx.Tx, r page.Request) ([]T, error), count func(ctx context.Context, tx pgx.Tx) (int, error)) (page.Page[T], error) {
	r, err := page.Check(args, n)
	if err != nil {
		return page.Page[T]{}, err
	}
	var rows []T
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		rows, err = read(tx, r)
		return err
	})
	if err != nil {
		return page.Page[T]{}, err
	}
	total := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = count(ctx, tx)
			return err
		})
		return n, err
	}
	return page.Make(r, rows, key, total), nil
}
