package conflict

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// The states of a signal.
const (
	SignalOpen      = "OPEN"
	SignalDismissed = "DISMISSED"
	SignalCase      = "CASE"
	SignalWithdrawn = "WITHDRAWN"
)

// SignalFilter says which signals to list; the zero value is all.
type SignalFilter struct {
	States        []string
	Kinds         []string
	DistributorID *uuid.UUID
}

const signalColumns = `s.distributor_id, s.id, s.kind, s.subject, s.state, s.severity, s.product_line_id, s.territory_id, s.happened_from, s.happened_until, s.measures,
	s.distributors, s.case_id, s.raised_at, s.decided_by, s.decided_at, s.reason`

func (f SignalFilter) where(sc scope.Scope, args map[string]any) string {
	parts := []string{sc.Where("s.distributor_id", args)}
	if len(f.States) > 0 {
		parts, args["states"] = append(parts, "s.state = ANY(@states)"), f.States
	}
	if len(f.Kinds) > 0 {
		parts, args["kinds"] = append(parts, "s.kind = ANY(@kinds)"), f.Kinds
	}
	if f.DistributorID != nil {
		parts, args["distributor"] = append(parts, "@distributor = ANY(s.distributors)"), *f.DistributorID
	}
	return strings.Join(parts, " AND ")
}

// Signals lists early warnings, the latest first.
func (s *Service) Signals(ctx context.Context, sc scope.Scope, f SignalFilter, args page.Args) (page.Page[Signal], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Signal]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Signal, error) {
		named := map[string]any{}
		where := f.where(sc, named)
		behind, order, err := r.Keyset(true, named, page.Column{SQL: "s.raised_at", Type: "timestamptz"}, page.Column{SQL: "s.id", Type: "uuid"})
		if err != nil {
			return nil, err
		}
		return postgres.Rows[Signal](tx.Query(ctx, "SELECT "+signalColumns+" FROM signals s WHERE "+where+" AND "+behind+" "+order, postgres.Args(named)))
	})
	if err != nil {
		return page.Page[Signal]{}, fmt.Errorf("listing signals: %w", err)
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			named := map[string]any{}
			err = tx.QueryRow(ctx, "SELECT count(*) FROM signals s WHERE "+f.where(sc, named), postgres.Args(named)).Scan(&n)
			return n, err
		})
	}
	return page.Make(r, rows, func(g Signal) []string { return []string{g.RaisedAt.Format(time.RFC3339Nano), g.ID.String()} }, count), nil
}

// SignalsByID reads those of the signals that the scope reaches.
func (s *Service) SignalsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Signal, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Signal, error) {
		named := map[string]any{"ids": ids}
		return postgres.Rows[Signal](tx.Query(ctx, "SELECT "+signalColumns+" FROM signals s WHERE s.id = ANY(@ids) AND "+sc.Where("s.distributor_id", named)+" ORDER BY s.id", postgres.Args(named)))
	})
}

// DismissSignal says that there is nothing in a signal. Dismissing a dismissed one changes nothing. Returns NotFound, Invalid without a reason, Conflict for one that
// has become a case.
func (s *Service) DismissSignal(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (Signal, error) {
	if strings.TrimSpace(reason) == "" {
		var fields fault.Fields
		fields.Add("input.reason", "required", nil)
		return Signal{}, fields.Err()
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Signal, error) {
		g, err := lockSignal(ctx, tx, sc, id)
		if err != nil || g.State == SignalDismissed {
			return g, err
		}
		if g.State == SignalCase {
			return g, fault.New(fault.Conflict, "signal.moved", fault.Params{"state": g.State})
		}
		return dismissSignal(ctx, tx, g, reason, s.now())
	})
}

func lockSignal(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) (Signal, error) {
	named := map[string]any{"id": id}
	g, err := postgres.Row[Signal](tx.Query(ctx, "SELECT "+signalColumns+" FROM signals s WHERE s.id = @id AND "+sc.Where("s.distributor_id", named)+" FOR UPDATE", postgres.Args(named)))
	if errors.Is(err, pgx.ErrNoRows) {
		return g, fault.Missing("signal")
	}
	return g, err
}

func dismissSignal(ctx context.Context, tx pgx.Tx, g Signal, reason string, now time.Time) (Signal, error) {
	before := g.State
	g.State, g.Reason, g.DecidedAt = SignalDismissed, &reason, &now
	if actor, ok := auth.ActorOf(ctx); ok {
		g.DecidedBy = &actor.User
	}
	_, err := tx.Exec(ctx, `UPDATE signals SET state = @state, reason = @reason, decided_by = @by, decided_at = @now WHERE distributor_id = @distributor AND id = @id`,
		postgres.Args{"state": g.State, "reason": g.Reason, "by": g.DecidedBy, "now": now, "distributor": g.DistributorID, "id": g.ID})
	if err != nil {
		return g, err
	}
	home, err := homeOf(ctx, tx)
	if err != nil {
		return g, err
	}
	err = audit.Record(ctx, tx, audit.Entry{Organization: home, Action: "signal.dismiss", SubjectType: "signal", SubjectID: audit.ID(g.ID),
		Before: map[string]any{"state": before}, After: map[string]any{"state": g.State}, Reason: reason})
	if err != nil {
		return g, err
	}
	return g, notify.Changed(ctx, tx, notify.Change{Kind: notify.Signal, ID: g.ID, Organizations: g.Distributors})
}
