package partner

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
)

const territoryColumns = `t.id, t.code, t.name, coalesce(t.name_hant, '') AS name_hant, coalesce(t.name_hans, '') AS name_hans,
	t.kind, t.parent_id, t.depth, t.aliases, lower(t.span) AS first, upper(t.span) - 1 AS last`

type territoryRow struct {
	ID       uuid.UUID
	Code     string
	Name     string
	NameHant string
	NameHans string
	Kind     TerritoryKind
	ParentID *uuid.UUID
	Depth    int
	Aliases  []string
	First    int
	Last     int
}

func (r territoryRow) territory() Territory {
	return Territory{ID: r.ID, Code: r.Code, Name: Name{r.Name, r.NameHant, r.NameHans}, Kind: r.Kind,
		ParentID: r.ParentID, Depth: r.Depth, Aliases: r.Aliases, First: r.First, Last: r.Last}
}

func territoriesOf(rows []territoryRow) []Territory {
	out := make([]Territory, len(rows))
	for i, r := range rows {
		out[i] = r.territory()
	}
	return out
}

// LoadTerritories reads the whole region tree, parents before children. It is public: any scope that is set reads it.
func LoadTerritories(ctx context.Context, q postgres.Querier) ([]Territory, error) {
	rows, err := postgres.Rows[territoryRow](q.Query(ctx,
		"SELECT "+territoryColumns+" FROM territories t ORDER BY lower(t.span), t.id LIMIT @most", postgres.Args{"most": MaxTerritories}))
	if err != nil {
		return nil, fmt.Errorf("reading territories: %w", err)
	}
	return territoriesOf(rows), nil
}

// LoadTerritoriesByID reads the territories of the ids, by id.
func LoadTerritoriesByID(ctx context.Context, q postgres.Querier, ids []uuid.UUID) (map[uuid.UUID]Territory, error) {
	rows, err := postgres.Rows[territoryRow](q.Query(ctx,
		"SELECT "+territoryColumns+" FROM territories t WHERE t.id = ANY(@ids) ORDER BY t.id", postgres.Args{"ids": ids}))
	if err != nil {
		return nil, fmt.Errorf("reading territories: %w", err)
	}
	return byID(territoriesOf(rows), func(t Territory) uuid.UUID { return t.ID }), nil
}

func loadTerritory(ctx context.Context, q postgres.Querier, id uuid.UUID) (Territory, error) {
	found, err := LoadTerritoriesByID(ctx, q, []uuid.UUID{id})
	if err != nil {
		return Territory{}, err
	}
	t, ok := found[id]
	if !ok {
		return Territory{}, fault.Missing("territory")
	}
	return t, nil
}

// putTerritories adds new nodes and changes the names and aliases of known ones; it gives how many it added and changed.
// A new node's span is a stand-in until renumber.
func putTerritories(ctx context.Context, q postgres.Querier, nodes []Territory) (added, changed int, err error) {
	var ids []uuid.UUID
	var parents []*uuid.UUID
	var codes, names, hants, hanses, kinds, aliases []string
	for _, t := range nodes {
		ids, parents, codes = append(ids, t.ID), append(parents, t.ParentID), append(codes, t.Code)
		names, hants, hanses = append(names, t.Name.Default), append(hants, t.Name.Hant), append(hanses, t.Name.Hans)
		kinds, aliases = append(kinds, string(t.Kind)), append(aliases, packed(t.Aliases))
	}
	rows, err := postgres.Rows[upserted](q.Query(ctx, `
		INSERT INTO territories AS t (id, code, name, name_hant, name_hans, kind, parent_id, depth, aliases, span)
		SELECT id, code, name, nullif(hant, ''), nullif(hans, ''), kind, parent, 0,
			CASE aliases WHEN '' THEN '{}' ELSE string_to_array(aliases, E'\x1f') END, '[0,0]'
		FROM unnest(@ids::uuid[], @codes::text[], @names::text[], @hants::text[], @hanses::text[], @kinds::text[], @parents::uuid[], @aliases::text[])
			AS n (id, code, name, hant, hans, kind, parent, aliases)
		ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_hant = EXCLUDED.name_hant, name_hans = EXCLUDED.name_hans, aliases = EXCLUDED.aliases
		WHERE (t.name, t.name_hant, t.name_hans, t.aliases) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.name_hant, EXCLUDED.name_hans, EXCLUDED.aliases)
		RETURNING id, xmax = 0 AS added`,
		postgres.Args{"ids": ids, "codes": codes, "names": names, "hants": hants, "hanses": hanses, "kinds": kinds, "parents": parents, "aliases": aliases}))
	added, changed = tally(rows)
	return added, changed, err
}

// renumber gives every node its depth and span anew, and the assignments the spans of their territories. The caller holds
// lockTree. Overlaps of exclusive assignments are checked when all is numbered: numbers move, regions don't.
func renumber(ctx context.Context, q postgres.Querier) error {
	nodes, err := LoadTerritories(ctx, q)
	if err != nil {
		return err
	}
	was := byID(nodes, func(t Territory) uuid.UUID { return t.ID })
	number(nodes)
	var ids []uuid.UUID
	var depths, firsts, lasts []int32
	for _, t := range nodes {
		if o := was[t.ID]; o.First != t.First || o.Last != t.Last || o.Depth != t.Depth {
			ids, depths = append(ids, t.ID), append(depths, int32(t.Depth))
			firsts, lasts = append(firsts, int32(t.First)), append(lasts, int32(t.Last))
		}
	}
	args := postgres.Args{"ids": ids, "depths": depths, "firsts": firsts, "lasts": lasts}
	b := &pgx.Batch{}
	b.Queue(`SET CONSTRAINTS assignments_exclusive DEFERRED`)
	b.Queue(`UPDATE territories t SET depth = n.depth, span = int4range(n.first, n.last, '[]')
		FROM unnest(@ids::uuid[], @depths::int[], @firsts::int[], @lasts::int[]) AS n (id, depth, first, last) WHERE t.id = n.id`, args)
	b.Queue(`UPDATE assignments a SET territory_span = t.span FROM territories t WHERE t.id = a.territory_id AND a.territory_span <> t.span`)
	b.Queue(`SET CONSTRAINTS assignments_exclusive IMMEDIATE`)
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("numbering the region tree: %w", err)
	}
	return nil
}

// upserted is a row that a set-based INSERT … ON CONFLICT wrote.
type upserted struct {
	ID    uuid.UUID
	Added bool
}

func tally(rows []upserted) (added, changed int) {
	for _, r := range rows {
		if r.Added {
			added++
		}
	}
	return added, len(rows) - added
}
