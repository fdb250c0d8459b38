package customer

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// takeTurn waits until no other matcher is at work, and holds the place until the end of the transaction.
func takeTurn(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('customer_match'))`)
	return err
}

// loadWaiting reads which accounts have waited longest, and whose they are.
func loadWaiting(ctx context.Context, tx pgx.Tx, limit int) (owners, ids []uuid.UUID, err error) {
	rows, err := tx.Query(ctx, `SELECT distributor_id, account_id FROM match_pending ORDER BY since, account_id LIMIT @limit FOR UPDATE SKIP LOCKED`, postgres.Args{"limit": limit})
	if err != nil {
		return nil, nil, err
	}
	var owner, id uuid.UUID
	_, err = pgx.ForEachRow(rows, []any{&owner, &id}, func() error {
		owners, ids = append(owners, owner), append(ids, id)
		return nil
	})
	return owners, ids, err
}

// forget takes accounts off the list of those that wait. They were held since they were read: none has changed again.
func forget(ctx context.Context, tx pgx.Tx, owners, ids []uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM match_pending p USING unnest(@owners::uuid[], @ids::uuid[]) AS w (owner, id)
		WHERE p.distributor_id = w.owner AND p.account_id = w.id`, postgres.Args{"owners": owners, "ids": ids})
	return err
}

// stored is an account with all that it is recognised by.
type stored struct {
	Account
	PersonName   string
	PersonNames  []string
	PersonTaxID  string
	Phone, Email string
	Street       string
	District     string
	City         string
	Region       string
	PostalCode   string
	Country      string
	BirthDate    *time.Time
}

// read reads accounts that the round doesn't know yet.
func (r *round) read(ctx context.Context, tx pgx.Tx, ids []uuid.UUID) error {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool { return r.records[id] != nil })
	if len(missing) == 0 {
		return nil
	}
	rows, err := postgres.Rows[stored](tx.Query(ctx, `SELECT `+memberColumns+`, coalesce(c.name, '') AS person_name, coalesce(c.other_names, '{}') AS person_names,
		  coalesce(c.tax_id, '') AS person_tax_id, coalesce(c.phone, '') AS phone, coalesce(c.email, '') AS email, coalesce(c.street, '') AS street,
		  coalesce(c.district, '') AS district, coalesce(c.city, '') AS city, coalesce(c.region, '') AS region, coalesce(c.postal_code, '') AS postal_code,
		  coalesce(nullif(c.country, ''), d.country::text, '') AS country, c.birth_date
		FROM accounts a LEFT JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id
		LEFT JOIN distributors d ON d.id = a.distributor_id WHERE a.id = ANY(@ids) ORDER BY a.id`, postgres.Args{"ids": missing}))
	if err != nil {
		return err
	}
	for _, s := range rows {
		listed := s.Account
		if !s.IsOrganization {
			listed.Name, listed.OtherNames = &s.PersonName, s.PersonNames
		}
		r.records[s.ID] = &record{s.Account, listed, match.Normalise(s.record())}
	}
	return nil
}

func (s stored) record() match.Record {
	out := match.Record{ID: s.ID.String(), Source: s.DistributorID.String(), Organization: s.IsOrganization, Phones: given(s.Phone), Emails: given(s.Email),
		Street: s.Street, District: s.District, City: s.City, Region: s.Region, PostalCode: s.PostalCode, Country: s.Country}
	if s.IsOrganization {
		out.Names, out.TaxID = append(given(orEmpty(s.Name)), s.OtherNames...), s.TaxID
	} else {
		out.Names, out.TaxID = append(given(s.PersonName), s.PersonNames...), s.PersonTaxID
	}
	if s.BirthDate != nil {
		out.BirthDate = s.BirthDate.Format(time.DateOnly)
	}
	return out
}

func given(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return []string{text}
}

// file keeps the batch's candidate keys, in place of those that it had.
func (r *round) file(ctx context.Context, tx pgx.Tx) error {
	var all, owners, accounts []uuid.UUID
	var keys []int64
	for _, rec := range r.batch {
		all = append(all, rec.ID)
		for _, k := range rec.profile.Keys() {
			owners, accounts, keys = append(owners, rec.DistributorID), append(accounts, rec.ID), append(keys, k.Int64())
		}
	}
	for _, a := range r.gone {
		all = append(all, a.ID)
	}
	b := &pgx.Batch{}
	b.Queue(`DELETE FROM match_keys WHERE (distributor_id, account_id) IN (SELECT distributor_id, id FROM accounts WHERE id = ANY(@all))`, postgres.Args{"all": all})
	b.Queue(`INSERT INTO match_keys (distributor_id, account_id, key) SELECT * FROM unnest(@owners::uuid[], @accounts::uuid[], @keys::bigint[]) ON CONFLICT DO NOTHING`,
		postgres.Args{"owners": owners, "accounts": accounts, "keys": keys})
	return tx.SendBatch(ctx, b).Close()
}

// candidates finds the accounts that share a key with one of the batch. A key that more than match.MostHolders hold, among all or within
// an organisation, finds nobody there; of the others those that share keys which few hold come first. Each pair comes once.
func (r *round) candidates(ctx context.Context, tx pgx.Tx) ([]candidate, error) {
	type holder struct {
		Account uuid.UUID
		Other   uuid.UUID
		Holders int
	}
	var owners, accounts []uuid.UUID
	var keys []int64
	for _, rec := range r.batch {
		for _, k := range rec.profile.Keys() {
			owners, accounts, keys = append(owners, rec.DistributorID), append(accounts, rec.ID), append(keys, k.Int64())
		}
	}
	rows, err := postgres.Rows[holder](tx.Query(ctx, `
		WITH k AS MATERIALIZED (SELECT * FROM unnest(@owners::uuid[], @accounts::uuid[], @keys::bigint[]) k (owner, account, key)),
		everybody AS (
		  SELECT k.account, h.distributor_id, h.account_id AS other, h.holders FROM k CROSS JOIN LATERAL (
		    SELECT m.distributor_id, m.account_id, count(*) OVER () AS holders FROM (
		      SELECT distributor_id, account_id FROM match_keys WHERE key = k.key LIMIT @most + 1) m) h
		  WHERE h.holders <= @most AND h.distributor_id <> k.owner),
		inside AS (
		  SELECT k.account, h.account_id AS other, h.holders FROM k CROSS JOIN LATERAL (
		    SELECT m.account_id, count(*) OVER () AS holders FROM (
		      SELECT account_id FROM match_keys WHERE key = k.key AND distributor_id = k.owner LIMIT @most + 1) m) h
		  WHERE h.holders <= @most AND h.account_id <> k.account)
		SELECT account, other, holders::int FROM everybody UNION ALL SELECT account, other, holders::int FROM inside`,
		postgres.Args{"owners": owners, "accounts": accounts, "keys": keys, "most": match.MostHolders}))
	if err != nil {
		return nil, err
	}
	shared := map[uuid.UUID]map[uuid.UUID]float64{}
	for _, h := range rows {
		if shared[h.Account] == nil {
			shared[h.Account] = map[uuid.UUID]float64{}
		}
		shared[h.Account][h.Other] += 1 / float64(h.Holders)
	}
	chosen, ids := map[uuid.UUID][]uuid.UUID{}, []uuid.UUID{}
	for account, others := range shared {
		chosen[account] = strongest(others)
		ids = append(ids, chosen[account]...)
	}
	if err := r.read(ctx, tx, ids); err != nil {
		return nil, err
	}
	var out []candidate
	seen := map[[2]uuid.UUID]bool{}
	for _, rec := range r.batch {
		for _, id := range chosen[rec.ID] {
			other := r.records[id]
			if other == nil || !other.Stands() {
				continue
			}
			a, b := inOrder(rec, other)
			if pair := [2]uuid.UUID{a.ID, b.ID}; !seen[pair] {
				seen[pair] = true
				out = append(out, r.compare(rec, other))
			}
		}
	}
	return out, nil
}

// strongest gives the others that share the most telling keys, at most match.MostCandidates.
func strongest(shared map[uuid.UUID]float64) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(shared))
	for id := range shared {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int {
		if shared[a] != shared[b] {
			if shared[a] > shared[b] {
				return -1
			}
			return 1
		}
		return slices.Compare(a[:], b[:])
	})
	return ids[:min(len(ids), match.MostCandidates)]
}

// mostCounted is where counting how many hold a value stops.
const mostCounted = 10_000

// frequencies counts how many accounts hold the values that candidates agree on: of everybody's under uuid.Nil, and of each organisation's own
// for its duplicates, which must not tell what others hold.
func (r *round) frequencies(ctx context.Context, tx pgx.Tx, all []candidate) (map[uuid.UUID]match.Frequencies, error) {
	type asked struct {
		owner uuid.UUID
		key   match.Key
	}
	terms := map[asked]bool{}
	for _, c := range all {
		owner := uuid.Nil
		if c.mine.DistributorID == c.other.DistributorID {
			owner = c.mine.DistributorID
		}
		for _, term := range c.compared.Terms {
			if term != (match.Key{}) {
				terms[asked{owner, term}] = true
			}
		}
	}
	out := map[uuid.UUID]match.Frequencies{uuid.Nil: {Records: r.total, Counts: map[match.Key]int{}, Cap: mostCounted}}
	var order []asked
	var owners []uuid.UUID
	var keys []int64
	for term := range terms {
		order, owners, keys = append(order, term), append(owners, term.owner), append(keys, term.key.Int64())
	}
	rows, err := tx.Query(ctx, `SELECT CASE WHEN k.owner = '00000000-0000-0000-0000-000000000000' THEN
		  (SELECT count(*) FROM (SELECT 1 FROM match_keys m WHERE m.key = k.key LIMIT @most) x)
		ELSE (SELECT count(*) FROM (SELECT 1 FROM match_keys m WHERE m.key = k.key AND m.distributor_id = k.owner LIMIT @most) x) END
		FROM unnest(@owners::uuid[], @keys::bigint[]) WITH ORDINALITY k (owner, key, n) ORDER BY k.n`,
		postgres.Args{"owners": owners, "keys": keys, "most": mostCounted})
	if err != nil {
		return nil, err
	}
	counts, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return nil, err
	}
	for i, term := range order {
		if _, ok := out[term.owner]; !ok {
			n, err := countOwn(ctx, tx, term.owner)
			if err != nil {
				return nil, err
			}
			out[term.owner] = match.Frequencies{Records: n, Counts: map[match.Key]int{}, Cap: mostCounted}
		}
		if counts[i] > 0 { // values that are no candidate keys are in the model, if they are common
			out[term.owner].Counts[term.key] = counts[i]
		}
	}
	return out, nil
}

func countOwn(ctx context.Context, tx pgx.Tx, owner uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM accounts WHERE distributor_id = @owner LIMIT 100000) a`, postgres.Args{"owner": owner}).Scan(&n)
	return n, err
}

// savePairs keeps the pairs of the batch's accounts: new ones are added, those nobody has decided are brought up to date, and open ones that the accounts
// no longer give fall away. It gives the pairs as they stand, with what the model says to do.
func savePairs(ctx context.Context, tx pgx.Tx, batch []*record, pairs []weighed) ([]weighed, error) {
	b := &pgx.Batch{}
	for i := range pairs {
		p := &pairs[i]
		p.ID = typeid.New()
		b.Queue(`INSERT INTO match_pairs AS p (id, first_owner, first_account, second_owner, second_account, is_organization, weight, probability, fields, state, created_at)
			VALUES (@id, @first_owner, @first_account, @second_owner, @second_account, @is_organization, @weight, @probability, @fields, 'OPEN', @now)
			ON CONFLICT (first_owner, first_account, second_owner, second_account) DO UPDATE SET weight = excluded.weight, probability = excluded.probability, fields = excluded.fields,
			  state = CASE WHEN p.state = 'CLOSED' THEN 'OPEN' ELSE p.state END
			RETURNING id, state, automatic, decided_by, decided_at, undo`, postgres.Args{"id": p.ID, "first_owner": p.FirstOwner, "first_account": p.FirstAccount,
			"second_owner": p.SecondOwner, "second_account": p.SecondAccount, "is_organization": p.IsOrganization, "weight": p.Weight, "probability": p.Probability,
			"fields": p.Fields, "now": p.CreatedAt}).QueryRow(func(row pgx.Row) error {
			return row.Scan(&p.ID, &p.State, &p.Automatic, &p.DecidedBy, &p.DecidedAt, &p.Undo)
		})
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	ids, accounts := make([]uuid.UUID, len(pairs)), make([]uuid.UUID, len(batch))
	for i, p := range pairs {
		ids[i] = p.ID
	}
	for i, rec := range batch {
		accounts[i] = rec.ID
	}
	_, err := tx.Exec(ctx, closePairs+` AND p.id <> ALL(@keep)`, postgres.Args{"accounts": accounts, "keep": ids})
	return pairs, err
}

// closePairs lets the open pairs of accounts fall away.
const closePairs = `UPDATE match_pairs p SET state = 'CLOSED' WHERE p.state IN ('OPEN', 'SKIPPED') AND p.id IN (
	SELECT id FROM match_pairs WHERE (first_owner, first_account) IN (SELECT distributor_id, id FROM accounts WHERE id = ANY(@accounts))
	UNION SELECT id FROM match_pairs WHERE (second_owner, second_account) IN (SELECT distributor_id, id FROM accounts WHERE id = ANY(@accounts)))`

// closeDuplicates does the same with the duplicates that accounts are in.
const closeDuplicates = `UPDATE account_duplicates u SET state = 'CLOSED' WHERE u.state = 'OPEN' AND u.id IN (
	SELECT id FROM account_duplicates WHERE (distributor_id, account_id) IN (SELECT distributor_id, id FROM accounts WHERE id = ANY(@accounts))
	UNION SELECT id FROM account_duplicates WHERE (distributor_id, other_id) IN (SELECT distributor_id, id FROM accounts WHERE id = ANY(@accounts)))`

// saveDuplicates keeps the duplicates of the batch's accounts, as savePairs does.
func saveDuplicates(ctx context.Context, tx pgx.Tx, batch []*record, duplicates []Duplicate) error {
	b := &pgx.Batch{}
	keep, accounts := make([][]byte, 0, len(duplicates)), make([]uuid.UUID, len(batch))
	for _, d := range duplicates {
		b.Queue(`INSERT INTO account_duplicates AS u (distributor_id, id, account_id, other_id, likely, fields, state, created_at)
			VALUES (@owner, @id, @account, @other, @likely, @fields, 'OPEN', @now)
			ON CONFLICT (distributor_id, account_id, other_id) DO UPDATE SET likely = excluded.likely, fields = excluded.fields,
			  state = CASE WHEN u.state = 'CLOSED' THEN 'OPEN' ELSE u.state END`, postgres.Args{"owner": d.DistributorID, "id": typeid.New(), "account": d.AccountID,
			"other": d.OtherID, "likely": d.Likely, "fields": d.Fields, "now": d.CreatedAt})
		keep = append(keep, slices.Concat(d.AccountID[:], d.OtherID[:]))
	}
	for i, rec := range batch {
		accounts[i] = rec.ID
	}
	b.Queue(closeDuplicates+` AND uuid_send(u.account_id) || uuid_send(u.other_id) <> ALL(@keep)`, postgres.Args{"accounts": accounts, "keep": keep})
	return tx.SendBatch(ctx, b).Close()
}

// dismissGone takes merged and erased accounts out of matching. A merged account goes where the one that stands for it is.
func dismissGone(ctx context.Context, tx pgx.Tx, h hand, gone []Account) error {
	if len(gone) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, len(gone))
	for i, a := range gone {
		ids[i] = a.ID
	}
	b := &pgx.Batch{}
	b.Queue(closePairs, postgres.Args{"accounts": ids})
	b.Queue(closeDuplicates, postgres.Args{"accounts": ids})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	for _, a := range gone {
		if a.MergedInto == nil {
			continue
		}
		at, err := linksOf(ctx, tx, []uuid.UUID{a.ID, *a.MergedInto})
		if err != nil {
			return err
		}
		if len(at) < 2 || at[0].CustomerID == at[1].CustomerID {
			continue
		}
		from, to := at[0], at[1]
		if from.AccountID != a.ID {
			from, to = to, from
		}
		if err := split(ctx, tx, h, []uuid.UUID{a.ID}, from.CustomerID, to.CustomerID); err != nil {
			return err
		}
	}
	return nil
}

// aboutAllAccounts is how many accounts there are: exactly while they are few, else as the database last estimated it.
const aboutAllAccounts = `greatest((SELECT reltuples::bigint FROM pg_class WHERE oid = 'accounts'::regclass), (SELECT count(*) FROM (SELECT 1 FROM accounts LIMIT 10000) a))`

// loadModel reads the weights that count now, and how many accounts there are, about.
func loadModel(ctx context.Context, tx pgx.Tx) (m match.Model, accounts int, err error) {
	var text json.RawMessage
	err = tx.QueryRow(ctx, `SELECT (SELECT model FROM match_models ORDER BY fitted_at DESC, id DESC LIMIT 1),
		`+aboutAllAccounts).Scan(&text, &accounts)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && text == nil {
		return match.Default(), accounts, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	return m, accounts, err
}
