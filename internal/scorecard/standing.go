package scorecard

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// A band is a quarter of a cohort of five or more, by rank; those alike share rank and band.
const (
	BandTop    = "TOP"
	BandUpper  = "UPPER"
	BandLower  = "LOWER"
	BandBottom = "BOTTOM"
)

// Standing is a card's place among its cohort, those that the same version of the programme weighs, as it was when the
// cohort was last looked at. Who reaches its own organisation alone is told bands, never ranks nor how many others there are.
type Standing struct {
	Version int    // of the frozen card that was ranked; 0 for one that still moved
	Rank    *int   // from 1; nil without a composite
	Of      int    // how many of the cohort have a composite
	Band    string // "" in a cohort of fewer than five
	AsOf    time.Time
	Metrics map[string]MetricStanding
}

// MetricStanding is a metric's place among those of the cohort that have a value.
type MetricStanding struct {
	Rank *int
	Band string
}

// IsOf reports whether the standing is that of the card: an older version of a frozen card has none.
func (s Standing) IsOf(version int) bool { return version == 0 || version >= s.Version }

type standingRow struct {
	DistributorID uuid.UUID
	Version       int
	Rank          *int
	Of            int
	Band          *string
	AsOf          time.Time
	Metrics       []byte
}

const standingsSQL = `
SELECT s.distributor_id, s.version, s.rank, s.cohort AS of, s.band, c.taken_at AS as_of, s.metrics
FROM standings s JOIN cohort_periods c ON c.kind = s.kind AND c.start = s.start
WHERE s.start = @start AND s.kind = @kind AND s.distributor_id = ANY(@ids) AND `

type bandsRow struct {
	DistributorID uuid.UUID
	Version       int
	Band          *string
	Metrics       []byte
}

const bandsSQL = `
SELECT b.distributor_id, b.version, b.band, b.metrics
FROM distributor_bands b
WHERE b.start = @start AND b.kind = @kind AND b.distributor_id = ANY(@ids) AND `

// Standings gives the standings of the distributors in the period, of those that have one and that the scope reaches: one
// statement. For a scope that reaches its own organisation alone they hold bands and nothing else.
func (s *Service) Standings(ctx context.Context, sc scope.Scope, ids []uuid.UUID, p period.Period) (found map[uuid.UUID]Standing, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		found, err = readStandings(ctx, tx, sc, ids, p)
		return err
	})
	return found, err
}

func readStandings(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period) (map[uuid.UUID]Standing, error) {
	found := map[uuid.UUID]Standing{}
	a := args{"start": p.Start, "kind": string(p.Kind), "ids": ids}
	if sc.Reach == scope.Own {
		rows, err := postgres.Rows[bandsRow](q.Query(ctx, bandsSQL+sc.Where("b.distributor_id", a)+` ORDER BY 1`, postgres.Args(a)))
		if err != nil {
			return nil, fmt.Errorf("reading bands: %w", err)
		}
		for _, r := range rows {
			bands := map[string]string{}
			if err := json.Unmarshal(r.Metrics, &bands); err != nil {
				return nil, fmt.Errorf("reading bands: %w", err)
			}
			standing := Standing{Version: r.Version, Band: orNone(r.Band), Metrics: map[string]MetricStanding{}}
			for key, band := range bands {
				standing.Metrics[key] = MetricStanding{Band: band}
			}
			found[r.DistributorID] = standing
		}
		return found, nil
	}
	rows, err := postgres.Rows[standingRow](q.Query(ctx, standingsSQL+sc.Where("s.distributor_id", a)+` ORDER BY 1`, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading standings: %w", err)
	}
	for _, r := range rows {
		standing := Standing{Version: r.Version, Rank: r.Rank, Of: r.Of, Band: orNone(r.Band), AsOf: r.AsOf}
		if err := json.Unmarshal(r.Metrics, &standing.Metrics); err != nil {
			return nil, fmt.Errorf("reading standings: %w", err)
		}
		found[r.DistributorID] = standing
	}
	return found, nil
}

func orNone(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// ranked is what a standing keeps of a metric; rank and band are added when the whole cohort is known.
type ranked struct {
	Value  decimal.Decimal  `json:"value"`
	Change *decimal.Decimal `json:"change,omitempty"` // since the period before, where both have a value
}

// toRank gives the values of the card's metrics, of those that have one.
func toRank(card Scorecard) map[string]ranked {
	values := map[string]ranked{}
	for _, r := range card.Results {
		if !r.Value.Valid {
			continue
		}
		kept := ranked{Value: r.Value.Decimal}
		if n := len(r.Trend); n > 1 && r.Trend[n-2].Value.Valid {
			change := kept.Value.Sub(r.Trend[n-2].Value.Decimal)
			kept.Change = &change
		}
		values[r.Key] = kept
	}
	return values
}
