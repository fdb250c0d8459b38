package sale

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
)

// Queue enqueues jobs, in the transaction that needs them.
type Queue interface {
	// Advance moves the report along.
	Advance(ctx context.Context, tx pgx.Tx, distributor, report uuid.UUID) error
	// Export writes the export.
	Export(ctx context.Context, tx pgx.Tx, organization, export uuid.UUID) error
}

// A worker that has not been heard of for this long has died; another takes its report over. One that was only
// slow loses its report to the fence and changes nothing any more.
const silence = 6 * time.Second

// A report that was taken over so often without progress has failed.
const maxAttempts = 10

// chunkRows is how many rows of a file go into one transaction: enough to spread its fixed cost, few
// enough that two imports at once stay within the memory bound.
const chunkRows = 15_000

// Worker moves reports along, as portal_engine.
type Worker struct {
	pool     *postgres.Pool
	blobs    *files.Store
	matching customer.Queue
	rules    Rules
	now      func() time.Time
	log      *slog.Logger
}

// NewWorker makes a worker. matching takes the accounts that reports make or change; rules look at their lines; now is the clock that new lines and
// reports are stamped by.
func NewWorker(pool *postgres.Pool, blobs *files.Store, matching customer.Queue, rules Rules, now func() time.Time, log *slog.Logger) *Worker {
	return &Worker{pool: pool, blobs: blobs, matching: matching, rules: rules, now: now, log: log}
}

var (
	// ErrBusy says that another worker is at the report, or has died at it a moment ago: try again.
	ErrBusy      = errors.New("another worker is at the report")
	errFenced    = errors.New("another worker has taken the report over")
	errCancelled = errors.New("the report is to be taken back")
)

// Advance moves a report as far as it goes without a person: it looks at the file, reads it in, or takes it
// back. Called again after a crash it goes on where the last transaction ended.
// Returns ErrBusy when another worker is at the report.
func (w *Worker) Advance(ctx context.Context, distributor, report uuid.UUID) error {
	r, err := w.claim(ctx, distributor, report)
	if r == nil || err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go w.beat(ctx, *r)
	if r.Attempts > maxAttempts {
		return w.takeBack(ctx, r, Failed, &Failure{Key: "report.failedRepeatedly"})
	}
	for r.Running() && err == nil {
		err = w.step(ctx, r)
	}
	switch f := fault.As(err); {
	case err == nil, errors.Is(err, errFenced):
		return nil
	case f.Kind == fault.Invalid:
		w.log.InfoContext(ctx, "report failed", "report", r.NodeID(), "fault", f.Error())
		return w.takeBack(ctx, r, Failed, failureOf(f))
	}
	w.release(ctx, r)
	return fmt.Errorf("advancing report %s: %w", r.NodeID(), err)
}

// step does what the report's state asks for and leaves it in the next.
func (w *Worker) step(ctx context.Context, r *Report) error {
	switch r.State {
	case Received:
		return w.inspect(ctx, r)
	case Validating:
		return w.survey(ctx, r)
	case Importing:
		err := w.bringIn(ctx, r)
		if errors.Is(err, errCancelled) {
			r.State = Cancelling
			return nil
		}
		return err
	default:
		return w.takeBack(ctx, r, Cancelled, nil)
	}
}

// claim takes a report over; nil when it is not to be moved. Returns ErrBusy when another worker is at it.
func (w *Worker) claim(ctx context.Context, distributor, report uuid.UUID) (*Report, error) {
	var r Report
	var running bool
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM sales_reports WHERE distributor_id = @distributor AND id = @report
			AND state IN ('RECEIVED', 'VALIDATING', 'IMPORTING', 'CANCELLING'))`,
			postgres.Args{"distributor": distributor, "report": report}).Scan(&running)
		if err != nil || !running {
			return err
		}
		r, err = postgres.Row[Report](tx.Query(ctx, `
			UPDATE sales_reports SET fence = fence + 1, attempts = attempts + 1, heartbeat_at = clock_timestamp()
			WHERE distributor_id = @distributor AND id = @report AND state IN ('RECEIVED', 'VALIDATING', 'IMPORTING', 'CANCELLING')
			  AND (heartbeat_at IS NULL OR heartbeat_at < clock_timestamp() - @silence::interval)
			RETURNING `+reportColumns, postgres.Args{"distributor": distributor, "report": report, "silence": silence}))
		return err
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, ErrBusy
	case err != nil:
		return nil, fmt.Errorf("taking the report over: %w", err)
	case !running:
		return nil, nil
	}
	return &r, nil
}

// beat tells that the worker is alive, until ctx ends.
func (w *Worker) beat(ctx context.Context, r Report) {
	tick := time.NewTicker(silence / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE sales_reports SET heartbeat_at = clock_timestamp()
				WHERE distributor_id = @distributor AND id = @report AND fence = @fence AND heartbeat_at IS NOT NULL`, fenced(&r))
			return err
		})
		if err != nil && ctx.Err() == nil {
			w.log.WarnContext(ctx, "heartbeat failed", "report", r.NodeID(), "error", err)
		}
	}
}

// release lets the next worker take the report at once. It may fail: then the silence tells.
func (w *Worker) release(ctx context.Context, r *Report) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE sales_reports SET heartbeat_at = NULL
			WHERE distributor_id = @distributor AND id = @report AND fence = @fence`, fenced(r))
		return err
	})
}

func fenced(r *Report) postgres.Args {
	return postgres.Args{"distributor": r.DistributorID, "report": r.ID, "fence": r.Fence}
}

// hold locks the report for the transaction and makes sure that it is still this worker's.
// Returns errFenced or errCancelled when it is not to go on.
func (w *Worker) hold(ctx context.Context, tx pgx.Tx, r *Report) error {
	var state State
	err := tx.QueryRow(ctx, `SELECT state FROM sales_reports
		WHERE distributor_id = @distributor AND id = @report AND fence = @fence FOR UPDATE`, fenced(r)).Scan(&state)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return errFenced
	case err != nil:
		return err
	case state == Cancelled: // at once, before anything was read
		return errFenced
	case state == Cancelling && r.State != Cancelling:
		return errCancelled
	}
	return nil
}

// inspect looks at the file: its layout, what its columns mean, its first rows. A mapping that was given whole
// or confirmed for the same columns before sends the report on; another waits for a person.
func (w *Worker) inspect(ctx context.Context, r *Report) error {
	blob, err := w.blobs.Open(r.FileID)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer blob.Close()
	layout, preview, err := salesfile.Fields.Inspect(ctx, sourceOf(r, blob), r.Options)
	if err != nil {
		return err
	}
	return w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, r); err != nil {
			return ignoreCancel(err)
		}
		given := len(r.Mapping) > 0
		mapping, known, err := understood(ctx, tx, r, layout, preview)
		if err != nil {
			return err
		}
		r.Layout, r.Mapping, r.State = &layout, mapping, AwaitingConfirm
		if (known || given) && len(salesfile.Fields.Missing(mapping)) == 0 {
			r.State = Validating
		}
		if err := keepPreview(ctx, tx, r, preview); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE sales_reports SET layout = @layout, mapping = @mapping, state = @state, attempts = 0,
			  heartbeat_at = CASE WHEN @state = 'AWAITING_CONFIRMATION' THEN NULL ELSE clock_timestamp() END,
			  started_at = CASE WHEN @state = 'VALIDATING' THEN @now ELSE started_at END
			WHERE distributor_id = @distributor AND id = @report AND fence = @fence`,
			with(fenced(r), "layout", r.Layout, "mapping", r.Mapping, "state", r.State, "now", w.now()))
		return err
	})
}

// ignoreCancel lets a transaction end quietly that finds the report being taken back; the next claim sees to it.
func ignoreCancel(err error) error {
	if errors.Is(err, errCancelled) {
		return errFenced
	}
	return err
}

// survey reads the whole file once: is every row readable, how are dates and numbers written, how many rows.
func (w *Worker) survey(ctx context.Context, r *Report) error {
	blob, err := w.blobs.Open(r.FileID)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer blob.Close()
	count, err := salesfile.Fields.Survey(ctx, sourceOf(r, blob), *r.Layout, r.Mapping, nil)
	if err != nil {
		return err
	}
	total := int(count.Rows)
	r.RowsTotal = &total
	return w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, r); err != nil {
			return ignoreCancel(err)
		}
		if r.Layout.Styles, err = learnStyles(ctx, tx, r, count.Styles); err != nil {
			return fmt.Errorf("learning how the columns are written: %w", err)
		}
		r.State = Importing
		_, err := tx.Exec(ctx, `UPDATE sales_reports SET state = @state, layout = @layout, rows_total = @total, attempts = 0, heartbeat_at = clock_timestamp()
			WHERE distributor_id = @distributor AND id = @report AND fence = @fence`,
			with(fenced(r), "state", r.State, "layout", r.Layout, "total", total))
		return err
	})
}

// takeBack voids the report's lines, a chunk in a transaction, and leaves it in the state.
func (w *Worker) takeBack(ctx context.Context, r *Report, state State, why *Failure) error {
	for more := true; more; {
		err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
			if err := lock(ctx, tx, r.DistributorID); err != nil {
				return err
			}
			if err := w.hold(ctx, tx, r); err != nil && !errors.Is(err, errCancelled) {
				return err
			}
			v := voiding{At: w.now(), Reason: "report." + string(state)} // nobody voids what failed
			if state == Cancelled {
				if err := cancelledBy(ctx, tx, r, &v); err != nil {
					return err
				}
			}
			ids, err := liveLines(ctx, tx, r, chunkRows)
			if err != nil {
				return err
			}
			if more = len(ids) > 0; more {
				if _, err = void(ctx, tx, r.DistributorID, ids, v); err != nil {
					return err
				}
				return w.rules.Changed(ctx, tx, r.DistributorID, ids, nil)
			}
			return w.end(ctx, tx, r, state, why)
		})
		if errors.Is(err, errFenced) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("taking the report back: %w", err)
		}
	}
	return nil
}

// cancelledBy adds who took the report back and why. The row says it: that may have come after the worker took the report over.
func cancelledBy(ctx context.Context, tx pgx.Tx, r *Report, v *voiding) error {
	return tx.QueryRow(ctx, `SELECT cancelled_by, coalesce(nullif(cancel_reason, ''), @reason) FROM sales_reports
		WHERE distributor_id = @distributor AND id = @report`,
		postgres.Args{"distributor": r.DistributorID, "report": r.ID, "reason": v.Reason}).Scan(&v.By, &v.Reason)
}

// end leaves the report in a state that it stays in, and has the accounts matched that it made or changed.
func (w *Worker) end(ctx context.Context, tx pgx.Tx, r *Report, state State, why *Failure) error {
	r.State, r.Failure = state, why
	if state == Failed || state == Cancelled {
		// Other reports mend rows of this one: their number is the row's, not what the worker has read.
		err := tx.QueryRow(ctx, `SELECT rows_mended FROM sales_reports WHERE distributor_id = @distributor AND id = @report AND fence = @fence`, fenced(r)).Scan(&r.RowsMended)
		if err != nil {
			return err
		}
		if err := moveQuality(ctx, tx, r, -r.RowsAccepted, -(r.RowsRejected - r.RowsMended)); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE sales_reports SET state = @state, failure = @failure, finished_at = @now, heartbeat_at = NULL, attempts = 0,
		  rows_total = CASE WHEN @state IN ('ACCEPTED', 'ACCEPTED_WITH_REJECTS') THEN rows_accepted + rows_duplicate + rows_rejected + rows_ignored ELSE rows_total END
		WHERE distributor_id = @distributor AND id = @report AND fence = @fence`,
		with(fenced(r), "state", state, "failure", why, "now", w.now()))
	if err != nil {
		return err
	}
	if err := w.matching.Match(ctx, tx); err != nil {
		return err
	}
	if err := w.rules.Ended(ctx, tx, r.DistributorID, r.ID); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: r.DistributorID, Action: "salesReport." + endings[state], SubjectType: "salesReport", SubjectID: audit.ID(r.ID),
		After: map[string]any{"state": state, "accepted": r.RowsAccepted, "duplicate": r.RowsDuplicate, "rejected": r.RowsRejected, "ignored": r.RowsIgnored},
	})
}

var endings = map[State]string{Accepted: "accept", AcceptedWithRejects: "accept", Failed: "fail", Cancelled: "cancel"}

func sourceOf(r *Report, f *files.File) intake.Source {
	return intake.Source{Name: r.FileName, Size: f.Size, R: f}
}

func failureOf(f *fault.Error) *Failure {
	if len(f.Fields) > 0 {
		return &Failure{Key: f.Fields[0].Key, Params: f.Fields[0].Params}
	}
	return &Failure{Key: f.Key, Params: f.Params}
}

// with adds named arguments, given as name, value, name, value.
func with(args postgres.Args, more ...any) postgres.Args {
	for i := 0; i < len(more); i += 2 {
		args[more[i].(string)] = more[i+1]
	}
	return args
}
