package customer

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Merged is two accounts after they were merged or unmerged.
type Merged struct {
	Survivor Account
	Merged   Account
}

// MergeAccounts makes survivor stand for merged, and for all that were merged into that before. Lines stay as they are, count as the
// survivor's from then on, and later ones that name the merged account are the survivor's.
// Returns NotFound, Invalid for an account with itself, Conflict when one of them was merged or erased.
func (s *Service) MergeAccounts(ctx context.Context, sc scope.Scope, survivor, merged uuid.UUID) (done Merged, err error) {
	if survivor == merged {
		return done, wrong(nil, "mergedId", "account.mergeSame")
	}
	return s.restand(ctx, sc, "account.merge", func(tx pgx.Tx) (uuid.UUID, uuid.UUID, error) {
		for _, id := range []uuid.UUID{survivor, merged} {
			if _, err := ownAccount(ctx, tx, sc, id); err != nil {
				return survivor, merged, err
			}
		}
		b := &pgx.Batch{}
		args := postgres.Args{"owner": sc.Organization, "survivor": survivor, "merged": merged}
		b.Queue(`UPDATE accounts SET merged_into = @survivor, merged_to = CASE WHEN id = @merged THEN @survivor ELSE merged_to END
			WHERE distributor_id = @owner AND (id = @merged OR merged_into = @merged)`, args)
		b.Queue(`UPDATE account_duplicates SET state = 'MERGED', decided_by = @by, decided_at = @at
			WHERE distributor_id = @owner AND account_id = least(@survivor::uuid, @merged::uuid) AND other_id = greatest(@survivor::uuid, @merged::uuid)`,
			postgres.Args{"owner": sc.Organization, "survivor": survivor, "merged": merged, "by": actorOf(ctx), "at": s.now()})
		return survivor, merged, tx.SendBatch(ctx, b).Close()
	})
}

// UnmergeAccount takes the merging of an account back: it stands again, for itself and for what was merged into it before. Lines that
// came since stay with the survivor. Returns NotFound, Conflict for an account that stands.
func (s *Service) UnmergeAccount(ctx context.Context, sc scope.Scope, id uuid.UUID) (done Merged, err error) {
	return s.restand(ctx, sc, "account.unmerge", func(tx pgx.Tx) (survivor, merged uuid.UUID, err error) {
		args := postgres.Args{"owner": sc.Organization, "id": id}
		var to uuid.UUID
		err = tx.QueryRow(ctx, `SELECT merged_into, coalesce(merged_to, merged_into) FROM accounts
			WHERE distributor_id = @owner AND id = @id AND merged_into IS NOT NULL`, args).Scan(&survivor, &to)
		if errors.Is(err, pgx.ErrNoRows) {
			if _, err := loadAccount(ctx, tx, sc, id); err != nil {
				return survivor, id, err
			}
			return survivor, id, fault.New(fault.Conflict, "account.notMerged", nil)
		}
		if err != nil {
			return survivor, id, err
		}
		b := &pgx.Batch{}
		b.Queue(`WITH RECURSIVE own AS (
			  SELECT a.id FROM accounts a WHERE a.distributor_id = @owner AND a.merged_into = @survivor AND a.merged_to = @id
			  UNION SELECT a.id FROM accounts a JOIN own ON a.merged_to = own.id WHERE a.distributor_id = @owner AND a.merged_into = @survivor)
			UPDATE accounts a SET merged_into = nullif(@id::uuid, a.id), merged_to = CASE WHEN a.id = @id THEN NULL ELSE a.merged_to END
			WHERE a.distributor_id = @owner AND (a.id = @id OR a.id IN (SELECT own.id FROM own))`,
			postgres.Args{"owner": sc.Organization, "id": id, "survivor": survivor})
		b.Queue(`UPDATE account_duplicates SET state = 'OPEN', decided_by = NULL, decided_at = NULL WHERE distributor_id = @owner AND state = 'MERGED'
			  AND account_id = least(@to::uuid, @id::uuid) AND other_id = greatest(@to::uuid, @id::uuid)`,
			postgres.Args{"owner": sc.Organization, "id": id, "to": to})
		return survivor, id, tx.SendBatch(ctx, b).Close()
	})
}

// restand changes who stands for whom, then counts, matches and notes it: all behind the owner's data version, which keeps lines
// from coming in meanwhile.
func (s *Service) restand(ctx context.Context, sc scope.Scope, action string, change func(pgx.Tx) (survivor, merged uuid.UUID, err error)) (done Merged, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := partner.Touch(ctx, tx, sc.Organization); err != nil {
			return err
		}
		survivor, merged, err := change(tx)
		if err != nil {
			return err
		}
		both := []uuid.UUID{survivor, merged}
		if err := s.rollups.Recount(ctx, tx, sc.Organization, both); err != nil {
			return err
		}
		if err := touched(ctx, tx, s.queue, sc.Organization, both...); err != nil {
			return err
		}
		if done.Survivor, err = loadAccount(ctx, tx, sc, survivor); err != nil {
			return fmt.Errorf("reading the survivor: %w", err)
		}
		if done.Merged, err = loadAccount(ctx, tx, sc, merged); err != nil {
			return fmt.Errorf("reading the merged account: %w", err)
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: action, SubjectType: "account", SubjectID: audit.ID(merged),
			After: map[string]any{"survivor": survivor, "merged": merged}})
	})
	return done, err
}
