package registration_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/scope"
)

// remedy runs a remedy as the job does that follows a decision.
func (d *desk) remedy(do func(tx pgx.Tx) (json.RawMessage, error)) (undo json.RawMessage, key string) {
	d.t.Helper()
	err := d.DB.Engine().InTx(d.t.Context(), scope.System(), func(tx pgx.Tx) (err error) {
		undo, err = do(tx)
		return err
	})
	return undo, keyOf(err)
}

func TestARemedyIsTakenBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	north := d.Organization("NORTH")
	until := func(text string) time.Time { at, _ := time.Parse(time.DateOnly, text); return at }
	long, short := until("2026-09-30"), until("2026-04-20")
	waiting, protected := d.submit(), d.approve(90)
	for name, k := range map[string]struct {
		of    registration.Registration
		do    func(tx pgx.Tx, r registration.Registration) (json.RawMessage, error)
		state registration.State
		until string
	}{
		"confirming one that waits": {waiting, func(tx pgx.Tx, r registration.Registration) (json.RawMessage, error) {
			return registration.Confirm(t.Context(), tx, d, north, r.ID, nil, d.now)
		}, registration.Approved, "2026-07-01"},
		"confirming for longer": {protected, func(tx pgx.Tx, r registration.Registration) (json.RawMessage, error) {
			return registration.Confirm(t.Context(), tx, d, north, r.ID, &long, d.now)
		}, registration.Approved, "2026-09-30"},
		"shortening": {protected, func(tx pgx.Tx, r registration.Registration) (json.RawMessage, error) {
			return registration.Shorten(t.Context(), tx, d, north, r.ID, short, d.now)
		}, registration.Approved, "2026-04-20"},
		"revoking": {protected, func(tx pgx.Tx, r registration.Registration) (json.RawMessage, error) {
			return registration.Revoke(t.Context(), tx, d, north, r.ID, d.now)
		}, registration.Released, "2026-07-01"},
	} {
		before := d.read(k.of.ID)
		undo, key := d.remedy(func(tx pgx.Tx) (json.RawMessage, error) { return k.do(tx, k.of) })
		after := d.read(k.of.ID)
		if key != "" || after.State != k.state || after.ProtectedUntil.Format(time.DateOnly) != k.until {
			t.Errorf("%s: %q, %s until %v", name, key, after.State, after.ProtectedUntil)
		}
		if _, key := d.remedy(func(tx pgx.Tx) (json.RawMessage, error) {
			return nil, registration.Restore(t.Context(), tx, d, north, k.of.ID, undo, d.now)
		}); key != "" {
			t.Errorf("%s, taking it back: %s", name, key)
		}
		if got, want := asText(t, d.read(k.of.ID)), asText(t, before); got != want {
			t.Errorf("%s, taken back:\n%s\nwas\n%s", name, got, want)
		}
	}
}

func asText(t *testing.T, r registration.Registration) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestARemedyThatCantBeIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r, north := d.submit(), d.Organization("NORTH")
	day := d.now.Truncate(24 * time.Hour)
	for name, do := range map[string]func(tx pgx.Tx) (json.RawMessage, error){
		"registration.state": func(tx pgx.Tx) (json.RawMessage, error) {
			return registration.Shorten(t.Context(), tx, d, north, r.ID, day, d.now)
		},
		"registration.notFound": func(tx pgx.Tx) (json.RawMessage, error) {
			return registration.Revoke(t.Context(), tx, d, d.Organization("SOUTH"), r.ID, d.now)
		},
	} {
		if _, key := d.remedy(do); key != name {
			t.Errorf("%q, want %q", key, name)
		}
	}
}

// What its owner did since to what a remedy left stays, and a shortened protection that ran out meanwhile stands again.
func TestTakingARemedyBackMindsWhatCameBetween(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	north := d.Organization("NORTH")
	end, _ := time.Parse(time.DateOnly, "2026-04-10")
	shorten := func(r registration.Registration) json.RawMessage {
		undo, key := d.remedy(func(tx pgx.Tx) (json.RawMessage, error) {
			return registration.Shorten(t.Context(), tx, d, north, r.ID, end, d.now)
		})
		if key != "" {
			t.Fatal(key)
		}
		return undo
	}
	released, lapsed := d.approve(90), d.approve(90)
	undone := map[string]json.RawMessage{"released": shorten(released), "lapsed": shorten(lapsed)}
	ctx, sc := d.as("distributor_rep", "NORTH", scope.Own)
	if _, err := d.s.Release(ctx, sc, released.ID, "we lost it"); err != nil {
		t.Fatal(err)
	}
	d.tick("2026-04-12T12:00:00+08:00")
	if got := d.read(lapsed.ID).State; got != registration.Expired {
		t.Fatalf("the shortened one is %s", got)
	}
	for name, r := range map[string]registration.Registration{"released": released, "lapsed": lapsed} {
		if _, key := d.remedy(func(tx pgx.Tx) (json.RawMessage, error) {
			return nil, registration.Restore(t.Context(), tx, d, north, r.ID, undone[name], d.now)
		}); key != "" {
			t.Errorf("%s: %s", name, key)
		}
	}
	if a, b := d.read(released.ID), d.read(lapsed.ID); a.State != registration.Released || b.State != registration.Approved || b.ProtectedUntil.Format(time.DateOnly) != "2026-07-01" {
		t.Errorf("released: %s; lapsed: %s until %v", a.State, b.State, b.ProtectedUntil)
	}
}
