package partner

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

var marketHeaders = []string{"year", "territory", "territory_name", "product_line", "amount", "currency", "source"}

// exportedMarket is a market size as a list shows it.
type exportedMarket struct {
	ID            uuid.UUID
	Year          int
	Territory     string
	TerritoryName string
	ProductLine   string // "" for all
	Amount        decimal.Decimal
	Source        string
}

const exportMarketSQL = `SELECT m.id, m.year, t.code AS territory, t.name AS territory_name, coalesce(g.code, '') AS product_line, m.amount, m.source
FROM market_sizes m JOIN territories t ON t.id = m.territory_id LEFT JOIN product_lines g ON g.id = m.product_line_id WHERE `

// marketPage is how many rows are read at a time.
const marketPage = 5000

// ExportMarketSizes writes the entries as a table in the format, the latest year first. That it was taken is in the log.
func (s *Service) ExportMarketSizes(ctx context.Context, sc scope.Scope, f MarketFilter, format string, to io.Writer) error {
	var brand Settings
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		if brand, err = LoadSettings(ctx, tx); err != nil {
			return err
		}
		n, err := countMarketSizes(ctx, tx, f)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "marketSize.export", SubjectType: "marketSize",
			After: map[string]any{"format": format, "rows": n}})
	})
	if err != nil {
		return err
	}
	out, err := intake.NewTable(format, to, marketHeaders...)
	if err != nil {
		return err
	}
	defer out.Drop()
	r := page.Request{Limit: marketPage}
	for {
		var rows []exportedMarket
		err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			rows, err = exportSomeMarkets(ctx, tx, f, r)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading market sizes to export: %w", err)
		}
		for _, m := range rows {
			if err := out.Row(m.Year, m.Territory, m.TerritoryName, m.ProductLine, m.Amount, brand.BaseCurrency, m.Source); err != nil {
				return err
			}
		}
		if len(rows) <= r.Limit {
			return out.Close()
		}
		last := rows[len(rows)-1]
		r.Cursor = []string{strconv.Itoa(-last.Year), last.Territory, last.ID.String()}
	}
}

func exportSomeMarkets(ctx context.Context, q postgres.Querier, f MarketFilter, r page.Request) ([]exportedMarket, error) {
	args := postgres.Args{}
	where := f.where(args)
	behind, order, err := r.Keyset(false, args, marketOrder...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[exportedMarket](q.Query(ctx, exportMarketSQL+where+" AND "+behind+" "+order, args))
}
