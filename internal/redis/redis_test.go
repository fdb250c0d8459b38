package redis_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
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

func receive(t *testing.T, news <-chan redis.News) redis.News {
	t.Helper()
	select {
	case n := <-news:
		return n
	case <-time.After(5 * time.Second):
		t.Fatal("no news")
		return redis.News{}
	}
}

func TestNewsReachEveryNodeOnce(t *testing.T) {
	t.Parallel()
	e := server(t)
	here, there := open(t, e.URL()), open(t, e.URL())
	mine := here.Subscribe(t.Context(), "report", "other")
	theirs := there.Subscribe(t.Context(), "report")
	time.Sleep(200 * time.Millisecond) // until both are subscribed
	want := redis.News{Channel: "report", Payload: "a|b"}
	here.Publish(t.Context(), "report", "a|b")
	if got := receive(t, mine); got != want {
		t.Errorf("here: %+v", got)
	}
	if got := receive(t, theirs); got != want {
		t.Errorf("there: %+v", got)
	}
	select {
	case again := <-mine:
		t.Errorf("again: %+v", again)
	case <-time.After(100 * time.Millisecond):
	}
}

func TestNewsStayInTheProcessWhileRedisIsAway(t *testing.T) {
	t.Parallel()
	c := open(t, away)
	ctx, cancel := context.WithCancel(t.Context())
	news := c.Subscribe(ctx, "report")
	c.Publish(t.Context(), "report", "x")
	if got := receive(t, news); got.Payload != "x" {
		t.Errorf("news = %+v", got)
	}
	for range 40 { // nobody reads
		c.Publish(t.Context(), "report", "y")
	}
	for range 16 {
		receive(t, news)
	}
	c.Publish(t.Context(), "report", "z")
	if got := receive(t, news); !got.Lost {
		t.Errorf("after an overflow: %+v, want Lost", got)
	}
	if got := receive(t, news); got.Payload != "z" {
		t.Errorf("then: %+v", got)
	}
	cancel()
	for range news { // ends
	}
}

func TestAReconnectSaysThatNewsMayBeLost(t *testing.T) {
	t.Parallel()
	e := server(t)
	c := open(t, e.URL())
	news := c.Subscribe(t.Context(), "report")
	time.Sleep(200 * time.Millisecond)
	if out, err := exec.Command("redis-cli", "-s", strings.TrimPrefix(e.URL(), "unix://"), "client", "kill", "type", "pubsub").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := receive(t, news); !got.Lost {
		t.Errorf("news = %+v, want Lost", got)
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
	c.Publish(t.Context(), "k", "")
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
