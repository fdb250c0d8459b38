package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// postNotice posts a notice, and delivers it unless the test delivers by itself.
func postNotice(t *testing.T, g *graphtest.Graph, n notify.Notice) {
	t.Helper()
	if err := g.DB.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error { return notify.Post(t.Context(), tx, n) }); err != nil {
		t.Fatal(err)
	}
}

func tellChange(t *testing.T, g *graphtest.Graph, c notify.Change) {
	t.Helper()
	if err := g.DB.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error { return notify.Changed(t.Context(), tx, c) }); err != nil {
		t.Fatal(err)
	}
}

func toUser(g *graphtest.Graph, role, organization string) []notify.Audience {
	id := g.User(role, organization)
	return []notify.Audience{{User: &id}}
}

type inbox struct {
	UnreadCount int
	InboxItems  struct {
		TotalCount int
		PageInfo   struct {
			HasNextPage bool
			EndCursor   *string
		}
		Edges []struct {
			Node struct {
				ID, Kind         string
				Params           map[string]any
				SubjectID, DueAt *string
				ReadAt           *string
			}
		}
	}
}

const inboxQuery = `query($filter: InboxFilter, $first: Int, $after: String) { unreadCount
	inboxItems(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id kind params subjectId dueAt readAt } } } }`

func TestAnInboxIsListedReadAndMarked(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	due := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	subject := typeid.Format(typeid.Conflict, typeid.New())
	for _, kind := range []string{"conflict.told", "conflict.proposed", "conflict.settled"} {
		postNotice(t, g, notify.Notice{Kind: kind, Subject: subject, DueAt: &due, Params: map[string]any{"rule": "OUT_OF_TERRITORY", "amount": 12}, To: toUser(g, "distributor_rep", "NORTH")})
	}
	g.Deliver()

	var all, second, unread inbox
	rep.Do(t, inboxQuery, object{"first": 2}).Into(t, &all)
	if all.UnreadCount != 3 || all.InboxItems.TotalCount != 3 || !all.InboxItems.PageInfo.HasNextPage {
		t.Fatalf("inbox: %+v", all)
	}
	latest := all.InboxItems.Edges[0].Node
	if latest.Kind != "conflict.settled" || *latest.SubjectID != subject || *latest.DueAt != "2026-11-25T09:00:00Z" || latest.Params["rule"] != "OUT_OF_TERRITORY" || latest.Params["amount"] != 12.0 {
		t.Errorf("latest: %+v", latest)
	}
	rep.Do(t, inboxQuery, object{"after": *all.InboxItems.PageInfo.EndCursor}).Into(t, &second)
	if len(second.InboxItems.Edges) != 1 || second.InboxItems.Edges[0].Node.Kind != "conflict.told" || second.InboxItems.PageInfo.HasNextPage {
		t.Errorf("second page: %+v", second)
	}

	mark := `mutation($ids: [ID!], $read: Boolean!) { markInboxRead(input: {ids: $ids, read: $read}) { unread } }`
	for _, step := range []struct {
		ids    any
		read   bool
		unread string
	}{
		{[]string{latest.ID}, true, `"unread":2`}, {[]string{latest.ID}, true, `"unread":2`}, {[]string{}, true, `"unread":2`},
		{[]string{latest.ID, typeid.Format(typeid.InboxItem, typeid.New())}, false, `"unread":3`}, {nil, true, `"unread":0`},
	} {
		answer := rep.Do(t, mark, object{"ids": step.ids, "read": step.read}).Want(t, "")
		if !strings.Contains(answer.Body, step.unread) {
			t.Errorf("marking %v %v: %s", step.ids, step.read, answer.Body)
		}
	}
	rep.Do(t, mark, object{"ids": []string{subject}, "read": true}).Want(t, "INVALID")
	rep.Do(t, inboxQuery, object{"filter": object{"unread": true}}).Into(t, &unread)
	if unread.InboxItems.TotalCount != 0 || unread.UnreadCount != 0 {
		t.Errorf("unread after all were read: %+v", unread)
	}
	var node struct{ Node *struct{ Kind string } }
	rep.Do(t, `query($id: ID!) { node(id: $id) { ... on InboxItem { kind } } }`, object{"id": latest.ID}).Into(t, &node)
	if node.Node == nil || node.Node.Kind != "conflict.settled" {
		t.Errorf("node: %+v", node)
	}
}

func TestHowMailComesIsEachOnesChoice(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.Login("distributor_rep", "NORTH")
	set := `mutation($mail: MailChoice!) { setNoticeSettings(input: {mail: $mail}) { settings { mail } } }`
	read := `{ noticeSettings { mail } }`
	if body := rep.Do(t, read, nil).Body; !strings.Contains(body, "AT_ONCE") {
		t.Errorf("before: %s", body)
	}
	rep.Do(t, set, object{"mail": "DAILY"}).Want(t, "")
	if body := rep.Do(t, read, nil).Body; !strings.Contains(body, "DAILY") {
		t.Errorf("after: %s", body)
	}
	if body := g.As("distributor_admin", "NORTH").Do(t, read, nil).Body; !strings.Contains(body, "AT_ONCE") {
		t.Errorf("a colleague's: %s", body)
	}
	rep.Do(t, set, object{"mail": "OFTEN"}).Want(t, "INVALID")
	g.As("distributor_rep", "NORTH").Do(t, set, object{"mail": "NONE"}).Want(t, "FORBIDDEN") // a key
	var log auditPage
	g.As("distributor_admin", "NORTH").Do(t, auditQuery, object{"filter": object{"action": "user.setMailChoice"}}).Into(t, &log)
	if log.AuditEntries.TotalCount != 1 {
		t.Errorf("log: %+v", log)
	}
	postNotice(t, g, notify.Notice{Kind: "conflict.told", To: toUser(g, "distributor_rep", "NORTH")})
	postNotice(t, g, notify.Notice{Kind: "conflict.told", To: toUser(g, "distributor_admin", "NORTH")})
	g.Deliver()
	if len(g.Mail.Sent) != 1 || g.Mail.Sent[0].To != graphtest.Email("distributor_admin", "NORTH") {
		t.Errorf("mails: %+v", g.Mail.Sent)
	}
}

type event struct {
	Events struct {
		Kind      string
		SubjectID *string
		Unread    int
	}
}

const eventsQuery = `subscription { events { kind subjectId unread } }`

func TestOneStreamTellsOfAllThatChanges(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Live()
	postNotice(t, g, notify.Notice{Kind: "conflict.told", To: toUser(g, "brand_admin", "BRAND")})
	admin := g.As("brand_admin", "BRAND")
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(admin.Do(t, `{ unreadCount }`, nil).Body, `:1`); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the notice is not delivered")
		}
	}
	events, items := admin.Watch(t, eventsQuery, nil), admin.Watch(t, `subscription { inbox { kind subjectId } }`, nil)
	expect := func(kind, subject string, unread int) {
		t.Helper()
		var e event
		if next(t, events).Into(t, &e); e.Events.Kind != kind || valueOr(e.Events.SubjectID) != subject || e.Events.Unread != unread {
			t.Errorf("event %+v, want %s %s %d", e.Events, kind, subject, unread)
		}
	}
	expect("RESYNC", "", 1)
	id := typeid.New()
	for _, kind := range [][2]string{{notify.Signal, typeid.Signal}, {notify.SalesReport, typeid.SalesReport}, {notify.Registration, typeid.Registration}, {notify.Conflict, typeid.Conflict}} {
		tellChange(t, g, notify.Change{Kind: kind[0], ID: id, Organizations: []uuid.UUID{g.Organization("NORTH"), g.Brand}})
		expect(kind[0], typeid.Format(kind[1], id), 1)
	}
	time.Sleep(200 * time.Millisecond) // the other stream has begun by then
	postNotice(t, g, notify.Notice{Kind: "conflict.escalated", Subject: "cfl_x", To: toUser(g, "brand_admin", "BRAND")})
	expect("INBOX", "", 2)
	if item := next(t, items); !strings.Contains(item.Body, "conflict.escalated") {
		t.Errorf("item: %s", item.Body)
	}
	admin.Do(t, `mutation { markInboxRead(input: {}) { unread } }`, nil).Want(t, "")
	expect("INBOX", "", 0)
}

func valueOr(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// A stream of events ends as others do when its session is over.
func TestAStreamOfEventsEndsWithItsSession(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Live()
	for what, sql := range map[string]string{
		"another role": "UPDATE users SET role = 'distributor_viewer' WHERE id = $1",
		"deactivation": "UPDATE users SET status = 'DEACTIVATED' WHERE id = $1",
		"no session":   "DELETE FROM sessions WHERE $1::uuid IS NOT NULL",
	} {
		g.Exec("UPDATE users SET role = 'distributor_rep', status = 'ACTIVE' WHERE id = $1", g.User("distributor_rep", "NORTH"))
		time.Sleep(time.Second)
		events := g.Login("distributor_rep", "NORTH").Watch(t, eventsQuery, nil)
		next(t, events).Want(t, "")
		g.Exec(sql, g.User("distributor_rep", "NORTH"))
		time.Sleep(time.Second)
		tellChange(t, g, notify.Change{Kind: notify.SalesReport, ID: typeid.New(), Organizations: []uuid.UUID{g.Organization("NORTH")}})
		if answer := next(t, events); answer.Code() != "UNAUTHENTICATED" || string(answer.Data) != "null" {
			t.Errorf("after %s: %s", what, answer.Body)
		}
		if answer := next(t, events); answer != nil {
			t.Errorf("after %s the stream goes on: %s", what, answer.Body)
		}
	}
}
