package customer

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const importColumns = `distributor_id, id, file_id, file_name, sha256, state, options, layout, mapping, preview, same_as, rows_total, rows_created, rows_updated,
	rows_unchanged, rows_rejected, rows_ignored, rows_warned, cursor_row, fence, attempts, failure, created_by, created_at, started_at, finished_at`

var importOrder = []page.Column{{SQL: "created_at", Type: "timestamptz"}, {SQL: "id", Type: "uuid"}}

// loadImports reads those of the ids that the organisation has.
func loadImports(ctx context.Context, q postgres.Querier, owner uuid.UUID, ids []uuid.UUID) ([]Import, error) {
	return postgres.Rows[Import](q.Query(ctx, "SELECT "+importColumns+" FROM account_imports WHERE distributor_id = @owner AND id = ANY(@ids) ORDER BY id",
		postgres.Args{"owner": owner, "ids": ids}))
}

// loadImport reads one import of the organisation, locked when it is to be changed. Returns NotFound.
func loadImport(ctx context.Context, q postgres.Querier, owner, id uuid.UUID, forUpdate bool) (Import, error) {
	sql := "SELECT " + importColumns + " FROM account_imports WHERE distributor_id = @owner AND id = @id"
	if forUpdate {
		sql += " FOR UPDATE"
	}
	i, err := postgres.Row[Import](q.Query(ctx, sql, postgres.Args{"owner": owner, "id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return i, fault.Missing("accountImport")
	}
	return i, err
}

func listImports(ctx context.Context, q postgres.Querier, sc scope.Scope, r page.Request) ([]Import, error) {
	args := map[string]any{"owner": sc.Organization}
	behind, order, err := r.Keyset(true, args, importOrder...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Import](q.Query(ctx, "SELECT "+importColumns+" FROM account_imports WHERE distributor_id = @owner AND "+behind+" "+order, postgres.Args(args)))
}

func countImports(ctx context.Context, q postgres.Querier, sc scope.Scope) (n int, err error) {
	err = q.QueryRow(ctx, `SELECT count(*) FROM account_imports WHERE distributor_id = @owner`, postgres.Args{"owner": sc.Organization}).Scan(&n)
	return n, err
}

func insertImport(ctx context.Context, q postgres.Querier, i Import) error {
	if i.Mapping == nil {
		i.Mapping = intake.Mapping{}
	}
	_, err := q.Exec(ctx, `
		INSERT INTO account_imports (distributor_id, id, file_id, file_name, sha256, state, options, layout, mapping, preview, same_as, rows_total, rows_unchanged,
		  rows_ignored, created_by, created_at, started_at, finished_at)
		VALUES (@owner, @id, @file, @name, @sha256, @state, @options, @layout, @mapping, @preview, @same_as, @total, @unchanged, @ignored, @by, @at, @started, @finished)`,
		postgres.Args{"owner": i.DistributorID, "id": i.ID, "file": i.FileID, "name": i.FileName, "sha256": i.SHA256, "state": i.State, "options": i.Options,
			"layout": i.Layout, "mapping": i.Mapping, "preview": i.Preview, "same_as": i.SameAs, "total": i.RowsTotal, "unchanged": i.RowsUnchanged,
			"ignored": i.RowsIgnored, "by": i.CreatedBy, "at": i.CreatedAt, "started": i.StartedAt, "finished": i.FinishedAt})
	if err != nil {
		return fmt.Errorf("adding the import: %w", err)
	}
	return nil
}

// importedBytes finds a fully accepted import of the owner with the same bytes; nil when there is none.
func importedBytes(ctx context.Context, q postgres.Querier, owner uuid.UUID, sha256 []byte) (*Import, error) {
	i, err := postgres.Row[Import](q.Query(ctx, "SELECT "+importColumns+` FROM account_imports
		WHERE distributor_id = @owner AND sha256 = @sha256 AND state = 'ACCEPTED' AND same_as IS NULL AND rows_created + rows_updated + rows_unchanged > 0
		ORDER BY id LIMIT 1`, postgres.Args{"owner": owner, "sha256": sha256}))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for the same bytes: %w", err)
	}
	return &i, nil
}

// importFile is what is known of an uploaded file.
type importFile struct {
	ID     uuid.UUID
	Name   string
	SHA256 []byte
}

// loadImportFile reads a file of the organisation; a file is its owner's alone. Returns NotFound.
func loadImportFile(ctx context.Context, q postgres.Querier, owner, id uuid.UUID) (importFile, error) {
	f, err := postgres.Row[importFile](q.Query(ctx, `SELECT id, name, sha256 FROM files
		WHERE organization_id = @owner AND id = @id AND purged_at IS NULL`, postgres.Args{"owner": owner, "id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return f, fault.Missing("file")
	}
	return f, err
}

// understoodAccounts gives what the file's columns mean: as it was given with the import, else as the owner has confirmed
// for the same columns before (known), else as the headers and first rows suggest.
func understoodAccounts(ctx context.Context, q postgres.Querier, i *Import, suggested intake.Mapping, l intake.Layout) (m intake.Mapping, known bool, err error) {
	if len(i.Mapping) > 0 {
		return suggested.Override(i.Mapping), false, nil
	}
	var kept intake.Mapping
	err = q.QueryRow(ctx, `SELECT mapping FROM account_column_mappings WHERE distributor_id = @owner AND signature = @signature`,
		postgres.Args{"owner": i.DistributorID, "signature": l.Signature}).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return suggested, false, nil
	}
	return suggested.Override(kept.For(l.Headers)), true, err
}

func (f importRowsFilter) where(args map[string]any) string {
	args["owner"], args["import"] = f.owner, f.id
	if len(f.outcomes) == 0 {
		return "distributor_id = @owner AND import_id = @import"
	}
	args["outcomes"] = f.outcomes
	return "distributor_id = @owner AND import_id = @import AND outcome = ANY(@outcomes)"
}

// importRowsFilter narrows the rows that are listed with an import.
type importRowsFilter struct {
	owner, id uuid.UUID
	outcomes  []ImportOutcome
}

func listImportRows(ctx context.Context, q postgres.Querier, f importRowsFilter, r page.Request) ([]ImportRow, error) {
	args := map[string]any{}
	where := f.where(args)
	behind, order, err := r.Keyset(false, args, page.Column{SQL: "row_no", Type: "int"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[ImportRow](q.Query(ctx, "SELECT row_no, id, outcome, problems, cells FROM account_import_rows WHERE "+where+" AND "+behind+" "+order,
		postgres.Args(args)))
}

func countImportRows(ctx context.Context, q postgres.Querier, f importRowsFilter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM account_import_rows WHERE "+f.where(args), postgres.Args(args)).Scan(&n)
	return n, err
}
