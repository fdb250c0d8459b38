package training

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/workday"
)

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's row is NotFound.
type Service struct {
	pool    *postgres.Pool
	uploads *sale.Service
	now     func() time.Time
}

// New makes the service over portal_app's pool. Files to import are read from uploads.
func New(pool *postgres.Pool, uploads *sale.Service, now func() time.Time) *Service {
	return &Service{pool: pool, uploads: uploads, now: now}
}

// today is the brand's day.
func (s *Service) today(ctx context.Context, q postgres.Querier) (time.Time, error) {
	cal, err := workday.Load(ctx, q)
	return cal.Today(s.now()), err
}

// Record writes down that somebody passed a course. A repeated key gives the first record again. Returns Invalid naming what is wrong, NotFound for a distributor
// or course that isn't there, and Conflict for what was written down before.
func (s *Service) Record(ctx context.Context, sc scope.Scope, key *string, n NewRecord) (out Record, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "recordTraining", key, n, func() (uuid.UUID, error) { return s.record(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		out, err = load(ctx, tx, sc, id, false)
		return err
	})
	return out, err
}

func (s *Service) record(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewRecord) (uuid.UUID, error) {
	today, err := s.today(ctx, tx)
	if err != nil {
		return uuid.Nil, err
	}
	if err := n.check(today); err != nil {
		return uuid.Nil, err
	}
	if _, err := partner.LoadDistributor(ctx, tx, sc, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	course, err := loadCourse(ctx, tx, n.CourseID)
	if err != nil {
		return uuid.Nil, err
	}
	r := Record{DistributorID: n.DistributorID, ID: typeid.New(), CourseID: course.ID, Trainee: n.Trainee, PassedOn: n.PassedOn, ExpiresOn: course.LastDay(n.PassedOn),
		RecordedBy: auth.MustActor(ctx).User}
	written, err := insert(ctx, tx, []Record{r})
	if err != nil {
		return uuid.Nil, err
	}
	if len(written) == 0 {
		return uuid.Nil, fault.New(fault.Conflict, "training.exists", nil)
	}
	return r.ID, changed(ctx, tx, r, "training.record", "")
}

// changed notes what was done to a record, never whose it is.
func changed(ctx context.Context, tx pgx.Tx, r Record, action, reason string) error {
	says := map[string]any{"course": typeid.Format(typeid.Course, r.CourseID), "passedOn": r.PassedOn.Format(time.DateOnly)}
	e := audit.Entry{Organization: r.DistributorID, Action: action, SubjectType: "trainingRecord", SubjectID: audit.ID(r.ID), Reason: reason}
	if r.WithdrawnAt == nil {
		e.After = says
	} else {
		e.Before = says
	}
	if err := audit.Record(ctx, tx, e); err != nil {
		return err
	}
	return partner.Touch(ctx, tx, r.DistributorID)
}

// Withdraw takes a record back that was a mistake: it counts no more. Withdrawing it again changes nothing. Returns NotFound, Invalid without a reason.
func (s *Service) Withdraw(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (out Record, err error) {
	if err := checkReason(reason); err != nil {
		return out, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = load(ctx, tx, sc, id, true); err != nil || out.WithdrawnAt != nil {
			return err
		}
		now := s.now().Truncate(time.Microsecond) // as the database keeps it
		if _, err := tx.Exec(ctx, `UPDATE training_records SET withdrawn_at = @now WHERE distributor_id = @distributor AND id = @id`,
			postgres.Args{"now": now, "distributor": out.DistributorID, "id": id}); err != nil {
			return err
		}
		out.WithdrawnAt = &now
		return changed(ctx, tx, out, "training.withdraw", reason)
	})
	return out, err
}

// Records lists records, the latest pass first, withdrawn ones too.
func (s *Service) Records(ctx context.Context, sc scope.Scope, f Filter, args page.Args) (page.Page[Record], error) {
	r, err := page.Check(args, len(latestFirst))
	if err != nil {
		return page.Page[Record]{}, err
	}
	var today time.Time
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Record, error) {
		if f.EndsWithinDays != nil {
			var err error
			if today, err = s.today(ctx, tx); err != nil {
				return nil, err
			}
		}
		return list(ctx, tx, sc, f, today, r)
	})
	if err != nil {
		return page.Page[Record]{}, err
	}
	return page.Make(r, rows, func(r Record) []string { return []string{r.PassedOn.Format(time.DateOnly), r.ID.String()} }, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return count(ctx, tx, sc, f, today) })
	}), nil
}

// ByIDs reads those of the records that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Record, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Record, error) { return byID(ctx, tx, sc, ids) })
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
