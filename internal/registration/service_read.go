package registration

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Registration reads one registration. Returns NotFound.
func (s *Service) Registration(ctx context.Context, sc scope.Scope, id uuid.UUID) (Registration, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (Registration, error) { return load(ctx, q, sc, id) })
}

// ByIDs reads those of the registrations that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Registration, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Registration, error) { return loadByID(ctx, q, sc, ids) })
}

// Registrations lists registrations, those due first unless told.
func (s *Service) Registrations(ctx context.Context, sc scope.Scope, f Filter, o Order, args page.Args) (page.Page[Registration], error) {
	r, err := page.Check(args, len(o.columns()))
	if err != nil {
		return page.Page[Registration]{}, err
	}
	now := s.now()
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Registration, error) {
		today, err := f.today(ctx, tx, now)
		if err != nil {
			return nil, err
		}
		return list(ctx, tx, sc, f, o, now, today, r)
	})
	if err != nil {
		return page.Page[Registration]{}, err
	}
	return page.Make(r, rows, o.key, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) {
			today, err := f.today(ctx, tx, now)
			if err != nil {
				return 0, err
			}
			return count(ctx, tx, sc, f, now, today)
		})
	}), nil
}

// today is the brand's, where the filter asks for it.
func (f Filter) today(ctx context.Context, q postgres.Querier, now time.Time) (time.Time, error) {
	if f.EndsWithinDays == nil {
		return time.Time{}, nil
	}
	cal, err := workday.Load(ctx, q)
	return cal.Today(now), err
}

// Activities reads the proof of work of registrations, latest first.
func (s *Service) Activities(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]Activity, error) {
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Activity, error) { return activitiesOf(ctx, tx, sc, ids) })
	return grouped(rows, func(a Activity) uuid.UUID { return a.RegistrationID }), err
}

// History reads what happened to registrations, oldest first.
func (s *Service) History(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]Event, error) {
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Event, error) { return eventsOf(ctx, tx, sc, ids) })
	return grouped(rows, func(e Event) uuid.UUID { return e.RegistrationID }), err
}

// Rivals puts the registrations into order with the others of the same customer and line that the scope reaches too; those that stand alone are
// missing. A distributor's reaches none.
func (s *Service) Rivals(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]Ranked, error) {
	out := map[uuid.UUID][]Ranked{}
	if sc.Reach == scope.Own { // nothing is looked at that isn't its own
		return out, nil
	}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		beside, err := claimsBeside(ctx, tx, ids)
		if err != nil || len(beside) == 0 {
			return err
		}
		reached, err := loadByID(ctx, tx, sc, unique(beside))
		if err != nil {
			return err
		}
		seen := map[uuid.UUID]bool{}
		for _, r := range reached {
			seen[r.ID] = true
		}
		claims := map[uuid.UUID][]Claim{}
		for _, c := range beside {
			if seen[c.ID] {
				claims[c.RegistrationID] = append(claims[c.RegistrationID], c)
			}
		}
		own, err := ownClaims(ctx, tx, sc, ids)
		if err != nil {
			return err
		}
		for _, c := range own {
			if others := claims[c.ID]; len(others) > 0 {
				out[c.ID] = rank(append(others, c))
			}
		}
		return nil
	})
	return out, err
}

func unique(claims []Claim) (ids []uuid.UUID) {
	seen := map[uuid.UUID]bool{}
	for _, c := range claims {
		if !seen[c.ID] {
			seen[c.ID] = true
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Use tells what became of a distributor's registrations in the last twelve months. Returns NotFound.
func (s *Service) Use(ctx context.Context, sc scope.Scope, distributor uuid.UUID) (Use, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Use, error) {
		if _, err := partner.LoadDistributor(ctx, tx, sc, distributor); err != nil {
			return Use{}, err
		}
		return usesOf(ctx, tx, sc, distributor, s.now().AddDate(-1, 0, 0))
	})
}

func grouped[T any](rows []T, of func(T) uuid.UUID) map[uuid.UUID][]T {
	out := map[uuid.UUID][]T{}
	for _, row := range rows {
		out[of(row)] = append(out[of(row)], row)
	}
	return out
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
