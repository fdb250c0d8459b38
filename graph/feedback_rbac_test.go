package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// Each role does with answers, links and courses what the policy says.
func TestWhoMayDoWhatWithAnswersAndTraining(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	north := distributorID(g, "NORTH")
	file := typeid.Format(typeid.File, typeid.New())
	g.Exec(`INSERT INTO courses (id, code, name, since) VALUES ('01900000-0000-7000-8000-000000000001', 'C1', 'One', '2020-01-01')`)
	course := typeid.Format(typeid.Course, [16]byte{0x01, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1})
	answers, links, records, facts := "answers", "links", "records", "courses"
	doing := []struct {
		what  string
		query string
		vars  object
	}{
		{"read " + answers, listSaid, nil}, {"read " + links, listLinks, nil}, {"read " + records, listPasses, nil}, {"read " + facts, listCourses, nil},
		{"write " + answers, recordIt, object{"in": object{"distributorId": north, "respondedOn": brandDay(0), "csat": 4}}},
		{"write " + links, askThem, object{"in": object{"distributorId": north, "expiresOn": brandDay(1), "accountIds": []string{accountID(s.north)}}}},
		{"write " + records, recordPass, object{"in": object{"distributorId": north, "courseId": course, "trainee": "A", "passedOn": brandDay(0)}}},
		{"write " + facts, setCourse, object{"in": object{"id": course, "code": "C1", "name": "One"}}},
		{"import " + answers, importSaid, object{"file": file}}, {"import " + records, importPasses, object{"file": file}},
		{"withdraw " + answers, takeBack, object{"id": typeid.Format(typeid.Feedback, typeid.New()), "reason": "x"}},
		{"withdraw " + records, dropPass, object{"id": typeid.Format(typeid.Training, typeid.New()), "reason": "x"}},
		{"end " + links, endLink, object{"id": typeid.Format(typeid.SurveyLink, typeid.New())}},
	}
	for _, k := range []struct{ role, of, may string }{
		{"brand_admin", "BRAND", "read answers, read links, read records, read courses, write answers, write links, write records, write courses, import answers, import records, withdraw answers, withdraw records, end links"},
		{"channel_manager", "BRAND", "read answers, read links, read records, read courses, write answers, write links, write records, import answers, import records, withdraw answers, withdraw records, end links"},
		{"brand_analyst", "BRAND", "read answers, read records, read courses"},
		{"auditor", "BRAND", ""},
		{"distributor_admin", "NORTH", "read answers, read records, read courses"},
		{"distributor_rep", "NORTH", "read answers, read records, read courses"},
		{"distributor_viewer", "NORTH", "read answers, read records, read courses"},
	} {
		who := g.As(k.role, k.of)
		for _, d := range doing {
			code := who.Do(t, d.query, d.vars).Code()
			if may := strings.Contains(k.may, d.what); may == (code == "FORBIDDEN") || code != "" && code != "FORBIDDEN" && code != "NOT_FOUND" && code != "CONFLICT" {
				t.Errorf("%s: %s: %q", k.role, d.what, code)
			}
		}
	}
	for _, d := range doing {
		g.Nobody().Do(t, d.query, d.vars).Want(t, "UNAUTHENTICATED")
	}
}
