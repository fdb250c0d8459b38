package graphtest

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/notify"
)

// letters keeps what is to be mailed until Deliver.
type letters struct {
	mu      sync.Mutex
	waiting []notify.Letter
}

// Mail keeps the letters.
func (l *letters) Mail(_ context.Context, _ pgx.Tx, more []notify.Letter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, more...)
	return nil
}

func (g *Graph) notices() {
	g.letters, g.listening = &letters{}, make(chan struct{}, 1)
	log := slog.New(slog.DiscardHandler)
	g.deliverer = notify.NewDeliverer(g.DB.Engine(), conflict.Parties{}, g.letters, log)
	g.mailer = notify.NewMailer(g.DB.Engine(), g.Mail, g.letters, "https://portal.example", time.Now)
	g.Hub = notify.NewHub(g.DB.Engine(), conflict.Parties{}, func() {
		g.deliverer.Wake()
		select {
		case g.listening <- struct{}{}: // the deliverer is woken as the hub begins to listen
		default:
		}
	}, log)
}

// Live has streams hear of what changes from now until the test ends, and notices delivered at once.
func (g *Graph) Live() {
	g.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var both sync.WaitGroup
	both.Go(func() { _ = g.Hub.Run(ctx) })
	both.Go(func() { g.deliverer.Run(ctx) })
	g.t.Cleanup(func() { stop(); both.Wait() })
	select {
	case <-g.listening:
	case <-time.After(10 * time.Second):
		g.t.Fatal("graphtest: nothing listens")
	}
}

// Deliver fills inboxes with the notices that were posted, and sends their mails to g.Mail.
func (g *Graph) Deliver() {
	g.t.Helper()
	ctx := context.Background()
	if err := g.deliverer.Deliver(ctx); err != nil {
		g.t.Fatalf("graphtest: delivering notices: %v", err)
	}
	g.letters.mu.Lock()
	waiting := g.letters.waiting
	g.letters.waiting = nil
	g.letters.mu.Unlock()
	for _, l := range waiting {
		if err := g.mailer.Send(ctx, l); err != nil {
			g.t.Fatalf("graphtest: mailing: %v", err)
		}
	}
}
