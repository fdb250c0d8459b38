// Package redistest runs redis-servers that tests kill, stop and bring back: one alone, one with a sentinel, or a cluster. All listen on
// loopback alone, keep nothing, and end with the test. A missing redis-server fails the test.
package redistest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/tonglu/portal/internal/child"
)

// patience is how long a server may take for anything on a machine that is busy with other tests.
const patience = 30 * time.Second

// Server is a redis-server at an address that stays the same when it is killed and started again.
type Server struct {
	t       testing.TB
	dir     string
	port    int
	args    []string
	process *child.Process
	rdb     *goredis.Client
}

// Start runs a server that stands alone.
func Start(t testing.TB) *Server {
	t.Helper()
	return start(t)
}

func start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := prepare(t)
	s.args = append(append(s.args, "--save", "", "--appendonly", "no"), args...)
	s.launch()
	return s
}

// prepare gives what is to be launched on a port and in a folder of its own.
func prepare(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, dir: t.TempDir(), port: freePort(t)}
	s.args = []string{"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir}
	s.rdb = goredis.NewClient(&goredis.Options{Addr: s.address(), MaxRetries: -1, DialerRetries: 1})
	t.Cleanup(func() {
		_ = s.rdb.Close()
		if s.process != nil {
			s.Kill()
		}
	})
	return s
}

// freePort gives a port below those that the kernel gives to outgoing connections, so that it is free again after a restart.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 20_000 + rand.IntN(12_000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("redistest: no port is free")
	return 0
}

func (s *Server) launch() {
	s.t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		s.t.Fatal("redis-server is not installed")
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	if s.process, err = child.Start(child.Spec{Path: path, Args: s.args, Env: []string{"LC_ALL=C.UTF-8"}, Log: log, Stop: syscall.SIGKILL}); err != nil {
		s.t.Fatal(err)
	}
	s.until("it answers", func(ctx context.Context) error { return s.rdb.Ping(ctx).Err() })
}

func (s *Server) until(what string, ok func(context.Context) error) {
	s.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		err := ok(context.Background())
		if err == nil {
			return
		}
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			s.t.Fatalf("redistest: %s: not after %v: %v\n%s", what, patience, err, log)
		}
	}
}

func (s *Server) address() string { return "127.0.0.1:" + strconv.Itoa(s.port) }

// URL is the server's address for redis.Open.
func (s *Server) URL() string { return "redis://" + s.address() }

// Kill ends the server as kill -9 does, with all that it holds.
func (s *Server) Kill() {
	_ = syscall.Kill(s.process.PID(), syscall.SIGKILL) // or it has ended
	<-s.process.Done()
}

// Restart starts a killed server again, empty.
func (s *Server) Restart() {
	s.t.Helper()
	s.launch()
}

// Stop has the server take connections and commands, and answer none, until Continue.
func (s *Server) Stop() { _ = syscall.Kill(s.process.PID(), syscall.SIGSTOP) }

// Continue ends a Stop.
func (s *Server) Continue() { _ = syscall.Kill(s.process.PID(), syscall.SIGCONT) }

// Do gives the server's answer to a command.
func (s *Server) Do(args ...any) any {
	s.t.Helper()
	answer, err := s.rdb.Do(context.Background(), args...).Result()
	if err != nil {
		s.t.Fatalf("redistest: %v: %v", args, err)
	}
	return answer
}
