// Package idempotency makes a repeated request give the first answer again.
//
// A caller names its request by a key. The key, a hash of the request and the id of what it made, or its answer, are kept for 24
// hours, written in the transaction that made it. Below the domains: imports ground.
package idempotency

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Kept is how long a key is remembered.
const Kept = 24 * time.Hour

// maxKey is the greatest length of a key.
const maxKey = 200

// Do runs fn, which makes something and gives its id, unless the scope's organisation has already run the operation
// under the same key: then it gives the first id, and replayed is true. Without a key it always runs fn.
// Simultaneous calls with one key wait for each other. It must be called in the transaction of fn.
// Returns Conflict when the key was used for another request, Invalid when the key is empty or longer than 200.
func Do(ctx context.Context, tx postgres.Querier, sc scope.Scope, operation string, key *string, request any, fn func() (uuid.UUID, error)) (id uuid.UUID, replayed bool, err error) {
	type made struct {
		ID uuid.UUID `json:"id"`
	}
	first, replayed, err := Answer(ctx, tx, sc, operation, key, request, func() (made, error) {
		id, err := fn()
		return made{id}, err
	})
	return first.ID, replayed, err
}

// Answer is Do for a request whose whole answer is kept: as JSON, for those who may read the organisation's keys. It holds nothing that
// a log must not hold.
func Answer[T any](ctx context.Context, tx postgres.Querier, sc scope.Scope, operation string, key *string, request any, fn func() (T, error)) (out T, replayed bool, err error) {
	if key == nil {
		out, err = fn()
		return out, false, err
	}
	if *key == "" || len(*key) > maxKey {
		var fields fault.Fields
		fields.Add("idempotencyKey", "idempotency.key", fault.Params{"max": maxKey})
		return out, false, fields.Err()
	}
	hash, err := hashOf(request)
	if err != nil {
		return out, false, err
	}
	args := postgres.Args{"organization": sc.Organization, "operation": operation, "key": *key}
	first, err := find(ctx, tx, args)
	switch {
	case err == nil && first.Hash == hex.EncodeToString(hash):
		return out, true, json.Unmarshal(first.Result, &out)
	case err == nil:
		return out, false, fault.New(fault.Conflict, "idempotency.otherRequest", nil)
	case !errors.Is(err, pgx.ErrNoRows):
		return out, false, fmt.Errorf("reading the idempotency key: %w", err)
	}
	if out, err = fn(); err != nil {
		return out, false, err
	}
	result, err := json.Marshal(out)
	if err != nil {
		return out, false, fmt.Errorf("keeping the idempotency key: %w", err)
	}
	args["hash"], args["result"] = hash, json.RawMessage(result)
	_, err = tx.Exec(ctx, `INSERT INTO idempotency_keys (organization_id, operation, key, request_hash, result)
		VALUES (@organization, @operation, @key, @hash, @result)`, args)
	if err != nil {
		return out, false, fmt.Errorf("keeping the idempotency key: %w", err)
	}
	return out, false, nil
}

type answer struct {
	Hash   string
	Result json.RawMessage
}

// find waits for others with the same key, forgets an answer that is too old, and reads the first one.
func find(ctx context.Context, tx postgres.Querier, args postgres.Args) (answer, error) {
	b := &pgx.Batch{}
	b.Queue(`SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @organization::text, @operation::text, @key::text), 0))`, args)
	b.Queue(`DELETE FROM idempotency_keys WHERE organization_id = @organization AND operation = @operation AND key = @key
		AND created_at < now() - interval '24 hours'`, args)
	b.Queue(`SELECT encode(request_hash, 'hex') AS hash, result FROM idempotency_keys
		WHERE organization_id = @organization AND operation = @operation AND key = @key`, args)
	results := tx.SendBatch(ctx, b)
	for range 2 {
		if _, err := results.Exec(); err != nil {
			return answer{}, errors.Join(err, results.Close())
		}
	}
	first, err := postgres.Row[answer](results.Query())
	if closed := results.Close(); err == nil {
		err = closed
	}
	return first, err
}

func hashOf(request any) ([]byte, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("hashing the request: %w", err)
	}
	sum := sha256.Sum256(text)
	return sum[:], nil
}

// Forget deletes the keys that are older than Kept, in the transaction of a job that reaches them all.
func Forget(ctx context.Context, tx postgres.Querier) (int64, error) {
	tag, err := tx.Exec(ctx, "DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'")
	return tag.RowsAffected(), err
}
