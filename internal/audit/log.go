package audit

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Recorded is an entry as it stands in the log.
type Recorded struct {
	ID             uuid.UUID
	OrganizationID uuid.UUID
	At             time.Time
	ActorID        *uuid.UUID // nil for the portal's own jobs
	Action         string
	SubjectType    string
	SubjectID      *uuid.UUID
	Before, After  json.RawMessage
	Reason         *string
	RequestID      *string
}

// Filter says which entries to list; the zero value is all.
type Filter struct {
	Action      string
	SubjectID   *uuid.UUID
	ActorID     *uuid.UUID
	From, Until *time.Time // from this moment, before that one
}

// Service reads the log.
type Service struct{ pool *postgres.Pool }

// New makes the service over the pool.
func New(pool *postgres.Pool) *Service { return &Service{pool} }

// List lists the entries of the scope, newest first unless oldestFirst. Returns Invalid for arguments that
// page.Check refuses.
func (s *Service) List(ctx context.Context, sc scope.Scope, f Filter, oldestFirst bool, args page.Args) (page.Page[Recorded], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Recorded]{}, err
	}
	var entries []Recorded
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		entries, err = list(ctx, tx, sc, f, oldestFirst, r)
		return err
	})
	if err != nil {
		return page.Page[Recorded]{}, err
	}
	count := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = count(ctx, tx, sc, f)
			return err
		})
		return n, err
	}
	key := func(e Recorded) []string { return []string{e.At.Format(time.RFC3339Nano), e.ID.String()} }
	return page.Make(r, entries, key, count), nil
}

// ByIDs reads the entries that the scope reaches.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (entries []Recorded, err error) {
	args := postgres.Args{"ids": ids}
	sql := "SELECT " + columns + " FROM audit_entries WHERE id = ANY(@ids) AND " + sc.Where("organization_id", args) + " ORDER BY id LIMIT 1000"
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		entries, err = postgres.Rows[Recorded](tx.Query(ctx, sql, args))
		return err
	})
	return entries, err
}

const columns = `id, organization_id, at, actor_id, action, subject_type, subject_id, before, after, reason, request_id`

func (f Filter) where(sc scope.Scope, args postgres.Args) string {
	parts := []string{sc.Where("organization_id", args)}
	add := func(condition, name string, value any) {
		parts = append(parts, condition)
		args[name] = value
	}
	if f.Action != "" {
		add("action = @action", "action", strings.ReplaceAll(f.Action, "\x00", ""))
	}
	if f.SubjectID != nil {
		add("subject_id = @subject", "subject", *f.SubjectID)
	}
	if f.ActorID != nil {
		add("actor_id = @actor", "actor", *f.ActorID)
	}
	if f.From != nil {
		add("at >= @from", "from", *f.From)
	}
	if f.Until != nil {
		add("at < @until", "until", *f.Until)
	}
	return strings.Join(parts, " AND ")
}

func list(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, oldestFirst bool, r page.Request) ([]Recorded, error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(!oldestFirst, args, page.Column{SQL: "at", Type: "timestamptz"}, page.Column{SQL: "id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Recorded](q.Query(ctx, "SELECT "+columns+" FROM audit_entries WHERE "+where+" AND "+behind+" "+order, args))
}

func count(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM audit_entries WHERE "+where, args).Scan(&n)
	return n, err
}
