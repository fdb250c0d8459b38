package customer

import (
	"cmp"
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// How an account came to stand for its customer.
const (
	howAlone     = "ALONE" // nobody else's account was found for it
	howAutomatic = "AUTOMATIC"
	howPerson    = "PERSON"
)

// hand is who moves accounts between customers, and how and why.
type hand struct {
	brand  uuid.UUID
	by     *uuid.UUID // nil: the portal itself
	how    string
	reason string
	at     time.Time
	seen   relinked // the customers that it moved accounts of
}

func (h hand) event(kind string, customer uuid.UUID) Event {
	return Event{CustomerID: customer, Kind: kind, How: &h.how, Reason: orNil(h.reason), DoneBy: h.by, DoneAt: h.at}
}

// settle gives each of the accounts that stands for no customer yet one of its own. The new customers still have to be refreshed.
func settle(ctx context.Context, tx pgx.Tx, h hand, accounts []Account) (made map[uuid.UUID]uuid.UUID, err error) {
	made = map[uuid.UUID]uuid.UUID{}
	b, events := &pgx.Batch{}, make([]Event, 0, len(accounts))
	for _, a := range accounts {
		id := typeid.New()
		made[a.ID] = id
		h.seen.add(id)
		b.Queue(`INSERT INTO customers (id, is_organization, created_at, updated_at) VALUES (@id, @is_organization, @now, @now)`,
			postgres.Args{"id": id, "is_organization": a.IsOrganization, "now": h.at})
		b.Queue(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how, linked_by, linked_at) VALUES (@distributor, @account, @customer, @how, @by, @now)`,
			postgres.Args{"distributor": a.DistributorID, "account": a.ID, "customer": id, "how": h.how, "by": h.by, "now": h.at})
		e := h.event(eventCreated, id)
		e.DistributorID, e.AccountID = ref(a.DistributorID), ref(a.ID)
		events = append(events, e)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	return made, addEvents(ctx, tx, events...)
}

// join makes two customers one: the accounts of the one with fewer go to the other, which is refreshed. It gives what it did.
func join(ctx context.Context, tx pgx.Tx, h hand, x, y uuid.UUID) (Undo, error) {
	if err := lockCustomers(ctx, tx, []uuid.UUID{x, y}); err != nil {
		return Undo{}, err
	}
	to, err := loadStanding(ctx, tx, x)
	if err != nil {
		return Undo{}, err
	}
	from, err := loadStanding(ctx, tx, y)
	if err != nil {
		return Undo{}, err
	}
	if to.ID == from.ID {
		return Undo{From: from.ID, To: to.ID}, nil
	}
	if cmp.Or(cmp.Compare(from.Accounts, to.Accounts), to.CreatedAt.Compare(from.CreatedAt)) > 0 {
		to, from = from, to
	}
	moved, err := links(ctx, tx, `UPDATE customer_links SET customer_id = @to, how = @how, linked_by = @by, linked_at = @now WHERE customer_id = @from`,
		postgres.Args{"to": to.ID, "from": from.ID, "how": h.how, "by": h.by, "now": h.at})
	if err != nil {
		return Undo{}, err
	}
	if err := h.moved(ctx, tx, moved, from.ID, to.ID); err != nil {
		return Undo{}, err
	}
	return Undo{From: from.ID, To: to.ID, Accounts: accountsOf(moved)}, refresh(ctx, tx, h.brand, h.at, []uuid.UUID{to.ID})
}

// split takes accounts from a customer to another one, which stands again if it had been merged. Both are refreshed; a
// customer that is left without accounts is merged into the other.
func split(ctx context.Context, tx pgx.Tx, h hand, accounts []uuid.UUID, from, to uuid.UUID) error {
	if len(accounts) == 0 || from == to {
		return nil
	}
	if err := lockCustomers(ctx, tx, []uuid.UUID{from, to}); err != nil {
		return err
	}
	moved, err := links(ctx, tx, `UPDATE customer_links SET customer_id = @to, how = @how, linked_by = @by, linked_at = @now
		WHERE customer_id = @from AND account_id = ANY(@accounts)`, postgres.Args{"to": to, "from": from, "accounts": accounts, "how": h.how, "by": h.by, "now": h.at})
	if err != nil {
		return err
	}
	if err := standAgain(ctx, tx, to); err != nil {
		return err
	}
	if err := h.moved(ctx, tx, moved, from, to); err != nil {
		return err
	}
	return refresh(ctx, tx, h.brand, h.at, []uuid.UUID{from, to})
}

// moved writes down what went from one customer to the other, merges the one into the other if nothing is left of it, and
// brings the pairs in line: two accounts of one customer wait for no decision any more.
func (h hand) moved(ctx context.Context, tx pgx.Tx, moved []link, from, to uuid.UUID) error {
	h.seen.add(from, to)
	var events []Event
	for _, m := range moved {
		for _, side := range []struct {
			kind            string
			customer, other uuid.UUID
		}{{eventUnlinked, from, to}, {eventLinked, to, from}} {
			e := h.event(side.kind, side.customer)
			e.DistributorID, e.AccountID, e.OtherID = ref(m.DistributorID), ref(m.AccountID), ref(side.other)
			events = append(events, e)
		}
	}
	tag, err := tx.Exec(ctx, `UPDATE customers SET merged_into = @to, accounts = 0, organizations = 0 WHERE id = @from
		AND NOT EXISTS (SELECT 1 FROM customer_links l WHERE l.customer_id = @from)`, postgres.Args{"to": to, "from": from})
	if err != nil {
		return err
	}
	if tag.RowsAffected() > 0 {
		if err := inherit(ctx, tx, from, to); err != nil {
			return err
		}
		e := h.event(eventMerged, from)
		e.OtherID = ref(to)
		events = append(events, e)
	}
	if err := addEvents(ctx, tx, events...); err != nil {
		return err
	}
	return implied(ctx, tx, h.at, accountsOf(moved))
}

// implied brings pairs of the accounts in line that no decision of their own holds: linked where both stand for one customer, open again where they don't.
func implied(ctx context.Context, tx pgx.Tx, now time.Time, accounts []uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		UPDATE match_pairs p SET state = CASE WHEN x.customer_id = y.customer_id THEN 'LINKED' ELSE 'OPEN' END,
		  automatic = x.customer_id = y.customer_id, decided_at = CASE WHEN x.customer_id = y.customer_id THEN @now::timestamptz END
		FROM customer_links x, customer_links y
		WHERE x.distributor_id = p.first_owner AND x.account_id = p.first_account AND y.distributor_id = p.second_owner AND y.account_id = p.second_account
		  AND p.id IN (SELECT id FROM match_pairs WHERE (first_owner, first_account) IN (SELECT distributor_id, account_id FROM customer_links WHERE account_id = ANY(@accounts))
		    UNION SELECT id FROM match_pairs WHERE (second_owner, second_account) IN (SELECT distributor_id, account_id FROM customer_links WHERE account_id = ANY(@accounts)))
		  AND (p.state IN ('OPEN', 'SKIPPED') AND x.customer_id = y.customer_id
		    OR p.state = 'LINKED' AND p.undo IS NULL AND x.customer_id <> y.customer_id)`, postgres.Args{"accounts": accounts, "now": now})
	return err
}

// links runs an update of customer_links and gives the rows as they are then.
func links(ctx context.Context, tx pgx.Tx, update string, args postgres.Args) ([]link, error) {
	return postgres.Rows[link](tx.Query(ctx, "WITH u AS ("+update+" RETURNING distributor_id, account_id, customer_id) SELECT * FROM u ORDER BY account_id", args))
}

func accountsOf(all []link) []uuid.UUID {
	ids := make([]uuid.UUID, len(all))
	for i, l := range all {
		ids[i] = l.AccountID
	}
	return ids
}
