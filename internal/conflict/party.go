package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Side is a party of a case, as far as the caller may know it.
type Side struct {
	CaseID         uuid.UUID
	Label          string
	Role           string // RESPONDENT, CLAIMANT or PEER
	AnsweredAt     *time.Time
	WasSilent      bool
	AppealedAt     *time.Time
	DecidedAgainst bool
	OrganizationID *uuid.UUID // nil while the caller may not know
	Name           *string    // likewise
	NameHant       *string
	NameHans       *string
}

// LocalName is the side's name in the languages that there are.
func (s Side) LocalName() partner.Name {
	return partner.Name{Default: valueOf(s.Name), Hant: valueOf(s.NameHant), Hans: valueOf(s.NameHans)}
}

// valueOf is the text, "" for none.
func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// sidesOf reads the sides of cases in the order of their labels. Whom row-level security doesn't show keeps its label, and its name only once the
// brand has told it.
func sidesOf(ctx context.Context, q postgres.Querier, cases []uuid.UUID) ([]Side, error) {
	return postgres.Rows[Side](q.Query(ctx, `
		SELECT s.case_id, s.label, s.role, s.answered_at, s.was_silent, s.appealed_at, s.decided_against, p.distributor_id AS organization_id,
			coalesce(d.name, o.name, s.name) AS name, coalesce(d.name_hant, s.name_hant) AS name_hant, coalesce(d.name_hans, s.name_hans) AS name_hans
		FROM conflict_sides s LEFT JOIN conflict_parties p ON p.case_id = s.case_id AND p.label = s.label
		LEFT JOIN distributors d ON d.id = p.distributor_id LEFT JOIN organizations o ON o.id = p.distributor_id
		WHERE s.case_id = ANY(@cases) ORDER BY s.case_id, length(s.label), s.label`, postgres.Args{"cases": cases}))
}

// SidesOf reads the sides of cases that the scope reaches.
func (s *Service) SidesOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID][]Side, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Side, error) { return sidesOf(ctx, tx, cases) }, func(x Side) uuid.UUID { return x.CaseID })
}

// grouped reads rows and sorts them by what they belong to.
func grouped[T any](ctx context.Context, s *Service, sc scope.Scope, read func(tx pgx.Tx) ([]T, error), of func(T) uuid.UUID) (map[uuid.UUID][]T, error) {
	rows, err := inTx(ctx, s.pool, sc, read)
	out := map[uuid.UUID][]T{}
	for _, row := range rows {
		out[of(row)] = append(out[of(row)], row)
	}
	return out, err
}

// labelAt gives the n-th label: A, B, … Z, AA, AB, …
func labelAt(n int) string {
	text := ""
	for n++; n > 0; n = (n - 1) / 26 {
		text = string(rune('A'+(n-1)%26)) + text
	}
	return text
}

// Parties tells notify who is concerned by cases.
type Parties struct{}

// Of gives those concerned by each of the cases.
func (Parties) Of(ctx context.Context, q postgres.Querier, cases []uuid.UUID) (map[uuid.UUID]notify.Concerned, error) {
	type row struct {
		ID             uuid.UUID
		MediatorID     *uuid.UUID
		Label          *string
		OrganizationID *uuid.UUID
		Told           bool
	}
	rows, err := postgres.Rows[row](q.Query(ctx, `SELECT c.id, c.mediator_id, p.label, p.distributor_id AS organization_id, p.told_at IS NOT NULL AS told
		FROM conflicts c LEFT JOIN conflict_parties p ON p.case_id = c.id WHERE c.id = ANY(@cases) ORDER BY c.id, p.label`, postgres.Args{"cases": cases}))
	out := map[uuid.UUID]notify.Concerned{}
	for _, r := range rows {
		all := out[r.ID]
		all.Mediator = r.MediatorID
		if r.OrganizationID != nil {
			all.Parties = append(all.Parties, notify.Party{Label: *r.Label, Organization: *r.OrganizationID, Told: r.Told})
		}
		out[r.ID] = all
	}
	return out, err
}

// tellNames has the parties of a case know each other by name from now on; telling them again changes nothing. The caller has locked the case
// and reaches all its parties.
func tellNames(ctx context.Context, tx postgres.Querier, c *Case, now time.Time) error {
	if c.NamesToldAt != nil {
		return nil
	}
	b := &pgx.Batch{}
	b.Queue(`UPDATE conflict_sides s SET name = coalesce(d.name, o.name), name_hant = d.name_hant, name_hans = d.name_hans
		FROM conflict_parties p LEFT JOIN distributors d ON d.id = p.distributor_id LEFT JOIN organizations o ON o.id = p.distributor_id
		WHERE s.case_id = @case AND p.case_id = @case AND p.label = s.label`, postgres.Args{"case": c.ID})
	b.Queue(`UPDATE conflicts SET names_told_at = @now WHERE id = @case`, postgres.Args{"case": c.ID, "now": now})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	c.NamesToldAt = &now
	return addEvent(ctx, tx, c.ID, event{Kind: "namesTold", At: now})
}
