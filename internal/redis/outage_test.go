package redis_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis/redistest"
)

// Killed while requests run, and back empty: each answer is right, none waits, and answers are kept again.
func TestARedisMayBeKilledAndComeBackEmpty(t *testing.T) {
	t.Parallel()
	server, all := redistest.Start(t), names(60)
	c := open(t, server.URL())
	keeps(t, c, all)
	during(t, server.URL(), all, func() {
		for range 2 {
			time.Sleep(200 * time.Millisecond)
			server.Kill()
			time.Sleep(700 * time.Millisecond)
			server.Restart()
			if n := server.Do("DBSIZE").(int64); n >= int64(len(all)) {
				t.Errorf("it came back with %d answers", n)
			}
			time.Sleep(300 * time.Millisecond)
		}
	}).check(t)
	keeps(t, c, all)
}

// A server that pauses, as for a fork or a swapping machine, costs each request its deadline at most, and then nothing.
func TestARedisMayPause(t *testing.T) {
	t.Parallel()
	server, all := redistest.Start(t), names(60)
	c := open(t, server.URL())
	keeps(t, c, all)
	during(t, server.URL(), all, func() {
		time.Sleep(200 * time.Millisecond)
		server.Do("CLIENT", "PAUSE", 1000, "ALL")
		time.Sleep(1500 * time.Millisecond)
	}).check(t)
	keeps(t, c, all)
}

// A server that is slow by turns is now asked, now left alone.
func TestARedisMayBeSlowByTurns(t *testing.T) {
	t.Parallel()
	delay, all := &atomic.Int64{}, names(60)
	url := slowly(t, redistest.Start(t).URL(), delay)
	c := open(t, url)
	keeps(t, c, all)
	during(t, url, all, func() {
		for _, late := range []time.Duration{5, 50, 15, 300} {
			delay.Store(int64(late * time.Millisecond))
			time.Sleep(500 * time.Millisecond)
		}
	}).check(t)
	delay.Store(0)
	keeps(t, c, all)
}
