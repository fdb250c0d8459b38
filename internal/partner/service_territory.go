package partner

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// NewTerritory is a node to add to the region tree.
type NewTerritory struct {
	Code     string
	Name     Name
	Kind     TerritoryKind
	ParentID *uuid.UUID
	Aliases  []string
}

// TerritoryChange changes what is not nil.
type TerritoryChange struct {
	Name    *Name
	Aliases []string
}

// Territories gives the whole region tree, parents before children; at most MaxTerritories.
func (s *Service) Territories(ctx context.Context, sc scope.Scope) ([]Territory, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Territory, error) { return LoadTerritories(ctx, q) })
}

// TerritoriesByID reads the territories of the ids.
func (s *Service) TerritoriesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]Territory, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (map[uuid.UUID]Territory, error) { return LoadTerritoriesByID(ctx, q, ids) })
}

// CreateTerritory adds a node and numbers the tree anew. A repeated key gives the first one again. Returns Invalid
// with all fields at fault, Conflict when the code is taken or the tree is full.
func (s *Service) CreateTerritory(ctx context.Context, sc scope.Scope, key *string, n NewTerritory) (made Territory, err error) {
	t := Territory{ID: typeid.New(), Code: strings.TrimSpace(n.Code), Name: n.Name.Trim(), Kind: n.Kind,
		ParentID: n.ParentID, Aliases: cleanAliases(n.Aliases)}
	var fields fault.Fields
	t.check(fields.Add)
	if err := fields.Err(); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createTerritory", key, n, func() (uuid.UUID, error) {
			return t.ID, addTerritory(ctx, tx, t)
		})
		if err != nil {
			return err
		}
		made, err = loadTerritory(ctx, tx, id)
		return err
	})
	return made, err
}

func addTerritory(ctx context.Context, tx pgx.Tx, t Territory) error {
	if err := lock(ctx, tx, lockTree); err != nil {
		return err
	}
	tree, err := LoadTerritories(ctx, tx)
	if err != nil {
		return err
	}
	if len(tree) >= MaxTerritories {
		return fault.New(fault.Conflict, "territory.tooMany", fault.Params{"max": MaxTerritories})
	}
	if t.ParentID != nil {
		var fields fault.Fields
		at := slices.IndexFunc(tree, func(p Territory) bool { return p.ID == *t.ParentID })
		switch {
		case at < 0:
			fields.Add("parentId", "territory.notFound", nil)
		case !t.Kind.fits(tree[at].Kind):
			fields.Add("kind", "territory.kind", fault.Params{"kind": t.Kind, "parent": tree[at].Kind})
		}
		if err := fields.Err(); err != nil {
			return err
		}
	}
	if _, _, err := putTerritories(ctx, tx, []Territory{t}); postgres.Violates(err, "territories_code_key") {
		return taken("territory.codeTaken", t.Code)
	} else if err != nil {
		return fmt.Errorf("adding a territory: %w", err)
	}
	if err := renumber(ctx, tx); err != nil {
		return err
	}
	if err := TouchShared(ctx, tx, SharedTerritories); err != nil {
		return err
	}
	return record(ctx, tx, "territory.create", "territory", t.ID, nil, t)
}

// UpdateTerritory changes a node's name and aliases. Returns NotFound, or Invalid with all fields at fault.
func (s *Service) UpdateTerritory(ctx context.Context, sc scope.Scope, id uuid.UUID, c TerritoryChange) (now Territory, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		before, err := loadTerritory(ctx, tx, id)
		if err != nil {
			return err
		}
		now = before
		set(&now.Name, c.Name)
		now.Name = now.Name.Trim()
		if c.Aliases != nil {
			now.Aliases = cleanAliases(c.Aliases)
		}
		var fields fault.Fields
		now.check(fields.Add)
		if err := fields.Err(); err != nil {
			return err
		}
		_, changed, err := putTerritories(ctx, tx, []Territory{now})
		if err != nil {
			return fmt.Errorf("changing a territory: %w", err)
		}
		if changed == 0 {
			return nil
		}
		if err := TouchShared(ctx, tx, SharedTerritories); err != nil {
			return err
		}
		return record(ctx, tx, "territory.update", "territory", id, before, now)
	})
	return now, err
}
