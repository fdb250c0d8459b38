package customer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const (
	// A worker that has not been heard of for this long has died; another takes its import over. One that was only slow
	// loses its import to the fence and changes nothing any more.
	importSilence = 6 * time.Second
	// An import that was taken over so often without progress has failed.
	maxImportAttempts = 10
	// importKept is how long the raw text of listed rows is kept.
	importKept = 90 * 24 * time.Hour
)

// ImportWorker moves imports along, as portal_engine.
type ImportWorker struct {
	pool  *postgres.Pool
	blobs *files.Store
	queue Queue
	now   func() time.Time
	log   *slog.Logger
}

// NewImportWorker makes a worker. now is the clock that accounts are stamped by.
func NewImportWorker(pool *postgres.Pool, blobs *files.Store, queue Queue, now func() time.Time, log *slog.Logger) *ImportWorker {
	return &ImportWorker{pool: pool, blobs: blobs, queue: queue, now: now, log: log}
}

var (
	// ErrImportBusy says that another worker is at the import, or has died at it a moment ago: try again.
	ErrImportBusy   = errors.New("another worker is at the import")
	errImportFenced = errors.New("the import is no longer this worker's")
)

// Advance moves an import as far as it goes without a person: it looks at the file, or takes its rows in. Called again
// after a crash it goes on where the last transaction ended. Returns ErrImportBusy when another worker is at it.
func (w *ImportWorker) Advance(ctx context.Context, owner, id uuid.UUID) error {
	i, err := w.claim(ctx, owner, id)
	if i == nil || err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go w.beat(ctx, *i)
	if i.Attempts > maxImportAttempts {
		return w.end(ctx, i, ImportFailed, &ImportFailure{Key: "accountImport.failedRepeatedly"})
	}
	for i.Running() && err == nil {
		if i.State == ImportReceived {
			err = w.look(ctx, i)
		} else {
			err = w.takeIn(ctx, i)
		}
	}
	switch f := fault.As(err); {
	case err == nil, errors.Is(err, errImportFenced):
		return nil
	case f.Kind == fault.Invalid && len(f.Fields) > 0:
		return w.end(ctx, i, ImportFailed, &ImportFailure{Key: f.Fields[0].Key, Params: f.Fields[0].Params})
	case f.Kind == fault.Invalid:
		return w.end(ctx, i, ImportFailed, &ImportFailure{Key: f.Key, Params: f.Params})
	}
	w.release(ctx, i)
	return fmt.Errorf("advancing import %s: %w", i.NodeID(), err)
}

// claim takes an import over; nil when it is not to be moved. Returns ErrImportBusy when another worker is at it.
func (w *ImportWorker) claim(ctx context.Context, owner, id uuid.UUID) (*Import, error) {
	var i Import
	var running bool
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		args := postgres.Args{"owner": owner, "id": id}
		err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM account_imports WHERE distributor_id = @owner AND id = @id AND state IN ('RECEIVED', 'IMPORTING'))`, args).Scan(&running)
		if err != nil || !running {
			return err
		}
		i, err = postgres.Row[Import](tx.Query(ctx, `
			UPDATE account_imports SET fence = fence + 1, attempts = attempts + 1, heartbeat_at = clock_timestamp()
			WHERE distributor_id = @owner AND id = @id AND state IN ('RECEIVED', 'IMPORTING')
			  AND (heartbeat_at IS NULL OR heartbeat_at < clock_timestamp() - @silence::interval)
			RETURNING `+importColumns, postgres.Args{"owner": owner, "id": id, "silence": importSilence}))
		return err
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, ErrImportBusy
	case err != nil:
		return nil, fmt.Errorf("taking the import over: %w", err)
	case !running:
		return nil, nil
	}
	return &i, nil
}

// beat tells that the worker is alive, until ctx ends.
func (w *ImportWorker) beat(ctx context.Context, i Import) {
	tick := time.NewTicker(importSilence / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE account_imports SET heartbeat_at = clock_timestamp()
				WHERE distributor_id = @owner AND id = @id AND fence = @fence AND heartbeat_at IS NOT NULL`, fencedImport(&i))
			return err
		})
		if err != nil && ctx.Err() == nil {
			w.log.WarnContext(ctx, "heartbeat failed", "import", i.NodeID(), "error", err)
		}
	}
}

// release lets the next worker take the import at once. It may fail: then the silence tells.
func (w *ImportWorker) release(ctx context.Context, i *Import) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account_imports SET heartbeat_at = NULL WHERE distributor_id = @owner AND id = @id AND fence = @fence`, fencedImport(i))
		return err
	})
}

func fencedImport(i *Import) postgres.Args {
	return postgres.Args{"owner": i.DistributorID, "id": i.ID, "fence": i.Fence}
}

// with adds named arguments, given as name, value, name, value.
func with(args postgres.Args, more ...any) postgres.Args {
	for i := 0; i < len(more); i += 2 {
		args[more[i].(string)] = more[i+1]
	}
	return args
}

// hold locks the import for the transaction and makes sure that it is still this worker's. Returns errImportFenced.
func (w *ImportWorker) hold(ctx context.Context, tx pgx.Tx, i *Import) error {
	var state ImportState
	err := tx.QueryRow(ctx, `SELECT state FROM account_imports WHERE distributor_id = @owner AND id = @id AND fence = @fence FOR UPDATE`, fencedImport(i)).Scan(&state)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && state != i.State { // taken over, or given up
		return errImportFenced
	}
	return err
}

// look finds out the file's layout, what its columns mean, and its first rows. A mapping that was given whole or
// confirmed for the same columns before sends the import on; another waits for a person.
func (w *ImportWorker) look(ctx context.Context, i *Import) error {
	blob, err := w.blobs.Open(i.FileID)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer blob.Close()
	layout, preview, err := accountfile.Fields.Inspect(ctx, importSource(i, blob), i.Options)
	if err != nil {
		return err
	}
	suggested := accountfile.Fields.Suggest(layout.Headers, preview)
	return w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, i); err != nil {
			return err
		}
		given := len(i.Mapping) > 0
		mapping, known, err := understoodAccounts(ctx, tx, i, suggested, layout)
		if err != nil {
			return err
		}
		i.Layout, i.Mapping, i.Preview, i.State = &layout, mapping, preview, ImportAwaiting
		if (known || given) && len(accountfile.Fields.Missing(mapping)) == 0 {
			i.State = ImportRunning
		}
		_, err = tx.Exec(ctx, `UPDATE account_imports SET layout = @layout, mapping = @mapping, preview = @preview, state = @state, attempts = 0,
			  heartbeat_at = CASE WHEN @state = 'IMPORTING' THEN clock_timestamp() END, started_at = CASE WHEN @state = 'IMPORTING' THEN @now::timestamptz END
			WHERE distributor_id = @owner AND id = @id AND fence = @fence`,
			with(fencedImport(i), "layout", i.Layout, "mapping", i.Mapping, "preview", i.Preview, "state", i.State, "now", w.now()))
		return err
	})
}

func importSource(i *Import, f *files.File) intake.Source {
	return intake.Source{Name: i.FileName, Size: f.Size, R: f}
}

// end leaves the import in a state that it stays in.
func (w *ImportWorker) end(ctx context.Context, i *Import, state ImportState, why *ImportFailure) error {
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, i); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE account_imports SET state = @state, failure = @failure, finished_at = @now, heartbeat_at = NULL, attempts = 0
			WHERE distributor_id = @owner AND id = @id AND fence = @fence`, with(fencedImport(i), "state", state, "failure", why, "now", w.now()))
		if err != nil {
			return fmt.Errorf("ending the import: %w", err)
		}
		action := "accountImport.accept"
		if state == ImportFailed {
			action = "accountImport.fail"
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: i.DistributorID, Action: action, SubjectType: "accountImport", SubjectID: audit.ID(i.ID),
			After: map[string]any{"state": state, "created": i.RowsCreated, "updated": i.RowsUpdated, "unchanged": i.RowsUnchanged, "rejected": i.RowsRejected, "ignored": i.RowsIgnored}})
	})
	if errors.Is(err, errImportFenced) {
		return nil
	}
	if err == nil {
		i.State, i.Failure = state, why
	}
	return err
}

// Purge forgets the raw text of what has been kept long enough: listed rows and first rows.
func (w *ImportWorker) Purge(ctx context.Context) error {
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		before := w.now().Add(-importKept)
		b.Queue(`UPDATE account_import_rows SET cells = '{}', problems = coalesce((SELECT jsonb_agg((p - 'params') || '{"value": ""}') FROM jsonb_array_elements(problems) AS p), '[]')
			WHERE created_at < $1 AND cells <> '{}'`, before)
		b.Queue(`UPDATE account_imports SET preview = NULL WHERE created_at < $1 AND preview IS NOT NULL`, before)
		return tx.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return fmt.Errorf("forgetting rows of account lists: %w", err)
	}
	return nil
}
