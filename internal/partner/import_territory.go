package partner

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// TerritoryRow is a node of the region tree in a file. Parent is the code of another, in the file or known.
type TerritoryRow struct {
	Line    int `json:"-"`
	Code    string
	Name    Name
	Kind    TerritoryKind
	Parent  string
	Aliases []string
}

func readTerritories(r io.Reader, faults *sheet.Faults) ([]TerritoryRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("code"), sheet.Must("name"), sheet.May("name_zh_hant"), sheet.May("name_zh_hans"),
		sheet.Must("kind"), sheet.May("parent"), sheet.May("aliases"),
	}, faults)
	rows := make([]TerritoryRow, len(cells))
	for i, c := range cells {
		rows[i] = TerritoryRow{Line: c.Line, Code: c.Text("code"), Name: ReadName(c), Kind: TerritoryKind(c.Text("kind")),
			Parent: c.Text("parent"), Aliases: c.List("aliases")}
	}
	return rows, err
}

// ImportTerritories adds the nodes, or changes names and aliases of those whose code is known; a known node keeps
// its kind and place. The tree is numbered anew once.
func (s *Service) ImportTerritories(ctx context.Context, sc scope.Scope, rows []TerritoryRow) (Summary, error) {
	return s.importTerritories(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importTerritories(ctx context.Context, sc scope.Scope, rows []TerritoryRow, faults *sheet.Faults) (Summary, error) {
	done := Summary{Kind: "territories", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := lock(ctx, tx, lockTree); err != nil {
			return err
		}
		tree, err := LoadTerritories(ctx, tx)
		if err != nil {
			return err
		}
		nodes := planTerritories(rows, tree, faults)
		if err := faults.Err(); err != nil {
			return err
		}
		if done.Added, done.Changed, err = putTerritories(ctx, tx, nodes); err != nil {
			return fmt.Errorf("importing territories: %w", err)
		}
		if done.Added > 0 {
			if err := renumber(ctx, tx); err != nil {
				return err
			}
		}
		if err := TouchShared(ctx, tx, SharedTerritories); err != nil {
			return err
		}
		return RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// planTerritories checks the rows against each other and the tree, and gives the nodes that they describe, with ids.
func planTerritories(rows []TerritoryRow, tree []Territory, faults *sheet.Faults) []Territory {
	known := make(map[string]Territory, len(tree)+len(rows))
	codes := make(map[uuid.UUID]string, len(tree))
	for _, t := range tree {
		known[t.Code], codes[t.ID] = t, t.Code
	}
	nodes := make([]Territory, len(rows))
	lines := map[string]int{}
	count := len(tree)
	for i, row := range rows {
		line := LineOf(row.Line, i)
		report := RowReport(faults, line)
		if earlier, ok := lines[row.Code]; ok {
			Repeated(report, "code", earlier)
			continue
		}
		lines[row.Code] = line
		old, isKnown := known[row.Code]
		nodes[i] = Territory{ID: old.ID, Code: row.Code, Name: row.Name.Trim(), Kind: row.Kind, ParentID: old.ParentID, Aliases: cleanAliases(row.Aliases)}
		nodes[i].check(report)
		if isKnown {
			was := ""
			if old.ParentID != nil {
				was = codes[*old.ParentID]
			}
			if was != row.Parent {
				report("parent", "territory.moved", fault.Params{"parent": was})
			}
			if old.Kind != row.Kind {
				report("kind", "territory.kindChanged", fault.Params{"kind": old.Kind})
			}
		} else {
			nodes[i].ID = typeid.New()
			if count++; count == MaxTerritories+1 {
				report("code", "territory.tooMany", fault.Params{"max": MaxTerritories})
			}
		}
		known[row.Code] = nodes[i]
	}
	for i, row := range rows {
		if row.Parent == "" || nodes[i].ID == uuid.Nil || codes[nodes[i].ID] != "" {
			continue
		}
		report := RowReport(faults, LineOf(row.Line, i))
		parent, ok := known[row.Parent]
		switch {
		case !ok:
			Unknown(report, "parent", row.Parent)
			continue
		case !row.Kind.fits(parent.Kind):
			report("kind", "territory.kind", fault.Params{"kind": row.Kind, "parent": parent.Kind})
		}
		nodes[i].ParentID = &parent.ID
	}
	chain := map[uuid.UUID]uuid.UUID{}
	for _, n := range nodes {
		if n.ParentID != nil {
			chain[n.ID] = *n.ParentID
		}
	}
	for i, row := range rows {
		if cyclic(nodes[i].ID, chain) {
			RowReport(faults, LineOf(row.Line, i))("parent", "territory.cycle", nil)
		}
	}
	return nodes
}
