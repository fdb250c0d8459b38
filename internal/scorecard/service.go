package scorecard

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Service answers about scorecards.
type Service struct {
	pool *postgres.Pool
	now  func() time.Time
}

// New makes a Service; now tells what is due and what is still going on.
func New(pool *postgres.Pool, now func() time.Time) *Service { return &Service{pool, now} }

// Scorecard gives the distributor's card of the period, with the parts, nil when the scope reaches no such distributor.
func (s *Service) Scorecard(ctx context.Context, sc scope.Scope, distributor uuid.UUID, p period.Period, parts Parts) (card *Scorecard, err error) {
	err = s.pool.Read(ctx, sc, func(q postgres.Querier) error {
		cards, err := readCards(ctx, q, sc, []uuid.UUID{distributor}, p, parts, s.now())
		if found, seen := cards[distributor]; seen {
			card = &found
		}
		return err
	})
	return card, err
}

// Scorecards lists the cards of the distributors that the scope reaches, with the parts: three round trips, whatever the page.
// Returns Invalid for wrong paging arguments, a sort by no metric that there is, and too many distributors.
func (s *Service) Scorecards(ctx context.Context, sc scope.Scope, p period.Period, f Filter, sort Sort, a page.Args, parts Parts) (page.Page[Scorecard], error) {
	var none page.Page[Scorecard]
	var fields fault.Fields
	f.check(&fields)
	sort.check(&fields)
	if err := fields.Err(); err != nil {
		return none, err
	}
	request, err := page.Check(a, sort.keys())
	if err != nil {
		return none, err
	}
	var rows page.Page[row]
	var cards map[uuid.UUID]Scorecard
	err = s.pool.Read(ctx, sc, func(q postgres.Querier) error {
		found, err := readRows(ctx, q, sc, p, f, sort, request)
		if err != nil {
			return err
		}
		rows = page.Make(request, found, sort.key, nil)
		if len(found) == 0 {
			return nil
		}
		cards, err = readCards(ctx, q, sc, idsOf(rows.Items), p, parts, s.now())
		return err
	})
	if err != nil {
		return none, err
	}
	all := page.Page[Scorecard]{HasNext: rows.HasNext, HasPrevious: rows.HasPrevious}
	for i, r := range rows.Items {
		if card, seen := cards[r.ID]; seen { // it may have left the scope in between
			all.Items, all.Cursors = append(all.Items, card), append(all.Cursors, rows.Cursors[i])
		}
	}
	all.Total = func(ctx context.Context) (n int, err error) {
		err = s.pool.Read(ctx, sc, func(q postgres.Querier) (err error) { n, err = countRows(ctx, q, sc, p, f); return err })
		return n, err
	}
	return all, nil
}

func idsOf(rows []row) []uuid.UUID {
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}

// Revenues gives the period's revenue of each of the distributors, 0 for one that has none or that the
// scope does not reach: one round trip.
func (s *Service) Revenues(ctx context.Context, sc scope.Scope, ids []uuid.UUID, p period.Period) (revenues map[uuid.UUID]Revenue, err error) {
	err = s.pool.Read(ctx, sc, func(q postgres.Querier) (err error) {
		revenues, err = readRevenues(ctx, q, sc, ids, p, s.now())
		return err
	})
	return revenues, err
}

// Overview gives the revenue of all distributors that the scope reaches, against their targets: one round trip.
func (s *Service) Overview(ctx context.Context, sc scope.Scope, p period.Period) (o Overview, err error) {
	err = s.pool.Read(ctx, sc, func(q postgres.Querier) (err error) {
		o, err = readOverview(ctx, q, sc, p, s.now())
		return err
	})
	return o, err
}
