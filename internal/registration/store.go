package registration

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

const columns = `r.distributor_id, r.id, r.account_id, r.product_line_id, r.site, r.expected_amount, r.currency::text AS currency, r.expected_on, r.note, r.state,
	r.submitted_at, r.due_at, r.escalate_at, r.escalations, r.decided_at, r.decided_by, r.reason, r.reason_text, r.requested_fields, r.request_text,
	r.protected_from, r.protected_until, r.remind_on, r.extensions, r.extended_at, r.converted_at, r.converted_line_id, r.created_by, r.created_at`

// load reads a registration. Returns NotFound when the scope doesn't reach it.
func load(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Registration, error) {
	return loadFor(ctx, q, sc, id, "")
}

// lock is load for somebody who is about to change it: others wait.
func lock(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) (Registration, error) {
	return loadFor(ctx, tx, sc, id, " FOR UPDATE")
}

func loadFor(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, how string) (Registration, error) {
	args := map[string]any{"id": id}
	r, err := postgres.Row[Registration](q.Query(ctx, "SELECT "+columns+" FROM registrations r WHERE r.id = @id AND "+sc.Where("r.distributor_id", args)+how, postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.Missing("registration")
	}
	return r, err
}

func loadByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Registration, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Registration](q.Query(ctx, "SELECT "+columns+" FROM registrations r WHERE r.id = ANY(@ids) AND "+sc.Where("r.distributor_id", args)+" ORDER BY r.id",
		postgres.Args(args)))
}

func (r Registration) args() postgres.Args {
	fields := r.RequestedFields
	if fields == nil {
		fields = []string{}
	}
	return postgres.Args{"distributor": r.DistributorID, "id": r.ID, "account": r.AccountID, "line": r.ProductLineID, "site": r.Site, "amount": r.ExpectedAmount,
		"expected_on": r.ExpectedOn, "note": r.Note, "state": r.State, "submitted": r.SubmittedAt, "due": r.DueAt, "escalate": r.EscalateAt,
		"escalations": r.Escalations, "decided": r.DecidedAt, "decided_by": r.DecidedBy, "reason": r.Reason, "reason_text": r.ReasonText, "fields": fields,
		"request": r.RequestText, "from": r.ProtectedFrom, "until": r.ProtectedUntil, "remind": r.RemindOn, "extensions": r.Extensions, "extended": r.ExtendedAt,
		"converted": r.ConvertedAt, "converted_line": r.ConvertedLineID}
}

func insert(ctx context.Context, tx pgx.Tx, r Registration) error {
	args := r.args()
	args["currency"], args["by"], args["at"] = r.Currency, r.CreatedBy, r.CreatedAt
	_, err := tx.Exec(ctx, `INSERT INTO registrations (distributor_id, id, account_id, product_line_id, site, expected_amount, currency, expected_on, note, state,
		  submitted_at, due_at, escalate_at, escalations, decided_at, decided_by, reason, reason_text, requested_fields, request_text, protected_from, protected_until,
		  remind_on, extensions, extended_at, converted_at, converted_line_id, created_by, created_at)
		VALUES (@distributor, @id, @account, @line, @site, @amount, @currency, @expected_on, @note, @state, @submitted, @due, @escalate, @escalations, @decided, @decided_by,
		  @reason, @reason_text, @fields, @request, @from, @until, @remind, @extensions, @extended, @converted, @converted_line, @by, @at)`, args)
	return written(err)
}

// save writes all that may change of a registration that the caller has locked.
func save(ctx context.Context, tx pgx.Tx, r Registration) error {
	_, err := tx.Exec(ctx, `UPDATE registrations SET account_id = @account, product_line_id = @line, site = @site, expected_amount = @amount, expected_on = @expected_on,
		  note = @note, state = @state, submitted_at = @submitted, due_at = @due, escalate_at = @escalate, escalations = @escalations, decided_at = @decided,
		  decided_by = @decided_by, reason = @reason, reason_text = @reason_text, requested_fields = @fields, request_text = @request, protected_from = @from,
		  protected_until = @until, remind_on = @remind, extensions = @extensions, extended_at = @extended, converted_at = @converted, converted_line_id = @converted_line
		WHERE distributor_id = @distributor AND id = @id`, r.args())
	return written(err)
}

func written(err error) error {
	if postgres.Violates(err, "registrations_once") {
		return fault.Wrap(err, fault.Conflict, "registration.exists", nil)
	}
	if err != nil {
		return fmt.Errorf("writing a registration: %w", err)
	}
	return nil
}

func insertActivities(ctx context.Context, tx pgx.Tx, all []Activity) error {
	b := &pgx.Batch{}
	for _, a := range all {
		b.Queue(`INSERT INTO registration_activities (distributor_id, id, registration_id, kind, happened_on, text, recorded_by, recorded_at)
			VALUES (@distributor, @id, @registration, @kind, @on, @text, @by, @at)`, postgres.Args{"distributor": a.DistributorID, "id": a.ID,
			"registration": a.RegistrationID, "kind": a.Kind, "on": a.HappenedOn, "text": a.Text, "by": a.RecordedBy, "at": a.RecordedAt})
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("writing proof of work: %w", err)
	}
	return nil
}

func insertEvent(ctx context.Context, tx pgx.Tx, e Event) error {
	if e.Params == nil {
		e.Params = map[string]any{}
	}
	params, err := json.Marshal(e.Params)
	if err != nil {
		return fmt.Errorf("writing a registration's history: %w", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO registration_events (distributor_id, id, registration_id, kind, params, brand, by_brand, done_by, at)
		VALUES (@distributor, @id, @registration, @kind, @params, @brand, @by_brand, @by, @at)`, postgres.Args{"distributor": e.DistributorID, "id": typeid.New(),
		"registration": e.RegistrationID, "kind": e.Kind, "params": json.RawMessage(params), "brand": e.Brand, "by_brand": e.ByBrand, "by": e.DoneBy, "at": e.At})
	if err != nil {
		return fmt.Errorf("writing a registration's history: %w", err)
	}
	return nil
}

// activitiesOf reads the proof of work of registrations, latest first.
func activitiesOf(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Activity, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Activity](q.Query(ctx, `SELECT a.distributor_id, a.id, a.registration_id, a.kind, a.happened_on, a.text, a.recorded_by, a.recorded_at
		FROM registration_activities a WHERE a.registration_id = ANY(@ids) AND `+sc.Where("a.distributor_id", args)+`
		ORDER BY a.registration_id, a.happened_on DESC, a.id DESC LIMIT 20000`, postgres.Args(args)))
}

// eventsOf reads what happened to registrations, oldest first; what is for the brand alone row-level security keeps from others.
func eventsOf(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Event, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Event](q.Query(ctx, `SELECT e.distributor_id, e.id, e.registration_id, e.kind, e.params, e.brand, e.by_brand, e.done_by, e.at
		FROM registration_events e WHERE e.registration_id = ANY(@ids) AND `+sc.Where("e.distributor_id", args)+`
		ORDER BY e.registration_id, e.at, e.id LIMIT 20000`, postgres.Args(args)))
}

// claimsBeside reads others' claims of the customers and lines of registrations, reachable or not: what the brand decides by.
func claimsBeside(ctx context.Context, q postgres.Querier, ids []uuid.UUID) ([]Claim, error) {
	return postgres.Rows[Claim](q.Query(ctx, `SELECT v.registration_id, v.distributor_id, v.id, v.state, v.submitted_at, v.protected_from, v.protected_until, v.proofs, v.first_proof
		FROM registration_rivals(@ids) v ORDER BY v.registration_id, v.id LIMIT 20000`, postgres.Args{"ids": ids}))
}

// ownClaims reads the claims themselves.
func ownClaims(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Claim, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Claim](q.Query(ctx, `SELECT r.id AS registration_id, r.distributor_id, r.id, r.state, r.submitted_at, r.protected_from, r.protected_until,
		  (SELECT count(*)::int FROM registration_activities v WHERE v.registration_id = r.id) AS proofs,
		  (SELECT min(v.happened_on) FROM registration_activities v WHERE v.registration_id = r.id) AS first_proof
		FROM registrations r WHERE r.id = ANY(@ids) AND `+sc.Where("r.distributor_id", args)+` ORDER BY r.id`, postgres.Args(args)))
}

// lockCustomer takes the customer that a registration is of, so that of two who decide about it at once the second sees what the first did.
func lockCustomer(ctx context.Context, tx pgx.Tx, r Registration) error {
	if _, err := tx.Exec(ctx, `SELECT lock_registered_customer(@owner, @id)`, postgres.Args{"owner": r.DistributorID, "id": r.ID}); err != nil {
		return fmt.Errorf("locking a registration's customer: %w", err)
	}
	return nil
}

// freshProof reports whether there is proof of work of a day since, that was not there when the protection was last made longer.
func freshProof(ctx context.Context, q postgres.Querier, r Registration, since time.Time) (is bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM registration_activities a WHERE a.registration_id = @id AND a.happened_on >= @since
		AND (@extended::timestamptz IS NULL OR a.recorded_at > @extended))`, postgres.Args{"id": r.ID, "since": since, "extended": r.ExtendedAt}).Scan(&is)
	return is, err
}

// countActivities counts the proof of work of a registration.
func countActivities(ctx context.Context, q postgres.Querier, id uuid.UUID) (n int, err error) {
	err = q.QueryRow(ctx, `SELECT count(*)::int FROM registration_activities WHERE registration_id = @id`, postgres.Args{"id": id}).Scan(&n)
	return n, err
}

// isSale reports whether the line is a live sale of the registration's line to its account, or to one that was merged with it.
func isSale(ctx context.Context, q postgres.Querier, r Registration, line uuid.UUID) (is bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM sale_lines l WHERE l.distributor_id = @owner AND l.id = @line AND l.voided_at IS NULL AND l.quantity > 0
		AND l.product_line_id = @product_line AND l.account_id IN (`+sameAccount+`))`,
		postgres.Args{"owner": r.DistributorID, "account": r.AccountID, "line": line, "product_line": r.ProductLineID}).Scan(&is)
	return is, err
}

// sameAccount are the accounts that stand for @account of @owner: itself, the one that it was merged into, and what else was.
const sameAccount = `SELECT m.id FROM accounts a JOIN accounts m ON m.distributor_id = a.distributor_id
	AND (m.id = coalesce(a.merged_into, a.id) OR m.merged_into = coalesce(a.merged_into, a.id)) WHERE a.distributor_id = @owner AND a.id = @account`

// lineExists reports whether there is such a product line.
func lineExists(ctx context.Context, q postgres.Querier, id uuid.UUID) (is bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM product_lines WHERE id = @id)`, postgres.Args{"id": id}).Scan(&is)
	return is, err
}

// usesOf reads what became of distributors' registrations that were approved since.
func usesOf(ctx context.Context, q postgres.Querier, sc scope.Scope, distributor uuid.UUID, since time.Time) (Use, error) {
	args := map[string]any{"distributor": distributor, "since": since}
	return postgres.Row[Use](q.Query(ctx, `SELECT @distributor::uuid AS distributor_id, count(*)::int AS approved, count(*) FILTER (WHERE r.state = 'CONVERTED')::int AS converted,
		  count(*) FILTER (WHERE r.state IN ('EXPIRED', 'RELEASED'))::int AS lapsed
		FROM registrations r WHERE r.distributor_id = @distributor AND r.protected_from >= @since AND `+sc.Where("r.distributor_id", args), postgres.Args(args)))
}
