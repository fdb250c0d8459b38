package privacy

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Period is how long something is kept.
type Period struct {
	Category  string
	Days      int
	Fixed     bool
	UpdatedBy *uuid.UUID
	UpdatedAt time.Time
}

type periodList []Period

// of gives the days of a category of the register, nil when nothing limits them.
func (l periodList) of(c Category) *int {
	for _, p := range l {
		if p.Category == retentionOf[c] {
			return &p.Days
		}
	}
	return nil
}

func periods(ctx context.Context, q postgres.Querier) (periodList, error) {
	return postgres.Rows[Period](q.Query(ctx, `SELECT category, days, fixed, updated_by, updated_at FROM retention_periods ORDER BY category`))
}

// Periods reads how long things are kept.
func (s *Service) Periods(ctx context.Context, sc scope.Scope) ([]Period, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Period, error) { return periods(ctx, tx) })
}

// SetPeriod changes how long something is kept. What is older goes with the next daily job. Returns Invalid out of 1 to 3,650 days and NotFound for
// what has no period, Conflict for a period that is fixed.
func (s *Service) SetPeriod(ctx context.Context, sc scope.Scope, category string, days int) (p Period, err error) {
	if days < 1 || days > 3650 {
		var fields fault.Fields
		fields.Add("input.days", "number.range", fault.Params{"min": 1, "max": 3650})
		return p, fields.Err()
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		args := postgres.Args{"category": category}
		before, err := postgres.Row[Period](tx.Query(ctx, `SELECT category, days, fixed, updated_by, updated_at FROM retention_periods WHERE category = @category FOR UPDATE`, args))
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.Missing("retentionPeriod")
		}
		if err != nil {
			return err
		}
		if before.Fixed {
			return fault.New(fault.Conflict, "privacy.fixedPeriod", nil)
		}
		actor, _ := auth.ActorOf(ctx)
		p, err = postgres.Row[Period](tx.Query(ctx, `UPDATE retention_periods SET days = @days, updated_by = @by, updated_at = @now WHERE category = @category
			RETURNING category, days, fixed, updated_by, updated_at`, postgres.Args{"category": category, "days": days, "by": actor.User, "now": s.now()}))
		if err != nil || before.Days == days {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "privacy.setRetention", SubjectType: "retention",
			Before: map[string]any{"category": category, "days": before.Days}, After: map[string]any{"days": days}})
	})
	return p, err
}

// Keeper does what was promised about people's data. It works as portal_engine: the values are their owners' alone.
type Keeper struct {
	pool *postgres.Pool
	now  func() time.Time
}

// NewKeeper makes the keeper over portal_engine's pool.
func NewKeeper(pool *postgres.Pool, now func() time.Time) *Keeper {
	return &Keeper{pool: pool, now: now}
}

// dormantBatch is how many people are forgotten in one transaction.
const dormantBatch = 200

// Enforce deletes what has been kept long enough, and forgets people with whom nobody has had to do for as long as the period says: no purchase, no
// entry, no answer, no consent, no change. It is done once a day.
func (k *Keeper) Enforce(ctx context.Context) error {
	for {
		n := 0
		err := k.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			all, err := periods(ctx, tx)
			if err != nil {
				return err
			}
			days := map[string]int{}
			for _, p := range all {
				days[p.Category] = p.Days
			}
			now := k.now()
			args := postgres.Args{"views": now.AddDate(0, 0, -days["CONTACT_VIEWS"]), "checks": now.AddDate(0, 0, -days["AVAILABILITY_CHECKS"]),
				"opinions": now.AddDate(0, 0, -days["OPINIONS"]), "training": now.AddDate(0, 0, -days["TRAINING"])}
			if err := deleteOld(ctx, tx, args); err != nil {
				return err
			}
			dormant, err := dormantPeople(ctx, tx, now.AddDate(0, 0, -days["DORMANT_PERSONS"]))
			if n = len(dormant); err != nil || n == 0 {
				return err
			}
			return forget(ctx, tx, dormant, now)
		})
		if err != nil || n < dormantBatch {
			return err
		}
	}
}

// deleteOld deletes looks, questions, the words of answers and the names of who passed courses that count no more, when they were kept long enough, and
// notes how many. What answers and passes count for stays.
func deleteOld(ctx context.Context, tx pgx.Tx, before postgres.Args) error {
	var brand uuid.NullUUID // a portal without a brand has nothing to delete
	var views, checks, opinions, names int
	err := tx.QueryRow(ctx, `WITH v AS (DELETE FROM contact_views WHERE viewed_at < @views RETURNING 1), c AS (DELETE FROM availability_checks WHERE asked_at < @checks RETURNING 1),
		  f AS (UPDATE feedback SET comment = '' WHERE comment <> '' AND responded_on < @opinions::timestamptz RETURNING 1),
		  t AS (UPDATE training_records SET trainee = '— ' || id WHERE least(expires_on::timestamptz, withdrawn_at) < @training AND trainee <> '— ' || id RETURNING 1)
		SELECT (SELECT brand_id FROM brand_settings), (SELECT count(*) FROM v), (SELECT count(*) FROM c), (SELECT count(*) FROM f), (SELECT count(*) FROM t)`, before).
		Scan(&brand, &views, &checks, &opinions, &names)
	if err != nil || views+checks+opinions+names == 0 {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: brand.UUID, Action: "privacy.enforce", SubjectType: "retention",
		After: map[string]any{"contactViews": views, "availabilityChecks": checks, "comments": opinions, "trainees": names}})
}

// dormantPeople finds persons' accounts with whom nothing has happened since a moment.
func dormantPeople(ctx context.Context, tx pgx.Tx, since time.Time) ([]subject, error) {
	return postgres.Rows[subject](tx.Query(ctx, `
		SELECT a.distributor_id, a.id FROM accounts a
		WHERE NOT a.is_organization AND a.erased_at IS NULL AND a.updated_at < @since AND a.created_at < @since
		  AND NOT EXISTS (SELECT 1 FROM account_years y WHERE y.distributor_id = a.distributor_id AND y.account_id = a.id AND y.year >= extract(year FROM @since::timestamptz)
		    AND y.days <> repeat('0', 366)::bit(366))
		  AND NOT EXISTS (SELECT 1 FROM account_entries e WHERE e.distributor_id = a.distributor_id AND e.account_id = a.id AND e.happened_at >= @since)
		  AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.distributor_id = a.distributor_id AND f.account_id = a.id AND f.responded_on >= @since::timestamptz)
		  AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.distributor_id = a.distributor_id AND r.account_id = a.id AND (r.created_at >= @since OR r.protected_until >= @since))
		  AND NOT EXISTS (SELECT 1 FROM account_consents c WHERE c.distributor_id = a.distributor_id AND c.account_id = a.id AND c.recorded_at >= @since)
		ORDER BY a.updated_at, a.id LIMIT @limit`, postgres.Args{"since": since, "limit": dormantBatch}))
}
