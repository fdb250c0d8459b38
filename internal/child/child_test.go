package child_test

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/child"
)

func TestStopEndsTheChildAndOnlyIt(t *testing.T) {
	t.Parallel()
	p, err := child.Start(child.Spec{Path: "/bin/sleep", Args: []string{"60"}, Stop: syscall.SIGTERM})
	if err != nil {
		t.Fatal(err)
	}
	if pgid, err := syscall.Getpgid(p.PID()); err != nil || pgid != p.PID() {
		t.Errorf("process group = %d, %v, want its own", pgid, err)
	}
	if err := p.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	select {
	case <-p.Done():
	default:
		t.Error("not done after Stop")
	}
	if err := p.Stop(t.Context()); err != nil {
		t.Errorf("second Stop: %v", err)
	}
}

func TestAChildThatDoesNotListenIsKilled(t *testing.T) {
	t.Parallel()
	p, err := child.Start(child.Spec{Path: "/bin/sh", Args: []string{"-c", "trap '' TERM; while :; do sleep 1; done"}, Stop: syscall.SIGTERM})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond) // let it set its trap
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := p.Stop(ctx); err == nil {
		t.Error("want an error that says it was killed")
	}
	<-p.Done()
}

func TestStartAndRunSayWhatFailed(t *testing.T) {
	t.Parallel()
	if _, err := child.Start(child.Spec{Path: "/no/such/program"}); err == nil {
		t.Error("want an error")
	}
	_, err := child.Run(t.Context(), child.Spec{Path: "/bin/sh", Args: []string{"-c", "echo why; exit 3"}})
	if err == nil || !strings.Contains(err.Error(), "why") {
		t.Errorf("Run = %v, want its output", err)
	}
}
