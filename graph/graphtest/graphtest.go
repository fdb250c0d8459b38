// Package graphtest is the portal's GraphQL over a database of its own, for tests: the real handler behind the real
// middleware, with a brand, two distributors, a person for each role, and a little of everything they work on.
//
//	g := graphtest.New(t)
//	answer := g.As("distributor_rep", "NORTH").Do(t, `query { viewer { role } }`, nil)
//
// NORTH is in the channel manager's portfolio, SOUTH is not. The brand's own people belong to "BRAND".
package graphtest

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/graph"
	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/privacy"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/user"
	"github.com/tonglu/portal/internal/workday"
)

// Graph is a portal of one test.
type Graph struct {
	t testing.TB

	DB       *pgtest.DB
	Auth     *auth.Service
	Resolver *graph.Resolver
	Handler  http.Handler // /graphql behind the middleware, /auth/login and /auth/logout
	Files    *files.Store
	Queue    *Queue
	Detector *conflict.Detector // looks for conflicts in what is brought in; see Look
	Mail     *Mail
	Hub      *notify.Hub // hears of nothing before Live
	Counter  *Counter    // counts what the application's pool is asked
	Limits   *Limits     // lets everybody try as often as they like, unless told otherwise

	pool      *postgres.Pool
	deliverer *notify.Deliverer
	mailer    *notify.Mailer
	letters   *letters
	listening chan struct{}

	Brand         uuid.UUID
	organizations map[string]uuid.UUID // by code
	users         map[string]uuid.UUID // by role and code
	keys          map[string]string    // by role and code
	ids           map[string]uuid.UUID // of what else there is, by code
}

// New makes a portal for the test.
func New(t testing.TB) *Graph {
	t.Helper()
	g := &Graph{t: t, DB: pgtest.New(t), Queue: &Queue{}, Mail: &Mail{}, Counter: &Counter{}, Limits: &Limits{}}
	g.fill()
	pool := g.DB.Open(postgres.RoleApp, postgres.WithTracer(g.Counter))
	g.pool, g.Auth = pool, auth.New(pool, unlimited{}, false)
	g.notices()
	g.Detector = conflict.NewDetector(g.DB.Engine(), g.Queue, time.Now)
	var err error
	if g.Files, err = files.Open(t.TempDir()); err != nil {
		t.Fatalf("graphtest: %v", err)
	}
	g.Resolver = &graph.Resolver{
		Users:         user.NewService(pool, g.Mail, g.Auth, "https://portal.example"),
		Audit:         audit.New(pool),
		Partners:      partner.New(pool),
		TargetFiles:   partner.NewTargetFiles(pool, g.Files),
		Catalog:       catalog.New(pool),
		Customers:     customer.New(pool, g.Queue, sale.Rollups{}, g.Detector, time.Now),
		Imports:       customer.NewImports(pool, g.Queue, time.Now),
		Shares:        share.New(pool, unlimited{}, g.Queue, time.Now),
		Sales:         sale.New(pool, g.Files, g.Queue, g.Detector, time.Now),
		Scorecards:    scorecard.New(pool, time.Now),
		Privacy:       privacy.New(pool, g.Queue, time.Now),
		Registrations: registration.New(pool, g.Detector, time.Now),
		Workdays:      workday.New(pool, time.Now),
		Notices:       notify.New(pool, g.Hub),
		Conflicts:     conflict.New(pool, g.Files, g.Queue, time.Now),
	}
	g.Resolver.Feedbacks = feedback.New(pool, g.Resolver.Sales, g.Limits, "https://portal.example", time.Now)
	g.Resolver.Trainings = training.New(pool, g.Resolver.Sales, time.Now)
	g.serve(nil)
	return g
}

func (g *Graph) serve(keeper graph.Keeper) {
	mux := http.NewServeMux()
	mux.Handle("/graphql", graph.NewHandler(graph.Deps{Resolver: g.Resolver, Renew: g.Auth.Renew, Keeper: keeper}))
	mux.HandleFunc("POST /auth/login", g.Auth.Login)
	mux.HandleFunc("POST /auth/logout", g.Auth.Logout)
	g.Handler = named(g.Auth.Middleware(mux))
}

// RequestID is the id of every request.
const RequestID = "req-test"

func named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", RequestID)
		next.ServeHTTP(w, r)
	})
}

// Organization gives the organisation's id: "BRAND", "NORTH" or "SOUTH".
func (g *Graph) Organization(code string) uuid.UUID { return find(g, g.organizations, code) }

// User gives the id of the organisation's person in the role.
func (g *Graph) User(role, organization string) uuid.UUID {
	return find(g, g.users, role+"@"+organization)
}

// ID gives the id of a territory (TW, TPE, KHH), product line (TOOLS, PARTS), product (T-1, T-2, P-1, P-2), or of a
// distributor's assignment or target (assignment:NORTH, target:NORTH).
func (g *Graph) ID(code string) uuid.UUID { return find(g, g.ids, code) }

func find[V any](g *Graph, in map[string]V, name string) V {
	g.t.Helper()
	v, ok := in[name]
	if !ok {
		g.t.Fatalf("graphtest: there is no %s", name)
	}
	return v
}

// Exec runs SQL as the owner, behind the application's back.
func (g *Graph) Exec(sql string, args ...any) {
	g.t.Helper()
	if _, err := g.DB.Owner().Exec(context.Background(), sql, args...); err != nil {
		g.t.Fatalf("graphtest: %v", err)
	}
}

// unlimited lets everybody try as often as they like.
type unlimited struct{}

func (unlimited) Allow(context.Context, string, int, time.Duration) (bool, time.Duration) {
	return true, 0
}

// Limits lets everybody try as often as they like, but for the keys that begin with Refused. It notes the keys.
type Limits struct {
	mu      sync.Mutex
	Refused string
	Keys    []string
}

// Allow allows what is not refused.
func (l *Limits) Allow(_ context.Context, key string, _ int, _ time.Duration) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Keys = append(l.Keys, key)
	return l.Refused == "" || !strings.HasPrefix(key, l.Refused), 90 * time.Second
}

// Queue takes jobs and does none of them; see Work and Report.
type Queue struct{}

// Advance takes a report's job.
func (*Queue) Advance(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Export takes an export's job.
func (*Queue) Export(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Import takes an account list's job.
func (*Queue) Import(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Match takes the matching job.
func (*Queue) Match(context.Context, pgx.Tx) error { return nil }

// SettleLead takes the job that settles a lead.
func (*Queue) SettleLead(context.Context, pgx.Tx, uuid.UUID, time.Time) error { return nil }

// Erase takes the job that forgets a person.
func (*Queue) Erase(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// Look takes the job that looks for conflicts in what waits.
func (*Queue) Look(context.Context, pgx.Tx) error { return nil }

// LookBack takes the job that looks at a report's weeks.
func (*Queue) LookBack(context.Context, pgx.Tx, uuid.UUID) error { return nil }

// Settle takes the job that follows a case's decision.
func (*Queue) Settle(context.Context, pgx.Tx, uuid.UUID) error { return nil }

// Mail keeps what was sent.
type Mail struct{ Sent []mail.Message }

// Send keeps the mail.
func (m *Mail) Send(_ context.Context, message mail.Message) error {
	m.Sent = append(m.Sent, message)
	return nil
}
