package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// morning is the hour, where the organisation is, from which the daily mail is sent.
const morning = 8

// Digest has the morning's mails sent to those who want one a day: where it has become eight o'clock, all that waited since the morning before.
// Call it every few minutes.
func (m *Mailer) Digest(ctx context.Context) error {
	for {
		n := 0
		err := m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
			n, err = m.digest(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("the morning's mail: %w", err)
		}
		if n < digestSize {
			return nil
		}
	}
}

// digestSize is for how many users a transaction has mails sent.
const digestSize = 200

// digest has mails sent to some users, and says to how many.
func (m *Mailer) digest(ctx context.Context, tx pgx.Tx) (int, error) {
	zones, err := postgres.Rows[struct{ Zone string }](tx.Query(ctx, `SELECT time_zone AS zone FROM brand_settings UNION SELECT time_zone FROM distributors ORDER BY 1`))
	if err != nil {
		return 0, err
	}
	var names []string
	var until []time.Time
	for _, z := range zones {
		names, until = append(names, z.Zone), append(until, lastMorning(m.now(), zoneOf(z.Zone)))
	}
	// What came before the last eight o'clock and still waits is due; what came after it waits for the next.
	type due struct {
		ID    uuid.UUID
		Items []uuid.UUID
	}
	users, err := postgres.Rows[due](tx.Query(ctx, `
		SELECT u.id, (SELECT coalesce(array_agg(i.id ORDER BY i.id DESC), '{}') FROM inbox_items i
			WHERE i.user_id = u.id AND i.mail_due AND i.created_at < z.until) AS items
		FROM users u CROSS JOIN brand_settings b LEFT JOIN distributors d ON d.id = u.organization_id
		JOIN unnest(@zones::text[], @until::timestamptz[]) AS z (zone, until) ON z.zone = coalesce(d.time_zone, b.time_zone)
		WHERE EXISTS (SELECT FROM inbox_items i WHERE i.user_id = u.id AND i.mail_due AND i.created_at < z.until)
		ORDER BY u.id LIMIT @limit FOR UPDATE OF u SKIP LOCKED`,
		postgres.Args{"zones": names, "until": until, "limit": digestSize}))
	if err != nil || len(users) == 0 {
		return 0, err
	}
	letters := make([]Letter, len(users))
	var owners, items []uuid.UUID
	for i, u := range users {
		letters[i] = Letter{User: u.ID, Items: u.Items, Daily: true}
		for _, item := range u.Items {
			owners, items = append(owners, u.ID), append(items, item)
		}
	}
	if err := m.queue.Mail(ctx, tx, letters); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `UPDATE inbox_items i SET mail_due = false FROM unnest(@owners::uuid[], @items::uuid[]) AS x (user_id, id)
		WHERE i.user_id = x.user_id AND i.id = x.id`, postgres.Args{"owners": owners, "items": items})
	return len(users), err
}

// lastMorning is the latest eight o'clock in the zone that is over.
func lastMorning(now time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	at := time.Date(local.Year(), local.Month(), local.Day(), morning, 0, 0, 0, zone)
	if at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()-1, morning, 0, 0, 0, zone)
	}
	return at
}

// keepItems is how long an inbox keeps what was read.
const keepItems = 365 * 24 * time.Hour

// Sweep deletes read items that are older than a year. Call it once a day.
func (m *Mailer) Sweep(ctx context.Context) error {
	return m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM inbox_items WHERE created_at < @before AND read_at IS NOT NULL`, postgres.Args{"before": m.now().Add(-keepItems)})
		return err
	})
}
