package notify_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// world is a brand, two distributors in two time zones, a few people, and one case between the two.
type world struct {
	t  *testing.T
	db *pgtest.DB

	brand, north, south           uuid.UUID
	admin, manager, other         uuid.UUID // of the brand; the manager looks after north
	northAdmin, rep, viewer, gone uuid.UUID // of north: gone is not active
	southRep                      uuid.UUID
	caseID                        uuid.UUID

	mu      sync.Mutex
	parties []notify.Party
	letters []notify.Letter
	sent    []mail.Message
	refuse  bool // the mail server is away
	now     time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t), brand: uuid.New(), north: uuid.New(), south: uuid.New(), caseID: uuid.New(), now: time.Now()}
	w.exec(`INSERT INTO organizations (id, kind, name) VALUES ($1, 'BRAND', 'The brand'), ($2, 'DISTRIBUTOR', 'North Ltd'), ($3, 'DISTRIBUTOR', 'South Ltd')`, w.brand, w.north, w.south)
	w.exec(`INSERT INTO brand_settings (brand_id, base_currency, time_zone) VALUES ($1, 'TWD', 'Asia/Taipei')`, w.brand)
	w.exec(`INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on) VALUES
		($1, 'N', 'North Ltd', 'TIER_1', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01'),
		($2, 'S', 'South Ltd', 'TIER_1', 'ACTIVE', '{STORE}', 'EUR', 'DE', 'Europe/Berlin', '2020-01-01')`, w.north, w.south)
	w.admin, w.manager, w.other = w.user(w.brand, "brand_admin", "ACTIVE"), w.user(w.brand, "channel_manager", "ACTIVE"), w.user(w.brand, "channel_manager", "ACTIVE")
	w.northAdmin, w.rep = w.user(w.north, "distributor_admin", "ACTIVE"), w.user(w.north, "distributor_rep", "ACTIVE")
	w.viewer, w.gone = w.user(w.north, "distributor_viewer", "ACTIVE"), w.user(w.north, "distributor_rep", "DEACTIVATED")
	w.southRep = w.user(w.south, "distributor_rep", "ACTIVE")
	w.exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, w.manager, w.north)
	w.parties = []notify.Party{{Label: "A", Organization: w.north, Told: true}, {Label: "B", Organization: w.south}}
	return w
}

func (w *world) user(organization uuid.UUID, role, status string) uuid.UUID {
	id := uuid.New()
	w.exec(`INSERT INTO users (id, organization_id, email, name, role, status, locale) VALUES ($1, $2, $3, 'Wang {days} Xiaoming', $4, $5, 'en')`,
		id, organization, id.String()+"@example.com", role, status)
	return id
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Owner().Exec(w.t.Context(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

// Of makes the world its own Parties: the case is mediated by the manager who looks after neither.
func (w *world) Of(_ context.Context, _ postgres.Querier, cases []uuid.UUID) (map[uuid.UUID]notify.Concerned, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(cases, w.caseID) {
		return nil, nil
	}
	return map[uuid.UUID]notify.Concerned{w.caseID: {Mediator: &w.other, Parties: slices.Clone(w.parties)}}, nil
}

// Mail makes the world its own MailQueue.
func (w *world) Mail(_ context.Context, _ pgx.Tx, letters []notify.Letter) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.letters = append(w.letters, letters...)
	return nil
}

// Send makes the world its own Sender.
func (w *world) Send(_ context.Context, message mail.Message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.refuse {
		return errors.New("the server is away")
	}
	w.sent = append(w.sent, message)
	return nil
}

func (w *world) mailer() *notify.Mailer {
	return notify.NewMailer(w.db.Engine(), w, w, "https://portal.example", func() time.Time { return w.now })
}

func (w *world) deliverer() *notify.Deliverer {
	return notify.NewDeliverer(w.db.Engine(), w, w, slog.New(slog.DiscardHandler))
}

// post posts the notice as somebody who sees next to nothing.
func (w *world) post(n notify.Notice) {
	w.t.Helper()
	if err := w.db.App().InTx(w.t.Context(), scope.Of(w.south), func(tx pgx.Tx) error { return notify.Post(w.t.Context(), tx, n) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) deliver() {
	w.t.Helper()
	if err := w.deliverer().Deliver(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// told gives who has an item, each as often as they have.
func (w *world) told() (users []uuid.UUID) {
	w.t.Helper()
	rows, err := w.db.Owner().Query(w.t.Context(), `SELECT user_id FROM inbox_items ORDER BY user_id`)
	if err == nil {
		users, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return users
}

func (w *world) actor(user, organization uuid.UUID, role string) auth.Actor {
	return auth.Actor{User: user, Organization: organization, Brand: organization == w.brand, Role: role, Reach: scope.Own}
}

func sorted(ids ...uuid.UUID) []uuid.UUID {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return ids
}
