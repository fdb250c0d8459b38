package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
)

const (
	theCalendar = `{ it: workCalendar { timeZone weekend holidays { day name } workdays { day name } } }`
	setCalendar = `mutation ($in: SetWorkCalendarInput!) { setWorkCalendar(input: $in) { calendar { weekend holidays { day name } workdays { day name } } } }`
)

func TestTheCalendarOfAYear(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, year := g.As("brand_admin", "BRAND"), time.Now().Year()
	on := func(monthDay string) string { return fmt.Sprintf("%d-%s", year, monthDay) }
	saturday := time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
	for saturday.Weekday() != time.Saturday {
		saturday = saturday.AddDate(0, 0, 1)
	}
	day := func(date, name string) object { return object{"day": date, "name": name} }
	in := object{"year": year, "holidays": []object{day(on("10-10"), " 國慶日 "), day(on("12-25"), "行憲紀念日")}, "workdays": []object{day(saturday.Format(time.DateOnly), "補行上班")}}
	admin.Do(t, setCalendar, object{"in": in}).Want(t, "")
	for _, role := range []string{"distributor_viewer@NORTH", "auditor@BRAND", "channel_manager@BRAND"} { // everybody's due times are in its days
		name, of, _ := strings.Cut(role, "@")
		body := g.As(name, of).Do(t, theCalendar, nil).Want(t, "").Body
		want := fmt.Sprintf(`{"timeZone":"Asia/Taipei","weekend":[6,0],"holidays":[{"day":"%s","name":"國慶日"},{"day":"%s","name":"行憲紀念日"}],"workdays":[{"day":"%s","name":"補行上班"}]}`,
			on("10-10"), on("12-25"), saturday.Format(time.DateOnly))
		if !strings.Contains(body, want) {
			t.Errorf("%s: %s\nwant %s", role, body, want)
		}
	}
	for path, wrong := range map[string]object{
		"input.year":            {"year": 1999},
		"input.weekend":         {"weekend": []int{0, 1, 2, 3, 4, 5, 6}},
		"input.holidays.0.day":  {"holidays": []object{day(fmt.Sprintf("%d-01-01", year+1), "元旦")}},
		"input.holidays.1.day":  {"holidays": []object{day(on("01-01"), "元旦"), day(on("01-01"), "元旦")}},
		"input.holidays.0.name": {"holidays": []object{day(on("01-01"), " ")}},
		"input.workdays.0.day":  {"weekend": []int{5}},
	} {
		with := object{}
		for _, m := range []object{in, wrong} {
			for k, v := range m {
				with[k] = v
			}
		}
		admin.Do(t, setCalendar, object{"in": with}).WantField(t, path)
	}
	// Another year's days and the weekend stay when a year is set anew.
	admin.Do(t, setCalendar, object{"in": object{"year": year + 1, "weekend": []int{0}, "holidays": []object{day(fmt.Sprintf("%d-01-01", year+1), "元旦")}, "workdays": []object{}}}).Want(t, "")
	if body := admin.Do(t, setCalendar, object{"in": object{"year": year, "holidays": []object{}, "workdays": []object{}}}).Want(t, "").Body; !strings.Contains(body, `"weekend":[0],"holidays":[{"day":"`+fmt.Sprint(year+1)) {
		t.Errorf("set anew: %s", body)
	}
	g.As("channel_manager", "BRAND").Do(t, setCalendar, object{"in": in}).Want(t, "FORBIDDEN")
	g.Nobody().Do(t, theCalendar, nil).Want(t, "UNAUTHENTICATED")
	if body := admin.Do(t, `{ auditEntries(filter: {action: "calendar.set"}) { totalCount edges { node { before after } } } }`, nil).Want(t, "").Body; !strings.Contains(body, `"totalCount":3`) || !strings.Contains(body, "國慶日") {
		t.Errorf("the log: %s", body)
	}
}
