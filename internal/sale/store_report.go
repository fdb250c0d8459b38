package sale

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
)

const reportColumns = `distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state, options, layout, mapping, same_as, rows_total,
	rows_accepted, rows_duplicate, rows_rejected, rows_mended, rows_ignored, rows_warned, total, sales_from, sales_until, failure, cursor_row, fence,
	attempts, heartbeat_at, created_by, created_at, confirmed_by, cancel_reason, cancelled_by, started_at, finished_at`

// ReportFilter narrows a list of reports; nil and empty parts do not.
type ReportFilter struct {
	DistributorID *uuid.UUID
	States        []State
	From, Until   *time.Time // days of coming in, both in it
	Search        string
}

func (f ReportFilter) where(sc scope.Scope, args map[string]any) string {
	parts := []string{sc.Where("distributor_id", args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.DistributorID != nil {
		add("distributor_id = @distributor", "distributor", *f.DistributorID)
	}
	if len(f.States) > 0 {
		add("state = ANY(@states)", "states", f.States)
	}
	if f.From != nil {
		add("created_at >= @from", "from", *f.From)
	}
	if f.Until != nil {
		add("created_at < @until", "until", f.Until.AddDate(0, 0, 1))
	}
	if f.Search != "" {
		add(`file_name ILIKE @search`, "search", "%"+likeEscaper.Replace(f.Search)+"%")
	}
	return strings.Join(parts, " AND ")
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

var reportOrder = []page.Column{{SQL: "created_at", Type: "timestamptz"}, {SQL: "id", Type: "uuid"}}

func listReports(ctx context.Context, q postgres.Querier, sc scope.Scope, f ReportFilter, desc bool, r page.Request) ([]Report, error) {
	args := map[string]any{}
	where := f.where(sc, args)
	from, order, err := r.Keyset(desc, args, reportOrder...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Report](q.Query(ctx, "SELECT "+reportColumns+" FROM sales_reports WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
}

func countReports(ctx context.Context, q postgres.Querier, sc scope.Scope, f ReportFilter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM sales_reports WHERE "+f.where(sc, args), postgres.Args(args)).Scan(&n)
	return n, err
}

// loadReports reads those of the ids that the scope reaches.
func loadReports(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Report, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Report](q.Query(ctx, "SELECT "+reportColumns+" FROM sales_reports WHERE id = ANY(@ids) AND "+
		sc.Where("distributor_id", args)+" ORDER BY id", postgres.Args(args)))
}

// loadReport reads one report, locked when it is to be changed. Returns NotFound.
func loadReport(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, forUpdate bool) (Report, error) {
	args := map[string]any{"id": id}
	sql := "SELECT " + reportColumns + " FROM sales_reports WHERE id = @id AND " + sc.Where("distributor_id", args)
	if forUpdate {
		sql += " FOR UPDATE"
	}
	r, err := postgres.Row[Report](q.Query(ctx, sql, postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.Missing("salesReport")
	}
	return r, err
}

func insertReport(ctx context.Context, q postgres.Querier, r Report) error {
	_, err := q.Exec(ctx, `
		INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state, options, layout, mapping, same_as,
		  rows_total, rows_duplicate, rows_ignored, sales_from, sales_until, created_by, created_at, started_at, finished_at)
		VALUES (@distributor, @id, @source, @file, @owner, @name, @sha256, @state, @options, @layout, @mapping, @same_as,
		  @total, @duplicate, @ignored, @from, @until, @by, @at, @started, @finished)`, postgres.Args{
		"distributor": r.DistributorID, "id": r.ID, "source": r.Source, "file": r.FileID, "owner": r.FileOwnerID, "name": r.FileName,
		"sha256": r.SHA256, "state": r.State, "options": r.Options, "layout": r.Layout, "mapping": orEmpty(r.Mapping), "same_as": r.SameAs,
		"total": r.RowsTotal, "duplicate": r.RowsDuplicate, "ignored": r.RowsIgnored, "from": r.SalesFrom, "until": r.SalesUntil,
		"by": r.CreatedBy, "at": r.CreatedAt, "started": r.StartedAt, "finished": r.FinishedAt})
	return err
}

func orEmpty(m intake.Mapping) intake.Mapping {
	if m == nil {
		return intake.Mapping{}
	}
	return m
}

// sameBytes finds a fully accepted report of the distributor with the same bytes; nil when there is none.
func sameBytes(ctx context.Context, q postgres.Querier, distributor uuid.UUID, sha256 []byte) (*Report, error) {
	r, err := postgres.Row[Report](q.Query(ctx, "SELECT "+reportColumns+` FROM sales_reports
		WHERE distributor_id = @distributor AND sha256 = @sha256 AND state = 'ACCEPTED' AND same_as IS NULL AND rows_accepted + rows_duplicate > 0
		  AND NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.distributor_id = @distributor AND l.report_id = sales_reports.id AND l.voided_at IS NOT NULL AND l.replaced_by IS NULL)
		ORDER BY id LIMIT 1`, postgres.Args{"distributor": distributor, "sha256": sha256}))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return &r, err
}

// understood gives what the file's columns mean: as it was given with the report, else as the distributor has
// confirmed for the same columns before (known), else as the headers and first rows suggest.
func understood(ctx context.Context, q postgres.Querier, r *Report, l intake.Layout, preview [][]string) (m intake.Mapping, known bool, err error) {
	m = salesfile.Fields.Suggest(l.Headers, preview)
	if len(r.Mapping) > 0 {
		return m.Override(r.Mapping), false, nil
	}
	var kept intake.Mapping
	err = q.QueryRow(ctx, `SELECT mapping FROM column_mappings WHERE distributor_id = @distributor AND signature = @signature`,
		postgres.Args{"distributor": r.DistributorID, "signature": l.Signature}).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, false, nil
	}
	return m.Override(kept.For(l.Headers)), true, err
}

// learnStyles fills in, from the distributor's earlier files of the same columns, what a file of few rows leaves
// open about how its columns write dates and numbers, and remembers what is known now.
func learnStyles(ctx context.Context, tx pgx.Tx, r *Report, seen intake.Styles) (intake.Styles, error) {
	args := postgres.Args{"distributor": r.DistributorID, "signature": r.Layout.Signature}
	var kept intake.Styles
	err := tx.QueryRow(ctx, `SELECT styles FROM column_mappings WHERE distributor_id = @distributor AND signature = @signature FOR UPDATE`, args).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return seen, nil
	}
	if err != nil {
		return nil, err
	}
	seen = seen.Learn(kept)
	_, err = tx.Exec(ctx, `UPDATE column_mappings SET styles = @styles WHERE distributor_id = @distributor AND signature = @signature`, with(args, "styles", seen))
	return seen, err
}

func keepPreview(ctx context.Context, q postgres.Querier, r *Report, rows [][]string) error {
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = q.Exec(ctx, `INSERT INTO sales_report_previews (distributor_id, report_id, rows) VALUES (@distributor, @report, @rows)
		ON CONFLICT (distributor_id, report_id) DO UPDATE SET rows = excluded.rows`,
		postgres.Args{"distributor": r.DistributorID, "report": r.ID, "rows": text})
	return err
}
