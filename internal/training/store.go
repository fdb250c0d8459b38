package training

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const columns = `r.distributor_id, r.id, r.course_id, r.trainee, r.passed_on, r.expires_on, r.recorded_by, r.recorded_at, r.withdrawn_at`

var latestFirst = []page.Column{{SQL: "r.passed_on", Type: "date"}, {SQL: "r.id", Type: "uuid"}}

func (f Filter) where(sc scope.Scope, today time.Time, args map[string]any) string {
	parts := []string{sc.Where("r.distributor_id", args)}
	if f.DistributorID != nil {
		parts, args["distributor"] = append(parts, "r.distributor_id = @distributor"), *f.DistributorID
	}
	if f.CourseID != nil {
		parts, args["course"] = append(parts, "r.course_id = @course"), *f.CourseID
	}
	if f.EndsWithinDays != nil {
		parts, args["until"] = append(parts, "r.expires_on <= @until AND r.withdrawn_at IS NULL"), today.AddDate(0, 0, *f.EndsWithinDays)
	}
	return strings.Join(parts, " AND ")
}

func list(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, today time.Time, r page.Request) ([]Record, error) {
	args := map[string]any{}
	where := f.where(sc, today, args)
	behind, order, err := r.Keyset(true, args, latestFirst...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Record](q.Query(ctx, "SELECT "+columns+" FROM training_records r WHERE "+where+" AND "+behind+" "+order, postgres.Args(args)))
}

func count(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, today time.Time) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM training_records r WHERE "+f.where(sc, today, args), postgres.Args(args)).Scan(&n)
	return n, err
}

func byID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Record, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Record](q.Query(ctx, "SELECT "+columns+" FROM training_records r WHERE r.id = ANY(@ids) AND "+sc.Where("r.distributor_id", args)+" ORDER BY r.id",
		postgres.Args(args)))
}

// load reads a record; lock has others wait who are about to change it. Returns NotFound.
func load(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, lock bool) (Record, error) {
	args := map[string]any{"id": id}
	sql := "SELECT " + columns + " FROM training_records r WHERE r.id = @id AND " + sc.Where("r.distributor_id", args)
	if lock {
		sql += " FOR UPDATE"
	}
	r, err := postgres.Row[Record](q.Query(ctx, sql, postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.Missing("trainingRecord")
	}
	return r, err
}

// insert writes records, and gives the distributors of those that were written: one that is there already is passed over.
func insert(ctx context.Context, q postgres.Querier, all []Record) ([]uuid.UUID, error) {
	var distributors, ids, courses, by []uuid.UUID
	var trainees []string
	var passed []time.Time
	var expires []*time.Time
	for _, r := range all {
		distributors, ids, courses, by = append(distributors, r.DistributorID), append(ids, r.ID), append(courses, r.CourseID), append(by, r.RecordedBy)
		trainees, passed, expires = append(trainees, r.Trainee), append(passed, r.PassedOn), append(expires, r.ExpiresOn)
	}
	rows, err := q.Query(ctx, `INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, expires_on, recorded_by)
		SELECT * FROM unnest(@distributors::uuid[], @ids::uuid[], @courses::uuid[], @trainees::text[], @passed::date[], @expires::date[], @by::uuid[])
		ON CONFLICT (distributor_id, course_id, lower(trainee), passed_on) WHERE withdrawn_at IS NULL DO NOTHING RETURNING distributor_id`,
		postgres.Args{"distributors": distributors, "ids": ids, "courses": courses, "trainees": trainees, "passed": passed, "expires": expires, "by": by})
	if err != nil {
		return nil, fmt.Errorf("writing training records: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// passes is how many people of a distributor passed a course so that it counts on a day, and the last day of the first that ends.
type passes struct {
	CourseID uuid.UUID
	Passed   int
	EndsOn   *time.Time
}

// passesOf reads, by course, whose passes count on a day. Of a person's passes the one that lasts longest counts.
func passesOf(ctx context.Context, q postgres.Querier, sc scope.Scope, distributor uuid.UUID, day time.Time) (map[uuid.UUID]passes, error) {
	args := map[string]any{"distributor": distributor, "day": day}
	rows, err := postgres.Rows[passes](q.Query(ctx, `
		SELECT p.course_id, count(*)::int AS passed, min(p.ends_on) AS ends_on FROM (
		  SELECT r.course_id, CASE WHEN bool_or(r.expires_on IS NULL) THEN NULL ELSE max(r.expires_on) END AS ends_on FROM training_records r
		  WHERE r.distributor_id = @distributor AND r.withdrawn_at IS NULL AND r.passed_on <= @day AND (r.expires_on IS NULL OR r.expires_on >= @day) AND `+sc.Where("r.distributor_id", args)+`
		  GROUP BY r.course_id, lower(r.trainee)) p GROUP BY p.course_id ORDER BY p.course_id`, postgres.Args(args)))
	out := make(map[uuid.UUID]passes, len(rows))
	for _, r := range rows {
		out[r.CourseID] = r
	}
	return out, err
}
