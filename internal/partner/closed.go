package partner

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
)

// keyMonthClosed refuses days of an assignment in closed months: a scorecard's mix of lines counts what was assigned then.
const keyMonthClosed = "assignment.monthClosed"

// closedMonths gives the first days of the closed months, in order.
func closedMonths(ctx context.Context, q postgres.Querier) ([]time.Time, error) {
	rows, err := q.Query(ctx, `SELECT month FROM accounting_periods WHERE closed_at IS NOT NULL ORDER BY month`)
	if err != nil {
		return nil, fmt.Errorf("reading the closed months: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[time.Time])
}

// lastClosed gives the latest of the closed months that has one of the days; until nil is for good.
func lastClosed(closed []time.Time, from time.Time, until *time.Time) (month time.Time, ok bool) {
	for _, m := range slices.Backward(closed) {
		if m.AddDate(0, 1, 0).After(from) && (until == nil || !m.After(*until)) {
			return m, true
		}
	}
	return month, false
}

// refuseStart notes that the assignment begins in a closed month, and the earliest day that would do.
func (a Assignment) refuseStart(closed []time.Time, report Report) {
	if m, ok := lastClosed(closed, a.From, a.Until); ok {
		report("from", keyMonthClosed, fault.Params{"month": m.Format("2006-01"), "earliest": m.AddDate(0, 1, 0).Format(time.DateOnly)})
	}
}

// refuseEnd notes that another last day than the assignment's adds or takes days of a closed month, and the earliest day
// that would do.
func (a Assignment) refuseEnd(until *time.Time, closed []time.Time, report Report) {
	first, last := a.Until, until // the days between them change hands, without the first
	if first == nil || last != nil && last.Before(*first) {
		first, last = last, first
	}
	if first == nil || sameDay(first, last) {
		return
	}
	from := first.AddDate(0, 0, 1)
	if from.Before(a.From) {
		from = a.From
	}
	m, ok := lastClosed(closed, from, last)
	if !ok {
		return
	}
	earliest := m.AddDate(0, 1, -1)
	if last != nil && last.Before(earliest) {
		earliest = *last
	}
	report("until", keyMonthClosed, fault.Params{"month": m.Format("2006-01"), "earliest": earliest.Format(time.DateOnly)})
}
