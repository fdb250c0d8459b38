package conflict_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

// A case is the brand's alone until its parties are told, and stays so when it was dismissed before.
func TestPartiesSeeWhatTheyWereTold(t *testing.T) {
	w := newCourt(t)
	id := w.open()
	sees := func(who string) bool {
		ctx, sc := w.as(who, "read")
		rows, err := w.service.ByIDs(ctx, sc, []uuid.UUID{id})
		w.must(err)
		p, err := w.service.Cases(ctx, sc, conflict.Filter{}, conflict.Sort{}, page.Args{})
		w.must(err)
		n, err := p.Total(ctx)
		w.must(err)
		counts, err := w.service.Counts(ctx, sc, conflict.Filter{})
		w.must(err)
		if (len(rows) == 1) != (len(p.Items) == 1) || n != len(rows) || len(counts) != len(rows) {
			t.Errorf("%s: by id %d, listed %d, total %d, counts %v", who, len(rows), len(p.Items), n, counts)
		}
		return len(rows) == 1
	}
	for who, want := range map[string]bool{"north": false, "south": false, "east": false, "admin": true, "analyst": true, "judge": false} {
		if sees(who) != want {
			t.Errorf("OPEN: %s sees %v", who, !want)
		}
	}
	w.must(w.assign(id, "judge"))
	for who, want := range map[string]bool{"north": true, "south": true, "east": false, "judge": true} {
		if sees(who) != want {
			t.Errorf("AWAITING_RESPONSE: %s sees %v", who, !want)
		}
	}
	w.must(w.dismiss(id, "judge"))
	if !sees("north") {
		t.Error("a party that was told doesn't see that it was dismissed")
	}
	w.exec(`DELETE FROM conflict_parties`)
	id = w.open()
	w.must(w.dismiss(id, "admin"))
	if sees("north") || sees("south") {
		t.Error("a case that was dismissed untold shows to a party")
	}
}

// A party can't narrow its list by what it may not know.
func TestFiltersTellNothing(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.InMediation)
	customer := typeid.New()
	w.exec(`UPDATE conflict_subjects SET customer_id = $2 WHERE case_id = $1`, id, customer)
	south, judge := w.ids["SOUTH"], w.ids["judge"]
	for name, f := range map[string]conflict.Filter{"other party": {DistributorID: &south}, "mediator": {MediatorID: &judge}, "customer": {CustomerID: &customer}} {
		for who, want := range map[string]int{"north": 0, "admin": 1} {
			ctx, sc := w.as(who, "read")
			p, err := w.service.Cases(ctx, sc, f, conflict.Sort{}, page.Args{})
			w.must(err)
			if len(p.Items) != want {
				t.Errorf("%s finds %d cases by %s, want %d", who, len(p.Items), name, want)
			}
		}
	}
}

func TestListsNarrowSortAndPage(t *testing.T) {
	w := newCourt(t)
	var ids []uuid.UUID
	for range 3 {
		ids = append(ids, w.open())
		w.now = w.now.Add(time.Hour)
	}
	w.exec(`UPDATE conflicts SET amount = 9, severity = 'CRITICAL', title = 'Zebra 100%' WHERE id = $1`, ids[1])
	w.exec(`UPDATE conflicts SET due_at = NULL WHERE id = $1`, ids[0])
	ctx, sc := w.as("admin", "read")
	list := func(f conflict.Filter, s conflict.Sort) (out string) {
		one := 1
		for args := (page.Args{First: &one}); ; {
			p, err := w.service.Cases(ctx, sc, f, s, args)
			w.must(err)
			for _, c := range p.Items {
				for i, id := range ids {
					if id == c.ID {
						out += string(rune('0' + i))
					}
				}
			}
			if !p.HasNext {
				return out
			}
			args.After = &p.Cursors[0]
		}
	}
	for name, c := range map[string]struct {
		f    conflict.Filter
		s    conflict.Sort
		want string
	}{
		"due first":      {want: "120"},
		"latest first":   {s: conflict.Sort{Field: "OPENED_AT", Desc: true}, want: "210"},
		"greatest first": {s: conflict.Sort{Field: "AMOUNT"}, f: conflict.Filter{Severities: []conflict.Severity{conflict.Critical}}, want: "1"},
		"words":          {f: conflict.Filter{Text: "zebra 100%"}, want: "1"},
		"no pattern":     {f: conflict.Filter{Text: "1_0"}, want: ""},
		"overdue":        {f: conflict.Filter{Overdue: true}, want: ""},
		"state":          {f: conflict.Filter{States: []conflict.State{conflict.Closed}}, want: ""},
		"rule":           {f: conflict.Filter{Rules: []string{conflict.Manual}}, want: "120"},
	} {
		if got := list(c.f, c.s); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	w.now = w.now.AddDate(0, 0, 3)
	if got := list(conflict.Filter{Overdue: true}, conflict.Sort{}); got != "12" {
		t.Errorf("overdue: %q", got)
	}
	counts, err := w.service.Counts(ctx, sc, conflict.Filter{States: []conflict.State{conflict.Closed}})
	w.must(err)
	if len(counts) != 1 || counts[0] != (conflict.Count{State: conflict.Open, Count: 3, Overdue: 2}) {
		t.Errorf("counts: %+v", counts)
	}
}
