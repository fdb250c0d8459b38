package redis

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"github.com/tonglu/portal/internal/child"
)

// Embedded is a Redis of our own: a redis-server that is our child, or one inside this process where
// none is installed. It keeps nothing: what it holds may be lost.
type Embedded struct {
	url     string
	process *child.Process
	inside  *miniredis.Miniredis
	stop    func()
}

// Start runs a Redis whose socket and log are in dir, which is made when missing.
func Start(ctx context.Context, dir string) (*Embedded, error) {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return StartInside()
	}
	e, err := startServer(ctx, path, dir)
	if err != nil {
		return nil, fmt.Errorf("starting Redis in %s: %w", dir, err)
	}
	return e, nil
}

func startServer(ctx context.Context, path, dir string) (*Embedded, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	as, err := child.Unprivileged("redis", "nobody")
	if err != nil {
		return nil, err
	}
	if err := child.CheckPassage(dir, as); err != nil {
		return nil, err
	}
	folder, err := child.SocketFolder(dir, "redis.sock", as)
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(filepath.Join(dir, "redis.log"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	socket := filepath.Join(folder, "redis.sock")
	process, err := child.Start(child.Spec{
		Path: path, Env: []string{"LC_ALL=C.UTF-8"}, Log: log, User: as, Stop: syscall.SIGTERM,
		Args: []string{"--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--save", "", "--appendonly", "no",
			"--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru", "--dir", folder},
	})
	if err != nil {
		return nil, err
	}
	e := &Embedded{url: (&url.URL{Scheme: "unix", Path: socket}).String(), process: process}
	e.stop = func() {
		if filepath.Dir(folder) != dir {
			_ = os.RemoveAll(folder) // among the temporary files
		}
	}
	return e, e.serve(ctx)
}

// serve waits until the server answers.
func (e *Embedded) serve(ctx context.Context) error {
	o, err := goredis.ParseURL(e.url)
	if err != nil {
		return err
	}
	tune(o)
	silenced.Do(silenceLibrary)
	rdb := goredis.NewClient(o)
	defer rdb.Close()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		err := rdb.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-e.process.Done():
			return fmt.Errorf("the server ended; see redis.log")
		case <-ctx.Done():
			_ = e.Stop(context.WithoutCancel(ctx))
			return fmt.Errorf("the server does not answer: %w", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// maxKeysInside bounds the in-process Redis, which has no eviction of its own.
const maxKeysInside = 20_000

// StartInside runs a small Redis inside this process: what Start falls back to.
func StartInside() (*Embedded, error) {
	m, err := miniredis.Run()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // its clock stands still unless it is told the time
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
				m.FastForward(time.Second)
				if len(m.Keys()) > maxKeysInside {
					m.FlushAll()
				}
			}
		}
	}()
	return &Embedded{url: "redis://" + m.Addr(), inside: m, stop: cancel}, nil
}

// URL is the address for Open.
func (e *Embedded) URL() string { return e.url }

// Inside reports whether it runs in this process because no redis-server is installed.
func (e *Embedded) Inside() bool { return e.inside != nil }

// PID is the server's process id, 0 when it is inside this process.
func (e *Embedded) PID() int {
	if e.process == nil {
		return 0
	}
	return e.process.PID()
}

// Stop ends the server.
func (e *Embedded) Stop(ctx context.Context) error {
	defer e.stop()
	if e.inside != nil {
		e.inside.Close()
		return nil
	}
	return e.process.Stop(ctx)
}
