package customer

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// A person's names are joined for the owner alone: of others, not even those that row-level security would give.
const accountColumns = `a.distributor_id, a.id, a.code, coalesce(a.name, nullif(c.name, '')) AS name,
	CASE WHEN a.is_organization THEN a.other_names ELSE coalesce(c.other_names, '{}') END AS other_names, a.is_organization,
	a.tax_id, a.legal_tax_id, a.channel_type, a.territory_id, a.tags, a.in_charge, a.source, a.first_sale_on, a.merged_into, a.erased_at,
	a.created_at, a.updated_at`

const fromAccounts = ` FROM accounts a LEFT JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id
	AND c.distributor_id = @organization `

// within gives the condition of the accounts that a scope reaches: those of its distributors, and its own.
func within(sc scope.Scope, args map[string]any) string {
	args["organization"] = sc.Organization
	return "(" + sc.Where("a.distributor_id", args) + " OR a.distributor_id = @organization)"
}

func loadAccounts(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Account, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Account](q.Query(ctx, "SELECT "+accountColumns+fromAccounts+"WHERE a.id = ANY(@ids) AND "+within(sc, args)+" ORDER BY a.id",
		pgx.StrictNamedArgs(args)))
}
