package customer

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Queue enqueues this domain's jobs in the transaction that needs them.
type Queue interface {
	// Match has the accounts that wait in match_pending matched.
	Match(ctx context.Context, tx pgx.Tx) error
}

// Rollups keeps what is counted by account in line with who stands for whom: package sale.
type Rollups interface {
	// Recount is called in the transaction that merged or unmerged the accounts, which holds the owner's data version.
	Recount(ctx context.Context, tx pgx.Tx, owner uuid.UUID, accounts []uuid.UUID) error
}

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's row
// is NotFound.
type Service struct {
	pool    *postgres.Pool
	queue   Queue
	rollups Rollups
	rules   Rules
	now     func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, queue Queue, rollups Rollups, rules Rules, now func() time.Time) *Service {
	return &Service{pool: pool, queue: queue, rollups: rollups, rules: rules, now: now}
}

// ByIDs reads those of the accounts that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Account, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Account, error) { return loadAccounts(ctx, q, sc, ids) })
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
