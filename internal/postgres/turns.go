package postgres

import (
	"context"
	"sync"
	"time"
)

// shortRead is how long a read counts among those at work. One that takes longer goes on, and keeps the others waiting no more.
const shortRead = 20 * time.Millisecond

// turns are the places of reads at work; nil has a place for everybody. A server with few cores answers few reads at a time sooner than
// many: each has a process of its own there, with plans of its own, which push each other's out of the processor's caches.
type turns chan struct{}

// take waits for a place and gives what leaves it. Returns the context's error when that ends before.
func (t turns) take(ctx context.Context) (leave func(), err error) {
	if t == nil {
		return func() {}, nil
	}
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	left := sync.OnceFunc(func() { <-t })
	late := time.AfterFunc(shortRead, left)
	return func() {
		late.Stop()
		left()
	}, nil
}
