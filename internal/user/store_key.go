package user

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const keyColumns = `k.id, k.organization_id, k.user_id, k.name, k.role, k.created_at, k.revoked_at`

func listKeys(ctx context.Context, q postgres.Querier, sc scope.Scope, r page.Request) ([]Key, error) {
	args := postgres.Args{}
	where := sc.Where("k.organization_id", args)
	behind, order, err := r.Keyset(true, args, page.Column{SQL: "k.created_at", Type: "timestamptz"}, page.Column{SQL: "k.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Key](q.Query(ctx, "SELECT "+keyColumns+" FROM api_keys k WHERE "+where+" AND "+behind+" "+order, args))
}

// countKeys counts the scope's keys, or only those that work.
func countKeys(ctx context.Context, q postgres.Querier, sc scope.Scope, working bool) (n int, err error) {
	args := postgres.Args{"working": working}
	err = q.QueryRow(ctx, "SELECT count(*) FROM api_keys k WHERE (NOT @working OR k.revoked_at IS NULL) AND "+sc.Where("k.organization_id", args), args).Scan(&n)
	return n, err
}

func keysByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Key, error) {
	args := postgres.Args{"ids": ids, "max": maxIDs}
	sql := "SELECT " + keyColumns + " FROM api_keys k WHERE k.id = ANY(@ids) AND " + sc.Where("k.organization_id", args) + " ORDER BY k.id LIMIT @max"
	return postgres.Rows[Key](q.Query(ctx, sql, args))
}

// lockKey reads a key that the scope reaches and keeps others from changing it until the transaction ends.
// Returns pgx.ErrNoRows when there is none.
func lockKey(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Key, error) {
	args := postgres.Args{"id": id}
	sql := "SELECT " + keyColumns + " FROM api_keys k WHERE k.id = @id AND " + sc.Where("k.organization_id", args) + " ORDER BY k.id FOR UPDATE"
	return postgres.Row[Key](q.Query(ctx, sql, args))
}

func revokeKey(ctx context.Context, q postgres.Querier, id uuid.UUID) (at *time.Time, err error) {
	err = q.QueryRow(ctx, "UPDATE api_keys SET revoked_at = now() WHERE id = $1 RETURNING revoked_at", id).Scan(&at)
	return at, err
}
