package graph_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// report writes a report of the distributor that is being imported.
func report(g *graphtest.Graph, distributor string) string {
	id := typeid.New()
	g.Exec(`INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state, rows_total, created_by)
		VALUES ($1, $2, 'FILE', $3, $1, 'march.csv', '\x00', 'IMPORTING', 100, $4)`,
		g.Organization(distributor), id, typeid.New(), g.User("distributor_rep", distributor))
	return typeid.Format(typeid.SalesReport, id)
}

const progress = `subscription($id: ID!) { salesReportProgress(id: $id) { rowsAccepted state distributor { code } createdBy { email } } }`

func next(t *testing.T, events <-chan *graphtest.Response) *graphtest.Response {
	t.Helper()
	select {
	case answer := <-events:
		return answer
	case <-time.After(5 * time.Second):
		t.Fatal("no event in five seconds")
		return nil
	}
}

func TestEachEventHasTheReachOfItsPermission(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := report(g, "NORTH")
	for _, who := range [][2]string{{"distributor_rep", "NORTH"}, {"channel_manager", "BRAND"}, {"brand_admin", "BRAND"}} {
		events := g.As(who[0], who[1]).Watch(t, progress, object{"id": id})
		for _, rows := range []int{1, 2} {
			var data struct {
				SalesReportProgress struct {
					Distributor struct{ Code string }
					CreatedBy   *struct{ Email string }
				}
			}
			next(t, events).Into(t, &data)
			if p := data.SalesReportProgress; p.Distributor.Code != "NORTH" || p.CreatedBy == nil {
				t.Errorf("%v: event %d: %+v", who, rows, p)
			}
			g.Exec("UPDATE sales_reports SET rows_accepted = rows_accepted + 1")
		}
	}
	for name, c := range map[string]*graphtest.Caller{
		"another distributor": g.As("distributor_admin", "SOUTH"), "no such report": g.As("distributor_admin", "NORTH"),
	} {
		asked := id
		if name == "no such report" {
			asked = typeid.Format(typeid.SalesReport, typeid.New())
		}
		if answer := next(t, c.Watch(t, progress, object{"id": asked})); answer.Code() != "NOT_FOUND" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := report(g, "NORTH")
	for what, sql := range map[string]string{
		"another role":  "UPDATE users SET role = 'distributor_viewer' WHERE id = $1",
		"deactivation":  "UPDATE users SET status = 'DEACTIVATED' WHERE id = $1",
		"a new epoch":   "UPDATE users SET session_epoch = session_epoch + 1 WHERE id = $1",
		"no session":    "DELETE FROM sessions WHERE $1::uuid IS NOT NULL",
		"a running-out": "UPDATE sessions SET expiry = now() WHERE $1::uuid IS NOT NULL",
	} {
		g.Exec("UPDATE users SET role = 'distributor_rep', status = 'ACTIVE' WHERE id = $1", g.User("distributor_rep", "NORTH"))
		time.Sleep(time.Second)
		events := g.Login("distributor_rep", "NORTH").Watch(t, progress, object{"id": id})
		next(t, events).Want(t, "")
		g.Exec(sql, g.User("distributor_rep", "NORTH"))
		time.Sleep(time.Second)
		g.Exec("UPDATE sales_reports SET rows_accepted = rows_accepted + 1")
		if answer := next(t, events); answer.Code() != "UNAUTHENTICATED" || string(answer.Data) != "null" {
			t.Errorf("after %s: %s", what, answer.Body)
		}
		if answer := next(t, events); answer != nil {
			t.Errorf("after %s the stream goes on: %s", what, answer.Body)
		}
	}
}
