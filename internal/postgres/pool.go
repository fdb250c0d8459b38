package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"
	pgxuuid "github.com/vgarvardt/pgx-google-uuid/v5"
)

// Role is a database role without ownership of any table.
type Role string

// The roles. Policies hold RoleApp to the scope of the transaction; RoleEngine sees every row.
const (
	RoleApp    Role = "portal_app"
	RoleEngine Role = "portal_engine"
)

// Pool holds connections of one role.
type Pool struct {
	pgx              *pgxpool.Pool
	statementTimeout time.Duration
	turns            turns
}

type options struct {
	maxConns         int32
	reads            int
	statementTimeout time.Duration
	tracer           pgx.QueryTracer
}

// Option changes a default of Open.
type Option func(*options)

// WithMaxConns sets the greatest number of connections; the default is pgx's, the larger of 4 and the number of cores.
func WithMaxConns(n int) Option { return func(o *options) { o.maxConns = int32(n) } }

// WithReads sets how many short reads are at work at once; the others wait for a turn. The default is as many as there are connections.
func WithReads(n int) Option { return func(o *options) { o.reads = n } }

// WithStatementTimeout ends statements of InTx that take longer; zero lets them run.
// The default is 15 s for RoleApp and none for RoleEngine.
func WithStatementTimeout(d time.Duration) Option {
	return func(o *options) { o.statementTimeout = d }
}

// WithTracer lets t see each statement: to count them in a test, or to trace.
func WithTracer(t pgx.QueryTracer) Option { return func(o *options) { o.tracer = t } }

// Open makes a pool that works as the role. Unless the URL's user is the role, the user must be allowed
// to become it; behind a pooler, which refuses the startup parameter, log in as the role itself.
// It does not connect: a database that is away is found out by the first use.
func Open(ctx context.Context, url string, role Role, opts ...Option) (*Pool, error) {
	o := options{}
	if role == RoleApp {
		o.statementTimeout = 15 * time.Second
	}
	for _, set := range opts {
		set(&o)
	}
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("reading the database address: %w", err)
	}
	if config.ConnConfig.User != string(role) {
		config.ConnConfig.RuntimeParams["role"] = string(role)
	}
	if config.ConnConfig.RuntimeParams["application_name"] == "" {
		config.ConnConfig.RuntimeParams["application_name"] = string(role)
	}
	if o.maxConns > 0 {
		config.MaxConns = o.maxConns
	}
	config.ConnConfig.Tracer = o.tracer
	config.ConnConfig.ConnectTimeout = 5 * time.Second
	config.ConnConfig.BuildContextWatcherHandler = cancelWithContext
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		pgxuuid.Register(conn.TypeMap()) // or each id goes through reflection,
		registerDecimals(conn.TypeMap()) // and each amount through its text
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("opening the database pool: %w", err)
	}
	p := &Pool{pgx: pool, statementTimeout: o.statementTimeout}
	if o.reads > 0 {
		p.turns = make(turns, o.reads)
	}
	return p, nil
}

// cancelWithContext stops the statement on the server when its context ends: otherwise the server would
// go on working for a client that has left.
func cancelWithContext(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: time.Second}
}

// Pgx is the pool underneath, for libraries that want one. Statements outside InTx have no scope and,
// as RoleApp, see nothing that a policy holds.
func (p *Pool) Pgx() *pgxpool.Pool { return p.pgx }

// Ping reports whether the database answers.
func (p *Pool) Ping(ctx context.Context) error { return p.pgx.Ping(ctx) }

// Close waits for connections in use and closes them all.
func (p *Pool) Close() { p.pgx.Close() }
