package redis_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis"
	"github.com/tonglu/portal/internal/redis/redistest"
)

// names are those of so many answers, which a cluster's nodes share.
func names(n int) (all []string) {
	for i := range n {
		all = append(all, "card "+strconv.Itoa(i))
	}
	return all
}

// found gives how many of the names another process finds in Redis.
func found(c *redis.Client, all []string) (n int) {
	there := tier(c)
	for _, name := range all {
		got, _ := there.Fetch(context.Background(), keyOf(name), func(context.Context) ([]byte, error) { return nil, errors.New("not there") })
		if string(got) == name {
			n++
		}
	}
	return n
}

// keeps waits until all the names that are asked for lie in Redis.
func keeps(t *testing.T, c *redis.Client, all []string) {
	t.Helper()
	begin, n := time.Now(), 0
	for end := begin.Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if n = found(c, all); n == len(all) {
			t.Logf("all kept after %v", time.Since(begin).Round(time.Millisecond))
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d of %d answers are kept", n, len(all))
		}
		for here, i := tier(c), 0; i < len(all); i++ {
			fetch(t, here, all[i], all[i])
		}
	}
}

// asked is what became of requests that went on while something happened.
type asked struct {
	mu    sync.Mutex
	took  []time.Duration
	wrong int
}

func (a *asked) add(took time.Duration, right bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.took = append(a.took, took)
	if !right {
		a.wrong++
	}
}

// slack is how much longer than Redis' deadline of 20 ms a request may take on a machine that is busy with other tests. Whoever waits for a
// dead server until the connection gives up takes several times that.
const slack = 150 * time.Millisecond

// check fails the test when an answer was wrong or waited for Redis. A request in a hundred may have waited for the machine.
func (a *asked) check(t *testing.T) {
	t.Helper()
	slices.Sort(a.took)
	n := len(a.took)
	if n < 100 {
		t.Fatalf("only %d requests", n)
	}
	late := a.took[n*99/100]
	t.Logf("%d requests: half within %v, 99 %% within %v, all within %v", n, a.took[n/2], late, a.took[n-1])
	if a.wrong > 0 {
		t.Errorf("%d of %d answers are wrong", a.wrong, n)
	}
	if late > 20*time.Millisecond+slack || a.took[n-1] > 4*slack {
		t.Errorf("99 %% take up to %v, one %v", late, a.took[n-1])
	}
}

// during has four processes ask for the names, over and over, while do does something.
func during(t *testing.T, url string, all []string, do func()) *asked {
	t.Helper()
	a, stop, workers := &asked{}, make(chan struct{}), sync.WaitGroup{}
	c := open(t, url)
	for range 4 {
		workers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				name, begin := all[i%len(all)], time.Now()
				got, err := tier(c).Fetch(context.Background(), keyOf(name), func(context.Context) ([]byte, error) { return []byte(name), nil })
				a.add(time.Since(begin), err == nil && string(got) == name)
				time.Sleep(time.Millisecond)
			}
		})
	}
	do()
	close(stop)
	workers.Wait()
	return a
}

// A cluster that loses a master, is down for it, and gets it back empty: nobody notices but by the time that answers take to make.
func TestAClusterMayLoseAMaster(t *testing.T) {
	t.Parallel()
	cluster, all := redistest.StartCluster(t, 3, 0), names(60)
	c := open(t, cluster.URL())
	keeps(t, c, all)
	if err := c.Ping(t.Context()); err != nil {
		t.Errorf("a whole cluster: %v", err)
	}
	for i, s := range cluster.Masters {
		if n := s.Do("DBSIZE").(int64); n < 5 {
			t.Errorf("node %d has %d of %d answers", i, n, len(all))
		}
	}
	a := during(t, cluster.URL(), all, func() {
		time.Sleep(200 * time.Millisecond)
		cluster.Masters[1].Kill()
		time.Sleep(500 * time.Millisecond)
		if err := c.Ping(t.Context()); err == nil {
			t.Error("a cluster without one of its masters is said to be well")
		}
		time.Sleep(2 * time.Second) // the others notice, and serve nothing
		cluster.Masters[1].Restart()
		time.Sleep(500 * time.Millisecond)
	})
	a.check(t)
	keeps(t, c, all)
	if n := cluster.Masters[1].Do("DBSIZE").(int64); n < 5 {
		t.Errorf("the one that came back has %d of %d answers", n, len(all))
	}
}

// A master that takes commands and answers none is left alone; the others go on being asked.
func TestAClusterMayHaveASilentMaster(t *testing.T) {
	t.Parallel()
	cluster, all := redistest.StartCluster(t, 3, 0), names(60)
	c := open(t, cluster.URL())
	keeps(t, c, all)
	during(t, cluster.URL(), all, func() {
		cluster.Masters[2].Stop()
		time.Sleep(2 * time.Second)
		cluster.Masters[2].Continue()
	}).check(t)
	keeps(t, c, all)
}

// Where a cluster may serve a part of the keys, the nodes that live are asked however often the dead one is.
func TestADeadMasterKeepsNobodyFromTheOthers(t *testing.T) {
	t.Parallel()
	cluster, all := redistest.StartCluster(t, 3, 0), names(60)
	for _, s := range cluster.Masters {
		s.Do("CONFIG", "SET", "cluster-require-full-coverage", "no")
	}
	c := open(t, cluster.URL())
	keeps(t, c, all)
	cluster.Masters[1].Kill()
	left := cluster.Masters[0].Do("DBSIZE").(int64) + cluster.Masters[2].Do("DBSIZE").(int64)
	rounds, short := 60, 0
	for range rounds {
		if found(c, all) < int(left) {
			short++ // once: a busy machine
		}
		time.Sleep(50 * time.Millisecond)
	}
	if short > rounds/10 {
		t.Errorf("in %d of %d rounds the others are not asked", short, rounds)
	}
}

func TestASpareTakesOver(t *testing.T) {
	t.Parallel()
	cluster, all := redistest.StartCluster(t, 3, 1), names(60)
	c := open(t, cluster.URL())
	keeps(t, c, all)
	during(t, cluster.URL(), all, func() {
		cluster.Masters[0].Kill()
		time.Sleep(2 * time.Second)
	}).check(t)
	keeps(t, c, all)
	if n := cluster.Spares[0].Do("DBSIZE").(int64); n < 5 {
		t.Errorf("the spare has %d of %d answers", n, len(all))
	}
}

// Attempts are counted on a cluster too, and a node that is silent does not keep anybody from signing in.
func TestAttemptsAreCountedOnACluster(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartCluster(t, 3, 0)
	c, other := open(t, cluster.URL()), open(t, cluster.URL())
	allowed := func(who string) (n int) {
		for i := range 10 {
			if ok, _ := []*redis.Client{c, other}[i%2].Allow(t.Context(), who, 5, time.Minute); ok {
				n++
			}
		}
		return n
	}
	for _, who := range names(9) {
		if n := allowed(who); n != 5 {
			t.Errorf("%s: %d attempts of 10, from two processes, are within 5", who, n)
		}
	}
	for _, s := range cluster.Masters {
		s.Stop()
		defer s.Continue()
	}
	for _, who := range names(30) {
		begin := time.Now()
		if ok, _ := c.Allow(t.Context(), "silent "+who, 5, time.Minute); !ok {
			t.Error("refused")
		}
		if took := time.Since(begin); took > 100*time.Millisecond+slack {
			t.Errorf("an attempt waits %v for a silent cluster", took)
		}
	}
}
