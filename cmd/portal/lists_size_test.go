package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/debug"
	heap "runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// manyRows is how long the lists are here.
const manyRows = 100_000

// longLists has many answers, passes and market sizes.
func longLists(t *testing.T) *graphtest.Graph {
	t.Helper()
	g := counter(t)
	course := typeid.New()
	g.Exec(`INSERT INTO courses (id, code, name, people, since) VALUES ($1, 'SAFE', 'Safety', 1, '2020-01-01')`, course)
	g.Exec(`INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, recorded_by)
		SELECT $1, gen_random_uuid(), $2, 'Trainee of a long enough name ' || n, '2023-01-01'::date + n % 300, $3 FROM generate_series(1, $4::int) n`, g.Organization("NORTH"), course, g.User("brand_admin", "BRAND"), manyRows)
	g.Exec(`INSERT INTO feedback (distributor_id, id, responded_on, csat, comment, source)
		SELECT $1, gen_random_uuid(), '2023-01-01'::date + n % 300, 1 + n % 5, 'A comment that is as long as many are, of number ' || n, 'RECORDED' FROM generate_series(1, $2::int) n`, g.Organization("NORTH"), manyRows)
	g.Exec(`INSERT INTO product_lines (id, code, name) SELECT gen_random_uuid(), 'L-' || n, 'Line ' || n FROM generate_series(1, $1::int / 10) n`, manyRows)
	g.Exec(`INSERT INTO market_sizes (id, territory_id, product_line_id, year, amount, source)
		SELECT gen_random_uuid(), $1, l.id, y, 1000, 'An office that is known for numbers' FROM product_lines l, generate_series(2011, 2020) y WHERE l.code LIKE 'L-%'`, g.ID("TW"))
	return g
}

// liveHeap is what the process holds and has not freed yet.
func liveHeap() uint64 {
	sample := []heap.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	heap.Read(sample)
	return sample[0].Value.Uint64()
}

// heapOf runs fn and gives what the heap grew by at most meanwhile.
func heapOf(fn func()) (grew uint64) {
	runtime.GC()
	before, done := liveHeap(), make(chan struct{})
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	go func() { defer close(done); fn() }()
	for {
		select {
		case <-done:
			return grew
		case <-time.After(2 * time.Millisecond):
			grew = max(grew, max(liveHeap(), before)-before)
		}
	}
}

// asked is a request of the brand's administrator.
func asked(ctx context.Context, t *testing.T, g *graphtest.Graph, address string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	g.As("brand_admin", "BRAND").Sign(r)
	return r
}

// What is measured is the process's, so this runs before the tests that run beside each other.
func TestLongListsTakeLittleMemoryAndEndWithTheirClient(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	g := longLists(t)
	ended := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { ended <- struct{}{} }()
		g.Handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	for path, most := range map[string]uint64{"feedback": 16 << 20, "training": 16 << 20, "market-sizes": 16 << 20, "feedback?format=xlsx": 64 << 20} {
		var lines, size int
		begin := time.Now()
		grew := heapOf(func() {
			answer, err := http.DefaultClient.Do(asked(t.Context(), t, g, server.URL+"/exports/"+path))
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			for in := bufio.NewReader(answer.Body); err == nil; {
				var part []byte
				part, err = in.ReadSlice('\n')
				if errors.Is(err, bufio.ErrBufferFull) {
					err = nil
				}
				lines, size = lines+bytes.Count(part, []byte("\n")), size+len(part)
			}
		})
		<-ended
		t.Logf("%s: %d KB in %v, %d MB more on the heap", path, size>>10, time.Since(begin).Round(time.Millisecond), grew>>20)
		if book := strings.HasSuffix(path, "xlsx"); book && size < 1<<20 || !book && lines != manyRows+1 {
			t.Errorf("%s gives %d lines, %d bytes", path, lines, size)
		}
		if grew > most {
			t.Errorf("%s adds %d MB to the heap", path, grew>>20)
		}
	}
	for _, path := range []string{"feedback", "training", "market-sizes", "feedback?format=xlsx"} {
		ctx, leave := context.WithCancel(t.Context())
		if strings.HasSuffix(path, "xlsx") { // nothing of it comes before all is read: the client leaves when it has grown out of memory
			go func() {
				for len(temporary(t)) == 0 && ctx.Err() == nil {
					time.Sleep(time.Millisecond)
				}
				leave()
			}()
		}
		answer, err := http.DefaultClient.Do(asked(ctx, t, g, server.URL+"/exports/"+path))
		if err == nil {
			_, err = io.CopyN(io.Discard, answer.Body, 1000)
			answer.Body.Close()
		}
		if early := errors.Is(err, context.Canceled); early != strings.HasSuffix(path, "xlsx") || !early && err != nil {
			t.Errorf("%s: %v", path, err)
		}
		leave()
		select {
		case <-ended:
		case <-time.After(2 * time.Second):
			t.Errorf("%s goes on without its client", path)
			<-ended
		}
		if kept := temporary(t); len(kept) > 0 {
			t.Errorf("%s leaves %v behind", path, kept)
		}
	}
}

// temporary are the temporary files that there are.
func temporary(t *testing.T) []os.DirEntry {
	t.Helper()
	found, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Error(err)
	}
	return found
}

// A client that stops reading doesn't hold its list for longer than the list may take; one that goes on asking is served after it.
func TestAListDoesNotWaitForItsReader(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	server := httptest.NewServer(answerWithin(300 * time.Millisecond)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/short" {
			return
		}
		for chunk := make([]byte, 1<<20); ; {
			if _, err := w.Write(chunk); err != nil {
				ended <- r.Context().Err()
				return
			}
		}
	})))
	defer server.Close()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, "GET /long HTTP/1.1\r\nHost: portal\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the list waits for its reader")
	}
	again := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
	for range 2 { // the second comes after the first one's time is over
		answer, err := again.Get(server.URL + "/short")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		time.Sleep(400 * time.Millisecond)
	}
}
