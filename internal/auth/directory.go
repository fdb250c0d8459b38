package auth

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/maypok86/otter/v2"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const (
	// held is how long a session, person or key is held that nothing was noted of. A session's end moves on when it is read.
	held = time.Minute
	// followed is how long what was noted may be unknown here: how far behind a caller's role may be.
	followed = 800 * time.Millisecond
	// loadTimeout bounds a look-up that several may wait for.
	loadTimeout = 5 * time.Second
)

// person is what must be known of a user with each request.
type person struct {
	ID           uuid.UUID
	Organization uuid.UUID
	Brand        bool
	Role         string
	Active       bool
	Epoch        int
	Locale       string
}

// key is an API key with the person who made it.
type key struct {
	ID           uuid.UUID
	Organization uuid.UUID
	Role         string
	Maker        uuid.UUID
}

// directory holds sessions, persons and keys in process. Before it gives one, it has followed what was noted of changes, less than a
// second ago. Many requests that miss at once make one look-up.
type directory struct {
	pool     *postgres.Pool
	sessions *otter.Cache[hash, session]
	persons  *otter.Cache[uuid.UUID, person]
	keys     *otter.Cache[hash, key]
	follow   *otter.Cache[struct{}, struct{}] // its one entry is that changes were followed
	mark     mark
}

// hash is a token's or a key's.
type hash = [sha256.Size]byte

func newDirectory(pool *postgres.Pool) *directory {
	return &directory{pool: pool, sessions: shortLived[hash, session](held), persons: shortLived[uuid.UUID, person](held), keys: shortLived[hash, key](held),
		follow: shortLived[struct{}, struct{}](followed)}
}

func shortLived[K comparable, V any](lasts time.Duration) *otter.Cache[K, V] {
	return otter.Must(&otter.Options[K, V]{MaximumSize: 100_000, ExpiryCalculator: otter.ExpiryWriting[K, V](lasts)})
}

// look gives the value that is held, or loads it. The load outlives its caller, because others may wait for it.
func look[K comparable, V any](ctx context.Context, cache *otter.Cache[K, V], k K, load func(context.Context) (V, error)) (V, error) {
	if v, ok := cache.GetIfPresent(k); ok {
		return v, nil
	}
	return cache.Get(ctx, k, otter.LoaderFunc[K, V](func(ctx context.Context, _ K) (V, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadTimeout)
		defer cancel()
		return load(ctx)
	}))
}

var errUnknown = errors.New("auth: unknown")

// person gives the user. Returns errUnknown when there is none.
func (d *directory) person(ctx context.Context, id uuid.UUID) (person, error) {
	return look(ctx, d.persons, id, func(ctx context.Context) (person, error) {
		return oneRow[person](ctx, d.pool, `
			SELECT u.id, u.organization_id AS organization, o.kind = 'BRAND' AS brand, u.role, u.status = 'ACTIVE' AS active,
				u.session_epoch AS epoch, coalesce(u.locale, '') AS locale
			FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = @id ORDER BY u.id`,
			postgres.Args{"id": id})
	})
}

// key gives the key with the hash. Returns errUnknown when there is none or it was revoked.
func (d *directory) key(ctx context.Context, h hash) (key, error) {
	return look(ctx, d.keys, h, func(ctx context.Context) (key, error) {
		return oneRow[key](ctx, d.pool, `
			SELECT id, organization_id AS organization, role, user_id AS maker
			FROM api_keys WHERE key_hash = @hash AND revoked_at IS NULL ORDER BY id`,
			postgres.Args{"hash": h[:]})
	})
}

func oneRow[T any](ctx context.Context, pool *postgres.Pool, sql string, args postgres.Args) (row T, err error) {
	err = pool.InTx(ctx, scope.ForLogin(), func(tx pgx.Tx) error {
		row, err = postgres.Row[T](tx.Query(ctx, sql, args))
		return err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return row, errUnknown
	}
	if err != nil {
		return row, fmt.Errorf("recognising the caller: %w", err)
	}
	return row, nil
}
