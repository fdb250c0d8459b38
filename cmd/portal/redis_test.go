package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis/redistest"
)

// readiness is what /readyz says, "" when the portal is not ready.
func (s *site) readiness() (redis string) {
	response, err := once.Get("http://" + s.address + "/readyz")
	if err != nil || response.StatusCode != http.StatusOK {
		return ""
	}
	defer response.Body.Close()
	var state struct{ Redis string }
	if err := json.NewDecoder(response.Body).Decode(&state); err != nil {
		return err.Error()
	}
	return state.Redis
}

// query gives the data that a query is answered with, and how long that took.
func (s *site) query(text string) (string, time.Duration) {
	s.t.Helper()
	body, err := json.Marshal(map[string]string{"query": text})
	s.must(err)
	begin := time.Now()
	answer, err := s.request("/graphql", "application/json", strings.NewReader(string(body)))
	s.must(err)
	return string(answer["data"]), time.Since(begin)
}

// A portal on a Redis Cluster serves on while a master is dead and the cluster is down for it: cards are as before, files are imported, and it
// says of itself that it is ready.
func TestThePortalOutlivesARedisMaster(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartCluster(t, 3, 0)
	s := newSite(t, "REDIS_URL="+cluster.URL())
	if redis := s.readiness(); redis != "ok" {
		t.Fatalf("redis is %q", redis)
	}
	var viewer struct {
		Viewer struct{ Distributor struct{ ID string } }
	}
	data, _ := s.query(`{ viewer { distributor { id } } }`)
	s.must(json.Unmarshal([]byte(data), &viewer))
	cards := map[string]string{}
	card := func(month int) string {
		return fmt.Sprintf(`{ scorecard(distributorId: %q, period: "2024-%02d") { composite grade revenue { amount } metrics { key value } } }`, viewer.Viewer.Distributor.ID, month)
	}
	asked := 0
	check := func(rounds int) (longest time.Duration) {
		t.Helper()
		for range rounds {
			query := card(asked%12 + 1)
			asked++
			got, took := s.query(fmt.Sprintf("# %d\n%s", asked, query)) // no two are the same to who keeps answers: each is looked for in Redis
			if want, ok := cards[query]; ok && got != want {
				t.Fatalf("%s\n got %s\nwant %s", query, got, want)
			}
			cards[query], longest = got, max(longest, took)
		}
		return longest
	}
	check(36)
	cluster.Masters[0].Kill()
	longest := check(200)
	s.until("Redis is said to be away", 10*time.Second, func() bool { return s.readiness() == "away" })
	longest = max(longest, check(200))
	t.Logf("a card took up to %v", longest)
	if longest > time.Second {
		t.Errorf("a card took %v", longest)
	}
	r, err := s.report(salesFile("I", 300))
	s.must(err)
	s.confirm(r)
	s.done(300)
	cluster.Masters[0].Restart()
	s.until("Redis is said to be well", comeback, func() bool { return s.readiness() == "ok" })
}
