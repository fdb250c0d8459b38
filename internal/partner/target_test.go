package partner_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
)

func TestSetTarget(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	q1, _ := period.Parse("2013-Q1")
	target := partner.Target{DistributorID: w.north, Period: q1, Amount: decimal.RequireFromString("100.5")}
	first, err := w.s.SetTarget(ctx, all, target, false)
	w.must(err)
	same, err := w.s.SetTarget(ctx, all, target, false)
	if err != nil || same.ID != first.ID || w.count(`SELECT count(*) FROM audit_entries WHERE action = 'target.set'`) != 1 {
		t.Errorf("the same again: %v, %v", same, err)
	}
	target.Amount = decimal.NewFromInt(7)
	changed, err := w.s.SetTarget(ctx, all, target, false)
	if err != nil || changed.ID != first.ID || !changed.Amount.Equal(target.Amount) {
		t.Errorf("changed: %v, %v", changed, err)
	}
	got, err := w.s.TargetsFor(ctx, scope.Of(w.north), []uuid.UUID{w.north, w.south}, period.Of(period.Year, q1.Start))
	if err != nil || len(got) != 1 || !got[w.north].Equal(target.Amount) {
		t.Errorf("the year's: %v, %v", got, err)
	}
	got, err = w.s.TargetsFor(ctx, scope.Of(w.south), []uuid.UUID{w.north}, q1)
	if err != nil || len(got) != 0 {
		t.Errorf("somebody else's: %v, %v", got, err)
	}
	year := 2013
	list, err := w.s.Targets(ctx, all, partner.TargetFilter{Year: &year, Period: &q1}, partner.TargetSort{ByAmount: true, Desc: true}, page.Args{})
	if err != nil || len(list.Items) != 1 {
		t.Errorf("list: %d, %v", len(list.Items), err)
	}
	if gone, err := w.s.SetTarget(ctx, all, target, true); err != nil || gone != nil {
		t.Errorf("removed: %v, %v", gone, err)
	}
	if _, err := w.s.Target(ctx, all, first.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed: %v", err)
	}
	for _, bad := range []string{"-1", "0.00001", "100000000000000"} {
		target.Amount = decimal.RequireFromString(bad)
		if _, err := w.s.SetTarget(ctx, all, target, false); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if _, err := w.s.SetTarget(ctx, scope.Of(w.south), partner.Target{DistributorID: w.north, Period: q1}, false); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestTargetsOfClosedPeriodsStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	q1, _ := period.Parse("2013-Q1")
	target := partner.Target{DistributorID: w.north, Period: q1, Amount: decimal.NewFromInt(100)}
	_, err := w.s.SetTarget(ctx, all, target, false)
	w.must(err)
	_, err = w.db.Engine().Pgx().Exec(ctx, `INSERT INTO accounting_periods (month, closed_at)
		SELECT m::date, now() FROM generate_series('2013-01-01'::timestamp, '2013-03-01', interval '1 month') m`)
	w.must(err)
	if _, err := w.s.SetTarget(ctx, all, target, false); err != nil {
		t.Errorf("the same target: %v", err)
	}
	target.Amount = decimal.NewFromInt(101)
	if _, err := w.s.SetTarget(ctx, all, target, false); !fault.Is(err, fault.Conflict) {
		t.Errorf("another amount: %v, want Conflict", err)
	}
	if _, err := w.s.SetTarget(ctx, all, target, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("taking it away: %v, want Conflict", err)
	}
	target.Period = period.Of(period.Year, q1.Start) // not all of its months are closed
	if _, err := w.s.SetTarget(ctx, all, target, false); err != nil {
		t.Errorf("the year's: %v", err)
	}
	_, err = w.s.Import(ctx, all, "targets", strings.NewReader("distributor,period,amount\nNORTH,2013-02,5\n"))
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("import into a closed month: %v, want Invalid", err)
	}
}
