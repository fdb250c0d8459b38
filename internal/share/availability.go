package share

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Check is a question whether a customer is taken, and its answer.
type Check struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	AskedBy       *uuid.UUID
	Answer        string // FREE, TAKEN or DISPUTED
	AskedAt       time.Time
}

// How the question is bounded: so many a day for a person, and each answered after the same time.
const (
	asksPerDay = 20
	answerTime = 250 * time.Millisecond
)

// Availability answers whether other distributors keep an account of the organisation with the tax id: nobody, one, or several. It answers at all
// only when the brand has switched it on; each question is kept for both sides, and takes the same statements and time whoever has it.
// Returns Conflict while it is off, Invalid for a tax id whose check digit is not known to be right, and Limited after 20 a day.
func (s *Service) Availability(ctx context.Context, sc scope.Scope, taxID string) (answer string, err error) {
	due := time.NewTimer(answerTime)
	defer due.Stop()
	id := match.ReadTaxID(taxID, "")
	if !id.Valid {
		var fields fault.Fields
		fields.Add("input.taxId", "account.taxId.check", nil)
		return "", fields.Err()
	}
	actor, _ := auth.ActorOf(ctx)
	if ok, wait := s.limiter.Allow(ctx, "availability:"+actor.User.String(), asksPerDay, 24*time.Hour); !ok {
		return "", fault.New(fault.Limited, "availability.limit", fault.Params{"limit": asksPerDay, "seconds": int(wait.Seconds())})
	}
	key := match.Normalise(match.Record{Organization: true, TaxID: id.Value}).Keys()[0]
	subject := sha256.Sum256(append(sc.Organization[:], id.Value...))
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		var said *string
		if err := tx.QueryRow(ctx, `SELECT customer_availability(@asker, @key)`, postgres.Args{"asker": sc.Organization, "key": key.Int64()}).Scan(&said); err != nil {
			return err
		}
		if said == nil {
			return fault.New(fault.Conflict, "availability.off", nil)
		}
		answer = *said
		_, err := tx.Exec(ctx, `INSERT INTO availability_checks (distributor_id, id, asked_by, subject, answer, asked_at) VALUES (@distributor, @id, @by, @subject, @answer, @at)`,
			postgres.Args{"distributor": sc.Organization, "id": typeid.New(), "by": actor.User, "subject": subject[:], "answer": answer, "at": s.now()})
		return err
	})
	select { // the answer comes when it is due, however soon it was known
	case <-due.C:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return answer, err
}

// Checks lists the questions that were asked, latest first.
func (s *Service) Checks(ctx context.Context, sc scope.Scope, args page.Args) (page.Page[Check], error) {
	return listed(ctx, s.pool, sc, args,
		func(tx pgx.Tx, r page.Request) ([]Check, error) {
			named := map[string]any{}
			where := sc.Where("c.distributor_id", named)
			from, order, err := r.Keyset(true, named, page.Column{SQL: "c.asked_at", Type: "timestamptz"}, page.Column{SQL: "c.id", Type: "uuid"})
			if err != nil {
				return nil, err
			}
			return postgres.Rows[Check](tx.Query(ctx, "SELECT c.distributor_id, c.id, c.asked_by, c.answer, c.asked_at FROM availability_checks c WHERE "+where+" AND "+from+" "+order, postgres.Args(named)))
		},
		func(ctx context.Context, tx pgx.Tx) (n int, err error) {
			named := map[string]any{}
			err = tx.QueryRow(ctx, "SELECT count(*) FROM availability_checks c WHERE "+sc.Where("c.distributor_id", named), postgres.Args(named)).Scan(&n)
			return n, err
		},
		func(c Check) []string { return []string{c.AskedAt.Format(time.RFC3339Nano), c.ID.String()} })
}

// AnswersAvailability reports whether distributors may ask.
func (s *Service) AnswersAvailability(ctx context.Context, sc scope.Scope) (on bool, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT answers_availability FROM brand_settings`).Scan(&on)
	})
	return on, err
}

// SetAvailability switches on or off whether distributors may ask. All of them see how it stands.
func (s *Service) SetAvailability(ctx context.Context, sc scope.Scope, on bool) error {
	return s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		type change struct{ Before bool }
		c, err := postgres.Row[change](tx.Query(ctx, `UPDATE brand_settings n SET answers_availability = @on FROM brand_settings o RETURNING o.answers_availability AS before`, postgres.Args{"on": on}))
		if err != nil || c.Before == on {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "settings.setAvailability", SubjectType: "settings",
			Before: map[string]any{"answersAvailability": c.Before}, After: map[string]any{"answersAvailability": on}})
	})
}
