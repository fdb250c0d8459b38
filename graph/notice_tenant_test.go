package graph_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/typeid"
)

func TestAnInboxIsItsUsersAlone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	postNotice(t, g, notify.Notice{Kind: "conflict.told", Subject: "cfl_x", To: toUser(g, "distributor_rep", "NORTH")})
	g.Deliver()
	var own inbox
	g.As("distributor_rep", "NORTH").Do(t, inboxQuery, nil).Into(t, &own)
	id := own.InboxItems.Edges[0].Node.ID
	for _, who := range [][2]string{{"distributor_admin", "NORTH"}, {"distributor_rep", "SOUTH"}, {"brand_admin", "BRAND"}, {"channel_manager", "BRAND"}, {"auditor", "BRAND"}} {
		c := g.As(who[0], who[1])
		var theirs inbox
		if c.Do(t, inboxQuery, nil).Into(t, &theirs); theirs.UnreadCount != 0 || theirs.InboxItems.TotalCount != 0 {
			t.Errorf("%v: %+v", who, theirs)
		}
		c.Do(t, `mutation($id: ID!) { markInboxRead(input: {ids: [$id]}) { unread } }`, object{"id": id}).Want(t, "")
		if body := c.Do(t, `query($id: ID!) { node(id: $id) { id } }`, object{"id": id}).Want(t, "").Body; !strings.Contains(body, `"node":null`) {
			t.Errorf("%v: %s", who, body)
		}
	}
	if g.As("distributor_rep", "NORTH").Do(t, inboxQuery, nil).Into(t, &own); own.UnreadCount != 1 {
		t.Error("somebody else has read it")
	}
}

// A distributor's stream says nothing of a case that it was not told of: the next thing that it hears is its own.
func TestAStreamHasNotEvenATickOfAnUntoldCase(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Live()
	untold, told := typeid.New(), typeid.New()
	for _, id := range []uuid.UUID{untold, told} {
		g.Exec(`INSERT INTO conflicts (id, rule, state, severity, mode) VALUES ($1, 'MANUAL', 'OPEN', 'LOW', 'ADVISORY')`, id)
		g.Exec(`INSERT INTO conflict_parties (distributor_id, case_id, label) VALUES ($1, $3, 'A'), ($2, $3, 'B')`, g.Organization("NORTH"), g.Organization("SOUTH"), id)
	}
	g.Exec(`UPDATE conflict_parties SET told_at = now() WHERE case_id = $1`, told)

	streams := map[string]<-chan *graphtest.Response{}
	for _, who := range [][2]string{{"distributor_admin", "NORTH"}, {"distributor_viewer", "SOUTH"}, {"brand_admin", "BRAND"}, {"channel_manager", "BRAND"}, {"auditor", "BRAND"}} {
		streams[who[0]] = g.As(who[0], who[1]).Watch(t, eventsQuery, nil)
		next(t, streams[who[0]]).Want(t, "")
	}
	tellChange(t, g, notify.Change{Kind: notify.Conflict, ID: untold, Organizations: []uuid.UUID{g.Organization("NORTH"), g.Organization("SOUTH")}})
	tellChange(t, g, notify.Change{Kind: notify.Signal, ID: untold, Organizations: []uuid.UUID{g.Organization("NORTH")}})
	tellChange(t, g, notify.Change{Kind: notify.Registration, ID: untold, Organizations: []uuid.UUID{g.Organization("SOUTH"), g.Brand}})
	tellChange(t, g, notify.Change{Kind: notify.Conflict, ID: told})
	all := notify.Notice{Kind: "conflict.told"}
	for _, who := range [][2]string{{"distributor_admin", "NORTH"}, {"distributor_viewer", "SOUTH"}, {"brand_admin", "BRAND"}, {"channel_manager", "BRAND"}, {"auditor", "BRAND"}} {
		all.To = append(all.To, toUser(g, who[0], who[1])...)
	}
	postNotice(t, g, all)

	case0, case1, registration, signal := typeid.Format(typeid.Conflict, untold), typeid.Format(typeid.Conflict, told), typeid.Format(typeid.Registration, untold), typeid.Format(typeid.Signal, untold)
	for who, want := range map[string][]string{
		"distributor_admin": {case1}, "distributor_viewer": {registration, case1}, "auditor": nil,
		"brand_admin": {case0, signal, registration, case1}, "channel_manager": {case0, signal, case1},
	} {
		var got []string
		for {
			var e event
			if next(t, streams[who]).Into(t, &e); e.Events.Kind == "INBOX" {
				break
			}
			got = append(got, valueOr(e.Events.SubjectID))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s hears of %v, want %v", who, got, want)
		}
	}
}
