package redis

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// ErrAway is what commands return at once while Redis does not answer.
var ErrAway = errors.New("redis does not answer")

const (
	breakAfter = 3           // failures in a row
	restFor    = time.Second // then no command is sent for so long, and one is tried
)

// breaker is a hook of the client that stops sending commands to a server that does not answer.
type breaker struct {
	log      *slog.Logger
	mu       sync.Mutex
	failures int
	until    time.Time
}

// allow reports whether a command may be sent. When a rest is over, one command may try while the others go on resting.
func (b *breaker) allow() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < breakAfter {
		return true
	}
	now := time.Now()
	if now.Before(b.until) {
		return false
	}
	b.until = now.Add(restFor)
	return true
}

// observe counts failures to reach the server. An error that the server sent is an answer, unless it says that it does not
// serve; and a caller that gave up says nothing about the server.
func (b *breaker) observe(ctx context.Context, err error) {
	answered := err == nil || errors.As(err, new(goredis.Error)) && !idle(err)
	if !answered && errors.Is(ctx.Err(), context.Canceled) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case answered && b.failures >= breakAfter:
		b.log.Info("redis answers again")
		b.failures = 0
	case answered:
		b.failures = 0
	default:
		b.failures++
		b.until = time.Now().Add(restFor)
		if b.failures == breakAfter {
			b.log.Warn("redis does not answer; going on without", "error", err)
		}
	}
}

// idle reports whether the error is what a server says that serves nothing now: its cluster lacks a master, its own master
// is away, or it still reads its file.
func idle(err error) bool {
	return goredis.IsClusterDownError(err) || goredis.IsMasterDownError(err) || goredis.IsLoadingError(err)
}

func (b *breaker) DialHook(next goredis.DialHook) goredis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) { return next(ctx, network, addr) }
}

// handshake reports whether the client sends the command by itself to a new connection. That happens inside of
// a command that was allowed and will be observed.
func handshake(cmd goredis.Cmder) bool {
	switch cmd.Name() {
	case "hello", "auth", "select", "client", "readonly":
		return true
	}
	return false
}

func (b *breaker) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		if handshake(cmd) {
			return next(ctx, cmd)
		}
		if !b.allow() {
			cmd.SetErr(ErrAway)
			return ErrAway
		}
		err := next(ctx, cmd)
		b.observe(ctx, err)
		return err
	}
}

func (b *breaker) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		if len(cmds) > 0 && handshake(cmds[0]) {
			return next(ctx, cmds)
		}
		if !b.allow() {
			for _, cmd := range cmds {
				cmd.SetErr(ErrAway)
			}
			return ErrAway
		}
		err := next(ctx, cmds)
		b.observe(ctx, err)
		return err
	}
}
