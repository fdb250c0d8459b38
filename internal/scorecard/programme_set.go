package scorecard

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// SetProgramme publishes a version of the programme from a day on. A repeated key gives the first version again. Returns Invalid with all
// that is wrong: weights that don't add up to exactly 100, bounds or grades out of order, metrics that are unknown or there twice,
// territories that don't exist, a day that lies in a closed month or has a frozen period behind it.
func (s *Service) SetProgramme(ctx context.Context, sc scope.Scope, key *string, p Programme) (Programme, error) {
	p.Name = strings.TrimSpace(p.Name)
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Programme, error) {
		id, _, err := idempotency.Do(ctx, tx, sc, "setScorecardProgramme", key, p, func() (uuid.UUID, error) { return s.publish(ctx, tx, p) })
		if err != nil {
			return Programme{}, err
		}
		return loadProgramme(ctx, tx, int(binary.BigEndian.Uint64(id[8:])))
	})
}

// publish checks and adds a version; it gives the version in the form of an id.
func (s *Service) publish(ctx context.Context, tx pgx.Tx, p Programme) (id uuid.UUID, err error) {
	const at = "programme."
	if err := sale.HoldMonths(ctx, tx); err != nil { // no month is closed meanwhile, and versions are numbered one by one
		return id, err
	}
	var fields fault.Fields
	p.check(at, &fields)
	if err := checkTerritories(ctx, tx, p, at, &fields); err != nil {
		return id, err
	}
	if err := checkStart(ctx, tx, p, at, &fields); err != nil {
		return id, err
	}
	if err := fields.Err(); err != nil {
		return id, err
	}
	actor, _ := auth.ActorOf(ctx)
	rules, err := json.Marshal(p.Rules)
	if err != nil {
		return id, err
	}
	deductions, err := json.Marshal(append([]Deduction{}, p.Deductions...))
	if err != nil {
		return id, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO scorecard_programmes (version, name, valid_from, metrics, deductions, tiers, channel_types, territory_ids, grade_a, grade_b, grade_c, published_at, published_by)
		SELECT coalesce(max(version), 0) + 1, @name, @from, @metrics, @deductions, @tiers, @channels, @territories, @a, @b, @c, @at, @by FROM scorecard_programmes
		RETURNING version`, postgres.Args{"name": p.Name, "from": p.From, "metrics": rules, "deductions": deductions,
		"tiers": append([]string{}, p.Eligibility.Tiers...), "channels": append([]string{}, p.Eligibility.ChannelTypes...), "territories": append([]uuid.UUID{}, p.Eligibility.Territories...),
		"a": p.GradeA, "b": p.GradeB, "c": p.GradeC, "at": s.now(), "by": actor.User}).Scan(&p.Version)
	if err != nil {
		return id, fmt.Errorf("publishing a scorecard programme: %w", err)
	}
	binary.BigEndian.PutUint64(id[8:], uint64(p.Version))
	return id, s.recordProgramme(ctx, tx, "scorecardProgramme.publish", p, p.facts(), "")
}

// WithdrawProgramme takes back a version that is not in force yet. Returns Invalid without a reason, NotFound, and Conflict for one that was
// withdrawn already, is in force, or has weighed a frozen card.
func (s *Service) WithdrawProgramme(ctx context.Context, sc scope.Scope, version int, reason string) (Programme, error) {
	reason = strings.TrimSpace(reason)
	var fields fault.Fields
	partner.CheckText("reason", reason, true, mostReason, fields.Add)
	if err := fields.Err(); err != nil {
		return Programme{}, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Programme, error) {
		if err := sale.HoldMonths(ctx, tx); err != nil {
			return Programme{}, err
		}
		p, err := loadProgramme(ctx, tx, version)
		if err != nil {
			return p, err
		}
		if err := s.mayWithdraw(ctx, tx, p); err != nil {
			return p, err
		}
		actor, _ := auth.ActorOf(ctx)
		_, err = tx.Exec(ctx, `UPDATE scorecard_programmes SET withdrawn_at = @at, withdrawn_by = @by WHERE version = @version`,
			postgres.Args{"version": version, "at": s.now(), "by": actor.User})
		if err != nil {
			return p, fmt.Errorf("withdrawing a scorecard programme: %w", err)
		}
		if err := s.recordProgramme(ctx, tx, "scorecardProgramme.withdraw", p, map[string]any{"version": version, "withdrawn": true}, reason); err != nil {
			return p, err
		}
		return loadProgramme(ctx, tx, version)
	})
}

func (s *Service) mayWithdraw(ctx context.Context, q postgres.Querier, p Programme) error {
	home, err := homeOf(ctx, q, s.now())
	if err != nil {
		return err
	}
	var frozen bool
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM scorecard_versions WHERE programme = @version)`, postgres.Args{"version": p.Version}).Scan(&frozen)
	switch {
	case err != nil:
		return fmt.Errorf("looking for cards of a programme: %w", err)
	case p.WithdrawnAt != nil:
		return fault.New(fault.Conflict, "programme.withdrawn", nil)
	case frozen:
		return fault.New(fault.Conflict, "programme.frozen", nil)
	case !p.From.After(home.Today):
		return fault.New(fault.Conflict, "programme.inForce", fault.Params{"from": p.From.Format(time.DateOnly)})
	}
	return nil
}

// recordProgramme raises the version of what all cards share and writes the change down.
func (s *Service) recordProgramme(ctx context.Context, tx pgx.Tx, action string, p Programme, after map[string]any, reason string) error {
	home, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return err
	}
	if err := partner.TouchShared(ctx, tx, partner.SharedProgramme); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: home.ID, Action: action, SubjectType: "scorecardProgramme", After: after, Reason: reason})
}

// facts is what the audit log keeps of a programme.
func (p Programme) facts() map[string]any {
	return map[string]any{"version": p.Version, "name": p.Name, "from": p.From.Format(time.DateOnly), "gradeA": p.GradeA, "gradeB": p.GradeB, "gradeC": p.GradeC,
		"rules": p.Rules, "deductions": p.Deductions, "tiers": p.Eligibility.Tiers, "channelTypes": p.Eligibility.ChannelTypes, "territories": p.Eligibility.Territories}
}

// checkTerritories notes territories that don't exist or are there twice.
func checkTerritories(ctx context.Context, q postgres.Querier, p Programme, at string, fields *fault.Fields) error {
	known, err := partner.LoadTerritoriesByID(ctx, q, p.Eligibility.Territories)
	if err != nil {
		return err
	}
	seen := map[uuid.UUID]bool{}
	for i, id := range p.Eligibility.Territories {
		path := fmt.Sprintf("%seligibility.territoryIds.%d", at, i)
		if _, exists := known[id]; !exists {
			fields.Add(path, "territory.notFound", nil)
		} else if seen[id] {
			fields.Add(path, "value.doubled", fault.Params{"value": known[id].Code})
		}
		seen[id] = true
	}
	return nil
}

// checkStart notes a day that would weigh what is closed anew: one in a closed month, or before or on the first day of a period
// that is closed or was frozen.
func checkStart(ctx context.Context, q postgres.Querier, p Programme, at string, fields *fault.Fields) error {
	var closed *time.Time
	err := q.QueryRow(ctx, `SELECT max(month) FROM (
		SELECT month FROM accounting_periods WHERE closed_at IS NOT NULL AND month + interval '1 month' > @from::date
		UNION ALL SELECT start FROM scorecard_versions WHERE start >= @from::date) c`, postgres.Args{"from": p.From}).Scan(&closed)
	if err != nil {
		return fmt.Errorf("looking for closed months: %w", err)
	}
	if closed != nil {
		earliest := time.Date(closed.Year(), closed.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		fields.Add(at+"from", "programme.closed", fault.Params{"month": closed.Format("2006-01"), "earliest": earliest.Format(time.DateOnly)})
	}
	return nil
}

func loadProgramme(ctx context.Context, q postgres.Querier, version int) (Programme, error) {
	rows, err := q.Query(ctx, programmeColumns+` FROM scorecard_programmes p WHERE p.version = @version`, postgres.Args{"version": version})
	if err != nil {
		return Programme{}, fmt.Errorf("reading a scorecard programme: %w", err)
	}
	found, err := readProgrammes(rows)
	if err == nil && len(found) == 0 {
		err = fault.Missing("programme")
	}
	if err != nil {
		return Programme{}, err
	}
	return found[0], nil
}

// Programmes lists the versions of the programme, newest first.
func (s *Service) Programmes(ctx context.Context, sc scope.Scope, p page.Args) (page.Page[Programme], error) {
	request, err := page.Check(p, 1)
	if err != nil {
		return page.Page[Programme]{}, err
	}
	found, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Programme, error) {
		a := args{}
		after, order, err := request.Keyset(true, a, page.Column{SQL: "p.version", Type: "int"})
		if err != nil {
			return nil, err
		}
		rows, err := tx.Query(ctx, programmeColumns+` FROM scorecard_programmes p WHERE `+after+" "+order, postgres.Args(a))
		if err != nil {
			return nil, err
		}
		return readProgrammes(rows)
	})
	if err != nil {
		return page.Page[Programme]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			err = tx.QueryRow(ctx, `SELECT count(*) FROM scorecard_programmes`).Scan(&n)
			return n, err
		})
	}
	return page.Make(request, found, func(p Programme) []string { return []string{fmt.Sprint(p.Version)} }, count), nil
}
