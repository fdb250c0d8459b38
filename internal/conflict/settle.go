package conflict

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// Settler follows decisions, as portal_engine: it reaches all parties of a case.
type Settler struct {
	pool   *postgres.Pool
	lines  sale.Rules
	claims registration.Rules
	now    func() time.Time
}

// NewSettler makes the settler over portal_engine's pool. What it voids or changes of registrations is told to the rules.
func NewSettler(pool *postgres.Pool, lines sale.Rules, claims registration.Rules, now func() time.Time) *Settler {
	return &Settler{pool: pool, lines: lines, claims: claims, now: now}
}

// errPartiesMoved says that a case got other parties while its books were waited for: try again.
var errPartiesMoved = errors.New("the case has other parties by now")

// Settle follows the decision that a case is waiting for: what an overturned one did is undone, all remedies are applied, and the case is resolved or
// closed, in one transaction. A remedy that can't be applied leaves all data as it was: the case goes back to its mediator, or stays with
// who decides the appeal, with the reason. Without such a decision nothing happens, so that it may run any number of times.
func (s *Settler) Settle(ctx context.Context, id uuid.UUID) error {
	err := s.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		c, err := holdCase(ctx, tx, id)
		if err != nil {
			return err
		}
		d, err := postgres.Row[Decision](tx.Query(ctx, "SELECT "+decisionColumns+" FROM conflict_decisions d WHERE d.case_id = @case AND d.state = 'TAKEN' ORDER BY d.made_at DESC LIMIT 1",
			postgres.Args{"case": id}))
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		cal, err := workday.Load(ctx, tx)
		if err != nil {
			return err
		}
		t := &settlement{Settler: s, c: c, d: d, cal: cal, at: s.now()}
		return t.run(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("settling case %s: %w", id, err)
	}
	return nil
}

// holdCase locks all that settling moves, in the order in which everybody locks it: the books of the parties, the customers, the case.
func holdCase(ctx context.Context, tx pgx.Tx, id uuid.UUID) (*Case, error) {
	parties, err := partyIDs(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if err := sale.HoldBooks(ctx, tx, parties); err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, `SELECT 1 FROM customers WHERE id IN (SELECT customer_id FROM case_accounts(@case)) ORDER BY id FOR NO KEY UPDATE`, postgres.Args{"case": id})
	if err != nil {
		return nil, err
	}
	c, err := lockCase(ctx, tx, scope.System(), id)
	if err != nil {
		return nil, err
	}
	now, err := partyIDs(ctx, tx, id)
	if err == nil && !slices.Equal(now, parties) {
		err = errPartiesMoved
	}
	return c, err
}

func partyIDs(ctx context.Context, q postgres.Querier, id uuid.UUID) ([]uuid.UUID, error) {
	rows, err := q.Query(ctx, `SELECT distributor_id FROM conflict_parties WHERE case_id = @case ORDER BY distributor_id`, postgres.Args{"case": id})
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// settlement is one decision that is being followed.
type settlement struct {
	*Settler
	c     *Case
	d     Decision
	cal   workday.Calendar
	at    time.Time
	facts *standingFacts
}

// run follows the decision within a savepoint, and says why when it can't.
func (t *settlement) run(ctx context.Context, tx pgx.Tx) error {
	inner, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	before := *t.c
	err = t.follow(ctx, inner)
	if err == nil {
		return inner.Commit(ctx)
	}
	if rolled := inner.Rollback(ctx); rolled != nil {
		return errors.Join(err, rolled)
	}
	told, refused := errors.AsType[*fault.Error](err)
	if !refused || told.Kind == fault.Internal || told.Kind == fault.Unavailable {
		return err
	}
	*t.c = before
	return t.refuse(ctx, tx, told)
}

// follow undoes what is overturned, applies what is decided, and moves the case on.
func (t *settlement) follow(ctx context.Context, tx pgx.Tx) error {
	next := Resolved
	if t.d.Kind == Overturned {
		next = Closed
		t.c.Outcome = text(OutcomeOverturned)
		if err := t.undoApplied(ctx, tx); err != nil {
			return err
		}
	}
	if err := t.applyAll(ctx, tx); err != nil {
		return err
	}
	if err := setDecision(ctx, tx, t.c.ID, t.d.ID, decisionApplied); err != nil {
		return err
	}
	if err := move(ctx, tx, t.c, next, t.cal, t.at, nil); err != nil {
		return err
	}
	if err := record(ctx, tx, *t.c, "conflict.settle", nil, map[string]any{"decision": t.d.NodeID(), "kind": t.d.Kind}, ""); err != nil {
		return err
	}
	return post(ctx, tx, t.c, "conflict.settled", nil, everybody(t.c)...)
}

// refuse gives the decision up: nothing of it was applied.
func (t *settlement) refuse(ctx context.Context, tx pgx.Tx, why *fault.Error) error {
	if err := setDecision(ctx, tx, t.c.ID, t.d.ID, decisionRejected); err != nil {
		return err
	}
	if err := dropRemedies(ctx, tx, t.d.ID); err != nil {
		return err
	}
	if err := t.againstAsBefore(ctx, tx); err != nil {
		return err
	}
	told := toParties(why)
	for _, e := range []event{{Params: reasonOf(told)}, {Brand: true, Params: reasonOf(why)}} {
		if e.Brand && told == why {
			continue
		}
		e.Kind, e.At = "remedyRefused", t.at
		if err := addEvent(ctx, tx, t.c.ID, e); err != nil {
			return err
		}
	}
	if err := record(ctx, tx, *t.c, "conflict.refuse", nil, map[string]any{"decision": t.d.NodeID(), "key": why.Key, "params": why.Params}, ""); err != nil {
		return err
	}
	if err := t.giveBack(ctx, tx); err != nil {
		return err
	}
	judges := mediatorOf(t.c)
	if t.c.State == Appealed {
		var err error
		if judges, err = admins(ctx, tx); err != nil {
			return err
		}
	}
	return post(ctx, tx, t.c, "conflict.refused", map[string]any{"key": told.Key}, judges)
}

// plainKeys say without the invoice what stands in a line's way.
var plainKeys = map[string]string{"remedy.invoiceVoided": "remedy.lineVoided", "remedy.invoiceSplit": "remedy.lineSplit", "remedy.invoiceWithdrawn": "remedy.lineWithdrawn"}

// toParties is the reason as all parties read it: an invoice is its owner's and the brand's.
func toParties(why *fault.Error) *fault.Error {
	if plain, ok := plainKeys[why.Key]; ok {
		return fault.New(why.Kind, plain, nil)
	}
	return why
}

func reasonOf(why *fault.Error) map[string]any {
	all := map[string]any{}
	maps.Copy(all, why.Params)
	all["key"] = why.Key
	return all
}

// againstAsBefore takes back against whom the case was said to be decided.
func (t *settlement) againstAsBefore(ctx context.Context, tx pgx.Tx) error {
	before, err := postgres.Row[Decision](tx.Query(ctx, "SELECT "+decisionColumns+" FROM conflict_decisions d WHERE d.case_id = @case AND d.state = 'APPLIED' ORDER BY d.made_at DESC LIMIT 1",
		postgres.Args{"case": t.c.ID}))
	if errors.Is(err, pgx.ErrNoRows) {
		before.Against, err = []string{}, nil
	}
	if err != nil {
		return err
	}
	return takeAgainst(ctx, tx, t.c.ID, before.Against)
}

// giveBack hands the case to who has to decide again: its mediator, or who decides the appeal.
func (t *settlement) giveBack(ctx context.Context, tx pgx.Tx) error {
	if t.c.State != Appealed {
		return move(ctx, tx, t.c, InMediation, t.cal, t.at, nil)
	}
	due := t.cal.After(t.at, steps[Appealed].days)
	t.c.DueAt = &due
	if err := saveState(ctx, tx, *t.c); err != nil {
		return err
	}
	return changed(ctx, tx, t.c.ID)
}
