package customer

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// touched has the accounts matched after the transaction, which made, changed, merged or unmerged them. It comes before Index: a
// matcher that has one of them in hand is waited for.
func touched(ctx context.Context, tx pgx.Tx, queue Queue, owner uuid.UUID, ids ...uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO match_pending (distributor_id, account_id) SELECT @owner, id FROM unnest(@ids::uuid[]) AS a (id) ORDER BY id
		ON CONFLICT (distributor_id, account_id) DO UPDATE SET since = excluded.since`, postgres.Args{"owner": owner, "ids": ids})
	if err != nil {
		return fmt.Errorf("noting accounts to match: %w", err)
	}
	return queue.Match(ctx, tx)
}

// Index writes by which names the accounts stand in their owners' lists, and the words of names and code that find them
// there. It takes persons' names as well: only the owner's scope reaches what it writes.
func Index(ctx context.Context, q postgres.Querier, accounts ...Account) error {
	var owners, ids, wordOwners, wordIDs []uuid.UUID
	var sorts, words []string
	for _, a := range accounts {
		names := append([]string{nameOf(a)}, a.OtherNames...)
		owners, ids, sorts = append(owners, a.DistributorID), append(ids, a.ID), append(sorts, sortKey(names[0]))
		for _, word := range wordsOf(append(names, a.Code)...) {
			wordOwners, wordIDs, words = append(wordOwners, a.DistributorID), append(wordIDs, a.ID), append(words, word)
		}
	}
	said := postgres.Args{"owners": wordOwners, "ids": wordIDs, "words": words}
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO account_names AS n (distributor_id, account_id, sort)
		SELECT owner, id, sort FROM unnest(@owners::uuid[], @ids::uuid[], @sorts::text[]) AS a (owner, id, sort) ORDER BY owner, id
		ON CONFLICT (distributor_id, account_id) DO UPDATE SET sort = excluded.sort WHERE n.sort <> excluded.sort`,
		postgres.Args{"owners": owners, "ids": ids, "sorts": sorts})
	b.Queue(`DELETE FROM account_words w USING unnest(@accounts_owners::uuid[], @accounts::uuid[]) AS a (owner, id)
		WHERE w.distributor_id = a.owner AND w.account_id = a.id AND (w.distributor_id, w.account_id, w.word) NOT IN (
		  SELECT owner, id, word FROM unnest(@owners::uuid[], @ids::uuid[], @words::text[]) AS s (owner, id, word))`,
		postgres.Args{"accounts_owners": owners, "accounts": ids, "owners": wordOwners, "ids": wordIDs, "words": words})
	b.Queue(`INSERT INTO account_words (distributor_id, word, account_id)
		SELECT owner, word, id FROM unnest(@owners::uuid[], @ids::uuid[], @words::text[]) AS s (owner, id, word) ORDER BY owner, word, id
		ON CONFLICT DO NOTHING`, said)
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("indexing accounts: %w", err)
	}
	return nil
}
