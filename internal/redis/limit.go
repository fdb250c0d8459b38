package redis

import (
	"context"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
	goredis "github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"
)

// limits counts attempts in Redis, and in this process while Redis is away.
type limits struct {
	shared *redis_rate.Limiter
	mu     sync.Mutex
	local  map[string]*rate.Limiter
}

// maxLocal bounds the memory that callers with ever new keys can take.
const maxLocal = 10_000

func (l *limits) init(rdb goredis.UniversalClient) {
	l.shared = redis_rate.NewLimiter(rdb)
	l.local = map[string]*rate.Limiter{}
}

// Allow counts one attempt under the key and reports whether it is within limit attempts per window; if not,
// how long until the next one is. Attempts come back evenly over the window, not all at its end.
// A nil client allows everything.
func (c *Client) Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration) {
	if c == nil {
		return true, 0
	}
	ask, cancel := context.WithTimeout(ctx, ioTimeout)
	defer cancel()
	result, err := c.limits.shared.Allow(ask, prefix+key, redis_rate.Limit{Rate: limit, Burst: limit, Period: window})
	if err != nil {
		return c.limits.allowHere(key, limit, window)
	}
	return result.Allowed > 0, max(result.RetryAfter, 0)
}

func (l *limits) allowHere(key string, limit int, window time.Duration) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	one, known := l.local[key]
	if !known {
		l.makeRoom()
		one = rate.NewLimiter(rate.Every(window/time.Duration(limit)), limit)
		l.local[key] = one
	}
	r := one.Reserve()
	if wait := r.Delay(); wait > 0 {
		r.Cancel()
		return false, wait
	}
	return true, 0
}

// makeRoom drops the keys that have all their attempts back, and if that is not enough, any.
func (l *limits) makeRoom() {
	if len(l.local) < maxLocal {
		return
	}
	for key, one := range l.local {
		if one.Tokens() >= float64(one.Burst()) {
			delete(l.local, key)
		}
	}
	for key := range l.local {
		if len(l.local) < maxLocal {
			return
		}
		delete(l.local, key)
	}
}
