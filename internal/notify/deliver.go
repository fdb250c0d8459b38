package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// MailQueue has mails sent by jobs.
type MailQueue interface {
	// Mail has one mail sent for each of the letters, once the transaction is committed.
	Mail(ctx context.Context, tx pgx.Tx, letters []Letter) error
}

// Letter is a mail to be sent: what it tells a user of.
type Letter struct {
	User  uuid.UUID   `json:"user"`
	Items []uuid.UUID `json:"items"`
	Daily bool        `json:"daily,omitempty"` // the morning's
}

// Deliverer empties the outbox: it works out who is meant, fills inboxes and has mails sent. Any number may work at once.
// It works as portal_engine, since a poster's audience is beyond what the poster sees.
type Deliverer struct {
	pool    *postgres.Pool
	parties Parties
	queue   MailQueue
	log     *slog.Logger
	wake    chan struct{}
}

// NewDeliverer makes a deliverer over portal_engine's pool.
func NewDeliverer(pool *postgres.Pool, parties Parties, queue MailQueue, log *slog.Logger) *Deliverer {
	return &Deliverer{pool, parties, queue, log, make(chan struct{}, 1)}
}

// look again at least so often: a wake-up may have been lost with its connection.
const deliverEvery = 5 * time.Second

// Run delivers until ctx ends, whenever Wake is called and every few seconds.
func (d *Deliverer) Run(ctx context.Context) {
	tick := time.NewTicker(deliverEvery)
	defer tick.Stop()
	failing := false
	for {
		err := d.Deliver(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			d.log.Warn("notices are not delivered; trying again", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		case <-tick.C:
		}
	}
}

// Wake has the outbox looked at soon.
func (d *Deliverer) Wake() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// Deliver empties the outbox.
func (d *Deliverer) Deliver(ctx context.Context) error {
	for {
		n := 0
		err := d.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
			n, err = d.batch(ctx, tx)
			return err
		})
		if err != nil || n < batchSize {
			return err
		}
	}
}

// batchSize is how many notices a transaction delivers.
const batchSize = 100

// outgoing is a notice in the outbox.
type outgoing struct {
	ID       uuid.UUID
	Audience []Audience
	ActorID  *uuid.UUID
}

// batch delivers the oldest notices that nobody else is delivering, and says how many.
func (d *Deliverer) batch(ctx context.Context, tx pgx.Tx) (int, error) {
	notices, err := postgres.Rows[outgoing](tx.Query(ctx, `SELECT id, audience, actor_id FROM notices ORDER BY id LIMIT @limit FOR UPDATE SKIP LOCKED`,
		postgres.Args{"limit": batchSize}))
	if err != nil || len(notices) == 0 {
		return 0, err
	}
	found, err := look(ctx, tx, d.parties, notices)
	if err != nil {
		return 0, fmt.Errorf("working out who is told: %w", err)
	}
	told, err := fill(ctx, tx, notices, found)
	if err != nil {
		return 0, fmt.Errorf("filling inboxes: %w", err)
	}
	if err := d.queue.Mail(ctx, tx, letters(told, found.people)); err != nil {
		return 0, err
	}
	if err := inboxesChanged(ctx, tx, told); err != nil {
		return 0, err
	}
	ids := make([]uuid.UUID, len(notices))
	for i, n := range notices {
		ids[i] = n.ID
	}
	_, err = tx.Exec(ctx, `DELETE FROM notices WHERE id = ANY(@ids)`, postgres.Args{"ids": ids})
	return len(notices), err
}

// arrival is a new item of a user's inbox.
type arrival struct {
	UserID uuid.UUID `json:"user"`
	ID     uuid.UUID `json:"item"`
}

// fill adds an item for each recipient of each notice, and gives those that are new.
func fill(ctx context.Context, tx pgx.Tx, notices []outgoing, d directory) ([]arrival, error) {
	var users, items, of []uuid.UUID
	var daily []bool
	for _, n := range notices {
		for _, p := range d.recipients(n) {
			users, items, of = append(users, p.ID), append(items, typeid.New()), append(of, n.ID)
			daily = append(daily, p.MailChoice == Daily)
		}
	}
	if len(users) == 0 {
		return nil, nil
	}
	return postgres.Rows[arrival](tx.Query(ctx, `
		INSERT INTO inbox_items (user_id, id, notice_id, kind, subject, params, due_at, created_at, mail_due)
		SELECT r.user_id, r.id, n.id, n.kind, n.subject, n.params, n.due_at, now(), r.daily
		FROM unnest(@users::uuid[], @items::uuid[], @notices::uuid[], @daily::bool[]) AS r (user_id, id, notice_id, daily)
		JOIN notices n ON n.id = r.notice_id ORDER BY r.id
		ON CONFLICT DO NOTHING RETURNING user_id, id`,
		postgres.Args{"users": users, "items": items, "notices": of, "daily": daily}))
}

// letters gives the mails to send now: one for each who wants them at once, however many items came together.
func letters(told []arrival, people map[uuid.UUID]person) []Letter {
	var out []Letter
	at := map[uuid.UUID]int{}
	for _, a := range told {
		if people[a.UserID].MailChoice != AtOnce {
			continue
		}
		i, ok := at[a.UserID]
		if !ok {
			i = len(out)
			at[a.UserID] = i
			out = append(out, Letter{User: a.UserID})
		}
		out[i].Items = append(out[i].Items, a.ID)
	}
	return out
}

// inboxesChanged tells all nodes whose inbox has something new.
func inboxesChanged(ctx context.Context, tx pgx.Tx, told []arrival) error {
	b := &pgx.Batch{}
	for len(told) > 0 {
		part := told[:min(len(told), together/2)]
		told = told[len(part):]
		payload, err := json.Marshal(heard{Change: Change{Kind: Inbox}, Arrivals: part})
		if err != nil {
			return err
		}
		b.Queue(`SELECT pg_notify(@channel, @payload)`, postgres.Args{"channel": channel, "payload": string(payload)})
	}
	if b.Len() == 0 {
		return nil
	}
	return tx.SendBatch(ctx, b).Close()
}
