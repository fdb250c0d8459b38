package main

import (
	"math"
	"runtime"
	"runtime/debug"
	gc "runtime/metrics"
)

// How garbage is collected unless GOGC or GOMEMLIMIT say otherwise. While little is alive, garbage may wait: requests then cost
// markedly less. Once much is, as while files are brought in, it is collected as soon as it is heapGrowth of what is alive.
const (
	lazyPercent = 400
	lazyUntil   = 128 << 20 // bytes that the process may take while little is alive
	heapGrowth  = 0.6
)

// collectLazily sets the collector's pace, anew after each collection.
func collectLazily(getenv func(string) string) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(lazyPercent)
	pace()
}

// sentinel is garbage from the start: that it is collected tells of a collection.
type sentinel struct{ _ *sentinel }

func pace() {
	debug.SetMemoryLimit(memoryLimit(readMemory()))
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) { pace() })
}

// memoryLimit is the soft limit for what the collector found alive, and what the process needs besides the heap.
func memoryLimit(alive, besides uint64) int64 {
	wanted := float64(alive)*(1+heapGrowth) + float64(besides)
	return int64(math.Max(lazyUntil, wanted))
}

func readMemory() (alive, besides uint64) {
	samples := []gc.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	gc.Read(samples)
	besides = samples[1].Value.Uint64()
	for _, s := range samples[2:] {
		besides -= s.Value.Uint64()
	}
	return samples[0].Value.Uint64(), besides
}
