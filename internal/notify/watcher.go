package notify

import (
	"context"
	"sync"

	"github.com/tonglu/portal/internal/auth"
)

// watcher is a stream's end of the hub.
type watcher struct {
	actor  auth.Actor
	filter Filter
	out    chan Change

	mu      sync.Mutex
	waiting []Change
	ready   chan struct{}
}

// maxPending is how many changes wait for a slow reader.
const maxPending = 256

// add keeps a change for the reader and never waits for it. A Resync stands for all that waits, and for all beyond maxPending.
func (w *watcher) add(c Change) {
	if !w.filter.has(c) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) >= maxPending {
		c = Change{Kind: Resync}
	}
	if c.Kind == Resync {
		w.waiting = w.waiting[:0]
	}
	merged := false
	for i := range w.waiting {
		if was := &w.waiting[i]; was.Kind == c.Kind && was.ID == c.ID {
			was.unread, was.items, merged = c.unread, append(was.items, c.items...), true
		}
	}
	if !merged {
		w.waiting = append(w.waiting, c)
	}
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

// run gives the reader what waits until ctx ends.
func (w *watcher) run(ctx context.Context) {
	defer close(w.out)
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.ready:
		}
		for c, ok := w.next(); ok; c, ok = w.next() {
			select {
			case w.out <- c:
			case <-ctx.Done():
				return
			}
		}
	}
}

func (w *watcher) next() (c Change, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 {
		return c, false
	}
	c = w.waiting[0]
	w.waiting = append(w.waiting[:0], w.waiting[1:]...)
	return c, true
}
