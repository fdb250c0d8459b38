package conflict

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// standings reads how cases stand for the caller, all in one statement. Row-level security leaves a party its own row of conflict_parties and its
// own answer.
func standings(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]Standing, error) {
	found, err := postgres.Rows[Standing](q.Query(ctx, `
		SELECT c.id AS case_id, me.label, coalesce(me.answered_at IS NOT NULL, false) AS answered, coalesce(me.appealed_at IS NOT NULL, false) AS appealed,
			pending.id AS pending, EXISTS (SELECT 1 FROM conflict_answers a WHERE a.case_id = c.id AND a.decision_id = pending.id AND a.label = me.label) AS said,
			EXISTS (SELECT 1 FROM conflict_decisions d WHERE d.case_id = c.id AND d.state = 'TAKEN') AS taken,
			(SELECT d.made_by FROM conflict_decisions d WHERE d.case_id = c.id AND d.state IN ('TAKEN', 'APPLIED') AND d.kind IN ('PROPOSAL', 'RULING') ORDER BY d.made_at DESC, d.id DESC LIMIT 1) AS made_by,
			(SELECT count(*)::int FROM conflict_parties p WHERE p.case_id = c.id) AS parties, (SELECT count(*)::int FROM conflict_sides s WHERE s.case_id = c.id) AS sides,
			CASE WHEN @brand THEN case_obstacle(c.id, @user) END AS obstacle
		FROM conflicts c
		LEFT JOIN LATERAL (SELECT s.label, s.answered_at, s.appealed_at FROM conflict_parties p JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label
			WHERE p.case_id = c.id AND p.distributor_id = @organization AND p.told_at IS NOT NULL) me ON true
		LEFT JOIN LATERAL (SELECT d.id FROM conflict_decisions d WHERE d.case_id = c.id AND d.kind = 'PROPOSAL' AND d.state = 'PENDING' ORDER BY d.made_at DESC LIMIT 1) pending ON true
		WHERE c.id = ANY(@ids) ORDER BY c.id`,
		postgres.Args{"ids": ids, "organization": sc.Organization, "user": sc.User, "brand": sc.Reach == scope.All || sc.Reach == scope.Portfolio}))
	out := make(map[uuid.UUID]Standing, len(found))
	for _, s := range found {
		out[s.CaseID] = s
	}
	return out, err
}

// Standings reads how cases stand for the caller.
func (s *Service) Standings(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]Standing, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID]Standing, error) { return standings(ctx, tx, sc, ids) })
}

// Now is the service's clock, by which cases are due.
func (s *Service) Now() time.Time { return s.now() }

// acting locks a case and makes sure that the caller may do something in it now.
// Returns NotFound, and what Case.Allows gives.
func (s *Service) acting(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID, action Action) (*Case, Standing, error) {
	if slices.Contains(onCards, action) {
		if err := touchCases(ctx, tx, id); err != nil {
			return nil, Standing{}, err
		}
	}
	c, err := lockCase(ctx, tx, sc, id)
	if err != nil {
		return nil, Standing{}, err
	}
	all, err := standings(ctx, tx, sc, []uuid.UUID{id})
	if err != nil {
		return nil, Standing{}, err
	}
	actor, _ := auth.ActorOf(ctx)
	return c, all[id], c.Allows(action, actor, all[id], s.now())
}
