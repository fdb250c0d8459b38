package customer

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
)

const pairColumns = `p.id, p.first_owner, p.first_account, p.second_owner, p.second_account, p.is_organization, p.weight, p.probability, p.fields, p.state,
	p.automatic, p.decided_by, p.decided_at, p.undo, p.created_at`

// PairFilter narrows the match queue; nil parts do not.
type PairFilter struct {
	States         []PairState // OPEN when empty
	IsOrganization *bool
	MinProbability *decimal.Decimal
	Automatic      *bool
}

func (f PairFilter) where(args map[string]any) string {
	states := f.States
	if len(states) == 0 {
		states = []PairState{PairOpen}
	}
	args["states"] = states
	parts := []string{"p.state = ANY(@states::text[])"}
	if f.IsOrganization != nil {
		parts, args["is_organization"] = append(parts, "p.is_organization = @is_organization"), *f.IsOrganization
	}
	if f.MinProbability != nil {
		parts, args["min_probability"] = append(parts, "p.probability >= @min_probability"), f.MinProbability.InexactFloat64()
	}
	if f.Automatic != nil {
		parts, args["automatic"] = append(parts, "p.automatic = @automatic"), *f.Automatic
	}
	return strings.Join(parts, " AND ")
}

func listPairs(ctx context.Context, q postgres.Querier, f PairFilter, r page.Request) ([]Pair, error) {
	args := map[string]any{}
	where := f.where(args)
	from, order, err := r.Keyset(true, args, page.Column{SQL: "p.probability", Type: "float8"}, page.Column{SQL: "p.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Pair](q.Query(ctx, "SELECT "+pairColumns+" FROM match_pairs p WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
}

func countPairs(ctx context.Context, q postgres.Querier, f PairFilter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM match_pairs p WHERE "+f.where(args), postgres.Args(args)).Scan(&n)
	return n, err
}

func loadPairs(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]Pair, error) {
	return postgres.Rows[Pair](q.Query(ctx, "SELECT "+pairColumns+" FROM match_pairs p WHERE p.id = ANY(@ids) ORDER BY p.id", postgres.Args{"ids": ids}))
}

// lockPair reads a pair for a decision on it. Returns NotFound.
func lockPair(ctx context.Context, q postgres.Querier, id uuid.UUID) (Pair, error) {
	p, err := postgres.Row[Pair](q.Query(ctx, "SELECT "+pairColumns+" FROM match_pairs p WHERE p.id = @id FOR UPDATE", postgres.Args{"id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return p, fault.Missing("matchCandidate")
	}
	return p, err
}

// openPairsOf reads the open pairs of the customers' accounts.
func openPairsOf(ctx context.Context, q postgres.Querier, customers []uuid.UUID) (map[uuid.UUID][]Pair, error) {
	type found struct {
		Pair
		CustomerID uuid.UUID
	}
	rows, err := postgres.Rows[found](q.Query(ctx, `
		SELECT l.customer_id, `+pairColumns+` FROM customer_links l CROSS JOIN LATERAL (
		  SELECT * FROM match_pairs a WHERE a.first_owner = l.distributor_id AND a.first_account = l.account_id AND a.state = 'OPEN'
		  UNION ALL SELECT * FROM match_pairs b WHERE b.second_owner = l.distributor_id AND b.second_account = l.account_id AND b.state = 'OPEN'
		  LIMIT 50) p
		WHERE l.customer_id = ANY(@customers) ORDER BY p.probability DESC, p.id LIMIT 1000`, postgres.Args{"customers": customers}))
	out := map[uuid.UUID][]Pair{}
	for _, r := range rows {
		if len(out[r.CustomerID]) < 50 {
			out[r.CustomerID] = append(out[r.CustomerID], r.Pair)
		}
	}
	return out, err
}

// savePair writes what was decided.
func savePair(ctx context.Context, q postgres.Querier, p Pair) error {
	_, err := q.Exec(ctx, `UPDATE match_pairs SET state = @state, automatic = @automatic, decided_by = @by, decided_at = @at, undo = @undo WHERE id = @id`,
		postgres.Args{"id": p.ID, "state": p.State, "automatic": p.Automatic, "by": p.DecidedBy, "at": p.DecidedAt, "undo": p.Undo})
	return err
}
