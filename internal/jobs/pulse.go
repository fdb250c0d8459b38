package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	beat      = time.Second
	lookEvery = 2 * time.Second
	deadAfter = 3 // looks in a row without a lock: time for a living client to take its lock again after the database was away
)

// pulse holds the client's lock and hands back the jobs of clients that have none.
type pulse struct {
	id   string
	pool *pgxpool.Pool
	log  *slog.Logger

	cancel context.CancelFunc
	done   sync.WaitGroup
}

func (p *pulse) start(ctx context.Context) error {
	ctx, p.cancel = context.WithCancel(ctx)
	conn, err := p.take(ctx)
	if err != nil {
		p.cancel()
		return err
	}
	p.done.Go(func() { p.hold(ctx, conn) })
	p.done.Go(func() { p.look(ctx) })
	return nil
}

func (p *pulse) stop() {
	p.cancel()
	p.done.Wait()
}

// lockClass sets these locks apart from other advisory locks of the database.
const lockClass = 7302

// take takes the client's lock on a connection that does nothing else. The lock lasts as long as the connection.
func (p *pulse) take(ctx context.Context) (*pgxpool.Conn, error) {
	conn, err := p.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1, hashtext($2))", lockClass, p.id); err != nil {
		conn.Release()
		return nil, err
	}
	return conn, nil
}

// hold keeps the lock until ctx ends, and takes it again when the connection was lost.
func (p *pulse) hold(ctx context.Context, conn *pgxpool.Conn) {
	for {
		if conn == nil {
			conn, _ = p.take(ctx) // the database is away; its pool's users tell
		} else if err := conn.Ping(ctx); err != nil && ctx.Err() == nil {
			conn.Release()
			conn = nil
			continue
		}
		select {
		case <-ctx.Done():
			if conn != nil {
				_ = conn.Conn().Close(context.WithoutCancel(ctx)) // and with it the lock
				conn.Release()
			}
			return
		case <-time.After(beat):
		}
	}
}

const lockless = `
	select owner from (select distinct attempted_by[cardinality(attempted_by)] as owner from river_job where state = 'running') running
	where owner is not null and not exists (
		select from pg_locks
		where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
			and classid::bigint = $1 and objid::bigint = hashtext(owner)::bigint & 4294967295)
	order by owner limit 1000`

// An attempt that its process did not survive is not the job's fault, so it does not count.
const handBack = `
	update river_job set state = 'available', scheduled_at = now(), max_attempts = greatest(max_attempts, attempt + 1)
	where state = 'running' and attempted_by[cardinality(attempted_by)] = any($1)
	returning id`

// look hands back the jobs of clients that have been without a lock for some time.
func (p *pulse) look(ctx context.Context) {
	missed := map[string]int{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
		}
		owners, err := collect[string](ctx, p.pool, lockless, lockClass)
		if err != nil {
			clear(missed) // the database was away, and with it everybody's lock
			continue
		}
		now := map[string]int{}
		var dead []string
		for _, owner := range owners {
			if now[owner] = missed[owner] + 1; now[owner] >= deadAfter {
				dead = append(dead, owner)
			}
		}
		missed = now
		if len(dead) == 0 {
			continue
		}
		ids, err := collect[int64](ctx, p.pool, handBack, dead)
		if err == nil && len(ids) > 0 {
			p.log.Warn("jobs of processes that are gone start again", "ids", ids)
		}
	}
}
