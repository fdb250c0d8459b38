package auth

import (
	"time"

	"github.com/maypok86/otter/v2"
)

// locks are the pairs and places that have failed too often, in this process; the count itself is shared.
type locks struct {
	cache *otter.Cache[string, time.Time]
}

func newLocks() locks {
	return locks{otter.Must(&otter.Options[string, time.Time]{
		MaximumSize: 100_000, ExpiryCalculator: otter.ExpiryWriting[string, time.Time](failureWindow),
	})}
}

func (l locks) lock(name string, wait time.Duration) { l.cache.Set(name, time.Now().Add(wait)) }

// until gives how long the longest lock of the names lasts; locked is false when there is none.
func (l locks) until(names ...string) (wait time.Duration, locked bool) {
	for _, name := range names {
		if end, ok := l.cache.GetIfPresent(name); ok {
			wait = max(wait, time.Until(end))
		}
	}
	return wait, wait > 0
}
