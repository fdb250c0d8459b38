package customer

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
)

// The tables of this file are the brand's: row-level security shows their rows to scopes that reach all, and nothing to others.

const customerColumns = `k.id, k.is_organization, k.name, k.other_names, k.sort, k.tax_id, k.legal_tax_id, k.territory_id, k.channel_type, k.sources,
	k.accounts, k.organizations, k.owner_id, k.merged_into, k.created_at, k.updated_at`

// Filter narrows customers; nil parts do not.
type Filter struct {
	Search           *string
	IsOrganization   *bool
	TerritoryID      *uuid.UUID // it and all within it
	DistributorID    *uuid.UUID // that has an account of it
	MinOrganizations *int
}

func (f Filter) where(args map[string]any) string {
	parts := []string{"k.merged_into IS NULL"}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.Search != nil {
		q := queryOf(*f.Search)
		words := q.conditions("customer_words", "customer_id", "k.id", "true", args)
		if q.empty() {
			words = []string{"false"}
		}
		args["tax_id"] = strings.ToUpper(strings.TrimSpace(*f.Search))
		parts = append(parts, "(("+strings.Join(words, " AND ")+") OR k.tax_id = @tax_id OR k.legal_tax_id = @tax_id)")
	}
	if f.IsOrganization != nil {
		add("k.is_organization = @is_organization", "is_organization", *f.IsOrganization)
	}
	if f.TerritoryID != nil {
		add("k.territory_id IN (SELECT t.id FROM territories t JOIN territories top ON t.span <@ top.span WHERE top.id = @territory)", "territory", *f.TerritoryID)
	}
	if f.DistributorID != nil {
		add("EXISTS (SELECT 1 FROM customer_links l WHERE l.customer_id = k.id AND l.distributor_id = @distributor)", "distributor", *f.DistributorID)
	}
	if f.MinOrganizations != nil {
		add("k.organizations >= @min_organizations", "min_organizations", *f.MinOrganizations)
	}
	return strings.Join(parts, " AND ")
}

// SortBy is what customers are sorted by.
type SortBy int

// The sorts.
const (
	ByCreated SortBy = iota
	ByName
	ByOrganizations
)

func (s SortBy) columns() []page.Column {
	id := page.Column{SQL: "k.id", Type: "uuid"}
	switch s {
	case ByName:
		return []page.Column{{SQL: "k.sort", Type: "text"}, id}
	case ByOrganizations:
		return []page.Column{{SQL: "k.organizations", Type: "int"}, id}
	}
	return []page.Column{{SQL: "k.created_at", Type: "timestamptz"}, id}
}

func listCustomers(ctx context.Context, q postgres.Querier, f Filter, by SortBy, desc bool, r page.Request) ([]Customer, error) {
	args := map[string]any{}
	where := f.where(args)
	from, order, err := r.Keyset(desc, args, by.columns()...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Customer](q.Query(ctx, "SELECT "+customerColumns+" FROM customers k WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
}

func countCustomers(ctx context.Context, q postgres.Querier, f Filter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM customers k WHERE "+f.where(args), postgres.Args(args)).Scan(&n)
	return n, err
}

func loadCustomers(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]Customer, error) {
	return postgres.Rows[Customer](q.Query(ctx, "SELECT "+customerColumns+" FROM customers k WHERE k.id = ANY(@ids) ORDER BY k.id", postgres.Args{"ids": ids}))
}

// loadStanding reads the customer, or the one that it was merged into. Returns NotFound.
func loadStanding(ctx context.Context, q postgres.Querier, id uuid.UUID) (Customer, error) {
	c, err := postgres.Row[Customer](q.Query(ctx, `
		WITH RECURSIVE road AS (
		  SELECT c.id, c.merged_into, 1 AS steps FROM customers c WHERE c.id = @id
		  UNION ALL SELECT c.id, c.merged_into, r.steps + 1 FROM customers c JOIN road r ON c.id = r.merged_into WHERE r.steps < 100)
		SELECT `+customerColumns+` FROM customers k JOIN road r ON r.id = k.id WHERE k.merged_into IS NULL`, postgres.Args{"id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return c, fault.Missing("customer")
	}
	return c, err
}

// lockCustomers holds the customers against changes until the end of the transaction, in the order of their ids.
func lockCustomers(ctx context.Context, q postgres.Querier, ids []uuid.UUID) error {
	_, err := q.Exec(ctx, `SELECT 1 FROM customers WHERE id = ANY(@ids) ORDER BY id FOR UPDATE`, postgres.Args{"ids": ids})
	return err
}

// link is which customer an account stands for.
type link struct {
	DistributorID uuid.UUID
	AccountID     uuid.UUID
	CustomerID    uuid.UUID
}

// linksOf reads which customers the accounts stand for.
func linksOf(ctx context.Context, q postgres.Querier, accounts []uuid.UUID) ([]link, error) {
	return postgres.Rows[link](q.Query(ctx, `SELECT distributor_id, account_id, customer_id FROM customer_links
		WHERE (distributor_id, account_id) IN (SELECT a.distributor_id, a.id FROM accounts a WHERE a.id = ANY(@accounts)) ORDER BY account_id`,
		postgres.Args{"accounts": accounts}))
}

// mostAccounts bounds how many accounts of one customer are read.
const mostAccounts = 500

// membersOf reads the accounts that stand for the customers.
func membersOf(ctx context.Context, q postgres.Querier, customers []uuid.UUID) (map[uuid.UUID][]Account, error) {
	type member struct {
		Account
		CustomerID uuid.UUID
	}
	rows, err := postgres.Rows[member](q.Query(ctx, `SELECT m.customer_id, `+memberColumns+`
		FROM unnest(@customers::uuid[]) c(id) CROSS JOIN LATERAL (
		  SELECT * FROM customer_links l WHERE l.customer_id = c.id ORDER BY l.distributor_id, l.account_id LIMIT @most) m
		JOIN accounts a ON a.distributor_id = m.distributor_id AND a.id = m.account_id ORDER BY m.customer_id, a.distributor_id, a.id`,
		postgres.Args{"customers": customers, "most": mostAccounts}))
	if err != nil {
		return nil, err
	}
	out := map[uuid.UUID][]Account{}
	for _, m := range rows {
		out[m.CustomerID] = append(out[m.CustomerID], m.Account)
	}
	return out, nil
}

// An account as the golden record sees it: without a person's names.
const memberColumns = `a.distributor_id, a.id, a.code, a.name, a.other_names, a.is_organization, a.tax_id, a.legal_tax_id, a.channel_type, a.territory_id,
	a.tags, a.in_charge, a.source, a.first_sale_on, a.merged_into, a.erased_at, a.created_at, a.updated_at`

func pinsOf(ctx context.Context, q postgres.Querier, customers []uuid.UUID) (map[uuid.UUID][]Pin, error) {
	rows, err := postgres.Rows[Pin](q.Query(ctx, `SELECT customer_id, field, value, reason, pinned_by, pinned_at FROM customer_pins
		WHERE customer_id = ANY(@customers) ORDER BY customer_id, field`, postgres.Args{"customers": customers}))
	out := map[uuid.UUID][]Pin{}
	for _, p := range rows {
		out[p.CustomerID] = append(out[p.CustomerID], p)
	}
	return out, err
}

// refresh makes the customers say again what their accounts say, in four statements however many they are.
func refresh(ctx context.Context, tx pgx.Tx, brand uuid.UUID, now time.Time, ids []uuid.UUID) error {
	members, err := membersOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	pins, err := pinsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, id := range ids {
		c := golden(id, members[id], pins[id], brand)
		b.Queue(`UPDATE customers SET is_organization = @is_organization, name = @name, other_names = coalesce(@other_names::text[], '{}'), sort = @sort, tax_id = @tax_id,
			  legal_tax_id = @legal_tax_id, territory_id = @territory, channel_type = @channel, sources = @sources, accounts = @accounts, organizations = @organizations, updated_at = @now
			WHERE id = @id`, postgres.Args{"id": id, "is_organization": c.IsOrganization, "name": c.Name, "other_names": c.OtherNames, "sort": c.Sort, "tax_id": c.TaxID,
			"legal_tax_id": c.LegalTaxID, "territory": c.TerritoryID, "channel": c.ChannelType, "sources": c.Sources, "accounts": c.Accounts, "organizations": c.Organizations, "now": now})
		words := []string{}
		if c.Name != nil {
			words = wordsOf(append([]string{*c.Name}, c.OtherNames...)...)
		}
		b.Queue(`DELETE FROM customer_words WHERE customer_id = @id AND word <> ALL(@words)`, postgres.Args{"id": id, "words": words})
		b.Queue(`INSERT INTO customer_words (word, customer_id) SELECT w, @id FROM unnest(@words::text[]) w ORDER BY w ON CONFLICT DO NOTHING`,
			postgres.Args{"id": id, "words": words})
	}
	return tx.SendBatch(ctx, b).Close()
}

// brandOf reads which organisation is the brand.
func brandOf(ctx context.Context, q postgres.Querier) (brand uuid.UUID, err error) {
	err = q.QueryRow(ctx, `SELECT brand_id FROM brand_settings`).Scan(&brand)
	return brand, err
}

// LoadStanding reads the customer, or the one that it was merged into. Returns NotFound.
func LoadStanding(ctx context.Context, q postgres.Querier, id uuid.UUID) (Customer, error) {
	return loadStanding(ctx, q, id)
}

// MembersOf reads the accounts that stand for a customer, at most 500, without persons' names.
func MembersOf(ctx context.Context, q postgres.Querier, id uuid.UUID) ([]Account, error) {
	members, err := membersOf(ctx, q, []uuid.UUID{id})
	return members[id], err
}
