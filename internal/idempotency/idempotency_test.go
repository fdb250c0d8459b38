package idempotency_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

type caller struct {
	t     *testing.T
	db    *pgtest.DB
	sc    scope.Scope
	calls atomic.Int32
}

func (c *caller) do(key *string, request any, fail error) (id uuid.UUID, replayed bool, err error) {
	err = c.db.App().InTx(c.t.Context(), c.sc, func(tx pgx.Tx) error {
		id, replayed, err = idempotency.Do(c.t.Context(), tx, c.sc, "test.make", key, request, func() (uuid.UUID, error) {
			c.calls.Add(1)
			return uuid.New(), fail
		})
		return err
	})
	return id, replayed, err
}

func TestTheFirstAnswerIsGivenAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c := &caller{t: t, db: db, sc: scope.Of(uuid.New())}
	key, request := "k-1", map[string]int{"a": 1}
	first, replayed, err := c.do(&key, request, nil)
	if err != nil || replayed {
		t.Fatal(first, replayed, err)
	}
	if again, replayed, err := c.do(&key, request, nil); err != nil || !replayed || again != first {
		t.Errorf("again: %v, %v, %v", again, replayed, err)
	}
	if _, _, err := c.do(&key, map[string]int{"a": 2}, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("same key, other request: %v", err)
	}
	other := &caller{t: t, db: db, sc: scope.Of(uuid.New())}
	if id, replayed, err := other.do(&key, request, nil); err != nil || replayed || id == first {
		t.Errorf("another organisation: %v, %v, %v", id, replayed, err)
	}
	if n := c.calls.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

func TestWhatFailedMayBeTriedAgain(t *testing.T) {
	t.Parallel()
	c := &caller{t: t, db: pgtest.New(t), sc: scope.Of(uuid.New())}
	key, failure := "k", errors.New("on purpose")
	if _, _, err := c.do(&key, 1, failure); !errors.Is(err, failure) {
		t.Fatal(err)
	}
	if _, replayed, err := c.do(&key, 1, nil); err != nil || replayed {
		t.Errorf("second try: %v, %v", replayed, err)
	}
}

func TestSimultaneousCallsMakeOne(t *testing.T) {
	t.Parallel()
	c := &caller{t: t, db: pgtest.New(t), sc: scope.Of(uuid.New())}
	key := "k"
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, _, err := c.do(&key, 1, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := c.calls.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

func TestKeysHaveBounds(t *testing.T) {
	t.Parallel()
	c := &caller{t: t, db: pgtest.New(t), sc: scope.Of(uuid.New())}
	for _, key := range []string{"", strings.Repeat("k", 201)} {
		if _, _, err := c.do(&key, 1, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("a key of %d: %v", len(key), err)
		}
	}
	if _, replayed, err := c.do(nil, 1, nil); err != nil || replayed {
		t.Errorf("no key: %v, %v", replayed, err)
	}
}
