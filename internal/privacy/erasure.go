package privacy

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/jobs"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Queue enqueues this domain's jobs in the transaction that needs them.
type Queue interface {
	// Erase has the request to be forgotten carried out.
	Erase(ctx context.Context, tx pgx.Tx, organization, erasure uuid.UUID) error
}

// Service is the use cases of requests.
type Service struct {
	pool  *postgres.Pool
	queue Queue
	now   func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, queue Queue, now func() time.Time) *Service {
	return &Service{pool: pool, queue: queue, now: now}
}

// Erasure is a request to be forgotten.
type Erasure struct {
	OrganizationID uuid.UUID // who was asked
	ID             uuid.UUID
	AccountID      *uuid.UUID
	CustomerID     *uuid.UUID
	Reason         string
	RequestedBy    *uuid.UUID
	RequestedAt    time.Time
	Accounts       int // that were erased
	DoneAt         *time.Time
}

// NodeID is the erasure's id outside.
func (e Erasure) NodeID() string { return typeid.Format(typeid.Erasure, e.ID) }

// Whom is the person at issue: an account of one's own, or a customer of the brand's.
type Whom struct {
	AccountID  *uuid.UUID
	CustomerID *uuid.UUID
}

// check returns Invalid when not exactly one is named.
func (w Whom) check(reason string) error {
	var fields fault.Fields
	if (w.AccountID == nil) == (w.CustomerID == nil) {
		fields.Add("input.accountId", "privacy.whom", nil)
	}
	if reason == "" {
		fields.Add("input.reason", "required", nil)
	}
	return fields.Err()
}

// Erase forgets a person: an account of one's own, or everything that stands for a customer of the brand's, at every distributor. It is done by a job within
// seconds, can't be undone, and keeps the sums. Asking again meanwhile gives the same request. Returns NotFound, Invalid without a reason, and Conflict for an organisation and for who is forgotten already.
func (s *Service) Erase(ctx context.Context, sc scope.Scope, w Whom, reason string) (Erasure, error) {
	if err := w.check(reason); err != nil {
		return Erasure{}, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Erasure, error) {
		if err := s.mayForget(ctx, tx, sc, w); err != nil {
			return Erasure{}, err
		}
		if e, asked, err := underway(ctx, tx, sc, w); err != nil || asked {
			return e, err
		}
		e := Erasure{OrganizationID: sc.Organization, ID: typeid.New(), AccountID: w.AccountID, CustomerID: w.CustomerID, Reason: reason, RequestedAt: s.now()}
		subjectType, id := "account", w.AccountID
		if w.CustomerID != nil {
			subjectType, id = "customer", w.CustomerID
		}
		if actor, ok := auth.ActorOf(ctx); ok {
			e.RequestedBy = &actor.User
		}
		if _, err := tx.Exec(ctx, `INSERT INTO erasures (organization_id, id, account_id, customer_id, reason, requested_by, requested_at)
			VALUES (@organization, @id, @account, @customer, @reason, @by, @at)`, postgres.Args{"organization": e.OrganizationID, "id": e.ID, "account": e.AccountID,
			"customer": e.CustomerID, "reason": e.Reason, "by": e.RequestedBy, "at": e.RequestedAt}); err != nil {
			return e, err
		}
		if err := s.queue.Erase(ctx, tx, e.OrganizationID, e.ID); err != nil {
			return e, err
		}
		return e, audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "privacy.erase", SubjectType: subjectType, SubjectID: audit.ID(*id),
			After: map[string]any{"erasure": e.NodeID()}, Reason: reason})
	})
}

// underway finds the same request, which is still being carried out.
func underway(ctx context.Context, tx pgx.Tx, sc scope.Scope, w Whom) (Erasure, bool, error) {
	e, err := postgres.Row[Erasure](tx.Query(ctx, "SELECT "+erasureColumns+` FROM erasures e WHERE e.organization_id = @organization AND e.done_at IS NULL
		AND e.account_id IS NOT DISTINCT FROM @account AND e.customer_id IS NOT DISTINCT FROM @customer ORDER BY e.id LIMIT 1`,
		postgres.Args{"organization": sc.Organization, "account": w.AccountID, "customer": w.CustomerID}))
	if errors.Is(err, pgx.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, err
}

// mayForget returns NotFound and Conflict as Erase says.
func (s *Service) mayForget(ctx context.Context, tx pgx.Tx, sc scope.Scope, w Whom) error {
	isOrganization, gone := false, false
	if w.AccountID != nil {
		a, err := customer.Load(ctx, tx, sc, *w.AccountID)
		if err != nil {
			return err
		}
		if a.DistributorID != sc.Organization {
			return fault.Missing("account")
		}
		isOrganization, gone = a.IsOrganization, a.ErasedAt != nil
	} else {
		c, err := customer.LoadStanding(ctx, tx, *w.CustomerID)
		if err != nil {
			return err
		}
		members, err := customer.MembersOf(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		isOrganization = c.IsOrganization
		gone = !slices.ContainsFunc(members, func(a customer.Account) bool { return a.ErasedAt == nil })
	}
	switch {
	case isOrganization:
		return fault.New(fault.Conflict, "privacy.notAPerson", nil)
	case gone:
		return fault.New(fault.Conflict, "privacy.forgotten", nil)
	}
	return nil
}

// Erasures lists the requests that one's own organisation was asked, latest first.
func (s *Service) Erasures(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Erasure], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Erasure]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Erasure, error) {
		named := map[string]any{"organization": sc.Organization}
		from, order, err := r.Keyset(true, named, page.Column{SQL: "e.requested_at", Type: "timestamptz"}, page.Column{SQL: "e.id", Type: "uuid"})
		if err != nil {
			return nil, err
		}
		return postgres.Rows[Erasure](tx.Query(ctx, "SELECT "+erasureColumns+" FROM erasures e WHERE e.organization_id = @organization AND "+from+" "+order, postgres.Args(named)))
	})
	if err != nil {
		return page.Page[Erasure]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			err = tx.QueryRow(ctx, `SELECT count(*) FROM erasures WHERE organization_id = @organization`, postgres.Args{"organization": sc.Organization}).Scan(&n)
			return n, err
		})
	}
	return page.Make(r, rows, func(e Erasure) []string { return []string{e.RequestedAt.Format(time.RFC3339Nano), e.ID.String()} }, count), nil
}

const erasureColumns = `e.organization_id, e.id, e.account_id, e.customer_id, e.reason, e.requested_by, e.requested_at, e.accounts, e.done_at`

// subject is an account of a person to forget.
type subject struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
}

// Carry carries a request out. Doing it again does nothing.
func (k *Keeper) Carry(ctx context.Context, organization, erasure uuid.UUID) error {
	return k.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		e, err := postgres.Row[Erasure](tx.Query(ctx, "SELECT "+erasureColumns+" FROM erasures e WHERE e.organization_id = @organization AND e.id = @id FOR UPDATE",
			postgres.Args{"organization": organization, "id": erasure}))
		if err != nil || e.DoneAt != nil {
			return err
		}
		people, err := postgres.Rows[subject](tx.Query(ctx, `
			SELECT a.distributor_id, a.id FROM accounts a WHERE a.erased_at IS NULL AND NOT a.is_organization AND (
			  a.id = @account OR a.merged_into = @account
			  OR (a.distributor_id, a.id) IN (SELECT l.distributor_id, l.account_id FROM customer_links l WHERE l.customer_id = @customer))
			ORDER BY a.distributor_id, a.id`, postgres.Args{"account": e.AccountID, "customer": e.CustomerID}))
		if err != nil {
			return err
		}
		if err := forget(ctx, tx, people, k.now()); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE erasures SET accounts = @accounts, done_at = @now WHERE organization_id = @organization AND id = @id`,
			postgres.Args{"accounts": len(people), "now": k.now(), "organization": organization, "id": erasure})
		return err
	})
}

// forget erases every value of the people and keeps their accounts as ids: lines, rollups and links stay. Raw rows that say their name, phone
// or email go too; uploaded files go by themselves after 90 days.
func forget(ctx context.Context, tx pgx.Tx, people []subject, now time.Time) error {
	for _, p := range people {
		args := postgres.Args{"owner": p.DistributorID, "account": p.ID}
		b := &pgx.Batch{}
		for _, table := range []string{"report_row_cells", "account_import_rows"} {
			b.Queue(`DELETE FROM `+table+` r WHERE r.distributor_id = @owner AND EXISTS (SELECT 1 FROM account_contacts c
			  WHERE c.distributor_id = @owner AND c.account_id = @account AND r.cells && array_remove(ARRAY[c.name, c.phone, c.email], ''))`, args)
		}
		b.Queue(`DELETE FROM sale_line_notes n WHERE n.distributor_id = @owner AND n.line_id IN (SELECT l.id FROM sale_lines l WHERE l.distributor_id = @owner AND l.account_id = @account)`, args)
		for _, table := range []string{"account_contacts", "account_people", "account_entries", "account_consents", "account_names", "account_words", "match_keys"} {
			b.Queue(`DELETE FROM `+table+` WHERE distributor_id = @owner AND account_id = @account`, args)
		}
		own := `(SELECT r.id FROM registrations r WHERE r.distributor_id = @owner AND r.account_id = @account)`
		b.Queue(`UPDATE registrations SET note = '', reason_text = NULL, request_text = NULL, site = CASE WHEN site = '' THEN '' ELSE '— ' || left(id::text, 8) END
			WHERE distributor_id = @owner AND account_id = @account`, args)
		b.Queue(`UPDATE registration_activities SET text = '—' WHERE distributor_id = @owner AND registration_id IN `+own, args)
		b.Queue(`UPDATE registration_events SET params = params - 'text' - CASE WHEN kind = 'rejected' THEN '' ELSE 'reason' END WHERE distributor_id = @owner AND registration_id IN `+own, args)
		b.Queue(`UPDATE feedback SET comment = '' WHERE distributor_id = @owner AND account_id = @account AND comment <> ''`, args)
		b.Queue(`UPDATE survey_links SET revoked_at = @now WHERE distributor_id = @owner AND account_id = @account AND answered_at IS NULL AND revoked_at IS NULL`,
			postgres.Args{"owner": p.DistributorID, "account": p.ID, "now": now})
		b.Queue(`UPDATE shares SET revoked_at = @now WHERE owner_id = @owner AND account_id = @account AND revoked_at IS NULL`,
			postgres.Args{"owner": p.DistributorID, "account": p.ID, "now": now})
		// A key by chance: who comes back is somebody new.
		b.Queue(`UPDATE accounts SET erased_at = @now, updated_at = @now, name = NULL, other_names = '{}', code = '', tax_id = '', legal_tax_id = '', tags = '{}', in_charge = NULL,
			  key_hash = uuid_send(gen_random_uuid()) WHERE distributor_id = @owner AND id = @account`, postgres.Args{"owner": p.DistributorID, "account": p.ID, "now": now})
		b.Queue(`INSERT INTO match_pending (distributor_id, account_id) VALUES (@owner, @account) ON CONFLICT DO NOTHING`, args)
		b.Queue(`INSERT INTO customer_events (customer_id, id, kind, distributor_id, account_id, done_at)
			SELECT l.customer_id, gen_random_uuid(), 'ERASED', @owner, @account, @now FROM customer_links l WHERE l.distributor_id = @owner AND l.account_id = @account`,
			postgres.Args{"owner": p.DistributorID, "account": p.ID, "now": now})
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		if err := audit.Record(ctx, tx, audit.Entry{Organization: p.DistributorID, Action: "privacy.forget", SubjectType: "account", SubjectID: audit.ID(p.ID)}); err != nil {
			return err
		}
	}
	return nil
}

// eraseJob carries a request out.
type eraseJob struct {
	Organization uuid.UUID `json:"organization"`
	Erasure      uuid.UUID `json:"erasure"`
}

// Kind names the job in its table.
func (eraseJob) Kind() string { return "privacy_erase" }

// Jobs enqueues this domain's jobs. It is the Queue of Service.
type Jobs struct{ Client *jobs.Client }

// Erase has the request carried out.
func (j Jobs) Erase(ctx context.Context, tx pgx.Tx, organization, erasure uuid.UUID) error {
	return j.Client.Insert(ctx, tx, eraseJob{organization, erasure})
}

type eraseWorker struct {
	river.WorkerDefaults[eraseJob]
	keeper *Keeper
}

func (w *eraseWorker) Work(ctx context.Context, job *river.Job[eraseJob]) error {
	return w.keeper.Carry(ctx, job.Args.Organization, job.Args.Erasure)
}

// Register adds this domain's workers.
func Register(workers *river.Workers, k *Keeper) { river.AddWorker(workers, &eraseWorker{keeper: k}) }
