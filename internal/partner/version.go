package partner

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/postgres"
)

// The inputs that all cards share, for TouchShared.
const (
	SharedSettings    = "settings"
	SharedProgramme   = "programme"
	SharedRates       = "rates"
	SharedTargets     = "targets"
	SharedMarket      = "market"
	SharedTerritories = "territories"
	SharedCatalog     = "catalog"
	SharedPeriods     = "periods"
	SharedCohort      = "cohort"
)

// Touch raises the distributors' data versions, which every transaction that changes their data does, so that no
// answer made before it is taken for a fresh one, and tells whoever has one of their cards open once the transaction
// is committed. It locks their version rows, in the order of ids.
func Touch(ctx context.Context, q postgres.Querier, distributors ...uuid.UUID) error {
	ids := slices.Clone(distributors)
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil
	}
	_, err := q.Exec(ctx, `
		INSERT INTO data_versions (distributor_id) SELECT id FROM unnest(@ids::uuid[]) WITH ORDINALITY AS d (id, n) ORDER BY n
		ON CONFLICT (distributor_id) DO UPDATE SET version = data_versions.version + 1`,
		postgres.Args{"ids": ids})
	if err != nil {
		return fmt.Errorf("raising data versions: %w", err)
	}
	changes := make([]notify.Change, len(ids))
	for i, id := range ids {
		changes[i] = notify.Change{Kind: notify.Scorecard, ID: id, Organizations: []uuid.UUID{id}}
	}
	return notify.Changed(ctx, q, changes...)
}

// aloud are the shared inputs of whose change all readers of cards hear. Of the others a distributor must not hear:
// when they change tells of somebody else.
var aloud = []string{SharedSettings, SharedProgramme, SharedRates, SharedPeriods}

// TouchShared raises the versions of inputs that all cards share, in the transaction that changes them. It needs a scope
// that reaches all, and locks the versions' rows until the transaction ends: call it late, and after Touch.
func TouchShared(ctx context.Context, q postgres.Querier, names ...string) error {
	names = slices.Clone(names)
	slices.Sort(names)
	heard := false
	for _, name := range slices.Compact(names) { // one by one, in order, so that no two wait for each other
		tag, err := q.Exec(ctx, `UPDATE input_versions SET version = version + 1 WHERE name = @name`, postgres.Args{"name": name})
		if err != nil {
			return fmt.Errorf("raising the version of %s: %w", name, err)
		}
		if tag.RowsAffected() != 1 {
			return fmt.Errorf("raising the version of %s: no such input within reach", name)
		}
		heard = heard || slices.Contains(aloud, name)
	}
	if !heard {
		return nil
	}
	return notify.Changed(ctx, q, notify.Change{Kind: notify.Scorecard, Everybody: true})
}
