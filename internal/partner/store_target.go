package partner

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const targetColumns = `t.id, t.distributor_id, t.kind, t.start, t.product_line_id, t.amount`

type targetRow struct {
	ID            uuid.UUID
	DistributorID uuid.UUID
	Kind          period.Kind
	Start         time.Time
	ProductLineID *uuid.UUID
	Amount        decimal.Decimal
}

func targetsOf(rows []targetRow) []Target {
	out := make([]Target, len(rows))
	for i, r := range rows {
		out[i] = Target{r.ID, r.DistributorID, period.Period{Kind: r.Kind, Start: r.Start}, r.ProductLineID, r.Amount}
	}
	return out
}

// TargetFilter says which targets to list; the zero value is all.
type TargetFilter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	Year          *int // of periods that lie within it
}

func (f TargetFilter) where(sc scope.Scope, args postgres.Args) string {
	parts := []string{sc.Where("t.distributor_id", args)}
	if f.DistributorID != nil {
		parts = append(parts, "t.distributor_id = @distributor")
		args["distributor"] = *f.DistributorID
	}
	if f.Period != nil {
		parts = append(parts, "t.kind = @kind AND t.start = @start")
		args["kind"], args["start"] = f.Period.Kind, f.Period.Start
	}
	if f.Year != nil {
		// A year that no period can have finds none, without asking the calendar.
		if *f.Year < period.FirstYear || *f.Year > period.LastYear {
			return "false"
		}
		parts = append(parts, "t.start >= @year_first AND t.start < @year_next")
		args["year_first"] = time.Date(*f.Year, 1, 1, 0, 0, 0, 0, time.UTC)
		args["year_next"] = time.Date(*f.Year+1, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return strings.Join(parts, " AND ")
}

// TargetSort says in which order to list targets; the zero value is by the period's start.
type TargetSort struct {
	ByAmount bool
	Desc     bool
}

// kindRank puts a year before its quarters before their months.
const kindRank = "CASE t.kind WHEN 'year' THEN 0 WHEN 'quarter' THEN 1 ELSE 2 END"

var kindRanks = map[period.Kind]int{period.Year: 0, period.Quarter: 1, period.Month: 2}

func (s TargetSort) columns() []page.Column {
	id := page.Column{SQL: "t.id", Type: "uuid"}
	if s.ByAmount {
		return []page.Column{{SQL: "t.amount", Type: "numeric"}, {SQL: kindRank, Type: "int"}, id}
	}
	return []page.Column{{SQL: "t.start", Type: "date"}, {SQL: kindRank, Type: "int"}, id}
}

func (s TargetSort) key(t Target) []string {
	if s.ByAmount {
		return []string{t.Amount.String(), strconv.Itoa(kindRanks[t.Period.Kind]), t.ID.String()}
	}
	return []string{t.Period.Start.Format(time.DateOnly), strconv.Itoa(kindRanks[t.Period.Kind]), t.ID.String()}
}

func listTargets(ctx context.Context, q postgres.Querier, sc scope.Scope, f TargetFilter, s TargetSort, r page.Request) ([]Target, error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	if where == "false" {
		return nil, nil
	}
	behind, order, err := r.Keyset(s.Desc, args, s.columns()...)
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[targetRow](q.Query(ctx, "SELECT "+targetColumns+" FROM targets t WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing targets: %w", err)
	}
	return targetsOf(rows), nil
}

func countTargets(ctx context.Context, q postgres.Querier, sc scope.Scope, f TargetFilter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	if where == "false" {
		return 0, nil
	}
	err = q.QueryRow(ctx, "SELECT count(*) FROM targets t WHERE "+where, args).Scan(&n)
	return n, err
}

// LoadTargets reads the targets of the distributors that the scope reaches whose periods begin from the day on and
// before next, for TargetSet.For.
func LoadTargets(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID, from, next time.Time) (TargetSet, error) {
	rows, err := loadTargetRows(ctx, q, sc, distributors, from, next)
	return NewTargetSet(rows), err
}

func loadTargetRows(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID, from, next time.Time) ([]Target, error) {
	args := postgres.Args{"ids": distributors, "first": from, "next": next}
	rows, err := postgres.Rows[targetRow](q.Query(ctx, "SELECT "+targetColumns+` FROM targets t
		WHERE t.distributor_id = ANY(@ids) AND t.start >= @first AND t.start < @next AND `+sc.Where("t.distributor_id", args)+`
		ORDER BY t.distributor_id, t.start, t.id`, args))
	if err != nil {
		return nil, fmt.Errorf("reading targets: %w", err)
	}
	return targetsOf(rows), nil
}

// findTarget reads the target of the same distributor, period and line. Returns pgx.ErrNoRows when there is none.
func findTarget(ctx context.Context, q postgres.Querier, t Target) (Target, error) {
	row, err := postgres.Row[targetRow](q.Query(ctx, "SELECT "+targetColumns+` FROM targets t
		WHERE t.distributor_id = @distributor AND t.kind = @kind AND t.start = @start AND t.product_line_id IS NOT DISTINCT FROM @line::uuid
		ORDER BY t.id LIMIT 1`, postgres.Args{"distributor": t.DistributorID, "kind": t.Period.Kind, "start": t.Period.Start, "line": t.ProductLineID}))
	if err != nil {
		return Target{}, err
	}
	return targetsOf([]targetRow{row})[0], nil
}

func loadTarget(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Target, error) {
	args := postgres.Args{"id": id}
	row, err := postgres.Row[targetRow](q.Query(ctx, "SELECT "+targetColumns+" FROM targets t WHERE t.id = @id AND "+
		sc.Where("t.distributor_id", args)+" ORDER BY t.id LIMIT 1", args))
	if err != nil {
		return Target{}, missing(err, "target")
	}
	return targetsOf([]targetRow{row})[0], nil
}

// putTargets adds the targets, or changes the amounts of those that are there; it gives how many it added and changed.
func putTargets(ctx context.Context, q postgres.Querier, targets []Target) (added, changed int, touched []uuid.UUID, err error) {
	var distributors, ids []uuid.UUID
	var lines []*uuid.UUID
	var kinds, amounts []string
	var starts []time.Time
	for _, t := range targets {
		distributors, ids, lines = append(distributors, t.DistributorID), append(ids, t.ID), append(lines, t.ProductLineID)
		kinds, starts, amounts = append(kinds, string(t.Period.Kind)), append(starts, t.Period.Start), append(amounts, t.Amount.String())
	}
	rows, err := postgres.Rows[upserted](q.Query(ctx, `
		INSERT INTO targets AS t (distributor_id, id, kind, start, product_line_id, amount)
		SELECT distributor, id, kind, start, line, amount::numeric
		FROM unnest(@distributors::uuid[], @ids::uuid[], @kinds::text[], @starts::date[], @lines::uuid[], @amounts::text[])
			AS n (distributor, id, kind, start, line, amount) ORDER BY distributor, start, kind, line
		ON CONFLICT (distributor_id, start, kind, product_line_id) DO UPDATE SET amount = EXCLUDED.amount WHERE t.amount <> EXCLUDED.amount
		RETURNING distributor_id AS id, xmax = 0 AS added`,
		postgres.Args{"distributors": distributors, "ids": ids, "kinds": kinds, "starts": starts, "lines": lines, "amounts": amounts}))
	for _, r := range rows {
		touched = append(touched, r.ID)
	}
	added, changed = tally(rows)
	return added, changed, touched, err
}

func deleteTarget(ctx context.Context, q postgres.Querier, t Target) error {
	_, err := q.Exec(ctx, `DELETE FROM targets WHERE distributor_id = @distributor AND id = @id`,
		postgres.Args{"distributor": t.DistributorID, "id": t.ID})
	return err
}

// periodClosed reports whether every month of the period is closed.
func periodClosed(ctx context.Context, q postgres.Querier, p period.Period) (bool, error) {
	var closed int
	err := q.QueryRow(ctx, `SELECT count(*) FROM accounting_periods WHERE closed_at IS NOT NULL AND month BETWEEN @start AND @last`,
		postgres.Args{"start": p.Start, "last": p.Last()}).Scan(&closed)
	if err != nil {
		return false, fmt.Errorf("reading whether %s is closed: %w", p, err)
	}
	return closed == p.Months(), nil
}
