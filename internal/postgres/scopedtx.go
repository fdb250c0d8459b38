package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// scopedTx is a pgx.Tx that begins with its first statement: begin, the scope and the statement are sent
// together. From then on it hands everything to the pgx.Tx that began.
type scopedTx struct {
	conn     *pgx.Conn
	settings settings

	tx   pgx.Tx // nil until begun
	err  error  // why it could not begin; like an aborted transaction, it takes no further statement
	over bool
}

// first sends the transaction's beginning with the queries, and gives the results from the queries on.
// The caller reads them and then calls begun.
func (t *scopedTx) first(ctx context.Context, queries ...*pgx.QueuedQuery) pgx.BatchResults {
	b := &pgx.Batch{}
	b.BeginTx(pgx.TxOptions{})
	t.settings.queue(b, setScope)
	b.QueuedQueries = append(b.QueuedQueries, queries...)
	br := t.conn.SendBatch(ctx, b)
	for range 2 {
		if _, err := br.Exec(); err != nil {
			break // every later result repeats it
		}
	}
	return br
}

// begun ends the batch of first and takes over the transaction.
func (t *scopedTx) begun(br pgx.BatchResults) error {
	err := br.Close()
	if t.conn.PgConn().TxStatus() == 'I' || t.conn.IsClosed() {
		t.err = err
		return err
	}
	t.tx = br.Tx()
	return err
}

// begin begins without a first statement, for the calls that can't travel in a batch.
func (t *scopedTx) begin(ctx context.Context) error {
	if t.tx == nil && t.ready() == nil {
		return t.begun(t.first(ctx))
	}
	return t.ready()
}

func (t *scopedTx) ready() error {
	if t.over {
		return pgx.ErrTxClosed
	}
	return t.err
}

// batchable reports whether the arguments may go into a batch, which takes no options but a query rewriter.
func batchable(args []any) bool {
	if len(args) == 0 {
		return true
	}
	switch args[0].(type) {
	case pgx.QueryExecMode, pgx.QueryResultFormats, pgx.QueryResultFormatsByOID:
		return false
	}
	return true
}

func (t *scopedTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if t.tx == nil && t.ready() == nil && batchable(args) {
		br := t.first(ctx, &pgx.QueuedQuery{SQL: sql, Arguments: args})
		tag, err := br.Exec()
		if closed := t.begun(br); err == nil {
			err = closed
		}
		return tag, err
	}
	if err := t.begin(ctx); err != nil {
		return pgconn.CommandTag{}, err
	}
	return t.tx.Exec(ctx, sql, args...)
}

func (t *scopedTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if t.tx == nil && t.ready() == nil && batchable(args) {
		br := t.first(ctx, &pgx.QueuedQuery{SQL: sql, Arguments: args})
		rows, err := br.Query()
		if err != nil {
			_ = t.begun(br) // the same error
			return rows, err
		}
		return &firstRows{Rows: rows, end: func() error { return t.begun(br) }}, nil
	}
	if err := t.begin(ctx); err != nil {
		return pgx.FailedBatchResults(&pgx.Batch{}, err).Query()
	}
	return t.tx.Query(ctx, sql, args...)
}

func (t *scopedTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	if t.tx != nil {
		return t.tx.QueryRow(ctx, sql, args...)
	}
	rows, err := t.Query(ctx, sql, args...)
	return firstRow{rows, err}
}

func (t *scopedTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if t.tx == nil && t.ready() == nil && b.Len() > 0 {
		br := t.first(ctx, b.QueuedQueries...)
		return &firstBatch{BatchResults: br, end: func() error { return t.begun(br) }}
	}
	if err := t.begin(ctx); err != nil {
		return pgx.FailedBatchResults(b, err)
	}
	return t.tx.SendBatch(ctx, b)
}

func (t *scopedTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, src pgx.CopyFromSource) (int64, error) {
	if err := t.begin(ctx); err != nil {
		return 0, err
	}
	return t.tx.CopyFrom(ctx, table, columns, src)
}

func (t *scopedTx) Begin(ctx context.Context) (pgx.Tx, error) {
	if err := t.begin(ctx); err != nil {
		return nil, err
	}
	return t.tx.Begin(ctx)
}

func (t *scopedTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	if err := t.begin(ctx); err != nil {
		return nil, err
	}
	return t.tx.Prepare(ctx, name, sql)
}

// LargeObjects must follow a statement of the transaction.
func (t *scopedTx) LargeObjects() pgx.LargeObjects { return t.tx.LargeObjects() }

// Conn is the connection underneath. Statements on it before the first one of the transaction are outside of it.
func (t *scopedTx) Conn() *pgx.Conn { return t.conn }

// Commit returns the error that kept the transaction from beginning, if any: as with an aborted
// transaction, a commit after a failed statement is a failure.
func (t *scopedTx) Commit(ctx context.Context) error {
	if err := t.ready(); err != nil {
		return err
	}
	t.over = true
	if t.tx == nil {
		return nil
	}
	return t.tx.Commit(ctx)
}

func (t *scopedTx) Rollback(ctx context.Context) error {
	if t.over {
		return pgx.ErrTxClosed
	}
	t.over = true
	if t.tx == nil {
		return nil
	}
	return t.tx.Rollback(ctx)
}
