package graph

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/user"
)

var (
	users = loaderOf(func(r *Resolver) byIDs[user.User] { return r.Users.ByIDs },
		func(u user.User) uuid.UUID { return u.ID })
	organizations = loaderOf(func(r *Resolver) byIDs[user.Organization] { return r.Users.OrganizationsByID },
		func(o user.Organization) uuid.UUID { return o.ID })
	portfolios = loaderBy(func(r *Resolver) byKeys[user.Portfolio] { return r.Users.Portfolios })
	managers   = loaderBy(func(r *Resolver) byKeys[[]user.User] { return r.Users.Managers })

	_ = registerNode(typeid.User, "user", nodeOf(users, userModel))
	_ = registerNode(typeid.Organization, "distributor", nodeOf(organizations, organizationModel))
)

// roleModel and roleName go between the policy's names and the schema's: brand_admin and BRAND_ADMIN.
func roleModel(name string) model.Role { return model.Role(strings.ToUpper(name)) }

func roleName(role model.Role) string { return strings.ToLower(string(role)) }

func userModel(u user.User) model.User {
	return model.User{
		ID: typeid.Format(typeid.User, u.ID), Email: u.Email, Name: u.Name, Role: roleModel(u.Role), Status: model.UserStatus(u.Status),
		LastLoginAt: u.LastLoginAt, CreatedAt: u.CreatedAt, OrganizationID: u.OrganizationID, UserID: u.ID,
	}
}

func userModels(rows []user.User) []model.User {
	out := make([]model.User, len(rows))
	for i, u := range rows {
		out[i] = userModel(u)
	}
	return out
}

// userByID gives the user as far as the context reaches, else nil.
func userByID(ctx context.Context, id uuid.UUID) (*model.User, error) {
	u, err := users.load(ctx, id)
	if err != nil || u == nil {
		return nil, err
	}
	m := userModel(*u)
	return &m, nil
}

func organizationModel(o user.Organization) model.Organization {
	return model.Organization{ID: typeid.Format(typeid.Organization, o.ID), Kind: model.OrganizationKind(o.Kind), Name: o.Name}
}

// organizationByID gives the organisation. Returns NotFound when the context doesn't reach it.
func organizationByID(ctx context.Context, id uuid.UUID) (*model.Organization, error) {
	o, err := organizations.load(ctx, id)
	if err != nil {
		return nil, err
	}
	if o == nil {
		return nil, fault.Missing("organization")
	}
	m := organizationModel(*o)
	return &m, nil
}

// parseOrganization reads an organisation's id, for a distributor's under either of its prefixes.
func parseOrganization(field, text string) (uuid.UUID, error) {
	if prefix, id, ok := typeid.Split(text); ok && prefix == typeid.Distributor {
		return id, nil
	}
	return typeid.Parse(typeid.Organization, field, text)
}

func newUser(in model.InviteUserInput) (user.New, error) {
	n := user.New{Email: in.Email, Name: in.Name, Role: roleName(in.Role), Locale: in.Locale.Value()}
	if text := in.OrganizationID.Value(); text != nil {
		id, err := parseOrganization("organizationId", *text)
		if err != nil {
			return user.New{}, err
		}
		n.OrganizationID = id
	}
	return n, nil
}

func userFilter(f *model.UserFilter) (user.Filter, error) {
	var out user.Filter
	if f == nil {
		return out, nil
	}
	if search := f.Search.Value(); search != nil {
		out.Search = *search
	}
	if role := f.Role.Value(); role != nil {
		out.Role = roleName(*role)
	}
	if status := f.Status.Value(); status != nil {
		out.Status = user.Status(*status)
	}
	if text := f.OrganizationID.Value(); text != nil {
		id, err := parseOrganization("filter.organizationId", *text)
		if err != nil {
			return out, err
		}
		out.OrganizationID = &id
	}
	return out, nil
}

func userSort(s *model.UserSort) user.Sort {
	if s == nil {
		return user.Sort{}
	}
	return user.Sort{Field: user.SortField(s.Field), Desc: s.Direction == model.SortDirectionDesc}
}

func userConnection(ctx context.Context, p page.Page[user.User]) *model.UserConnection {
	organizations.expect(ctx, "edges.node.organization", idsOf(p.Items, func(u user.User) uuid.UUID { return u.OrganizationID }))
	portfolios.expect(ctx, "edges.node.portfolio", idsOf(p.Items, func(u user.User) uuid.UUID { return u.ID }))
	return &model.UserConnection{
		Edges: edgesOf(p, func(cursor string, u user.User) model.UserEdge {
			return model.UserEdge{Cursor: cursor, Node: userModel(u)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

func permissionModels(role string) []model.Permission {
	held := policy.Permissions(role)
	out := make([]model.Permission, len(held))
	for i, p := range held {
		out[i] = model.Permission{Resource: p.Resource, Action: p.Action, Scope: string(p.Reach)}
	}
	return out
}

// viewer is who asks. It must be somebody.
func (r *Resolver) viewer(ctx context.Context) (*model.Viewer, error) {
	self := auth.MustActor(ctx)
	settings, err := r.Partners.Settings(ctx, auth.ScopeOf(ctx))
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(settings.TimeZone)
	if err != nil {
		return nil, err
	}
	today := time.Now().In(zone)
	v := &model.Viewer{
		Role: roleModel(self.Role), BaseCurrency: settings.BaseCurrency, Today: today,
		ReportDueDay: settings.ReportDueDay, NextReportDueOn: settings.NextDue(today),
		OrganizationID: self.Organization, UserID: self.User,
	}
	if self.Locale != "" {
		v.Locale = &self.Locale
	}
	return v, nil
}
