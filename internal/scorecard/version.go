package scorecard

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Version is a card as it was frozen, once.
type Version struct {
	DistributorID uuid.UUID
	Version       int
	FrozenAt      time.Time
	By            string // the person's name, to whoever may know it; else the brand's
	Reason        string // of a restatement or a reopening; "" for the first
	Composite     decimal.NullDecimal
	Grade         string
	Changes       []Difference // from the version before; none for the first
}

// Difference is one number that differs between two cards of a distributor and period.
type Difference struct {
	Key                     string // a metric's, or composite or revenue
	Before, After           decimal.NullDecimal
	ScoreBefore, ScoreAfter decimal.NullDecimal
}

// differences are those of two cards: composite, revenue, then the metrics in the order of the later card.
func differences(before, after Scorecard) []Difference {
	out := []Difference{}
	add := func(d Difference) {
		if !same(d.Before, d.After) || !same(d.ScoreBefore, d.ScoreAfter) {
			out = append(out, d)
		}
	}
	add(Difference{Key: "composite", Before: before.Composite, After: after.Composite})
	add(Difference{Key: "revenue", Before: decimal.NewNullDecimal(before.Revenue), After: decimal.NewNullDecimal(after.Revenue)})
	was := map[string]Result{}
	for _, r := range before.Results {
		was[r.Key] = r
	}
	for _, r := range after.Results {
		b := was[r.Key]
		delete(was, r.Key)
		add(Difference{r.Key, b.Value, r.Value, b.Score, r.Score})
	}
	for _, b := range before.Results {
		if _, gone := was[b.Key]; gone {
			add(Difference{Key: b.Key, Before: b.Value, ScoreBefore: b.Score})
		}
	}
	return out
}

func same(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// mostVersions is how many versions of a card are told of.
const mostVersions = 50

// nameSQL is the name of a user to whoever may read it, the brand's to others; row security knows which.
func nameSQL(column string) string {
	return `coalesce((SELECT u.name FROM users u WHERE u.id = ` + column + `), (SELECT o.name FROM organizations o WHERE o.kind = 'BRAND'))`
}

// Versions gives the frozen versions of each distributor's card of the period, newest first: one round trip.
func (s *Service) Versions(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID][]Version, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID][]Version, error) {
		a := args{"ids": distributors, "kind": string(p.Kind), "start": p.Start, "most": mostVersions + 1}
		rows, err := postgres.Rows[struct {
			DistributorID uuid.UUID
			Version       int
			FrozenAt      time.Time
			By            string
			Reason        string
			Card          []byte
		}](tx.Query(ctx, `SELECT v.distributor_id, v.version, v.frozen_at, `+nameSQL("v.frozen_by")+` AS by, v.reason, v.card
			FROM unnest(@ids::uuid[]) AS d (id) CROSS JOIN LATERAL (
			  SELECT * FROM scorecard_versions w WHERE w.distributor_id = d.id AND w.kind = @kind AND w.start = @start ORDER BY w.version DESC LIMIT @most) v
			WHERE `+sc.Where("v.distributor_id", a)+` ORDER BY v.distributor_id, v.version`, postgres.Args(a)))
		if err != nil {
			return nil, fmt.Errorf("reading the versions of scorecards: %w", err)
		}
		out := map[uuid.UUID][]Version{}
		var before Scorecard
		for _, r := range rows {
			card, err := thaw(r.Card)
			if err != nil {
				return nil, err
			}
			v := Version{r.DistributorID, r.Version, r.FrozenAt, r.By, r.Reason, card.Composite, card.Grade, nil}
			if before.DistributorID == r.DistributorID {
				v.Changes = differences(before, card)
			}
			before = card
			if r.Version > 1 && v.Changes == nil {
				continue // one more than are told of, to compare with
			}
			out[r.DistributorID] = append([]Version{v}, out[r.DistributorID]...)
		}
		return out, nil
	})
}

// ScorecardVersion gives one frozen version of a card, nil when there is none that the scope reaches.
func (s *Service) ScorecardVersion(ctx context.Context, sc scope.Scope, distributor uuid.UUID, p period.Period, version int) (*Scorecard, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (*Scorecard, error) { return readVersion(ctx, tx, sc, distributor, p, version) })
}
