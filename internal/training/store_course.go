package training

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
)

const courseColumns = `c.id, c.code, c.name, c.name_hant, c.name_hans, c.required_tiers, c.required_channel_types, c.people, c.valid_months, c.since, c.retired_on`

// mostCourses bounds how many courses there may be: all are read at once.
const mostCourses = 500

var byCode = []page.Column{{SQL: "c.code", Type: "text"}, {SQL: "c.id", Type: "uuid"}}

func listCourses(ctx context.Context, q postgres.Querier, r page.Request) ([]Course, error) {
	args := map[string]any{}
	behind, order, err := r.Keyset(false, args, byCode...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Course](q.Query(ctx, "SELECT "+courseColumns+" FROM courses c WHERE "+behind+" "+order, postgres.Args(args)))
}

func countCourses(ctx context.Context, q postgres.Querier) (n int, err error) {
	err = q.QueryRow(ctx, `SELECT count(*) FROM courses`).Scan(&n)
	return n, err
}

// allCourses reads every course, by code.
func allCourses(ctx context.Context, q postgres.Querier) ([]Course, error) {
	return postgres.Rows[Course](q.Query(ctx, "SELECT "+courseColumns+" FROM courses c ORDER BY c.code, c.id LIMIT @most", postgres.Args{"most": mostCourses}))
}

func coursesByID(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]Course, error) {
	return postgres.Rows[Course](q.Query(ctx, "SELECT "+courseColumns+" FROM courses c WHERE c.id = ANY(@ids) ORDER BY c.id", postgres.Args{"ids": ids}))
}

// loadCourse reads a course. Returns NotFound.
func loadCourse(ctx context.Context, q postgres.Querier, id uuid.UUID) (Course, error) {
	c, err := postgres.Row[Course](q.Query(ctx, "SELECT "+courseColumns+" FROM courses c WHERE c.id = @id", postgres.Args{"id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return c, fault.Missing("course")
	}
	return c, err
}

// putCourse writes a course. Returns Invalid for a code that another has.
func putCourse(ctx context.Context, q postgres.Querier, c Course) error {
	_, err := q.Exec(ctx, `INSERT INTO courses (id, code, name, name_hant, name_hans, required_tiers, required_channel_types, people, valid_months, since, retired_on)
		VALUES (@id, @code, @name, @hant, @hans, @tiers, @channels, @people, @months, @since, @retired)
		ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, name_hant = excluded.name_hant, name_hans = excluded.name_hans, required_tiers = excluded.required_tiers,
		  required_channel_types = excluded.required_channel_types, people = excluded.people, valid_months = excluded.valid_months, since = excluded.since, retired_on = excluded.retired_on`,
		postgres.Args{"id": c.ID, "code": c.Code, "name": c.Name, "hant": c.NameHant, "hans": c.NameHans, "tiers": c.RequiredTiers, "channels": c.RequiredChannelTypes,
			"people": c.People, "months": c.ValidMonths, "since": c.Since, "retired": c.RetiredOn})
	if postgres.Violates(err, "courses_code") {
		var fields fault.Fields
		fields.Add("input.code", "course.codeTaken", nil)
		return fields.Err()
	}
	if err != nil {
		return fmt.Errorf("writing a course: %w", err)
	}
	return nil
}

// of is a distributor as far as courses are required of it.
type of struct {
	ID           uuid.UUID
	Tier         string
	ChannelTypes []string
}

func distributors(ctx context.Context, q postgres.Querier) ([]of, error) {
	return postgres.Rows[of](q.Query(ctx, `SELECT d.id, d.tier, d.channel_types FROM distributors d ORDER BY d.id`))
}
