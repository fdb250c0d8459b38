package customer

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Customers lists the brand's customers.
func (s *Service) Customers(ctx context.Context, sc scope.Scope, f Filter, by SortBy, desc bool, args page.Args) (page.Page[Customer], error) {
	r, err := page.Check(args, len(by.columns()))
	if err != nil {
		return page.Page[Customer]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Customer, error) { return listCustomers(ctx, q, f, by, desc, r) })
	if err != nil {
		return page.Page[Customer]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countCustomers(ctx, q, f) })
	}
	return page.Make(r, rows, by.key, count), nil
}

// Customer reads one customer, or the one that it was merged into. Returns NotFound.
func (s *Service) Customer(ctx context.Context, sc scope.Scope, id uuid.UUID) (Customer, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (Customer, error) { return loadStanding(ctx, q, id) })
}

// CustomersByID reads those of the customers that the scope reaches, merged ones as they are.
func (s *Service) CustomersByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Customer, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Customer, error) { return loadCustomers(ctx, q, ids) })
}

// Members reads the accounts that stand for the customers, at most 500 of each, without persons' names.
func (s *Service) Members(ctx context.Context, sc scope.Scope, customers []uuid.UUID) (map[uuid.UUID][]Account, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (map[uuid.UUID][]Account, error) { return membersOf(ctx, q, customers) })
}

// CustomersOf reads which customers the accounts stand for, by account.
func (s *Service) CustomersOf(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID]uuid.UUID, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]link, error) { return linksOf(ctx, q, accounts) })
	out := make(map[uuid.UUID]uuid.UUID, len(found))
	for _, l := range found {
		out[l.AccountID] = l.CustomerID
	}
	return out, err
}

// Pins reads what persons have settled of the customers.
func (s *Service) Pins(ctx context.Context, sc scope.Scope, customers []uuid.UUID) (map[uuid.UUID][]Pin, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (map[uuid.UUID][]Pin, error) { return pinsOf(ctx, q, customers) })
}

// Related reads the other customers of the customer's legal person, at most 50: branches of one chain, and its head office.
func (s *Service) Related(ctx context.Context, sc scope.Scope, c Customer) ([]Customer, error) {
	legal := c.LegalTaxID
	if legal == "" {
		legal = c.TaxID
	}
	if legal == "" {
		return nil, nil
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Customer, error) {
		return postgres.Rows[Customer](tx.Query(ctx, `SELECT `+customerColumns+` FROM customers k WHERE k.merged_into IS NULL AND k.id <> @id
			AND (k.legal_tax_id = @legal AND k.legal_tax_id <> '' OR k.tax_id = @legal AND k.tax_id <> '') ORDER BY k.sort, k.id LIMIT 50`,
			postgres.Args{"id": c.ID, "legal": legal}))
	})
}

// History lists what has been done to the customer's record, latest first.
func (s *Service) History(ctx context.Context, sc scope.Scope, customer uuid.UUID, args page.Args) (page.Page[Event], error) {
	r, err := page.Check(args, 1)
	if err != nil {
		return page.Page[Event]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Event, error) {
		named := map[string]any{"customer": customer}
		from, order, err := r.Keyset(true, named, page.Column{SQL: "e.id", Type: "uuid"})
		if err != nil {
			return nil, err
		}
		return postgres.Rows[Event](tx.Query(ctx, `SELECT e.customer_id, e.id, e.kind, e.distributor_id, e.account_id, e.other_id, e.field, e.how, e.reason, e.done_by, e.done_at
			FROM customer_events e WHERE e.customer_id = @customer AND `+from+" "+order, postgres.Args(named)))
	})
	if err != nil {
		return page.Page[Event]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			err = tx.QueryRow(ctx, `SELECT count(*) FROM customer_events WHERE customer_id = @customer`, postgres.Args{"customer": customer}).Scan(&n)
			return n, err
		})
	}
	return page.Make(r, rows, func(e Event) []string { return []string{e.ID.String()} }, count), nil
}

// Relinked is what became of an account's customer.
type Relinked struct {
	Account Account
	Now     Customer
	Before  *Customer
}

// Unlink takes an account from its customer: it stands for one of its own then, and the accounts that are left are
// not offered for it again. Returns NotFound, and Conflict for an account that stands alone already.
func (s *Service) Unlink(ctx context.Context, sc scope.Scope, account uuid.UUID, reason string) (Relinked, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Relinked, error) {
		h, a, before, err := s.linked(ctx, tx, sc, account, reason)
		if err != nil {
			return Relinked{}, err
		}
		if before.Accounts < 2 {
			return Relinked{}, fault.New(fault.Conflict, "customer.alone", nil)
		}
		if _, err := tx.Exec(ctx, `UPDATE match_pairs SET state = 'DIFFERENT', automatic = false, undo = NULL, decided_by = @by, decided_at = @now
			WHERE (first_owner = @owner AND first_account = @account OR second_owner = @owner AND second_account = @account) AND state IN ('LINKED', 'OPEN', 'SKIPPED')
			  AND CASE WHEN first_account = @account THEN (SELECT l.customer_id FROM customer_links l WHERE l.distributor_id = second_owner AND l.account_id = second_account)
			    ELSE (SELECT l.customer_id FROM customer_links l WHERE l.distributor_id = first_owner AND l.account_id = first_account) END = @customer`,
			postgres.Args{"by": h.by, "now": h.at, "owner": a.DistributorID, "account": a.ID, "customer": before.ID}); err != nil {
			return Relinked{}, err
		}
		id := typeid.New()
		if _, err := tx.Exec(ctx, `INSERT INTO customers (id, is_organization, created_at, updated_at) VALUES (@id, @is_organization, @now, @now)`,
			postgres.Args{"id": id, "is_organization": a.IsOrganization, "now": h.at}); err != nil {
			return Relinked{}, err
		}
		return s.relink(ctx, tx, h, a, before, id, "customer.unlinkAccount")
	})
}

// Link has an account stand for a customer, by hand. Returns NotFound; linking it to the customer that it stands for changes nothing.
func (s *Service) Link(ctx context.Context, sc scope.Scope, account, customer uuid.UUID, reason string) (Relinked, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Relinked, error) {
		h, a, before, err := s.linked(ctx, tx, sc, account, reason)
		if err != nil {
			return Relinked{}, err
		}
		to, err := loadStanding(ctx, tx, customer)
		if err != nil || to.ID == before.ID {
			return Relinked{a, to, nil}, err
		}
		return s.relink(ctx, tx, h, a, before, to.ID, "customer.linkAccount")
	})
}

// linked reads an account and the customer that it stands for, held against changes. Returns NotFound; Conflict for an account that
// is not matched yet.
func (s *Service) linked(ctx context.Context, tx pgx.Tx, sc scope.Scope, account uuid.UUID, reason string) (h hand, a Account, c Customer, err error) {
	if err = needsReason(reason); err != nil {
		return h, a, c, err
	}
	found, err := loadAccounts(ctx, tx, sc, []uuid.UUID{account})
	if err == nil && len(found) == 0 {
		err = fault.Missing("account")
	}
	if err != nil {
		return h, a, c, err
	}
	at, err := linksOf(ctx, tx, []uuid.UUID{account})
	if err == nil && len(at) == 0 {
		err = fault.New(fault.Conflict, "customer.notMatchedYet", nil)
	}
	if err != nil {
		return h, a, c, err
	}
	if err = lockCustomers(ctx, tx, []uuid.UUID{at[0].CustomerID}); err != nil {
		return h, a, c, err
	}
	if c, err = loadStanding(ctx, tx, at[0].CustomerID); err != nil {
		return h, a, c, err
	}
	h, err = s.handOf(ctx, tx, reason)
	return h, found[0], c, err
}

func (s *Service) relink(ctx context.Context, tx pgx.Tx, h hand, a Account, before Customer, to uuid.UUID, action string) (Relinked, error) {
	if err := split(ctx, tx, h, []uuid.UUID{a.ID}, before.ID, to); err != nil {
		return Relinked{}, err
	}
	if err := h.seen.look(ctx, tx, s.rules); err != nil {
		return Relinked{}, err
	}
	now, err := loadStanding(ctx, tx, to)
	if err != nil {
		return Relinked{}, err
	}
	if before, err = loadStanding(ctx, tx, before.ID); err != nil {
		return Relinked{}, err
	}
	return Relinked{a, now, &before}, audit.Record(ctx, tx, audit.Entry{Organization: h.brand, Action: action, SubjectType: "account", SubjectID: audit.ID(a.ID),
		Before: map[string]any{"customer": before.NodeID()}, After: map[string]any{"customer": now.NodeID()}, Reason: h.reason})
}

// needsReason returns Invalid when there is none.
func needsReason(reason string) error {
	var fields fault.Fields
	if reason == "" {
		fields.Add("input.reason", "required", nil)
	}
	return fields.Err()
}

// PinField settles a customer's value; nil lets it go again. Returns NotFound, and Invalid for a value that the field can't take.
func (s *Service) PinField(ctx context.Context, sc scope.Scope, id uuid.UUID, f Field, value *string, reason string) (Customer, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Customer, error) {
		if err := needsReason(reason); err != nil {
			return Customer{}, err
		}
		c, err := loadStanding(ctx, tx, id)
		if err != nil {
			return c, err
		}
		if err := lockCustomers(ctx, tx, []uuid.UUID{c.ID}); err != nil {
			return c, err
		}
		h, err := s.handOf(ctx, tx, reason)
		if err != nil {
			return c, err
		}
		if err := pin(ctx, tx, h, c, f, value); err != nil {
			return c, err
		}
		if err := refresh(ctx, tx, h.brand, h.at, []uuid.UUID{c.ID}); err != nil {
			return c, err
		}
		now, err := loadStanding(ctx, tx, c.ID)
		if err != nil {
			return c, err
		}
		return now, audit.Record(ctx, tx, audit.Entry{Organization: h.brand, Action: "customer.pinField", SubjectType: "customer", SubjectID: audit.ID(c.ID),
			Before: map[string]any{"field": f, "value": c.text(f)}, After: map[string]any{"field": f, "value": now.text(f), "pinned": value != nil}, Reason: reason})
	})
}

func pin(ctx context.Context, tx pgx.Tx, h hand, c Customer, f Field, value *string) error {
	kind := eventUnpinned
	args := postgres.Args{"customer": c.ID, "field": f}
	if value == nil {
		if _, err := tx.Exec(ctx, `DELETE FROM customer_pins WHERE customer_id = @customer AND field = @field`, args); err != nil {
			return err
		}
	} else {
		if err := checkPin(ctx, tx, c, f, *value); err != nil {
			return err
		}
		kind = eventPinned
		args["value"], args["reason"], args["by"], args["now"] = *value, h.reason, h.by, h.at
		if _, err := tx.Exec(ctx, `INSERT INTO customer_pins (customer_id, field, value, reason, pinned_by, pinned_at) VALUES (@customer, @field, @value, @reason, @by, @now)
			ON CONFLICT (customer_id, field) DO UPDATE SET value = excluded.value, reason = excluded.reason, pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at`, args); err != nil {
			return err
		}
	}
	e := h.event(kind, c.ID)
	e.Field = orNil(string(f))
	return addEvents(ctx, tx, e)
}

// checkPin returns Invalid for a value that the field can't take.
func checkPin(ctx context.Context, tx pgx.Tx, c Customer, f Field, value string) error {
	var fields fault.Fields
	switch f {
	case FieldName, FieldTaxID, FieldLegalTaxID:
		if !c.IsOrganization {
			fields.Add("input.field", "customer.personHasNone", nil)
		} else if value == "" || len([]rune(value)) > 300 {
			fields.Add("input.value", "text.length", fault.Params{"min": 1, "max": 300})
		}
	case FieldTerritory:
		var known bool
		if id, err := uuid.Parse(value); err != nil {
			fields.Add("input.value", "id.wrong", fault.Params{"expected": typeid.Territory + "_…"})
		} else if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM territories WHERE id = @id)`, postgres.Args{"id": id}).Scan(&known); err != nil {
			return err
		} else if !known {
			fields.Add("input.value", "territory.unknown", nil)
		}
	case FieldChannelType:
		switch value {
		case "ECOMMERCE", "STORE", "SOCIAL", "DISTRIBUTION", "DIRECT":
		default:
			fields.Add("input.value", "channelType.unknown", nil)
		}
	}
	return fields.Err()
}

// text gives the value of a field as text.
func (c Customer) text(f Field) string {
	switch f {
	case FieldName:
		return orEmpty(c.Name)
	case FieldTaxID:
		return c.TaxID
	case FieldLegalTaxID:
		return c.LegalTaxID
	case FieldTerritory:
		return textOf(c.TerritoryID)
	}
	return orEmpty(c.ChannelType)
}

func (s SortBy) key(c Customer) []string {
	switch s {
	case ByName:
		return []string{c.Sort, c.ID.String()}
	case ByOrganizations:
		return []string{strconv.Itoa(c.Organizations), c.ID.String()}
	}
	return []string{c.CreatedAt.Format(time.RFC3339Nano), c.ID.String()}
}
