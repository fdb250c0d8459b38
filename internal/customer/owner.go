package customer

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// inherit gives a customer without an owner that of the one that was merged into it, and notes of whom it came. Of two owners the one that stands keeps its own.
func inherit(ctx context.Context, tx pgx.Tx, from, to uuid.UUID) error {
	_, err := tx.Exec(ctx, `UPDATE customers k SET owner_id = c.owner_id, owner_from = coalesce(c.owner_from, c.id)
		FROM customers c WHERE k.id = @to AND c.id = @from AND k.owner_id IS NULL AND c.owner_id IS NOT NULL`, postgres.Args{"to": to, "from": from})
	return err
}

// standAgain has a customer that was merged stand for itself: those that it was merged into, one through the other, lose the owner that came with it.
func standAgain(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	b, args := &pgx.Batch{}, postgres.Args{"id": id}
	b.Queue(`WITH RECURSIVE above AS (
		  SELECT c.merged_into AS id FROM customers c WHERE c.id = @id AND c.merged_into IS NOT NULL
		  UNION SELECT c.merged_into FROM above a JOIN customers c ON c.id = a.id WHERE c.merged_into IS NOT NULL)
		UPDATE customers k SET owner_id = NULL, owner_from = NULL FROM above a, customers c
		WHERE k.id = a.id AND c.id = @id AND k.owner_from = coalesce(c.owner_from, c.id)`, args)
	b.Queue(`UPDATE customers SET merged_into = NULL WHERE id = @id`, args)
	return tx.SendBatch(ctx, b).Close()
}
