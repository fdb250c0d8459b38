package redis_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis"
)

var quiet = slog.New(slog.DiscardHandler)

// server starts a redis-server of the test's own; missing programs fail the test.
func server(t *testing.T) *redis.Embedded {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is not installed")
	}
	e, err := redis.Start(t.Context(), passable(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Stop(context.Background()) })
	return e
}

// passable is a folder through which the user that Redis runs as may pass.
func passable(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "portal-redis-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func open(t *testing.T, url string) *redis.Client {
	t.Helper()
	c, err := redis.Open(url, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// away is an address where nobody answers.
const away = "unix:///nonexistent/redis.sock"

func TestAwayIsAMissAndSoonCostsNothing(t *testing.T) {
	t.Parallel()
	c := open(t, away)
	for i := range 100 {
		if got := fetch(t, tier(c), "k", strconv.Itoa(i)); got != strconv.Itoa(i) {
			t.Fatalf("Fetch = %s, want %d", got, i)
		}
	}
	if err := c.Ping(t.Context()); !errors.Is(err, redis.ErrAway) {
		t.Errorf("the breaker lets a command through: %v", err)
	}
}

func TestItComesBackAfterAnOutage(t *testing.T) {
	t.Parallel()
	e := server(t)
	c := open(t, e.URL())
	if err := syscall.Kill(e.PID(), syscall.SIGSTOP); err != nil { // hangs: worse than being gone
		t.Fatal(err)
	}
	begin := time.Now()
	for range 20 {
		fetch(t, tier(c), "k", "made")
	}
	if took := time.Since(begin); took > 500*time.Millisecond {
		t.Errorf("20 misses with a hanging server took %v", took)
	}
	if err := syscall.Kill(e.PID(), syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); c.Ping(t.Context()) != nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it stays away: %v", c.Ping(t.Context()))
		}
	}
}

func TestAllowCountsWithAndWithoutRedis(t *testing.T) {
	t.Parallel()
	inside := startInside(t)
	for name, url := range map[string]string{"server": server(t).URL(), "inside": inside, "away": away} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := open(t, url)
			for i := range 5 {
				if ok, _ := c.Allow(t.Context(), "clerk", 5, time.Minute); !ok {
					t.Errorf("attempt %d is refused", i+1)
				}
			}
			ok, wait := c.Allow(t.Context(), "clerk", 5, time.Minute)
			if ok || wait <= 0 || wait > 13*time.Second {
				t.Errorf("attempt 6: %v, again in %v", ok, wait)
			}
			if ok, _ := c.Allow(t.Context(), "other", 5, time.Minute); !ok {
				t.Error("another key is refused")
			}
		})
	}
}

func TestANilClientIsNoCache(t *testing.T) {
	t.Parallel()
	var c *redis.Client
	if got := fetch(t, tier(c), "k", "made"); got != "made" {
		t.Errorf("Fetch = %s", got)
	}
	if ok, _ := c.Allow(t.Context(), "k", 1, time.Minute); !ok {
		t.Error("refused")
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{
		"redis://localhost:1": true, "rediss://user:secret@localhost:1/2": true, "redis://a:1,redis://b:1": true,
		"redis://localhost:1?master_name=portal": true, "http://localhost": false, "redis://a:1,b": false,
	} {
		c, err := redis.Open(address, quiet)
		if (err == nil) != ok {
			t.Errorf("Open(%s) = %v", address, err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}

// A server that was killed leaves its Redis behind for a moment: what that does as it ends, and that two servers share a
// data folder, is nothing to the next one.
func TestTheEndOfOneLeavesTheNextInPeace(t *testing.T) {
	t.Parallel()
	dir := passable(t)
	var running []*redis.Embedded
	for range 2 {
		e, err := redis.Start(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = e.Stop(context.Background()) })
		running = append(running, e)
	}
	if err := running[0].Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := open(t, running[1].URL()).Ping(t.Context()); err != nil {
		t.Errorf("the next does not answer: %v", err)
	}
}

// A Redis that died comes back by itself, at the same address, until it is stopped.
func TestADeadServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	e := server(t)
	c := open(t, e.URL())
	for range 2 {
		if err := syscall.Kill(e.PID(), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		for c.Ping(t.Context()) == nil { // the last breath
			time.Sleep(time.Millisecond)
		}
		for end := time.Now().Add(20 * time.Second); c.Ping(t.Context()) != nil; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("it does not come back")
			}
		}
	}
	if err := e.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second) // a rest of the one that starts it again, and more
	if err := c.Ping(t.Context()); err == nil {
		t.Error("it came back after it was stopped")
	}
}
