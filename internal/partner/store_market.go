package partner

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
)

const marketColumns = `m.id, m.territory_id, t.code AS territory_code, m.product_line_id, m.year, m.amount, m.source`

const marketTables = ` FROM market_sizes m JOIN territories t ON t.id = m.territory_id `

// MarketFilter says which market sizes to list; the zero value is all.
type MarketFilter struct {
	Year        *int
	TerritoryID *uuid.UUID
}

func (f MarketFilter) where(args postgres.Args) string {
	parts := []string{"true"}
	if f.Year != nil {
		parts = append(parts, "m.year = @year")
		args["year"] = *f.Year
	}
	if f.TerritoryID != nil {
		parts = append(parts, "m.territory_id = @territory")
		args["territory"] = *f.TerritoryID
	}
	return strings.Join(parts, " AND ")
}

// marketOrder has the latest year first.
var marketOrder = []page.Column{{SQL: "-m.year", Type: "int"}, {SQL: "t.code", Type: "text"}, {SQL: "m.id", Type: "uuid"}}

func listMarketSizes(ctx context.Context, q postgres.Querier, f MarketFilter, r page.Request) ([]MarketSize, error) {
	args := postgres.Args{}
	where := f.where(args)
	behind, order, err := r.Keyset(false, args, marketOrder...)
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[MarketSize](q.Query(ctx, "SELECT "+marketColumns+marketTables+"WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing market sizes: %w", err)
	}
	return rows, nil
}

func countMarketSizes(ctx context.Context, q postgres.Querier, f MarketFilter) (n int, err error) {
	args := postgres.Args{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM market_sizes m WHERE "+f.where(args), args).Scan(&n)
	return n, err
}

func loadMarketSize(ctx context.Context, q postgres.Querier, id uuid.UUID) (MarketSize, error) {
	m, err := postgres.Row[MarketSize](q.Query(ctx, "SELECT "+marketColumns+marketTables+"WHERE m.id = @id ORDER BY m.id LIMIT 1", postgres.Args{"id": id}))
	if err != nil {
		return m, missing(err, "marketSize")
	}
	return m, nil
}

// findMarketSize reads the entry of the same territory, line and year. Returns pgx.ErrNoRows when there is none.
func findMarketSize(ctx context.Context, q postgres.Querier, m MarketSize) (MarketSize, error) {
	return postgres.Row[MarketSize](q.Query(ctx, "SELECT "+marketColumns+marketTables+`
		WHERE m.year = @year AND m.territory_id = @territory AND m.product_line_id IS NOT DISTINCT FROM @line::uuid ORDER BY m.id LIMIT 1`,
		postgres.Args{"year": m.Year, "territory": m.TerritoryID, "line": m.ProductLineID}))
}

func putMarketSize(ctx context.Context, q postgres.Querier, m MarketSize) error {
	_, err := q.Exec(ctx, `INSERT INTO market_sizes (id, territory_id, product_line_id, year, amount, source) VALUES (@id, @territory, @line, @year, @amount, @source)
		ON CONFLICT (year, territory_id, product_line_id) DO UPDATE SET amount = excluded.amount, source = excluded.source`,
		postgres.Args{"id": m.ID, "territory": m.TerritoryID, "line": m.ProductLineID, "year": m.Year, "amount": m.Amount, "source": m.Source})
	return err
}

func deleteMarketSize(ctx context.Context, q postgres.Querier, id uuid.UUID) error {
	_, err := q.Exec(ctx, `DELETE FROM market_sizes WHERE id = @id`, postgres.Args{"id": id})
	return err
}

// LoadBudgets reads the year's budgets, by channel type. Only who reaches more than an organisation of its own sees any.
func LoadBudgets(ctx context.Context, q postgres.Querier, year int) ([]Budget, error) {
	rows, err := postgres.Rows[Budget](q.Query(ctx, `SELECT year, channel_type, amount FROM budgets WHERE year = @year ORDER BY channel_type`, postgres.Args{"year": year}))
	if err != nil {
		return nil, fmt.Errorf("reading budgets: %w", err)
	}
	return rows, nil
}

func findBudget(ctx context.Context, q postgres.Querier, b Budget) (Budget, error) {
	return postgres.Row[Budget](q.Query(ctx, `SELECT year, channel_type, amount FROM budgets WHERE year = @year AND channel_type = @channel ORDER BY channel_type`,
		postgres.Args{"year": b.Year, "channel": b.ChannelType}))
}

func putBudget(ctx context.Context, q postgres.Querier, b Budget) error {
	_, err := q.Exec(ctx, `INSERT INTO budgets (year, channel_type, amount) VALUES (@year, @channel, @amount)
		ON CONFLICT (year, channel_type) DO UPDATE SET amount = excluded.amount`,
		postgres.Args{"year": b.Year, "channel": b.ChannelType, "amount": b.Amount})
	return err
}

func deleteBudget(ctx context.Context, q postgres.Querier, b Budget) error {
	_, err := q.Exec(ctx, `DELETE FROM budgets WHERE year = @year AND channel_type = @channel`, postgres.Args{"year": b.Year, "channel": b.ChannelType})
	return err
}
