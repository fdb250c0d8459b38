package share

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const shareColumns = `s.distributor_id, s.id, s.owner_id, s.account_id, s.grantee_id, s.level, s.starts_on, s.ends_on, s.reason, s.lead_id, s.remedy_id, s.owner_name, s.grantee_name, s.granted_by, s.granted_at,
	s.revoked_at, s.revoked_by, s.revoke_reason`

// reached is the condition that a share or a view of contact details is within the scope: by its distributor's side, or as the owner's that a case
// had share with another distributor.
func reached(sc scope.Scope, alias string, args map[string]any) string {
	if sc.Reach != scope.Own {
		return sc.Where(alias+".distributor_id", args)
	}
	return "(" + sc.Where(alias+".distributor_id", args) + " OR " + sc.Where(alias+".owner_id", args) + ")"
}

// Filter narrows shares; nil parts do not.
type Filter struct {
	AccountID     *uuid.UUID
	DistributorID *uuid.UUID // on either side
	Given         *bool      // by the caller's organisation; false: to it
	Open          *bool      // live or still to begin
}

func (f Filter) where(sc scope.Scope, day time.Time, args map[string]any) string {
	parts := []string{reached(sc, "s", args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	if f.AccountID != nil {
		add("s.account_id = @account", "account", *f.AccountID)
	}
	if f.DistributorID != nil {
		add("s.distributor_id = @distributor", "distributor", *f.DistributorID)
	}
	if f.Given != nil {
		condition := "s.grantee_id = @organization"
		if *f.Given {
			condition = "s.owner_id = @organization"
		}
		add(condition, "organization", sc.Organization)
	}
	if f.Open != nil {
		condition := "s.revoked_at IS NULL AND s.ends_on >= @today"
		if !*f.Open {
			condition = "NOT (" + condition + ")"
		}
		add(condition, "today", day)
	}
	return strings.Join(parts, " AND ")
}

func listShares(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, day time.Time, r page.Request) ([]Share, error) {
	args := map[string]any{}
	where := f.where(sc, day, args)
	from, order, err := r.Keyset(true, args, page.Column{SQL: "s.granted_at", Type: "timestamptz"}, page.Column{SQL: "s.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Share](q.Query(ctx, "SELECT "+shareColumns+" FROM shares s WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
}

func countShares(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, day time.Time) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM shares s WHERE "+f.where(sc, day, args), postgres.Args(args)).Scan(&n)
	return n, err
}

// loadShare reads a share to change it. Returns NotFound.
func loadShare(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Share, error) {
	args := map[string]any{"id": id}
	s, err := postgres.Row[Share](q.Query(ctx, "SELECT "+shareColumns+" FROM shares s WHERE s.id = @id AND "+reached(sc, "s", args), postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return s, fault.Missing("share")
	}
	return s, err
}

func loadSharesByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Share, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Share](q.Query(ctx, "SELECT "+shareColumns+" FROM shares s WHERE s.id = ANY(@ids) AND "+reached(sc, "s", args)+" ORDER BY s.id", postgres.Args(args)))
}

// liveTo reads the shares that hold today and open accounts to the organisation, the highest level of each first.
func liveTo(ctx context.Context, q postgres.Querier, sc scope.Scope, accounts []uuid.UUID) ([]Share, error) {
	args := map[string]any{"accounts": accounts, "organization": sc.Organization}
	return postgres.Rows[Share](q.Query(ctx, "SELECT "+shareColumns+` FROM shares s WHERE s.grantee_id = @organization AND s.account_id = ANY(@accounts)
		AND holds_today(s.starts_on, s.ends_on, s.revoked_at) AND `+reached(sc, "s", args)+`
		ORDER BY s.account_id, array_position(ARRAY['CONTACTS', 'SALES', 'PROFILE'], s.level), s.ends_on DESC, s.id`, postgres.Args(args)))
}

// holding reads the shares of the accounts that hold today, the latest of each account first.
func holding(ctx context.Context, q postgres.Querier, sc scope.Scope, accounts []uuid.UUID) ([]Share, error) {
	args := map[string]any{"accounts": accounts}
	return postgres.Rows[Share](q.Query(ctx, "SELECT "+shareColumns+` FROM shares s WHERE s.account_id = ANY(@accounts)
		AND holds_today(s.starts_on, s.ends_on, s.revoked_at) AND `+reached(sc, "s", args)+` ORDER BY s.account_id, s.granted_at DESC, s.id`, postgres.Args(args)))
}

func insertShare(ctx context.Context, q postgres.Querier, s Share) error {
	_, err := q.Exec(ctx, `INSERT INTO shares (distributor_id, id, owner_id, account_id, grantee_id, level, starts_on, ends_on, reason, lead_id, remedy_id, owner_name, grantee_name, granted_by, granted_at)
		VALUES (@distributor, @id, @owner, @account, @grantee, @level, @starts_on, @ends_on, @reason, @lead, @remedy,
		  (SELECT o.name FROM organizations o WHERE o.id = @owner AND @remedy::uuid IS NOT NULL), (SELECT o.name FROM organizations o WHERE o.id = @grantee AND @remedy::uuid IS NOT NULL), @by, @at)`, postgres.Args{
		"distributor": s.DistributorID, "id": s.ID, "owner": s.OwnerID, "account": s.AccountID, "grantee": s.GranteeID, "level": s.Level,
		"starts_on": s.StartsOn, "ends_on": s.EndsOn, "reason": s.Reason, "lead": s.LeadID, "remedy": s.RemedyID, "by": s.GrantedBy, "at": s.GrantedAt})
	return err
}

// revoke ends shares now. Those revoked before stay as they are.
func revoke(ctx context.Context, q postgres.Querier, ids []uuid.UUID, by *uuid.UUID, reason string, now time.Time) error {
	_, err := q.Exec(ctx, `UPDATE shares SET revoked_at = @now, revoked_by = @by, revoke_reason = @reason WHERE id = ANY(@ids) AND revoked_at IS NULL`,
		postgres.Args{"ids": ids, "by": by, "reason": reason, "now": now})
	return err
}

const viewColumns = `v.distributor_id, v.id, v.owner_id, v.account_id, v.share_id, v.viewer_id, v.viewer_name, v.viewer_org, v.reason, v.viewed_at`

// ViewFilter narrows views; nil parts do not.
type ViewFilter struct {
	AccountID     *uuid.UUID
	DistributorID *uuid.UUID
}

func (f ViewFilter) where(sc scope.Scope, args map[string]any) string {
	parts := []string{reached(sc, "v", args)}
	if f.AccountID != nil {
		parts, args["account"] = append(parts, "v.account_id = @account"), *f.AccountID
	}
	if f.DistributorID != nil {
		parts, args["distributor"] = append(parts, "v.distributor_id = @distributor"), *f.DistributorID
	}
	return strings.Join(parts, " AND ")
}

func listViews(ctx context.Context, q postgres.Querier, sc scope.Scope, f ViewFilter, r page.Request) ([]View, error) {
	args := map[string]any{}
	where := f.where(sc, args)
	from, order, err := r.Keyset(true, args, page.Column{SQL: "v.viewed_at", Type: "timestamptz"}, page.Column{SQL: "v.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[View](q.Query(ctx, "SELECT "+viewColumns+" FROM contact_views v WHERE "+where+" AND "+from+" "+order, postgres.Args(args)))
}

func countViews(ctx context.Context, q postgres.Querier, sc scope.Scope, f ViewFilter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM contact_views v WHERE "+f.where(sc, args), postgres.Args(args)).Scan(&n)
	return n, err
}

func insertView(ctx context.Context, q postgres.Querier, v View) error {
	_, err := q.Exec(ctx, `INSERT INTO contact_views (distributor_id, id, owner_id, account_id, share_id, viewer_id, viewer_name, viewer_org, reason, viewed_at)
		VALUES (@distributor, @id, @owner, @account, @share, @viewer, coalesce((SELECT u.name FROM users u WHERE u.id = @viewer), ''), @org, @reason, @at)`, postgres.Args{"distributor": v.DistributorID, "id": v.ID,
		"owner": v.OwnerID, "account": v.AccountID, "share": v.ShareID, "viewer": v.ViewerID, "org": v.ViewerOrg, "reason": v.Reason, "at": v.ViewedAt})
	return err
}

func brandOf(ctx context.Context, q postgres.Querier) (brand uuid.UUID, err error) {
	err = q.QueryRow(ctx, `SELECT brand_id FROM brand_settings`).Scan(&brand)
	return brand, err
}
