package notify_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/scope"
)

func TestANoticeReachesWhomItIsMeantFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, c := range map[string]struct {
		to   []notify.Audience
		want []uuid.UUID
	}{
		"a user":                          {[]notify.Audience{{User: &w.viewer}}, sorted(w.viewer)},
		"nobody who has left":             {[]notify.Audience{{User: &w.gone}}, nil},
		"an organisation's working roles": {[]notify.Audience{{Organization: &w.north}}, sorted(w.northAdmin, w.rep)},
		"an organisation's roles":         {[]notify.Audience{{Organization: &w.north, Roles: []string{"distributor_viewer"}}}, sorted(w.viewer)},
		"the brand":                       {[]notify.Audience{{Organization: &w.brand}}, sorted(w.admin)},
		"who looks after a distributor":   {[]notify.Audience{{ManagersOf: &w.north}}, sorted(w.manager)},
		"nobody looks after":              {[]notify.Audience{{ManagersOf: &w.south}}, nil},
		"the parties that were told":      {[]notify.Audience{{Case: &w.caseID}}, sorted(w.northAdmin, w.rep)},
		"a party":                         {[]notify.Audience{{Case: &w.caseID, Labels: []string{"A"}}}, sorted(w.northAdmin, w.rep)},
		"a party that was not told":       {[]notify.Audience{{Case: &w.caseID, Labels: []string{"B"}}}, nil},
		"the mediator alone":              {[]notify.Audience{{Case: &w.caseID, Mediator: true}}, sorted(w.other)},
		"whoever is meant twice":          {[]notify.Audience{{User: &w.rep}, {Organization: &w.north}}, sorted(w.northAdmin, w.rep)},
		"an unknown case":                 {[]notify.Audience{{Case: &w.brand}}, nil},
		"nobody":                          {nil, nil},
	} {
		w.exec(`DELETE FROM inbox_items`)
		w.post(notify.Notice{Kind: "conflict.message", Subject: "cfl_x", To: c.to})
		w.deliver()
		if got := w.told(); !slices.Equal(got, c.want) {
			t.Errorf("%s: told %v, want %v", name, got, c.want)
		}
	}
	var left int
	if err := w.db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM notices`).Scan(&left); err != nil || left != 0 {
		t.Errorf("the outbox still has %d, %v", left, err)
	}
}

func TestWhoMadeTheChangeIsNotToldOfIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := auth.With(t.Context(), w.actor(w.rep, w.north, "distributor_rep"))
	for _, to := range [][]notify.Audience{{{Organization: &w.north}}, {{User: &w.rep}}} {
		err := w.db.App().InTx(ctx, scope.Of(w.north), func(tx pgx.Tx) error {
			return notify.Post(ctx, tx, notify.Notice{Kind: "registration.released", To: to})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.deliver()
	if got, want := w.told(), sorted(w.northAdmin, w.rep); !slices.Equal(got, want) {
		t.Errorf("told %v, want the colleague of the first and, since meant by name, the author of the second: %v", got, want)
	}
}

func TestAnUndoneTransactionTellsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	undo := errors.New("undo")
	err := w.db.App().InTx(t.Context(), scope.Of(w.north), func(tx pgx.Tx) error {
		if err := notify.Post(t.Context(), tx, notify.Notice{Kind: "conflict.message", To: []notify.Audience{{User: &w.rep}}}); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	w.deliver()
	if got := w.told(); len(got) > 0 {
		t.Errorf("told %v", got)
	}
}

func TestAnUnknownKindIsRefused(t *testing.T) {
	t.Parallel()
	if err := notify.Post(t.Context(), nil, notify.Notice{Kind: "conflict.gossip"}); err == nil {
		t.Error("posted")
	}
}

// Several nodes deliver at once: each notice tells once, and is followed by one mail.
func TestManyDeliverersTellOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 450
	err := w.db.App().InTx(t.Context(), scope.Of(w.north), func(tx pgx.Tx) error {
		for range many {
			if err := notify.Post(t.Context(), tx, notify.Notice{Kind: "conflict.message", To: []notify.Audience{{User: &w.rep}, {User: &w.southRep}}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := w.deliverer().Deliver(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.deliver() // what one of them held while another looked
	if got := len(w.told()); got != 2*many {
		t.Errorf("%d items, want %d", got, 2*many)
	}
	mailed := map[uuid.UUID]int{}
	for _, l := range w.letters {
		for _, item := range l.Items {
			mailed[item]++
		}
	}
	if len(mailed) != 2*many || len(w.letters) > 2*many/10 {
		t.Errorf("%d items in %d mails", len(mailed), len(w.letters))
	}
	for item, n := range mailed {
		if n != 1 {
			t.Errorf("item %v is in %d mails", item, n)
		}
	}
}

// An inbox is its user's alone, whatever the reach: not the brand's, not a colleague's.
func TestNobodyReadsAnothersInbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.post(notify.Notice{Kind: "conflict.message", To: []notify.Audience{{User: &w.rep}}})
	w.deliver()
	for _, sc := range []scope.Scope{
		scope.System(), scope.Of(w.north), scope.ForLogin(),
		{Reach: scope.All, Organization: w.brand, User: w.admin}, {Reach: scope.Portfolio, Organization: w.brand, User: w.manager},
		{Reach: scope.Own, Organization: w.north, User: w.northAdmin}, {Organization: w.north, User: w.rep},
	} {
		err := w.db.App().InTx(t.Context(), sc, func(tx pgx.Tx) error {
			var n int
			if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM inbox_items`).Scan(&n); err != nil || n > 0 {
				t.Errorf("%v reads %d items, %v", sc, n, err)
			}
			tag, err := tx.Exec(t.Context(), `UPDATE inbox_items SET read_at = now()`)
			if tag.RowsAffected() > 0 {
				t.Errorf("%v marks %d items", sc, tag.RowsAffected())
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	s := notify.New(w.db.App(), nil)
	own := scope.Scope{Reach: scope.Own, Organization: w.north, User: w.rep}
	if n, err := s.Unread(t.Context(), own); err != nil || n != 1 {
		t.Errorf("the owner has %d unread, %v", n, err)
	}
}
