package scorecard_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// The rule is in SQL here, for whole portfolios, and in partner.TargetSet, for the screens that edit targets.
func TestTargetsFollowPartnersRule(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world+`; DELETE FROM targets`); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var targets []partner.Target
	var rows [][]any
	for _, distributor := range []uuid.UUID{north, south} {
		for month := period.Of(period.Month, time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC)); month.Start.Year() < 2014; month = month.Shift(1) {
			for _, kind := range []period.Kind{period.Month, period.Quarter, period.Year} {
				p := period.Of(kind, month.Start)
				if p.Start != month.Start {
					continue
				}
				for _, line := range []*uuid.UUID{nil, {15: 0xa}, {15: 0xb}} {
					if random.IntN(4) > 0 {
						continue
					}
					target := partner.Target{ID: uuid.New(), DistributorID: distributor, Period: p, ProductLineID: line, Amount: decimal.New(random.Int64N(1e6), -4)}
					targets = append(targets, target)
					rows = append(rows, []any{distributor, target.ID, string(kind), p.Start, line, target.Amount})
				}
			}
		}
	}
	columns := []string{"distributor_id", "id", "kind", "start", "product_line_id", "amount"}
	if _, err := db.Owner().CopyFrom(t.Context(), pgx.Identifier{"targets"}, columns, pgx.CopyFromRows(rows)); err != nil {
		t.Fatal(err)
	}
	s, set := scorecard.New(db.App(), time.Now), partner.NewTargetSet(targets)
	for _, text := range []string{"2012", "2013", "2012-Q1", "2012-Q2", "2012-Q3", "2012-Q4", "2013-Q1", "2013-Q4", "2012-05", "2012-12", "2013-01"} {
		p := of(t, text)
		revenues, err := s.Revenues(t.Context(), scope.System(), []uuid.UUID{north, south}, p)
		if err != nil {
			t.Fatal(err)
		}
		for id, r := range revenues {
			want := set.For(id, p)
			if r.Target.Valid != want.Valid || !r.Target.Decimal.Equal(want.Decimal) {
				t.Errorf("%s: %v, want %v", text, r.Target, want)
			}
		}
	}
}
