package redis_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/internal/redis/redistest"
)

// Where a sentinel has a spare take over, answers are kept there from then on, and nobody waits meanwhile.
func TestASentinelsSpareTakesOver(t *testing.T) {
	t.Parallel()
	watched, all := redistest.StartWatched(t), names(60)
	c := open(t, watched.URL())
	keeps(t, c, all)
	if n := watched.Master.Do("DBSIZE").(int64); n != int64(len(all)) {
		t.Errorf("the master has %d of %d answers", n, len(all))
	}
	during(t, watched.URL(), all, func() {
		time.Sleep(200 * time.Millisecond)
		watched.Master.Kill()
		time.Sleep(3 * time.Second)
	}).check(t)
	keeps(t, c, all)
	if n := watched.Spare.Do("DBSIZE").(int64); n < int64(len(all)) {
		t.Errorf("the spare has %d of %d answers", n, len(all))
	}
	if role := watched.Spare.Do("ROLE").([]any)[0]; role != "master" {
		t.Errorf("the spare is a %v", role)
	}
	if err := c.Ping(t.Context()); err != nil {
		t.Errorf("it is not well: %v", err)
	}
}
