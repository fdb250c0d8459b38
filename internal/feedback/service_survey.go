package feedback

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// CreateLinks makes links that ask customers about a distributor, one each, in the place of those of the same customers that wait. Without accounts it
// asks those that bought most in the last quarter. A repeated key gives the first links again, without their addresses.
// Returns NotFound for a distributor out of reach, Invalid naming what is wrong and each account that is not the distributor's.
func (s *Service) CreateLinks(ctx context.Context, sc scope.Scope, key *string, n NewLinks) (out []NewLink, err error) {
	urls := map[uuid.UUID]string{}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		batch, _, err := idempotency.Do(ctx, tx, sc, "createSurveyLinks", key, n, func() (uuid.UUID, error) { return s.createLinks(ctx, tx, sc, n, urls) })
		if err != nil {
			return err
		}
		links, err := linksOfBatch(ctx, tx, n.DistributorID, batch)
		for _, l := range links {
			out = append(out, NewLink{l, urls[l.ID]})
		}
		return err
	})
	return out, err
}

func (s *Service) createLinks(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewLinks, urls map[uuid.UUID]string) (batch uuid.UUID, err error) {
	today, err := s.today(ctx, tx)
	if err != nil {
		return batch, err
	}
	if err := n.check(today); err != nil {
		return batch, err
	}
	if _, err := partner.LoadDistributor(ctx, tx, sc, n.DistributorID); err != nil {
		return batch, err
	}
	accounts, err := whomToAsk(ctx, tx, sc, n, today)
	if err != nil {
		return batch, err
	}
	batch = typeid.New()
	links, tokens := make([]Link, len(accounts)), make([]string, len(accounts))
	for i := range accounts {
		links[i] = Link{DistributorID: n.DistributorID, ID: typeid.New(), AccountID: &accounts[i], ExpiresOn: n.ExpiresOn, CreatedBy: auth.MustActor(ctx).User, CreatedAt: s.now()}
		tokens[i] = newToken()
		urls[links[i].ID] = s.publicURL + "/survey/" + tokens[i]
	}
	if err := insertLinks(ctx, tx, batch, links, tokens); err != nil {
		return batch, err
	}
	return batch, audit.Record(ctx, tx, audit.Entry{Organization: n.DistributorID, Action: "survey.create", SubjectType: "distributor", SubjectID: audit.ID(n.DistributorID),
		After: map[string]any{"links": len(links), "expiresOn": n.ExpiresOn.Format(time.DateOnly)}})
}

// whomToAsk gives the accounts to ask, each once.
func whomToAsk(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewLinks, today time.Time) ([]uuid.UUID, error) {
	var fields fault.Fields
	if n.AccountIDs == nil {
		quarter := period.Of(period.Quarter, today).Shift(-1)
		best, err := bestCustomers(ctx, tx, n.DistributorID, quarter.Start, quarter.Last())
		if err == nil && len(best) == 0 {
			fields.Add("input.accountIds", "survey.nobodyBought", fault.Params{"period": quarter.String()})
			err = fields.Err()
		}
		return best, err
	}
	known, err := accountsToAsk(ctx, tx, sc, *n.AccountIDs)
	if err != nil {
		return nil, err
	}
	var out []uuid.UUID
	seen := map[uuid.UUID]bool{}
	for i, id := range *n.AccountIDs {
		a, ok := known[id]
		path := fmt.Sprintf("input.accountIds.%d", i)
		switch {
		case !ok:
			fields.Add(path, "account.notFound", nil)
		case a.DistributorID != n.DistributorID:
			fields.Add(path, "feedback.otherDistributor", nil)
		case !a.Stands:
			fields.Add(path, "account.gone", nil)
		case !seen[id]:
			seen[id], out = true, append(out, id)
		}
	}
	return out, fields.Err()
}

// Revoke ends a link that waits. One that was revoked stays as it is. Returns NotFound, Conflict for one that was answered.
func (s *Service) Revoke(ctx context.Context, sc scope.Scope, id uuid.UUID) (out Link, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = lockLink(ctx, tx, sc, id); err != nil || out.RevokedAt != nil {
			return err
		}
		if out.AnsweredAt != nil {
			return fault.New(fault.Conflict, "survey.answered", nil)
		}
		now := s.now().Truncate(time.Microsecond) // as the database keeps it
		if _, err := tx.Exec(ctx, `UPDATE survey_links SET revoked_at = @now WHERE distributor_id = @distributor AND id = @id`,
			postgres.Args{"now": now, "distributor": out.DistributorID, "id": id}); err != nil {
			return err
		}
		out.RevokedAt = &now
		return audit.Record(ctx, tx, audit.Entry{Organization: out.DistributorID, Action: "survey.revoke", SubjectType: "surveyLink", SubjectID: audit.ID(id),
			Before: map[string]any{"expiresOn": out.ExpiresOn.Format(time.DateOnly)}})
	})
	return out, err
}

// Links lists links, the newest first.
func (s *Service) Links(ctx context.Context, sc scope.Scope, f LinkFilter, args page.Args) (page.Page[Link], error) {
	r, err := page.Check(args, len(newestLinkFirst))
	if err != nil {
		return page.Page[Link]{}, err
	}
	var today time.Time
	rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Link, error) {
		if f.Waiting != nil {
			var err error
			if today, err = s.today(ctx, tx); err != nil {
				return nil, err
			}
		}
		return listLinks(ctx, tx, sc, f, today, r)
	})
	if err != nil {
		return page.Page[Link]{}, err
	}
	return page.Make(r, rows, func(l Link) []string { return []string{l.CreatedAt.Format(time.RFC3339Nano), l.ID.String()} }, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countLinks(ctx, tx, sc, f, today) })
	}), nil
}

// LinksByID reads those of the links that the scope reaches.
func (s *Service) LinksByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Link, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Link, error) { return linksByID(ctx, tx, sc, ids) })
}

// How often one address may look at links and answer at them. Guessing a token is hopeless; this keeps others from being kept busy.
const (
	looksPerWindow   = 120
	answersPerWindow = 30
	limitWindow      = 10 * time.Minute
)

// allow returns Limited when the caller's address did something too often.
func (s *Service) allow(ctx context.Context, what string, limit int) error {
	if ok, wait := s.limiter.Allow(ctx, "survey-"+what+":"+auth.PlaceOf(ctx), limit, limitWindow); !ok {
		return fault.New(fault.Limited, "survey.limit", fault.Params{"seconds": int(math.Ceil(max(wait, time.Second).Seconds()))})
	}
	return nil
}

// Survey reads what a customer sees at the link of a token, nil when nobody may answer there, whichever the reason. Returns Limited.
func (s *Service) Survey(ctx context.Context, token string) (*Survey, error) {
	if err := s.allow(ctx, "look", looksPerWindow); err != nil {
		return nil, err
	}
	found, err := s.at(ctx, token)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &found, err
}

func (s *Service) at(ctx context.Context, token string) (Survey, error) {
	return inTx(ctx, s.pool, scope.ForLogin(), func(tx pgx.Tx) (Survey, error) { return surveyAt(ctx, tx, token) })
}

// Answer keeps a customer's answer at the link of a token, and ends the link. It works in the scope of the distributor that is asked about, which
// may add no answer but by the link. Returns Limited, Invalid naming what is wrong, and NotFound when nobody may answer there, whichever the reason.
func (s *Service) Answer(ctx context.Context, token string, m Marks) error {
	if err := s.allow(ctx, "answer", answersPerWindow); err != nil {
		return err
	}
	var fields fault.Fields
	if m.check(&fields); len(fields) > 0 {
		return fields.Err()
	}
	about, err := s.at(ctx, token)
	if err != nil {
		return err
	}
	id := typeid.New()
	return s.pool.InTx(ctx, scope.Of(about.DistributorID), func(tx pgx.Tx) error {
		if err := answerSurvey(ctx, tx, token, id, m); err != nil {
			return err
		}
		if err := audit.Record(ctx, tx, audit.Entry{Organization: about.DistributorID, Action: "feedback.answer", SubjectType: "feedback", SubjectID: audit.ID(id),
			After: map[string]any{"source": FromSurvey, "csat": m.CSAT, "nps": m.NPS}}); err != nil {
			return err
		}
		return partner.Touch(ctx, tx, about.DistributorID)
	})
}
