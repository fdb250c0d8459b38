package auth_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

const password = "correct horse battery"

// unlimited counts nothing; tests of the limits bring their own.
type unlimited struct{}

func (unlimited) Allow(context.Context, string, int, time.Duration) (bool, time.Duration) {
	return true, 0
}

// budget allows each key so many attempts and never gives any back.
type budget map[string]int

func (b budget) Allow(_ context.Context, key string, limit int, window time.Duration) (bool, time.Duration) {
	b[key]++
	return b[key] <= limit, window
}

type house struct {
	t    *testing.T
	db   *pgtest.DB
	auth *auth.Service
	org  uuid.UUID
	user uuid.UUID
}

func newHouse(t *testing.T, limiter auth.Limiter) *house {
	t.Helper()
	h := &house{t: t, db: pgtest.New(t), org: uuid.New(), user: uuid.New()}
	h.auth = auth.New(h.db.App(), limiter, false)
	hash, err := auth.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	h.exec("INSERT INTO organizations (id, kind, name) VALUES ($1, 'DISTRIBUTOR', 'North')", h.org)
	h.exec(`INSERT INTO users (id, organization_id, email, name, role, status, password_hash)
		VALUES ($1, $2, 'rep@north.example', 'Rep', 'distributor_rep', 'ACTIVE', $3)`, h.user, h.org, hash)
	return h
}

func (h *house) exec(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.db.Owner().Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) login(email, password string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/auth/login", strings.NewReader(`{"email":"`+email+`","password":"`+password+`"}`))
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.auth.Login(w, r)
	return w
}

func (h *house) cookie() *http.Cookie {
	h.t.Helper()
	w := h.login("Rep@North.example ", password)
	if w.Code != http.StatusNoContent {
		h.t.Fatalf("login: %d %s", w.Code, w.Body)
	}
	return w.Result().Cookies()[0]
}

// who gives the actor that a request with the cookie or header has.
func (h *house) who(s *auth.Service, prepare func(*http.Request)) (a auth.Actor, ok bool) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("X-Request-Id", "req-1")
	prepare(r)
	s.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { a, ok = auth.ActorOf(r.Context()) })).
		ServeHTTP(httptest.NewRecorder(), r)
	return a, ok
}

func with(c *http.Cookie) func(*http.Request) { return func(r *http.Request) { r.AddCookie(c) } }

func TestASessionTellsWhoAsks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure {
		t.Errorf("cookie: %+v", c)
	}
	restarted := auth.New(h.db.App(), unlimited{}, false)
	for name, s := range map[string]*auth.Service{"same process": h.auth, "after a restart": restarted} {
		a, ok := h.who(s, with(c))
		if !ok || a.User != h.user || a.Organization != h.org || a.Brand || a.Role != "distributor_rep" || a.RequestID != "req-1" || a.Reach != scope.Own {
			t.Errorf("%s: %+v, %v", name, a, ok)
		}
	}
	var plain int
	err := h.db.Owner().QueryRow(t.Context(), "SELECT count(*) FROM sessions WHERE token = $1", c.Value).Scan(&plain)
	if err != nil || plain != 0 {
		t.Errorf("the token is kept as it is: %d, %v", plain, err)
	}
	if a, ok := h.who(h.auth, func(*http.Request) {}); ok || a.RequestID != "req-1" {
		t.Errorf("without a cookie: %+v, %v", a, ok)
	}
	if _, ok := h.who(h.auth, with(&http.Cookie{Name: c.Name, Value: "forged"})); ok {
		t.Error("a forged token is taken")
	}
}

func TestLoginTakesANewTokenAndLogoutEndsIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	first := h.cookie()
	second := h.login("rep@north.example", password, first).Result().Cookies()[0]
	if second.Value == first.Value {
		t.Error("the token is not renewed")
	}
	other := auth.New(h.db.App(), unlimited{}, false)
	if _, ok := h.who(other, with(first)); ok {
		t.Error("the first token still works")
	}
	r := httptest.NewRequest("POST", "/auth/logout", nil)
	r.AddCookie(second)
	w := httptest.NewRecorder()
	h.auth.Logout(w, r)
	if w.Code != http.StatusNoContent {
		t.Errorf("logout: %d", w.Code)
	}
	if _, ok := h.who(h.auth, with(second)); ok {
		t.Error("the session outlives its logout")
	}
}

func TestFailureDoesNotTellWhy(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	wrong := h.login("rep@north.example", "wrong password")
	took := func(email string) time.Duration {
		begin := time.Now()
		w := h.login(email, "wrong password")
		if w.Code != http.StatusUnauthorized || w.Body.String() != wrong.Body.String() {
			t.Errorf("%s: %d %s, want %s", email, w.Code, w.Body, wrong.Body)
		}
		return time.Since(begin)
	}
	known, unknown := took("rep@north.example"), took("nobody@north.example")
	if unknown < known/4 {
		t.Errorf("an unknown address takes %v, a known one %v", unknown, known)
	}
	h.exec("UPDATE users SET status = 'DEACTIVATED'")
	if w := h.login("rep@north.example", password); w.Code != http.StatusUnauthorized || w.Body.String() != wrong.Body.String() {
		t.Errorf("deactivated: %d %s", w.Code, w.Body)
	}
}

func TestChangesAreInForceWithinASecond(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	role := func() string { a, _ := h.who(h.auth, with(c)); return a.Role }
	within := func(what string, done func() bool) {
		t.Helper()
		for end := time.Now().Add(time.Second); !done(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s is not in force after a second", what)
			}
		}
	}
	if role() != "distributor_rep" {
		t.Fatal(role())
	}
	a, _ := h.who(h.auth, with(c))
	h.exec("UPDATE users SET role = 'distributor_viewer'")
	within("another role", func() bool { return role() == "distributor_viewer" })
	if err := h.auth.Renew(t.Context(), a); err == nil {
		t.Error("a stream goes on in the old role")
	}
	a, _ = h.who(h.auth, with(c))
	if err := h.auth.Renew(t.Context(), a); err != nil {
		t.Errorf("a stream in the new role: %v", err)
	}
	h.exec("UPDATE users SET session_epoch = session_epoch + 1")
	within("a new epoch", func() bool { return role() == "" })
	c = h.cookie()
	if role() == "" {
		t.Error("a session of the new epoch is refused")
	}
	h.exec("UPDATE users SET status = 'DEACTIVATED'")
	within("deactivation", func() bool { return role() == "" })
}

func TestSessionsRunOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	h.exec("UPDATE sessions SET expiry = now() + interval '1 hour'")
	if _, ok := h.who(h.auth, with(c)); !ok {
		t.Fatal("not signed in")
	}
	var moved bool
	err := h.db.Owner().QueryRow(t.Context(), "SELECT expiry > now() + interval '11 hours' FROM sessions").Scan(&moved)
	if err != nil || !moved {
		t.Errorf("a request does not move the end on: %v", err)
	}
	h.exec("UPDATE sessions SET expiry = now() - interval '1 second'")
	if _, ok := h.who(auth.New(h.db.App(), unlimited{}, false), with(c)); ok {
		t.Error("an expired session is taken")
	}
	if err := h.auth.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	var key string
	err := h.db.App().InTx(t.Context(), scope.Of(h.org), func(tx pgx.Tx) (err error) {
		_, key, err = auth.NewKey(t.Context(), tx, h.org, h.user, "demo", "distributor_rep")
		return err
	})
	if err != nil || !strings.HasPrefix(key, "ptl_") {
		t.Fatal(key, err)
	}
	bearer := func(key string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key) }
	}
	if a, ok := h.who(h.auth, bearer(key)); !ok || a.Role != "distributor_rep" || !a.Key.Valid || a.Organization != h.org {
		t.Errorf("key: %+v, %v", a, ok)
	}
	if _, ok := h.who(h.auth, bearer(key+"x")); ok {
		t.Error("a wrong key is taken")
	}
	h.exec("UPDATE api_keys SET role = 'distributor_admin'")
	if _, ok := h.who(auth.New(h.db.App(), unlimited{}, false), bearer(key)); ok {
		t.Error("a key may do more than its maker")
	}
	h.exec("UPDATE api_keys SET role = 'distributor_rep', revoked_at = now()")
	if _, ok := h.who(auth.New(h.db.App(), unlimited{}, false), bearer(key)); ok {
		t.Error("a revoked key is taken")
	}
}

func TestLoginIsThrottled(t *testing.T) {
	t.Parallel()
	h := newHouse(t, budget{})
	var last *httptest.ResponseRecorder
	for range 7 {
		last = h.login("rep@north.example", "wrong password")
	}
	if last.Code != http.StatusTooManyRequests || last.Header().Get("Retry-After") == "" {
		t.Errorf("after seven failures: %d", last.Code)
	}
	if w := h.login("rep@north.example", password); w.Code != http.StatusTooManyRequests {
		t.Errorf("the right password while locked: %d", w.Code)
	}
	if w := h.login("other@north.example", password); w.Code != http.StatusUnauthorized {
		t.Errorf("another account from there: %d", w.Code)
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header map[string]string
		cookie bool
		want   int
	}{
		"own page":         {map[string]string{"Origin": "http://example.com", "Sec-Fetch-Site": "same-origin"}, true, 200},
		"other site":       {map[string]string{"Origin": "http://evil.example"}, true, 403},
		"other site's GET": {map[string]string{"Sec-Fetch-Site": "cross-site"}, true, 403},
		"sibling domain":   {map[string]string{"Sec-Fetch-Site": "same-site"}, true, 403},
		"opaque origin":    {map[string]string{"Origin": "null"}, true, 403},
		"no browser":       {nil, true, 200},
		"without cookie":   {map[string]string{"Origin": "http://evil.example"}, false, 200},
		"with a key":       {map[string]string{"Origin": "http://evil.example", "Authorization": "Bearer ptl_x"}, true, 200},
	} {
		r := httptest.NewRequest("GET", "/graphql", nil)
		for k, v := range c.header {
			r.Header.Set(k, v)
		}
		if c.cookie {
			r.AddCookie(&http.Cookie{Name: "portal_session", Value: "x"})
		}
		w := httptest.NewRecorder()
		auth.SameOrigin(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
	}
}
