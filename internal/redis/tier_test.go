package redis_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis"
)

func tier(c *redis.Client) *redis.Tier { return redis.NewTier(c, time.Minute, 1<<20) }

func keyOf(name string) redis.Key { return sha256.Sum256([]byte(name)) }

// fetch asks the tier for the name's answer, which is made to be answer.
func fetch(t *testing.T, tier *redis.Tier, name, answer string) string {
	t.Helper()
	got, err := tier.Fetch(t.Context(), keyOf(name), func(context.Context) ([]byte, error) { return []byte(answer), nil })
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// reaches waits until another tier over the client finds the answer in Redis, to which it is sent without anybody waiting.
func reaches(t *testing.T, c *redis.Client, name, answer string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		got, _ := tier(c).Fetch(t.Context(), keyOf(name), func(context.Context) ([]byte, error) { return nil, errors.New("not there") })
		if string(got) == answer {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s never reaches Redis", name)
		}
	}
}

func TestATierMakesAnAnswerOnce(t *testing.T) {
	t.Parallel()
	c := open(t, server(t).URL())
	here, made := tier(c), atomic.Int32{}
	make := func(context.Context) ([]byte, error) {
		made.Add(1)
		time.Sleep(50 * time.Millisecond)
		return []byte("answer"), nil
	}
	var all sync.WaitGroup
	for range 500 {
		all.Go(func() {
			if got, err := here.Fetch(t.Context(), keyOf("k"), make); string(got) != "answer" || err != nil {
				t.Errorf("Fetch = %s, %v", got, err)
			}
		})
	}
	all.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times for 500 at once", n)
	}
	if got, ok := here.Held(keyOf("k")); !ok || string(got) != "answer" {
		t.Errorf("Held = %s, %v", got, ok)
	}
	if got, ok := here.Held(keyOf("other")); ok {
		t.Errorf("another key has %s", got)
	}
	reaches(t, c, "k", "answer")
	if got := fetch(t, tier(c), "k", "made anew"); got != "answer" {
		t.Errorf("another process gets %q", got)
	}
}

func TestATierKeepsNoFailure(t *testing.T) {
	t.Parallel()
	here := tier(open(t, server(t).URL()))
	broken := errors.New("broken")
	if _, err := here.Fetch(t.Context(), keyOf("k"), func(context.Context) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("error: %v", err)
	}
	if _, err := here.Fetch(t.Context(), keyOf("k"), func(context.Context) ([]byte, error) { panic("on purpose") }); err == nil || !strings.Contains(err.Error(), "on purpose") {
		t.Errorf("panic: %v", err)
	}
	if got := fetch(t, here, "k", "answer"); got != "answer" {
		t.Errorf("after failures: %s", got)
	}
}

func TestWhoeverLeavesTakesNobodyWithIt(t *testing.T) {
	t.Parallel()
	here := tier(nil)
	started, leave := make(chan bool), make(chan bool)
	slow := func(ctx context.Context) ([]byte, error) {
		close(started)
		<-leave
		return []byte("answer"), ctx.Err()
	}
	first, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _, _ = here.Fetch(first, keyOf("k"), slow) })
	<-started
	all.Go(func() {
		if got, err := here.Fetch(t.Context(), keyOf("k"), slow); string(got) != "answer" || err != nil {
			t.Errorf("who waits: %s, %v", got, err)
		}
	})
	cancel()
	close(leave)
	all.Wait()
}

func TestOnlyWhatWasWrittenUnderTheKeyIsRead(t *testing.T) {
	t.Parallel()
	e := server(t)
	c := open(t, e.URL())
	fetch(t, tier(c), "north", "what is north's")
	fetch(t, tier(c), "south", "what is south's")
	reaches(t, c, "north", "what is north's")
	reaches(t, c, "south", "what is south's")
	cli := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("redis-cli", append([]string{"-s", strings.TrimPrefix(e.URL(), "unix://")}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	names := strings.Fields(cli("keys", "*answer*"))
	if len(names) != 2 {
		t.Fatalf("keys: %v", names)
	}
	for _, name := range names {
		if strings.Count(name, "{") != 1 || !strings.HasSuffix(name, "}") {
			t.Errorf("%s does not say where in a cluster it belongs", name)
		}
	}
	cli("rename", names[0], "aside")
	cli("rename", names[1], names[0])
	cli("rename", "aside", names[1])
	for name, theirs := range map[string]string{"north": "what is south's", "south": "what is north's"} {
		if got := fetch(t, tier(c), name, "made anew"); got == theirs {
			t.Errorf("%s gets %q", name, got)
		}
	}
	cli("flushall")
	fetch(t, tier(c), "torn", "a long answer")
	reaches(t, c, "torn", "a long answer")
	cli("setrange", cli("keys", "*answer*"), "70", "X")
	if got := fetch(t, tier(c), "torn", "made anew"); got != "made anew" {
		t.Errorf("a spoilt answer: %q", got)
	}
}

// slowly passes on what comes for the server, each piece of an answer later by the delay.
func slowly(t *testing.T, url string, delay *atomic.Int64) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			network, address, _ := strings.Cut(url, "://")
			server, err := net.Dial(map[string]string{"redis": "tcp"}[network]+map[string]string{"unix": "unix"}[network], address)
			if err != nil {
				client.Close()
				continue
			}
			go func() { _, _ = io.Copy(server, client); server.Close() }()
			go func() {
				defer client.Close()
				buffer := make([]byte, 64<<10)
				for {
					n, err := server.Read(buffer)
					if err != nil {
						return
					}
					time.Sleep(time.Duration(delay.Load()))
					if _, err := client.Write(buffer[:n]); err != nil {
						return
					}
				}
			}()
		}
	}()
	return "redis://" + listener.Addr().String()
}

func TestASlowRedisIsAMissAndSoonLeftAlone(t *testing.T) {
	t.Parallel()
	delay := &atomic.Int64{}
	c := open(t, slowly(t, server(t).URL(), delay))
	fetch(t, tier(c), "k", "kept")
	reaches(t, c, "k", "kept")
	delay.Store(int64(300 * time.Millisecond))
	for i := range 3 {
		begin := time.Now()
		if got := fetch(t, tier(c), "k", "made anew"); got != "made anew" {
			t.Errorf("a slow server's answer is waited for: %s", got)
		}
		if took := time.Since(begin); took > 100*time.Millisecond {
			t.Errorf("miss %d took %v", i, took)
		}
	}
	begin := time.Now()
	for range 50 {
		fetch(t, tier(c), "k", "made anew")
	}
	if took := time.Since(begin); took > 100*time.Millisecond { // 50 × 20 ms without the breaker
		t.Errorf("50 misses of a server that is known to be slow took %v", took)
	}
	delay.Store(0)
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		fetch(t, tier(c), "again", "kept again")
		if got := fetch(t, tier(c), "again", "made anew"); got == "kept again" {
			return
		}
		if time.Now().After(end) {
			t.Fatal("it is not used again once it is quick")
		}
	}
}

func TestARedisThatComesBackEmptyIsAMiss(t *testing.T) {
	t.Parallel()
	first := server(t)
	c := open(t, first.URL())
	fetch(t, tier(c), "k", "kept")
	reaches(t, c, "k", "kept")
	if out, err := exec.Command("redis-cli", "-s", strings.TrimPrefix(first.URL(), "unix://"), "flushall").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := fetch(t, tier(c), "k", "made anew"); got != "made anew" {
		t.Errorf("%s", got)
	}
}
