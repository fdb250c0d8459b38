package customer

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Matcher finds which accounts are one customer. It works as portal_engine: it needs everybody's rows.
type Matcher struct {
	pool  *postgres.Pool
	rules Rules
	now   func() time.Time
	log   *slog.Logger
}

// NewMatcher makes the matcher over portal_engine's pool. rules look at the customers whose accounts it moves.
func NewMatcher(pool *postgres.Pool, rules Rules, now func() time.Time, log *slog.Logger) *Matcher {
	return &Matcher{pool: pool, rules: rules, now: now, log: log}
}

// batchSize is how many accounts are matched in one transaction.
const batchSize = 200

// Drain matches all accounts that wait, each batch in a transaction of its own, and estimates the weights anew when there are twice as
// many accounts as when they were estimated last. Only new and changed accounts are looked at, never all. Matchers take turns.
func (m *Matcher) Drain(ctx context.Context) error {
	if err := m.learn(ctx); err != nil {
		return fmt.Errorf("estimating the weights: %w", err)
	}
	for {
		n, err := m.batch(ctx)
		if err != nil {
			return fmt.Errorf("matching accounts: %w", err)
		}
		if n < batchSize {
			return m.learn(ctx)
		}
	}
}

// batch matches the accounts that have waited longest.
func (m *Matcher) batch(ctx context.Context) (n int, err error) {
	err = m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := takeTurn(ctx, tx); err != nil {
			return err
		}
		owners, waiting, err := loadWaiting(ctx, tx, batchSize)
		if n = len(waiting); err != nil || n == 0 {
			return err
		}
		r := &round{now: m.now(), records: map[uuid.UUID]*record{}, seen: relinked{}}
		if err := r.open(ctx, tx, waiting); err != nil {
			return err
		}
		if err := r.work(ctx, tx); err != nil {
			return err
		}
		if err := r.seen.look(ctx, tx, m.rules); err != nil {
			return err
		}
		if err := r.note(ctx, tx); err != nil {
			return err
		}
		return forget(ctx, tx, owners, waiting)
	})
	return n, err
}

// note writes into the log what the portal did by itself: one entry for the batch, for each step stands in the customers' histories.
func (r *round) note(ctx context.Context, tx pgx.Tx) error {
	if r.made == 0 && len(r.linked) == 0 && len(r.gone) == 0 {
		return nil
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: r.brand, Action: "customer.match", SubjectType: "customer",
		After: map[string]any{"accounts": len(r.batch), "customers": r.made, "linked": r.linked, "dismissed": len(r.gone)}})
}

// record is an account as the matcher sees it.
type record struct {
	Account
	listed  Account // as its owner sees it: with a person's names
	profile *match.Profile
}

// round is the matching of one batch.
type round struct {
	now     time.Time
	brand   uuid.UUID
	model   match.Model
	total   int               // how many accounts there are, about
	known   match.Frequencies // of what candidates agree on, among everybody's accounts
	records map[uuid.UUID]*record
	batch   []*record
	gone    []Account // merged or erased: they match nobody any more
	made    int       // customers, for accounts that had none
	linked  []string  // the pairs whose customers were made one
	seen    relinked  // the customers whose accounts it moved
}

// open reads the batch, gives each account of it a customer, and files it under its keys and its owner's words.
func (r *round) open(ctx context.Context, tx pgx.Tx, waiting []uuid.UUID) (err error) {
	if r.brand, err = brandOf(ctx, tx); err != nil {
		return err
	}
	if r.model, r.total, err = loadModel(ctx, tx); err != nil {
		return err
	}
	if err := r.read(ctx, tx, waiting); err != nil {
		return err
	}
	for _, id := range waiting {
		switch rec := r.records[id]; {
		case rec == nil:
		case rec.Stands():
			r.batch = append(r.batch, rec)
		default:
			r.gone = append(r.gone, rec.Account)
		}
	}
	if err := r.file(ctx, tx); err != nil {
		return err
	}
	listed := make([]Account, len(r.batch))
	for i, rec := range r.batch {
		listed[i] = rec.listed
	}
	if err := Index(ctx, tx, listed...); err != nil { // of accounts that sales lines made nobody else does
		return err
	}
	if err := dismissGone(ctx, tx, r.hand(), r.gone); err != nil {
		return err
	}
	return r.settle(ctx, tx)
}

func (r *round) hand() hand { return hand{brand: r.brand, how: howAutomatic, at: r.now, seen: r.seen} }

// settle gives accounts without a customer one of their own, and has the customers of the others say what has changed.
func (r *round) settle(ctx context.Context, tx pgx.Tx) error {
	ids := make([]uuid.UUID, len(r.batch))
	for i, rec := range r.batch {
		ids[i] = rec.ID
	}
	found, err := linksOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	var customers []uuid.UUID
	linked := map[uuid.UUID]bool{}
	for _, l := range found {
		linked[l.AccountID] = true
		customers = append(customers, l.CustomerID)
	}
	var alone []Account
	for _, rec := range r.batch {
		if !linked[rec.ID] {
			alone = append(alone, rec.Account)
		}
	}
	h := r.hand()
	h.how = howAlone
	made, err := settle(ctx, tx, h, alone)
	if err != nil {
		return err
	}
	r.made = len(made)
	for _, id := range made {
		customers = append(customers, id)
	}
	slices.SortFunc(customers, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return refresh(ctx, tx, r.brand, r.now, slices.Compact(customers))
}

// work finds the batch's candidates, weighs them and acts on what they weigh.
func (r *round) work(ctx context.Context, tx pgx.Tx) error {
	found, err := r.candidates(ctx, tx)
	if err != nil {
		return err
	}
	known, err := r.frequencies(ctx, tx, found)
	if err != nil {
		return err
	}
	r.known = known[uuid.Nil]
	pairs, duplicates := r.weigh(found, known)
	if err := saveDuplicates(ctx, tx, r.batch, duplicates); err != nil {
		return err
	}
	stored, err := savePairs(ctx, tx, r.batch, pairs)
	if err != nil {
		return err
	}
	return r.link(ctx, tx, stored)
}

// candidate is two accounts that share a key.
type candidate struct {
	mine, other *record
	// How they compare: of two accounts of one organisation without knowing which words are common, which would tell what others hold.
	compared match.Comparison
}

// compare makes the candidate of two accounts.
func (r *round) compare(mine, other *record) candidate {
	a, b := inOrder(mine, other)
	if a.DistributorID == b.DistributorID {
		return candidate{mine, other, match.Compare(a.profile, b.profile)}
	}
	return candidate{mine, other, r.model.Compare(a.profile, b.profile)}
}

// weighed is a pair on its way into the queue, with what the model says to do.
type weighed struct {
	Pair
	decision match.Decision
}

// weigh compares all candidates: pairs of different organisations with everybody's frequencies, duplicates of one with its own.
func (r *round) weigh(all []candidate, known map[uuid.UUID]match.Frequencies) (pairs []weighed, duplicates []Duplicate) {
	inside := r.model
	inside.Common, inside.Words = match.Frequencies{}, nil // what others hold must not show
	for _, c := range all {
		a, b := inOrder(c.mine, c.other)
		if a.DistributorID == b.DistributorID {
			score := inside.Score(c.compared, known[a.DistributorID])
			if d := inside.Decide(score); d != match.New {
				duplicates = append(duplicates, Duplicate{DistributorID: a.DistributorID, AccountID: a.ID, OtherID: b.ID, Likely: d == match.Link,
					Fields: compared(score, false), State: "OPEN", CreatedAt: r.now})
			}
			continue
		}
		score := r.model.Score(c.compared, r.known)
		if d := r.model.Decide(score); d != match.New {
			pairs = append(pairs, weighed{Pair{FirstOwner: a.DistributorID, FirstAccount: a.ID, SecondOwner: b.DistributorID, SecondAccount: b.ID,
				IsOrganization: a.IsOrganization, Weight: score.Weight, Probability: score.Probability, Fields: compared(score, true), State: PairOpen, CreatedAt: r.now}, d})
		}
	}
	slices.SortFunc(pairs, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(y.Probability, x.Probability), bytes.Compare(x.FirstAccount[:], y.FirstAccount[:]), bytes.Compare(x.SecondAccount[:], y.SecondAccount[:]))
	})
	return pairs, duplicates
}

// inOrder gives the account with the smaller owner and id first, as pairs are kept.
func inOrder(a, b *record) (*record, *record) {
	if cmp.Or(bytes.Compare(a.DistributorID[:], b.DistributorID[:]), bytes.Compare(a.ID[:], b.ID[:])) > 0 {
		return b, a
	}
	return a, b
}

// compared says how the fields of a pair compare, without what they say.
func compared(s match.Score, weights bool) []Compared {
	out := make([]Compared, 0, len(s.Parts))
	for _, p := range s.Parts {
		c := Compared{Field: fieldNames[p.Field], Agreement: agreements[p.Agreement]}
		if weights {
			c.Weight = p.Weight
		}
		if c.Agreement != "" {
			out = append(out, c)
		}
	}
	return out
}

var agreements = map[match.Agreement]Agreement{match.Agrees: Agrees, match.Partly: Partly, match.Differs: Differs}

var fieldNames = map[match.Field]string{match.FieldName: "NAME", match.FieldGiven: "GIVEN_NAME", match.FieldFamily: "FAMILY_NAME", match.FieldBirth: "BIRTH_DATE",
	match.FieldID: "TAX_ID", match.FieldPhone: "PHONE", match.FieldEmail: "EMAIL", match.FieldStreet: "STREET", match.FieldDistrict: "DISTRICT", match.FieldPlace: "PLACE"}

// link links the pairs that are sure enough, the surest first, unless their customers' other accounts speak against it:
// then a person is asked. What a person has decided before is left alone.
func (r *round) link(ctx context.Context, tx pgx.Tx, pairs []weighed) error {
	for _, p := range pairs {
		if p.decision != match.Link || p.State != PairOpen || p.DecidedAt != nil {
			continue
		}
		may, err := r.compatible(ctx, tx, p.Pair)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		h := r.hand()
		if err := h.decide(ctx, tx, &p.Pair, DecideLink); err != nil {
			return err
		}
		if err := savePair(ctx, tx, p.Pair); err != nil {
			return err
		}
		r.linked = append(r.linked, p.NodeID())
	}
	return nil
}

// mostCompared bounds how many pairs of accounts are compared before two customers are made one unasked.
const mostCompared = 400

// compatible reports whether the customers of the pair's accounts may be made one unasked: nothing forbids it, and on the whole their accounts
// speak for it, so that one likeness doesn't chain two customers together.
func (r *round) compatible(ctx context.Context, tx pgx.Tx, p Pair) (bool, error) {
	found, err := linksOf(ctx, tx, []uuid.UUID{p.FirstAccount, p.SecondAccount})
	if err != nil || len(found) < 2 {
		return false, err
	}
	x, y := found[0].CustomerID, found[1].CustomerID
	if x == y {
		return true, nil
	}
	if apart, err := customersApart(ctx, tx, x, y); err != nil || apart {
		return false, err
	}
	members, err := membersOf(ctx, tx, []uuid.UUID{x, y})
	if err != nil || len(members[x])*len(members[y]) > mostCompared {
		return false, err
	}
	var ids []uuid.UUID
	for _, a := range append(slices.Clone(members[x]), members[y]...) {
		ids = append(ids, a.ID)
	}
	if err := r.read(ctx, tx, ids); err != nil {
		return false, err
	}
	var scores []match.Score
	for _, a := range members[x] {
		for _, b := range members[y] {
			if one, other := r.records[a.ID], r.records[b.ID]; one.Stands() && other.Stands() {
				scores = append(scores, r.model.Score(r.model.Compare(one.profile, other.profile), r.known))
			}
		}
	}
	return match.Together(scores, r.model.Upper), nil
}
