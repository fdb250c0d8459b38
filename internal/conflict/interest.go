package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Interest is why somebody of the brand can't judge between a distributor and others.
type Interest struct {
	UserID        uuid.UUID
	DistributorID uuid.UUID
	Kind          string // MANAGES, now or once, or WORKED
	Reason        string
	Since         time.Time
}

const interestColumns = `i.user_id, i.distributor_id, i.kind, i.reason, i.since`

// Interests lists who has an interest in which distributor; of one person when it is named.
func (s *Service) Interests(ctx context.Context, sc scope.Scope, user *uuid.UUID) ([]Interest, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Interest, error) {
		return postgres.Rows[Interest](tx.Query(ctx, "SELECT "+interestColumns+` FROM interests i WHERE @user::uuid IS NULL OR i.user_id = @user
			ORDER BY i.user_id, i.distributor_id, i.kind LIMIT 5000`, postgres.Args{"user": user}))
	})
}

// DeclareInterest notes that somebody of the brand worked for a distributor. Declared again, it says the new reason.
// Returns NotFound for a distributor that there isn't, and Invalid naming what is wrong.
func (s *Service) DeclareInterest(ctx context.Context, sc scope.Scope, i Interest) (out Interest, err error) {
	if err := checkReason(i.Reason); err != nil {
		return out, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		var known bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM users u JOIN organizations o ON o.id = u.organization_id AND o.kind = 'BRAND' WHERE u.id = @user)`,
			postgres.Args{"user": i.UserID}).Scan(&known); err != nil {
			return err
		}
		if !known {
			return fault.Missing("user")
		}
		if _, err := partner.LoadDistributor(ctx, tx, sc, i.DistributorID); err != nil {
			return err
		}
		actor, _ := auth.ActorOf(ctx)
		args := postgres.Args{"user": i.UserID, "distributor": i.DistributorID, "reason": i.Reason, "by": actor.User, "now": s.now()}
		if _, err := tx.Exec(ctx, `DELETE FROM interests WHERE user_id = @user AND distributor_id = @distributor AND kind = 'WORKED'`,
			postgres.Args{"user": i.UserID, "distributor": i.DistributorID}); err != nil {
			return err
		}
		if out, err = postgres.Row[Interest](tx.Query(ctx, `INSERT INTO interests AS i (user_id, distributor_id, kind, reason, declared_by, since)
			VALUES (@user, @distributor, 'WORKED', @reason, @by, @now) RETURNING `+interestColumns, args)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "interest.declare", SubjectType: "user", SubjectID: audit.ID(i.UserID),
			After: map[string]any{"distributor": i.DistributorID}, Reason: i.Reason})
	})
	return out, err
}
