package scorecard

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Review writes a review: it takes the place of an earlier one of the same period, which is kept, and the distributor is told. A repeated key
// gives the first review again. Returns NotFound for a distributor out of reach, Invalid with all fields at fault (also for a period that
// has not begun), and Conflict for a closed one: its card is frozen.
func (s *Service) Review(ctx context.Context, sc scope.Scope, key *string, n NewReview) (Review, error) {
	if err := n.Check(); err != nil {
		return Review{}, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Review, error) {
		id, _, err := idempotency.Do(ctx, tx, sc, "reviewDistributor", key, n, func() (uuid.UUID, error) { return s.review(ctx, tx, sc, n) })
		if err != nil {
			return Review{}, err
		}
		return loadReview(ctx, tx, sc, id)
	})
}

func (s *Service) review(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewReview) (uuid.UUID, error) {
	if err := mustReach(ctx, tx, sc, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	home, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return uuid.Nil, err
	}
	var fields fault.Fields
	if begun(&fields, n.Period, home.Today); len(fields) > 0 {
		return uuid.Nil, fields.Err()
	}
	// Alone before those who close months, and before others who review the distributor.
	if err := holdBooks(ctx, tx, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	closed, err := isClosed(ctx, tx, n.Period)
	if err != nil {
		return uuid.Nil, err
	}
	if closed {
		return uuid.Nil, fault.New(fault.Conflict, "review.periodClosed", fault.Params{"period": n.Period.String()})
	}
	actor, _ := auth.ActorOf(ctx)
	id, at := typeid.New(), s.now()
	before, err := replaceReview(ctx, tx, n, at)
	if err != nil {
		return uuid.Nil, err
	}
	if err := insertReview(ctx, tx, n, id, actor.User, at); err != nil {
		return uuid.Nil, fmt.Errorf("writing a review: %w", err)
	}
	err = notify.Post(ctx, tx, notify.Notice{Kind: "scorecard.reviewed", Subject: cardOf(n.DistributorID), Params: map[string]any{"period": n.Period.String()},
		To: []notify.Audience{{Organization: &n.DistributorID}}})
	if err != nil {
		return uuid.Nil, err
	}
	var was any
	if before != nil {
		was = map[string]any{"review": typeid.Format(typeid.Review, *before)}
	}
	return id, audit.Record(ctx, tx, audit.Entry{Organization: n.DistributorID, Action: "review.write", SubjectType: "review", SubjectID: audit.ID(id), Before: was,
		After: map[string]any{"period": n.Period.String(), "communication": n.Communication, "service": n.Service, "commitment": n.Commitment}})
}

// cardOf is the subject of a notice about a card, whose period stands in the params.
func cardOf(distributor uuid.UUID) string { return typeid.Format(typeid.Distributor, distributor) }

// Reviews lists reviews, newest first.
func (s *Service) Reviews(ctx context.Context, sc scope.Scope, f ReviewFilter, args page.Args) (page.Page[Review], error) {
	return listed(ctx, s, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Review, error) { return listReviews(ctx, tx, sc, f, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countReviews(ctx, tx, sc, f) },
		func(r Review) []string { return []string{r.WrittenAt.Format(time.RFC3339Nano), r.ID.String()} })
}

// ReviewByID reads one review. Returns NotFound.
func (s *Service) ReviewByID(ctx context.Context, sc scope.Scope, id uuid.UUID) (Review, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Review, error) { return loadReview(ctx, tx, sc, id) })
}

// ReviewsIn gives, by distributor, the reviews that count in the card of the period: those of its own, and of shorter periods within it. The
// newest come first, mostOnCard at most of each.
func (s *Service) ReviewsIn(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID][]Review, error) {
	found, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Review, error) { return readReviewsIn(ctx, tx, sc, distributors, p) })
	out := map[uuid.UUID][]Review{}
	for _, r := range found {
		out[r.DistributorID] = append(out[r.DistributorID], r)
	}
	return out, err
}

// mostOnCard is how many reviews or contests are shown with a card.
const mostOnCard = 50

// listed pages through rows that are sorted by a time and an id.
func listed[T any](ctx context.Context, s *Service, sc scope.Scope, args page.Args, list func(pgx.Tx, page.Request) ([]T, error), count func(context.Context, pgx.Tx) (int, error), key func(T) []string) (page.Page[T], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[T]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]T, error) { return list(tx, r) })
	if err != nil {
		return page.Page[T]{}, err
	}
	total := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return count(ctx, tx) })
	}
	return page.Make(r, rows, key, total), nil
}
