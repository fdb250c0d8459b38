package graphtest

import (
	"context"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Counter sees each statement of a pool. What begins and ends transactions and sets their scope doesn't count:
// it travels with the statements.
type Counter struct {
	mu         sync.Mutex
	statements []string
}

// During gives the statements that run while fn does.
func (c *Counter) During(fn func()) []string {
	c.mu.Lock()
	c.statements = nil
	c.mu.Unlock()
	fn()
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.statements...)
}

func (c *Counter) note(sql string) {
	word := strings.ToLower(strings.TrimSpace(sql))
	for _, aside := range []string{"begin", "commit", "rollback", "select set_config("} {
		if strings.HasPrefix(word, aside) {
			return
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.statements = append(c.statements, sql)
}

// TraceQueryStart notes a statement.
func (c *Counter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	c.note(data.SQL)
	return ctx
}

// TraceQueryEnd does nothing.
func (*Counter) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TraceBatchStart does nothing.
func (*Counter) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

// TraceBatchQuery notes a statement of a batch.
func (c *Counter) TraceBatchQuery(_ context.Context, _ *pgx.Conn, data pgx.TraceBatchQueryData) {
	c.note(data.SQL)
}

// TraceBatchEnd does nothing.
func (*Counter) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}
