package user

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const columns = `u.id, u.organization_id, u.email, u.name, u.role, u.status, u.locale, u.last_login_at, u.created_at`

// maxIDs bounds the look-ups by id.
const maxIDs = 10_000

// within is the condition that holds users in the scope. Everybody may see themselves.
func within(sc scope.Scope, args postgres.Args) string {
	if sc.Reach == scope.None {
		return "false"
	}
	args["self"] = sc.User
	return "(" + sc.Where("u.organization_id", args) + " OR u.id = @self)"
}

func usersByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]User, error) {
	args := postgres.Args{"ids": ids, "max": maxIDs}
	sql := "SELECT " + columns + " FROM users u WHERE u.id = ANY(@ids) AND " + within(sc, args) + " ORDER BY u.id LIMIT @max"
	return postgres.Rows[User](q.Query(ctx, sql, args))
}

// lockUser reads a user whom the scope reaches and keeps others from changing it until the transaction ends.
// Returns pgx.ErrNoRows when there is none.
func lockUser(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (User, error) {
	args := postgres.Args{"id": id}
	sql := "SELECT " + columns + " FROM users u WHERE u.id = @id AND " + sc.Where("u.organization_id", args) + " ORDER BY u.id FOR UPDATE"
	return postgres.Row[User](q.Query(ctx, sql, args))
}

// Filter says which users to list; the zero value is all.
type Filter struct {
	Search         string
	Role           string
	Status         Status
	OrganizationID *uuid.UUID
}

func (f Filter) where(sc scope.Scope, args postgres.Args) string {
	parts := []string{sc.Where("u.organization_id", args)}
	add := func(condition, name string, value any) {
		parts = append(parts, condition)
		args[name] = value
	}
	if search := strings.TrimSpace(f.Search); search != "" {
		add("(u.name ILIKE @search OR u.email ILIKE @search)", "search", pattern(search))
	}
	if f.Role != "" {
		add("u.role = @role", "role", f.Role)
	}
	if f.Status != "" {
		add("u.status = @status", "status", f.Status)
	}
	if f.OrganizationID != nil {
		add("u.organization_id = @in_organization", "in_organization", *f.OrganizationID)
	}
	return strings.Join(parts, " AND ")
}

// pattern makes a LIKE pattern that finds the text anywhere, whatever characters it has.
func pattern(text string) string {
	text = strings.ReplaceAll(text, "\x00", "")
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// SortField is what a list of users is sorted by.
type SortField string

// The sort fields.
const (
	ByName      SortField = "NAME"
	ByEmail     SortField = "EMAIL"
	ByCreatedAt SortField = "CREATED_AT"
)

// Sort says in which order to list users; the zero value is by name.
type Sort struct {
	Field SortField
	Desc  bool
}

func (s Sort) column() page.Column {
	switch s.Field {
	case ByEmail:
		return page.Column{SQL: "u.email", Type: "text"}
	case ByCreatedAt:
		return page.Column{SQL: "u.created_at", Type: "timestamptz"}
	default:
		return page.Column{SQL: "u.name", Type: "text"}
	}
}

func (s Sort) key(u User) []string {
	switch s.Field {
	case ByEmail:
		return []string{u.Email, u.ID.String()}
	case ByCreatedAt:
		return []string{u.CreatedAt.Format(time.RFC3339Nano), u.ID.String()}
	default:
		return []string{u.Name, u.ID.String()}
	}
}

func listUsers(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, s Sort, r page.Request) ([]User, error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(s.Desc, args, s.column(), page.Column{SQL: "u.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[User](q.Query(ctx, "SELECT "+columns+" FROM users u WHERE "+where+" AND "+behind+" "+order, args))
}

func countUsers(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(sc, args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM users u WHERE "+where, args).Scan(&n)
	return n, err
}

// insertUser adds the user; added is false when the address is taken, by whomever.
func insertUser(ctx context.Context, q postgres.Querier, u User, passwordHash *string) (added bool, err error) {
	tag, err := q.Exec(ctx, `
		INSERT INTO users (id, organization_id, email, name, role, status, locale, password_hash)
		VALUES (@id, @organization, @email, @name, @role, @status, @locale, @hash) ON CONFLICT (email) DO NOTHING`,
		postgres.Args{
			"id": u.ID, "organization": u.OrganizationID, "email": u.Email, "name": u.Name, "role": u.Role,
			"status": u.Status, "locale": u.Locale, "hash": passwordHash,
		})
	return tag.RowsAffected() == 1, err
}

// lockOrganizationOf reads the user's organisation and keeps others from changing its people until the transaction
// ends. Returns pgx.ErrNoRows when the scope reaches no such user.
func lockOrganizationOf(ctx context.Context, q postgres.Querier, sc scope.Scope, user uuid.UUID) (Organization, error) {
	args := postgres.Args{"user": user}
	sql := `SELECT o.id, o.kind, o.name FROM organizations o
		WHERE o.id = (SELECT u.organization_id FROM users u WHERE u.id = @user) AND ` + sc.Where("o.id", args) + `
		ORDER BY o.id FOR NO KEY UPDATE`
	return postgres.Row[Organization](q.Query(ctx, sql, args))
}

// countAdmins counts the organisation's people who can log in in the role.
func countAdmins(ctx context.Context, q postgres.Querier, organization uuid.UUID, role string) (n int, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM users WHERE organization_id = @organization AND role = @role AND status = 'ACTIVE'",
		postgres.Args{"organization": organization, "role": role}).Scan(&n)
	return n, err
}

func setRole(ctx context.Context, q postgres.Querier, id uuid.UUID, role string) error {
	_, err := q.Exec(ctx, "UPDATE users SET role = @role WHERE id = @id", postgres.Args{"id": id, "role": role})
	return err
}

// setStatus raises the epoch, so that the sessions of before end.
func setStatus(ctx context.Context, q postgres.Querier, id uuid.UUID, status Status) error {
	_, err := q.Exec(ctx, "UPDATE users SET status = @status, session_epoch = session_epoch + 1 WHERE id = @id",
		postgres.Args{"id": id, "status": status})
	return err
}

func hasPassword(ctx context.Context, q postgres.Querier, id uuid.UUID) (has bool, err error) {
	err = q.QueryRow(ctx, "SELECT password_hash IS NOT NULL FROM users WHERE id = $1", id).Scan(&has)
	return has, err
}

func organizationsByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Organization, error) {
	args := postgres.Args{"ids": ids, "max": maxIDs}
	sql := `SELECT o.id, o.kind, o.name FROM organizations o
		WHERE o.id = ANY(@ids) AND (` + sc.Where("o.id", args) + ` OR o.kind = 'BRAND') ORDER BY o.id LIMIT @max`
	return postgres.Rows[Organization](q.Query(ctx, sql, args))
}

// organization reads one that the scope reaches, to add people to it. Returns pgx.ErrNoRows when there is none.
func organization(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Organization, error) {
	args := postgres.Args{"id": id}
	sql := "SELECT o.id, o.kind, o.name FROM organizations o WHERE o.id = @id AND " + sc.Where("o.id", args) + " ORDER BY o.id"
	return postgres.Row[Organization](q.Query(ctx, sql, args))
}
