package sale

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// LastSale is the latest sale to an account.
type LastSale struct {
	AccountID uuid.UUID
	On        time.Time
	Amount    decimal.Decimal // of the line, in the base currency
}

// LastSales gives the latest line of each account that stands and is no return, accounts merged into it included, of those that the scope
// reaches: one statement, which reads the last day of each account and the lines of that day.
func (s *Service) LastSales(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID]LastSale, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (map[uuid.UUID]LastSale, error) {
		args := map[string]any{"accounts": accounts}
		within := sc.Where("a.distributor_id", args)
		found, err := postgres.Rows[LastSale](q.Query(ctx, `
			SELECT DISTINCT ON (a.root) a.root AS account_id, l.sale_date AS "on", l.base_amount AS amount
			FROM (SELECT distributor_id, id, id AS root FROM accounts WHERE id = ANY(@accounts)
			  UNION ALL SELECT distributor_id, id, merged_into FROM accounts WHERE merged_into = ANY(@accounts)) a
			CROSS JOIN LATERAL (
			  SELECT l.sale_date FROM sale_lines l
			  WHERE l.distributor_id = a.distributor_id AND l.account_id = a.id AND l.voided_at IS NULL AND l.quantity > 0
			  ORDER BY l.sale_date DESC LIMIT 1) d
			CROSS JOIN LATERAL (
			  SELECT l.sale_date, l.id, l.base_amount FROM sale_lines l
			  WHERE l.distributor_id = a.distributor_id AND l.account_id = a.id AND l.sale_date = d.sale_date AND l.voided_at IS NULL AND l.quantity > 0
			  ORDER BY l.id DESC LIMIT 1) l
			WHERE `+within+` ORDER BY a.root, l.sale_date DESC, l.id DESC`, postgres.Args(args)))
		out := make(map[uuid.UUID]LastSale, len(found))
		for _, one := range found {
			out[one.AccountID] = one
		}
		return out, err
	})
}
