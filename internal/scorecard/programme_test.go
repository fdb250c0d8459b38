package scorecard_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// only is a programme of data quality alone, from a day on.
func only(t *testing.T, from string) scorecard.Programme {
	t.Helper()
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		t.Fatal(err)
	}
	d := decimal.NewFromInt
	b := scorecard.Bounds{Floor: d(90), Target: d(95), Stretch: d(100)}
	return scorecard.Programme{Name: "Quality", From: day, GradeA: d(110), GradeB: d(100), GradeC: d(90),
		Rules: []scorecard.Rule{{Key: "data_quality", Weight: d(100), Month: b, Quarter: b, Year: b}}}
}

func (o *office) publish(p scorecard.Programme) scorecard.Programme {
	o.t.Helper()
	made, err := o.s.SetProgramme(o.a, all, nil, p)
	if err != nil {
		o.t.Fatal(err)
	}
	return made
}

func TestAProgrammeIsForThoseThatItHolds(t *testing.T) {
	o := newOffice(t)
	first, tiers, channels, places := only(t, "2013-07-01"), only(t, "2013-08-01"), only(t, "2013-10-01"), only(t, "2013-11-01")
	tiers.Eligibility.Tiers = []string{"TIER_2"}
	channels.Eligibility.ChannelTypes = []string{"ONLINE", "STORE"}
	o.exec(`INSERT INTO territories (id, code, name, kind, depth, span) VALUES ('00000000-0000-7000-8000-000000000f01', 'TPE', 'TPE', 'CITY', 1, '[2,3)'), ('00000000-0000-7000-8000-000000000f02', 'KHH', 'KHH', 'CITY', 1, '[3,4)');
		INSERT INTO assignments VALUES ('00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), '00000000-0000-7000-8000-000000000f01', NULL, '[2013-11-30,)', false, '[2,3)', '[1,9)')`)
	places.Eligibility.Territories = []uuid.UUID{uuid.MustParse("00000000-0000-7000-8000-000000000f01")}
	places.Eligibility.Tiers = []string{"TIER_1", "TIER_2"}
	for i, p := range []scorecard.Programme{first, tiers, channels, places} {
		if made := o.publish(p); made.Version != i+2 || made.PublishedBy == nil || !made.PublishedAt.Equal(o.clock) {
			t.Fatalf("%+v", made)
		}
	}
	for p, want := range map[string]string{
		"2013-06": "1 1", "2013-07": "2 2", "2013-08": "2 3", "2013-Q3": "2 2", "2013": "1 1", "2013-10": "4 4", "2013-11": "5 4", "2013-12": "5 4",
	} {
		list, err := o.s.Scorecards(t.Context(), all, of(t, p), scorecard.Filter{}, scorecard.Sort{}, page.Args{}, scorecard.Whole)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(list.Items[0].Programme.Version, list.Items[1].Programme.Version); got != want {
			t.Errorf("%s is weighed by %s, want %s", p, got, want)
		}
	}
	// 5 of 100 rows rejected: 95 is the target. (90.8A under the first programme; see store_test.go.)
	if got := summary(card(t, o.s, north, "2013-07")); got != "1000.5/800 95:100 = 100B" {
		t.Errorf("July is %s", got)
	}
}

// A card tells of its programme what the list of programmes tells.
func TestACardHasItsWholeProgramme(t *testing.T) {
	o := newOffice(t)
	o.exec(`UPDATE scorecard_programmes SET name = '標準 "A"', tiers = '{TIER_1,TIER_2}', channel_types = '{STORE}', published_by = gen_random_uuid(), deductions = '[{"key": "late_report", "points": 2.5, "most": 10}]',
		grade_a = 91.25; UPDATE distributors SET tier = 'TIER_1', channel_types = '{STORE}'`)
	list, err := o.s.Programmes(t.Context(), scope.System(), page.Args{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is known
		got := card(t, o.s, north, "2013-08").Programme
		if !got.PublishedAt.Equal(list.Items[0].PublishedAt) {
			t.Errorf("published at %v, want %v", got.PublishedAt, list.Items[0].PublishedAt)
		}
		got.PublishedAt = list.Items[0].PublishedAt
		if !reflect.DeepEqual(got, list.Items[0]) {
			t.Errorf("the card's programme is\n%+v, in the list it is\n%+v", got, list.Items[0])
		}
	}
}

func TestWithoutAProgrammeThereIsNoComposite(t *testing.T) {
	o := newOffice(t)
	o.exec(`UPDATE scorecard_programmes SET tiers = '{TIER_1}'`)
	c := card(t, o.s, south, "2013-08")
	if len(c.Results) != 0 || c.Composite.Valid || c.Grade != "" || c.Programme.Version != 0 {
		t.Errorf("%s by version %d", summary(c), c.Programme.Version)
	}
	if len(c.Notes) == 0 || c.Notes[len(c.Notes)-1].Key != "scorecard.note.noProgramme" {
		t.Errorf("notes are %v", c.Notes)
	}
	o.close("2013-08")
	if c := card(t, o.s, south, "2013-08"); c.Version != 1 || c.Composite.Valid {
		t.Errorf("frozen: version %d, %s", c.Version, summary(c))
	}
	o.holds()
}

func TestAProgrammeNeverWeighsWhatIsClosed(t *testing.T) {
	o := newOffice(t)
	o.close("2013-08")
	for from, want := range map[string]string{"2013-01-01": "programme.from programme.closed", "2013-08-01": "programme.from programme.closed", "2013-08-31": "programme.from programme.closed", "2013-09-01": ""} {
		_, err := o.s.SetProgramme(o.a, all, nil, only(t, from))
		if want != "" {
			refused(t, err, fault.Invalid, want)
		} else if err != nil {
			t.Error(err)
		}
	}
	// A month that was opened again was frozen all the same.
	o.exec(`UPDATE accounting_periods SET closed_at = NULL`)
	_, err := o.s.SetProgramme(o.a, all, nil, only(t, "2013-08-01"))
	refused(t, err, fault.Invalid, "programme.from programme.closed")
	wrong := only(t, "2014-01-01")
	wrong.Eligibility.Territories = []uuid.UUID{uuid.New()}
	_, err = o.s.SetProgramme(o.a, all, nil, wrong)
	refused(t, err, fault.Invalid, "programme.eligibility.territoryIds.0 territory.notFound")
}

func TestARepeatedPublicationIsTheFirst(t *testing.T) {
	o := newOffice(t)
	key := "once"
	for range 2 {
		made, err := o.s.SetProgramme(o.a, all, &key, only(t, "2014-01-01"))
		if err != nil || made.Version != 2 || made.Rules[0].Key != "data_quality" {
			t.Errorf("%+v, %v", made, err)
		}
	}
	_, err := o.s.SetProgramme(o.a, all, &key, only(t, "2014-02-01"))
	refused(t, err, fault.Conflict, "idempotency.otherRequest")
	list, err := o.s.Programmes(t.Context(), scope.Of(north), page.Args{})
	if err != nil || len(list.Items) != 2 || list.Items[0].Version != 2 {
		t.Errorf("%v, %v", list.Items, err)
	}
	var audited, raised int
	if err := o.db.Owner().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM audit_entries WHERE action = 'scorecardProgramme.publish'), (SELECT version FROM input_versions WHERE name = 'programme')`).Scan(&audited, &raised); err != nil || audited != 1 || raised != 2 {
		t.Errorf("audited %d times, version %d, %v", audited, raised, err)
	}
}

func TestAProgrammeIsWithdrawnBeforeItIsInForce(t *testing.T) {
	o := newOffice(t)
	o.publish(only(t, "2013-11-20")) // today
	o.publish(only(t, "2013-11-21"))
	_, err := o.s.WithdrawProgramme(o.a, all, 3, "")
	refused(t, err, fault.Invalid, "reason required")
	_, err = o.s.WithdrawProgramme(o.a, all, 9, "x")
	refused(t, err, fault.NotFound, "programme.notFound")
	_, err = o.s.WithdrawProgramme(o.a, all, 2, "x")
	refused(t, err, fault.Conflict, "programme.inForce")
	if c := card(t, o.s, north, "2013-12"); c.Programme.Version != 3 {
		t.Errorf("December is weighed by %d", c.Programme.Version)
	}
	if p, err := o.s.WithdrawProgramme(o.a, all, 3, "mistaken"); err != nil || p.WithdrawnAt == nil {
		t.Errorf("%+v, %v", p, err)
	}
	_, err = o.s.WithdrawProgramme(o.a, all, 3, "mistaken")
	refused(t, err, fault.Conflict, "programme.withdrawn")
	if c := card(t, o.s, north, "2013-12"); c.Programme.Version != 2 {
		t.Errorf("December is weighed by %d", c.Programme.Version)
	}
	o.publish(only(t, "2013-12-01"))
	o.clock = time.Date(2014, 1, 20, 12, 0, 0, 0, time.UTC)
	o.close("2013-12")
	o.clock = time.Date(2013, 11, 20, 12, 0, 0, 0, time.UTC)
	_, err = o.s.WithdrawProgramme(o.a, all, 4, "too late")
	refused(t, err, fault.Conflict, "programme.frozen")
}

func TestASimulationKeepsNothing(t *testing.T) {
	o := newOffice(t)
	draft := only(t, "2014-01-01") // from whatever day
	draft.Eligibility.Tiers = []string{"TIER_1"}
	simulate := func(sc scope.Scope, p string, a page.Args) scorecard.Simulation {
		t.Helper()
		s, err := o.s.Simulate(o.a, sc, draft, of(t, p), a)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	told := func(s scorecard.Simulation) (out string) {
		for _, c := range s.Cards.Items {
			out += fmt.Sprintf("%s%s>%s%s ", text(c.Composite), c.Grade, text(c.SimulatedComposite), c.SimulatedGrade)
		}
		return out + text(s.Mean) + ">" + text(s.SimulatedMean)
	}
	s := simulate(all, "2013-07", page.Args{})
	if got := told(s); got != "90.8A>100B ->- 90.8>100" {
		t.Errorf("July: %s", got)
	}
	if got := fmt.Sprint(s.Grades); got != "[{A 1 0} {B 0 1} {C 0 0} {D 0 0} { 0 0}]" {
		t.Errorf("grades %s", got)
	}
	if n, err := s.Cards.Total(t.Context()); err != nil || n != 2 || s.Cards.Items[1].Eligible {
		t.Errorf("%d cards, %v, %+v", n, err, s.Cards.Items[1])
	}
	one := 1
	first := simulate(all, "2013-07", page.Args{First: &one})
	second := simulate(all, "2013-07", page.Args{First: &one, After: &first.Cards.Cursors[0]})
	back := simulate(all, "2013-07", page.Args{Last: &one, Before: &second.Cards.Cursors[0]})
	if !first.Cards.HasNext || second.Cards.HasNext || second.Cards.Items[0].DistributorID != south || back.Cards.Items[0].DistributorID != north {
		t.Errorf("pages: %+v, %+v, %+v", first.Cards, second.Cards, back.Cards)
	}
	if s := simulate(manager, "2013-07", page.Args{}); len(s.Cards.Items) != 1 || s.Cards.Items[0].DistributorID != south {
		t.Errorf("a manager sees %+v", s.Cards.Items)
	}
	o.close("2013-07") // now is what was frozen, whatever became of the programme since
	o.exec(`UPDATE scorecard_programmes SET grade_a = 119`)
	if got := told(simulate(all, "2013-07", page.Args{})); got != "90.8A>100B ->- 90.8>100" {
		t.Errorf("frozen: %s", got)
	}
	_, err := o.s.Simulate(o.a, all, draft, of(t, "2013-11"), page.Args{})
	refused(t, err, fault.Invalid, "period period.notOver")
	draft.Rules[0].Weight = decimal.NewFromInt(99)
	_, err = o.s.Simulate(o.a, all, draft, of(t, "2013-07"), page.Args{})
	refused(t, err, fault.Invalid, "programme.rules programme.weights")
	bad := "WyJ4IiwieSJd"
	draft.Rules[0].Weight = decimal.NewFromInt(100)
	_, err = o.s.Simulate(o.a, all, draft, of(t, "2013-07"), page.Args{After: &bad})
	refused(t, err, fault.Invalid, "after page.cursor")
	if list, err := o.s.Programmes(t.Context(), all, page.Args{}); err != nil || len(list.Items) != 1 {
		t.Errorf("kept: %v, %v", list.Items, err)
	}
}
