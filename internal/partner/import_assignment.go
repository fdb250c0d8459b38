package partner

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// AssignmentRow is an assignment in a file, by codes. One of the same distributor, territory, line and start day is the
// same assignment.
type AssignmentRow struct {
	Line        int `json:"-"`
	Distributor string
	Territory   string
	ProductLine string // empty for each line
	From        time.Time
	Until       *time.Time
	Exclusive   bool
}

func readAssignments(r io.Reader, faults *sheet.Faults) ([]AssignmentRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("distributor"), sheet.Must("territory"), sheet.May("product_line"), sheet.Must("from"), sheet.May("until"), sheet.May("exclusive"),
	}, faults)
	rows := make([]AssignmentRow, len(cells))
	for i, c := range cells {
		rows[i] = AssignmentRow{Line: c.Line, Distributor: c.Text("distributor"), Territory: c.Text("territory"), ProductLine: c.Text("product_line"),
			From: c.Date("from"), Until: c.MaybeDate("until"), Exclusive: c.Bool("exclusive")}
	}
	return rows, err
}

// ImportAssignments adds the assignments, or changes last day and exclusiveness of known ones. Rows of exclusive assignments
// that overlap another distributor's, in the file or known, are refused, and so are days of closed months.
func (s *Service) ImportAssignments(ctx context.Context, sc scope.Scope, rows []AssignmentRow) (Summary, error) {
	return s.importAssignments(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importAssignments(ctx context.Context, sc scope.Scope, rows []AssignmentRow, faults *sheet.Faults) (Summary, error) {
	done := Summary{Kind: "assignments", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := lock(ctx, tx, lockTree); err != nil {
			return err
		}
		if err := deferExclusion(ctx, tx); err != nil {
			return err
		}
		names, err := loadNames(ctx, tx)
		if err != nil {
			return err
		}
		known, err := knownAssignments(ctx, tx)
		if err != nil {
			return err
		}
		closed, err := closedMonths(ctx, tx)
		if err != nil {
			return err
		}
		plan := planAssignments(rows, names, known, closed, faults)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := insertAssignments(ctx, tx, plan.added); err != nil {
			return fmt.Errorf("importing assignments: %w", err)
		}
		if err := updateAssignments(ctx, tx, plan.changed); err != nil {
			return fmt.Errorf("importing assignments: %w", err)
		}
		done.Added, done.Changed = len(plan.added), len(plan.changed)
		if err := plan.refuseOverlaps(ctx, tx, faults); err != nil {
			return err
		}
		if err := Touch(ctx, tx, plan.touched()...); err != nil {
			return err
		}
		return RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// names are the ids of what rows name by code.
type names struct{ distributors, territories, lines map[string]uuid.UUID }

func loadNames(ctx context.Context, q postgres.Querier) (n names, err error) {
	for table, codes := range map[string]*map[string]uuid.UUID{"distributors": &n.distributors, "territories": &n.territories, "product_lines": &n.lines} {
		if *codes, err = LoadCodes(ctx, q, table); err != nil {
			return n, fmt.Errorf("reading codes of %s: %w", table, err)
		}
	}
	return n, nil
}

// find gives the id of a code, and notes a code that names nothing. An empty one names nothing and is no fault.
func find(codes map[string]uuid.UUID, report Report, field, code string) *uuid.UUID {
	id, ok := codes[code]
	if !ok {
		if code != "" {
			Unknown(report, field, code)
		}
		return nil
	}
	return &id
}

// assignmentKey tells assignments apart in a file.
type assignmentKey struct {
	distributor, territory, line uuid.UUID
	from                         string
}

func (a Assignment) key() assignmentKey {
	k := assignmentKey{distributor: a.DistributorID, territory: a.TerritoryID, from: a.From.Format(time.DateOnly)}
	if a.ProductLineID != nil {
		k.line = *a.ProductLineID
	}
	return k
}

func knownAssignments(ctx context.Context, q postgres.Querier) (map[assignmentKey]Assignment, error) {
	rows, err := postgres.Rows[Assignment](q.Query(ctx, "SELECT "+assignmentColumns+" FROM assignments a ORDER BY a.id"))
	if err != nil {
		return nil, fmt.Errorf("reading assignments: %w", err)
	}
	known := make(map[assignmentKey]Assignment, len(rows))
	for _, a := range rows {
		known[a.key()] = a
	}
	return known, nil
}

type assignmentPlan struct {
	added, changed []Assignment
	lines          map[uuid.UUID]int // where each stands in the file
}

func planAssignments(rows []AssignmentRow, names names, known map[assignmentKey]Assignment, closed []time.Time, faults *sheet.Faults) assignmentPlan {
	plan := assignmentPlan{lines: map[uuid.UUID]int{}}
	seen := map[assignmentKey]int{}
	for i, row := range rows {
		line := LineOf(row.Line, i)
		report := RowReport(faults, line)
		distributor := find(names.distributors, report, "distributor", row.Distributor)
		territory := find(names.territories, report, "territory", row.Territory)
		a := Assignment{ProductLineID: find(names.lines, report, "productLine", row.ProductLine), From: row.From, Until: row.Until, Exclusive: row.Exclusive}
		a.check(report)
		if distributor == nil || territory == nil {
			continue
		}
		a.DistributorID, a.TerritoryID = *distributor, *territory
		if earlier, ok := seen[a.key()]; ok {
			Repeated(report, "from", earlier)
			continue
		}
		seen[a.key()] = line
		old, ok := known[a.key()]
		switch {
		case !ok:
			a.refuseStart(closed, report)
			a.ID = typeid.New()
			plan.added = append(plan.added, a)
		case old.Exclusive != a.Exclusive || !sameDay(old.Until, a.Until):
			old.refuseEnd(a.Until, closed, report)
			a.ID = old.ID
			plan.changed = append(plan.changed, a)
		}
		plan.lines[a.ID] = line
	}
	return plan
}

func sameDay(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

func (p assignmentPlan) touched() (ids []uuid.UUID) {
	for _, list := range [][]Assignment{p.added, p.changed} {
		for _, a := range list {
			ids = append(ids, a.DistributorID)
		}
	}
	return ids
}

// refuseOverlaps names each row that overlaps, when the constraint refuses any.
func (p assignmentPlan) refuseOverlaps(ctx context.Context, tx pgx.Tx, faults *sheet.Faults) error {
	if ok, err := exclusionHolds(ctx, tx); ok || err != nil {
		return err
	}
	var ids []uuid.UUID
	for id := range p.lines {
		ids = append(ids, id)
	}
	found, err := overlaps(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, o := range found {
		faults.Add(p.lines[o.AssignmentID], "territory", "assignment.overlaps", o.params())
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return fault.New(fault.Conflict, "assignment.overlapsUnseen", nil)
}
