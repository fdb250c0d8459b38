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

// ContestFilter says which contests to list; its zero value means all.
type ContestFilter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	States        []string
}

func (f ContestFilter) where(sc scope.Scope, a args) string {
	parts := onCard(sc, a, "c", f.DistributorID, f.Period)
	if len(f.States) > 0 {
		parts = append(parts, "c.state = ANY(@states)")
		a["states"] = f.States
	}
	return strings.Join(parts, " AND ")
}

const contestColumns = `c.distributor_id, c.id, c.kind, c.start, c.metric, c.line_id, c.reason, c.state, c.made_at, c.answer, c.ended_at`

type contestRow struct {
	DistributorID, ID uuid.UUID
	Kind              period.Kind
	Start             time.Time
	Metric            string
	LineID            *uuid.UUID
	Reason, State     string
	MadeAt            time.Time
	Answer            string
	EndedAt           *time.Time
}

// queryContests reads contests; tail begins with the table.
func queryContests(ctx context.Context, q postgres.Querier, tail string, a args) ([]Contest, error) {
	rows, err := postgres.Rows[contestRow](q.Query(ctx, "SELECT "+contestColumns+" FROM "+tail, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading contests: %w", err)
	}
	out := make([]Contest, len(rows))
	for i, r := range rows {
		out[i] = Contest{r.DistributorID, r.ID, period.Period{Kind: r.Kind, Start: r.Start}, r.Metric, r.LineID, r.Reason, r.State, r.MadeAt, r.Answer, r.EndedAt}
	}
	return out, nil
}

func listContests(ctx context.Context, q postgres.Querier, sc scope.Scope, f ContestFilter, r page.Request) ([]Contest, error) {
	a := args{}
	where := f.where(sc, a)
	behind, order, err := r.Keyset(true, a, page.Column{SQL: "c.made_at", Type: "timestamptz"}, page.Column{SQL: "c.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return queryContests(ctx, q, "contests c WHERE "+where+" AND "+behind+" "+order, a)
}

func countContests(ctx context.Context, q postgres.Querier, sc scope.Scope, f ContestFilter) (n int, err error) {
	a := args{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM contests c WHERE "+f.where(sc, a), postgres.Args(a)).Scan(&n)
	return n, err
}

// loadContest reads one contest, which tail may lock. Returns NotFound.
func loadContest(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, tail string) (Contest, error) {
	a := args{"id": id}
	found, err := queryContests(ctx, q, "contests c WHERE c.id = @id AND "+sc.Where("c.distributor_id", a)+" ORDER BY c.id LIMIT 1"+tail, a)
	if err == nil && len(found) == 0 {
		err = fault.Missing("contest")
	}
	if err != nil {
		return Contest{}, err
	}
	return found[0], nil
}

func readContestsOn(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID, p period.Period) ([]Contest, error) {
	a := args{"ids": distributors, "kind": string(p.Kind), "start": p.Start, "most": mostOnCard}
	return queryContests(ctx, q, `(SELECT c.*, row_number() OVER (PARTITION BY c.distributor_id ORDER BY c.made_at DESC, c.id DESC) AS n FROM contests c
		WHERE c.distributor_id = ANY(@ids) AND c.kind = @kind AND c.start = @start AND `+sc.Where("c.distributor_id", a)+`) c
		WHERE c.n <= @most ORDER BY c.distributor_id, c.made_at DESC, c.id DESC`, a)
}

func readContestedOn(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID][]string, error) {
	type row struct {
		DistributorID uuid.UUID
		Metric        string
	}
	a := args{"ids": distributors, "kind": string(p.Kind), "start": p.Start}
	rows, err := postgres.Rows[row](q.Query(ctx, `SELECT DISTINCT c.distributor_id, c.metric FROM contests c
		WHERE c.distributor_id = ANY(@ids) AND c.kind = @kind AND c.start = @start AND c.state = 'OPEN' AND `+sc.Where("c.distributor_id", a)+` ORDER BY 1, 2`, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading contested metrics: %w", err)
	}
	out := map[uuid.UUID][]string{}
	for _, r := range rows {
		out[r.DistributorID] = append(out[r.DistributorID], r.Metric)
	}
	return out, nil
}

// readContested reads a line of the distributor's; nil when it has no such line.
func readContested(ctx context.Context, q postgres.Querier, distributor, line uuid.UUID) (*contested, error) {
	l, err := postgres.Row[contested](q.Query(ctx, `SELECT l.sale_date, l.quantity, l.voided_at FROM sale_lines l WHERE l.distributor_id = @distributor AND l.id = @line ORDER BY l.id`,
		postgres.Args{"distributor": distributor, "line": line}))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a contested line: %w", err)
	}
	return &l, nil
}

func insertContest(ctx context.Context, q postgres.Querier, n NewContest, id, by uuid.UUID, at time.Time) error {
	_, err := q.Exec(ctx, `INSERT INTO contests (distributor_id, id, kind, start, metric, line_id, reason, state, made_by, made_at)
		VALUES (@distributor, @id, @kind, @start, @metric, @line, @reason, 'OPEN', @by, @at)`,
		postgres.Args{"distributor": n.DistributorID, "id": id, "kind": string(n.Period.Kind), "start": n.Period.Start, "metric": n.Metric, "line": n.LineID,
			"reason": n.Reason, "by": by, "at": at})
	return err
}

func updateContest(ctx context.Context, q postgres.Querier, c Contest, by uuid.UUID) error {
	_, err := q.Exec(ctx, `UPDATE contests SET state = @state, answer = @answer, answered_by = CASE WHEN @state <> 'WITHDRAWN' THEN @by::uuid END, ended_at = @at
		WHERE distributor_id = @distributor AND id = @id`,
		postgres.Args{"state": c.State, "answer": c.Answer, "by": by, "at": c.EndedAt, "distributor": c.DistributorID, "id": c.ID})
	if err != nil {
		return fmt.Errorf("ending a contest: %w", err)
	}
	return nil
}
