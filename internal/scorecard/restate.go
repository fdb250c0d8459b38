package scorecard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// The states of a restatement.
const (
	Open      = "OPEN"      // the distributor's lines of the period can be changed; the cards stay as they were frozen
	Published = "PUBLISHED" // the cards were frozen anew
	Cancelled = "CANCELLED" // given up, and nothing had changed
)

// Restatement is a correction of a closed period's numbers for one distributor.
type Restatement struct {
	ID            uuid.UUID
	DistributorID uuid.UUID
	Period        period.Period
	Reason        string
	State         string
	OpenedBy      string // the person's name, to whoever may know it; else the brand's
	OpenedAt      time.Time
	EndedAt       *time.Time
	Version       *int // of the period's card that it made
}

// NodeID is the id that callers know it by.
func (r Restatement) NodeID() string { return typeid.Format(typeid.Restatement, r.ID) }

// Restating asks for a restatement.
type Restating struct {
	DistributorID uuid.UUID
	Period        period.Period
	Reason        string
}

// Restate lets the distributor's lines of a closed period be changed until the restatement is published or cancelled. A repeated key gives
// the first one again. Returns Invalid without a reason, NotFound for a distributor out of reach, Conflict for a period that is not closed
// or of which a month is being restated for it.
func (s *Service) Restate(ctx context.Context, sc scope.Scope, key *string, n Restating) (Restatement, error) {
	n.Reason = strings.TrimSpace(n.Reason)
	var fields fault.Fields
	if n.Reason == "" {
		fields.Add("reason", "required", nil)
	} else if utf8.RuneCountInString(n.Reason) > mostReason {
		fields.Add("reason", "text.tooLong", fault.Params{"max": mostReason})
	}
	if err := fields.Err(); err != nil {
		return Restatement{}, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Restatement, error) {
		id, _, err := idempotency.Do(ctx, tx, sc, "restatePeriod", key, n, func() (uuid.UUID, error) { return s.restate(ctx, tx, sc, n) })
		if err != nil {
			return Restatement{}, err
		}
		return loadRestatement(ctx, tx, sc, id)
	})
}

func (s *Service) restate(ctx context.Context, tx pgx.Tx, sc scope.Scope, n Restating) (uuid.UUID, error) {
	if err := mustReach(ctx, tx, sc, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	if err := holdBooks(ctx, tx, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	closed, err := isClosed(ctx, tx, n.Period)
	if err != nil {
		return uuid.Nil, err
	}
	if !closed {
		return uuid.Nil, fault.New(fault.Conflict, "period.notClosed", fault.Params{"period": n.Period.String()})
	}
	actor, _ := auth.ActorOf(ctx)
	r := Restatement{ID: typeid.New(), DistributorID: n.DistributorID, Period: n.Period, Reason: n.Reason, OpenedAt: s.now()}
	_, err = tx.Exec(ctx, `INSERT INTO restatements (distributor_id, id, kind, start, span, reason, state, opened_by, opened_at)
		VALUES (@distributor, @id, @kind, @start, daterange(@start::date, @next::date), @reason, 'OPEN', @by, @at)`,
		postgres.Args{"distributor": r.DistributorID, "id": r.ID, "kind": string(r.Period.Kind), "start": r.Period.Start, "next": r.Period.Next(),
			"reason": r.Reason, "by": actor.User, "at": r.OpenedAt})
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.ConstraintName == "restatements_open" {
		return uuid.Nil, fault.New(fault.Conflict, "restatement.open", fault.Params{"period": n.Period.String()})
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("opening a restatement: %w", err)
	}
	if err := s.freezeMissing(ctx, tx, sc, r, actor.User); err != nil {
		return uuid.Nil, err
	}
	return r.ID, recordRestatement(ctx, tx, "restatement.open", r, nil)
}

// freezeMissing freezes those cards of the restated months' periods that were never frozen, for their months were closed before cards were
// or the distributor came later: what is restated is compared with something.
func (s *Service) freezeMissing(ctx context.Context, tx pgx.Tx, sc scope.Scope, r Restatement, by uuid.UUID) error {
	spans, err := closedWith(ctx, tx, r.months())
	if err != nil {
		return err
	}
	for _, p := range spans {
		next, err := nextVersions(ctx, tx, []uuid.UUID{r.DistributorID}, p)
		if err != nil {
			return err
		}
		if next[r.DistributorID] > 1 {
			continue
		}
		if _, err := freeze(ctx, tx, sc, []uuid.UUID{r.DistributorID}, p, freezing{At: s.now(), By: by}); err != nil {
			return err
		}
	}
	return nil
}

// PublishRestatement freezes the next version of each card that holds a restated month, for the reason of the restatement, and tells the
// distributor. Returns NotFound, and Conflict for one that has ended and while a report with lines of the period is being read in or taken back.
func (s *Service) PublishRestatement(ctx context.Context, sc scope.Scope, id uuid.UUID) (Restatement, error) {
	return s.endRestatement(ctx, sc, id, func(tx pgx.Tx, r *Restatement, by uuid.UUID) error {
		if err := sale.RefuseUnderWay(ctx, tx, r.Period, &r.DistributorID); err != nil {
			return err
		}
		spans, err := closedWith(ctx, tx, r.months())
		if err != nil {
			return err
		}
		before, err := readFrozen(ctx, tx, sc, []uuid.UUID{r.DistributorID}, r.Period)
		if err != nil {
			return err
		}
		for _, p := range spans {
			made, err := freeze(ctx, tx, sc, []uuid.UUID{r.DistributorID}, p, freezing{At: *r.EndedAt, By: by, Reason: r.Reason, Restatement: &r.ID})
			if err != nil {
				return err
			}
			if version := made[r.DistributorID]; p == r.Period {
				r.Version = &version
			}
		}
		after, err := readFrozen(ctx, tx, sc, []uuid.UUID{r.DistributorID}, r.Period)
		if err != nil {
			return err
		}
		r.State = Published
		err = notify.Post(ctx, tx, notify.Notice{Kind: "scorecard.restated", Subject: cardOf(r.DistributorID),
			Params: map[string]any{"period": r.Period.String(), "version": *r.Version}, To: []notify.Audience{{Organization: &r.DistributorID}}})
		if err != nil {
			return err
		}
		return recordRestatement(ctx, tx, "restatement.publish", *r, differences(before[r.DistributorID], after[r.DistributorID]))
	})
}

// CancelRestatement gives a restatement up. Returns NotFound, and Conflict for one that has ended, while a report with lines of the period is
// being read in or taken back, or when lines have changed under it so that the card differs: that is to be undone or published.
func (s *Service) CancelRestatement(ctx context.Context, sc scope.Scope, id uuid.UUID) (Restatement, error) {
	return s.endRestatement(ctx, sc, id, func(tx pgx.Tx, r *Restatement, _ uuid.UUID) error {
		if err := sale.RefuseUnderWay(ctx, tx, r.Period, &r.DistributorID); err != nil {
			return err
		}
		touched, err := linesChanged(ctx, tx, *r)
		if err != nil {
			return err
		}
		if touched {
			changes, err := liveChanges(ctx, tx, sc, []Restatement{*r}, s.now())
			if err != nil {
				return err
			}
			if len(changes[r.ID]) > 0 {
				return fault.New(fault.Conflict, "restatement.changed", nil)
			}
		}
		r.State = Cancelled
		return recordRestatement(ctx, tx, "restatement.cancel", *r, nil)
	})
}

// endRestatement ends an open restatement as end does, which says its new state.
func (s *Service) endRestatement(ctx context.Context, sc scope.Scope, id uuid.UUID, end func(tx pgx.Tx, r *Restatement, by uuid.UUID) error) (Restatement, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Restatement, error) {
		r, err := loadRestatement(ctx, tx, sc, id)
		if err != nil {
			return r, err
		}
		if err := holdBooks(ctx, tx, r.DistributorID); err != nil {
			return r, err
		}
		if r, err = loadRestatement(ctx, tx, sc, id); err != nil { // as it is behind the lock
			return r, err
		}
		if r.State != Open {
			return r, fault.New(fault.Conflict, "restatement.ended", nil)
		}
		actor, _ := auth.ActorOf(ctx)
		now := s.now()
		r.EndedAt = &now
		if err := end(tx, &r, actor.User); err != nil {
			return r, err
		}
		_, err = tx.Exec(ctx, `UPDATE restatements SET state = @state, ended_by = @by, ended_at = @at, version = @version WHERE distributor_id = @distributor AND id = @id`,
			postgres.Args{"distributor": r.DistributorID, "id": r.ID, "state": r.State, "by": actor.User, "at": r.EndedAt, "version": r.Version})
		if err != nil {
			return r, fmt.Errorf("ending a restatement: %w", err)
		}
		return r, nil
	})
}

// months are those that it lets be changed.
func (r Restatement) months() []time.Time {
	months := make([]time.Time, r.Period.Months())
	for i := range months {
		months[i] = r.Period.Start.AddDate(0, i, 0)
	}
	return months
}

// holdBooks raises the distributor's data version, then puts the caller alone before whoever writes lines: writers go in this order too.
func holdBooks(ctx context.Context, tx pgx.Tx, distributor uuid.UUID) error {
	if err := partner.Touch(ctx, tx, distributor); err != nil {
		return err
	}
	return sale.HoldMonths(ctx, tx)
}

func recordRestatement(ctx context.Context, tx pgx.Tx, action string, r Restatement, changes []Difference) error {
	after := map[string]any{"period": r.Period.String(), "state": r.State}
	if r.State == "" {
		after["state"] = Open
	}
	if r.Version != nil {
		after["version"] = *r.Version
	}
	for _, c := range changes {
		if c.Key == "composite" || c.Key == "revenue" {
			after[c.Key] = map[string]any{"before": c.Before, "after": c.After}
		}
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: r.DistributorID, Action: action, SubjectType: "restatement", SubjectID: audit.ID(r.ID),
		After: after, Reason: r.Reason})
}
