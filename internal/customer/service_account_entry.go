package customer

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Entries lists the timeline of an account and of those merged into it, latest first; nothing of another organisation's.
func (s *Service) Entries(ctx context.Context, sc scope.Scope, account uuid.UUID, args page.Args) (page.Page[Entry], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Entry]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Entry, error) { return listEntries(ctx, q, sc, account, r) })
	if err != nil {
		return page.Page[Entry]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countEntries(ctx, q, sc, account) })
	}
	return page.Make(r, rows, entryKey, count), nil
}

// Consents reads what the accounts, and those merged into them, agreed to: the latest word for each purpose.
func (s *Service) Consents(ctx context.Context, sc scope.Scope, accounts []uuid.UUID) (map[uuid.UUID][]Consent, error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Consent, error) { return loadConsents(ctx, q, sc, accounts) })
	out := map[uuid.UUID][]Consent{}
	for _, c := range found {
		out[c.AccountID] = append(out[c.AccountID], c)
	}
	return out, err
}

// AddEntry adds to the timeline of an account of the scope's organisation; without a time it happened now. A repeated key gives the
// first entry again. Returns NotFound, Invalid with all fields at fault, Conflict for an account that was merged or erased.
func (s *Service) AddEntry(ctx context.Context, sc scope.Scope, key *string, e Entry) (made Entry, err error) {
	request := e
	now := s.now()
	if e.HappenedAt.IsZero() {
		e.HappenedAt = now
	}
	e.Text = strings.TrimSpace(e.Text)
	if err := e.check(now); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "addAccountEntry", key, request, func() (uuid.UUID, error) {
			a, err := ownAccount(ctx, tx, sc, e.AccountID)
			if err != nil {
				return uuid.Nil, err
			}
			e.DistributorID, e.ID, e.CreatedBy, e.CreatedAt = a.DistributorID, typeid.New(), actorOf(ctx), now
			if err := insertEntry(ctx, tx, e); err != nil {
				return uuid.Nil, err
			}
			if err := partner.Touch(ctx, tx, a.DistributorID); err != nil {
				return uuid.Nil, err
			}
			return e.ID, audit.Record(ctx, tx, audit.Entry{Organization: a.DistributorID, Action: "account.addEntry", SubjectType: "account",
				SubjectID: audit.ID(a.ID), After: map[string]any{"entry": e.ID, "kind": e.Kind}})
		})
		if err != nil {
			return err
		}
		made, err = loadEntry(ctx, tx, sc, id)
		return err
	})
	return made, err
}

// RecordConsent keeps what a customer said about a purpose; without a day it said so today. What was said before stays on record.
// Returns NotFound, Invalid with all fields at fault, Conflict for an account that was merged or erased.
func (s *Service) RecordConsent(ctx context.Context, sc scope.Scope, c Consent) (a Account, err error) {
	now := s.now()
	if c.GivenOn.IsZero() {
		c.GivenOn = now.UTC().Truncate(24 * time.Hour)
	}
	c.Source = strings.TrimSpace(c.Source)
	if err := c.check(now); err != nil {
		return a, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if a, err = ownAccount(ctx, tx, sc, c.AccountID); err != nil {
			return err
		}
		if said, err := saidAlready(ctx, tx, a, c); err != nil || said {
			return err
		}
		c.DistributorID, c.ID, c.RecordedBy, c.RecordedAt = a.DistributorID, typeid.New(), actorOf(ctx), now
		if err := insertConsent(ctx, tx, c); err != nil {
			return err
		}
		if err := partner.Touch(ctx, tx, a.DistributorID); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: a.DistributorID, Action: "account.recordConsent", SubjectType: "account",
			SubjectID: audit.ID(a.ID), After: map[string]any{"purpose": c.Purpose, "granted": c.Granted, "givenOn": c.GivenOn.Format(time.DateOnly)}})
	})
	return a, err
}

// saidAlready reports whether the latest word on the purpose is the same: sending it again changes nothing.
func saidAlready(ctx context.Context, tx pgx.Tx, a Account, c Consent) (same bool, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce((SELECT (granted, source, given_on) = (@granted, @source, @given_on::date) FROM account_consents
		WHERE distributor_id = @owner AND account_id = @account AND purpose = @purpose ORDER BY given_on DESC, recorded_at DESC, id DESC LIMIT 1), false)`,
		postgres.Args{"granted": c.Granted, "source": c.Source, "given_on": c.GivenOn, "owner": a.DistributorID, "account": a.ID, "purpose": c.Purpose}).Scan(&same)
	return same, err
}

// actorOf is the user who acts, nil for jobs.
func actorOf(ctx context.Context) *uuid.UUID {
	if a, ok := auth.ActorOf(ctx); ok {
		return &a.User
	}
	return nil
}
