package graphtest

import (
	"context"
	"log/slog"
	"time"

	"github.com/tonglu/portal/graph"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
)

// Node is another process of the same portal that keeps answers: its sessions, versions, streams and counts are its own. It hears of
// what changes until the test ends.
func (g *Graph) Node(keeper graph.Keeper) *Graph {
	g.t.Helper()
	node, resolver := *g, *g.Resolver
	node.Counter = &Counter{}
	node.pool = g.DB.Open(postgres.RoleApp, postgres.WithTracer(node.Counter))
	node.Auth = auth.New(node.pool, unlimited{}, false)
	listening := make(chan struct{}, 1)
	node.Hub = notify.NewHub(g.DB.Engine(), conflict.Parties{}, func() {
		select {
		case listening <- struct{}{}:
		default:
		}
	}, slog.New(slog.DiscardHandler))
	resolver.Partners, resolver.Notices = partner.New(node.pool), notify.New(node.pool, node.Hub)
	node.Hub.First(func(kind string) {
		if kind == notify.Scorecard || kind == notify.Resync {
			resolver.Partners.ForgetVersions()
		}
	})
	node.Resolver = &resolver
	node.serve(keeper)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = node.Hub.Run(ctx) }()
	g.t.Cleanup(func() { stop(); <-done })
	select {
	case <-listening:
	case <-time.After(10 * time.Second):
		g.t.Fatal("graphtest: the node does not listen")
	}
	return &node
}
