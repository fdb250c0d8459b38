package redis

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

// loadTimeout bounds a load that is shared by callers, none of which may end it for the others.
const loadTimeout = 30 * time.Second

// Fetch gives the value under the key, or loads it and keeps it for about ttl (a tenth is left to chance, so that
// values made together do not end together). Callers in this process that miss at once share one load.
// The only errors are those of load and of ctx. T must survive JSON. A nil client always loads.
//
// The key must name everything the value depends on: scope, permissions and the versions of the data.
func Fetch[T any](ctx context.Context, c *Client, key string, ttl time.Duration, load func(ctx context.Context) (T, error)) (T, error) {
	var none T
	if c == nil {
		return load(ctx)
	}
	key = prefix + key
	if value, ok := read[T](ctx, c, key); ok {
		return value, nil
	}
	flight := c.flights.DoChan(key, func() (loaded any, err error) {
		defer func() { // in the flight's own goroutine a panic would end the process
			if r := recover(); r != nil {
				err = fmt.Errorf("panic while loading %s: %v", key, r)
			}
		}()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadTimeout)
		defer cancel()
		value, err := load(ctx)
		if err != nil {
			return nil, err
		}
		c.keep(ctx, key, value, ttl)
		return value, nil
	})
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case result := <-flight:
		if result.Err != nil {
			return none, result.Err
		}
		value, ok := result.Val.(T)
		if !ok {
			return none, fmt.Errorf("the key %s is used for a %T and a %T", key, result.Val, none)
		}
		return value, nil
	}
}

func read[T any](ctx context.Context, c *Client, key string) (T, bool) {
	var value T
	text, err := c.rdb.Get(ctx, key).Bytes()
	if err != nil || json.Unmarshal(text, &value) != nil {
		var none T
		return none, false
	}
	return value, true
}

func (c *Client) keep(ctx context.Context, key string, value any, ttl time.Duration) {
	text, err := json.Marshal(value)
	if err != nil {
		c.log.Error("a value can't be cached", "key", key, "error", err)
		return
	}
	ttl -= time.Duration(rand.Int64N(int64(ttl)/10 + 1))
	_ = c.rdb.Set(ctx, key, text, ttl).Err() // not kept: the next one loads again
}

// Forget drops keys before their time. It is a courtesy: what must not be seen any more needs another key.
func (c *Client) Forget(ctx context.Context, keys ...string) {
	if c == nil {
		return
	}
	for _, key := range keys { // one by one: keys of a cluster live on different nodes
		_ = c.rdb.Del(ctx, prefix+key).Err()
	}
}
