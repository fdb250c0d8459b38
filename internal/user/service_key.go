package user

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
)

// Keys lists the scope's API keys, the newest first, revoked ones too.
func (s *Service) Keys(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Key], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Key]{}, err
	}
	keys, err := read(ctx, s.pool, sc, func(tx pgx.Tx) ([]Key, error) { return listKeys(ctx, tx, sc, r) })
	if err != nil {
		return page.Page[Key]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return read(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countKeys(ctx, tx, sc, false) })
	}
	at := func(k Key) []string { return []string{k.CreatedAt.Format(time.RFC3339Nano), k.ID.String()} }
	return page.Make(r, keys, at, count), nil
}

// KeysByID reads those of the ids that the scope reaches.
func (s *Service) KeysByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Key, error) {
	return read(ctx, s.pool, sc, func(tx pgx.Tx) ([]Key, error) { return keysByID(ctx, tx, sc, ids) })
}

// CreateKey makes an API key of the caller's organisation, in the caller's name. Its secret is told this once: a repeated
// idempotency key gives the first key with an empty one. Returns Invalid with all fields at fault, Conflict when too
// many keys work already, Forbidden to an API key.
func (s *Service) CreateKey(ctx context.Context, sc scope.Scope, idempotencyKey *string, n NewKey) (made Key, secret string, err error) {
	self := auth.MustActor(ctx)
	if self.Key.Valid {
		return made, "", fault.New(fault.Forbidden, "auth.notByKey", nil)
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		org, err := lockOrganizationOf(ctx, tx, sc, self.User)
		if err != nil {
			return fmt.Errorf("reading one's own organisation: %w", err)
		}
		if err := n.check(org.Kind); err != nil {
			return err
		}
		id, _, err := idempotency.Do(ctx, tx, sc, "createApiKey", idempotencyKey, n, func() (id uuid.UUID, err error) {
			if count, err := countKeys(ctx, tx, sc, true); err != nil {
				return id, err
			} else if count >= maxKeys {
				return id, fault.New(fault.Conflict, "apiKey.tooMany", fault.Params{"max": maxKeys})
			}
			if id, secret, err = auth.NewKey(ctx, tx, org.ID, self.User, n.Name, n.Role); err != nil {
				return id, err
			}
			return id, recordKey(ctx, tx, "apiKey.create", org.ID, id, nil, n)
		})
		if err != nil {
			return err
		}
		made, err = lockKey(ctx, tx, sc, id)
		return err
	})
	return made, secret, err
}

// RevokeKey ends an API key of the caller's organisation within a second. A revoked one stays as it is. Returns NotFound, and
// Forbidden to an API key.
func (s *Service) RevokeKey(ctx context.Context, sc scope.Scope, id uuid.UUID) (k Key, err error) {
	if auth.MustActor(ctx).Key.Valid {
		return k, fault.New(fault.Forbidden, "auth.notByKey", nil)
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		k, err = lockKey(ctx, tx, sc, id)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.Missing("apiKey")
		}
		if err != nil || k.RevokedAt != nil {
			return err
		}
		if k.RevokedAt, err = revokeKey(ctx, tx, id); err != nil {
			return fmt.Errorf("revoking a key: %w", err)
		}
		return recordKey(ctx, tx, "apiKey.revoke", k.OrganizationID, id, NewKey{k.Name, k.Role}, nil)
	})
	return k, err
}

func recordKey(ctx context.Context, tx pgx.Tx, action string, organization, id uuid.UUID, before, after any) error {
	return audit.Record(ctx, tx, audit.Entry{Organization: organization, Action: action, SubjectType: "apiKey", SubjectID: audit.ID(id), Before: before, After: after})
}
