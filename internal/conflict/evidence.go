package conflict

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const evidenceColumns = `e.case_id, e.id, e.label, e.happened_on, e.product_id, e.product_line_id, e.territory_id, e.channel_type, e.quantity, e.amount, e.form, e.measures,
	e.hash, e.found_at, e.withdrawn_at, o.distributor_id, o.line_id, o.registration_id, o.invoice_no, o.line_no, o.account_id, o.unit_price, o.net_amount, o.currency::text, o.serial`

const evidenceFrom = ` FROM conflict_evidence e LEFT JOIN conflict_evidence_own o ON o.case_id = e.case_id AND o.evidence_id = e.id `

// Evidence lists what a case rests on, by its days. Of others' pieces the owner's part is empty.
func (s *Service) Evidence(ctx context.Context, sc scope.Scope, caseID uuid.UUID, args page.Args) (page.Page[Evidence], error) {
	return listed(ctx, s, sc, args, "SELECT "+evidenceColumns+evidenceFrom+"WHERE e.case_id = @case", "SELECT count(*) FROM conflict_evidence e WHERE e.case_id = @case", caseID,
		[]page.Column{{SQL: "e.happened_on", Type: "date"}, {SQL: "e.id", Type: "uuid"}},
		func(e Evidence) []string { return []string{e.HappenedOn.Format(time.DateOnly), e.ID.String()} })
}

// Timeline lists all that happened in a case as far as the caller may know it, oldest first.
func (s *Service) Timeline(ctx context.Context, sc scope.Scope, caseID uuid.UUID, args page.Args) (page.Page[Event], error) {
	return listed(ctx, s, sc, args, "SELECT v.case_id, v.id, v.kind, v.label, v.params, v.at FROM conflict_events v WHERE v.case_id = @case",
		"SELECT count(*) FROM conflict_events v WHERE v.case_id = @case", caseID, []page.Column{{SQL: "v.at", Type: "timestamptz"}, {SQL: "v.id", Type: "uuid"}},
		func(e Event) []string { return []string{e.At.Format(time.RFC3339Nano), e.ID.String()} })
}

// Messages lists the messages of a case that the caller may read, oldest first.
func (s *Service) Messages(ctx context.Context, sc scope.Scope, caseID uuid.UUID, args page.Args) (page.Page[Message], error) {
	return listed(ctx, s, sc, args, "SELECT "+messageColumns+" FROM conflict_messages m WHERE m.case_id = @case",
		"SELECT count(*) FROM conflict_messages m WHERE m.case_id = @case", caseID, []page.Column{{SQL: "m.sent_at", Type: "timestamptz"}, {SQL: "m.id", Type: "uuid"}},
		func(m Message) []string { return []string{m.SentAt.Format(time.RFC3339Nano), m.ID.String()} })
}

// listed reads a page of rows of one case; row-level security decides which.
func listed[T any](ctx context.Context, s *Service, sc scope.Scope, args page.Args, rows, count string, caseID uuid.UUID, columns []page.Column, key func(T) []string) (page.Page[T], error) {
	r, err := page.Check(args, len(columns))
	if err != nil {
		return page.Page[T]{}, err
	}
	found, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]T, error) {
		named := map[string]any{"case": caseID}
		from, order, err := r.Keyset(false, named, columns...)
		if err != nil {
			return nil, err
		}
		return postgres.Rows[T](tx.Query(ctx, rows+" AND "+from+" "+order, postgres.Args(named)))
	})
	if err != nil {
		return page.Page[T]{}, err
	}
	return page.Make(r, found, key, func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (n int, err error) {
			err = tx.QueryRow(ctx, count, postgres.Args{"case": caseID}).Scan(&n)
			return n, err
		})
	}), nil
}
