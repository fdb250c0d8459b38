package training

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// SetCourse makes a course, or changes the one of the id. Passes that were written down before keep their last day. Returns NotFound, Invalid naming what is
// wrong, and Conflict when there are too many.
func (s *Service) SetCourse(ctx context.Context, sc scope.Scope, id *uuid.UUID, f CourseFacts) (c Course, err error) {
	if err := f.check(); err != nil {
		return c, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		today, err := s.today(ctx, tx)
		if err != nil {
			return err
		}
		var before Course
		if id != nil {
			if before, err = loadCourse(ctx, tx, *id); err != nil {
				return err
			}
			c = f.course(*id, before.Since)
		} else {
			n, err := countCourses(ctx, tx)
			if err != nil {
				return err
			}
			if n >= mostCourses {
				return fault.New(fault.Conflict, "course.tooMany", fault.Params{"max": mostCourses})
			}
			c = f.course(typeid.New(), today)
		}
		if c.RetiredOn != nil && c.RetiredOn.Before(c.Since) {
			var fields fault.Fields
			fields.Add("input.retiredOn", "date.beforeStart", fault.Params{"start": c.Since.Format("2006-01-02")})
			return fields.Err()
		}
		if err := putCourse(ctx, tx, c); err != nil {
			return err
		}
		e := audit.Entry{Organization: sc.Organization, Action: "course.set", SubjectType: "course", SubjectID: audit.ID(c.ID), After: c.facts()}
		if id != nil {
			e.Before = before.facts()
		}
		if err := audit.Record(ctx, tx, e); err != nil {
			return err
		}
		return touchThose(ctx, tx, before, c)
	})
	return c, err
}

// touchThose raises the versions of all distributors of which one of the courses is required.
func touchThose(ctx context.Context, tx pgx.Tx, courses ...Course) error {
	all, err := distributors(ctx, tx)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, d := range all {
		for _, c := range courses {
			if c.RequiredOf(d.Tier, d.ChannelTypes) {
				ids = append(ids, d.ID)
				break
			}
		}
	}
	return partner.Touch(ctx, tx, ids...)
}

// Courses lists the courses by code, retired ones too.
func (s *Service) Courses(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Course], error) {
	r, err := page.Check(args, len(byCode))
	if err != nil {
		return page.Page[Course]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Course, error) { return listCourses(ctx, tx, r) })
	if err != nil {
		return page.Page[Course]{}, err
	}
	return page.Make(r, rows, func(c Course) []string { return []string{c.Code, c.ID.String()} }, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countCourses(ctx, tx) })
	}), nil
}

// CoursesByID reads those of the courses that there are.
func (s *Service) CoursesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Course, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Course, error) { return coursesByID(ctx, tx, ids) })
}

// Requirements tells how a distributor stands today with each course required of it, by code. Returns NotFound.
func (s *Service) Requirements(ctx context.Context, sc scope.Scope, distributor uuid.UUID) (out []Requirement, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		d, err := partner.LoadDistributor(ctx, tx, sc, distributor)
		if err != nil {
			return err
		}
		today, err := s.today(ctx, tx)
		if err != nil {
			return err
		}
		courses, err := allCourses(ctx, tx)
		if err != nil {
			return err
		}
		counted, err := passesOf(ctx, tx, sc, distributor, today)
		if err != nil {
			return err
		}
		channels := make([]string, len(d.ChannelTypes))
		for i, c := range d.ChannelTypes {
			channels[i] = string(c)
		}
		out = []Requirement{}
		for _, c := range courses {
			if !c.RequiredOn(today) || !c.RequiredOf(string(d.Tier), channels) {
				continue
			}
			r := Requirement{CourseID: c.ID, Required: c.People, Passed: counted[c.ID].Passed}
			if ends := counted[c.ID].EndsOn; ends != nil {
				r.NextExpiry = new(ends.AddDate(0, 0, 1))
			}
			out = append(out, r)
		}
		return nil
	})
	return out, err
}
