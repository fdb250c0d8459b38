package customer

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// ImportQueue enqueues the jobs of imports in the transaction that needs them.
type ImportQueue interface {
	// Import moves the import along.
	Import(ctx context.Context, tx pgx.Tx, owner, id uuid.UUID) error
}

// Imports is the use cases of account lists. Each method reaches only what is the scope's own organisation's; somebody
// else's is NotFound.
type Imports struct {
	pool  *postgres.Pool
	queue ImportQueue
	now   func() time.Time
}

// NewImports makes the use cases over portal_app's pool.
func NewImports(pool *postgres.Pool, queue ImportQueue, now func() time.Time) *Imports {
	return &Imports{pool: pool, queue: queue, now: now}
}

// NewImport is a file to take in.
type NewImport struct {
	FileID  uuid.UUID
	Mapping intake.Mapping // what is known of the columns; a whole one needs no confirmation
	Options intake.Options
}

// Create keeps an import of an uploaded file and has it looked at. The bytes of an import that was accepted whole give
// an import that says nothing new, at once. A repeated key gives the first import again.
// Returns NotFound for a file that is not the organisation's.
func (s *Imports) Create(ctx context.Context, sc scope.Scope, key *string, n NewImport) (i Import, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "importAccounts", key, n, func() (uuid.UUID, error) { return s.create(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		i, err = loadImport(ctx, tx, sc.Organization, id, false)
		return err
	})
	return i, err
}

func (s *Imports) create(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewImport) (uuid.UUID, error) {
	file, err := loadImportFile(ctx, tx, sc.Organization, n.FileID)
	if err != nil {
		return uuid.Nil, err
	}
	i := Import{DistributorID: sc.Organization, ID: typeid.New(), FileID: file.ID, FileName: file.Name, SHA256: file.SHA256, State: ImportReceived,
		Options: n.Options, Mapping: n.Mapping, CreatedAt: s.now(), CreatedBy: actorOf(ctx)}
	same, err := importedBytes(ctx, tx, sc.Organization, file.SHA256)
	if err != nil {
		return uuid.Nil, err
	}
	if same != nil {
		i.recognise(*same)
	}
	if err := insertImport(ctx, tx, i); err != nil {
		return uuid.Nil, err
	}
	if same == nil {
		if err := s.queue.Import(ctx, tx, i.DistributorID, i.ID); err != nil {
			return uuid.Nil, err
		}
	}
	return i.ID, audit.Record(ctx, tx, audit.Entry{Organization: i.DistributorID, Action: "accountImport.create", SubjectType: "accountImport", SubjectID: audit.ID(i.ID),
		After: map[string]any{"file": typeid.Format(typeid.File, i.FileID), "sameAs": i.SameAs}})
}

// Confirm takes a person's word for what the columns hold, remembers it for files of the same columns, and begins.
// Returns NotFound, Conflict when the import does not wait for it, Invalid naming the facts that no column holds or the
// columns that the file does not have.
func (s *Imports) Confirm(ctx context.Context, sc scope.Scope, id uuid.UUID, said intake.Mapping) (i Import, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if i, err = loadImport(ctx, tx, sc.Organization, id, true); err != nil {
			return err
		}
		if i.State != ImportAwaiting {
			return fault.New(fault.Conflict, "accountImport.notConfirmable", fault.Params{"state": string(i.State)})
		}
		if err := i.Mapping.RefuseUnknown(said); err != nil {
			return err
		}
		mapping := i.Mapping.Override(said)
		if err := accountfile.Fields.Validate(mapping, i.Layout.Headers); err != nil {
			return err
		}
		columns := map[intake.Field]int{} // the file's own words are not the log's
		for at, c := range mapping {
			mapping[at].Confidence = intake.Confirmed
			if c.Field != "" {
				columns[c.Field] = c.Index
			}
		}
		now := s.now()
		args := postgres.Args{"owner": i.DistributorID, "id": i.ID, "mapping": mapping, "by": actorOf(ctx), "now": now}
		b := &pgx.Batch{}
		b.Queue(`UPDATE account_imports SET mapping = @mapping, state = 'IMPORTING', confirmed_by = @by, started_at = @now
			WHERE distributor_id = @owner AND id = @id`, args)
		b.Queue(`INSERT INTO account_column_mappings (distributor_id, signature, mapping, confirmed_by, confirmed_at) VALUES (@owner, @signature, @mapping, @by, @now)
			ON CONFLICT (distributor_id, signature) DO UPDATE SET mapping = excluded.mapping, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at`,
			postgres.Args{"owner": i.DistributorID, "signature": i.Layout.Signature, "mapping": mapping, "by": actorOf(ctx), "now": now})
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return fmt.Errorf("confirming the import: %w", err)
		}
		if err := s.queue.Import(ctx, tx, i.DistributorID, i.ID); err != nil {
			return err
		}
		i.Mapping, i.State, i.StartedAt = mapping, ImportRunning, &now
		return audit.Record(ctx, tx, audit.Entry{Organization: i.DistributorID, Action: "accountImport.confirm", SubjectType: "accountImport",
			SubjectID: audit.ID(i.ID), After: map[string]any{"columns": columns}})
	})
	return i, err
}

// Cancel gives an import up before anything of it was taken in. Cancelling a cancelled import changes nothing.
// Returns NotFound, Conflict when it is too late.
func (s *Imports) Cancel(ctx context.Context, sc scope.Scope, id uuid.UUID) (i Import, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if i, err = loadImport(ctx, tx, sc.Organization, id, true); err != nil || i.State == ImportCancelled {
			return err
		}
		if !i.CanCancel() {
			return fault.New(fault.Conflict, "accountImport.notCancellable", fault.Params{"state": string(i.State)})
		}
		now := s.now()
		_, err = tx.Exec(ctx, `UPDATE account_imports SET state = 'CANCELLED', finished_at = @now, heartbeat_at = NULL WHERE distributor_id = @owner AND id = @id`,
			postgres.Args{"owner": i.DistributorID, "id": i.ID, "now": now})
		if err != nil {
			return fmt.Errorf("giving the import up: %w", err)
		}
		i.State, i.FinishedAt = ImportCancelled, &now
		return audit.Record(ctx, tx, audit.Entry{Organization: i.DistributorID, Action: "accountImport.cancel", SubjectType: "accountImport", SubjectID: audit.ID(i.ID)})
	})
	return i, err
}

// Import reads one import. Returns NotFound.
func (s *Imports) Import(ctx context.Context, sc scope.Scope, id uuid.UUID) (Import, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (Import, error) { return loadImport(ctx, q, sc.Organization, id, false) })
}

// ByIDs reads those of the imports that the organisation has.
func (s *Imports) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Import, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Import, error) { return loadImports(ctx, q, sc.Organization, ids) })
}

// AwaitLook reads the import when its file has been looked at, or the time is over, whichever is first.
func (s *Imports) AwaitLook(ctx context.Context, sc scope.Scope, id uuid.UUID, limit time.Duration) (Import, error) {
	deadline := time.Now().Add(limit)
	for wait := 20 * time.Millisecond; ; wait = min(2*wait, 200*time.Millisecond) {
		i, err := s.Import(ctx, sc, id)
		if err != nil || i.State != ImportReceived || time.Now().After(deadline) {
			return i, err
		}
		select {
		case <-ctx.Done():
			return i, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// List lists the imports of the organisation, the latest first.
func (s *Imports) List(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Import], error) {
	r, err := page.Check(args, len(importOrder))
	if err != nil {
		return page.Page[Import]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Import, error) { return listImports(ctx, q, sc, r) })
	if err != nil {
		return page.Page[Import]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countImports(ctx, q, sc) })
	}
	return page.Make(r, rows, func(i Import) []string { return []string{i.CreatedAt.Format(time.RFC3339Nano), i.ID.String()} }, count), nil
}

// Rows lists the rows of an import that ended so, in file order; all that are listed when no outcome is named.
func (s *Imports) Rows(ctx context.Context, sc scope.Scope, id uuid.UUID, outcomes []ImportOutcome, args page.Args) (page.Page[ImportRow], error) {
	r, err := page.Check(args, 1)
	if err != nil {
		return page.Page[ImportRow]{}, err
	}
	f := importRowsFilter{owner: sc.Organization, id: id, outcomes: outcomes}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]ImportRow, error) { return listImportRows(ctx, q, f, r) })
	if err != nil {
		return page.Page[ImportRow]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countImportRows(ctx, q, f) })
	}
	return page.Make(r, rows, func(w ImportRow) []string { return []string{strconv.Itoa(w.RowNo)} }, count), nil
}

// Ingest takes a file of the machine down the same road as an upload, with the columns understood as far as the headers
// tell, and gives the import when it has ended. advance moves the import.
// Returns Invalid naming the facts that no column holds.
func (s *Imports) Ingest(ctx context.Context, sc scope.Scope, fileID uuid.UUID, advance func(context.Context, Import) error) (Import, error) {
	i, err := s.Create(ctx, sc, nil, NewImport{FileID: fileID})
	if err != nil {
		return i, err
	}
	for range 3 { // look, confirm, take in
		if i.State.Finished() {
			break
		}
		if i.State == ImportAwaiting {
			if i, err = s.Confirm(ctx, sc, i.ID, nil); err != nil {
				return i, fmt.Errorf("confirming %s: %w", i.FileName, err)
			}
		}
		if err := advance(ctx, i); err != nil {
			return i, err
		}
		if i, err = s.Import(ctx, sc, i.ID); err != nil {
			return i, err
		}
	}
	return i, nil
}
