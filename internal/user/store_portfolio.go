package user

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// maxShown is how much of a portfolio is listed.
const maxShown = 100

type member struct {
	UserID        uuid.UUID
	DistributorID uuid.UUID
	Total         int
}

// portfolios reads the first distributors of each user's portfolio, by name, with how many there are.
func portfolios(ctx context.Context, q postgres.Querier, sc scope.Scope, users []uuid.UUID) ([]member, error) {
	args := postgres.Args{"users": users, "shown": maxShown, "max": maxIDs * maxShown}
	sql := `SELECT user_id, distributor_id, total FROM (
			SELECT m.user_id, m.distributor_id, o.name, count(*) OVER (PARTITION BY m.user_id)::int AS total,
				row_number() OVER (PARTITION BY m.user_id ORDER BY o.name, o.id) AS place
			FROM portfolio_members m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.distributor_id
			WHERE m.user_id = ANY(@users) AND u.role = 'channel_manager' AND ` + within(sc, args) + `) ranked
		WHERE place <= @shown ORDER BY user_id, place LIMIT @max`
	return postgres.Rows[member](q.Query(ctx, sql, args))
}

// managers reads who looks after the distributors, as far as the scope reaches these: a distributor sees its own, a manager
// its colleagues. It gives whom to ask, not when they were here.
func managers(ctx context.Context, q postgres.Querier, sc scope.Scope, distributors []uuid.UUID) ([]managed, error) {
	args := postgres.Args{"distributors": distributors, "max": maxIDs}
	sql := `SELECT m.distributor_id, u.id, u.organization_id, u.email, u.name, u.role, u.status, u.locale, NULL::timestamptz AS last_login_at, u.created_at
		FROM portfolio_members m JOIN users u ON u.id = m.user_id
		WHERE m.distributor_id = ANY(@distributors) AND u.role = 'channel_manager' AND u.status = 'ACTIVE' AND ` + sc.Where("m.distributor_id", args) + `
		ORDER BY m.distributor_id, u.name, u.id LIMIT @max`
	return postgres.Rows[managed](q.Query(ctx, sql, args))
}

type managed struct {
	DistributorID uuid.UUID
	User
}

// portfolioOf reads the whole portfolio of one user.
func portfolioOf(ctx context.Context, q postgres.Querier, user uuid.UUID) ([]uuid.UUID, error) {
	rows, err := q.Query(ctx, "SELECT distributor_id FROM portfolio_members WHERE user_id = $1 ORDER BY distributor_id LIMIT $2", user, maxIDs)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// distributorsAmong gives those of the ids that are distributors within the scope.
func distributorsAmong(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]uuid.UUID, error) {
	args := postgres.Args{"ids": ids, "max": maxIDs}
	sql := "SELECT o.id FROM organizations o WHERE o.id = ANY(@ids) AND o.kind = 'DISTRIBUTOR' AND " + sc.Where("o.id", args) + " ORDER BY o.id LIMIT @max"
	rows, err := q.Query(ctx, sql, args)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// replacePortfolio makes the ids all of the user's portfolio.
func replacePortfolio(ctx context.Context, q postgres.Querier, user uuid.UUID, ids []uuid.UUID) error {
	args := postgres.Args{"user": user, "ids": append([]uuid.UUID{}, ids...)}
	b := &pgx.Batch{}
	b.Queue("DELETE FROM portfolio_members WHERE user_id = @user AND NOT distributor_id = ANY(@ids)", args)
	b.Queue("INSERT INTO portfolio_members (user_id, distributor_id) SELECT @user, unnest(@ids::uuid[]) ON CONFLICT DO NOTHING", args)
	return q.SendBatch(ctx, b).Close()
}
