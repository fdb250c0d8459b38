package auth

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Limiter counts attempts. Allow counts one and reports whether it is within limit attempts per window, and if
// not, how long until the next one is. internal/redis has one.
type Limiter interface {
	Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration)
}

// Service recognises callers.
type Service struct {
	pool      *postgres.Pool
	sessions  *sessions
	directory *directory
	limiter   Limiter
	locks     locks
	secure    bool
}

// New makes a Service over the pool of the application's role. secure says that the portal is reached by TLS
// even where the request itself doesn't show it.
func New(pool *postgres.Pool, limiter Limiter, secure bool) *Service {
	return &Service{pool, newSessions(pool), newDirectory(pool), limiter, newLocks(), secure}
}

// credential is what a caller shows: the token of a session or an API key. The zero credential is none.
type credential struct{ token, key string }

func credentialOf(r *http.Request) credential {
	if text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return credential{key: strings.TrimSpace(text)}
	}
	if c, err := r.Cookie(cookieName); err == nil {
		return credential{token: c.Value}
	}
	return credential{}
}

// recognise gives who shows the credential. Returns errUnknown when nobody may come in with it.
func (s *Service) recognise(ctx context.Context, c credential) (Actor, error) {
	isKey := strings.HasPrefix(c.key, keyPrefix)
	if !isKey && c.token == "" {
		return Actor{}, errUnknown
	}
	if err := s.directory.catchUp(ctx); err != nil {
		return Actor{}, err
	}
	if isKey {
		return s.byKey(ctx, c)
	}
	return s.bySession(ctx, c)
}

func (s *Service) bySession(ctx context.Context, c credential) (Actor, error) {
	of, err := look(ctx, s.directory.sessions, sha256.Sum256([]byte(c.token)), func(ctx context.Context) (session, error) { return s.sessions.read(ctx, c.token) })
	if errors.Is(err, errNoSession) {
		return Actor{}, errUnknown
	}
	if err != nil {
		return Actor{}, err
	}
	p, err := s.directory.person(ctx, of.user)
	if err != nil {
		return Actor{}, err
	}
	if !p.Active || p.Epoch != of.epoch {
		return Actor{}, errUnknown
	}
	return Actor{
		User: p.ID, Organization: p.Organization, Brand: p.Brand, Role: p.Role, Locale: p.Locale,
		Reach: scope.Own, credential: c,
	}, nil
}

func (s *Service) byKey(ctx context.Context, c credential) (Actor, error) {
	k, err := s.directory.key(ctx, sha256.Sum256([]byte(c.key)))
	if err != nil {
		return Actor{}, err
	}
	p, err := s.directory.person(ctx, k.Maker)
	if err != nil {
		return Actor{}, err
	}
	if !p.Active || p.Organization != k.Organization || !mayLend(p, k.Role) {
		return Actor{}, errUnknown
	}
	return Actor{
		User: p.ID, Organization: k.Organization, Brand: p.Brand, Role: k.Role, Locale: p.Locale,
		Key: uuid.NullUUID{UUID: k.ID, Valid: true}, Reach: scope.Own, credential: c,
	}, nil
}

// mayLend reports whether a key of the person may work in the role: an administrator's in each of the organisation's
// roles, others' only in their own, so that a key doesn't outlive what its maker may do.
func mayLend(p person, role string) bool {
	admin := p.Role == policy.BrandAdmin || p.Role == policy.DistributorAdmin
	return policy.Fits(role, p.Brand) && (admin || role == p.Role)
}

// Renew recognises an actor anew, for streams that outlive what was known when they began. Returns Unauthenticated
// when the actor may not come in any more or comes in another role by now, and has to begin again.
func (s *Service) Renew(ctx context.Context, a Actor) error {
	now, err := s.recognise(ctx, a.credential)
	if err != nil && !errors.Is(err, errUnknown) {
		return err
	}
	if err != nil || now.User != a.User || now.Role != a.Role || now.Organization != a.Organization {
		return Required()
	}
	return nil
}

// Required is the fault of a caller who has to sign in first.
func Required() error { return fault.New(fault.Unauthenticated, "auth.required", nil) }

// KeepSession lets the session of the context's actor go on when all others of its user end by the new epoch.
func (s *Service) KeepSession(ctx context.Context, epoch int) error {
	a, _ := ActorOf(ctx)
	if a.credential.token == "" {
		return nil
	}
	if err := s.sessions.keep(ctx, a.credential.token, epoch); err != nil {
		return err
	}
	s.directory.sessions.Invalidate(sha256.Sum256([]byte(a.credential.token)))
	s.Forget(a.User)
	return nil
}

// Forget drops what this process holds of the user, so that a change is in force here at once.
func (s *Service) Forget(user uuid.UUID) { s.directory.persons.Invalidate(user) }

// Sweep deletes the sessions that have run out, and what was noted of changes that everybody has followed.
func (s *Service) Sweep(ctx context.Context) error {
	if _, err := s.pool.Pgx().Exec(ctx, "DELETE FROM sessions WHERE expiry < now()"); err != nil {
		return err
	}
	return s.directory.sweepChanges(ctx)
}
