package postgres

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestReadsTakeTurns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		places, begin := make(turns, 2), time.Now()
		after := func(work time.Duration) time.Duration {
			leave, err := places.take(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			came := time.Since(begin)
			time.AfterFunc(work, leave)
			return came
		}
		for i, c := range []struct{ work, came time.Duration }{
			{5 * time.Millisecond, 0}, {time.Hour, 0}, // both places are taken,
			{4 * time.Millisecond, 5 * time.Millisecond}, {time.Second, 9 * time.Millisecond}, // each waits for the short one before it,
			{time.Second, 20 * time.Millisecond}, {0, 29 * time.Millisecond}, // and no longer than that for the long ones.
		} {
			if came := after(c.work); came != c.came {
				t.Errorf("read %d came at %v, want %v", i, came, c.came)
			}
		}
	})
}

func TestAReadGivesUpWaitingWithItsContext(t *testing.T) {
	t.Parallel()
	places := make(turns, 1)
	leave, err := places.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := places.take(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a read whose caller has left: %v", err)
	}
	if leave, err := turns(nil).take(ctx); err != nil {
		t.Error(err)
	} else {
		leave()
	}
}
