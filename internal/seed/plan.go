package seed

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// sold is what the brand's distributors turned over in a year, and in how many of its months.
type sold struct {
	Year    int
	What    string // a territory's code with a line's behind a bar perhaps, or a channel type
	Months  int
	Revenue decimal.Decimal
}

// wholeYear is the revenue of twelve months like these.
func (s sold) wholeYear() decimal.Decimal {
	return s.Revenue.Mul(decimal.NewFromInt(12)).DivRound(decimal.NewFromInt(int64(max(s.Months, 1))), 0)
}

// rounded to hundred thousands, as people estimate.
func estimate(amount decimal.Decimal, percent int) decimal.Decimal {
	return decimal.Max(amount.Mul(decimal.NewFromInt(int64(percent))).Shift(-7).Round(0).Shift(5), decimal.New(1, 5))
}

// keepPlans enters how large the markets of the countries and of the first distributors' territories are, in all and of the largest lines, and
// the budgets of the kinds of channel: for each year of the data.
func (l *loader) keepPlans(ctx context.Context) error {
	all := scope.Scope{Reach: scope.All, Organization: l.brand, User: l.admin}
	markets, channels, err := l.soldByYear(ctx)
	if err != nil {
		return fmt.Errorf("reading what was sold: %w", err)
	}
	territories, err := l.codes(ctx, "territories")
	if err != nil {
		return err
	}
	lines, err := l.codes(ctx, "product_lines")
	if err != nil {
		return err
	}
	for _, m := range markets {
		place, line := m.parts()
		r := stream(l.w.Seed, streamMarkets, len(m.What), int(m.What[0]), int(m.What[len(m.What)-1])) // the same share each year
		size := partner.MarketSize{TerritoryID: territories[place], Year: m.Year, Amount: estimate(m.wholeYear(), 350+r.IntN(900)), Source: "Trade association, annual survey"}
		if line != "" {
			id := lines[line]
			size.ProductLineID, size.Source = &id, "Estimate from customs and panel data"
		}
		if _, err := l.partners.SetMarketSize(ctx, all, size, false); err != nil {
			return fmt.Errorf("entering the market of %s: %w", m.What, err)
		}
	}
	for i, c := range channels {
		b := partner.Budget{Year: c.Year, ChannelType: c.What, Amount: estimate(c.wholeYear(), 96+3*(i%6))}
		if _, err := l.partners.SetBudget(ctx, all, b, false); err != nil {
			return fmt.Errorf("setting the budget of %s: %w", c.What, err)
		}
	}
	return nil
}

// parts are the territory's and the line's code.
func (s sold) parts() (place, line string) {
	for i := range s.What {
		if s.What[i] == '|' {
			return s.What[:i], s.What[i+1:]
		}
	}
	return s.What, ""
}

// largestLines is how many product lines have market sizes of their own, in the countries.
const largestLines = 4

// soldByYear gives the revenue by year of the countries, of the territories of the distributors that every demo has, of the largest lines in the countries,
// and of the kinds of channel.
func (l *loader) soldByYear(ctx context.Context) (markets, channels []sold, err error) {
	var places []string
	known := map[string]bool{}
	for i := range l.w.Distributors[:min(registrants, len(l.w.Distributors))] {
		for _, code := range l.w.Distributors[i].Areas {
			if !known[code] {
				known[code] = true
				places = append(places, code)
			}
		}
	}
	args := postgres.Args{"places": places, "most": largestLines}
	err = l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		markets, err = postgres.Rows[sold](tx.Query(ctx, `
			WITH years AS MATERIALIZED (
			  SELECT extract(year FROM s.month)::int AS year, t.span, s.product_line_id AS line, s.month, sum(s.revenue) AS revenue
			  FROM sales_by_territory s JOIN territories t ON t.id = s.territory_id GROUP BY 1, 2, 3, 4
			), largest AS (
			  SELECT line FROM years GROUP BY 1 ORDER BY sum(revenue) DESC, 1 LIMIT @most
			)
			SELECT y.year, t.code AS what, count(DISTINCT y.month)::int AS months, sum(y.revenue) AS revenue
			FROM years y JOIN territories t ON t.span @> y.span WHERE t.kind = 'COUNTRY' OR t.code = ANY(@places)
			GROUP BY 1, 2 HAVING sum(y.revenue) > 0
			UNION ALL
			SELECT y.year, t.code || '|' || p.code, count(DISTINCT y.month)::int, sum(y.revenue)
			FROM years y JOIN territories t ON t.span @> y.span AND t.kind = 'COUNTRY' JOIN largest USING (line) JOIN product_lines p ON p.id = y.line
			GROUP BY 1, 2 HAVING sum(y.revenue) > 0 ORDER BY 1, 2`, args))
		if err != nil {
			return err
		}
		channels, err = postgres.Rows[sold](tx.Query(ctx, `
			SELECT extract(year FROM s.month)::int AS year, s.channel_type AS what, count(DISTINCT s.month)::int AS months, sum(s.revenue) AS revenue
			FROM sales_by_territory s GROUP BY 1, 2 HAVING sum(s.revenue) > 0 ORDER BY 1, 2`))
		return err
	})
	return markets, channels, err
}

func (l *loader) codes(ctx context.Context, table string) (codes map[string]uuid.UUID, err error) {
	err = l.App.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		codes, err = partner.LoadCodes(ctx, tx, table)
		return err
	})
	return codes, err
}
