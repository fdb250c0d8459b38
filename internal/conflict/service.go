package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Queue enqueues this domain's jobs in the transaction that needs them.
type Queue interface {
	// Settle has the remedies of a case's decision applied, and those of an overturned one taken back.
	Settle(ctx context.Context, tx pgx.Tx, caseID uuid.UUID) error
}

// Service is the use cases of requests. Each method reaches only the cases of its scope; somebody else's is NotFound.
type Service struct {
	pool  *postgres.Pool
	files *files.Store
	queue Queue
	now   func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, blobs *files.Store, queue Queue, now func() time.Time) *Service {
	return &Service{pool: pool, files: blobs, queue: queue, now: now}
}

func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(tx pgx.Tx) (T, error)) (out T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, err = fn(tx)
		return err
	})
	return out, err
}
