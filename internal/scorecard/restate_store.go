package scorecard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// RestatementFilter says which restatements to list; its zero value means all.
type RestatementFilter struct {
	DistributorID *uuid.UUID
	States        []string
}

func (f RestatementFilter) where(sc scope.Scope, a args) string {
	sql := sc.Where("r.distributor_id", a)
	if f.DistributorID != nil {
		a["distributor"] = *f.DistributorID
		sql += ` AND r.distributor_id = @distributor`
	}
	if len(f.States) > 0 {
		a["states"] = f.States
		sql += ` AND r.state = ANY(@states)`
	}
	return sql
}

type restatementRow struct {
	ID, DistributorID uuid.UUID
	Kind              string
	Start             time.Time
	Reason, State     string
	OpenedBy          string
	OpenedAt          time.Time
	EndedAt           *time.Time
	Version           *int
}

// readRestatements is followed by the conditions and the order.
func readRestatements(ctx context.Context, q postgres.Querier, tail string, a args) ([]Restatement, error) {
	rows, err := postgres.Rows[restatementRow](q.Query(ctx, `SELECT r.id, r.distributor_id, r.kind, r.start, r.reason, r.state, `+nameSQL("r.opened_by")+` AS opened_by,
		r.opened_at, r.ended_at, r.version FROM restatements r WHERE `+tail, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading restatements: %w", err)
	}
	out := make([]Restatement, len(rows))
	for i, r := range rows {
		out[i] = Restatement{r.ID, r.DistributorID, period.Period{Kind: period.Kind(r.Kind), Start: r.Start}, r.Reason, r.State, r.OpenedBy, r.OpenedAt, r.EndedAt, r.Version}
	}
	return out, nil
}

func loadRestatement(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Restatement, error) {
	a := args{"id": id}
	found, err := readRestatements(ctx, q, `r.id = @id AND `+sc.Where("r.distributor_id", a)+` ORDER BY r.id LIMIT 1`, a)
	if err != nil {
		return Restatement{}, err
	}
	if len(found) == 0 {
		return Restatement{}, fault.Missing("restatement")
	}
	return found[0], nil
}

// Restatements lists the restatements of the scope, latest first.
func (s *Service) Restatements(ctx context.Context, sc scope.Scope, f RestatementFilter, p page.Args) (page.Page[Restatement], error) {
	request, err := page.Check(p, 2)
	if err != nil {
		return page.Page[Restatement]{}, err
	}
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Restatement, error) {
		a := args{}
		after, order, err := request.Keyset(true, a, page.Column{SQL: "r.opened_at", Type: "timestamptz"}, page.Column{SQL: "r.id", Type: "uuid"})
		if err != nil {
			return nil, err
		}
		return readRestatements(ctx, tx, f.where(sc, a)+" AND "+after+" "+order, a)
	})
	if err != nil {
		return page.Page[Restatement]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			a := args{}
			where := f.where(sc, a)
			err = tx.QueryRow(ctx, `SELECT count(*) FROM restatements r WHERE `+where, postgres.Args(a)).Scan(&n)
			return n, err
		})
	}
	key := func(r Restatement) []string { return []string{r.OpenedAt.Format(time.RFC3339Nano), r.ID.String()} }
	return page.Make(request, rows, key, count), nil
}

// RestatementsByID reads those of the ids that the scope reaches.
func (s *Service) RestatementsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Restatement, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Restatement, error) { return restatementsByID(ctx, tx, sc, ids) })
}

func restatementsByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Restatement, error) {
	a := args{"ids": ids}
	return readRestatements(ctx, q, `r.id = ANY(@ids) AND `+sc.Where("r.distributor_id", a)+` ORDER BY r.id`, a)
}

// OpenRestatements gives the restatement that is going on for each of the distributors and a month of the period.
func (s *Service) OpenRestatements(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID]Restatement, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID]Restatement, error) {
		a := args{"ids": distributors, "start": p.Start, "next": p.Next()}
		found, err := readRestatements(ctx, tx, `r.distributor_id = ANY(@ids) AND r.state = 'OPEN' AND r.span && daterange(@start::date, @next::date) AND `+
			sc.Where("r.distributor_id", a)+` ORDER BY r.start DESC, r.id`, a)
		out := map[uuid.UUID]Restatement{}
		for _, r := range found {
			if _, seen := out[r.DistributorID]; !seen {
				out[r.DistributorID] = r
			}
		}
		return out, err
	})
}

// Changes gives how the card of each restatement's period would differ now, for an open one, or differs since, for a published one:
// some round trips for each period that is being restated, and one for all that were published.
func (s *Service) Changes(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID][]Difference, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID][]Difference, error) {
		all, err := restatementsByID(ctx, tx, sc, ids)
		if err != nil {
			return nil, err
		}
		var open []Restatement
		for _, r := range all {
			if r.State == Open {
				open = append(open, r)
			}
		}
		changes, err := liveChanges(ctx, tx, sc, open, s.now())
		if err != nil {
			return nil, err
		}
		return changes, publishedChanges(ctx, tx, sc, ids, changes)
	})
}

// liveChanges compares the frozen cards of what is being restated with what they would be now.
func liveChanges(ctx context.Context, q postgres.Querier, sc scope.Scope, open []Restatement, now time.Time) (map[uuid.UUID][]Difference, error) {
	byPeriod := map[period.Period][]Restatement{}
	for _, r := range open {
		byPeriod[r.Period] = append(byPeriod[r.Period], r)
	}
	changes := map[uuid.UUID][]Difference{}
	for p, some := range byPeriod {
		owners := make([]uuid.UUID, len(some))
		for i, r := range some {
			owners[i] = r.DistributorID
		}
		frozen, err := readFrozen(ctx, q, sc, owners, p)
		if err != nil {
			return nil, err
		}
		live, err := readLive(ctx, q, sc, owners, p, now)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			changes[r.ID] = differences(frozen[r.DistributorID], live[r.DistributorID])
		}
	}
	return changes, nil
}

// publishedChanges adds what each published restatement has changed.
func publishedChanges(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, changes map[uuid.UUID][]Difference) error {
	a := args{"ids": ids}
	rows, err := postgres.Rows[struct {
		ID            uuid.UUID
		Before, After []byte
	}](q.Query(ctx, `SELECT r.id, b.card AS before, n.card AS after FROM restatements r
		JOIN scorecard_versions n ON n.distributor_id = r.distributor_id AND n.start = r.start AND n.kind = r.kind AND n.version = r.version
		JOIN scorecard_versions b ON b.distributor_id = r.distributor_id AND b.start = r.start AND b.kind = r.kind AND b.version = r.version - 1
		WHERE r.id = ANY(@ids) AND r.state = 'PUBLISHED' AND `+sc.Where("r.distributor_id", a)+` ORDER BY r.id`, postgres.Args(a)))
	if err != nil {
		return fmt.Errorf("reading what restatements have changed: %w", err)
	}
	for _, r := range rows {
		before, err := thaw(r.Before)
		if err != nil {
			return err
		}
		after, err := thaw(r.After)
		if err != nil {
			return err
		}
		changes[r.ID] = differences(before, after)
	}
	return nil
}

// linesChanged tells whether a line of the restated months was added or voided since the restatement was opened.
func linesChanged(ctx context.Context, q postgres.Querier, r Restatement) (changed bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM sale_lines l WHERE l.distributor_id = @distributor AND l.sale_date >= @start AND l.sale_date < @next
		AND (l.created_at >= @since OR l.voided_at >= @since))`,
		postgres.Args{"distributor": r.DistributorID, "start": r.Period.Start, "next": r.Period.Next(), "since": r.OpenedAt}).Scan(&changed)
	if err != nil {
		err = fmt.Errorf("looking for lines that a restatement changed: %w", err)
	}
	return changed, err
}

// refuseRestated returns Conflict while a month of the period is being restated for somebody.
func refuseRestated(ctx context.Context, q postgres.Querier, p period.Period) error {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM restatements r WHERE r.state = 'OPEN' AND r.span && daterange(@start::date, @next::date)`,
		postgres.Args{"start": p.Start, "next": p.Next()}).Scan(&n)
	if err != nil {
		return fmt.Errorf("looking for open restatements: %w", err)
	}
	if n > 0 {
		return fault.New(fault.Conflict, "period.restated", fault.Params{"period": p.String()})
	}
	return nil
}

// mustReach returns NotFound for a distributor that the scope does not reach.
func mustReach(ctx context.Context, q postgres.Querier, sc scope.Scope, distributor uuid.UUID) error {
	a := args{"id": distributor}
	var id uuid.UUID
	err := q.QueryRow(ctx, `SELECT d.id FROM distributors d WHERE d.id = @id AND `+sc.Where("d.id", a), postgres.Args(a)).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing("distributor")
	}
	if err != nil {
		return fmt.Errorf("looking for the distributor: %w", err)
	}
	return nil
}
