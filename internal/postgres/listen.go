package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
)

// listenProbe is how long a listener waits in silence before it asks whether the server is still there.
const listenProbe = 10 * time.Second

// Listen calls heard with the payload of each notification of the channel, one after the other, until the connection is lost or
// ctx ends, and returns why. It calls listening once it can't miss any more. The connection is its own, besides those of the
// pool; it must be to the server itself, for a transaction pooler doesn't pass notifications on.
func (p *Pool) Listen(ctx context.Context, channel string, listening func(), heard func(payload string)) error {
	config := p.pgx.Config().ConnConfig
	config.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler { // a wait that ends is no statement to cancel
		return &pgconn.DeadlineContextWatcherHandler{Conn: conn.Conn()}
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("connecting to listen: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(ctx) // it is of no use any more
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	listening()
	for {
		payload, err := await(ctx, conn)
		if err != nil {
			return err
		}
		if payload != nil {
			heard(*payload)
		}
	}
}

// await gives the next payload, nil when none came for a while and the server is still there.
func await(ctx context.Context, conn *pgx.Conn) (*string, error) {
	silence, cancel := context.WithTimeout(ctx, listenProbe)
	defer cancel()
	n, err := conn.WaitForNotification(silence)
	switch {
	case err == nil:
		return &n.Payload, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.Is(silence.Err(), context.DeadlineExceeded) || conn.IsClosed():
		return nil, fmt.Errorf("waiting for notifications: %w", err)
	}
	probe, cancel := context.WithTimeout(ctx, listenProbe/2)
	defer cancel()
	if err := conn.Ping(probe); err != nil {
		return nil, fmt.Errorf("the server is silent: %w", err)
	}
	return nil, nil
}
