package scorecard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// ReviewFilter says which reviews to list; its zero value means all that count.
type ReviewFilter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	Replaced      bool // also those that another took the place of
}

func (f ReviewFilter) where(sc scope.Scope, a args) string {
	parts := onCard(sc, a, "r", f.DistributorID, f.Period)
	if !f.Replaced {
		parts = append(parts, "r.replaced_at IS NULL")
	}
	return strings.Join(parts, " AND ")
}

// onCard gives the conditions of what belongs to cards: within the scope, of the distributor and the period if they are said.
func onCard(sc scope.Scope, a args, table string, distributor *uuid.UUID, p *period.Period) []string {
	parts := []string{sc.Where(table+".distributor_id", a)}
	if distributor != nil {
		parts = append(parts, table+".distributor_id = @distributor")
		a["distributor"] = *distributor
	}
	if p != nil {
		parts = append(parts, table+".kind = @kind AND "+table+".start = @start")
		a["kind"], a["start"] = string(p.Kind), p.Start
	}
	return parts
}

var reviewColumns = `r.distributor_id, r.id, r.kind, r.start, r.communication, r.service, r.commitment, r.comment, ` + nameSQL("r.written_by") + ` AS reviewer, r.written_at, r.replaced_at`

type reviewRow struct {
	DistributorID, ID                  uuid.UUID
	Kind                               period.Kind
	Start                              time.Time
	Communication, Service, Commitment int
	Comment, Reviewer                  string
	WrittenAt                          time.Time
	ReplacedAt                         *time.Time
}

// queryReviews reads reviews; tail begins with the table.
func queryReviews(ctx context.Context, q postgres.Querier, tail string, a args) ([]Review, error) {
	rows, err := postgres.Rows[reviewRow](q.Query(ctx, "SELECT "+reviewColumns+" FROM "+tail, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading reviews: %w", err)
	}
	out := make([]Review, len(rows))
	for i, r := range rows {
		out[i] = Review{r.DistributorID, r.ID, period.Period{Kind: r.Kind, Start: r.Start}, r.Communication, r.Service, r.Commitment, r.Comment, r.Reviewer, r.WrittenAt, r.ReplacedAt}
	}
	return out, nil
}

func listReviews(ctx context.Context, q postgres.Querier, sc scope.Scope, f ReviewFilter, r page.Request) ([]Review, error) {
	a := args{}
	where := f.where(sc, a)
	behind, order, err := r.Keyset(true, a, page.Column{SQL: "r.written_at", Type: "timestamptz"}, page.Column{SQL: "r.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return queryReviews(ctx, q, "reviews r WHERE "+where+" AND "+behind+" "+order, a)
}

func countReviews(ctx context.Context, q postgres.Querier, sc scope.Scope, f ReviewFilter) (n int, err error) {
	a := args{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM reviews r WHERE "+f.where(sc, a), postgres.Args(a)).Scan(&n)
	return n, err
}

func loadReview(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Review, error) {
	a := args{"id": id}
	found, err := queryReviews(ctx, q, "reviews r WHERE r.id = @id AND "+sc.Where("r.distributor_id", a)+" ORDER BY r.id LIMIT 1", a)
	if err == nil && len(found) == 0 {
		err = fault.Missing("review")
	}
	if err != nil {
		return Review{}, err
	}
	return found[0], nil
}

func readReviewsIn(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID, p period.Period) ([]Review, error) {
	a := args{"ids": distributors, "within": kindsWithin(p.Kind), "from": p.Start, "until": p.Next(), "most": mostOnCard}
	return queryReviews(ctx, q, `(SELECT r.*, row_number() OVER (PARTITION BY r.distributor_id ORDER BY r.written_at DESC, r.id DESC) AS n FROM reviews r
		WHERE r.distributor_id = ANY(@ids) AND r.replaced_at IS NULL AND r.kind = ANY(@within) AND r.start >= @from AND r.start < @until AND `+
		sc.Where("r.distributor_id", a)+`) r WHERE r.n <= @most ORDER BY r.distributor_id, r.written_at DESC, r.id DESC`, a)
}

// replaceReview has the review of the same distributor and period count no more, and gives its id; nil when there is none.
func replaceReview(ctx context.Context, q postgres.Querier, n NewReview, at time.Time) (*uuid.UUID, error) {
	var id uuid.UUID
	err := q.QueryRow(ctx, `UPDATE reviews SET replaced_at = @at WHERE distributor_id = @distributor AND start = @start AND kind = @kind AND replaced_at IS NULL RETURNING id`,
		postgres.Args{"at": at, "distributor": n.DistributorID, "start": n.Period.Start, "kind": string(n.Period.Kind)}).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("replacing a review: %w", err)
	}
	return &id, nil
}

func insertReview(ctx context.Context, q postgres.Querier, n NewReview, id, by uuid.UUID, at time.Time) error {
	_, err := q.Exec(ctx, `INSERT INTO reviews (distributor_id, id, kind, start, communication, service, commitment, comment, written_by, written_at)
		VALUES (@distributor, @id, @kind, @start, @communication, @service, @commitment, @comment, @by, @at)`,
		postgres.Args{"distributor": n.DistributorID, "id": id, "kind": string(n.Period.Kind), "start": n.Period.Start, "communication": n.Communication,
			"service": n.Service, "commitment": n.Commitment, "comment": n.Comment, "by": by, "at": at})
	return err
}
