package sale

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// LineFilter narrows lines and sums; nil parts do not. Conditions narrow each other.
type LineFilter struct {
	DistributorID *uuid.UUID
	Period        *period.Period
	From, Until   *time.Time // sale days, both in it
	ProductID     *uuid.UUID
	ProductLineID *uuid.UUID
	TerritoryID   *uuid.UUID // it and all within it
	ChannelType   *string
	// The rest is not kept in the rollups and so narrows lists alone.
	ReportID      *uuid.UUID
	AccountID     *uuid.UUID // it and all merged into it
	InvoiceNo     *string
	Returns       *bool
	IncludeVoided bool
	Breach        *string // PRICE or TERRITORY: what cases hold against the line on its seller's card
	// Within is the distributors of a portfolio as they were when an export of it was asked for.
	Within []uuid.UUID
}

// conditions gives what lists and sums have in common; day is the expression of the day or month.
func (f LineFilter) conditions(sc scope.Scope, day string, args map[string]any) []string {
	parts := []string{sc.Where("l.distributor_id", args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.DistributorID != nil {
		add("l.distributor_id = @distributor", "distributor", *f.DistributorID)
	}
	if f.Period != nil {
		add(day+" >= @period_start", "period_start", f.Period.Start)
		add(day+" <= @period_last", "period_last", f.Period.Last())
	}
	if f.From != nil {
		add(day+" >= @from", "from", *f.From)
	}
	if f.Until != nil {
		add(day+" <= @until", "until", *f.Until)
	}
	if f.ProductID != nil {
		add("l.product_id = @product", "product", *f.ProductID)
	}
	if f.ProductLineID != nil {
		add("l.product_line_id = @product_line", "product_line", *f.ProductLineID)
	}
	if f.TerritoryID != nil {
		add("l.territory_id IN (SELECT t.id FROM territories t JOIN territories top ON t.span <@ top.span WHERE top.id = @territory)", "territory", *f.TerritoryID)
	}
	if f.ChannelType != nil {
		add("l.channel_type = @channel_type", "channel_type", *f.ChannelType)
	}
	return parts
}

func (f LineFilter) where(sc scope.Scope, args map[string]any) string {
	parts := f.conditions(sc, "l.sale_date", args)
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if sc.Reach == scope.All && f.DistributorID == nil && (f.ReportID != nil || f.AccountID != nil || f.InvoiceNo != nil) {
		parts = append(parts, "l.distributor_id IN (SELECT o.id FROM organizations o)") // lines are indexed within their seller: each is asked
	}
	if f.ReportID != nil {
		add("l.report_id = @report", "report", *f.ReportID)
	}
	if f.AccountID != nil {
		add("l.account_id = ANY (ARRAY(SELECT m.id FROM accounts m WHERE m.merged_into = @account) || @account::uuid)", "account", *f.AccountID)
	}
	if f.Within != nil {
		parts, args["within"] = append(parts, "l.distributor_id = ANY(@within)"), f.Within
	}
	switch {
	case f.InvoiceNo != nil && f.IncludeVoided: // invoices of lines that count have an index, and few lines are voided
		add(`(l.distributor_id, l.id) IN (SELECT k.distributor_id, k.id FROM sale_lines k
			  WHERE k.invoice_no = @invoice AND k.voided_at IS NULL AND k.distributor_id IN (SELECT o.id FROM organizations o)
			UNION ALL SELECT v.distributor_id, v.id FROM sale_lines v WHERE v.invoice_no = @invoice AND v.voided_at IS NOT NULL)`, "invoice", *f.InvoiceNo)
	case f.InvoiceNo != nil:
		add("l.invoice_no = @invoice", "invoice", *f.InvoiceNo)
	}
	if f.Returns != nil && *f.Returns {
		parts = append(parts, "l.quantity < 0")
	} else if f.Returns != nil {
		parts = append(parts, "l.quantity > 0")
	}
	if f.Breach != nil {
		add("EXISTS (SELECT FROM breach_lines b WHERE b.distributor_id = l.distributor_id AND b.line_id = l.id AND b.kind = @breach)", "breach", *f.Breach)
	}
	if !f.IncludeVoided {
		parts = append(parts, "l.voided_at IS NULL")
	}
	return strings.Join(parts, " AND ")
}

const lineColumns = `l.distributor_id, l.id, l.report_id, l.row_no, l.invoice_no, l.line_no, l.sale_date, l.product_id, l.product_line_id, l.account_id,
	l.territory_id, l.channel_type, l.quantity, l.unit_price, l.discount, l.net_amount, l.currency, l.base_amount, l.serial, l.facts, l.created_at,
	l.voided_at, l.voided_by, l.void_reason, l.replaced_by, coalesce(n.sales_person, '') AS sales_person, coalesce(n.note, '') AS note`

// Notes are the distributor's alone: row-level security gives others none of their rows.
const fromLines = ` FROM sale_lines l LEFT JOIN sale_line_notes n ON n.distributor_id = l.distributor_id AND n.line_id = l.id WHERE `

// LineOrder is how lines are sorted.
type LineOrder struct {
	ByAmount  bool // else by day
	Ascending bool
}

func (o LineOrder) columns() []page.Column {
	if o.ByAmount {
		return []page.Column{{SQL: "l.base_amount", Type: "numeric"}, {SQL: "l.id", Type: "uuid"}}
	}
	return []page.Column{{SQL: "l.sale_date", Type: "date"}, {SQL: "l.id", Type: "uuid"}}
}

func (o LineOrder) key(l Line) []string {
	if o.ByAmount {
		return []string{l.BaseAmount.String(), l.ID.String()}
	}
	return []string{l.SaleDate.Format(time.DateOnly), l.ID.String()}
}

func listLines(ctx context.Context, q postgres.Querier, sc scope.Scope, f LineFilter, o LineOrder, r page.Request) ([]Line, error) {
	args := map[string]any{}
	where := f.where(sc, args)
	from, order, err := r.Keyset(!o.Ascending, args, o.columns()...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Line](q.Query(ctx, "SELECT "+lineColumns+fromLines+where+" AND "+from+" "+order, postgres.Args(args)))
}

// MostCounted is how many lines are counted one by one at most, and countTime how long counting may take.
const (
	MostCounted = 100_000
	countTime   = 2 * time.Second
)

// ErrTooMany says that lines are too many to be counted.
var ErrTooMany = errors.New("sale: too many lines to count")

// countLines counts from the rollups what they keep, and other lines one by one. Returns ErrTooMany for more than MostCounted of these,
// and when it takes too long.
func countLines(ctx context.Context, tx pgx.Tx, sc scope.Scope, f LineFilter) (n int, err error) {
	args := map[string]any{}
	oneByOne := f.Within != nil || len(f.unsummed()) > 0
	var sql string
	if oneByOne {
		args["most"] = MostCounted
		sql = "SELECT count(*) FROM (SELECT FROM sale_lines l WHERE " + f.where(sc, args) + " LIMIT @most::int + 1) x"
	} else {
		sql = "SELECT coalesce(sum(l.lines), 0) FROM " + f.rollup() + " l WHERE " + strings.Join(f.conditions(sc, "l.month", args), " AND ")
	}
	if _, err := tx.Exec(ctx, `SELECT set_config('statement_timeout', $1, true)`, strconv.FormatInt(countTime.Milliseconds(), 10)); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, sql, postgres.Args(args)).Scan(&n)
	if err == nil && oneByOne && n > MostCounted || postgres.TimedOut(err) {
		return 0, ErrTooMany
	}
	return n, err
}

// rollup is the smallest that keeps what the filter asks for, of what rollups keep.
func (f LineFilter) rollup() string {
	switch {
	case f.ProductID != nil:
		return "sales_by_product"
	case f.TerritoryID != nil || f.ChannelType != nil:
		return "sales_by_territory"
	}
	return "sales_by_line"
}

// loadLines reads those of the ids that the scope reaches.
func loadLines(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Line, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Line](q.Query(ctx, "SELECT "+lineColumns+fromLines+"l.id = ANY(@ids) AND "+sc.Where("l.distributor_id", args)+" ORDER BY l.id",
		postgres.Args(args)))
}

// loadLine reads one line. Returns NotFound.
func loadLine(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Line, error) {
	lines, err := loadLines(ctx, q, sc, []uuid.UUID{id})
	if err == nil && len(lines) == 0 {
		err = fault.Missing("saleLine")
	}
	if err != nil {
		return Line{}, err
	}
	return lines[0], nil
}

// storedFile is what is known of an uploaded file.
type storedFile struct {
	ID     uuid.UUID
	Name   string
	SHA256 []byte
}

// loadFile reads a file of the organisation; a file is its owner's alone. Returns NotFound.
func loadFile(ctx context.Context, q postgres.Querier, organization, id uuid.UUID) (storedFile, error) {
	f, err := postgres.Row[storedFile](q.Query(ctx, `SELECT id, name, sha256 FROM files
		WHERE organization_id = @organization AND id = @id AND purged_at IS NULL`, postgres.Args{"organization": organization, "id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return f, fault.Missing("file")
	}
	return f, err
}

// listRows reads rows that are listed with a report, in file order. Their raw text comes only to whom the
// distributor's own rows are.
func listRows(ctx context.Context, q postgres.Querier, sc scope.Scope, r Report, outcome Outcome, p page.Request) ([]Row, error) {
	args := map[string]any{"report": r.ID, "report_distributor": r.DistributorID, "outcome": outcome}
	where := "w.distributor_id = @report_distributor AND w.report_id = @report AND w.outcome = @outcome AND " + sc.Where("w.distributor_id", args)
	from, order, err := p.Keyset(false, args, page.Column{SQL: "w.row_no", Type: "int"})
	if err != nil {
		return nil, err
	}
	type listed struct {
		Row
		Values []string
	}
	rows, err := postgres.Rows[listed](q.Query(ctx, `
		SELECT w.distributor_id, w.report_id, w.id, w.row_no, w.outcome, w.problems, w.mended_at, coalesce(c.cells, '{}') AS cells, coalesce(c.problem_values, '{}') AS values
		FROM report_rows w LEFT JOIN report_row_cells c ON c.distributor_id = w.distributor_id AND c.report_id = w.report_id AND c.row_no = w.row_no
		WHERE `+where+" AND "+from+" "+order, postgres.Args(args)))
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(rows))
	for i, l := range rows {
		for j := range min(len(l.Problems), len(l.Values)) {
			l.Problems[j].Value = l.Values[j]
		}
		out[i] = l.Row
	}
	return out, nil
}

func countRows(ctx context.Context, q postgres.Querier, sc scope.Scope, r Report, outcome Outcome) (n int, err error) {
	args := map[string]any{"report": r.ID, "report_distributor": r.DistributorID, "outcome": outcome}
	err = q.QueryRow(ctx, `SELECT count(*) FROM report_rows w WHERE w.distributor_id = @report_distributor AND w.report_id = @report AND w.outcome = @outcome AND `+
		sc.Where("w.distributor_id", args), postgres.Args(args)).Scan(&n)
	return n, err
}
