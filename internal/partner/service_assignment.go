package partner

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Assignments lists the assignments of the scope by start date.
func (s *Service) Assignments(ctx context.Context, sc scope.Scope, f AssignmentFilter, desc bool, args page.Args) (page.Page[Assignment], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Assignment]{}, err
	}
	var rows []Assignment
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		rows, err = listAssignments(ctx, tx, sc, f, desc, r)
		return err
	})
	if err != nil {
		return page.Page[Assignment]{}, err
	}
	count := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = countAssignments(ctx, tx, sc, f)
			return err
		})
		return n, err
	}
	key := func(a Assignment) []string { return []string{a.From.Format(time.DateOnly), a.ID.String()} }
	return page.Make(r, rows, key, count), nil
}

// AssignmentsOf reads the distributors' assignments that the scope reaches, by start date, at most 500 for each.
func (s *Service) AssignmentsOf(ctx context.Context, sc scope.Scope, distributors []uuid.UUID) (map[uuid.UUID][]Assignment, error) {
	of := make(map[uuid.UUID][]Assignment, len(distributors))
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		rows, err := LoadAssignments(ctx, tx, sc, distributors)
		for _, a := range rows {
			of[a.DistributorID] = append(of[a.DistributorID], a)
		}
		return err
	})
	return of, err
}

// Assignment reads one assignment. Returns NotFound when the scope doesn't reach it.
func (s *Service) Assignment(ctx context.Context, sc scope.Scope, id uuid.UUID) (a Assignment, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		a, err = loadAssignment(ctx, tx, sc, id, false)
		return err
	})
	return a, err
}

// Assign lets a distributor sell in a territory; a's id is not used. A repeated key gives the first one again.
// Returns NotFound for a distributor out of scope, Invalid with all fields at fault (a first day in a closed month is
// one: closed numbers do not move), and Conflict
// (assignment.overlaps, with the other's territory, line and days) where another's exclusive assignment overlaps.
func (s *Service) Assign(ctx context.Context, sc scope.Scope, key *string, a Assignment) (made Assignment, err error) {
	a.ID = uuid.Nil // so that a repeated request reads the same
	var fields fault.Fields
	a.check(fields.Add)
	if err := fields.Err(); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "assignTerritory", key, a, func() (uuid.UUID, error) {
			a.ID = typeid.New()
			return a.ID, addAssignment(ctx, tx, sc, a)
		})
		if err != nil {
			return err
		}
		made, err = loadAssignment(ctx, tx, sc, id, false)
		return err
	})
	return made, err
}

func addAssignment(ctx context.Context, tx pgx.Tx, sc scope.Scope, a Assignment) error {
	if _, err := LoadDistributor(ctx, tx, sc, a.DistributorID); err != nil {
		return err
	}
	if err := lock(ctx, tx, lockTree); err != nil {
		return err
	}
	var fields fault.Fields
	if _, err := loadTerritory(ctx, tx, a.TerritoryID); fault.Is(err, fault.NotFound) {
		fields.Add("territoryId", "territory.notFound", nil)
	} else if err != nil {
		return err
	}
	if ok, err := lineExists(ctx, tx, a.ProductLineID); err != nil {
		return err
	} else if !ok {
		fields.Add("productLineId", "productLine.notFound", nil)
	}
	closed, err := closedMonths(ctx, tx)
	if err != nil {
		return err
	}
	a.refuseStart(closed, fields.Add)
	if err := fields.Err(); err != nil {
		return err
	}
	if err := deferExclusion(ctx, tx); err != nil {
		return err
	}
	if err := insertAssignments(ctx, tx, []Assignment{a}); err != nil {
		return fmt.Errorf("adding an assignment: %w", err)
	}
	if err := refuseOverlap(ctx, tx, a); err != nil {
		return err
	}
	if err := Touch(ctx, tx, a.DistributorID); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: a.DistributorID, Action: "assignment.create", SubjectType: "assignment", SubjectID: audit.ID(a.ID), After: a,
	})
}

// refuseOverlap gives the Conflict that names what stands in the way. What the scope doesn't show, or comes in at the
// same moment, only the constraint sees: then the message has no details.
func refuseOverlap(ctx context.Context, tx pgx.Tx, a Assignment) error {
	if ok, err := exclusionHolds(ctx, tx); ok || err != nil {
		return err
	}
	found, err := overlaps(ctx, tx, []uuid.UUID{a.ID})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fault.New(fault.Conflict, "assignment.overlaps", found[0].params())
	}
	return fault.New(fault.Conflict, "assignment.overlapsUnseen", nil)
}

// EndAssignment sets an assignment's last day, which may only come earlier. A last day before the first removes the
// assignment: the result is nil. Returns NotFound, Conflict when it has ended before, or Invalid with the earliest day
// allowed where a closed month would lose a day of it: closed numbers do not move.
func (s *Service) EndAssignment(ctx context.Context, sc scope.Scope, id uuid.UUID, until time.Time) (now *Assignment, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		before, err := loadAssignment(ctx, tx, sc, id, true)
		if err != nil {
			return err
		}
		now = &before
		if before.Until != nil && until.Equal(*before.Until) {
			return nil
		}
		if before.Until != nil && until.After(*before.Until) {
			return fault.New(fault.Conflict, "assignment.ended", fault.Params{"until": before.Until.Format(time.DateOnly)})
		}
		closed, err := closedMonths(ctx, tx)
		if err != nil {
			return err
		}
		var fields fault.Fields
		before.refuseEnd(&until, closed, fields.Add)
		if err := fields.Err(); err != nil {
			return err
		}
		entry := audit.Entry{Organization: before.DistributorID, Action: "assignment.end", SubjectType: "assignment",
			SubjectID: audit.ID(id), Before: before}
		if until.Before(before.From) {
			now = nil
			err = deleteAssignment(ctx, tx, before)
		} else {
			after := before
			after.Until = &until
			now, entry.After = &after, after
			err = updateAssignments(ctx, tx, []Assignment{after})
		}
		if err != nil {
			return fmt.Errorf("ending an assignment: %w", err)
		}
		if err := Touch(ctx, tx, before.DistributorID); err != nil {
			return err
		}
		return audit.Record(ctx, tx, entry)
	})
	if err != nil {
		return nil, err
	}
	return now, nil
}

// lineExists reports whether there is the product line; none is each line. Lines are catalog's: here only their
// ids and codes are known.
func lineExists(ctx context.Context, q postgres.Querier, id *uuid.UUID) (ok bool, err error) {
	if id == nil {
		return true, nil
	}
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM product_lines WHERE id = @id)`, postgres.Args{"id": *id}).Scan(&ok)
	return ok, err
}
