package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/policy"
)

// An inbox is everybody's who is signed in, and nobody's who is not.
func TestEachRoleHasAnInbox(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	operations := []string{`{ unreadCount }`, `{ inboxItems { totalCount } }`, `{ noticeSettings { mail } }`, `mutation { markInboxRead(input: {}) { unread } }`}
	for _, role := range policy.Roles() {
		organization := "NORTH"
		if policy.Fits(role, true) {
			organization = "BRAND"
		}
		for _, operation := range operations {
			g.As(role, organization).Do(t, operation, nil).Want(t, "")
		}
		next(t, g.As(role, organization).Watch(t, eventsQuery, nil)).Want(t, "")
		g.Login(role, organization).Do(t, `mutation { setNoticeSettings(input: {mail: NONE}) { settings { mail } } }`, nil).Want(t, "")
	}
	for _, operation := range append(operations, `mutation { setNoticeSettings(input: {mail: NONE}) { settings { mail } } }`) {
		g.Nobody().Do(t, operation, nil).Want(t, "UNAUTHENTICATED")
	}
	for _, operation := range []string{eventsQuery, `subscription { inbox { kind } }`} {
		if answer := next(t, g.Nobody().Watch(t, operation, nil)); answer.Code() != "UNAUTHENTICATED" {
			t.Errorf("%s as nobody: %s", operation, answer.Body)
		}
	}
}
