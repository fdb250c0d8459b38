package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// oneLine logs each run of a job in one line.
type oneLine struct {
	river.MiddlewareDefaults
	log *slog.Logger
}

func (m *oneLine) Work(ctx context.Context, job *rivertype.JobRow, next func(context.Context) error) (err error) {
	begin := time.Now()
	returned := false
	defer func() {
		level, attrs := slog.LevelInfo, []any{"kind", job.Kind, "id", job.ID, "attempt", job.Attempt, "took", time.Since(begin).Round(time.Millisecond)}
		switch {
		case !returned:
			level, attrs = slog.LevelError, append(attrs, "error", "panic") // River recovers it, and keeps the trace with the job
		case err != nil:
			level, attrs = slog.LevelWarn, append(attrs, "error", err)
		}
		m.log.Log(ctx, level, "job", attrs...)
	}()
	err = next(ctx)
	returned = true
	return err
}

// onlyWarnings keeps River's own news of each job out of the log.
type onlyWarnings struct{ slog.Handler }

func (h onlyWarnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

func (h onlyWarnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return onlyWarnings{h.Handler.WithAttrs(attrs)}
}

func (h onlyWarnings) WithGroup(name string) slog.Handler {
	return onlyWarnings{h.Handler.WithGroup(name)}
}
