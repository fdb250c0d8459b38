package share

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Limiter bounds how often something is done.
type Limiter interface {
	Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration)
}

// Queue enqueues this domain's jobs in the transaction that needs them.
type Queue interface {
	// SettleLead has what follows from an accepted, withdrawn or expired lead done.
	SettleLead(ctx context.Context, tx pgx.Tx, lead uuid.UUID, at time.Time) error
}

// Service is the use cases of requests. Each method reaches only the rows of its scope; somebody else's row is NotFound.
type Service struct {
	pool    *postgres.Pool
	limiter Limiter
	queue   Queue
	now     func() time.Time
}

// New makes the service over portal_app's pool.
func New(pool *postgres.Pool, limiter Limiter, queue Queue, now func() time.Time) *Service {
	return &Service{pool: pool, limiter: limiter, queue: queue, now: now}
}

// Today is the day by which shares hold.
func (s *Service) Today() time.Time { return today(s.now()) }

// Grant shares an account of the caller's organisation: a distributor's with the brand, the brand's with a distributor. A repeated key gives
// the first share again. Returns NotFound for an account or distributor out of reach, Invalid naming what is wrong with the terms, and
// Conflict for an account that was merged or erased.
func (s *Service) Grant(ctx context.Context, sc scope.Scope, key *string, t Terms) (out Share, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "shareCustomer", key, t, func() (uuid.UUID, error) { return s.grant(ctx, tx, sc, t) })
		if err != nil {
			return err
		}
		out, err = loadShare(ctx, tx, sc, id)
		return err
	})
	return out, err
}

func (s *Service) grant(ctx context.Context, tx pgx.Tx, sc scope.Scope, t Terms) (uuid.UUID, error) {
	if err := t.Validate(s.Today()); err != nil {
		return uuid.Nil, err
	}
	if err := ownAccount(ctx, tx, sc, t.AccountID); err != nil {
		return uuid.Nil, err
	}
	brand, err := brandOf(ctx, tx)
	if err != nil {
		return uuid.Nil, err
	}
	sh := Share{ID: typeid.New(), OwnerID: sc.Organization, AccountID: t.AccountID, Level: t.Level, StartsOn: *t.StartsOn, EndsOn: t.EndsOn, Reason: t.Reason, GrantedAt: s.now()}
	if sc.Organization == brand {
		if t.DistributorID == nil {
			var fields fault.Fields
			fields.Add("input.distributorId", "required", nil)
			return uuid.Nil, fields.Err()
		}
		if _, err := partner.LoadDistributor(ctx, tx, sc, *t.DistributorID); err != nil {
			return uuid.Nil, err
		}
		sh.DistributorID, sh.GranteeID = *t.DistributorID, *t.DistributorID
	} else {
		if t.DistributorID != nil && *t.DistributorID != brand {
			var fields fault.Fields
			fields.Add("input.distributorId", "share.brandOnly", nil)
			return uuid.Nil, fields.Err()
		}
		sh.DistributorID, sh.GranteeID = sc.Organization, brand
	}
	if actor, ok := auth.ActorOf(ctx); ok {
		sh.GrantedBy = &actor.User
	}
	if err := insertShare(ctx, tx, sh); err != nil {
		return uuid.Nil, err
	}
	return sh.ID, granted(ctx, tx, sh)
}

// granted notes that a share was given.
func granted(ctx context.Context, tx pgx.Tx, s Share) error {
	return audit.Record(ctx, tx, audit.Entry{Organization: s.DistributorID, Action: "share.grant", SubjectType: "account", SubjectID: audit.ID(s.AccountID),
		After: map[string]any{"share": s.NodeID(), "level": s.Level, "from": s.StartsOn.Format(time.DateOnly), "until": s.EndsOn.Format(time.DateOnly)}, Reason: s.Reason})
}

// ownAccount returns NotFound for an account that is not the caller's own, Conflict for one that does not stand.
func ownAccount(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) error {
	a, err := customer.Load(ctx, tx, sc, id)
	if err == nil && a.DistributorID != sc.Organization {
		err = fault.Missing("account")
	}
	if err == nil && !a.Stands() {
		err = fault.New(fault.Conflict, "account.gone", nil)
	}
	return err
}

// Revoke takes a share back: from now on it opens nothing. Revoking it again changes nothing. Returns NotFound for a share that the caller's
// organisation did not give, Conflict for one that has ended by itself.
func (s *Service) Revoke(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (out Share, err error) {
	var fields fault.Fields
	checkReason(&fields, "input.reason", reason)
	if err := fields.Err(); err != nil {
		return out, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = loadShare(ctx, tx, sc, id); err != nil {
			return err
		}
		if out.OwnerID != sc.Organization {
			return fault.Missing("share")
		}
		switch out.StateOn(s.Today()) {
		case Revoked:
			return nil
		case Ended:
			return fault.New(fault.Conflict, "share.ended", nil)
		}
		var by *uuid.UUID
		if actor, ok := auth.ActorOf(ctx); ok {
			by = &actor.User
		}
		if err := revoke(ctx, tx, []uuid.UUID{id}, by, reason, s.now()); err != nil {
			return err
		}
		if out, err = loadShare(ctx, tx, sc, id); err != nil {
			return err
		}
		home := out.DistributorID
		if out.RemedyID != nil {
			home = out.OwnerID // the other side's log is beyond reach
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: home, Action: "share.revoke", SubjectType: "account", SubjectID: audit.ID(out.AccountID),
			Before: map[string]any{"share": out.NodeID(), "level": out.Level}, Reason: reason})
	})
	return out, err
}

// Shares lists shares of both directions, latest first.
func (s *Service) Shares(ctx context.Context, sc scope.Scope, f Filter, args page.Args) (page.Page[Share], error) {
	return listed(ctx, s.pool, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Share, error) { return listShares(ctx, tx, sc, f, s.Today(), r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countShares(ctx, tx, sc, f, s.Today()) },
		func(x Share) []string { return []string{x.GrantedAt.Format(time.RFC3339Nano), x.ID.String()} })
}

// SharesByID reads those of the shares that the scope reaches.
func (s *Service) SharesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Share, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Share, error) { return loadSharesByID(ctx, q, sc, ids) })
}

// LiveTo reads which of the accounts are open to the caller's organisation today, by account, with the highest level.
func (s *Service) LiveTo(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID]Share, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Share, error) { return liveTo(ctx, q, sc, accounts) })
	out := make(map[uuid.UUID]Share, len(found))
	for _, x := range found {
		if _, higher := out[x.AccountID]; !higher {
			out[x.AccountID] = x
		}
	}
	return out, err
}

// mostHolding is how many shares of an account are shown beside it.
const mostHolding = 20

// Holding reads the shares of the accounts that hold today and that the scope reaches, by account, the latest first.
func (s *Service) Holding(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID][]Share, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Share, error) { return holding(ctx, q, sc, accounts) })
	out := make(map[uuid.UUID][]Share, len(found))
	for _, x := range found {
		if len(out[x.AccountID]) < mostHolding {
			out[x.AccountID] = append(out[x.AccountID], x)
		}
	}
	return out, err
}

// Revealed is what a look showed.
type Revealed struct {
	Account customer.Account
	Contact customer.Contact
	People  []customer.Person
	View    View
}

// Reveal shows the contact details of another organisation's account to somebody who gives a reason, and tells the owner. Returns NotFound for an
// account out of reach, Conflict for one's own, and Forbidden when no share of contact details holds today.
func (s *Service) Reveal(ctx context.Context, sc scope.Scope, account uuid.UUID, reason string) (out Revealed, err error) {
	var fields fault.Fields
	checkReason(&fields, "input.reason", reason)
	if err := fields.Err(); err != nil {
		return out, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		a, err := customer.Load(ctx, tx, sc, account)
		if err != nil {
			return err
		}
		if a.DistributorID == sc.Organization {
			return fault.New(fault.Conflict, "share.own", nil)
		}
		live, err := liveTo(ctx, tx, sc, []uuid.UUID{account})
		if err != nil {
			return err
		}
		if len(live) == 0 || live[0].Level != Contacts {
			return fault.New(fault.Forbidden, "share.notShared", nil)
		}
		out.Account = a
		if out.Contact, out.People, err = customer.ContactOf(ctx, tx, a.DistributorID, a.ID); err != nil {
			return err
		}
		out.View = View{DistributorID: live[0].DistributorID, ID: typeid.New(), OwnerID: a.DistributorID, AccountID: a.ID, ShareID: live[0].ID,
			ViewerOrg: sc.Organization, Reason: reason, ViewedAt: s.now()}
		if actor, ok := auth.ActorOf(ctx); ok {
			out.View.ViewerID = &actor.User
		}
		if err := insertView(ctx, tx, out.View); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: out.View.DistributorID, Action: "contact.reveal", SubjectType: "account", SubjectID: audit.ID(a.ID),
			After: map[string]any{"share": live[0].NodeID()}, Reason: reason})
	})
	return out, err
}

// Views lists who had contact details shown, latest first: an owner's of its accounts, and one's own looks at others'.
func (s *Service) Views(ctx context.Context, sc scope.Scope, f ViewFilter, args page.Args) (page.Page[View], error) {
	return listed(ctx, s.pool, sc, args,
		func(tx pgx.Tx, r page.Request) ([]View, error) { return listViews(ctx, tx, sc, f, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countViews(ctx, tx, sc, f) },
		func(v View) []string { return []string{v.ViewedAt.Format(time.RFC3339Nano), v.ID.String()} })
}

// Seen is what a share of an account would show, for its owner to look at beforehand.
type Seen struct {
	Account customer.Account
	Contact customer.Contact
	People  []customer.Person
	Level   Level
	// Purchases are seen from Sales on; the brand sees those of every distributor's account without any share.
	Purchases bool
}

// Preview gives what the other side of a share would see of the caller's own account. Returns NotFound for another's.
func (s *Service) Preview(ctx context.Context, sc scope.Scope, account uuid.UUID, level Level) (out Seen, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := ownAccount(ctx, tx, sc, account); err != nil {
			return err
		}
		if out.Account, err = customer.Load(ctx, tx, sc, account); err != nil {
			return err
		}
		if !out.Account.IsOrganization && level != Contacts {
			out.Account.Name, out.Account.OtherNames = nil, nil
		}
		brand, err := brandOf(ctx, tx)
		if err != nil {
			return err
		}
		out.Purchases = level != Profile || sc.Organization != brand
		if out.Level = level; level == Contacts {
			out.Contact, out.People, err = customer.ContactOf(ctx, tx, out.Account.DistributorID, out.Account.ID)
		}
		return err
	})
	return out, err
}

// listed reads a page of rows whose key is a time and an id.
func listed[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, args page.Args, rows func(pgx.Tx, page.Request) ([]T, error),
	count func(context.Context, pgx.Tx) (int, error), key func(T) []string) (page.Page[T], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[T]{}, err
	}
	found, err := inTx(ctx, pool, sc, func(tx pgx.Tx) ([]T, error) { return rows(tx, r) })
	if err != nil {
		return page.Page[T]{}, err
	}
	return page.Make(r, found, key, func(ctx context.Context) (int, error) {
		return inTx(ctx, pool, sc, func(tx pgx.Tx) (int, error) { return count(ctx, tx) })
	}), nil
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
