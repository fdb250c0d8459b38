package notify_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// listen starts a hub over the pool; it hears of everything from when listen returns.
func (w *world) listen(pool *postgres.Pool, wake func()) *notify.Hub {
	w.t.Helper()
	woken := make(chan bool, 1000)
	hub := notify.NewHub(pool, w, func() {
		woken <- true
		if wake != nil {
			wake()
		}
	}, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan bool)
	go func() { defer close(done); _ = hub.Run(ctx) }()
	w.t.Cleanup(func() { stop(); <-done })
	select {
	case <-woken: // it wakes the deliverer as it begins to listen
	case <-time.After(10 * time.Second):
		w.t.Fatal("the hub does not listen")
	}
	return hub
}

func (w *world) change(c notify.Change) {
	w.t.Helper()
	if err := w.db.App().InTx(w.t.Context(), scope.Of(w.north), func(tx pgx.Tx) error { return notify.Changed(w.t.Context(), tx, c) }); err != nil {
		w.t.Fatal(err)
	}
}

func hears(t *testing.T, from <-chan notify.Change, kind string, id uuid.UUID) {
	t.Helper()
	select {
	case c := <-from:
		if c.Kind != kind || c.ID != id {
			t.Errorf("heard %s of %v, want %s of %v", c.Kind, c.ID, kind, id)
		}
	case <-time.After(5 * time.Second):
		t.Errorf("heard nothing, want %s", kind)
	}
}

// comes waits for the change, whatever comes before it: who listens anew may hear old news once more.
func comes(t *testing.T, from <-chan notify.Change, kind string, id uuid.UUID) {
	t.Helper()
	for end := time.After(5 * time.Second); ; {
		select {
		case c := <-from:
			if c.Kind == kind && c.ID == id {
				return
			}
		case <-end:
			t.Fatalf("heard no %s of %v", kind, id)
		}
	}
}

// Each change is followed by one that all hear: whoever hears that one first has not heard the change.
func TestAStreamHearsOfWhatItsActorMayReadAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hub := w.listen(w.db.Engine(), nil)
	actors := map[string]auth.Actor{
		"admin": w.actor(w.admin, w.brand, "brand_admin"), "analyst": w.actor(uuid.New(), w.brand, "brand_analyst"), "auditor": w.actor(uuid.New(), w.brand, "auditor"),
		"manager": w.actor(w.manager, w.brand, "channel_manager"), "mediator": w.actor(w.other, w.brand, "channel_manager"),
		"stranger": w.actor(uuid.New(), w.brand, "channel_manager"),
		"north":    w.actor(w.rep, w.north, "distributor_rep"), "viewer": w.actor(w.viewer, w.north, "distributor_viewer"), "south": w.actor(w.southRep, w.south, "distributor_rep"),
	}
	north, south := []uuid.UUID{w.north}, []uuid.UUID{w.south}
	told := func(south bool) func() {
		return func() { w.mu.Lock(); w.parties[1].Told = south; w.mu.Unlock() }
	}
	for i, c := range []struct {
		what   string
		before func()
		change notify.Change
		want   []string
	}{
		{"a case of which the second party was not told", told(false), notify.Change{Kind: notify.Conflict, ID: w.caseID}, []string{"admin", "analyst", "manager", "mediator", "north", "viewer"}},
		{"the same, naming the party by mistake", told(false), notify.Change{Kind: notify.Conflict, ID: w.caseID, Organizations: []uuid.UUID{w.south}}, []string{"admin", "analyst", "manager", "mediator", "north", "viewer"}},
		{"a case of which all were told", told(true), notify.Change{Kind: notify.Conflict, ID: w.caseID}, []string{"admin", "analyst", "manager", "mediator", "north", "south", "viewer"}},
		{"what concerns one party", told(true), notify.Change{Kind: notify.Conflict, ID: w.caseID, Labels: []string{"B"}}, []string{"admin", "analyst", "manager", "mediator", "south"}},
		{"what the brand keeps to itself", told(true), notify.Change{Kind: notify.Conflict, ID: w.caseID, BrandAlone: true}, []string{"admin", "analyst", "manager", "mediator"}},
		{"an unknown case", nil, notify.Change{Kind: notify.Conflict, ID: uuid.New()}, []string{"admin", "analyst"}},
		{"a draft of north", nil, notify.Change{Kind: notify.Registration, ID: uuid.New(), Organizations: north}, []string{"north", "viewer"}},
		{"a registration of north", nil, notify.Change{Kind: notify.Registration, ID: uuid.New(), Organizations: []uuid.UUID{w.north, w.brand}}, []string{"admin", "analyst", "manager", "north", "viewer"}},
		{"a registration of south", nil, notify.Change{Kind: notify.Registration, ID: uuid.New(), Organizations: []uuid.UUID{w.south, w.brand}}, []string{"admin", "analyst", "south"}},
		{"a signal about north", nil, notify.Change{Kind: notify.Signal, ID: uuid.New(), Organizations: north}, []string{"admin", "analyst", "manager"}},
		{"a signal about many", nil, notify.Change{Kind: notify.Signal, ID: uuid.New(), Organizations: append(make([]uuid.UUID, 400), w.north)}, []string{"admin", "analyst", "manager"}},
		{"a card of north", nil, notify.Change{Kind: notify.Scorecard, ID: w.north, Organizations: north}, []string{"admin", "analyst", "manager", "north", "viewer"}},
		{"all cards", nil, notify.Change{Kind: notify.Scorecard, Everybody: true}, []string{"admin", "analyst", "manager", "mediator", "stranger", "north", "viewer", "south"}},
		{"a report of south", nil, notify.Change{Kind: notify.SalesReport, ID: uuid.New(), Organizations: south}, []string{"admin", "analyst", "south"}},
	} {
		ctx, stop := context.WithCancel(t.Context())
		streams := map[string]<-chan notify.Change{}
		for name, actor := range actors {
			streams[name] = hub.Watch(ctx, actor, notify.Filter{})
			hears(t, streams[name], notify.Resync, uuid.Nil)
		}
		if c.before != nil {
			c.before()
		}
		w.change(c.change)
		// The end mark: the inbox of each.
		users := []uuid.UUID{}
		for _, actor := range actors {
			users = append(users, actor.User)
		}
		w.exec(`SELECT pg_notify('portal_live', $1)`, `{"kind":"INBOX","users":["`+join(users)+`"]}`)
		for name, stream := range streams {
			if slices.Contains(c.want, name) {
				hears(t, stream, c.change.Kind, c.change.ID)
			}
			for end, over := time.After(5*time.Second), false; !over; {
				select {
				case got := <-stream: // what names many comes in parts, of which some come as one
					over = got.Kind == notify.Inbox
					if again := slices.Contains(c.want, name) && got.ID == c.change.ID; !over && !again {
						t.Errorf("%d %s: %s hears %s of %v", i, c.what, name, got.Kind, got.ID)
					}
				case <-end:
					t.Fatalf("%d %s: %s hears nothing", i, c.what, name)
				}
			}
		}
		stop()
	}
}

func join(ids []uuid.UUID) (text string) {
	for i, id := range ids {
		if i > 0 {
			text += `","`
		}
		text += id.String()
	}
	return text
}

// statements counts what a pool is asked.
type statements struct {
	mu sync.Mutex
	n  int
}

func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	return ctx
}
func (s *statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (s *statements) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}
func (s *statements) TraceBatchQuery(_ context.Context, _ *pgx.Conn, data pgx.TraceBatchQueryData) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
}
func (s *statements) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func TestAnEventCostsTheSameHoweverManyStreamsAreOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	count := &statements{}
	hub := w.listen(w.db.Open(postgres.RoleEngine, postgres.WithTracer(count)), nil)
	var streams []<-chan notify.Change
	for range 300 {
		streams = append(streams, hub.Watch(t.Context(), w.actor(w.rep, w.north, "distributor_rep"), notify.Filter{Kinds: []string{notify.Conflict}}))
		hears(t, streams[len(streams)-1], notify.Resync, uuid.Nil)
	}
	count.mu.Lock()
	count.n = 0
	count.mu.Unlock()
	w.change(notify.Change{Kind: notify.Conflict, ID: w.caseID})
	for _, stream := range streams {
		hears(t, stream, notify.Conflict, w.caseID)
	}
	count.mu.Lock()
	defer count.mu.Unlock()
	if count.n > 6 { // begin, scope, who manages, commit; the case is the fake's
		t.Errorf("%d statements", count.n)
	}
}

func TestASlowReaderIsToldToReadAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hub := w.listen(w.db.Engine(), nil)
	actor := w.actor(w.admin, w.brand, "brand_admin")
	slow, quick := hub.Watch(t.Context(), actor, notify.Filter{}), hub.Watch(t.Context(), actor, notify.Filter{})
	hears(t, slow, notify.Resync, uuid.Nil)
	hears(t, quick, notify.Resync, uuid.Nil)
	last := uuid.Nil
	for range 600 {
		last = uuid.New()
		w.change(notify.Change{Kind: notify.Signal, ID: last})
		hears(t, quick, notify.Signal, last)
	}
	kinds := map[string]int{}
	for c := range slow {
		kinds[c.Kind]++
		if c.ID == last {
			break
		}
	}
	if kinds[notify.Resync] == 0 || kinds[notify.Signal] >= 600 {
		t.Errorf("the slow reader heard %v", kinds)
	}
	again := uuid.New()
	for range 50 {
		w.change(notify.Change{Kind: notify.Signal, ID: again})
		hears(t, quick, notify.Signal, again)
	}
	heard := 0
	for done := false; !done; {
		select {
		case <-slow:
			heard++
		case <-time.After(500 * time.Millisecond):
			done = true
		}
	}
	if heard > 3 {
		t.Errorf("one thing that changed 50 times while nobody read was told %d times", heard)
	}
}

// Two nodes: what one writes, the streams of the other hear within a second. When a node loses its connection its streams are told.
func TestOtherNodesHearAndALostConnectionIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	actor := w.actor(w.admin, w.brand, "brand_admin")
	var streams []<-chan notify.Change
	for range 2 {
		hub := w.listen(w.db.Engine(), nil)
		streams = append(streams, hub.Watch(t.Context(), actor, notify.Filter{Kinds: []string{notify.Conflict}, ID: &w.caseID}))
		hears(t, streams[len(streams)-1], notify.Resync, uuid.Nil)
	}
	w.change(notify.Change{Kind: notify.Conflict, ID: uuid.New()}) // another's
	begin := time.Now()
	w.change(notify.Change{Kind: notify.Conflict, ID: w.caseID})
	for _, stream := range streams {
		hears(t, stream, notify.Conflict, w.caseID)
	}
	if took := time.Since(begin); took > time.Second {
		t.Errorf("heard after %v", took)
	}
	w.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`)
	for _, stream := range streams {
		comes(t, stream, notify.Resync, uuid.Nil)
	}
	w.change(notify.Change{Kind: notify.Conflict, ID: w.caseID})
	for _, stream := range streams {
		comes(t, stream, notify.Conflict, w.caseID)
	}
}

// A notice that is posted on one node is in the inbox and on the streams of another within a second.
func TestANoticeIsLiveOnOtherNodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.deliverer()
	w.listen(w.db.Engine(), d.Wake)
	there := w.listen(w.db.Engine(), nil)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan bool)
	go func() { defer close(done); d.Run(ctx) }()
	defer func() { stop(); <-done }()

	s := notify.New(w.db.App(), there)
	rep := w.actor(w.rep, w.north, "distributor_rep")
	items, err := s.Inbox(ctx, rep)
	if err != nil {
		t.Fatal(err)
	}
	events := s.Events(ctx, rep)
	if first := <-events; first != (notify.Event{Kind: notify.Resync}) {
		t.Errorf("the first event: %+v", first)
	}
	for i := range 3 {
		begin := time.Now()
		w.post(notify.Notice{Kind: "conflict.told", Subject: fmt.Sprint("cfl_", i), To: []notify.Audience{{User: &w.rep}, {User: &w.southRep}}})
		if item := <-items; item.Subject != fmt.Sprint("cfl_", i) || item.ReadAt != nil {
			t.Errorf("item %d: %+v", i, item)
		}
		if e := <-events; e != (notify.Event{Kind: notify.Inbox, Unread: i + 1}) {
			t.Errorf("event %d: %+v", i, e)
		}
		if took := time.Since(begin); took > time.Second {
			t.Errorf("after %v", took)
		}
	}
	// What is read in another tab counts here too, and is no new item.
	if n, err := s.Mark(ctx, rep.Scope(), nil, true); err != nil || n != 0 {
		t.Errorf("%d unread after all were read, %v", n, err)
	}
	if e := <-events; e != (notify.Event{Kind: notify.Inbox}) {
		t.Errorf("after reading: %+v", e)
	}
	w.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`)
	w.post(notify.Notice{Kind: "conflict.settled", Subject: "cfl_last", To: []notify.Audience{{User: &w.rep}}}) // while nobody listens, perhaps
	if item := <-items; item.Subject != "cfl_last" {
		t.Errorf("told twice: %+v", item)
	}
}
