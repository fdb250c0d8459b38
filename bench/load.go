package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// connections is how many ask at once.
const connections = 16

// load is what came of asking a server as fast as it answers.
type load struct {
	rate     float64 // answers each second
	p50, p99 time.Duration
}

// press asks the server at the address over all connections for the time, after a while to warm up. request gives the n-th request.
// An answer that is not 200 or has errors fails the measurement.
func press(ctx context.Context, address string, warm, lasts time.Duration, request func(n int) []byte) (load, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var all sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	begin := time.Now().Add(warm)
	end := begin.Add(lasts)
	for range connections {
		all.Go(func() {
			c, err := dial(ctx, address)
			if err != nil {
				cancel(err)
				return
			}
			defer c.Close()
			var own []time.Duration
			for now := time.Now(); now.Before(end) && ctx.Err() == nil; {
				if _, err := c.ask(request(int(next.Add(1)))); err != nil {
					cancel(err)
					return
				}
				after := time.Now()
				if now.After(begin) {
					own = append(own, after.Sub(now))
				}
				now = after
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, own...)
		})
	}
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		return load{}, err
	}
	if len(took) == 0 {
		return load{}, errors.New("nothing was answered in time")
	}
	slices.Sort(took)
	return load{float64(len(took)) / lasts.Seconds(), took[len(took)/2], took[len(took)*99/100]}, nil
}

// conn is a connection that asks and reads with as little work as may be: the client must not be what is measured.
type conn struct {
	net.Conn
	r    *bufio.Reader
	body bytes.Buffer
}

func dial(ctx context.Context, address string) (*conn, error) {
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, r: bufio.NewReaderSize(c, 64<<10)}, nil
}

var errorsKey = []byte(`"errors":`)

// ask sends a request and gives the body of its answer, which is good until the next one.
func (c *conn) ask(request []byte) ([]byte, error) {
	if _, err := c.Write(request); err != nil {
		return nil, err
	}
	status, err := c.r.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	ok := bytes.HasPrefix(status, []byte("HTTP/1.1 200"))
	said := string(status)
	length, chunked := 0, false
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		if len(line) <= 2 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return nil, err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = true
		}
	}
	c.body.Reset()
	if chunked {
		err = c.chunks()
	} else {
		_, err = io.CopyN(&c.body, c.r, int64(length))
	}
	if err != nil {
		return nil, err
	}
	if !ok || bytes.Contains(c.body.Bytes(), errorsKey) {
		return nil, fmt.Errorf("answered %s%.500s", said, c.body.Bytes())
	}
	return c.body.Bytes(), nil
}

func (c *conn) chunks() error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(&c.body, c.r, size); err != nil {
			return err
		}
		if _, err := c.r.Discard(2); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
}

// post is a POST of JSON.
func post(path, cookie, body string) []byte {
	head := "POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
	if cookie != "" {
		head += "Cookie: " + cookie + "\r\n"
	}
	return []byte(head + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)
}

func get(path string) []byte { return []byte("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n") }

// one asks once, over a connection of its own, and gives the body.
func one(ctx context.Context, address string, request []byte) ([]byte, error) {
	c, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.ask(request)
}

// duel is two ways of answering, measured in turns so that what else the machine does meets both.
type duel struct {
	ours, theirs   *process
	our, their     func(n int) []byte
	rounds         int
	warm, lasts    time.Duration
	ourMedian      load
	theirMedian    load
	ratio, spreads float64
}

// fight measures both, and gives the middle ratio of the rounds.
func (d *duel) fight(ctx context.Context) error {
	type round struct {
		ours, theirs load
		ratio        float64
	}
	var all []round
	for i := range d.rounds {
		warm := d.warm
		if i > 0 {
			warm = d.lasts / 10
		}
		ours, err := press(ctx, d.ours.address, warm, d.lasts, d.our)
		if err != nil {
			return fmt.Errorf("ours: %w", err)
		}
		theirs, err := press(ctx, d.theirs.address, warm, d.lasts, d.their)
		if err != nil {
			return fmt.Errorf("theirs: %w", err)
		}
		all = append(all, round{ours, theirs, ours.rate / theirs.rate})
	}
	slices.SortFunc(all, func(a, b round) int { return compare(a.ratio, b.ratio) })
	middle := all[len(all)/2]
	d.ourMedian, d.theirMedian, d.ratio, d.spreads = middle.ours, middle.theirs, middle.ratio, all[len(all)-1].ratio-all[0].ratio
	return nil
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (l load) String() string {
	return fmt.Sprintf("%.0f/s (half within %v, 99 %% within %v)", l.rate, l.p50.Round(10*time.Microsecond), l.p99.Round(10*time.Microsecond))
}

// said is what a duel says on the page.
func (d *duel) said(ours, theirs string) string {
	return fmt.Sprintf("%d connections, the middle of %d rounds of %v each in turns: %s %v, %s %v; the rounds' ratios spread by %.2f.",
		connections, d.rounds, d.lasts, ours, d.ourMedian, theirs, d.theirMedian, d.spreads)
}
