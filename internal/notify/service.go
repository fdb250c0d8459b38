package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Service is each user's own inbox, how they are told, and their streams.
type Service struct {
	pool *postgres.Pool
	hub  *Hub
}

// New makes the service over the application's pool.
func New(pool *postgres.Pool, hub *Hub) *Service { return &Service{pool, hub} }

// List lists the scope's user's inbox, latest first: all of it, or what is unread (or not). Returns Invalid for arguments that page.Check refuses.
func (s *Service) List(ctx context.Context, sc scope.Scope, unread *bool, args page.Args) (page.Page[Item], error) {
	r, err := page.Check(args, 1)
	if err != nil {
		return page.Page[Item]{}, err
	}
	items, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Item, error) { return items(ctx, tx, sc, unread, r) })
	if err != nil {
		return page.Page[Item]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countItems(ctx, tx, sc, unread) })
	}
	return page.Make(r, items, func(i Item) []string { return []string{i.ID.String()} }, count), nil
}

// ByIDs reads items of the scope's user's inbox.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Item, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Item, error) { return itemsByID(ctx, tx, sc, ids) })
}

// Unread counts the unread items of the scope's user.
func (s *Service) Unread(ctx context.Context, sc scope.Scope) (int, error) {
	unread := true
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countItems(ctx, tx, sc, &unread) })
}

// Mark marks items of the scope's user's inbox as read, or unread again; nil ids are all. It gives how many are unread then. An id
// that is none of the user's is passed over.
func (s *Service) Mark(ctx context.Context, sc scope.Scope, ids []uuid.UUID, read bool) (int, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
		changed, err := mark(ctx, tx, sc, ids, read)
		if err != nil {
			return 0, fmt.Errorf("marking items: %w", err)
		}
		if changed > 0 {
			if err := inboxChanged(ctx, tx, sc.User); err != nil {
				return 0, err
			}
		}
		unread := true
		return countItems(ctx, tx, sc, &unread)
	})
}

// MailChoice gives how the scope's user gets mail.
func (s *Service) MailChoice(ctx context.Context, sc scope.Scope) (MailChoice, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (choice MailChoice, err error) {
		err = tx.QueryRow(ctx, `SELECT mail_choice FROM users WHERE id = $1`, sc.User).Scan(&choice)
		return choice, err
	})
}

// SetMailChoice changes how the caller gets mail. What waits for the morning is still sent then, unless the choice is none.
// Returns Forbidden to an API key.
func (s *Service) SetMailChoice(ctx context.Context, choice MailChoice) error {
	self := auth.MustActor(ctx)
	if self.Key.Valid {
		return fault.New(fault.Forbidden, "auth.notByKey", nil)
	}
	return s.pool.InTx(ctx, self.Scope(), func(tx pgx.Tx) error {
		var before MailChoice
		if err := tx.QueryRow(ctx, `SELECT mail_choice FROM users WHERE id = $1 FOR UPDATE`, self.User).Scan(&before); err != nil {
			return fmt.Errorf("reading how mail is wanted: %w", err)
		}
		b := &pgx.Batch{}
		b.Queue(`UPDATE users SET mail_choice = $2 WHERE id = $1`, self.User, choice)
		if choice == NoMail {
			b.Queue(`UPDATE inbox_items SET mail_due = false WHERE user_id = $1 AND mail_due`, self.User)
		}
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return fmt.Errorf("setting how mail is wanted: %w", err)
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: self.Organization, Action: "user.setMailChoice", SubjectType: "user", SubjectID: audit.ID(self.User),
			Before: map[string]any{"mail": before}, After: map[string]any{"mail": choice},
		})
	})
}

// inboxChanged tells the user's streams on all nodes that something is read by now.
func inboxChanged(ctx context.Context, tx postgres.Querier, user uuid.UUID) error {
	payload, err := json.Marshal(heard{Change: Change{Kind: Inbox}, Users: []uuid.UUID{user}})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `SELECT pg_notify(@channel, @payload)`, postgres.Args{"channel": channel, "payload": string(payload)})
	return err
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}

// Watch gives the changes that the actor may hear of until ctx ends, as Hub.Watch does.
func (s *Service) Watch(ctx context.Context, actor auth.Actor, f Filter) <-chan Change {
	return s.hub.Watch(ctx, actor, f)
}
