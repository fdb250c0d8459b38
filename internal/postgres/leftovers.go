package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopLeftovers ends the server processes that still work on the data folder although nobody holds its lock:
// those that outlived their killed parent. Once there is none, a postmaster.pid is stale whatever
// process has its number by now, and is removed.
func stopLeftovers(ctx context.Context, data string) error {
	for attempt, signals := 0, []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL}; ; attempt++ {
		left, err := serversOn(data)
		if err != nil {
			return err
		}
		if len(left) == 0 {
			break
		}
		if attempt == len(signals) {
			return fmt.Errorf("processes %v still work on %s and can't be stopped", left, data)
		}
		for _, pid := range left {
			_ = syscall.Kill(pid, signals[attempt]) // gone already, or found again below
		}
		if err := waitGone(ctx, data, 10*time.Second); err != nil {
			return err
		}
	}
	err := os.Remove(filepath.Join(data, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func waitGone(ctx context.Context, data string, limit time.Duration) error {
	for end := time.Now().Add(limit); time.Now().Before(end); {
		if left, err := serversOn(data); err != nil || len(left) == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// serversOn finds Postgres processes by their working folder, which is the data folder for each of them.
// Without /proc it finds none, and Postgres's own check of postmaster.pid remains.
func serversOn(data string) ([]int, error) {
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(data); err == nil {
		data = real
	}
	var pids []int
	for _, link := range links {
		if dir, err := os.Readlink(link); err != nil || dir != data {
			continue // another's process, or one that has just ended
		}
		name, err := os.ReadFile(filepath.Join(filepath.Dir(link), "comm"))
		if err != nil || !strings.HasPrefix(string(name), "postgres") {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(link))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}
