package sale

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Purchase is what an account bought in a month through one channel type. Amounts are in the base currency.
type Purchase struct {
	AccountID     uuid.UUID // the one that stands, for lines of accounts merged into it
	DistributorID uuid.UUID
	Month         time.Time
	ChannelType   string
	Revenue       decimal.Decimal
	Quantity      decimal.Decimal
	Lines         int
}

// Purchases sums the live lines of the accounts, and of those merged into them, since a day, latest month first. Of accounts whose sales another
// organisation shares with the caller's it gives the same sums.
func (s *Service) Purchases(ctx context.Context, sc scope.Scope, accounts []uuid.UUID, since time.Time) ([]Purchase, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Purchase, error) {
		args, shared := map[string]any{"accounts": accounts, "since": since}, ""
		if sc.Reach == scope.Own {
			shared = " UNION ALL SELECT * FROM shared_purchases(@accounts, @since)"
		}
		return postgres.Rows[Purchase](tx.Query(ctx, `
			SELECT a.root AS account_id, l.distributor_id, date_trunc('month', l.sale_date::timestamp)::date AS month, l.channel_type,
			  sum(l.base_amount) AS revenue, sum(l.quantity) AS quantity, count(*)::int AS lines
			FROM (SELECT distributor_id, id, id AS root FROM accounts WHERE id = ANY(@accounts)
			  UNION SELECT m.distributor_id, m.id, m.merged_into FROM accounts r JOIN accounts m ON m.distributor_id = r.distributor_id AND m.merged_into = r.id
			  WHERE r.id = ANY(@accounts) AND NOT m.id = ANY(@accounts)) a
			JOIN sale_lines l ON l.distributor_id = a.distributor_id AND l.account_id = a.id AND l.sale_date >= @since AND l.voided_at IS NULL
			WHERE `+sc.Where("l.distributor_id", args)+` GROUP BY 1, 2, 3, 4`+shared+` ORDER BY 3 DESC, 1, 2, 4`, postgres.Args(args)))
	})
}
