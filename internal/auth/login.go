package auth

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Login is POST /auth/login {email, password}: 204 with a session cookie, 401 that doesn't tell which of the two was
// wrong and takes as long either way, 429 after too many attempts, 400 when the body is something else.
func (s *Service) Login(w http.ResponseWriter, r *http.Request) {
	var body struct{ Email, Password string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 8<<10)).Decode(&body); err != nil {
		refuse(w, fault.New(fault.Invalid, "login.body", nil))
		return
	}
	email := strings.ToLower(strings.TrimSpace(body.Email))
	if wait := s.throttle(r.Context(), email, r.RemoteAddr); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		refuse(w, fault.New(fault.Limited, "login.throttled", fault.Params{"seconds": int(math.Ceil(wait.Seconds()))}))
		return
	}
	of, err := s.verify(r.Context(), email, body.Password)
	if err != nil {
		s.fail(w, r, email, err)
		return
	}
	token, err := s.sessions.begin(r.Context(), credentialOf(r).token, of)
	if err != nil {
		s.fail(w, r, email, err)
		return
	}
	http.SetCookie(w, cookie(token, s.secure || r.TLS != nil))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

func (s *Service) fail(w http.ResponseWriter, r *http.Request, email string, err error) {
	switch {
	case errors.Is(err, errUnknown):
		s.countFailure(r.Context(), email, r.RemoteAddr)
		err = fault.New(fault.Unauthenticated, "login.failed", nil)
	case fault.As(err).Kind == fault.Internal:
		slog.ErrorContext(r.Context(), "login failed", "requestId", requestIDOf(w, r), "error", err)
	}
	refuse(w, err)
}

// verify gives the session that the address and password open. Returns errUnknown when they open none.
func (s *Service) verify(ctx context.Context, email, password string) (session, error) {
	type row struct {
		ID     uuid.UUID
		Hash   string
		Epoch  int
		Active bool
	}
	known, err := oneRow[row](ctx, s.pool, `
		SELECT id, coalesce(password_hash, '') AS hash, session_epoch AS epoch, status = 'ACTIVE' AS active
		FROM users WHERE email = @email ORDER BY id`, postgres.Args{"email": email})
	if err != nil && !errors.Is(err, errUnknown) {
		return session{}, err
	}
	ok, err := VerifyPassword(ctx, password, known.Hash)
	if err != nil {
		return session{}, err
	}
	if !ok || !known.Active {
		return session{}, errUnknown
	}
	err = s.pool.InTx(ctx, scope.ForLogin(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE users SET last_login_at = now() WHERE id = $1", known.ID)
		return err
	})
	return session{known.ID, known.Epoch}, err
}

// Logout is POST /auth/logout: 204, and the session is no more.
func (s *Service) Logout(w http.ResponseWriter, r *http.Request) {
	if token := credentialOf(r).token; token != "" {
		if err := s.sessions.end(r.Context(), token); err != nil {
			s.fail(w, r, "", err)
			return
		}
		s.directory.sessions.Invalidate(sha256.Sum256([]byte(token)))
	}
	http.SetCookie(w, cookie("", s.secure || r.TLS != nil))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

// The limits of logging in. Attempts are counted before the password is looked at, so that many at once can't slip
// through; failures are counted per account from one place, and per place, and then lock that pair or place
// for a while: never the account for everybody, or anybody could lock anybody out.
const (
	attemptsPerMinute  = 30
	failuresPerAccount = 5
	failuresPerAddress = 50
	failureWindow      = 15 * time.Minute
)

// throttle gives how long the caller has to wait before trying again, 0 when it may try now.
func (s *Service) throttle(ctx context.Context, email, remote string) time.Duration {
	if wait, locked := s.locks.until(pairOf(email, remote), placeOf(remote)); locked {
		return wait
	}
	if ok, wait := s.limiter.Allow(ctx, "login:"+pairOf(email, remote), attemptsPerMinute, time.Minute); !ok {
		return max(wait, time.Second)
	}
	return 0
}

func (s *Service) countFailure(ctx context.Context, email, remote string) {
	pair, place := pairOf(email, remote), placeOf(remote)
	if ok, wait := s.limiter.Allow(ctx, "login-failed:"+pair, failuresPerAccount, failureWindow); !ok {
		s.locks.lock(pair, wait)
	}
	if ok, wait := s.limiter.Allow(ctx, "login-failed:"+place, failuresPerAddress, failureWindow); !ok {
		s.locks.lock(place, wait)
	}
}

// placeOf names where a request comes from: an IPv4 address, or the /64 that one customer has of IPv6.
func placeOf(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if address = address.Unmap(); address.Is6() {
		return netip.PrefixFrom(address, 64).Masked().String()
	}
	return address.String()
}

func pairOf(email, remote string) string { return email + " " + placeOf(remote) }
