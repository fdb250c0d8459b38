package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoSeesWhichUsers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for who, want := range map[[2]string]int{ // -1: FORBIDDEN
		{"brand_admin", "BRAND"}: 10, {"brand_analyst", "BRAND"}: 10, {"channel_manager", "BRAND"}: 3, {"auditor", "BRAND"}: -1,
		{"distributor_admin", "NORTH"}: 3, {"distributor_rep", "NORTH"}: -1, {"distributor_viewer", "NORTH"}: -1,
	} {
		answer := g.As(who[0], who[1]).Do(t, "{ users { totalCount edges { node { id organization { id } } } } }", nil)
		if want < 0 {
			answer.Want(t, "FORBIDDEN")
			continue
		}
		var data struct {
			Users struct {
				TotalCount int
				Edges      []struct{}
			}
		}
		if answer.Into(t, &data); data.Users.TotalCount != want || len(data.Users.Edges) != want {
			t.Errorf("%v sees %d, counts %d, want %d", who, len(data.Users.Edges), data.Users.TotalCount, want)
		}
	}
}

func TestEverybodyIsSomebody(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, role := range policy.Roles() {
		organization := "BRAND"
		if policy.Fits(role, false) {
			organization = "SOUTH"
		}
		var v viewer
		g.As(role, organization).Do(t, viewerQuery, nil).Into(t, &v)
		if v.Viewer.User.Email != graphtest.Email(role, organization) || len(v.Viewer.Permissions) != len(policy.Permissions(role)) {
			t.Errorf("%s: %+v", role, v.Viewer)
		}
	}
}

func TestNodesFollowThePermissionToRead(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := userID(g, "distributor_rep", "NORTH")
	north := typeid.Format(typeid.Organization, g.Organization("NORTH"))
	for who, want := range map[[2]string][2]bool{ // the user, the organisation
		{"brand_admin", "BRAND"}:       {true, true},
		{"channel_manager", "BRAND"}:   {true, true},
		{"auditor", "BRAND"}:           {false, false},
		{"distributor_admin", "NORTH"}: {true, true},
		{"distributor_rep", "NORTH"}:   {false, true},
		{"distributor_admin", "SOUTH"}: {false, false},
	} {
		var data struct{ User, Organization *struct{ ID string } }
		g.As(who[0], who[1]).Do(t, "query($user: ID!, $organization: ID!) { user: node(id: $user) { id } organization: node(id: $organization) { id } }",
			object{"user": rep, "organization": north}).Into(t, &data)
		if got := [2]bool{data.User != nil, data.Organization != nil}; got != want {
			t.Errorf("%v: %v, want %v", who, got, want)
		}
	}
	g.Nobody().Do(t, "query($id: ID!) { node(id: $id) { id } }", object{"id": rep}).Want(t, "UNAUTHENTICATED")
}
