package postgres

import "github.com/jackc/pgx/v5"

// firstRows are the rows of a transaction's first statement. Their end is the end of the batch in which they came.
type firstRows struct {
	pgx.Rows
	end   func() error
	ended bool
	err   error
}

func (r *firstRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

func (r *firstRows) Close() {
	r.Rows.Close()
	if !r.ended {
		r.ended = true
		r.err = r.end()
	}
}

func (r *firstRows) Err() error {
	if err := r.Rows.Err(); err != nil {
		return err
	}
	return r.err
}

// firstRow is pgx.Row over Query.
type firstRow struct {
	rows pgx.Rows
	err  error
}

func (r firstRow) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}

// firstBatch are the results of a batch that is a transaction's first statement.
type firstBatch struct {
	pgx.BatchResults
	end   func() error
	ended bool
	err   error
}

func (b *firstBatch) Close() error {
	if !b.ended {
		b.ended = true
		b.err = b.end()
	}
	return b.err
}

// Tx is nil: the caller's batch did not begin the transaction.
func (b *firstBatch) Tx() pgx.Tx { return nil }
