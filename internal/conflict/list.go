package conflict

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Filter narrows cases; the zero value is all.
type Filter struct {
	States        []State
	Rules         []string
	Severities    []Severity
	DistributorID *uuid.UUID
	CustomerID    *uuid.UUID // for the brand: a party finds nothing
	MediatorID    *uuid.UUID // likewise
	Mine          bool
	Overdue       bool
	ProductLineID *uuid.UUID
	TerritoryID   *uuid.UUID
	Text          string
}

// where composes the filter. Whatever it asks for, a party can't learn from it what it may not see: another party's row, the customer and the
// mediator are not there for it.
func (f Filter) where(sc scope.Scope, by auth.Actor, now time.Time, args map[string]any) string {
	parts := []string{within(sc, args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.States != nil {
		add("c.state = ANY(@states)", "states", f.States)
	}
	if f.Rules != nil {
		add("c.rule = ANY(@rules)", "rules", f.Rules)
	}
	if f.Severities != nil {
		add("c.severity = ANY(@severities)", "severities", f.Severities)
	}
	if f.DistributorID != nil {
		add("EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = c.id AND p.distributor_id = @distributor)", "distributor", *f.DistributorID)
	}
	if f.CustomerID != nil {
		add("EXISTS (SELECT 1 FROM conflict_subjects s WHERE s.case_id = c.id AND s.customer_id = @customer)", "customer", *f.CustomerID)
	}
	if f.MediatorID != nil && sc.Reach == scope.Own {
		parts = append(parts, "false")
	} else if f.MediatorID != nil {
		add("c.mediator_id = @mediator", "mediator", *f.MediatorID)
	}
	if f.Mine {
		parts = append(parts, mine(sc, by, args))
	}
	if f.Overdue {
		add("c.due_at <= @now", "now", now)
	}
	if f.ProductLineID != nil {
		add("c.product_line_id = @line", "line", *f.ProductLineID)
	}
	if f.TerritoryID != nil {
		add("c.territory_id IN (SELECT t.id FROM territories t JOIN territories above ON above.id = @territory WHERE t.span <@ above.span)", "territory", *f.TerritoryID)
	}
	if search := strings.TrimSpace(f.Text); search != "" {
		add("(c.title ILIKE @text OR EXISTS (SELECT 1 FROM conflict_decisions d WHERE d.case_id = c.id AND d.text ILIKE @text))", "text", pattern(search))
	}
	return strings.Join(parts, " AND ")
}

// mine is the condition that something in the case is asked of the caller, or that it mediates.
func mine(sc scope.Scope, by auth.Actor, args map[string]any) string {
	if !by.Brand {
		args["organization"] = sc.Organization
		return `EXISTS (SELECT 1 FROM conflict_parties p JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label WHERE p.case_id = c.id AND p.distributor_id = @organization
			AND (c.state = 'AWAITING_RESPONSE' AND s.answered_at IS NULL OR c.state = 'PROPOSED' AND EXISTS (SELECT 1 FROM conflict_decisions d
				WHERE d.case_id = c.id AND d.state = 'PENDING' AND NOT EXISTS (SELECT 1 FROM conflict_answers a WHERE a.decision_id = d.id AND a.case_id = c.id AND a.label = p.label))))`
	}
	args["me"] = by.User
	parts := []string{"c.mediator_id = @me"}
	if _, ok := policy.Allow(by.Role, "conflict", "assign"); ok {
		parts = append(parts, "c.mediator_id IS NULL AND c.state IN ('OPEN', 'AWAITING_RESPONSE', 'IN_MEDIATION', 'PROPOSED')")
	}
	if _, ok := policy.Allow(by.Role, "conflict", "decideAppeal"); ok {
		parts = append(parts, "c.state = 'APPEALED'")
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// pattern finds the text anywhere, whatever it holds.
func pattern(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Sort is the order of cases; the zero value is those due first, and last those that nothing is due of.
type Sort struct {
	Field string // DUE_AT, OPENED_AT or AMOUNT
	Desc  bool
}

// never is where cases stand of which nothing is due.
const never = "'9999-12-31 00:00:00+00'::timestamptz"

func (s Sort) column() page.Column {
	switch s.Field {
	case "OPENED_AT":
		return page.Column{SQL: "c.opened_at", Type: "timestamptz"}
	case "AMOUNT":
		return page.Column{SQL: "c.amount", Type: "numeric"}
	}
	return page.Column{SQL: "coalesce(c.due_at, " + never + ")", Type: "timestamptz"}
}

func (s Sort) key(c Case) []string {
	switch {
	case s.Field == "OPENED_AT":
		return []string{c.OpenedAt.Format(time.RFC3339Nano), c.ID.String()}
	case s.Field == "AMOUNT":
		return []string{c.Amount.String(), c.ID.String()}
	case c.DueAt == nil:
		return []string{"9999-12-31T00:00:00Z", c.ID.String()}
	}
	return []string{c.DueAt.Format(time.RFC3339Nano), c.ID.String()}
}

// Cases lists cases.
func (s *Service) Cases(ctx context.Context, sc scope.Scope, f Filter, sort Sort, args page.Args) (page.Page[Case], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Case]{}, err
	}
	by, now := actorOf(ctx), s.now()
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Case, error) {
		named := map[string]any{}
		where := f.where(sc, by, now, named)
		from, order, err := r.Keyset(sort.Desc, named, sort.column(), page.Column{SQL: "c.id", Type: "uuid"})
		if err != nil {
			return nil, err
		}
		return postgres.Rows[Case](tx.Query(ctx, "SELECT "+caseColumns+" FROM conflicts c WHERE "+where+" AND "+from+" "+order, postgres.Args(named)))
	})
	if err != nil {
		return page.Page[Case]{}, err
	}
	return page.Make(r, rows, sort.key, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			named := map[string]any{}
			err = tx.QueryRow(ctx, "SELECT count(*) FROM conflicts c WHERE "+f.where(sc, by, now, named), postgres.Args(named)).Scan(&n)
			return n, err
		})
	}), nil
}

func actorOf(ctx context.Context) auth.Actor {
	actor, _ := auth.ActorOf(ctx)
	return actor
}

// Count is how many cases are in a state.
type Count struct {
	State   State
	Count   int
	Overdue int
}

// Counts counts the cases of each state in which there are any; the filter's states don't count.
func (s *Service) Counts(ctx context.Context, sc scope.Scope, f Filter) ([]Count, error) {
	f.States = nil
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Count, error) {
		now := s.now()
		args := map[string]any{"clock": now}
		where := f.where(sc, actorOf(ctx), now, args)
		return postgres.Rows[Count](tx.Query(ctx, "SELECT c.state, count(*)::int AS count, count(*) FILTER (WHERE c.due_at <= @clock)::int AS overdue FROM conflicts c WHERE "+where+
			" GROUP BY c.state ORDER BY c.state", postgres.Args(args)))
	})
}

// ByIDs reads those of the cases that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Case, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Case, error) {
		args := map[string]any{"ids": ids}
		return postgres.Rows[Case](tx.Query(ctx, "SELECT "+caseColumns+" FROM conflicts c WHERE c.id = ANY(@ids) AND "+within(sc, args)+" ORDER BY c.id", postgres.Args(args)))
	})
}

// CustomersOf reads the customers that cases are about, for the brand.
func (s *Service) CustomersOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID]uuid.UUID, error) {
	type row struct{ CaseID, CustomerID uuid.UUID }
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]row, error) {
		return postgres.Rows[row](tx.Query(ctx, `SELECT case_id, customer_id FROM conflict_subjects WHERE case_id = ANY(@cases) AND customer_id IS NOT NULL ORDER BY case_id`,
			postgres.Args{"cases": cases}))
	})
	out := map[uuid.UUID]uuid.UUID{}
	for _, r := range rows {
		out[r.CaseID] = r.CustomerID
	}
	return out, err
}
