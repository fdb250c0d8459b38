package redis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"
)

// Key names a kept answer: the digest of everything that the answer depends on.
type Key = [sha256.Size]byte

// Tier keeps answers in process, over Redis, over whoever makes them. Redis that is away, empty or slow is a miss.
type Tier struct {
	client *Client // nil: in process alone
	local  *otter.Cache[Key, []byte]
	ttl    time.Duration
	writes chan struct{} // as many are under way as it holds
	counts Counts
}

// Counts says where answers came from.
type Counts struct{ Process, Redis, Made atomic.Int64 }

const (
	// patience is how long a request waits for Redis. What costs longer is better made anew.
	patience = 20 * time.Millisecond
	// loadTimeout bounds the making of an answer that several wait for, none of whom may end it for the others.
	loadTimeout = 30 * time.Second
	// maxWrites is how many answers are on their way to Redis at once; more are not sent.
	maxWrites = 32
	// entryCost is what an answer takes in process besides its bytes.
	entryCost = 200
)

// NewTier makes a tier that keeps answers for ttl, in process at most so many bytes of them. client may be nil.
func NewTier(client *Client, ttl time.Duration, mostBytes uint64) *Tier {
	return &Tier{client: client, ttl: ttl, writes: make(chan struct{}, maxWrites), local: otter.Must(&otter.Options[Key, []byte]{
		MaximumWeight:    mostBytes,
		Weigher:          func(_ Key, answer []byte) uint32 { return uint32(len(answer) + entryCost) },
		ExpiryCalculator: otter.ExpiryWriting[Key, []byte](ttl),
	})}
}

// Counts gives the tier's counts, which go on counting.
func (t *Tier) Counts() *Counts { return &t.counts }

// Held gives the answer when this process has it. The caller must not change it.
func (t *Tier) Held(key Key) ([]byte, bool) {
	answer, ok := t.local.GetIfPresent(key)
	if ok {
		t.counts.Process.Add(1)
	}
	return answer, ok
}

// Fetch gives the answer under the key, or has it made and keeps it. However many of this process miss at once, one of them makes
// it, under a context that its leaving does not end. Errors are those of making, which are not kept and which all that waited
// get, and of ctx. The caller must not change the answer.
func (t *Tier) Fetch(ctx context.Context, key Key, make func(context.Context) ([]byte, error)) ([]byte, error) {
	if answer, ok := t.Held(key); ok {
		return answer, nil
	}
	return t.local.Get(ctx, key, otter.LoaderFunc[Key, []byte](func(ctx context.Context, key Key) (answer []byte, err error) {
		defer func() { // those that wait must not wait for ever
			if r := recover(); r != nil {
				err = fmt.Errorf("panic while making an answer: %v", r)
			}
		}()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadTimeout)
		defer cancel()
		if answer, ok := t.read(ctx, key); ok {
			t.counts.Redis.Add(1)
			return answer, nil
		}
		t.counts.Made.Add(1)
		if answer, err = make(ctx); err == nil {
			t.write(key, answer)
		}
		return answer, err
	}))
}

// name is the key's name in Redis. Each name stands alone, so that a cluster spreads them.
func name(key Key) string { return prefix + "answer:{" + hex.EncodeToString(key[:16]) + "}" }

// read gives what Redis has under the key. Kept with the answer are its key and a sum of both: what another wrote there, or
// half of an answer, is none.
func (t *Tier) read(ctx context.Context, key Key) ([]byte, bool) {
	if t.client == nil {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	kept, err := t.client.rdb.Get(ctx, name(key)).Bytes()
	if err != nil || len(kept) < 2*len(key) {
		return nil, false
	}
	answer := kept[2*len(key):]
	sum := sealed(key, answer)
	if !bytes.Equal(kept[:len(key)], key[:]) || !bytes.Equal(kept[len(key):2*len(key)], sum[:]) {
		return nil, false
	}
	return answer, true
}

func sealed(key Key, answer []byte) Key {
	h := sha256.New()
	h.Write(key[:])
	h.Write(answer)
	return Key(h.Sum(nil))
}

// write sends the answer to Redis without anybody waiting for it. Many that were made together do not end together.
func (t *Tier) write(key Key, answer []byte) {
	if t.client == nil {
		return
	}
	select {
	case t.writes <- struct{}{}:
	default:
		return // Redis is slow: the next one makes it again
	}
	go func() {
		defer func() { <-t.writes }()
		sum := sealed(key, answer)
		kept := bytes.Join([][]byte{key[:], sum[:], answer}, nil)
		ttl := t.ttl - time.Duration(rand.Int64N(int64(t.ttl)/10+1))
		if err := t.client.rdb.Set(context.Background(), name(key), kept, ttl).Err(); err != nil && !errors.Is(err, ErrAway) {
			t.client.log.Debug("an answer was not kept", "error", err)
		}
	}()
}
