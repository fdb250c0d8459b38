package auth

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// mark is from which transaction on changes are read. A look-up that is under way when a change is followed may hold what was before it,
// so that changes are followed again and again for longer than a look-up can take.
type mark struct {
	mu         sync.Mutex
	from, next string    // transactions; "" before the first time
	at         time.Time // when next was the oldest one under way
}

// change is what was noted of one session, person or key.
type change struct{ Kind, Subject string }

// catchUp drops what has changed since it was held, as of less than a second ago.
func (d *directory) catchUp(ctx context.Context) error {
	_, err := look(ctx, d.follow, struct{}{}, func(ctx context.Context) (none struct{}, err error) {
		d.mark.mu.Lock()
		defer d.mark.mu.Unlock()
		oldest, changes, err := d.changes(ctx, d.mark.from)
		if err != nil {
			return none, fmt.Errorf("following changes of who may come in: %w", err)
		}
		for _, c := range changes {
			d.drop(c)
		}
		d.mark.move(oldest, time.Now())
		return none, nil
	})
	return err
}

// changes gives what was noted by the transaction from and later ones, and the oldest transaction that is under way: what is noted from
// now on is by it or by later ones.
func (d *directory) changes(ctx context.Context, from string) (oldest string, all []change, err error) {
	err = d.pool.Read(ctx, scope.ForLogin(), func(q postgres.Querier) error {
		return q.QueryRow(ctx, `SELECT pg_snapshot_xmin(pg_current_snapshot())::text, coalesce((
			SELECT jsonb_agg(DISTINCT jsonb_build_object('kind', kind, 'subject', subject)) FROM credential_changes WHERE transaction >= nullif(@from, '')::xid8), '[]')`,
			postgres.Args{"from": from}).Scan(&oldest, &all)
	})
	return oldest, all, err
}

// move sets the mark to the oldest transaction that was under way before any look-up that still is.
func (m *mark) move(oldest string, now time.Time) {
	switch {
	case m.from == "": // nothing was held before
		m.from, m.next, m.at = oldest, oldest, now
	case now.Sub(m.at) > loadTimeout+followed:
		m.from, m.next, m.at = m.next, oldest, now
	}
}

// drop drops what is held of a change's subject.
func (d *directory) drop(c change) {
	switch c.Kind {
	case "session":
		if token, err := base64.RawURLEncoding.DecodeString(c.Subject); err == nil && len(token) == len(hash{}) {
			d.sessions.Invalidate(hash(token))
		}
	case "person":
		if id, err := uuid.Parse(c.Subject); err == nil {
			d.persons.Invalidate(id)
		}
	case "key":
		if sum, err := hex.DecodeString(strings.TrimPrefix(c.Subject, `\x`)); err == nil && len(sum) == len(hash{}) {
			d.keys.Invalidate(hash(sum))
		}
	}
}

// sweepChanges deletes what everybody has followed for long.
func (d *directory) sweepChanges(ctx context.Context) error {
	return d.pool.InTx(ctx, scope.ForLogin(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM credential_changes WHERE noted_at < now() - interval '1 day'")
		return err
	})
}
