package scorecard_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scorecard"
)

// mostPacked is what a pack of 2,000 cards may add to the heap.
const mostPacked = 96 << 20

// What it measures is the process's, so it runs before the tests that run beside each other.
func TestAPackOfThousandsTakesLittleMemoryAndEndsWithItsReader(t *testing.T) {
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world+thousands); err != nil {
		t.Fatal(err)
	}
	s := scorecard.New(db.App(), func() time.Time { return time.Date(2013, 11, 20, 12, 0, 0, 0, time.UTC) })
	pack := scorecard.Pack{Period: of(t, "2013-Q3"), Language: "zh-Hant"}
	heap := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	before, most, ended, begin := heap(), uint64(0), make(chan error, 1), time.Now()
	size := &counted{}
	go func() { ended <- s.WritePack(t.Context(), all, pack, size) }()
	for running := true; running; {
		select {
		case err := <-ended:
			if running = false; err != nil {
				t.Fatal(err)
			}
		case <-time.After(5 * time.Millisecond):
			most = max(most, max(heap(), before)-before)
		}
	}
	t.Logf("2,000 cards are %d KB, written in %v with %d MB", size.bytes>>10, time.Since(begin).Round(time.Millisecond), most>>20)
	if most > mostPacked {
		t.Errorf("a pack of 2,000 cards adds %d MB to the heap", most>>20)
	}
	ctx, leave := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, leave)
	begin = time.Now()
	if err := s.WritePack(ctx, all, pack, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("without its reader the pack ends with %v", err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("the pack went on for %v", took)
	}
}

type counted struct{ bytes int }

func (c *counted) Write(p []byte) (int, error) {
	c.bytes += len(p)
	return len(p), nil
}
