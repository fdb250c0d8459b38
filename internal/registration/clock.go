package registration

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Clock does what time does to registrations: decisions that are late go to the next person up, owners are reminded of the end of a protection, protections end, and
// what has been sold is no claim any more. It works as portal_engine, by a job each minute, on as many nodes as there are.
type Clock struct {
	pool  *postgres.Pool
	rules Rules
	now   func() time.Time
	log   *slog.Logger
}

// NewClock makes the clock over portal_engine's pool.
func NewClock(pool *postgres.Pool, rules Rules, now func() time.Time, log *slog.Logger) *Clock {
	return &Clock{pool: pool, rules: rules, now: now, log: log}
}

// tickBatch is how many registrations a transaction takes.
const tickBatch = 100

// Tick does all that is due. Doing it again does nothing. Sales come first: who sold on the last day has converted, not lapsed.
func (k *Clock) Tick(ctx context.Context) error {
	var problems []error
	for _, task := range []struct {
		name string
		do   func(context.Context, pgx.Tx, *round) (int, error)
	}{{"converted", k.convert}, {"expired", k.expire}, {"reminded", k.remind}, {"escalated", k.escalate}} {
		done := 0
		for ctx.Err() == nil {
			n, err := k.batch(ctx, task.do)
			if done += n; err != nil {
				problems = append(problems, fmt.Errorf("registrations to be %s: %w", task.name, err))
			}
			if err != nil || n < tickBatch {
				break
			}
		}
		if done > 0 {
			k.log.InfoContext(ctx, "registrations "+task.name, "count", done)
		}
	}
	return errors.Join(problems...)
}

// round is one transaction of the clock.
type round struct {
	now   time.Time
	today time.Time // the brand's
}

func (k *Clock) batch(ctx context.Context, do func(context.Context, pgx.Tx, *round) (int, error)) (n int, err error) {
	err = k.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		c, err := begin(ctx, tx, k.rules, k.now(), "")
		if err != nil {
			return err
		}
		n, err = do(ctx, tx, &round{now: c.now, today: c.cal.Today(c.now)})
		return err
	})
	return n, err
}

// due reads registrations to do something to; others that work at it skip them.
func due(ctx context.Context, tx pgx.Tx, condition string, args postgres.Args) ([]Registration, error) {
	args["limit"] = tickBatch
	return postgres.Rows[Registration](tx.Query(ctx, "SELECT "+columns+" FROM registrations r WHERE "+condition+" ORDER BY r.id LIMIT @limit FOR UPDATE OF r SKIP LOCKED", args))
}

// each does something to each of the registrations and writes what goes with it.
func (k *Clock) each(ctx context.Context, tx pgx.Tx, all []Registration, action string, do func(c *change, r *Registration)) (int, error) {
	for _, r := range all {
		c, err := begin(ctx, tx, k.rules, k.now(), action)
		if err != nil {
			return 0, err
		}
		was := r
		c.was = &was
		do(c, &r)
		if err := save(ctx, tx, r); err != nil {
			return 0, err
		}
		if err := c.end(ctx, r); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

func (k *Clock) expire(ctx context.Context, tx pgx.Tx, at *round) (int, error) {
	all, err := due(ctx, tx, "r.state IN ('APPROVED', 'EXTENDED') AND r.protected_until < @today", postgres.Args{"today": at.today})
	if err != nil {
		return 0, err
	}
	return k.each(ctx, tx, all, "expire", func(c *change, r *Registration) {
		r.enter(steps[expire].to)
		c.note("expired", nil)
		c.tellOwner(*r, "registration.expired", nil)
	})
}

func (k *Clock) remind(ctx context.Context, tx pgx.Tx, at *round) (int, error) {
	all, err := due(ctx, tx, "r.state IN ('APPROVED', 'EXTENDED') AND r.remind_on <= @today", postgres.Args{"today": at.today})
	if err != nil {
		return 0, err
	}
	return k.each(ctx, tx, all, "remind", func(c *change, r *Registration) {
		left := int(r.ProtectedUntil.Sub(at.today).Hours() / 24)
		r.RemindOn = nextReminder(*r.ProtectedUntil, at.today)
		c.note("reminded", map[string]any{"days": left})
		c.after["days"] = left
		c.tellOwner(*r, "registration.reminder", map[string]any{"days": left})
	})
}

// escalate tells of decisions that are late: first those who look after the distributor, then on each business day the brand's administrators.
func (k *Clock) escalate(ctx context.Context, tx pgx.Tx, at *round) (int, error) {
	all, err := due(ctx, tx, "r.escalate_at <= @now", postgres.Args{"now": at.now})
	if err != nil {
		return 0, err
	}
	return k.each(ctx, tx, all, "escalate", func(c *change, r *Registration) {
		next := c.cal.After(c.now, 1)
		r.Escalations++
		r.EscalateAt = &next
		c.noteForBrand("escalated", map[string]any{"level": r.Escalations})
		c.after["level"] = r.Escalations
		c.tellManagers(*r, "registration.escalated", map[string]any{"level": r.Escalations})
		if r.Escalations > 1 {
			c.notice.To = []notify.Audience{{Organization: &c.brand, Roles: []string{"brand_admin"}}}
		}
	})
}

// sold is a registration with the first line of its sale.
type sold struct {
	ID   uuid.UUID
	Line *uuid.UUID
}

// convert looks through the lines of distributors whose data changed since they were last looked through, and takes the first sale
// in the protection for what the registration became.
func (k *Clock) convert(ctx context.Context, tx pgx.Tx, _ *round) (int, error) {
	found, err := postgres.Rows[sold](tx.Query(ctx, `
		WITH open AS (
		  SELECT r.distributor_id, r.id, r.account_id, r.product_line_id, r.protected_from, r.protected_until, d.version
		  FROM registrations r JOIN data_versions d ON d.distributor_id = r.distributor_id AND d.version > r.seen_version
		  WHERE r.state IN ('APPROVED', 'EXTENDED') ORDER BY r.id LIMIT @limit FOR UPDATE OF r SKIP LOCKED),
		seen AS (UPDATE registrations r SET seen_version = o.version FROM open o WHERE r.distributor_id = o.distributor_id AND r.id = o.id)
		SELECT o.id, s.id AS line FROM open o LEFT JOIN LATERAL (
		  SELECT l.id FROM accounts a JOIN accounts m ON m.distributor_id = a.distributor_id
		    AND (m.id = coalesce(a.merged_into, a.id) OR m.merged_into = coalesce(a.merged_into, a.id))
		  JOIN sale_lines l ON l.distributor_id = m.distributor_id AND l.account_id = m.id
		  WHERE a.distributor_id = o.distributor_id AND a.id = o.account_id AND l.product_line_id = o.product_line_id AND l.voided_at IS NULL AND l.quantity > 0
		    AND l.sale_date BETWEEN o.protected_from AND o.protected_until
		  ORDER BY l.sale_date, l.id LIMIT 1) s ON true
		ORDER BY o.id`, postgres.Args{"limit": tickBatch}))
	if err != nil {
		return 0, err
	}
	lines := map[uuid.UUID]uuid.UUID{}
	var ids []uuid.UUID
	for _, f := range found {
		if f.Line != nil {
			lines[f.ID] = *f.Line
			ids = append(ids, f.ID)
		}
	}
	all, err := loadByID(ctx, tx, scope.System(), ids)
	if err != nil {
		return 0, err
	}
	if _, err := k.each(ctx, tx, all, "convert", func(c *change, r *Registration) {
		r.enter(steps[Convert].to)
		r.convert(c, lines[r.ID])
	}); err != nil {
		return 0, err
	}
	return len(found), nil
}
