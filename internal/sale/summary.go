package sale

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Dimension is what sums are split by.
type Dimension string

// The dimensions.
const (
	ByYear        Dimension = "YEAR"
	ByQuarter     Dimension = "QUARTER"
	ByMonth       Dimension = "MONTH"
	ByDistributor Dimension = "DISTRIBUTOR"
	ByProductLine Dimension = "PRODUCT_LINE"
	ByProduct     Dimension = "PRODUCT"
	ByTerritory   Dimension = "TERRITORY"
	ByChannelType Dimension = "CHANNEL_TYPE"
)

// keys gives the SQL that writes a dimension's value as text: a period as the portal writes it, an id as a UUID.
var keys = map[Dimension]string{
	ByYear:        `to_char(l.month, 'YYYY')`,
	ByQuarter:     `to_char(l.month, 'YYYY"-Q"Q')`,
	ByMonth:       `to_char(l.month, 'YYYY-MM')`,
	ByDistributor: `l.distributor_id::text`,
	ByProductLine: `l.product_line_id::text`,
	ByProduct:     `l.product_id::text`,
	ByTerritory:   `CASE WHEN l.territory_id = '00000000-0000-0000-0000-000000000000' THEN '' ELSE l.territory_id::text END`,
	ByChannelType: `l.channel_type`,
}

// Sum is one sum of lines: a key for each dimension asked for.
type Sum struct {
	Keys     []string
	Lines    int64
	Quantity decimal.Decimal
	Revenue  decimal.Decimal // in the base currency
}

// Limits of a summary.
const (
	maxDimensions = 3
	maxSums       = 5000
)

// Summary adds up the lines of the scope from the rollups: largest revenue first, or by time when the first dimension is
// one of time; 5,000 sums at most. Returns Invalid for more than three dimensions, for parts of the filter that
// rollups do not keep, and for days that do not begin or end a month.
func (s *Service) Summary(ctx context.Context, sc scope.Scope, f LineFilter, by []Dimension) ([]Sum, error) {
	if err := checkSummary(f, by); err != nil {
		return nil, err
	}
	args := map[string]any{}
	table := "sales_by_line"
	if f.ProductID != nil || f.TerritoryID != nil || f.ChannelType != nil {
		table = "sales_by_product"
	}
	selected, order, group := make([]string, len(by)), "revenue DESC, keys", "GROUP BY 1 HAVING sum(l.lines) <> 0 OR sum(l.revenue) <> 0"
	if len(by) == 0 {
		group = "" // one sum, of nothing as well
	}
	for i, d := range by {
		selected[i] = keys[d]
		if d == ByProduct || d == ByTerritory || d == ByChannelType {
			table = "sales_by_product"
		}
	}
	if len(by) > 0 && (by[0] == ByYear || by[0] == ByQuarter || by[0] == ByMonth) {
		order = "keys"
	}
	sql := fmt.Sprintf(`SELECT ARRAY[%s]::text[] AS keys, coalesce(sum(l.lines), 0)::bigint AS lines, coalesce(sum(l.quantity), 0) AS quantity,
		coalesce(sum(l.revenue), 0) AS revenue FROM %s l WHERE %s %s ORDER BY %s LIMIT %d`,
		strings.Join(selected, ", "), table, strings.Join(f.conditions(sc, "l.month", args), " AND "), group, order, maxSums)
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Sum, error) {
		return postgres.Rows[Sum](tx.Query(ctx, sql, postgres.Args(args)))
	})
}

func checkSummary(f LineFilter, by []Dimension) error {
	var fields fault.Fields
	if len(by) > maxDimensions {
		fields.Add("groupBy", "summary.tooManyDimensions", fault.Params{"max": maxDimensions})
	}
	return append(fields, f.unsummed()...).Err()
}

// unsummed names the parts of the filter that rollups do not keep.
func (f LineFilter) unsummed() (fields fault.Fields) {
	for name, set := range map[string]bool{"reportId": f.ReportID != nil, "accountId": f.AccountID != nil, "invoiceNumber": f.InvoiceNo != nil,
		"returns": f.Returns != nil, "includeVoided": f.IncludeVoided, "breach": f.Breach != nil} {
		if set {
			fields.Add("filter."+name, "summary.notForSums", nil)
		}
	}
	if f.From != nil && f.From.Day() != 1 {
		fields.Add("filter.from", "summary.wholeMonths", nil)
	}
	if f.Until != nil && f.Until.AddDate(0, 0, 1).Day() != 1 {
		fields.Add("filter.until", "summary.wholeMonths", nil)
	}
	return fields
}

// joined writes codes for a message.
func joined(codes []string) string { return strings.Join(codes, ", ") }
