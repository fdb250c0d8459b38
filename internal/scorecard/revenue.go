package scorecard

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Revenue is a period's revenue beside its target and the same period a year before, in the base currency.
type Revenue struct {
	Currency string
	Revenue  decimal.Decimal
	Target   decimal.NullDecimal
	LastYear decimal.Decimal
}

// Attainment is revenue ÷ target in per cent, rounded half-even to two digits; none without a target.
func (r Revenue) Attainment() decimal.NullDecimal {
	if !r.Target.Valid || !r.Target.Decimal.IsPositive() {
		return decimal.NullDecimal{}
	}
	return shown(percent(r.Revenue, r.Target.Decimal).value)
}

// readRevenues gives the revenue of each of the distributors in one round trip, 0 for those that have none.
func readRevenues(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period, now time.Time) (map[uuid.UUID]Revenue, error) {
	f := newFacts()
	b := &batch{sc: sc}
	b.plain(brandSQL, args{"now": now}, one(&f.brand, "the brand has no settings yet"))
	f.queueNumbers(b, span{ids, []period.Period{p}, now}, ofRevenue|ofTargets)
	if err := b.send(ctx, q); err != nil {
		return nil, err
	}
	revenues := make(map[uuid.UUID]Revenue, len(ids))
	for _, id := range ids {
		in := f.at(id, p.Start)
		revenues[id] = Revenue{f.brand.Currency, in.Revenue, in.Target, f.at(id, p.LastYear().Start).Revenue}
	}
	return revenues, nil
}
