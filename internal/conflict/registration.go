package conflict

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// OfRegistrations gives the open case that each of the registrations is evidence of, as far as the caller sees both: the latest of several.
func (s *Service) OfRegistrations(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]uuid.UUID, error) {
	type pair struct{ Registration, CaseID uuid.UUID }
	out := map[uuid.UUID]uuid.UUID{}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		rows, err := postgres.Rows[pair](tx.Query(ctx, `SELECT r.id AS registration, c.id AS case_id
			FROM registrations r JOIN conflict_evidence_own e ON e.distributor_id = r.distributor_id AND e.registration_id = r.id
			JOIN conflicts c ON c.id = e.case_id
			WHERE r.id = ANY(@ids) AND c.state IN ('OPEN', 'AWAITING_RESPONSE', 'IN_MEDIATION', 'PROPOSED', 'AGREED', 'RULED') ORDER BY c.opened_at, c.id`,
			postgres.Args{"ids": ids}))
		for _, p := range rows {
			out[p.Registration] = p.CaseID
		}
		return err
	})
	return out, err
}
