package graph_test

import (
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/redis"
	"github.com/tonglu/portal/internal/redis/redistest"
	"github.com/tonglu/portal/internal/typeid"
)

// outage is what happens to a Redis, and its end.
type outage struct {
	url         string
	begin, over func()
}

func outages(t *testing.T) map[string]func() outage {
	return map[string]func() outage{
		"a cluster loses a master": func() outage {
			c := redistest.StartCluster(t, 3, 0)
			return outage{c.URL(), c.Masters[1].Kill, c.Masters[1].Restart}
		},
		"a cluster has a silent master": func() outage {
			c := redistest.StartCluster(t, 3, 0)
			return outage{c.URL(), c.Masters[0].Stop, c.Masters[0].Continue}
		},
		"it is killed, and comes back empty": func() outage {
			s := redistest.Start(t)
			return outage{s.URL(), s.Kill, s.Restart}
		},
		"it pauses": func() outage {
			s := redistest.Start(t)
			return outage{s.URL(), func() { s.Do("CLIENT", "PAUSE", 60_000, "ALL") }, func() { s.Kill(); s.Restart() }}
		},
	}
}

// overRedis is a node whose kept answers lie in the Redis at the address and nearly none in process.
func overRedis(t *testing.T, g *graphtest.Graph, url string) (*graphtest.Graph, *redis.Tier) {
	t.Helper()
	client, err := redis.Open(url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	tier := redis.NewTier(client, time.Minute, 1)
	return g.Node(tier), tier
}

// comparison asks a node that keeps answers and one that keeps none.
type comparison struct {
	g, node *graphtest.Graph
	random  *rand.Rand
	worst   time.Duration
}

// steps asks and changes things so many times: to the byte, there is no difference, nor has any answer waited for Redis.
func (c *comparison) steps(t *testing.T, n int) {
	t.Helper()
	people := [][2]string{{"distributor_rep", "NORTH"}, {"distributor_viewer", "SOUTH"}, {"channel_manager", "BRAND"}, {"auditor", "BRAND"}}
	ask := queries(c.g)
	for range n {
		if c.random.IntN(10) == 0 {
			changeSomething(t, c.node, c.random)
		}
		who, q := people[c.random.IntN(len(people))], ask[c.random.IntN(len(ask))]
		begin := time.Now()
		got := c.node.As(who[0], who[1]).Do(t, q.query, q.vars).Body
		kept := time.Since(begin)
		want := c.g.As(who[0], who[1]).Do(t, q.query, q.vars).Body
		if got != want {
			t.Fatalf("%s of %s asks %s\n got %s\nwant %s", who[0], who[1], q.query, got, want)
		}
		c.worst = max(c.worst, kept-(time.Since(begin)-kept))
	}
}

// whispers has both organisations ask the node all the time until the result is called: neither is told of the other.
func whispers(t *testing.T, g, node *graphtest.Graph) (end func()) {
	stop, all := make(chan struct{}), sync.WaitGroup{}
	ask := queries(g)
	for _, who := range [][2]string{{"NORTH", "SOUTH"}, {"SOUTH", "NORTH"}} {
		all.Go(func() {
			caller, id := node.As("distributor_rep", who[0]), typeid.Format(typeid.Distributor, g.Organization(who[1]))
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				case <-time.After(5 * time.Millisecond):
				}
				q := ask[i%len(ask)]
				if answer := caller.Do(t, q.query, q.vars).Body; strings.Contains(answer, id) || strings.Contains(answer, who[1]) {
					t.Errorf("%s is told of %s: %s", who[0], who[1], answer)
					return
				}
			}
		})
	}
	return func() { close(stop); all.Wait() }
}

// A Redis that dies, falls silent or comes back empty while requests run changes no byte of any answer, holds up none and keeps no line from an open
// card; and once it is well, answers are kept again.
func TestWhateverHappensToRedisAnswersAreRight(t *testing.T) {
	t.Parallel()
	for name, begin := range outages(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := graphtest.New(t)
			january(g)
			o := begin()
			node, tier := overRedis(t, g, o.url)
			c := &comparison{g: g, node: node, random: rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))}
			end := whispers(t, g, node)
			defer end()
			c.steps(t, 40)
			if tier.Counts().Redis.Load() == 0 {
				t.Fatal("nothing is kept while all is well")
			}
			o.begin()
			c.steps(t, 60)
			showsWithinASecond(t, g, node)
			c.steps(t, 20)
			o.over()
			c.steps(t, 20)
			t.Logf("kept answers took up to %v longer than those made", c.worst)
			if c.worst > 500*time.Millisecond {
				t.Errorf("an answer waited %v for Redis", c.worst)
			}
			kept := tier.Counts().Redis.Load()
			for giveUp := time.Now().Add(20 * time.Second); tier.Counts().Redis.Load() < kept+20; c.steps(t, 5) {
				if time.Now().After(giveUp) {
					t.Fatal("answers are not kept again once it is well")
				}
			}
		})
	}
}

// showsWithinASecond checks that a line that is committed now is in the node's card a second later.
func showsWithinASecond(t *testing.T, g, node *graphtest.Graph) {
	t.Helper()
	revenue := func(n *graphtest.Graph) string {
		var data struct{ Scorecard *card }
		n.As("distributor_viewer", "NORTH").Do(t, cardQuery, cardOf(g, "NORTH")).Into(t, &data)
		return data.Scorecard.Revenue.Amount
	}
	before := revenue(g)
	g.Report("NORTH", "news.csv", "Invoice No,Date,Product,Quantity,Unit price,Customer\nNEWS-1,2024-01-20,T-1,1,7,Acme Ltd\n")
	committed := time.Now()
	for revenue(node) == before {
		if time.Since(committed) > time.Second {
			t.Fatalf("the card shows %s a second after a line was committed", before)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
