package conflict

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Choice is somebody of the brand who could mediate.
type Choice struct {
	UserID   uuid.UUID
	Obstacle *string // why not; nil: nothing stands against it
}

// candidates reads who could mediate in a case, of those whom the caller sees: the eligible ones first.
const candidates = `SELECT u.id AS user_id, CASE WHEN u.status <> 'ACTIVE' THEN 'inactive' ELSE case_obstacle(@case, u.id) END AS obstacle
	FROM users u JOIN organizations o ON o.id = u.organization_id AND o.kind = 'BRAND' WHERE u.role = ANY(@roles) AND `

// judgeRoles are the roles that may mediate.
func judgeRoles() []string {
	return slices.DeleteFunc(policy.Roles(), func(role string) bool {
		_, ok := policy.Allow(role, "conflict", "mediate")
		return !ok
	})
}

// Mediators gives who could mediate in a case, and why others could not. A party is given nobody.
func (s *Service) Mediators(ctx context.Context, sc scope.Scope, caseID uuid.UUID) ([]Choice, error) {
	if sc.Reach == scope.Own {
		return nil, nil
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Choice, error) {
		return postgres.Rows[Choice](tx.Query(ctx, `SELECT user_id, obstacle FROM (`+candidates+`u.status = 'ACTIVE') m JOIN users u ON u.id = m.user_id
			ORDER BY m.obstacle IS NOT NULL, u.name, u.id LIMIT 500`, postgres.Args{"case": caseID, "roles": judgeRoles()}))
	})
}

// longestAnswer bounds the time that parties are given to answer, in business days.
const longestAnswer = 60

// Assign says who mediates. The parties of a new case learn of it then, and have so many business days to answer; in a case that goes on somebody
// else goes on with it.
// Returns NotFound, Invalid naming why somebody can't mediate, and what Case.Allows gives.
func (s *Service) Assign(ctx context.Context, sc scope.Scope, id, mediator uuid.UUID, days int) (*Case, error) {
	if days < 1 || days > longestAnswer {
		var fields fault.Fields
		fields.Add("answerWithinDays", "number.range", fault.Params{"min": 1, "max": longestAnswer})
		return nil, fields.Err()
	}
	return s.inCase(ctx, sc, id, Assign, func(tx pgx.Tx, c *Case, _ Standing, cal workday.Calendar) error {
		if err := checkMediator(ctx, tx, id, mediator); err != nil {
			return err
		}
		if c.MediatorID != nil && *c.MediatorID == mediator {
			return nil
		}
		before := c.MediatorID
		if err := saveMediator(ctx, tx, c, mediator); err != nil {
			return err
		}
		if err := addEvent(ctx, tx, id, event{Kind: "assigned", At: s.now()}); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.assign", map[string]any{"mediator": before}, map[string]any{"mediator": mediator}, ""); err != nil {
			return err
		}
		if c.State == Open {
			if err := s.tellParties(ctx, tx, c, days, cal); err != nil {
				return err
			}
		} else if err := changed(ctx, tx, id); err != nil {
			return err
		}
		return post(ctx, tx, c, "conflict.assigned", nil, notify.Audience{User: &mediator})
	})
}

func checkMediator(ctx context.Context, tx pgx.Tx, caseID, mediator uuid.UUID) error {
	choice, err := postgres.Row[Choice](tx.Query(ctx, candidates+"u.id = @user", postgres.Args{"case": caseID, "roles": judgeRoles(), "user": mediator}))
	var fields fault.Fields
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		fields.Add("userId", "conflict.obstacle.outside", nil)
	case err != nil:
		return err
	case choice.Obstacle != nil:
		fields.Add("userId", ObstacleKey(*choice.Obstacle), nil)
	}
	return fields.Err()
}

func saveMediator(ctx context.Context, tx pgx.Tx, c *Case, mediator uuid.UUID) error {
	args := postgres.Args{"case": c.ID, "mediator": mediator}
	b := &pgx.Batch{}
	b.Queue(`UPDATE conflicts SET mediator_id = @mediator WHERE id = @case`, args)
	b.Queue(`UPDATE conflict_parties SET mediator_id = @mediator WHERE case_id = @case`, args)
	c.MediatorID = &mediator
	return tx.SendBatch(ctx, b).Close()
}

// tellParties lets the parties know of their case: from now on each sees it.
func (s *Service) tellParties(ctx context.Context, tx pgx.Tx, c *Case, days int, cal workday.Calendar) error {
	if _, err := tx.Exec(ctx, `UPDATE conflict_parties SET told_at = @now WHERE case_id = @case AND told_at IS NULL`, postgres.Args{"case": c.ID, "now": s.now()}); err != nil {
		return err
	}
	if err := moveWithin(ctx, tx, c, AwaitingResponse, days, cal, s.now(), nil); err != nil {
		return err
	}
	return post(ctx, tx, c, "conflict.told", nil, everybody(c)[0])
}
