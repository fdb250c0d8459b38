package redis

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"github.com/tonglu/portal/internal/child"
)

// Embedded is a Redis of our own: a redis-server that is our child, or one inside this process where
// none is installed. It keeps nothing: what it holds may be lost.
type Embedded struct {
	url    string
	inside *miniredis.Miniredis
	launch func() (*child.Process, error)
	stop   func()

	mu      sync.Mutex
	process *child.Process
	stopped bool
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
	// Each server has a socket of its own: one that ends removes its socket, though another may listen there by now.
	name := "redis-" + strings.ToLower(rand.Text()[:8]) + ".sock"
	folder, err := child.SocketFolder(dir, name, as)
	if err != nil {
		return nil, err
	}
	e := &Embedded{}
	socket := filepath.Join(folder, name)
	e.url = (&url.URL{Scheme: "unix", Path: socket}).String()
	e.launch = func() (*child.Process, error) {
		log, err := os.OpenFile(filepath.Join(dir, "redis.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
		if err != nil {
			return nil, err
		}
		defer log.Close()
		return child.Start(child.Spec{
			Path: path, Env: []string{"LC_ALL=C.UTF-8"}, Log: log, User: as, Stop: syscall.SIGTERM,
			Args: []string{"--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--save", "", "--appendonly", "no",
				"--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru", "--dir", folder},
		})
	}
	e.stop = func() {
		_ = os.Remove(socket) // a server that was killed left it
		if filepath.Dir(folder) != dir {
			_ = os.Remove(folder) // among the temporary files, when nobody else has a socket there
		}
	}
	if e.process, err = e.launch(); err != nil {
		return nil, err
	}
	if err := e.serve(ctx); err != nil {
		return nil, err
	}
	go e.tend(e.process)
	return e, nil
}

// tend starts the server again when it dies, for it may be killed for its memory, until Stop is called.
func (e *Embedded) tend(process *child.Process) {
	for {
		<-process.Done()
		time.Sleep(rest)
		e.mu.Lock()
		if e.stopped {
			e.mu.Unlock()
			return
		}
		if next, err := e.launch(); err == nil { // else it is tried again
			e.process, process = next, next
		}
		e.mu.Unlock()
	}
}

// rest is how long a dead server is left alone.
const rest = time.Second

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
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
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
	e.mu.Lock()
	defer e.mu.Unlock()
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
	e.mu.Lock()
	e.stopped = true
	process := e.process
	e.mu.Unlock()
	return process.Stop(ctx)
}
