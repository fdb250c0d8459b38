package redistest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Watched is a server and a spare that follows it, of which a sentinel says who is to be asked.
type Watched struct {
	Master, Spare *Server
	sentinel      *Server
}

// mastersName is the one by which the sentinel knows the master.
const mastersName = "portal"

// StartWatched runs a server, a spare and a sentinel, who has the spare take over when the server is silent for half a second.
func StartWatched(t testing.TB) *Watched {
	t.Helper()
	w := &Watched{Master: start(t), Spare: start(t), sentinel: startSentinel(t)}
	w.Spare.Do("REPLICAOF", "127.0.0.1", w.Master.port)
	w.sentinel.Do("SENTINEL", "MONITOR", mastersName, "127.0.0.1", w.Master.port, 1)
	w.sentinel.Do("SENTINEL", "SET", mastersName, "down-after-milliseconds", 500, "failover-timeout", 5000)
	w.sentinel.until("the sentinel knows the spare", func(ctx context.Context) error {
		spares, err := w.sentinel.rdb.Do(ctx, "SENTINEL", "REPLICAS", mastersName).Slice()
		if err == nil && len(spares) == 0 {
			err = errors.New("it knows none")
		}
		return err
	})
	w.Spare.until("the spare follows", func(ctx context.Context) error {
		role, err := w.Spare.rdb.Info(ctx, "replication").Result()
		if err == nil && !strings.Contains(role, "master_link_status:up") {
			err = errors.New(role)
		}
		return err
	})
	return w
}

func startSentinel(t testing.TB) *Server {
	t.Helper()
	s := prepare(t)
	conf := filepath.Join(s.dir, "sentinel.conf") // which it keeps what it learns in
	if err := os.WriteFile(conf, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.args = append([]string{conf, "--sentinel"}, s.args...)
	s.launch()
	return s
}

// URL is the address for redis.Open.
func (w *Watched) URL() string { return w.sentinel.URL() + "?master_name=" + mastersName }
