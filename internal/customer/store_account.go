package customer

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// A person's names are joined for the owner alone: of others, not even those that row-level security would give.
const accountColumns = `a.distributor_id, a.id, a.code, coalesce(a.name, nullif(c.name, '')) AS name,
	CASE WHEN a.is_organization THEN a.other_names ELSE coalesce(c.other_names, '{}') END AS other_names, a.is_organization,
	a.tax_id, a.legal_tax_id, a.channel_type, a.territory_id, a.tags, a.in_charge, a.source, a.first_sale_on, a.merged_into, a.erased_at,
	a.created_at, a.updated_at`

const fromAccounts = ` FROM accounts a ` + contactOfOwn

const contactOfOwn = `LEFT JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id
	AND c.distributor_id = @organization `

// within gives the condition of the accounts that a scope reaches: those of its distributors, and its own.
func within(sc scope.Scope, args map[string]any) string {
	args["organization"] = sc.Organization
	return "(" + sc.Where("a.distributor_id", args) + " OR a.distributor_id = @organization)"
}

// shared is the condition of accounts that another organisation's share opens today.
const shared = `EXISTS (SELECT 1 FROM shares s WHERE s.owner_id = a.distributor_id AND s.account_id = a.id AND s.grantee_id = @organization
	AND holds_today(s.starts_on, s.ends_on, s.revoked_at))`

func loadAccounts(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Account, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Account](q.Query(ctx, "SELECT "+accountColumns+fromAccounts+"WHERE a.id = ANY(@ids) AND ("+within(sc, args)+" OR "+shared+") ORDER BY a.id",
		postgres.Args(args)))
}

// loadAccount reads one account. Returns NotFound.
func loadAccount(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Account, error) {
	found, err := loadAccounts(ctx, q, sc, []uuid.UUID{id})
	if err == nil && len(found) == 0 {
		err = fault.Missing("account")
	}
	if err != nil {
		return Account{}, err
	}
	return found[0], nil
}

func listAccounts(ctx context.Context, q postgres.Querier, sc scope.Scope, f AccountFilter, o AccountOrder, r page.Request) ([]Account, error) {
	args := map[string]any{}
	from, where := f.query(sc, o, args)
	behind, order, err := r.Keyset(o.Desc, args, o.columns()...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Account](q.Query(ctx, "SELECT "+accountColumns+from+"WHERE "+where+" AND "+behind+" "+order, asked(args)...))
}

// asked are the arguments of a list, which is planned for its own owner, words and page: a plan for any takes every owner for a small one,
// and would read and sort all of its accounts.
func asked(args map[string]any) []any { return []any{postgres.PlanAnew, postgres.Args(args)} }

func countAccounts(ctx context.Context, q postgres.Querier, sc scope.Scope, f AccountFilter, o AccountOrder) (n int, err error) {
	args := map[string]any{}
	from, where := f.query(sc, o, args)
	err = q.QueryRow(ctx, "SELECT count(*)"+from+"WHERE "+where, asked(args)...).Scan(&n)
	return n, err
}

// loadContacts reads the contact details of accounts of the scope's own organisation, and of nobody else's.
func loadContacts(ctx context.Context, q postgres.Querier, sc scope.Scope, accounts []uuid.UUID) ([]Contact, error) {
	return postgres.Rows[Contact](q.Query(ctx, `SELECT distributor_id, account_id, name, other_names, tax_id, phone, email, street, district, city, region,
		  postal_code, country, birth_date
		FROM account_contacts WHERE distributor_id = @owner AND account_id = ANY(@accounts) ORDER BY account_id`,
		postgres.Args{"owner": sc.Organization, "accounts": accounts}))
}

// loadPeople is loadContacts for the people of accounts.
func loadPeople(ctx context.Context, q postgres.Querier, sc scope.Scope, accounts []uuid.UUID) ([]Person, error) {
	return postgres.Rows[Person](q.Query(ctx, `SELECT distributor_id, id, account_id, name, role, phone, email
		FROM account_people WHERE distributor_id = @owner AND account_id = ANY(@accounts) ORDER BY account_id, id`,
		postgres.Args{"owner": sc.Organization, "accounts": accounts}))
}

// saveAccount makes or changes an account with all that its owner says of it; an account that was there keeps its key when there is
// none. Returns Conflict naming the code, or the name of an account without one, when another account has it.
func saveAccount(ctx context.Context, tx pgx.Tx, a Account, f Facts, key []byte) error {
	var name *string // a person's stands with the contact
	contactName := f.Name
	if f.IsOrganization {
		name, contactName = &f.Name, ""
	}
	args := postgres.Args{"owner": a.DistributorID, "id": a.ID, "key": key, "code": f.Code, "name": name, "other_names": f.OtherNames,
		"is_organization": f.IsOrganization, "tax_id": f.TaxID, "legal_tax_id": f.LegalTaxID, "channel": f.ChannelType, "territory": a.TerritoryID,
		"tags": f.Tags, "in_charge": f.InCharge, "source": a.Source, "created": a.CreatedAt, "updated": a.UpdatedAt}
	_, err := tx.Exec(ctx, `
		INSERT INTO accounts AS a (distributor_id, id, key_hash, code, name, other_names, is_organization, tax_id, legal_tax_id, channel_type, territory_id, tags,
		  in_charge, source, created_at, updated_at)
		VALUES (@owner, @id, coalesce(@key, (SELECT k.key_hash FROM accounts k WHERE k.distributor_id = @owner AND k.id = @id)), @code, @name, @other_names, @is_organization, @tax_id, @legal_tax_id, @channel, @territory, @tags, @in_charge, @source, @created, @updated)
		ON CONFLICT (distributor_id, id) DO UPDATE SET key_hash = excluded.key_hash, code = excluded.code, name = excluded.name,
		  other_names = excluded.other_names, is_organization = excluded.is_organization, tax_id = excluded.tax_id, legal_tax_id = excluded.legal_tax_id,
		  channel_type = excluded.channel_type, territory_id = excluded.territory_id, tags = excluded.tags, in_charge = excluded.in_charge,
		  updated_at = excluded.updated_at, edited_at = coalesce(a.edited_at, excluded.updated_at)`, args)
	if postgres.Violates(err, "accounts_distributor_id_key_hash_key") {
		return keyTaken(f)
	}
	if err != nil {
		return fmt.Errorf("writing an account: %w", err)
	}
	c := f.Contact
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO account_contacts (distributor_id, account_id, name, other_names, tax_id, phone, email, street, district, city, region, postal_code, country, birth_date)
		VALUES (@owner, @id, @name, @other_names, @tax_id, @phone, @email, @street, @district, @city, @region, @postal_code, @country, @birth_date)
		ON CONFLICT (distributor_id, account_id) DO UPDATE SET name = excluded.name, other_names = excluded.other_names, tax_id = excluded.tax_id,
		  phone = excluded.phone, email = excluded.email, street = excluded.street, district = excluded.district, city = excluded.city, region = excluded.region,
		  postal_code = excluded.postal_code, country = excluded.country, birth_date = excluded.birth_date`,
		postgres.Args{"owner": a.DistributorID, "id": a.ID, "name": contactName, "other_names": c.OtherNames, "tax_id": c.TaxID, "phone": c.Phone, "email": c.Email,
			"street": c.Street, "district": c.District, "city": c.City, "region": c.Region, "postal_code": c.PostalCode, "country": c.Country, "birth_date": c.BirthDate})
	b.Queue(`DELETE FROM account_people WHERE distributor_id = @owner AND account_id = @id`, postgres.Args{"owner": a.DistributorID, "id": a.ID})
	for _, p := range f.People {
		b.Queue(`INSERT INTO account_people (distributor_id, id, account_id, name, role, phone, email) VALUES (@owner, @id, @account, @name, @role, @phone, @email)`,
			postgres.Args{"owner": a.DistributorID, "id": typeid.New(), "account": a.ID, "name": p.Name, "role": p.Role, "phone": p.Phone, "email": p.Email})
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("writing an account's contact: %w", err)
	}
	return nil
}

func keyTaken(f Facts) error {
	path, key := "code", "account.codeTaken"
	if f.Code == "" {
		path, key = "name", "account.nameTaken"
	}
	return &fault.Error{Kind: fault.Conflict, Key: key, Fields: fault.Fields{{Path: path, Key: key}}}
}

// homeOf reads the country of a distributor; "" for the brand, which has none.
func homeOf(ctx context.Context, q postgres.Querier, owner uuid.UUID) (home string, err error) {
	err = q.QueryRow(ctx, `SELECT coalesce((SELECT country::text FROM distributors WHERE id = @owner), '')`, postgres.Args{"owner": owner}).Scan(&home)
	return strings.TrimSpace(home), err
}

// worksFor reports whether the person is an active user of the organisation.
func worksFor(ctx context.Context, q postgres.Querier, organization, user uuid.UUID) (does bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM users WHERE id = @user AND organization_id = @organization AND status = 'ACTIVE')`,
		postgres.Args{"user": user, "organization": organization}).Scan(&does)
	return does, err
}
