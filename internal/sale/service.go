package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's
// row is NotFound.
type Service struct {
	pool  *postgres.Pool
	files *files.Store
	queue Queue
	rules Rules
	now   func() time.Time
}

// New makes the service over portal_app's pool. now is the clock that reports and corrections are stamped by.
func New(pool *postgres.Pool, store *files.Store, queue Queue, rules Rules, now func() time.Time) *Service {
	return &Service{pool: pool, files: store, queue: queue, rules: rules, now: now}
}

// NewReport is a file to report.
type NewReport struct {
	DistributorID uuid.UUID
	FileID        uuid.UUID
	Source        Source         // "" is SourceFile
	Mapping       intake.Mapping // what is known of the columns; a whole one needs no confirmation
	Options       intake.Options
}

// Create keeps a report of an uploaded file and has it looked at. The bytes of a report that was accepted whole
// give a report of duplicates at once. A repeated key gives the first report again.
// Returns NotFound for a file or distributor out of reach, Conflict for a distributor that may not report now.
func (s *Service) Create(ctx context.Context, sc scope.Scope, key *string, n NewReport) (r Report, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createSalesReport", key, n, func() (uuid.UUID, error) {
			return s.create(ctx, tx, sc, n)
		})
		if err != nil {
			return err
		}
		r, err = loadReport(ctx, tx, sc, id, false)
		return err
	})
	return r, err
}

func (s *Service) create(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewReport) (uuid.UUID, error) {
	d, err := partner.LoadSeller(ctx, tx, sc, n.DistributorID)
	if err != nil {
		return uuid.Nil, err
	}
	if !mayReport(d) {
		return uuid.Nil, fault.New(fault.Conflict, "report.distributorInactive", fault.Params{"status": string(d.Status)})
	}
	file, err := loadFile(ctx, tx, sc.Organization, n.FileID)
	if err != nil {
		return uuid.Nil, err
	}
	actor, _ := auth.ActorOf(ctx)
	r := Report{DistributorID: d.ID, ID: typeid.New(), Source: n.Source, FileID: file.ID, FileOwnerID: sc.Organization, FileName: file.Name,
		SHA256: file.SHA256, State: Received, Options: n.Options, Mapping: n.Mapping, CreatedAt: s.now()}
	if r.Source == "" {
		r.Source = SourceFile
	}
	if actor.User != uuid.Nil {
		r.CreatedBy = &actor.User
	}
	same, err := sameBytes(ctx, tx, d.ID, file.SHA256)
	if err != nil {
		return uuid.Nil, fmt.Errorf("looking for the same bytes: %w", err)
	}
	if same != nil {
		r.recognise(*same)
	}
	if err := insertReport(ctx, tx, r); err != nil {
		return uuid.Nil, fmt.Errorf("adding the report: %w", err)
	}
	if same == nil {
		if err := s.queue.Advance(ctx, tx, r.DistributorID, r.ID); err != nil {
			return uuid.Nil, err
		}
	}
	return r.ID, audit.Record(ctx, tx, audit.Entry{Organization: d.ID, Action: "salesReport.create", SubjectType: "salesReport", SubjectID: audit.ID(r.ID),
		After: map[string]any{"source": r.Source, "file": typeid.Format(typeid.File, r.FileID), "sha256": fmt.Sprintf("%x", r.SHA256), "sameAs": r.SameAs}})
}

// recognise makes the report one of duplicates: every line of it is there already.
func (r *Report) recognise(same Report) {
	total := same.RowsDone()
	r.State, r.SameAs, r.Layout, r.Mapping = Accepted, &same.ID, same.Layout, same.Mapping
	r.RowsTotal, r.RowsDuplicate, r.RowsIgnored = &total, same.RowsAccepted+same.RowsDuplicate, same.RowsIgnored
	r.StartedAt, r.FinishedAt = &r.CreatedAt, &r.CreatedAt
}

// mayReport reports whether a distributor in this status may report sales.
func mayReport(d partner.Distributor) bool {
	return d.Status == partner.Active || d.Status == partner.Onboarding
}

// errNotTheirFile keeps a file's columns from whom the file is not: what is wrong with a mapping names headers.
var errNotTheirFile = fault.New(fault.Forbidden, "report.notYourFile", nil)

// columnsByField is what the audit log keeps of a mapping: the file's own words are not the log's.
func columnsByField(m intake.Mapping) map[intake.Field]int {
	out := map[intake.Field]int{}
	for _, c := range m {
		if c.Field != "" {
			out[c.Field] = c.Index
		}
	}
	return out
}

// Confirm takes a person's word for what the columns hold, remembers it for the distributor's files of the same
// columns, and sends the report on. Returns NotFound, Forbidden to whom the file is not, Conflict when the report does not wait for it, Invalid
// naming the facts that no column holds or the columns that the file does not have.
func (s *Service) Confirm(ctx context.Context, sc scope.Scope, id uuid.UUID, said intake.Mapping) (r Report, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if r, err = loadReport(ctx, tx, sc, id, true); err != nil {
			return err
		}
		if !r.FileIsOf(sc.Organization) {
			return errNotTheirFile
		}
		if !r.CanConfirm() {
			return fault.New(fault.Conflict, "report.notConfirmable", fault.Params{"state": string(r.State)})
		}
		if err := r.Mapping.RefuseUnknown(said); err != nil {
			return err
		}
		mapping := r.Mapping.Override(said)
		if err := salesfile.Fields.Validate(mapping, r.Layout.Headers); err != nil {
			return err
		}
		for i := range mapping {
			mapping[i].Confidence = intake.Confirmed
		}
		actor, _ := auth.ActorOf(ctx)
		now := s.now()
		b := &pgx.Batch{}
		args := postgres.Args{"distributor": r.DistributorID, "id": r.ID, "mapping": mapping, "by": actor.User, "now": now}
		b.Queue(`UPDATE sales_reports SET mapping = @mapping, state = 'VALIDATING', confirmed_by = @by, started_at = @now
			WHERE distributor_id = @distributor AND id = @id`, args)
		b.Queue(`INSERT INTO column_mappings (distributor_id, signature, mapping, confirmed_by, confirmed_at) VALUES (@distributor, @signature, @mapping, @by, @now)
			ON CONFLICT (distributor_id, signature) DO UPDATE SET mapping = excluded.mapping, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at`,
			postgres.Args{"distributor": r.DistributorID, "signature": r.Layout.Signature, "mapping": mapping, "by": actor.User, "now": now})
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return fmt.Errorf("confirming the report: %w", err)
		}
		if err := s.queue.Advance(ctx, tx, r.DistributorID, r.ID); err != nil {
			return err
		}
		r.Mapping, r.State, r.StartedAt = mapping, Validating, &now
		return audit.Record(ctx, tx, audit.Entry{Organization: r.DistributorID, Action: "salesReport.confirm", SubjectType: "salesReport",
			SubjectID: audit.ID(r.ID), After: map[string]any{"columns": columnsByField(mapping)}})
	})
	return r, err
}

// Inspect has the file looked at again with other settings. Returns NotFound, Forbidden to whom the file is not, Conflict when
// it is too late.
func (s *Service) Inspect(ctx context.Context, sc scope.Scope, id uuid.UUID, o intake.Options) (r Report, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if r, err = loadReport(ctx, tx, sc, id, true); err != nil {
			return err
		}
		if !r.FileIsOf(sc.Organization) {
			return errNotTheirFile
		}
		if !r.CanInspect() {
			return fault.New(fault.Conflict, "report.notInspectable", fault.Params{"state": string(r.State)})
		}
		_, err = tx.Exec(ctx, `UPDATE sales_reports SET state = 'RECEIVED', options = @options, mapping = '[]', failure = NULL, finished_at = NULL
			WHERE distributor_id = @distributor AND id = @id`, postgres.Args{"distributor": r.DistributorID, "id": r.ID, "options": o})
		if err != nil {
			return fmt.Errorf("having the file looked at again: %w", err)
		}
		r.State, r.Options, r.Mapping, r.Failure = Received, o, nil, nil
		if err := s.queue.Advance(ctx, tx, r.DistributorID, r.ID); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: r.DistributorID, Action: "salesReport.inspect", SubjectType: "salesReport",
			SubjectID: audit.ID(r.ID), After: o})
	})
	return r, err
}

// Cancel takes a report back: at once when nothing of it was read in, else by a job that voids its lines.
// Cancelling a cancelled report changes nothing. Returns NotFound; Conflict when it has failed, a line of it lies
// in a closed month or a case has split the credit of one; Invalid when lines were accepted and there is no reason.
func (s *Service) Cancel(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (r Report, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if r, err = loadReport(ctx, tx, sc, id, true); err != nil {
			return err
		}
		if r.State == Cancelled || r.State == Cancelling {
			return nil
		}
		if err := mayCancel(ctx, tx, r, reason); err != nil {
			return err
		}
		now, to := s.now(), Cancelling
		if r.StartedAt == nil {
			to = Cancelled
		}
		_, err = tx.Exec(ctx, `UPDATE sales_reports SET state = @state, cancel_reason = @reason, cancelled_by = @by,
			  finished_at = CASE WHEN @state = 'CANCELLED' THEN @now::timestamptz END
			WHERE distributor_id = @distributor AND id = @id`,
			postgres.Args{"distributor": r.DistributorID, "id": r.ID, "state": to, "reason": reason, "by": actorOf(ctx), "now": now})
		if err != nil {
			return fmt.Errorf("cancelling the report: %w", err)
		}
		before := r.State
		r.State, r.CancelReason, r.CancelledBy = to, &reason, actorOf(ctx)
		if to == Cancelled {
			r.FinishedAt = &now
		} else {
			if err := s.queue.Advance(ctx, tx, r.DistributorID, r.ID); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: r.DistributorID, Action: "salesReport.requestCancel", SubjectType: "salesReport",
			SubjectID: audit.ID(r.ID), Before: map[string]any{"state": before}, After: map[string]any{"state": to}, Reason: reason})
	})
	return r, err
}

func mayCancel(ctx context.Context, tx pgx.Tx, r Report, reason string) error {
	if !r.CanCancel() {
		return fault.New(fault.Conflict, "report.notCancellable", fault.Params{"state": string(r.State)})
	}
	if r.RowsAccepted > 0 && reason == "" {
		var fields fault.Fields
		fields.Add("reason", "required", nil)
		return fields.Err()
	}
	args := postgres.Args{"distributor": r.DistributorID, "report": r.ID}
	if err := refuseSplit(ctx, tx, "report", `SELECT id FROM sale_lines WHERE distributor_id = @distributor AND report_id = @report`, args); err != nil {
		return err
	}
	return refuseClosed(ctx, tx, r.DistributorID, "report", `SELECT sale_date FROM sale_lines WHERE distributor_id = @distributor AND report_id = @report AND voided_at IS NULL`, args)
}

// Reports lists the reports of the scope, by the time of coming in.
func (s *Service) Reports(ctx context.Context, sc scope.Scope, f ReportFilter, desc bool, args page.Args) (page.Page[Report], error) {
	r, err := page.Check(args, len(reportOrder))
	if err != nil {
		return page.Page[Report]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Report, error) { return listReports(ctx, q, sc, f, desc, r) })
	if err != nil {
		return page.Page[Report]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countReports(ctx, q, sc, f) })
	}
	key := func(r Report) []string { return []string{r.CreatedAt.Format(time.RFC3339Nano), r.ID.String()} }
	return page.Make(r, rows, key, count), nil
}

// Report reads one report. Returns NotFound when the scope does not reach it.
func (s *Service) Report(ctx context.Context, sc scope.Scope, id uuid.UUID) (Report, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (Report, error) { return loadReport(ctx, q, sc, id, false) })
}

// ReportsByID reads those of the ids that the scope reaches.
func (s *Service) ReportsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Report, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Report, error) { return loadReports(ctx, q, sc, ids) })
}

// Await reads the report until it has left the states or the time is over, whichever is first.
func (s *Service) Await(ctx context.Context, sc scope.Scope, id uuid.UUID, limit time.Duration, states ...State) (Report, error) {
	deadline := time.Now().Add(limit)
	for wait := 20 * time.Millisecond; ; wait = min(2*wait, 200*time.Millisecond) {
		r, err := s.Report(ctx, sc, id)
		if err != nil || !oneOf(r.State, states) || time.Now().After(deadline) {
			return r, err
		}
		select {
		case <-ctx.Done():
			return r, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// Watch sends the report now and each time it moves, until it has ended, ctx is over, or it can't be read any more.
func (s *Service) Watch(ctx context.Context, sc scope.Scope, id uuid.UUID) (<-chan Report, error) {
	first, err := s.Report(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	out := make(chan Report, 1)
	go func() {
		defer close(out)
		tick := time.NewTicker(500 * time.Millisecond)
		defer tick.Stop()
		for r, sent := first, (Report{}); ; {
			if moved(r, sent) {
				select {
				case out <- r:
					sent = r
				case <-ctx.Done():
					return
				}
			}
			if r.State.Finished() {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			next, err := s.Report(ctx, sc, id)
			if fault.Is(err, fault.NotFound) {
				return // out of reach by now
			}
			if err == nil {
				r = next
			}
		}
	}()
	return out, nil
}

func moved(r, sent Report) bool {
	return r.State != sent.State || r.RowsDone() != sent.RowsDone() || (r.RowsTotal == nil) != (sent.RowsTotal == nil)
}

func oneOf(s State, states []State) bool {
	for _, x := range states {
		if s == x {
			return true
		}
	}
	return false
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
