package registration

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// decideWithin is how long the brand has to decide, in business days.
const decideWithin = 2

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's row is NotFound, and what a
// state doesn't allow is Conflict with the state.
type Service struct {
	pool  *postgres.Pool
	rules Rules
	now   func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, rules Rules, now func() time.Time) *Service {
	return &Service{pool: pool, rules: rules, now: now}
}

// Now is the time by which registrations are overdue.
func (s *Service) Now() time.Time { return s.now() }

// Create registers a customer of the caller's own, as a draft or submitted at once. What it answers, and the statements that it takes, are
// the same whoever else registered the customer. A repeated key gives the first registration again. Returns NotFound for an account or line that isn't there,
// Invalid naming what is wrong, or lacking where it is submitted, and Conflict for an account that doesn't stand and for what the caller's organisation has
// registered already.
func (s *Service) Create(ctx context.Context, sc scope.Scope, key *string, n NewRegistration) (out Registration, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createRegistration", key, n, func() (uuid.UUID, error) { return s.create(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		out, err = load(ctx, tx, sc, id)
		return err
	})
	return out, err
}

func (s *Service) create(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewRegistration) (uuid.UUID, error) {
	now := s.now()
	if err := n.check(now); err != nil {
		return uuid.Nil, err
	}
	if n.DistributorID != nil && *n.DistributorID != sc.Organization {
		return uuid.Nil, fault.Missing("distributor")
	}
	if err := subject(ctx, tx, sc, &n.AccountID, &n.ProductLineID); err != nil {
		return uuid.Nil, err
	}
	owner, err := partner.LoadDistributor(ctx, tx, sc, sc.Organization)
	if err != nil {
		return uuid.Nil, err
	}
	c, err := begin(ctx, tx, s.rules, now, "create")
	if err != nil {
		return uuid.Nil, err
	}
	r := Registration{DistributorID: sc.Organization, ID: typeid.New(), AccountID: n.AccountID, ProductLineID: n.ProductLineID, Site: n.Site, ExpectedOn: n.ExpectedOn,
		Currency: owner.Currency, Note: n.Note, State: Draft, CreatedBy: c.by, CreatedAt: now}
	if n.ExpectedAmount != nil {
		r.ExpectedAmount = *n.ExpectedAmount
	}
	c.note("created", nil)
	if n.Submit {
		if err := r.submit(c); err != nil {
			return uuid.Nil, err
		}
	}
	if err := insert(ctx, tx, r); err != nil {
		return uuid.Nil, err
	}
	if err := insertActivities(ctx, tx, proofs(r, n.Activities, c)); err != nil {
		return uuid.Nil, err
	}
	return r.ID, c.end(ctx, r)
}

// subject checks the account and the line of a claim, those that are given: the one is the caller's own and stands, the other is there.
func subject(ctx context.Context, tx pgx.Tx, sc scope.Scope, account, line *uuid.UUID) error {
	if account != nil {
		a, err := customer.Load(ctx, tx, sc, *account)
		if err == nil && a.DistributorID != sc.Organization {
			err = fault.Missing("account")
		}
		if err == nil && !a.Stands() {
			err = fault.New(fault.Conflict, "account.gone", nil)
		}
		if err != nil {
			return err
		}
	}
	if line == nil {
		return nil
	}
	there, err := lineExists(ctx, tx, *line)
	if err == nil && !there {
		err = fault.Missing("productLine")
	}
	return err
}

// submit hands the registration to the brand, whole, and starts its clock.
func (r *Registration) submit(c *change) error {
	if err := r.whole(); err != nil {
		return err
	}
	r.enter(Submitted)
	if r.SubmittedAt == nil {
		r.SubmittedAt = &c.now
	}
	due := c.cal.After(c.now, decideWithin)
	r.DueAt, r.EscalateAt = &due, &due
	c.note("submitted", map[string]any{"dueAt": due.UTC().Format(time.RFC3339)})
	c.tellManagers(*r, "registration.submitted", nil)
	return nil
}

func proofs(r Registration, in []NewActivity, c *change) []Activity {
	all := make([]Activity, len(in))
	for i, a := range in {
		all[i] = Activity{DistributorID: r.DistributorID, ID: typeid.New(), RegistrationID: r.ID, Kind: a.Kind, HappenedOn: a.HappenedOn, Text: a.Text, RecordedBy: c.by, RecordedAt: c.now}
	}
	return all
}

// Change changes a draft, or what the brand asked to be changed, and submits it then if told to. Returns Invalid naming what is wrong and what may not
// be changed, and as Create does.
func (s *Service) Change(ctx context.Context, sc scope.Scope, id uuid.UUID, in Changes) (Registration, error) {
	if err := in.check(s.now()); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, Update, "update", func(ctx context.Context, c *change, r *Registration) error {
		if err := subject(ctx, c.tx, sc, in.AccountID, in.ProductLineID); err != nil {
			return err
		}
		changed, err := in.apply(r, c.now)
		if err != nil {
			return err
		}
		c.after["fields"] = changed
		if len(changed) > 0 {
			c.note("updated", map[string]any{"fields": changed})
		}
		if in.Submit {
			return r.submit(c)
		}
		return nil
	})
}

// Submit hands a draft, or what was asked to be changed, to the brand. Returns Invalid naming what is lacking.
func (s *Service) Submit(ctx context.Context, sc scope.Scope, id uuid.UUID) (Registration, error) {
	return s.act(ctx, sc, id, Submit, "submit", func(_ context.Context, c *change, r *Registration) error { return r.submit(c) })
}

// AddActivity adds proof of work. A repeated key adds it once. Returns Invalid naming what is wrong, Conflict beyond 200.
func (s *Service) AddActivity(ctx context.Context, sc scope.Scope, id uuid.UUID, key *string, n NewActivity) (out Registration, err error) {
	var fields fault.Fields
	if n.check(&fields, "input.activity", s.now()); len(fields) > 0 {
		return out, fields.Err()
	}
	type request struct {
		ID uuid.UUID
		NewActivity
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		_, _, err := idempotency.Do(ctx, tx, sc, "addRegistrationActivity", key, request{id, n}, func() (uuid.UUID, error) {
			_, err := s.acted(ctx, tx, sc, id, AddActivity, "addActivity", func(ctx context.Context, c *change, r *Registration) error {
				if had, err := countActivities(ctx, tx, r.ID); err != nil || had >= mostProofs {
					if err == nil {
						err = fault.New(fault.Conflict, "registration.tooManyActivities", fault.Params{"max": mostProofs})
					}
					return err
				}
				c.note("activityAdded", map[string]any{"kind": n.Kind, "on": n.HappenedOn.Format(time.DateOnly)})
				c.after["kind"], c.after["on"] = n.Kind, n.HappenedOn.Format(time.DateOnly)
				return insertActivities(ctx, tx, proofs(*r, []NewActivity{n}, c))
			})
			return id, err
		})
		if err != nil {
			return err
		}
		out, err = load(ctx, tx, sc, id)
		return err
	})
	return out, err
}
