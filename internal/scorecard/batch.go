package scorecard

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// batch sends statements together, so that a card is one round trip.
type batch struct {
	sc      scope.Scope
	pending pgx.Batch
}

// args are the named arguments of a statement.
type args = map[string]any

// scoped adds sql + the scope's condition on column + tail. read takes the rows; it must close them.
func (b *batch) scoped(sql, column, tail string, a args, read func(pgx.Rows) error) {
	sql += b.sc.Where(column, a) + tail
	b.plain(sql, a, read)
}

// plain adds a statement about what every scope may read.
func (b *batch) plain(sql string, a args, read func(pgx.Rows) error) {
	b.pending.Queue(sql, postgres.Args(a)).Query(read)
}

func (b *batch) send(ctx context.Context, q postgres.Querier) error {
	return q.SendBatch(ctx, &b.pending).Close()
}

// each collects rows by column name and hands them on one by one.
func each[T any](take func(T)) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		all, err := postgres.Rows[T](rows, nil)
		for _, row := range all {
			take(row)
		}
		return err
	}
}

// one reads the only row.
func one[T any](into *T, missing string) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		row, err := postgres.Row[T](rows, nil)
		if errors.Is(err, pgx.ErrNoRows) {
			return errors.New(missing)
		}
		*into = row
		return err
	}
}
