package customer

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const contactColumns = `c.distributor_id, c.account_id, c.name, c.other_names, c.tax_id, c.phone, c.email, c.street, c.district, c.city, c.region, c.postal_code, c.country, c.birth_date`

// ContactOf reads how to reach the account's customer and whom one speaks with there. Row-level security decides whether the transaction
// sees it: the owner's does, and that of an organisation with a share of contact details that holds today. Empty otherwise.
func ContactOf(ctx context.Context, q postgres.Querier, owner, account uuid.UUID) (Contact, []Person, error) {
	args := postgres.Args{"owner": owner, "account": account}
	c, err := postgres.Row[Contact](q.Query(ctx, `SELECT `+contactColumns+` FROM account_contacts c WHERE c.distributor_id = @owner AND c.account_id = @account`, args))
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return c, nil, err
	}
	people, err := postgres.Rows[Person](q.Query(ctx, `SELECT p.distributor_id, p.id, p.account_id, p.name, p.role, p.phone, p.email FROM account_people p
		WHERE p.distributor_id = @owner AND p.account_id = @account ORDER BY p.id LIMIT 50`, args))
	return c, people, err
}

// Load reads an account: one within the scope, or one that a share opens to the caller's organisation. Returns NotFound.
func Load(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Account, error) {
	return loadAccount(ctx, q, sc, id)
}
