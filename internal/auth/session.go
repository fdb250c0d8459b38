package auth

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// How long a session lasts: from the last request, and in all.
const (
	idle     = 12 * time.Hour
	lifetime = 7 * 24 * time.Hour
	// touch is how often a session's end is moved on; moving it with each request would write as often as it reads.
	touch = time.Minute
)

// cookieName is the session cookie's.
const cookieName = "portal_session"

// session is what a session's row says.
type session struct {
	user  uuid.UUID
	epoch int
}

// sessions are rows of Postgres, so they survive a restart; the tokens in them are hashed.
type sessions struct {
	manager *scs.SessionManager
	store   store
}

func newSessions(pool *postgres.Pool) *sessions {
	s := &sessions{manager: scs.New(), store: store{pool}}
	s.manager.Store = s.store
	s.manager.HashTokenInStore = true
	s.manager.IdleTimeout = idle
	s.manager.Lifetime = lifetime
	return s
}

var errNoSession = errors.New("auth: no such session")

// begin makes a session under a new token and ends the one under the old token, if any.
func (s *sessions) begin(ctx context.Context, old string, of session) (token string, err error) {
	if ctx, err = s.manager.Load(ctx, old); err != nil {
		return "", err
	}
	if err = s.manager.RenewToken(ctx); err != nil {
		return "", err
	}
	s.put(ctx, of)
	token, _, err = s.manager.Commit(ctx)
	return token, err
}

func (s *sessions) put(ctx context.Context, of session) {
	s.manager.Put(ctx, "user", of.user.String())
	s.manager.Put(ctx, "epoch", of.epoch)
}

// read gives the session under the token and moves its end on. Returns errNoSession when there is none (any more).
func (s *sessions) read(ctx context.Context, token string) (session, error) {
	ctx, err := s.manager.Load(ctx, token)
	if err != nil {
		return session{}, err
	}
	user, err := uuid.Parse(s.manager.GetString(ctx, "user"))
	if err != nil {
		return session{}, errNoSession
	}
	_, _, err = s.manager.Commit(context.WithValue(ctx, existing, endAlone))
	return session{user, s.manager.GetInt(ctx, "epoch")}, err
}

// keep writes another epoch into the session under the token, so that it outlives the others of its user.
func (s *sessions) keep(ctx context.Context, token string, epoch int) error {
	ctx, err := s.manager.Load(ctx, token)
	if err != nil {
		return err
	}
	s.manager.Put(ctx, "epoch", epoch)
	_, _, err = s.manager.Commit(context.WithValue(ctx, existing, whole))
	return err
}

func (s *sessions) end(ctx context.Context, token string) error {
	ctx, err := s.manager.Load(ctx, token)
	if err != nil {
		return err
	}
	return s.manager.Destroy(ctx)
}

func cookie(token string, secure bool) *http.Cookie {
	c := &http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
	c.MaxAge = int(lifetime.Seconds())
	if token == "" {
		c.MaxAge = -1
	}
	return c
}

// commit is a context's mark on a commit of a session that is there, and must not bring back one that was ended meanwhile.
type commit int

const (
	existing commit = iota // the mark's key
	endAlone               // its end alone
	whole                  // what it says, too
)

// store is scs's view of the sessions table. The table has no row-level security: whoever has the token has the row.
type store struct{ pool *postgres.Pool }

func (s store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.pool.Pgx().QueryRow(ctx, "SELECT data FROM sessions WHERE token = $1 AND expiry > now()", token).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

func (s store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	sql := `INSERT INTO sessions (token, data, expiry) VALUES (@token, @data, @expiry)`
	args := postgres.Args{"token": token, "data": data, "expiry": expiry}
	switch ctx.Value(existing) {
	case endAlone: // the same data may be other bytes each time
		sql = `UPDATE sessions SET expiry = @expiry WHERE token = @token AND expiry > now() AND expiry < @expiry::timestamptz - @touch::interval`
		args = postgres.Args{"token": token, "expiry": expiry, "touch": touch}
	case whole:
		sql = `UPDATE sessions SET data = @data, expiry = @expiry WHERE token = @token AND expiry > now()`
	}
	_, err := s.pool.Pgx().Exec(ctx, sql, args)
	return err
}

func (s store) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.pool.Pgx().Exec(ctx, "DELETE FROM sessions WHERE token = $1", token)
	return err
}

// The context-free half of scs.Store; scs calls the other one.

func (s store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}
func (s store) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}
func (s store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
