package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

// What each may do to a registration that waits is what it is offered, and what it is let do.
func TestWhoMayDoWhatToARegistration(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	id := submitted(t, g, "NORTH", s.north).ID
	for _, k := range []struct{ role, of, offered string }{
		{"brand_admin", "BRAND", "REVIEW REQUEST_CHANGES APPROVE REJECT"},
		{"channel_manager", "BRAND", "REVIEW REQUEST_CHANGES APPROVE REJECT"},
		{"brand_analyst", "BRAND", ""},
		{"distributor_admin", "NORTH", "ADD_ACTIVITY RELEASE"},
		{"distributor_rep", "NORTH", "ADD_ACTIVITY RELEASE"},
		{"distributor_viewer", "NORTH", ""},
	} {
		var got struct{ It map[string]bool }
		g.As(k.role, k.of).Do(t, claimsViewable, object{"id": id}).Into(t, &got)
		for action, may := range got.It {
			if want := strings.Contains(" "+k.offered+" ", " "+action+" "); may != want {
				t.Errorf("%s may %s: %v", k.role, action, may)
			}
		}
	}
	for _, k := range []struct{ role, of, code string }{
		{"auditor", "BRAND", "FORBIDDEN"}, {"brand_analyst", "BRAND", "FORBIDDEN"}, {"distributor_viewer", "NORTH", "FORBIDDEN"}, {"distributor_admin", "NORTH", "FORBIDDEN"},
	} {
		g.As(k.role, k.of).Do(t, approveClaim, object{"id": id}).Want(t, k.code)
	}
	g.Nobody().Do(t, approveClaim, object{"id": id}).Want(t, "UNAUTHENTICATED")
}
