package partner

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// maxAssignmentsOf is how many assignments of one distributor are read at once.
const maxAssignmentsOf = 500

// assignmentColumns name the columns as Assignment does.
const assignmentColumns = `a.id, a.distributor_id, a.territory_id, a.product_line_id, lower(a.valid) AS "from",
	upper(a.valid) - 1 AS until, a.exclusive`

// AssignmentFilter says which assignments to list; the zero value is all.
type AssignmentFilter struct {
	DistributorID *uuid.UUID
	TerritoryID   *uuid.UUID // those that reach it, from above or below
	On            *time.Time
}

func (f AssignmentFilter) where(sc scope.Scope, args postgres.Args) string {
	parts := []string{sc.Where("a.distributor_id", args)}
	if f.DistributorID != nil {
		parts = append(parts, "a.distributor_id = @distributor")
		args["distributor"] = *f.DistributorID
	}
	if f.TerritoryID != nil {
		parts = append(parts, "a.territory_span && (SELECT span FROM territories WHERE id = @territory)")
		args["territory"] = *f.TerritoryID
	}
	if f.On != nil {
		parts = append(parts, "a.valid @> @on_day::date")
		args["on_day"] = *f.On
	}
	return strings.Join(parts, " AND ")
}

func listAssignments(ctx context.Context, q postgres.Querier, sc scope.Scope, f AssignmentFilter, desc bool, r page.Request) ([]Assignment, error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(desc, args, page.Column{SQL: "lower(a.valid)", Type: "date"}, page.Column{SQL: "a.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[Assignment](q.Query(ctx,
		"SELECT "+assignmentColumns+" FROM assignments a WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing assignments: %w", err)
	}
	return rows, nil
}

func countAssignments(ctx context.Context, q postgres.Querier, sc scope.Scope, f AssignmentFilter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM assignments a WHERE "+where, args).Scan(&n)
	return n, err
}

// LoadAssignments reads the distributors' assignments as far as the scope reaches, by start date, at most 500 for each.
func LoadAssignments(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID) ([]Assignment, error) {
	args := postgres.Args{"ids": distributors, "most": maxAssignmentsOf}
	rows, err := postgres.Rows[Assignment](q.Query(ctx, `SELECT a.* FROM unnest(@ids::uuid[]) AS d (id) CROSS JOIN LATERAL (
			SELECT `+assignmentColumns+` FROM assignments a WHERE a.distributor_id = d.id AND `+sc.Where("a.distributor_id", args)+`
			ORDER BY lower(a.valid), a.id LIMIT @most) a
		ORDER BY a.distributor_id, a."from", a.id`, args))
	if err != nil {
		return nil, fmt.Errorf("reading assignments: %w", err)
	}
	return rows, nil
}

// loadAssignment reads one assignment; lockRow keeps others from changing it.
func loadAssignment(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, lockRow bool) (Assignment, error) {
	args := postgres.Args{"id": id}
	sql := "SELECT " + assignmentColumns + " FROM assignments a WHERE a.id = @id AND " + sc.Where("a.distributor_id", args) + " ORDER BY a.id LIMIT 1"
	if lockRow {
		sql += " FOR UPDATE OF a"
	}
	a, err := postgres.Row[Assignment](q.Query(ctx, sql, args))
	if err != nil {
		return a, missing(err, "assignment")
	}
	return a, nil
}

// insertAssignments adds the assignments with their spans. The caller holds lockTree and has checked that
// territories and lines exist.
func insertAssignments(ctx context.Context, q postgres.Querier, list []Assignment) error {
	return writeAssignments(ctx, q, `
		INSERT INTO assignments (distributor_id, id, territory_id, product_line_id, valid, exclusive, territory_span, line_span)
		SELECT n.distributor, n.id, n.territory, n.line, daterange(n.first, n.last, '[]'), n.exclusive, t.span,
			CASE WHEN n.line IS NULL THEN int4range(1, NULL) ELSE int4range(l.ordinal, l.ordinal, '[]') END
		FROM n JOIN territories t ON t.id = n.territory LEFT JOIN product_lines l ON l.id = n.line ORDER BY n.id`, list)
}

// updateAssignments changes last days and exclusiveness.
func updateAssignments(ctx context.Context, q postgres.Querier, list []Assignment) error {
	return writeAssignments(ctx, q, `
		UPDATE assignments a SET valid = daterange(n.first, n.last, '[]'), exclusive = n.exclusive
		FROM n WHERE a.distributor_id = n.distributor AND a.id = n.id`, list)
}

func writeAssignments(ctx context.Context, q postgres.Querier, sql string, list []Assignment) error {
	var distributors, ids, territories []uuid.UUID
	var lines []*uuid.UUID
	var firsts []time.Time
	var lasts []*time.Time
	var exclusive []bool
	for _, a := range list {
		distributors, ids, territories = append(distributors, a.DistributorID), append(ids, a.ID), append(territories, a.TerritoryID)
		lines, firsts, lasts = append(lines, a.ProductLineID), append(firsts, a.From), append(lasts, a.Until)
		exclusive = append(exclusive, a.Exclusive)
	}
	_, err := q.Exec(ctx, `WITH n AS (SELECT * FROM unnest(@distributors::uuid[], @ids::uuid[], @territories::uuid[], @lines::uuid[],
			@firsts::date[], @lasts::date[], @exclusive::bool[]) AS u (distributor, id, territory, line, first, last, exclusive))`+sql,
		postgres.Args{"distributors": distributors, "ids": ids, "territories": territories, "lines": lines,
			"firsts": firsts, "lasts": lasts, "exclusive": exclusive})
	return err
}

func deleteAssignment(ctx context.Context, q postgres.Querier, a Assignment) error {
	_, err := q.Exec(ctx, `DELETE FROM assignments WHERE distributor_id = @distributor AND id = @id`,
		postgres.Args{"distributor": a.DistributorID, "id": a.ID})
	return err
}

// overlaps finds other distributors' exclusive assignments, as far as the transaction sees them, that stand in the
// way of the given ones; one for each of them.
func overlaps(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]overlap, error) {
	rows, err := postgres.Rows[overlap](q.Query(ctx, `
		SELECT DISTINCT ON (a.id) a.id AS assignment_id, t.code AS territory_code, t.name AS territory_name,
			coalesce(l.code, '') AS line_code, lower(o.valid) AS "from", upper(o.valid) - 1 AS until
		FROM assignments a
		JOIN assignments o ON o.exclusive AND o.distributor_id <> a.distributor_id AND o.territory_span && a.territory_span
			AND o.line_span && a.line_span AND o.valid && a.valid
		JOIN territories t ON t.id = o.territory_id LEFT JOIN product_lines l ON l.id = o.product_line_id
		WHERE a.id = ANY(@ids) AND a.exclusive
		ORDER BY a.id, lower(o.valid), o.id LIMIT 1000`, postgres.Args{"ids": ids}))
	if err != nil {
		return nil, fmt.Errorf("looking for overlapping assignments: %w", err)
	}
	return rows, nil
}

func deferExclusion(ctx context.Context, q postgres.Querier) error {
	_, err := q.Exec(ctx, `SET CONSTRAINTS assignments_exclusive DEFERRED`)
	return err
}

// exclusionHolds makes the constraint speak, also about rows that the transaction's scope doesn't see, and about those that
// others are adding at the same moment. The transaction goes on after a refusal.
func exclusionHolds(ctx context.Context, tx pgx.Tx) (bool, error) {
	attempt, err := tx.Begin(ctx)
	if err != nil {
		return false, err
	}
	_, err = attempt.Exec(ctx, `SET CONSTRAINTS assignments_exclusive IMMEDIATE`)
	if err == nil {
		return true, attempt.Commit(ctx)
	}
	refused := postgres.Violates(err, "assignments_exclusive")
	if undone := attempt.Rollback(ctx); refused {
		return false, undone
	}
	return false, fmt.Errorf("checking assignments: %w", err)
}
