package conflict_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/conflict"
)

// tick lets the clock look at a time.
func (w *court) tick(at time.Time) {
	w.t.Helper()
	w.now = at
	w.must(w.clock.Tick(context.Background()))
}

// notices gives the kinds of what was posted since the last call.
func (w *court) notices() (out string) {
	w.t.Helper()
	rows, err := w.db.Owner().Query(context.Background(), `WITH n AS (DELETE FROM notices RETURNING *) SELECT kind, coalesce(params->>'level', '') FROM n ORDER BY id`)
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var kind, level string
		w.must(rows.Scan(&kind, &level))
		out += " " + kind + level
	}
	return out
}

func (w *court) timeline(id uuid.UUID, kind string) int {
	return value[int](w, `SELECT count(*) FROM conflict_events WHERE case_id = $1 AND kind = $2`, id, kind)
}

// Taipei's clocks never change: 10 o'clock in the morning is 2 in UTC. Monday is 8 April 2024.
func day(n, hour int) time.Time { return time.Date(2024, 4, n, hour-8, 0, 0, 0, time.UTC) }

// A new case that nobody takes up goes to the administrators on each business day, and not on the weekend.
func TestNobodyAssigns(t *testing.T) {
	w := newCourt(t)
	w.now = day(11, 10) // a Thursday
	id := w.open()
	if due := value[time.Time](w, `SELECT due_at FROM conflicts WHERE id = $1`, id); !due.Equal(day(12, 10)) {
		t.Fatalf("due %s", due)
	}
	w.notices()
	level := func() int { return value[int](w, `SELECT escalations FROM conflicts WHERE id = $1`, id) }
	for _, c := range []struct {
		at    time.Time
		level int
		told  string
	}{
		{day(12, 9), 0, ""},
		{day(12, 10), 1, " conflict.escalated1"},
		{day(12, 11), 1, ""},
		{day(14, 12), 1, ""}, // Sunday
		{day(15, 9), 1, ""},
		{day(15, 10), 2, " conflict.escalated2"},
		{day(16, 10), 3, " conflict.escalated3"},
	} {
		w.tick(c.at)
		if told := w.notices(); level() != c.level || told != c.told {
			t.Errorf("at %s: level %d, want %d; told%s", c.at, level(), c.level, told)
		}
	}
	if n := w.timeline(id, "escalated"); n != 3 {
		t.Errorf("%d escalations are written down", n)
	}
	if due := value[time.Time](w, `SELECT due_at FROM conflicts WHERE id = $1`, id); !due.Equal(day(12, 10)) {
		t.Errorf("its due time has moved to %s", due)
	}
	w.must(w.assign(id, "judge")) // the clock of the next state begins anew
	if level() != 0 || value[*time.Time](w, `SELECT wake_at FROM conflicts WHERE id = $1`, id) != nil {
		t.Error("the next state inherits escalations")
	}
}

// Holidays don't count.
func TestHolidaysDontCount(t *testing.T) {
	w := newCourt(t)
	w.exec(`INSERT INTO holidays (day, name) VALUES ('2024-04-12', 'A day off'), ('2024-04-15', 'Another')`)
	w.now = day(11, 10)
	id := w.open()
	if due := value[time.Time](w, `SELECT due_at FROM conflicts WHERE id = $1`, id); !due.Equal(day(16, 10)) {
		t.Errorf("due %s", due)
	}
	w.tick(day(12, 12))
	if n := w.timeline(id, "escalated"); n != 0 {
		t.Error("it was escalated on a holiday")
	}
}

// Where the clocks go forward the due time has the same local time.
func TestDueAcrossDaylightSaving(t *testing.T) {
	friday := time.Date(2024, 3, 29, 9, 0, 0, 0, time.UTC) // 10 in Berlin, and 8 in UTC after the change on 31 March
	w := newCourtIn(t, "Europe/Berlin", friday)
	id := w.open()
	if due := value[time.Time](w, `SELECT due_at FROM conflicts WHERE id = $1`, id); !due.Equal(time.Date(2024, 4, 1, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("due %s", due)
	}
}

// Whoever doesn't answer said nothing; the case goes on.
func TestNobodyAnswers(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.AwaitingResponse)
	w.must(w.respond(id, "north"))
	w.notices()
	w.tick(day(11, 9))
	if w.state(id) != conflict.AwaitingResponse {
		t.Fatal("the clock was too early")
	}
	w.tick(day(11, 10))
	if w.state(id) != conflict.InMediation || w.timeline(id, "silent") != 1 || w.timeline(id, "statementsOpened") != 1 {
		t.Errorf("%s; silent %d, opened %d", w.state(id), w.timeline(id, "silent"), w.timeline(id, "statementsOpened"))
	}
	if got := value[string](w, `SELECT string_agg(label, '') FROM conflict_sides WHERE case_id = $1 AND was_silent`, id); got != "B" {
		t.Errorf("%s was silent", got)
	}
	if told := w.notices(); told != " conflict.statementsOpened" {
		t.Errorf("told%s", told)
	}
	w.refused(w.respond(id, "south"), "conflict.moved", "answering after the clock")
	// The mediator first, then the administrators.
	w.tick(day(18, 10))
	w.tick(day(19, 10))
	if told := w.notices(); told != " conflict.escalated1 conflict.escalated2" {
		t.Errorf("told%s", told)
	}
}

// Silence on a proposal is a rejection: the mediator is to rule, and where that isn't done the administrators are told.
func TestNobodyAnswersTheProposal(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.Proposed)
	w.must(w.answer(id, "north", true))
	w.notices()
	w.tick(day(11, 10))
	if got := value[string](w, `SELECT state FROM conflict_decisions WHERE id = $1`, w.pending(id)); got != "REJECTED" || w.state(id) != conflict.Proposed {
		t.Errorf("the proposal is %s, the case %s", got, w.state(id))
	}
	if told := w.notices(); told != " conflict.rejected conflict.toRule" {
		t.Errorf("told%s", told)
	}
	// How the other answered stays with the brand.
	for who, want := range map[string]int{"north": 0, "south": 1, "judge": 1} {
		ctx, sc := w.as(who, "read")
		n := 0
		p, err := w.service.Timeline(ctx, sc, id, pageOf(100))
		w.must(err)
		for _, e := range p.Items {
			if e.Kind == "silent" {
				n++
			}
		}
		if n != want {
			t.Errorf("%s reads of %d who were silent", who, n)
		}
	}
	w.tick(day(16, 10))
	w.tick(day(17, 10))
	if told := w.notices(); told != " conflict.escalated1 conflict.escalated2" {
		t.Errorf("told%s", told)
	}
	w.must(w.rule(id, "judge"))
}

// A settled case closes when nobody appeals; an appeal that nobody decides on goes to the administrators.
func TestTheEndOfTheTimeToAppeal(t *testing.T) {
	w := newCourt(t)
	closes, appealed := w.bring(conflict.Resolved), w.bring(conflict.Appealed)
	w.tick(day(22, 10)) // ten business days
	if w.state(closes) != conflict.Closed || w.timeline(closes, "closed") != 1 {
		t.Errorf("after its time the case is %s", w.state(closes))
	}
	if w.state(appealed) != conflict.Appealed || value[int](w, `SELECT escalations FROM conflicts WHERE id = $1`, appealed) != 1 {
		t.Error("an appeal was not escalated")
	}
}

// Several clocks at once do each step once, however many cases there are.
func TestClocksAtOnce(t *testing.T) {
	w := newCourt(t)
	const cases = 45
	for range cases {
		w.open()
	}
	w.now = day(9, 10)
	var all sync.WaitGroup
	errs := make(chan error, 4)
	for range 4 {
		all.Go(func() { errs <- w.clock.Tick(context.Background()) })
	}
	all.Wait()
	close(errs)
	for err := range errs {
		w.must(err)
	}
	w.must(w.clock.Tick(context.Background()))
	if n := value[int](w, `SELECT count(*) FROM conflict_events WHERE kind = 'escalated'`); n != cases {
		t.Errorf("%d escalations of %d cases", n, cases)
	}
}

// A case that can't be gone on with doesn't keep the others.
func TestOneCaseDoesntKeepTheOthers(t *testing.T) {
	w := newCourt(t)
	broken, whole := w.open(), w.open()
	w.exec(fmt.Sprintf(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF new.id = ''%s'' THEN RAISE EXCEPTION ''broken''; END IF; RETURN new; END'`, broken))
	w.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON conflicts FOR EACH ROW EXECUTE FUNCTION refuse()`)
	w.now = day(9, 10)
	if err := w.clock.Tick(context.Background()); err == nil {
		t.Error("the problem isn't told")
	}
	if n := w.timeline(whole, "escalated"); n != 1 {
		t.Errorf("the other was escalated %d times", n)
	}
}
