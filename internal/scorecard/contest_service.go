package scorecard

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Contest contests a metric of one's own card, or one line of it, of an open or a closed period, and tells the brand. A repeated key gives the first contest again.
// Returns NotFound for somebody else's card, Invalid with all fields at fault (also for a metric that is not on the card and a line that the metric
// is not made of), and Conflict while one of the same metric and line is open.
func (s *Service) Contest(ctx context.Context, sc scope.Scope, key *string, n NewContest) (Contest, error) {
	var fields fault.Fields
	if checkWords(&fields, "reason", n.Reason); len(fields) > 0 {
		return Contest{}, fields.Err()
	}
	if sc.Reach != scope.Own || sc.Organization != n.DistributorID {
		return Contest{}, fault.Missing("distributor")
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Contest, error) {
		id, _, err := idempotency.Do(ctx, tx, sc, "contestMetric", key, n, func() (uuid.UUID, error) { return s.contest(ctx, tx, sc, n) })
		if err != nil {
			return Contest{}, err
		}
		return loadContest(ctx, tx, sc, id, "")
	})
}

func (s *Service) contest(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewContest) (uuid.UUID, error) {
	if err := s.checkContest(ctx, tx, sc, n); err != nil {
		return uuid.Nil, err
	}
	actor, _ := auth.ActorOf(ctx)
	id := typeid.New()
	err := insertContest(ctx, tx, n, id, actor.User, s.now())
	if postgres.Violates(err, "contests_open") {
		return uuid.Nil, fault.Wrap(err, fault.Conflict, "contest.open", nil)
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("contesting a metric: %w", err)
	}
	if err := partner.Touch(ctx, tx, n.DistributorID); err != nil {
		return uuid.Nil, err
	}
	brand, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return uuid.Nil, err
	}
	err = notify.Post(ctx, tx, notify.Notice{Kind: "scorecard.contested", Subject: cardOf(n.DistributorID), Params: map[string]any{"period": n.Period.String(), "metric": n.Metric},
		To: []notify.Audience{{ManagersOf: &n.DistributorID}, {Organization: &brand.ID, Roles: []string{"brand_admin"}}}})
	if err != nil {
		return uuid.Nil, err
	}
	after := map[string]any{"period": n.Period.String(), "metric": n.Metric}
	if n.LineID != nil {
		after["saleLine"] = typeid.Format(typeid.SaleLine, *n.LineID)
	}
	return id, audit.Record(ctx, tx, audit.Entry{Organization: n.DistributorID, Action: "contest.create", SubjectType: "contest", SubjectID: audit.ID(id), After: after, Reason: n.Reason})
}

func (s *Service) checkContest(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewContest) error {
	home, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return err
	}
	var fields fault.Fields
	if begun(&fields, n.Period, home.Today); len(fields) > 0 {
		return fields.Err()
	}
	cards, err := readCards(ctx, tx, sc, []uuid.UUID{n.DistributorID}, n.Period, WithExplanations, s.now())
	if err != nil {
		return err
	}
	card, seen := cards[n.DistributorID]
	if !seen {
		return fault.Missing("distributor")
	}
	var line *contested
	if n.LineID != nil {
		if line, err = readContested(ctx, tx, n.DistributorID, *n.LineID); err != nil {
			return err
		}
	}
	n.check(&fields, card, line)
	return fields.Err()
}

// AnswerContest says whether the brand agrees, and tells the distributor. Agreeing corrects nothing by itself. Returns NotFound, Invalid without an answer, and
// Conflict for a contest that has ended: of two answers at once, one counts and the other is told.
func (s *Service) AnswerContest(ctx context.Context, sc scope.Scope, id uuid.UUID, accept bool, answer string) (Contest, error) {
	var fields fault.Fields
	if checkWords(&fields, "answer", answer); len(fields) > 0 {
		return Contest{}, fields.Err()
	}
	state := Rejected
	if accept {
		state = Accepted
	}
	return s.endContest(ctx, sc, id, state, answer)
}

// WithdrawContest takes one's own contest back. Returns NotFound, and Conflict for a contest that has ended.
func (s *Service) WithdrawContest(ctx context.Context, sc scope.Scope, id uuid.UUID) (Contest, error) {
	if sc.Reach != scope.Own {
		return Contest{}, fault.Missing("contest")
	}
	return s.endContest(ctx, sc, id, Withdrawn, "")
}

func (s *Service) endContest(ctx context.Context, sc scope.Scope, id uuid.UUID, state, answer string) (Contest, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Contest, error) {
		c, err := loadContest(ctx, tx, sc, id, " FOR UPDATE OF c")
		if err != nil {
			return c, err
		}
		if c.State != Open {
			return c, fault.New(fault.Conflict, "contest.ended", nil)
		}
		now := s.now()
		actor, _ := auth.ActorOf(ctx)
		c.State, c.Answer, c.EndedAt = state, answer, &now
		if err := updateContest(ctx, tx, c, actor.User); err != nil {
			return c, err
		}
		if err := partner.Touch(ctx, tx, c.DistributorID); err != nil {
			return c, err
		}
		action := "contest.withdraw"
		if state != Withdrawn {
			action = "contest.answer"
			params := map[string]any{"period": c.Period.String(), "metric": c.Metric}
			err := notify.Post(ctx, tx, notify.Notice{Kind: "scorecard.contestAnswered", Subject: cardOf(c.DistributorID), Params: params, To: []notify.Audience{{Organization: &c.DistributorID}}})
			if err != nil {
				return c, err
			}
		}
		return c, audit.Record(ctx, tx, audit.Entry{Organization: c.DistributorID, Action: action, SubjectType: "contest", SubjectID: audit.ID(c.ID),
			Before: map[string]any{"state": Open}, After: map[string]any{"state": state, "period": c.Period.String(), "metric": c.Metric}, Reason: answer})
	})
}

// Contests lists contests, newest first.
func (s *Service) Contests(ctx context.Context, sc scope.Scope, f ContestFilter, args page.Args) (page.Page[Contest], error) {
	return listed(ctx, s, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Contest, error) { return listContests(ctx, tx, sc, f, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countContests(ctx, tx, sc, f) },
		func(c Contest) []string { return []string{c.MadeAt.Format(time.RFC3339Nano), c.ID.String()} })
}

// ContestByID reads one contest. Returns NotFound.
func (s *Service) ContestByID(ctx context.Context, sc scope.Scope, id uuid.UUID) (Contest, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Contest, error) { return loadContest(ctx, tx, sc, id, "") })
}

// ContestsOn gives, by distributor, the contests of its card of the period, the newest first, mostOnCard at most of each.
func (s *Service) ContestsOn(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID][]Contest, error) {
	found, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Contest, error) { return readContestsOn(ctx, tx, sc, distributors, p) })
	out := map[uuid.UUID][]Contest{}
	for _, c := range found {
		out[c.DistributorID] = append(out[c.DistributorID], c)
	}
	return out, err
}

// ContestedOn gives, by distributor, the metrics of its card of the period that have an open contest.
func (s *Service) ContestedOn(ctx context.Context, sc scope.Scope, distributors []uuid.UUID, p period.Period) (map[uuid.UUID][]string, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID][]string, error) { return readContestedOn(ctx, tx, sc, distributors, p) })
}
