package customer

import (
	"context"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Decision is what a person does with a pair.
type Decision string

// The decisions.
const (
	DecideLink      Decision = "LINK"
	DecideDifferent Decision = "DIFFERENT"
	DecideSkip      Decision = "SKIP"
	DecideUndo      Decision = "UNDO"
)

// Pairs lists the match queue, the surest first.
func (s *Service) Pairs(ctx context.Context, sc scope.Scope, f PairFilter, args page.Args) (page.Page[Pair], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Pair]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Pair, error) { return listPairs(ctx, q, f, r) })
	if err != nil {
		return page.Page[Pair]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countPairs(ctx, q, f) })
	}
	key := func(p Pair) []string { return []string{strconv.FormatFloat(p.Probability, 'g', -1, 64), p.ID.String()} }
	return page.Make(r, rows, key, count), nil
}

// PairsByID reads those of the pairs that the scope reaches.
func (s *Service) PairsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Pair, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Pair, error) { return loadPairs(ctx, q, ids) })
}

// OpenPairsOf reads the open pairs of the customers' accounts, at most 50 of each.
func (s *Service) OpenPairsOf(ctx context.Context, sc scope.Scope, customers []uuid.UUID) (map[uuid.UUID][]Pair, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (map[uuid.UUID][]Pair, error) { return openPairsOf(ctx, q, customers) })
}

// Decide takes a person's word on a pair. Linking makes their customers one; saying that they differ takes a link back; undoing gives
// back what the decision moved. Deciding the same again changes nothing. Returns NotFound, Conflict for a pair that fell
// away, and for undoing a link that other pairs hold.
func (s *Service) Decide(ctx context.Context, sc scope.Scope, id uuid.UUID, d Decision, reason string) (Pair, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Pair, error) {
		p, err := lockPair(ctx, tx, id)
		if err != nil {
			return p, err
		}
		if p.State == PairClosed {
			return p, fault.New(fault.Conflict, "match.closed", nil)
		}
		h, err := s.handOf(ctx, tx, reason)
		if err != nil {
			return p, err
		}
		before := p.State
		if err := h.decide(ctx, tx, &p, d); err != nil || p.State == before && d != DecideSkip {
			return p, err
		}
		if err := savePair(ctx, tx, p); err != nil {
			return p, err
		}
		if err := h.seen.look(ctx, tx, s.rules); err != nil {
			return p, err
		}
		return p, audit.Record(ctx, tx, audit.Entry{Organization: h.brand, Action: "customer.decideMatch", SubjectType: "matchCandidate", SubjectID: audit.ID(p.ID),
			Before: map[string]any{"state": before}, After: map[string]any{"state": p.State, "undo": p.Undo}, Reason: reason})
	})
}

// handOf is the caller as one who moves accounts.
func (s *Service) handOf(ctx context.Context, tx pgx.Tx, reason string) (hand, error) {
	brand, err := brandOf(ctx, tx)
	h := hand{brand: brand, how: howPerson, reason: reason, at: s.now(), seen: relinked{}}
	if actor, ok := auth.ActorOf(ctx); ok {
		h.by = &actor.User
	}
	return h, err
}

// decide does what the decision says and notes it in the pair.
func (h hand) decide(ctx context.Context, tx pgx.Tx, p *Pair, d Decision) error {
	linked := p.State == PairLinked
	switch {
	case d == DecideLink && !linked:
		undo, err := h.link(ctx, tx, *p)
		if err != nil {
			return err
		}
		p.Undo = &undo
		h.note(p, PairLinked)
	case d == DecideDifferent && p.State != PairDifferent:
		if linked {
			if err := h.takeBack(ctx, tx, *p); err != nil {
				return err
			}
		}
		p.Undo = nil
		h.note(p, PairDifferent)
	case d == DecideSkip && !linked && p.State != PairDifferent:
		h.note(p, PairSkipped)
	case d == DecideUndo && p.State != PairOpen:
		if linked {
			if err := h.takeBack(ctx, tx, *p); err != nil {
				return err
			}
		}
		p.Undo = nil
		h.note(p, PairOpen)
	}
	return nil
}

func (h hand) note(p *Pair, state PairState) {
	p.State, p.Automatic, p.DecidedBy, p.DecidedAt = state, h.by == nil, h.by, &h.at
}

// link makes the customers of the pair's accounts one.
func (h hand) link(ctx context.Context, tx pgx.Tx, p Pair) (Undo, error) {
	found, err := linksOf(ctx, tx, []uuid.UUID{p.FirstAccount, p.SecondAccount})
	if err != nil {
		return Undo{}, err
	}
	if len(found) < 2 {
		return Undo{}, fault.New(fault.Conflict, "match.closed", nil)
	}
	return join(ctx, tx, h, found[0].CustomerID, found[1].CustomerID)
}

// takeBack gives the accounts back that the pair's link moved, wherever they have gone with it since.
func (h hand) takeBack(ctx context.Context, tx pgx.Tx, p Pair) error {
	if p.Undo == nil || len(p.Undo.Accounts) == 0 {
		return fault.New(fault.Conflict, "match.heldByOthers", nil)
	}
	now, err := loadStanding(ctx, tx, p.Undo.To)
	if err != nil {
		return err
	}
	return split(ctx, tx, h, p.Undo.Accounts, now.ID, p.Undo.From)
}

// mostLinked bounds how many pairs one call links.
const mostLinked = 1000

// LinkAbove links the open pairs that are at least so sure. Those that would bring two accounts together that a person has said
// are different are left. Returns how many were linked and left.
func (s *Service) LinkAbove(ctx context.Context, sc scope.Scope, probability decimal.Decimal, isOrganization *bool) (linked, left int, err error) {
	if probability.LessThan(decimal.NewFromFloat(0.5)) || probability.GreaterThan(decimal.NewFromInt(1)) {
		var fields fault.Fields
		fields.Add("input.minProbability", "number.range", fault.Params{"min": "0.5", "max": "1"})
		return 0, 0, fields.Err()
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		limit := mostLinked
		pairs, err := listPairs(ctx, tx, PairFilter{IsOrganization: isOrganization, MinProbability: &probability}, page.Request{Limit: limit - 1})
		if err != nil {
			return err
		}
		h, err := s.handOf(ctx, tx, "")
		if err != nil {
			return err
		}
		for _, p := range pairs {
			if p, err = lockPair(ctx, tx, p.ID); err != nil {
				return err
			}
			if p.State != PairOpen { // a link before it has settled it
				linked++
				continue
			}
			apart, err := keptApart(ctx, tx, p)
			if err != nil {
				return err
			}
			if apart {
				left++
				continue
			}
			if err := h.decide(ctx, tx, &p, DecideLink); err != nil {
				return err
			}
			if err := savePair(ctx, tx, p); err != nil {
				return err
			}
			linked++
		}
		if err := h.seen.look(ctx, tx, s.rules); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: h.brand, Action: "customer.linkMatches", SubjectType: "matchCandidate",
			After: map[string]any{"minProbability": probability, "linked": linked, "left": left}})
	})
	return linked, left, err
}

// keptApart reports whether a person has said of two accounts of the pair's customers that they are different.
func keptApart(ctx context.Context, tx pgx.Tx, p Pair) (apart bool, err error) {
	found, err := linksOf(ctx, tx, []uuid.UUID{p.FirstAccount, p.SecondAccount})
	if err != nil || len(found) < 2 {
		return true, err
	}
	return customersApart(ctx, tx, found[0].CustomerID, found[1].CustomerID)
}

func customersApart(ctx context.Context, tx pgx.Tx, x, y uuid.UUID) (apart bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM customer_links a JOIN match_pairs p ON p.first_owner = a.distributor_id AND p.first_account = a.account_id
		JOIN customer_links b ON b.distributor_id = p.second_owner AND b.account_id = p.second_account
		WHERE p.state = 'DIFFERENT' AND a.customer_id = ANY(@both) AND b.customer_id = ANY(@both) AND a.customer_id <> b.customer_id)`,
		postgres.Args{"both": []uuid.UUID{x, y}}).Scan(&apart)
	return apart, err
}
