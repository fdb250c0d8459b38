package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tonglu/portal/internal/scope"
)

// Read runs fn, whose statements see the scope as those of InTx do, and can change nothing. Each statement or batch is one round
// trip: it carries its scope with it and ends with its answer, so that nothing is begun and nothing committed. What must be seen
// as of one moment therefore belongs into one batch, and what holds locks into InTx.
func (p *Pool) Read(ctx context.Context, sc scope.Scope, fn func(q Querier) error) error {
	leave, err := p.turns.take(ctx)
	if err != nil {
		return fmt.Errorf("waiting for the database: %w", err)
	}
	defer leave()
	conn, err := p.pgx.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("reaching the database: %w", err)
	}
	defer conn.Release()
	if err := fn(&scopedReads{conn.Conn(), p.settingsOf(sc)}); err != nil {
		if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
			return fmt.Errorf("%w: %w", ended, err) // the server calls it a cancelled statement
		}
		return err
	}
	return nil
}

// PlanAnew, before a statement's other arguments, has it planned for them and not for any.
const PlanAnew = pgx.QueryExecModeCacheDescribe

// scopedReads sends the scope before each statement. Until the answer is read to its end, Postgres takes what was sent together
// as one transaction, to which the scope belongs.
type scopedReads struct {
	conn     *pgx.Conn
	settings settings
}

const (
	setReading     = setScope + `, set_config('transaction_read_only', 'on', true)`
	setReadingAnew = setReading + `, set_config('plan_cache_mode', 'force_custom_plan', true)`
)

func (r *scopedReads) send(ctx context.Context, set string, queries ...*pgx.QueuedQuery) pgx.BatchResults {
	b := &pgx.Batch{}
	r.settings.queue(b, set)
	b.QueuedQueries = append(b.QueuedQueries, queries...)
	br := r.conn.SendBatch(ctx, b)
	_, _ = br.Exec() // every later result repeats an error
	return br
}

func (r *scopedReads) ask(ctx context.Context, sql string, args []any) pgx.BatchResults {
	set := setReading
	if len(args) > 0 && args[0] == PlanAnew {
		set, args = setReadingAnew, args[1:]
	}
	return r.send(ctx, set, &pgx.QueuedQuery{SQL: sql, Arguments: args})
}

func (r *scopedReads) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	br := r.ask(ctx, sql, args)
	tag, err := br.Exec()
	if closed := br.Close(); err == nil {
		err = closed
	}
	return tag, err
}

func (r *scopedReads) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	br := r.ask(ctx, sql, args)
	rows, err := br.Query()
	if err != nil {
		_ = br.Close() // the same error
		return rows, err
	}
	return &firstRows{Rows: rows, end: br.Close}, nil
}

func (r *scopedReads) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	rows, err := r.Query(ctx, sql, args...)
	return firstRow{rows, err}
}

func (r *scopedReads) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	br := r.send(ctx, setReading, b.QueuedQueries...)
	return &firstBatch{BatchResults: br, end: br.Close}
}

// CopyFrom fails: it writes.
func (r *scopedReads) CopyFrom(context.Context, pgx.Identifier, []string, pgx.CopyFromSource) (int64, error) {
	return 0, errors.New("copying rows within Read, which changes nothing")
}

// Read is Pool.Read for a function that gives a value.
func Read[T any](ctx context.Context, p *Pool, sc scope.Scope, fn func(q Querier) (T, error)) (value T, err error) {
	err = p.Read(ctx, sc, func(q Querier) (err error) {
		value, err = fn(q)
		return err
	})
	return value, err
}
