package notify

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Hub hands what changed, on whichever node, to the streams of this process that may hear of it. For each burst of changes it works
// out once who may, on the engine's side, however many streams are open.
type Hub struct {
	pool    *postgres.Pool
	parties Parties
	log     *slog.Logger
	wake    func() // there are notices to deliver
	first   func(kind string)

	mu       sync.Mutex
	watchers map[*watcher]struct{}
	waiting  []heard       // not handed on yet
	ready    chan struct{} // something waits
	lost     bool          // more came than is kept
}

// NewHub makes a hub over portal_engine's pool. wake is called when there are notices to deliver; nil for a process that delivers none.
func NewHub(pool *postgres.Pool, parties Parties, wake func(), log *slog.Logger) *Hub {
	if wake == nil {
		wake = func() {}
	}
	return &Hub{pool: pool, parties: parties, log: log, wake: wake, first: func(string) {}, watchers: map[*watcher]struct{}{}, ready: make(chan struct{}, 1)}
}

// First has fn called with the kind of each change as it comes, before any stream is told of it, and with Resync when changes may have been
// missed. fn must not wait. It is called before Run.
func (h *Hub) First(fn func(kind string)) { h.first = fn }

// heard is what a notification of the channel says.
type heard struct {
	Change
	Arrivals []arrival   `json:"arrivals,omitempty"` // INBOX: who got what
	Users    []uuid.UUID `json:"users,omitempty"`    // INBOX: who changed what is there
}

// maxWaiting is how many notifications may wait to be handed on.
const maxWaiting = 10_000

// Run listens until ctx ends. A lost connection is made again, and then all streams are told that they may have missed something.
func (h *Hub) Run(ctx context.Context) error {
	var both sync.WaitGroup
	both.Go(func() { h.handOn(ctx) })
	defer both.Wait()
	for pause := time.Duration(0); ; {
		err := h.pool.Listen(ctx, channel, func() {
			pause = 0
			h.resync()
			h.wake()
		}, h.hear)
		if ctx.Err() != nil {
			return nil
		}
		h.log.Warn("live events have stopped; listening again", "error", err)
		pause = min(2*pause+100*time.Millisecond, 5*time.Second)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// hear takes a notification without waiting for anything.
func (h *Hub) hear(payload string) {
	var n heard
	if err := json.Unmarshal([]byte(payload), &n); err != nil {
		h.log.Warn("a notification can't be read", "error", err)
		return
	}
	if n.Kind == posted {
		h.wake()
		return
	}
	h.first(n.Kind)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case len(h.watchers) == 0:
		return
	case len(h.waiting) >= maxWaiting:
		h.waiting, h.lost = nil, true
	default:
		h.waiting = append(h.waiting, n)
	}
	h.signal()
}

func (h *Hub) resync() {
	h.first(Resync)
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.watchers) > 0 {
		h.lost = true
		h.signal()
	}
}

func (h *Hub) signal() {
	select {
	case h.ready <- struct{}{}:
	default:
	}
}

// handOn hands on what was heard, all that has come by then together.
func (h *Hub) handOn(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.ready:
		}
		h.mu.Lock()
		burst, lost := h.waiting, h.lost
		h.waiting, h.lost = nil, false
		watchers := make([]*watcher, 0, len(h.watchers))
		for w := range h.watchers {
			watchers = append(watchers, w)
		}
		h.mu.Unlock()
		if err := h.tell(ctx, watchers, burst); err != nil && ctx.Err() == nil {
			h.log.Warn("live events were lost", "error", err)
			lost = true
		}
		if lost {
			for _, w := range watchers {
				w.add(Change{Kind: Resync})
			}
		}
	}
}

// tell gives each watcher what it may hear of the burst.
func (h *Hub) tell(ctx context.Context, watchers []*watcher, burst []heard) error {
	if len(watchers) == 0 || len(burst) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var found circles
	err := h.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		found, err = draw(ctx, tx, h.parties, watchers, burst)
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range burst {
		for _, w := range watchers {
			if c, ok := found.heardBy(w.actor, n); ok {
				w.add(c)
			}
		}
	}
	return nil
}

// Filter says what a stream is for; the zero value is all.
type Filter struct {
	Kinds []string   // of changes; none: all
	ID    *uuid.UUID // of what changes
}

func (f Filter) has(c Change) bool {
	return c.Kind == Resync || (len(f.Kinds) == 0 || slices.Contains(f.Kinds, c.Kind)) && (f.ID == nil || *f.ID == c.ID)
}

// Watch gives the changes that the actor may hear of until ctx ends; then the result is closed. The first is a Resync, since what the
// caller read before may have changed already. Changes of one thing that wait together come as one; a reader that falls far behind
// gets a Resync in place of what it missed.
func (h *Hub) Watch(ctx context.Context, actor auth.Actor, f Filter) <-chan Change {
	w := &watcher{actor: actor, filter: f, ready: make(chan struct{}, 1), out: make(chan Change)}
	w.add(Change{Kind: Resync})
	h.mu.Lock()
	h.watchers[w] = struct{}{}
	h.mu.Unlock()
	go func() {
		w.run(ctx)
		h.mu.Lock()
		delete(h.watchers, w)
		h.mu.Unlock()
	}()
	return w.out
}
