package auth_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/scope"
)

// soon fails the test unless done holds within a second.
func soon(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Second); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s is not in force after a second", what)
		}
	}
}

// What nothing was noted of is held for longer than a second, which changes that are not noted show.
func TestWhoIsKnownIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	if _, ok := h.who(h.auth, with(c)); !ok {
		t.Fatal("not signed in")
	}
	h.exec("ALTER TABLE users DISABLE TRIGGER note_change")
	h.exec("ALTER TABLE sessions DISABLE TRIGGER note_end")
	h.exec("UPDATE users SET role = 'distributor_viewer'")
	h.exec("DELETE FROM sessions")
	time.Sleep(time.Second)
	if a, _ := h.who(h.auth, with(c)); a.Role != "distributor_rep" {
		t.Errorf("after a second without a change that was noted: %+v", a)
	}
}

func TestAnotherProcessEndsSessionsAndKeysWithinASecond(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	var key string
	err := h.db.App().InTx(t.Context(), scope.Of(h.org), func(tx pgx.Tx) (err error) {
		_, key, err = auth.NewKey(t.Context(), tx, h.org, h.user, "demo", "distributor_rep")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key) }
	known := func(prepare func(*http.Request)) bool { _, ok := h.who(h.auth, prepare); return ok }
	if !known(with(c)) || !known(bearer) {
		t.Fatal("the session or the key is not taken")
	}
	h.exec("UPDATE api_keys SET revoked_at = now()")
	soon(t, "a key's end", func() bool { return !known(bearer) })
	h.exec("DELETE FROM sessions")
	soon(t, "a session's end", func() bool { return !known(with(c)) })
}

// A change whose transaction began before others that were followed long ago is followed as soon as it is there.
func TestALateCommitIsFollowed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, unlimited{})
	c := h.cookie()
	role := func() string { a, _ := h.who(h.auth, with(c)); return a.Role }
	late, err := h.db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer late.Rollback(t.Context())
	if _, err := late.Exec(t.Context(), "UPDATE users SET role = 'distributor_viewer'"); err != nil {
		t.Fatal(err)
	}
	h.exec(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES (gen_random_uuid(), $1, 'other@north.example', 'Other', 'distributor_rep', 'INVITED')`, h.org)
	for range 2 { // others are noted and followed meanwhile
		if role() != "distributor_rep" {
			t.Fatal("what is not committed is in force")
		}
		h.exec("UPDATE users SET session_epoch = session_epoch + 1 WHERE email = 'other@north.example'")
		time.Sleep(900 * time.Millisecond)
	}
	if err := late.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	soon(t, "a late change", func() bool { return role() == "distributor_viewer" })
}
