package audit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Sealer seals new rows into the chain. It works as portal_engine; writers of the log never wait for it.
type Sealer struct {
	pool *postgres.Pool
	log  *slog.Logger
}

// NewSealer makes the sealer over portal_engine's pool.
func NewSealer(pool *postgres.Pool, log *slog.Logger) *Sealer { return &Sealer{pool, log} }

// lateness is by how much a row's time may lie before its commit. The time is that of its transaction's beginning, so that a row may come to light
// behind others that are sealed already. Each run looks back so far from where the last complete one began; what took even longer is found
// by the daily one.
const lateness = 2 * time.Hour

// Seal seals what was written since the last complete run, and what was committed late. Call it every few minutes.
func (s *Sealer) Seal(ctx context.Context) error {
	var until time.Time
	err := s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT sealed_until FROM chain_state ORDER BY "only"`).Scan(&until)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return s.SealAll(ctx)
	}
	if err != nil {
		return fmt.Errorf("reading how far the chain goes: %w", err)
	}
	return s.run(ctx, until.Add(-lateness))
}

// SealAll seals whatever has no seal, however old. Call it once a day.
func (s *Sealer) SealAll(ctx context.Context) error { return s.run(ctx, time.Time{}) }

// sealSize is how many rows a transaction seals.
const sealSize = 5000

func (s *Sealer) run(ctx context.Context, since time.Time) error {
	var began time.Time
	err := s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return tx.QueryRow(ctx, `SELECT now()`).Scan(&began) })
	if err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	head := Seal{}
	for _, source := range sources {
		for behind, more := (record{}), true; more; {
			err := s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
				if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, chainLock); err != nil {
					return err
				}
				var sealed []record
				if sealed, err = source.unsealed(ctx, tx, since, behind, sealSize); err != nil || len(sealed) == 0 {
					more = false
					return err
				}
				behind, more = sealed[len(sealed)-1], len(sealed) == sealSize
				head, err = bind(ctx, tx, source.kind, sealed)
				return err
			})
			if err != nil {
				return fmt.Errorf("sealing %s: %w", source.kind, err)
			}
		}
	}
	if head.Seq > 0 { // outside of the database, whoever could rewrite the whole chain finds this line in the way
		s.log.InfoContext(ctx, "the log is sealed", "seq", head.Seq, "hash", fmt.Sprintf("%x", head.Hash[:]))
	}
	return s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO chain_state (sealed_until) VALUES ($1) ON CONFLICT ("only") DO UPDATE SET sealed_until = greatest(chain_state.sealed_until, excluded.sealed_until)`, began)
		return err
	})
}

// chainLock is the advisory lock of those who add to the chain.
const chainLock = 7303

// bind adds the records to the end of the chain, on which nobody else works, and gives its new end.
func bind(ctx context.Context, tx pgx.Tx, kind string, records []record) (Seal, error) {
	var end Seal
	var hash []byte
	err := tx.QueryRow(ctx, `SELECT seq, hash FROM chain_seals ORDER BY seq DESC LIMIT 1`).Scan(&end.Seq, &hash)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Seal{}, err
	}
	copy(end.Hash[:], hash)
	seqs, owners, ids := make([]int64, len(records)), make([]uuid.UUID, len(records)), make([]uuid.UUID, len(records))
	digests, hashes := make([][]byte, len(records)), make([][]byte, len(records))
	for i, r := range records {
		end = Seal{Seq: end.Seq + 1, Digest: digestOf(kind, r.Row), Hash: next(end.Hash, digestOf(kind, r.Row))}
		d, h := end.Digest, end.Hash
		seqs[i], owners[i], ids[i], digests[i], hashes[i] = end.Seq, r.Owner, r.ID, d[:], h[:]
	}
	_, err = tx.Exec(ctx, `INSERT INTO chain_seals (seq, kind, owner_id, row_id, digest, hash)
		SELECT x.seq, @kind, x.owner_id, x.row_id, x.digest, x.hash
		FROM unnest(@seqs::bigint[], @owners::uuid[], @ids::uuid[], @digests::bytea[], @hashes::bytea[]) AS x (seq, owner_id, row_id, digest, hash) ORDER BY x.seq`,
		postgres.Args{"kind": kind, "seqs": seqs, "owners": owners, "ids": ids, "digests": digests, "hashes": hashes})
	return end, err
}
