package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/redis"
	"github.com/tonglu/portal/internal/seed"
)

// hall is where the portal and its peers are measured beside each other: one database of invented data, one Redis, the portal's own
// program, and the peers' as a process of its own.
type hall struct {
	*site
	redis        *redis.Embedded
	program      string // the portal's
	distributors []uuid.UUID
	people       map[uuid.UUID]person // one for each distributor
}

// opened is the hall of this run, which its parts share.
var opened *hall

// theHall opens the hall once.
func theHall(ctx context.Context, o options) (*hall, error) {
	if opened != nil {
		return opened, nil
	}
	scale := seed.Scale(o.Scale)
	if o.Quick {
		scale = seed.Small
	}
	s, _, err := invented(ctx, o, scale)
	if s == nil {
		return nil, err
	}
	h := &hall{site: s, program: o.Program}
	opened = h
	if err != nil {
		return nil, fmt.Errorf("filling %s: %w", scale, err)
	}
	if h.program == "" {
		h.program = filepath.Join(s.dir, "portal")
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", h.program, "./cmd/portal").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("building the portal: %w\n%s", err, out)
		}
	}
	if err := s.owner(ctx, func(c *pgx.Conn) error { _, err := c.Exec(ctx, eightMetrics); return err }); err != nil {
		return nil, err
	}
	if h.distributors, err = s.distributors(ctx); err != nil {
		return nil, err
	}
	cache := filepath.Join(s.dir, "redis")
	if err := os.RemoveAll(cache); err != nil { // what an earlier program has kept there is not this one's
		return nil, err
	}
	if h.redis, err = redis.Start(ctx, cache); err != nil {
		return nil, err
	}
	if h.people, err = h.invite(ctx, h.distributors); err != nil {
		return nil, err
	}
	return h, nil
}

// eightMetrics leaves the programme that was there from the start, whose metrics a handler can be written for by hand. The portal goes on
// reading what all its metrics are made of. allMetrics takes it back, where the database stays.
const (
	eightMetrics = `SET session_replication_role = replica; UPDATE scorecard_programmes SET withdrawn_at = 'epoch' WHERE version > 1 AND withdrawn_at IS NULL`
	allMetrics   = `SET session_replication_role = replica; UPDATE scorecard_programmes SET withdrawn_at = NULL WHERE withdrawn_at = 'epoch'`
)

// closeHall ends what theHall has begun.
func closeHall() {
	if opened == nil {
		return
	}
	if opened.redis != nil {
		_ = opened.redis.Stop(context.Background()) // it is thrown away
	}
	opened.close()
}

// process is a server that is measured.
type process struct {
	address string
	stop    func()
}

// serve starts the portal as it is deployed, but for what env says.
func (h *hall) serve(ctx context.Context, env ...string) (*process, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return start(ctx, address, "/readyz", exec.CommandContext(ctx, h.program, "serve"), append([]string{
		"DATABASE_URL=" + h.server.URL(), "REDIS_URL=" + h.redis.URL(), "PORTAL_ADDR=" + address, "PORTAL_WORK=false",
		"PORTAL_DATA_DIR=" + filepath.Join(h.dir, "portal-"+address)}, env...)...)
}

// peer starts the handlers that people would write by hand, in a process of their own.
func (h *hall) peer(ctx context.Context) (*process, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(ctx, address, "/ready", exec.CommandContext(ctx, self, "peer"), "DATABASE_URL="+h.server.URL(), "REDIS_URL="+h.redis.URL(), "PEER_ADDR="+address, peerConnections())
}

// peerConnections gives peers as many connections as the portal reads with at a time: more are slower on few cores, for everybody.
func peerConnections() string { return fmt.Sprint("PEER_CONNECTIONS=", max(4, 2*runtime.NumCPU())) }

// start starts the command and waits until it answers.
func start(ctx context.Context, address, ready string, command *exec.Cmd, env ...string) (*process, error) {
	problems := &tail{}
	command.Env = append(os.Environ(), env...)
	command.Stdout, command.Stderr = io.Discard, problems
	if err := command.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	p := &process{address: address, stop: func() {
		_ = command.Process.Signal(os.Interrupt) // it may have ended
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = command.Process.Kill()
		}
	}}
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		answer, err := http.Get("http://" + address + ready)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return p, nil
			}
		}
		select {
		case err := <-ended:
			return nil, fmt.Errorf("%s ended: %w\n%s", command.Path, err, problems.text)
		default:
		}
		if time.Now().After(end) {
			p.stop()
			return nil, errors.New(command.Path + " does not answer")
		}
	}
}

// tail keeps the last words of a process.
type tail struct{ text []byte }

// Write keeps the end of what was written.
func (t *tail) Write(b []byte) (int, error) {
	t.text = append(t.text, b...)
	t.text = t.text[max(0, len(t.text)-4000):]
	return len(b), nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// keep puts a text into the hall's Redis, as whoever fills a cache would.
func (h *hall) keep(ctx context.Context, texts map[string][]byte) error {
	client, err := openRedis(h.redis.URL())
	if err != nil {
		return err
	}
	defer client.Close()
	for key, text := range texts {
		if err := client.Set(ctx, key, text, 0).Err(); err != nil {
			return err
		}
	}
	return nil
}
