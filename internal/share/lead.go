package share

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Lead is a customer of the brand's that it offers to distributors: the first to accept has it.
type Lead struct {
	ID          uuid.UUID
	AccountID   uuid.UUID // the brand's own
	Message     string
	AcceptUntil time.Time
	ShareDays   int // how long who accepts sees the contact details
	CreatedBy   *uuid.UUID
	CreatedAt   time.Time
	WithdrawnAt *time.Time
	WithdrawnBy *uuid.UUID
}

// NodeID is the lead's id outside.
func (l Lead) NodeID() string { return typeid.Format(typeid.Lead, l.ID) }

// Offer is a lead as one distributor has it.
type Offer struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	LeadID        uuid.UUID
	AccountID     uuid.UUID
	Message       string
	AcceptUntil   time.Time
	ShareDays     int
	State         string // OFFERED, ACCEPTED, DECLINED, CLOSED
	Reason        *string
	OfferedAt     time.Time
	DecidedAt     *time.Time
	DecidedBy     *uuid.UUID
}

// NodeID is the offer's id outside.
func (o Offer) NodeID() string { return typeid.Format(typeid.LeadOffer, o.ID) }

// The states of an offer.
const (
	Offered  = "OFFERED"
	Accepted = "ACCEPTED"
	Declined = "DECLINED"
	Closed   = "CLOSED" // withdrawn, expired, or somebody else was faster: which of them is not told
)

// OpenAt reports whether the offer can be accepted.
func (o Offer) OpenAt(now time.Time) bool { return o.State == Offered && now.Before(o.AcceptUntil) }

// What a lead may ask for.
const (
	mostOffered   = 50                  // distributors at once
	longestOffer  = 90 * 24 * time.Hour // to accept
	longestAccess = 365                 // days
)

// NewLead is a lead to offer.
type NewLead struct {
	AccountID    uuid.UUID
	Distributors []uuid.UUID
	Message      string
	AcceptUntil  time.Time
	ShareDays    int
}

// Validate names all that is wrong with the lead.
func (n NewLead) Validate(now time.Time) error {
	var fields fault.Fields
	if len(n.Distributors) == 0 || len(n.Distributors) > mostOffered {
		fields.Add("input.distributorIds", "list.length", fault.Params{"min": 1, "max": mostOffered})
	}
	if n.Message == "" || len([]rune(n.Message)) > 2000 {
		fields.Add("input.message", "text.length", fault.Params{"min": 1, "max": 2000})
	}
	if !n.AcceptUntil.After(now) || n.AcceptUntil.After(now.Add(longestOffer)) {
		fields.Add("input.acceptUntil", "lead.acceptUntil", fault.Params{"days": int(longestOffer.Hours() / 24)})
	}
	if n.ShareDays < 1 || n.ShareDays > longestAccess {
		fields.Add("input.shareDays", "number.range", fault.Params{"min": 1, "max": longestAccess})
	}
	return fields.Err()
}

// OfferLead offers one of the brand's own accounts to distributors. Until the offer ends each sees the account's profile.
// Returns NotFound for an account or distributor out of reach, Invalid naming what is wrong.
func (s *Service) OfferLead(ctx context.Context, sc scope.Scope, key *string, n NewLead) (out Lead, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "offerLead", key, n, func() (uuid.UUID, error) { return s.offer(ctx, tx, sc, n) })
		if err != nil {
			return err
		}
		out, err = loadLead(ctx, tx, id)
		return err
	})
	return out, err
}

func (s *Service) offer(ctx context.Context, tx pgx.Tx, sc scope.Scope, n NewLead) (uuid.UUID, error) {
	now := s.now()
	if err := n.Validate(now); err != nil {
		return uuid.Nil, err
	}
	if err := ownAccount(ctx, tx, sc, n.AccountID); err != nil {
		return uuid.Nil, err
	}
	l := Lead{ID: typeid.New(), AccountID: n.AccountID, Message: n.Message, AcceptUntil: n.AcceptUntil, ShareDays: n.ShareDays, CreatedAt: now}
	if actor, ok := auth.ActorOf(ctx); ok {
		l.CreatedBy = &actor.User
	}
	if _, err := tx.Exec(ctx, `INSERT INTO leads (id, account_id, message, accept_until, share_days, created_by, created_at) VALUES (@id, @account, @message, @until, @days, @by, @at)`,
		postgres.Args{"id": l.ID, "account": l.AccountID, "message": l.Message, "until": l.AcceptUntil, "days": l.ShareDays, "by": l.CreatedBy, "at": now}); err != nil {
		return uuid.Nil, err
	}
	for _, d := range n.Distributors {
		if _, err := partner.LoadDistributor(ctx, tx, sc, d); err != nil {
			return uuid.Nil, err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO lead_offers (distributor_id, id, lead_id, account_id, message, accept_until, share_days, state, offered_at)
			VALUES (@distributor, @id, @lead, @account, @message, @until, @days, 'OFFERED', @at)`, postgres.Args{"distributor": d, "id": typeid.New(), "lead": l.ID,
			"account": l.AccountID, "message": l.Message, "until": l.AcceptUntil, "days": l.ShareDays, "at": now}); err != nil {
			return uuid.Nil, err
		}
		if err := insertShare(ctx, tx, Share{DistributorID: d, ID: typeid.New(), OwnerID: sc.Organization, AccountID: l.AccountID, GranteeID: d, Level: Profile, StartsOn: today(now),
			EndsOn: today(l.AcceptUntil), Reason: cut(l.Message), LeadID: &l.ID, GrantedBy: l.CreatedBy, GrantedAt: now}); err != nil {
			return uuid.Nil, err
		}
	}
	if err := s.queue.SettleLead(ctx, tx, l.ID, l.AcceptUntil); err != nil {
		return uuid.Nil, err
	}
	return l.ID, audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "lead.offer", SubjectType: "account", SubjectID: audit.ID(l.AccountID),
		After: map[string]any{"lead": l.NodeID(), "distributors": n.Distributors, "acceptUntil": l.AcceptUntil}})
}

// WithdrawLead takes a lead back that nobody has accepted, or one that somebody has: then its contact details close too. Withdrawing it again changes
// nothing. Returns NotFound.
func (s *Service) WithdrawLead(ctx context.Context, sc scope.Scope, id uuid.UUID) (out Lead, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = loadLead(ctx, tx, id); err != nil || out.WithdrawnAt != nil {
			return err
		}
		actor, _ := auth.ActorOf(ctx)
		if _, err := tx.Exec(ctx, `UPDATE leads SET withdrawn_at = @now, withdrawn_by = @by WHERE id = @id`, postgres.Args{"id": id, "by": actor.User, "now": s.now()}); err != nil {
			return err
		}
		if err := settle(ctx, tx, id, s.now()); err != nil {
			return err
		}
		if out, err = loadLead(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "lead.withdraw", SubjectType: "account", SubjectID: audit.ID(out.AccountID),
			Before: map[string]any{"lead": out.NodeID()}})
	})
	return out, err
}

// AnswerOffer accepts or declines a lead for a distributor. Accepting opens the contact details within seconds. The same answer again changes nothing.
// Returns NotFound, and Conflict when the lead is gone: withdrawn, expired, or accepted by somebody else.
func (s *Service) AnswerOffer(ctx context.Context, sc scope.Scope, id uuid.UUID, accept bool, reason string) (out Offer, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if out, err = loadOffer(ctx, tx, sc, id); err != nil {
			return err
		}
		state := Declined
		if accept {
			state = Accepted
		}
		if out.State == state {
			return nil
		}
		if !out.OpenAt(s.now()) {
			return fault.New(fault.Conflict, "lead.gone", nil)
		}
		actor, _ := auth.ActorOf(ctx)
		_, err := tx.Exec(ctx, `UPDATE lead_offers SET state = @state, reason = nullif(@reason, ''), decided_at = @now, decided_by = @by WHERE distributor_id = @distributor AND id = @id AND state = 'OFFERED'`,
			postgres.Args{"state": state, "reason": reason, "now": s.now(), "by": actor.User, "distributor": out.DistributorID, "id": id})
		var refused *pgconn.PgError
		if errors.As(err, &refused) && refused.Code == "23505" {
			return fault.New(fault.Conflict, "lead.gone", nil)
		}
		if err != nil {
			return err
		}
		if err := s.queue.SettleLead(ctx, tx, out.LeadID, time.Time{}); err != nil {
			return err
		}
		before := out.State
		if out, err = loadOffer(ctx, tx, sc, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: out.DistributorID, Action: "lead.answer", SubjectType: "leadOffer", SubjectID: audit.ID(id),
			Before: map[string]any{"state": before}, After: map[string]any{"state": out.State}, Reason: reason})
	})
	return out, err
}

// Leads lists the brand's leads, latest first.
func (s *Service) Leads(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Lead], error) {
	return listed(ctx, s.pool, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Lead, error) {
			named := map[string]any{}
			from, order, err := r.Keyset(true, named, page.Column{SQL: "l.created_at", Type: "timestamptz"}, page.Column{SQL: "l.id", Type: "uuid"})
			if err != nil {
				return nil, err
			}
			return postgres.Rows[Lead](tx.Query(ctx, "SELECT "+leadColumns+" FROM leads l WHERE "+from+" "+order, postgres.Args(named)))
		},
		func(ctx context.Context, tx pgx.Tx) (n int, err error) {
			err = tx.QueryRow(ctx, `SELECT count(*) FROM leads`).Scan(&n)
			return n, err
		},
		func(l Lead) []string { return []string{l.CreatedAt.Format(time.RFC3339Nano), l.ID.String()} })
}

// OffersOf reads the offers of the leads, by lead: to whom each was offered and what became of it.
func (s *Service) OffersOf(ctx context.Context, sc scope.Scope, leads []uuid.UUID) (map[uuid.UUID][]Offer, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (map[uuid.UUID][]Offer, error) {
		args := map[string]any{"leads": leads}
		rows, err := postgres.Rows[Offer](tx.Query(ctx, "SELECT "+offerColumns+" FROM lead_offers o WHERE o.lead_id = ANY(@leads) AND "+sc.Where("o.distributor_id", args)+
			" ORDER BY o.lead_id, o.offered_at, o.id", postgres.Args(args)))
		out := map[uuid.UUID][]Offer{}
		for _, o := range rows {
			out[o.LeadID] = append(out[o.LeadID], o)
		}
		return out, err
	})
}

// Offers lists the leads that were offered to a distributor, latest first; open ones alone when asked to.
func (s *Service) Offers(ctx context.Context, sc scope.Scope, open bool, args page.Args) (page.Page[Offer], error) {
	where := func(named map[string]any) string {
		parts := []string{sc.Where("o.distributor_id", named)}
		if open {
			named["now"] = s.now()
			parts = append(parts, "o.state = 'OFFERED' AND o.accept_until > @now")
		}
		return strings.Join(parts, " AND ")
	}
	return listed(ctx, s.pool, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Offer, error) {
			named := map[string]any{}
			condition := where(named)
			from, order, err := r.Keyset(true, named, page.Column{SQL: "o.offered_at", Type: "timestamptz"}, page.Column{SQL: "o.id", Type: "uuid"})
			if err != nil {
				return nil, err
			}
			return postgres.Rows[Offer](tx.Query(ctx, "SELECT "+offerColumns+" FROM lead_offers o WHERE "+condition+" AND "+from+" "+order, postgres.Args(named)))
		},
		func(ctx context.Context, tx pgx.Tx) (n int, err error) {
			named := map[string]any{}
			err = tx.QueryRow(ctx, "SELECT count(*) FROM lead_offers o WHERE "+where(named), postgres.Args(named)).Scan(&n)
			return n, err
		},
		func(o Offer) []string { return []string{o.OfferedAt.Format(time.RFC3339Nano), o.ID.String()} })
}

const leadColumns = `l.id, l.account_id, l.message, l.accept_until, l.share_days, l.created_by, l.created_at, l.withdrawn_at, l.withdrawn_by`

const offerColumns = `o.distributor_id, o.id, o.lead_id, o.account_id, o.message, o.accept_until, o.share_days, o.state, o.reason, o.offered_at, o.decided_at, o.decided_by`

func loadLead(ctx context.Context, q postgres.Querier, id uuid.UUID) (Lead, error) {
	l, err := postgres.Row[Lead](q.Query(ctx, "SELECT "+leadColumns+" FROM leads l WHERE l.id = @id", postgres.Args{"id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return l, fault.Missing("lead")
	}
	return l, err
}

func loadOffer(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Offer, error) {
	args := map[string]any{"id": id}
	o, err := postgres.Row[Offer](q.Query(ctx, "SELECT "+offerColumns+" FROM lead_offers o WHERE o.id = @id AND "+sc.Where("o.distributor_id", args), postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return o, fault.Missing("leadOffer")
	}
	return o, err
}

// cut gives as much of a lead's words as a share's reason holds.
func cut(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), 500)])
}
