package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	setCourse    = `mutation ($in: SetCourseInput!) { setCourse(input: $in) { course { id code name requiredTiers requiredChannelTypes people validMonths requiredFrom retiredOn } } }`
	listCourses  = `query ($first: Int, $after: String) { courses(first: $first, after: $after) { totalCount edges { cursor node { id code } } } }`
	recordPass   = `mutation ($in: RecordTrainingInput!) { recordTraining(input: $in) { record { id trainee passedOn expiresOn withdrawnAt course { code } distributor { code } } } }`
	dropPass     = `mutation ($id: ID!, $reason: String!) { withdrawTraining(input: {id: $id, reason: $reason}) { record { id withdrawnAt } } }`
	listPasses   = `query ($f: TrainingFilter) { trainingRecords(filter: $f, first: 100) { totalCount edges { node { id trainee course { code } distributor { code } } } } }`
	importPasses = `mutation ($file: ID!, $key: String) { importTraining(input: {fileId: $file, idempotencyKey: $key}) { accepted duplicates rejected problems { row field problem { key params } } } }`
	requirements = `query ($id: ID!) { trainingRequirements(distributorId: $id) { required passed nextExpiry course { code } } }`
)

// courseOf makes a course and gives its id.
func courseOf(t *testing.T, g *graphtest.Graph, facts object) string {
	t.Helper()
	var got struct {
		SetCourse struct{ Course struct{ ID string } }
	}
	g.As("brand_admin", "BRAND").Do(t, setCourse, object{"in": changedBy(object{"code": "SAFE", "name": "Safety"}, facts)}).Into(t, &got)
	return got.SetCourse.Course.ID
}

// passed writes a pass down and gives its id.
func passed(t *testing.T, g *graphtest.Graph, code, course, trainee, on string) string {
	t.Helper()
	var got struct {
		RecordTraining struct{ Record struct{ ID string } }
	}
	g.As("brand_admin", "BRAND").Do(t, recordPass, object{"in": object{"distributorId": distributorID(g, code), "courseId": course, "trainee": trainee, "passedOn": on}}).Into(t, &got)
	return got.RecordTraining.Record.ID
}

func TestACourseIsSet(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	for field, change := range map[string]object{
		"input.code": {"code": " "}, "input.name": {"name": ""}, "input.people": {"people": 0}, "input.validMonths": {"validMonths": 121}, "input.retiredOn": {"retiredOn": "2020-01-01", "requiredFrom": "2021-01-01"},
	} {
		admin.Do(t, setCourse, object{"in": changedBy(object{"code": "SAFE", "name": "Safety"}, change)}).WantField(t, field)
	}
	north := g.Organization("NORTH")
	before := scanned[int](t, g, versionOf, north)
	id := courseOf(t, g, object{"requiredTiers": []string{"TIER_1", "TIER_1"}, "nameHant": "安全"})
	admin.Do(t, setCourse, object{"in": object{"code": "SAFE", "name": "Other"}}).WantField(t, "input.code")
	body := admin.Do(t, setCourse, object{"in": object{"id": id, "code": "SAFE-2", "name": "Safety", "people": 3, "validMonths": 12}}).Want(t, "").Body
	for _, want := range []string{`"code":"SAFE-2"`, `"people":3`, `"validMonths":12`, `"requiredTiers":[]`, `"requiredFrom":"` + brandDay(0) + `"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s lacks %s", body, want)
		}
	}
	if now := scanned[int](t, g, versionOf, north); now != before+2 { // when it was required, and when it no longer is
		t.Errorf("the data version went from %d to %d", before, now)
	}
	if done := scanned[string](t, g, lastActions, g.Brand); done != "course.set course.set" {
		t.Errorf("the log has %s", done)
	}
	admin.Do(t, setCourse, object{"in": object{"id": typeid.Format(typeid.Course, typeid.New()), "code": "X", "name": "X"}}).Want(t, "NOT_FOUND")
	for i := range 3 {
		courseOf(t, g, object{"code": fmt.Sprintf("B-%d", i)})
	}
	var page struct {
		Courses struct {
			TotalCount int
			Edges      []struct {
				Cursor string
				Node   struct{ Code string }
			}
		}
	}
	admin.Do(t, listCourses, object{"first": 2}).Into(t, &page)
	if page.Courses.TotalCount != 4 || len(page.Courses.Edges) != 2 || page.Courses.Edges[1].Node.Code != "B-1" {
		t.Errorf("the first page: %+v", page)
	}
	admin.Do(t, listCourses, object{"first": 2, "after": page.Courses.Edges[1].Cursor}).Into(t, &page)
	if len(page.Courses.Edges) != 2 || page.Courses.Edges[1].Node.Code != "SAFE-2" {
		t.Errorf("the second page: %+v", page)
	}
}

func TestAPassIsWrittenDownAndTakenBack(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, north := g.As("brand_admin", "BRAND"), g.Organization("NORTH")
	course := courseOf(t, g, object{"validMonths": 12})
	in := object{"distributorId": distributorID(g, "NORTH"), "courseId": course, "trainee": "  Lin   Mei ", "passedOn": "2024-02-29", "idempotencyKey": "k"}
	before := scanned[int](t, g, versionOf, north)
	first := admin.Do(t, recordPass, object{"in": in}).Want(t, "").Body
	if again := admin.Do(t, recordPass, object{"in": in}).Want(t, "").Body; again != first || !strings.Contains(first, `"trainee":"Lin Mei"`) || !strings.Contains(first, `"expiresOn":"2025-02-28"`) {
		t.Errorf("recorded %s, again %s", first, again)
	}
	delete(in, "idempotencyKey")
	in["trainee"] = "LIN MEI"
	if answer := admin.Do(t, recordPass, object{"in": in}); answer.Key() != "training.exists" {
		t.Errorf("the same pass: %s", answer.Body)
	}
	for field, change := range map[string]object{"input.trainee": {"trainee": " "}, "input.passedOn": {"passedOn": brandDay(1)}, "input.courseId": {"courseId": "x"}} {
		admin.Do(t, recordPass, object{"in": changedBy(object{"distributorId": distributorID(g, "NORTH"), "courseId": course, "trainee": "A", "passedOn": brandDay(0)}, change)}).WantField(t, field)
	}
	if now := scanned[int](t, g, versionOf, north); now != before+1 {
		t.Errorf("the data version went from %d to %d", before, now)
	}
	id := typeid.Format(typeid.Training, scanned[uuid.UUID](t, g, `SELECT id FROM training_records`))
	admin.Do(t, dropPass, object{"id": id, "reason": ""}).WantField(t, "input.reason")
	gone := admin.Do(t, dropPass, object{"id": id, "reason": "another person"}).Want(t, "").Body
	if again := admin.Do(t, dropPass, object{"id": id, "reason": "another person"}).Want(t, "").Body; again != gone || strings.Contains(gone, `"withdrawnAt":null`) {
		t.Errorf("withdrawn %s, again %s", gone, again)
	}
	admin.Do(t, recordPass, object{"in": in}).Want(t, "") // what was withdrawn does not stand in the way
	if done := scanned[string](t, g, lastActions, north); done != "training.record training.withdraw training.record" {
		t.Errorf("the log has %s", done)
	}
	if told := scanned[int](t, g, `SELECT count(*) FROM audit_entries WHERE concat(before::text, after::text) ILIKE '%lin mei%'`); told != 0 {
		t.Error("the log holds a name")
	}
}

// How a distributor stands: people, not passes; those that count today; the first day on which one no longer does.
func TestRequirementsCountPeople(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	tier := object{"requiredTiers": []string{"TIER_1"}}
	safe := courseOf(t, g, changedBy(object{"people": 3, "validMonths": 12}, tier))
	ever := courseOf(t, g, changedBy(object{"code": "EVER"}, tier))
	courseOf(t, g, object{"code": "NOBODY"})
	courseOf(t, g, changedBy(object{"code": "OTHER", "requiredChannelTypes": []string{"ECOMMERCE"}}, tier)) // both lists must hold
	courseOf(t, g, changedBy(object{"code": "RETIRED", "requiredFrom": "2020-01-01", "retiredOn": brandDay(0)}, tier))
	courseOf(t, g, changedBy(object{"code": "LATER", "requiredFrom": brandDay(5)}, tier))
	passed(t, g, "NORTH", safe, "Lin", brandDay(-300))
	passed(t, g, "NORTH", safe, "lin", brandDay(-10)) // the same person again
	passed(t, g, "NORTH", safe, "Wang", brandDay(-100))
	passed(t, g, "NORTH", safe, "Chen", brandDay(-400)) // over
	passed(t, g, "NORTH", ever, "Lin", "2020-01-01")
	passed(t, g, "SOUTH", safe, "Ho", brandDay(-1))
	dropped := passed(t, g, "NORTH", safe, "Wu", brandDay(-1))
	g.As("brand_admin", "BRAND").Do(t, dropPass, object{"id": dropped, "reason": "x"}).Want(t, "")
	var got struct {
		TrainingRequirements []struct {
			Required, Passed int
			NextExpiry       *string
			Course           struct{ Code string }
		}
	}
	g.As("distributor_viewer", "NORTH").Do(t, requirements, object{"id": distributorID(g, "NORTH")}).Into(t, &got)
	all := got.TrainingRequirements
	if len(all) != 2 || all[0].Course.Code != "EVER" || all[0].Passed != 1 || all[0].NextExpiry != nil || all[1].Course.Code != "SAFE" || all[1].Required != 3 || all[1].Passed != 2 {
		t.Fatalf("requirements: %+v", all)
	}
	if want := scanned[string](t, g, `SELECT (expires_on + 1)::text FROM training_records WHERE trainee = 'Wang'`); *all[1].NextExpiry != want {
		t.Errorf("the next expiry is %s, not %s", *all[1].NextExpiry, want)
	}
	for days, want := range map[int]int{0: 1, 70: 2, 3660: 4} { // Chen; and Lin's first; and Wang, Lin's second; Ho is SOUTH's
		body := g.As("distributor_viewer", "NORTH").Do(t, listPasses, object{"f": object{"endsWithinDays": days}}).Want(t, "").Body
		if !strings.Contains(body, fmt.Sprintf(`"totalCount":%d`, want)) {
			t.Errorf("within %d days: %s", days, body)
		}
	}
	g.As("distributor_viewer", "NORTH").Do(t, listPasses, object{"f": object{"endsWithinDays": -1}}).WantField(t, "filter.endsWithinDays")
	if body := g.As("brand_admin", "BRAND").Do(t, listPasses, object{"f": object{"courseId": ever}}).Want(t, "").Body; !strings.Contains(body, `"totalCount":1`) {
		t.Errorf("of one course: %s", body)
	}
}

func TestAFileOfPassesIsTakenIn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	courseOf(t, g, object{"validMonths": 6, "nameHans": "安全培训"})
	text := strings.Join([]string{"经销商名称,课程名称,姓名,完成日期", "North Trading,安全培训,林美,2026/3/31", "SOUTH,safe,Wang,2026-03-31", "SOUTH,SAFE, wang ,2026-03-31", // 1 to 4
		"WEST,SAFE,A,2026-03-31", "NORTH,NONE,A,2026-03-31", "NORTH,SAFE,,2026-03-31", "NORTH,SAFE,A,2999-01-01", "NORTH,SAFE,A,", "NORTH,SAFE," + strings.Repeat("x", 101) + ",2026-03-31"}, "\n")
	file := g.Upload("brand_admin", "BRAND", "passes.csv", text)
	var got, again struct{ ImportTraining rowsAnswer }
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, importPasses, object{"file": file}).Into(t, &got)
	if want := "2+1+6 5 经销商名称 row.distributor.unknown 6 课程名称 row.course.unknown 7 姓名 row.required 8 完成日期 row.date.future 9 完成日期 row.required 10 姓名 row.text.tooLong"; got.ImportTraining.String() != want {
		t.Errorf("taken in: %s\nwant      %s", got.ImportTraining, want)
	}
	admin.Do(t, importPasses, object{"file": file}).Into(t, &again)
	if again.ImportTraining.Accepted != 0 || again.ImportTraining.Duplicates != 3 {
		t.Errorf("the same file: %s", again.ImportTraining)
	}
	if kept := scanned[string](t, g, `SELECT string_agg(concat_ws(' ', trainee, passed_on, expires_on), ', ' ORDER BY trainee) FROM training_records`); kept != "Wang 2026-03-31 2026-09-30, 林美 2026-03-31 2026-09-30" {
		t.Errorf("kept: %s", kept)
	}
	if done := scanned[string](t, g, lastActions, g.Organization("SOUTH")); done != "training.import" {
		t.Errorf("the log of SOUTH has %s", done)
	}
}

func TestStatementsDoNotGrowWithPasses(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	courses := []string{}
	for i := range 4 {
		courses = append(courses, courseOf(t, g, object{"code": fmt.Sprintf("C%d", i), "requiredTiers": []string{"TIER_1"}}))
	}
	count := func() int {
		return fewest(func() int {
			return len(g.Counter.During(func() {
				admin.Do(t, listPasses, nil).Want(t, "")
				admin.Do(t, requirements, object{"id": distributorID(g, "NORTH")}).Want(t, "")
			}))
		})
	}
	passed(t, g, "NORTH", courses[0], "A", "2026-01-01")
	few := count()
	for i, course := range courses {
		for n := range 5 {
			passed(t, g, []string{"NORTH", "SOUTH"}[n%2], course, fmt.Sprintf("P%d", n), fmt.Sprintf("2026-01-%02d", i+2))
		}
	}
	if many := count(); many > few {
		t.Errorf("%d statements for one pass, %d for 21", few, many)
	}
}
