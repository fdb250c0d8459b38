package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestGarbageWaitsWhileLittleIsAlive(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		alive, besides uint64
		want           int64
	}{{0, 0, 128 << 20}, {20 << 20, 10 << 20, 128 << 20}, {100 << 20, 10 << 20, 170 << 20}, {1000 << 20, 0, 1600 << 20}} {
		if got := memoryLimit(c.alive, c.besides); got>>20 != c.want>>20 {
			t.Errorf("%d and %d bytes: %d, want %d", c.alive, c.besides, got, c.want)
		}
	}
	if alive, besides := readMemory(); besides == 0 || besides > 1<<40 || alive > 1<<40 {
		t.Errorf("%d alive, %d besides", alive, besides)
	}
}

// It changes the process: no test runs beside it.
func TestThePaceFollowsWhatIsAlive(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) })
	collectLazily(func(name string) string { return map[string]string{"GOGC": "50"}[name] })
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("GOGC says otherwise, and the limit is %d", got)
	}
	collectLazily(func(string) string { return "" })
	if got := debug.SetMemoryLimit(-1); got == math.MaxInt64 {
		t.Fatal("there is no limit")
	}
	alive := make([]byte, 300<<20)
	for end := time.Now().Add(5 * time.Second); debug.SetMemoryLimit(-1) < 480<<20; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("with 300 MB alive the limit stays at %d MB", debug.SetMemoryLimit(-1)>>20)
		}
		runtime.GC()
	}
	runtime.KeepAlive(alive)
}
