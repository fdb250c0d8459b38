package redis_test

import (
	"context"
	"testing"

	"github.com/tonglu/portal/internal/redis"
)

func startInside(t *testing.T) string {
	t.Helper()
	e, err := redis.StartInside()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Stop(context.Background()) })
	return e.URL()
}
