package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/scope"
)

// InTx runs fn in a transaction whose scope row-level security sees, commits when fn returns nil and
// rolls back when it returns an error or panics. The scope and the time limit of statements belong to
// the transaction alone, so they are safe behind a transaction pooler. Beginning costs no round trip:
// it travels with fn's first statement, and a transaction without a statement never begins.
func (p *Pool) InTx(ctx context.Context, sc scope.Scope, fn func(tx pgx.Tx) error) error {
	conn, err := p.pgx.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("reaching the database: %w", err)
	}
	defer conn.Release()
	tx := &scopedTx{conn: conn.Conn(), settings: p.settingsOf(sc)}
	done := false
	defer func() {
		if !done { // an error or a panic; ctx may be over, the way back to the pool must still be clean
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			_ = tx.Rollback(ctx) // a failed rollback closes the connection, which ends the transaction as well
		}
	}()
	if err := fn(tx); err != nil {
		if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
			return fmt.Errorf("%w: %w", ended, err) // the server calls it a cancelled statement
		}
		return err
	}
	done = true
	return tx.Commit(ctx)
}

const setScope = `select set_config('app.reach', $1, true), set_config('app.organization', $2, true),
	set_config('app.user', $3, true), set_config('statement_timeout', $4, true)`

// settings are those of a transaction, as texts. They are the one place where its scope comes from.
type settings struct{ reach, organization, user, timeout string }

func (p *Pool) settingsOf(sc scope.Scope) settings {
	return settings{string(sc.Reach), settingOf(sc.Organization), settingOf(sc.User), strconv.FormatInt(p.statementTimeout.Milliseconds(), 10)}
}

// queue adds setScope, or a statement that begins with it.
func (s settings) queue(b *pgx.Batch, sql string) {
	b.Queue(sql, s.reach, s.organization, s.user, s.timeout)
}

// settingOf gives the empty text for a nil id, which is also what a setting reads as after an earlier transaction of the connection.
func settingOf(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}
