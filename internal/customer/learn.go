package customer

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// When the weights are estimated: not from fewer accounts than this, again when there are twice as many, and from at most so many of them.
const (
	leastLearned = 200
	mostLearned  = 20_000
)

// learn estimates the weights from the accounts themselves when it is due. Pairs that stand keep what they were decided by.
func (m *Matcher) learn(ctx context.Context) error {
	return m.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := takeTurn(ctx, tx); err != nil {
			return err
		}
		var accounts, before int
		err := tx.QueryRow(ctx, `SELECT `+aboutAllAccounts+`, coalesce((SELECT accounts FROM match_models ORDER BY fitted_at DESC, id DESC LIMIT 1), 0)`).Scan(&accounts, &before)
		if err != nil || accounts < leastLearned || accounts < 2*before {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT id FROM accounts WHERE merged_into IS NULL AND erased_at IS NULL
			AND ('x' || right(id::text, 6))::bit(24)::int < @share * 16777216 ORDER BY id LIMIT @most`,
			postgres.Args{"share": min(1, 1.1*float64(mostLearned)/float64(accounts)), "most": mostLearned})
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		if err != nil {
			return err
		}
		r := &round{records: map[uuid.UUID]*record{}}
		if err := r.read(ctx, tx, ids); err != nil {
			return err
		}
		profiles := make([]*match.Profile, 0, len(ids))
		for _, id := range ids {
			profiles = append(profiles, r.records[id].profile)
		}
		model, _ := match.Learn(profiles)
		model = model.DrawnFrom(accounts)
		_, err = tx.Exec(ctx, `INSERT INTO match_models (id, model, accounts, fitted_at) VALUES (@id, @model, @accounts, @now)`,
			postgres.Args{"id": typeid.New(), "model": model, "accounts": accounts, "now": m.now()})
		if err == nil {
			m.log.InfoContext(ctx, "the weights of matching were estimated", "accounts", accounts, "sample", len(profiles))
		}
		return err
	})
}
