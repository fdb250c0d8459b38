package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Sender sends a mail; internal/mail has one.
type Sender interface {
	Send(ctx context.Context, message mail.Message) error
}

// Mailer sends letters, each in a job of its own, and has the mornings' written. It works as portal_engine.
type Mailer struct {
	pool    *postgres.Pool
	sender  Sender
	queue   MailQueue
	address string // of the portal, for links
	now     func() time.Time
}

// NewMailer makes the mailer over portal_engine's pool.
func NewMailer(pool *postgres.Pool, sender Sender, queue MailQueue, address string, now func() time.Time) *Mailer {
	return &Mailer{pool, sender, queue, address, now}
}

// Send sends a letter, and notes that the server has taken it. An error means that it has not, and to try again. Nothing is sent of items that
// were mailed before, to somebody who is not active or wants no mail any more, or, in the morning's mail, of what was read meanwhile.
func (m *Mailer) Send(ctx context.Context, l Letter) error {
	var to reader
	var items []Item
	err := m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		if to, err = readerOf(ctx, tx, l.User); err == nil {
			items, err = unsent(ctx, tx, l)
		}
		return err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what to mail: %w", err)
	}
	if len(items) == 0 {
		return nil
	}
	if err := m.sender.Send(ctx, write(to, items, l.Daily, m.address)); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // it is sent: a shutdown must not make it be sent again
	return m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE inbox_items SET mailed_at = now() WHERE user_id = @user AND id = ANY(@items)`,
			postgres.Args{"user": l.User, "items": l.Items})
		return err
	})
}

// readerOf reads whom a mail is written to. Returns pgx.ErrNoRows for somebody who gets none.
func readerOf(ctx context.Context, q postgres.Querier, user uuid.UUID) (reader, error) {
	type row struct{ Name, Email, Locale, Zone string }
	found, err := postgres.Row[row](q.Query(ctx, `SELECT u.name, u.email, coalesce(u.locale, '') AS locale, coalesce(d.time_zone, b.time_zone) AS zone
		FROM users u CROSS JOIN brand_settings b LEFT JOIN distributors d ON d.id = u.organization_id
		WHERE u.id = @user AND u.status = 'ACTIVE' AND u.mail_choice <> 'NONE'`, postgres.Args{"user": user}))
	return reader{found.Name, found.Email, found.Locale, zoneOf(found.Zone)}, err
}

func unsent(ctx context.Context, q postgres.Querier, l Letter) ([]Item, error) {
	return postgres.Rows[Item](q.Query(ctx, `SELECT `+itemColumns+` FROM inbox_items i
		WHERE i.user_id = @user AND i.id = ANY(@items) AND i.mailed_at IS NULL AND (i.read_at IS NULL OR NOT @daily) ORDER BY i.id LIMIT @max`,
		postgres.Args{"user": l.User, "items": l.Items, "daily": l.Daily, "max": maxItems}))
}

// zoneOf is the zone of the name, UTC for one that this machine doesn't know.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
