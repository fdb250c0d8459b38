package user

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/scope"
)

// Portfolio is whom a channel manager looks after: the first hundred distributors by name, and how many in all.
type Portfolio struct {
	Distributors []uuid.UUID
	Total        int
}

// maxPortfolio is the greatest size of a portfolio.
const maxPortfolio = 5000

// Portfolios reads the portfolios of the users that the scope reaches. Those of other roles are empty.
func (s *Service) Portfolios(ctx context.Context, sc scope.Scope, users []uuid.UUID) (map[uuid.UUID]Portfolio, error) {
	rows, err := read(ctx, s.pool, sc, func(tx pgx.Tx) ([]member, error) { return portfolios(ctx, tx, sc, users) })
	if err != nil {
		return nil, err
	}
	byUser := map[uuid.UUID]Portfolio{}
	for _, row := range rows {
		p := byUser[row.UserID]
		byUser[row.UserID] = Portfolio{append(p.Distributors, row.DistributorID), row.Total}
	}
	return byUser, nil
}

// Managers reads who looks after each of the distributors that the scope reaches.
func (s *Service) Managers(ctx context.Context, sc scope.Scope, distributors []uuid.UUID) (map[uuid.UUID][]User, error) {
	rows, err := read(ctx, s.pool, sc, func(tx pgx.Tx) ([]managed, error) { return managers(ctx, tx, sc, distributors) })
	if err != nil {
		return nil, err
	}
	byDistributor := map[uuid.UUID][]User{}
	for _, row := range rows {
		byDistributor[row.DistributorID] = append(byDistributor[row.DistributorID], row.User)
	}
	return byDistributor, nil
}

// SetPortfolio makes the distributors all of the channel manager's portfolio. Returns NotFound for the user, Conflict when
// the user has another role, and Invalid naming the ids that are no distributor's.
func (s *Service) SetPortfolio(ctx context.Context, sc scope.Scope, userID uuid.UUID, distributors []uuid.UUID) (u User, err error) {
	if len(distributors) > maxPortfolio {
		var fields fault.Fields
		fields.Add("distributorIds", "list.tooLong", fault.Params{"max": maxPortfolio})
		return User{}, fields.Err()
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if u, err = lockUser(ctx, tx, sc, userID); errors.Is(err, pgx.ErrNoRows) {
			return fault.Missing("user")
		} else if err != nil {
			return fmt.Errorf("reading the user: %w", err)
		}
		if u.Role != policy.ChannelManager {
			return fault.New(fault.Conflict, "portfolio.wrongRole", fault.Params{"role": u.Role})
		}
		if err := checkDistributors(ctx, tx, sc, distributors); err != nil {
			return err
		}
		before, err := portfolioOf(ctx, tx, userID)
		if err != nil {
			return fmt.Errorf("reading the portfolio: %w", err)
		}
		if err := replacePortfolio(ctx, tx, userID, distributors); err != nil {
			return fmt.Errorf("setting the portfolio: %w", err)
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: u.OrganizationID, Action: "portfolio.set", SubjectType: "user", SubjectID: audit.ID(userID),
			Before: before, After: append([]uuid.UUID{}, distributors...),
		})
	})
	return u, err
}

func checkDistributors(ctx context.Context, tx pgx.Tx, sc scope.Scope, ids []uuid.UUID) error {
	known, err := distributorsAmong(ctx, tx, sc, ids)
	if err != nil {
		return fmt.Errorf("reading the distributors: %w", err)
	}
	var fields fault.Fields
	for i, id := range ids {
		if !slices.Contains(known, id) {
			fields.Add(fmt.Sprintf("distributorIds.%d", i), "distributor.notFound", nil)
		}
	}
	return fields.Err()
}
