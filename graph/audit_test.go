package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

type auditPage struct {
	AuditEntries struct {
		TotalCount int
		Edges      []struct {
			Node struct {
				ID, Action, SubjectType string
				SubjectID, RequestID    *string
				Before, After           *string
				Actor                   *struct{ Email string }
			}
		}
	}
}

const auditQuery = `query($filter: AuditEntryFilter) { auditEntries(filter: $filter) {
	totalCount edges { node { id action subjectType subjectId before after requestId actor { email } } } } }`

func TestEachChangeOfAPersonIsInTheLog(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, rep := g.As("distributor_admin", "NORTH"), userID(g, "distributor_rep", "NORTH")
	admin.Do(t, setRole, object{"id": rep, "role": "DISTRIBUTOR_VIEWER"}).Want(t, "")
	admin.Do(t, `mutation($id: ID!) { deactivateUser(input: {id: $id}) { user { id } } }`, object{"id": rep}).Want(t, "")
	admin.Do(t, `mutation($id: ID!) { reactivateUser(input: {id: $id}) { user { id } } }`, object{"id": rep}).Want(t, "")
	admin.Do(t, setRole, object{"id": rep, "role": "AUDITOR"}).Want(t, "INVALID") // leaves no trace

	var page auditPage
	admin.Do(t, auditQuery, object{"filter": object{"subjectId": rep}}).Into(t, &page)
	want := []string{"user.reactivate", "user.deactivate", "user.setRole"} // newest first
	if page.AuditEntries.TotalCount != len(want) {
		t.Fatalf("log: %+v", page)
	}
	for i, e := range page.AuditEntries.Edges {
		if e.Node.Action != want[i] || e.Node.Actor == nil || e.Node.Actor.Email != graphtest.Email("distributor_admin", "NORTH") ||
			*e.Node.RequestID != graphtest.RequestID || *e.Node.SubjectID != rep || e.Node.Before == nil || e.Node.After == nil {
			t.Errorf("entry %d: %+v", i, e.Node)
		}
	}
	if got := *page.AuditEntries.Edges[2].Node.After; got != `{"role": "distributor_viewer", "status": "ACTIVE"}` {
		t.Errorf("after: %s", got)
	}
	var one auditPage
	admin.Do(t, auditQuery, object{"filter": object{"action": "user.setRole"}}).Into(t, &one)
	if one.AuditEntries.TotalCount != 1 {
		t.Errorf("by action: %+v", one)
	}
	admin.Do(t, auditQuery, object{"filter": object{"subjectId": "nonsense"}}).Want(t, "INVALID")

	for who, total := range map[[2]string]int{{"auditor", "BRAND"}: 3, {"brand_admin", "BRAND"}: 3, {"distributor_admin", "SOUTH"}: 0} {
		var page auditPage
		if g.As(who[0], who[1]).Do(t, auditQuery, nil).Into(t, &page); page.AuditEntries.TotalCount != total || len(page.AuditEntries.Edges) != total {
			t.Errorf("%v sees %d", who, page.AuditEntries.TotalCount)
		}
	}
	if _, err := g.DB.Owner().Exec(t.Context(), "SET ROLE portal_app; UPDATE audit_entries SET action = 'x'"); err == nil {
		t.Error("the application may change the log")
	}
}
